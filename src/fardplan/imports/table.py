"""A file as one table: the sheet that has the headings, its rows under them, and everything that was not read, mentioned."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fardplan.imports.complaints import is_personal_number
from fardplan.imports.packing import Parts
from fardplan.imports.words import EXPECTED, sentence
from fardplan.kit.text import quote
from fardplan.tables.cells import text_of
from fardplan.tables.columns import Block, Coded
from fardplan.tables.delimited import fold_header
from fardplan.tables.reader import sheets_in
from fardplan.tables.refusal import Refused
from fardplan.tables.workbook import column_letters, corners

#: How far down the headings are looked for.
FIRST_ROWS = 60
#: Of a whole column, cells with bars between: none is as long as a personal number; all are figures; one has its digits.
_SHORT, _FIGURES = re.compile(r"[^|]{0,9}+(?:\|[^|]{0,9}+)*+").fullmatch, re.compile(r"[-0-9,|]*+").fullmatch
_TEN_DIGITS = re.compile(r"[0-9]{6}-?[0-9]{4}").search
_YEAR = re.compile(r"(19|20)[0-9]{2}(-?(q|kv|k|h|m)?[0-9]{1,2})?")


@dataclass(frozen=True)
class Column:
    """A column of a template. `heading` stands in the file; `others` are headings that mean the same."""

    key: str
    heading: str
    required: bool = False
    others: tuple[str, ...] = ()
    help: str = ""
    #: what may stand in the cells, for the template's list
    choices: tuple[str, ...] = ()
    #: digits here are figures, and ten of them in a row are no personal number unless the check digit says so
    figures: bool = False
    width: int = 18

    @property
    def names(self):
        return {fold_header(name) for name in (self.heading, *self.others)}


class Batch:
    """Some rows: their numbers, and cells by column key. A row whose number stands in `refused` is not to be looked at further.

    `columns` are the cells as the reading process packed them (`tables.columns`), when it did and no row is refused.
    """

    def __init__(self, numbers, cells=None, refused=(), columns=None):
        self.numbers, self.refused, self.columns, self._cells = numbers, refused, columns, cells

    @property
    def cells(self):
        if self._cells is None:
            self._cells = {key: column.cells() for key, column in self.columns.items()}
        return self._cells


@dataclass
class Table:
    """Reads `path`. Iterate over it for batches; afterwards `complaints` tells what is wrong and what was passed over."""

    path: str
    columns: tuple[Column, ...]
    complaints: object
    #: {the template's headings, folded and joined by tabs: {heading: column key, or "" for one not to be read}}
    mapping: dict[str, dict[str, str]] = field(default_factory=dict)
    kind: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_row: int = 0
    headings: list[str] = field(default_factory=list)
    #: column key -> place from the left
    places: dict[str, int] = field(default_factory=dict)
    rows: int = 0

    def __post_init__(self):
        self.by_name = {name: column.key for column in self.columns for name in column.names}
        #: headings of the likeliest row, for whoever is to say what they mean
        self.candidate = []
        self.by_key = {column.key: column for column in self.columns}
        self._best, self._wide, self._hidden = None, False, []
        #: how many texts of a packed column have no personal number in them, and which list of texts that is about
        self._impersonal, self._texts = {}, {}

    def heading(self, key):
        """The column's heading as the file has it."""
        place = self.places.get(key)
        return self.headings[place].strip() if place is not None else self.by_key[key].heading

    def complain(self, row, key, cell, message, expected=""):
        self.complaints.add(message, sheet=self.sheet, row=row, column=self.heading(key), found=text_of(cell), expected=expected)

    def __iter__(self):
        try:
            sheets = sheets_in(self.path, set(self.by_name).union(*self.mapping.values()))
            about = next(sheets)
            self.kind, self.delimiter = about["kind"], about.get("delimiter", "")
            for sheet in sheets:
                yield from self._read(sheet)
        except Refused as refused:
            self.complaints.add(sentence(refused), sheet=self.sheet, row=refused.facts.get("row"), expected=EXPECTED)
            return
        if not self.headings:
            self._no_headings()

    # -- one sheet ----------------------------------------------------------------------------------------------------

    def _read(self, sheet):
        reading, cells_seen = False, 0
        for sent in sheet.batches:
            if type(sent) is Block and reading and (batch := self._block(sent)):
                yield batch
                continue
            rows = sent.rows() if type(sent) is Block else sent
            first, cells_seen = not cells_seen, cells_seen + len(rows)
            place = self._find(rows) if first else None
            if reading:
                yield self._batch(rows)
            elif place is None or sheet.is_hidden or self.headings:
                self._refused_rows(sheet.name, rows)
                if place is not None:
                    self._not_that_one(sheet, rows[place][0])
            else:
                reading = True
                self._begin(sheet, rows, place)
                if following := rows[place + 1 :]:
                    yield self._batch(following)
        self._afterwards(sheet, reading, cells_seen)

    def _not_that_one(self, sheet, row):
        """The sheet has the headings and is not read: it is hidden, or another was there before it."""
        if sheet.is_hidden:
            self._hidden.append(sheet.name)
            return
        self.complaints.add(
            _("Two sheets have the headings: “%(one)s” and “%(other)s”. Leave one of them in the file.")
            % {"one": quote(self.sheet), "other": quote(sheet.name)},
            sheet=sheet.name,
            row=row,
        )

    def _find(self, rows):
        """Place of the headings among the first rows, or None."""
        for place, (_number, cells) in enumerate(rows[:FIRST_ROWS]):
            names = [fold_header(text_of(cell)) for cell in cells]
            meaning = self._meaning("\t".join(names))
            keys = {meaning[name] for name in names if meaning.get(name)}
            if len(keys) >= min(2, len(self.columns)) and all(column.key in keys for column in self.columns if column.required):
                return place
            years = sum(bool(_YEAR.fullmatch(name)) for name in names)
            if years >= 2 and len([name for name in names if name]) > years:
                self._wide = True
            if len(keys) >= 2 and (self._best is None or len(keys) > len(self._best[1])):
                self._best = (rows[place][0], keys)
                self.candidate = [text_of(cell) for cell in cells]
            if not self.candidate and sum(bool(name) for name in names) >= min(3, len(self.columns)):
                self.candidate = [text_of(cell) for cell in cells]
        return None

    def _meaning(self, template):
        """{folded heading: column key} for a row of headings: the columns' own names, and what somebody decided for this template."""
        decided = self.mapping.get(template)
        return {**self.by_name, **decided} if decided else self.by_name

    @property
    def template(self):
        return "\t".join(map(fold_header, self.headings or self.candidate))

    def _begin(self, sheet, rows, place):
        self.sheet, self.header_row = sheet.name, rows[place][0]
        self.headings = [text_of(cell) for cell in rows[place][1]]
        self._place_columns()
        self._refused_rows(sheet.name, rows[: place + 1])
        if place:
            words = ngettext(
                "The headings stand in row %(row)s. %(n)s row above them is not read.",
                "The headings stand in row %(row)s. %(n)s rows above them are not read.",
                place,
            )
            self.complaints.warn(words % {"row": self.header_row, "n": place})

    def _place_columns(self):
        unknown, meaning = [], self._meaning(self.template)
        for place, heading in enumerate(self.headings):
            name = fold_header(heading)
            key = meaning.get(name)
            if not name or key == "":
                continue
            if key is None:
                unknown.append(heading)
            elif key in self.places:
                self.complaints.add(
                    _("Two columns have the heading “%(heading)s”.") % {"heading": quote(heading)},
                    sheet=self.sheet,
                    row=self.header_row,
                    column=heading,
                    found=heading,
                )
            else:
                self.places[key] = place
        if unknown and not any(is_personal_number(heading) for heading in unknown):
            listed = ", ".join(f"“{quote(heading)}”" for heading in unknown[:10])
            self.complaints.warn(
                ngettext("The column %(columns)s is not read.", "The columns %(columns)s are not read.", len(unknown)) % {"columns": listed}
            )
        self._named = {place for place, heading in enumerate(self.headings) if heading.strip()}
        self._last_named = max(self._named) + 1

    # -- rows ---------------------------------------------------------------------------------------------------------

    def _refused_rows(self, sheet, rows, columns=None):
        """Numbers of the rows with a personal number in them, told without repeating it."""
        figures = {self.places[key] for key, column in self.by_key.items() if column.figures and key in self.places}
        refused = set()
        for place, column in enumerate(_columns(rows) if columns is None else columns):
            for value in set(column):
                text = value if type(value) is str else "" if value is None else str(value[1])
                if len(text) < 10 or not is_personal_number(text, in_figures=place in figures or type(value) is not str):
                    continue
                for (number, _cells), cell in zip(rows, column, strict=True):
                    if cell == value and number not in refused:
                        refused.add(number)
                        self.complaints.add(
                            _("There is something like a personal identity number in the row. No data on individuals may be entered."),
                            sheet=sheet,
                            row=number,
                            column=self.headings[place] if place < len(self.headings) else column_letters(place + 1),
                            expected=_("no personal identity number"),
                        )
        return refused

    def _block(self, block):
        """A batch of rows that are as wide as the headings and hold nothing to complain of here; None when they must be looked at one by one."""
        if len(block.columns) != len(self.headings):
            return None
        for place, column in enumerate(block.columns):
            if self._may_be_personal(place, column) or (place not in self._named and any(column.cells())):
                return None
        self.rows += len(block.numbers)
        return Batch(block.numbers, columns={key: block.columns[place] for key, place in self.places.items()})

    def _may_be_personal(self, place, column):
        if type(column) is Coded:  # the texts of a column grow: those from before are not looked at again
            texts, seen = column.texts, self._impersonal.get(place, 0)
            seen = seen if seen <= len(texts) and self._texts.get(place) is texts else 0
            self._texts[place] = texts
        elif column.text is not None and (_SHORT(column.text) or (_FIGURES(column.text) and not _TEN_DIGITS(column.text))):
            return False
        else:
            texts, seen = column.cells(), 0
        in_figures = any(self.places.get(key) == place and each.figures for key, each in self.by_key.items())
        if any(len(text) >= 10 and is_personal_number(text, in_figures=in_figures) for text in texts[seen:]):
            return True
        self._impersonal[place] = len(texts)
        return False

    def _batch(self, rows):
        columns, width, exact = list(_columns(rows)), len(self.headings), self.kind == "csv"
        refused = self._refused_rows(self.sheet, rows, columns)
        if exact:
            for number, cells in rows:
                if len(cells) != width and number not in refused:
                    refused.add(number)
                    self._uneven(number, cells, width)
        empty = [None] * len(rows)
        for place, column in enumerate(columns):
            if place not in self._named and any(column):
                self._unnamed(rows, place, column, refused, exact)
        numbers = [number for number, _cells in rows]
        self.rows += len(rows)
        places = self.places.items()
        return Batch(numbers, {key: columns[place] if place < len(columns) else empty for key, place in places}, refused)

    def _uneven(self, number, cells, width):
        message = ngettext(
            "The row has %(n)s cell, the headings %(width)s.", "The row has %(n)s cells, the headings %(width)s.", len(cells)
        )
        if self.delimiter == "," and len(cells) > width:
            hint = _("Decimal commas need quotation marks when comma is the delimiter: save the file with semicolons.")
        else:
            hint = _("Each row must have a cell for each heading.")
        self.complaints.add(
            f"{message % {'n': len(cells), 'width': width}} {hint}",
            sheet=self.sheet,
            row=number,
            found=str(len(cells)),
            expected=ngettext("%(n)s cell", "%(n)s cells", width) % {"n": width},
        )

    def _unnamed(self, rows, place, column, refused, exact):
        """Something stands in a column without a heading: in a csv file often the half of a number that a decimal comma cut off."""
        if not exact:
            self.complaints.warn(_("Column %(column)s has no heading and is not read.") % {"column": column_letters(place + 1)})
            return
        for (number, _cells), cell in zip(rows, column, strict=True):
            if cell and number not in refused:
                self.complaints.add(
                    _("The cell has no heading. Often a decimal comma has cut a number in two: save the file with semicolons."),
                    sheet=self.sheet, row=number, column=column_letters(place + 1), found=text_of(cell), expected=_("an empty cell"),
                )  # fmt: skip

    # -- what was not read --------------------------------------------------------------------------------------------

    def _afterwards(self, sheet, was_read, cells_seen):
        facts = sheet.facts
        if far := facts.get("far"):
            self.complaints.add(
                _("Something stands far outside the table, in cell %(cell)s. Take it away.") % {"cell": f"{column_letters(far[1])}{far[0]}"},
                sheet=sheet.name, row=far[0], column=column_letters(far[1]),
            )  # fmt: skip
        if not was_read:
            if sheet.is_hidden and self.kind == "xlsx":
                self.complaints.warn(_("The hidden sheet “%(name)s” is not read.") % {"name": quote(sheet.name)})
            elif cells_seen:
                self.complaints.warn(_("The sheet “%(name)s” is not read.") % {"name": quote(sheet.name)})
            return
        if sheet.is_hidden:
            self.complaints.warn(_("The sheet “%(name)s” is hidden.") % {"name": quote(sheet.name)})
        if hidden := [row for row in facts.get("hidden_rows", []) if row >= self.header_row]:
            words = ngettext("%(n)s hidden row is read too: row %(rows)s.", "%(n)s hidden rows are read too: rows %(rows)s.", len(hidden))
            self.complaints.warn(words % {"n": len(hidden), "rows": _listed(hidden)})
        if hidden := facts.get("hidden_columns"):
            letters = ", ".join(column_letters(column) for column in hidden[:10])
            self.complaints.warn(_("Hidden columns are read too: %(columns)s.") % {"columns": letters})
        for area in facts.get("merged", []):
            self._merged(area)

    def _merged(self, area):
        found = corners(area)
        if found is None:
            return
        first_row, first_column, last_row, last_column = found
        if last_row > self.header_row and first_column <= self._last_named:
            heading = self.headings[first_column - 1] if first_column <= len(self.headings) else column_letters(first_column)
            self.complaints.add(
                _("The cells %(area)s are merged. Split them and write each row's own value.") % {"area": area},
                sheet=self.sheet, row=max(first_row, self.header_row), column=heading, found=area, expected=_("one cell for each value"),
            )  # fmt: skip
        elif first_row <= self.header_row <= last_row and last_column > first_column:
            self.complaints.add(
                _("The headings %(area)s are merged. Each column needs a heading of its own.") % {"area": area},
                sheet=self.sheet, row=self.header_row, found=area,
            )  # fmt: skip

    def _no_headings(self):
        expected = ", ".join(column.heading for column in self.columns)
        if self._wide and (self._best is None or len(self._best[1]) <= 3):
            self.complaints.add(
                _("Each period has a column of its own here. Write one value in each row, with the period in the column Period."),
                row=self._best[0] if self._best else None,
                expected=expected,
            )
        elif self._best:
            row, keys = self._best
            for column in self.columns:
                if column.required and column.key not in keys:
                    self.complaints.add(
                        _("The column “%(heading)s” is missing among the headings.") % {"heading": column.heading},
                        row=row, column=column.heading, expected=expected,
                    )  # fmt: skip
        elif self._hidden:
            self.complaints.add(
                _("The headings are on a hidden sheet, “%(name)s”. Show it and save the file again.") % {"name": quote(self._hidden[0])},
                sheet=self._hidden[0], expected=expected,
            )  # fmt: skip
        elif not self.complaints:
            self.complaints.add(_("No row with the template's headings was found."), row=1, expected=expected)


@dataclass
class Understood:
    """A file that was read: its rows in parts, and what is wrong."""

    complaints: object
    table: Table
    parts: Parts = field(default_factory=Parts)

    @property
    def is_accepted(self):
        return not self.complaints


def _columns(rows):
    """The cells of some rows, column by column, as wide as the widest row. Typed cells become tuples: they are looked up by value."""
    width = max((len(cells) for _number, cells in rows), default=0)
    even = (cells if len(cells) == width else cells + [None] * (width - len(cells)) for _number, cells in rows)
    for column in zip(*even, strict=True):
        yield [tuple(cell) if type(cell) is list else cell for cell in column] if list in set(map(type, column)) else column


def _listed(numbers):
    return ", ".join(map(str, numbers[:10])) + (" …" if len(numbers) > 10 else "")
