"""A document on a page of ours: section by section, so that each can carry its own link."""

from dataclasses import dataclass, replace

from django.utils.safestring import SafeString, mark_safe

from fardplan.documents.html import fragment
from fardplan.documents.paper import prepared


@dataclass(frozen=True)
class Shown:
    """A section as HTML. `id` is the section's, `anchor` where the contents lead, `heading` has the number in it."""

    id: str
    anchor: str
    heading: str
    title: str
    html: SafeString


def sections_of(document: dict) -> list[Shown]:
    """The sections of a document, numbered as in its files."""
    paper = prepared(document)
    return [
        Shown(
            id=section["id"],
            anchor=drawn.anchor,
            heading=drawn.heading,
            title=drawn.title,
            html=mark_safe(fragment(replace(paper, sections=(drawn,)))),  # noqa: S308 documents escapes every text
        )
        for section, drawn in zip(document["sections"], paper.sections, strict=True)
    ]
