"""A text as its reader meets it: passages with their places, tables with their captions, pictures with or without words."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from django.utils.translation import gettext as _

from fardplan.search.words import stem, words_of


class Part(StrEnum):
    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    CAPTION = "caption"
    ROW = "row"


@dataclass(frozen=True)
class Passage:
    """A paragraph, an item of a list, a caption or a row of a table. `line` is that of the file, or the paragraph's number in it."""

    part: Part
    text: str
    section: str
    line: int  # 0 where lines are nothing to a reader, as in a draft
    cells: tuple[str, ...] = ()
    table: "Table | None" = field(default=None, compare=False, repr=False)
    is_indented: bool = False  # set in italics or moved in: a "varav" row says it so

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(stem(word) for word in words_of(self.text))

    @property
    def place(self) -> str:
        where = [self.section] if self.section else []
        if self.table is not None:
            where.append(self.table.name or (_("a table") if self.line else self.table.caption))
        return ", ".join([*where, _("line %(line)s") % {"line": self.line}] if self.line else where)


@dataclass(eq=False)
class Table:
    """`name` is “tabell 4” where the caption says so."""

    caption: str = ""
    name: str = ""
    section: str = ""
    rows: list[Passage] = field(default_factory=list)

    @property
    def head(self) -> tuple[str, ...]:
        """The cells of the first row that has as many as any: a row before it is a title over the whole table."""
        full = max((sum(map(bool, row.cells)) for row in self.rows), default=0)
        return next((row.cells for row in self.rows if sum(map(bool, row.cells)) >= max(2, full - 1)), ())

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(stem(word) for word in words_of(self.caption))


@dataclass(frozen=True)
class Picture:
    alt: str
    place: str


@dataclass
class Manuscript:
    """`year` is the one the text is about: a day without a year is in it."""

    name: str
    passages: list[Passage] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    year: int | None = None

    @property
    def prose(self) -> list[Passage]:
        return [passage for passage in self.passages if passage.part in (Part.TEXT, Part.ITEM)]
