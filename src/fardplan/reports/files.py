"""A report as files: JSON for machines, a page, a Word document, a PDF."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from fardplan.documents import FILES, standalone_html


@dataclass(frozen=True)
class Format:
    """`make` turns a document's canonical text into the file's bytes; of Word and PowerPoint with `template=`, in a look of one's own."""

    suffix: str
    content_type: str
    make: Callable[..., bytes]


def _drawn(render):
    def make(text, **look):
        drawn = render(json.loads(text), **look)
        return drawn if isinstance(drawn, bytes) else drawn.encode("utf-8")

    return make


FORMATS = {
    found.suffix: found
    for found in (
        Format("json", "application/json", lambda text: text.encode("utf-8")),
        Format("html", "text/html; charset=utf-8", _drawn(standalone_html)),
        *(Format(suffix, content_type, _drawn(render)) for suffix, (render, content_type) in FILES.items()),
    )
}


def stem(document: dict) -> str:
    """The name of a document's files: arsrapport-2023-<programme>-v1."""
    if document.get("kind") == "county_report":
        parts = ["lansrapport", document["period"].lower(), document["programme"]]
        return "-".join([*parts, f"v{document['version']}"] if document.get("version") else parts)
    if document.get("kind") == "grants_report":
        return f"statsbidrag-{document['period']}-{document['programme']}"
    if file := document.get("file"):
        parts = [file, document["period"].lower(), document["programme"], *filter(None, [document.get("about")])]
        return "-".join([*parts, f"v{document['version']}"] if document.get("version") else parts)
    kind = "arsrapport" if len(document["period"]) == 4 else "rapport"
    parts = [kind, document["period"].lower(), document["programme"]]
    return "-".join([*parts, f"v{document['version']}"] if document.get("version") else parts)
