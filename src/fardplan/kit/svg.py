"""Drawings that the server makes."""

from dataclasses import dataclass

from django.utils.html import format_html


@dataclass(frozen=True)
class Drawing:
    """An `<svg>` element. Every text in it has been escaped by who drew it, so a template may put it out as it is."""

    svg: str

    def __html__(self):
        return self.svg

    def __str__(self):
        # Templates put out str() of what they are given: this one says that it is HTML already.
        return format_html("{}", self)
