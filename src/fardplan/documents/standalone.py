"""A document as one complete HTML file: to keep, to mail, to publish beside the PDF."""

from html import escape
from pathlib import Path

from .html import entries, fragment
from .paper import Paper, prepared


def standalone_html(document: dict, *, css: str | None = None) -> str:
    """The whole file, accessible without scripts or other files. `css` replaces the small style sheet that ships with this room.

    `css` is the caller's own text and is put into a style element as it is, except that it cannot close that element.
    """
    paper = prepared(document)
    style = (css if css is not None else _own_css()).replace("</", "<\\/")
    return (
        f'<!doctype html>\n<html lang="{escape(paper.language)}" data-color-scheme="auto">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(paper.title)} – {escape(paper.programme_name)}</title>\n<style>\n{style}\n</style>\n</head>\n<body>\n"
        f"{_head(paper)}\n{_contents(paper)}\n"
        f'<main class="fp-doc">\n{fragment(paper)}\n</main>\n{_foot(paper)}\n</body>\n</html>\n'
    )


def _own_css() -> str:
    return (Path(__file__).parent / "standalone.css").read_text(encoding="utf-8")


def _head(paper: Paper) -> str:
    state = "".join(f"<p>{escape(line)}</p>" for line in paper.state)
    subtitle = f"<p>{escape(paper.subtitle)}</p>" if paper.subtitle else ""
    return f"<header><p>{escape(paper.programme_name)}</p><h1>{escape(paper.title)}</h1>{subtitle}{state}</header>"


def _contents(paper: Paper) -> str:
    items = "".join(
        f'<li data-d="{min(entry.depth, 3)}"><a href="#{escape(entry.anchor)}">{escape(f"{entry.number} {entry.title}".strip())}</a></li>'
        for entry in entries(paper)
    )
    return f'<nav aria-labelledby="innehall-rubrik"><h2 id="innehall-rubrik">Innehåll</h2><ul>{items}</ul></nav>' if items else ""


def _foot(paper: Paper) -> str:
    parties = f"<p>{escape(' · '.join(paper.parties))}</p>" if paper.parties else ""
    contact = f"<p>Kontakt: {escape(paper.contact)}</p>" if paper.contact else ""
    return f"<footer>{parties}{contact}</footer>" if parties or contact else ""
