"""The guide as it lies in `docs`: read once, and again when a file is newer."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from fardplan.guide.rules import Page, read_page


def _files():
    """{slug: file}: the guide's own pages, then what they lead to: how things are read and counted, and how it is run."""
    docs = Path(settings.DOCS_FOLDER)
    found = {path.stem: path for path in sorted((docs / "anvandarguide").glob("*.md"))}
    found |= {path.stem: path for path in sorted((docs / "spec").glob("*.md"))}
    found |= {name: docs / f"{name}.md" for name in ("drift", "tillganglighet", "format") if (docs / f"{name}.md").exists()}
    return {("start" if slug == "README" else slug): path for slug, path in found.items()}


def pages() -> dict[str, Page]:
    """Every page by its key; "start" is the first."""
    files = _files()
    return _read(tuple((slug, str(path), path.stat().st_mtime_ns) for slug, path in files.items()))


@lru_cache(maxsize=2)
def _read(files):
    known = {slug for slug, _path, _changed in files}
    out = {}
    for slug, path, _changed in files:
        text = Path(path).read_text(encoding="utf-8")
        out[slug] = read_page(slug, text, link=lambda address: _link(address, known), picture=_picture)
    return out


def _link(address, known):
    path, _hash, anchor = address.partition("#")
    slug = Path(path).stem
    slug = "start" if slug == "README" else slug
    if not path.endswith(".md") or slug not in known:
        return ""
    url = reverse("help") if slug == "start" else reverse("help_page", args=[slug])
    return f"{url}#{anchor}" if anchor else url


def _picture(address):
    return reverse("help_picture", args=[Path(address).stem])


def picture_file(name):
    """The file of a picture that the browser tests have taken, or None. `name` is a key, so it leads nowhere else."""
    path = Path(settings.DOCS_FOLDER) / "gallery" / f"{name}.png"
    return path if path.exists() else None
