"""Collect the texts to translate, room by room.

    python -m tools.messages [room …]

Django's makemessages runs in an empty copy of the room, and what was translated before is put back. So the order is
that of the source files, nothing old stays behind, no guess is made from a similar text, and a run that changes
nothing leaves every file as it was.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
SRC = ROOT / "src/fardplan"
LANGUAGE = "sv"
HEADER = {
    "Project-Id-Version": "fardplan",
    "Language": LANGUAGE,
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
SKIP = shutil.ignore_patterns("__pycache__", "static", "locale", "migrations", "*.mo")


class NotCollected(Exception):
    """makemessages refused; its words say which file."""


def rooms(names=()):
    found = sorted(path.name for path in SRC.iterdir() if (path / "__init__.py").exists())
    if unknown := set(names) - set(found):
        raise SystemExit(f"no such room: {', '.join(sorted(unknown))}")
    return list(names) or found


def catalogue_path(room):
    return SRC / room / "locale" / LANGUAGE / "LC_MESSAGES/django.po"


def key(entry):
    return entry.msgctxt, entry.msgid


def collect(room):
    """The room's catalogue with every text and no translation, or None when the room says nothing."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / room
        shutil.copytree(SRC / room, copy, ignore=SKIP)
        (copy / "locale").mkdir()
        # -P: the folder we stand in holds modules of the room, and one may be called as one of Python's own.
        command = [
            sys.executable,
            "-P",
            "-m",
            "django",
            "makemessages",
            f"--locale={LANGUAGE}",
            "--no-location",
            "--no-wrap",
            "--verbosity=0",
        ]
        environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True)
        if done.returncode:
            raise NotCollected(f"{room}: {done.stderr or done.stdout}")
        made = copy / "locale" / LANGUAGE / "LC_MESSAGES/django.po"
        return polib.pofile(str(made), wrapwidth=0) if made.exists() else None


def collect_all(names=()):
    """{room: catalogue or None}. makemessages is one process a room; two at a time fill both cores."""
    names = rooms(names)
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        return dict(zip(names, pool.map(collect, names), strict=True))


def with_translations(fresh, old):
    """`fresh` with the words of `old`. A text that got a plural, or lost it, is a new text."""
    known = {key(entry): entry for entry in old if not entry.obsolete}
    for entry in fresh:
        before = known.get(key(entry))
        if before and bool(before.msgid_plural) == bool(entry.msgid_plural):
            entry.msgstr, entry.msgstr_plural = before.msgstr, before.msgstr_plural
            entry.tcomment = before.tcomment
            if before.fuzzy:
                entry.flags.append("fuzzy")
    fresh.header, fresh.metadata, fresh.metadata_is_fuzzy = "", HEADER, False
    return fresh


def main(names):
    try:
        collected = collect_all(names)
    except NotCollected as error:
        print(error, file=sys.stderr)
        return 1
    for room, fresh in collected.items():
        path = catalogue_path(room)
        if fresh is None:
            path.unlink(missing_ok=True)
            continue
        old = polib.pofile(str(path)) if path.exists() else []
        text = str(with_translations(fresh, old)) + "\n"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"{path.relative_to(ROOT)}: {len(fresh)} texts, {len(fresh.untranslated_entries())} to translate")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
