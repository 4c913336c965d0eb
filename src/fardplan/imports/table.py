"""A file as one table: the sheet that has the headings, its rows under them, and everything that was not read, mentioned."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fardplan.imports.complaints import is_personal_number
from fardplan.imports.packing import Parts
from fardplan.imports.unread import Unread
from fardplan.imports.words import EXPECTED, sentence
from fardplan.kit.money import unit_of
from fardplan.kit.text import quote
from fardplan.tables.cells import text_of
from fardplan.tables.columns import Block, Coded
from fardplan.tables.delimited import fold_header
from fardplan.tables.reader import sheets_in
from fardplan.tables.refusal import Refused
from fardplan.tables.workbook import column_letters, column_number

#: How far down the headings are looked for.
FIRST_ROWS = 60
#: Of a whole column, cells with bars between: none is as long as a personal number; all are figures; one has its digits.
_SHORT, _FIGURES = re.compile(r"[^|]{0,9}+(?:\|[^|]{0,9}+)*+").fullmatch, re.compile(r"[-0-9,|]*+").fullmatch
_TEN_DIGITS = re.compile(r"[0-9]{6}-?[0-9]{4}").search
_WITH_UNIT = re.compile(r"(?P<name>[^(,]*?)(?:,? |, ?| ?\((?=.*\)$))(?P<unit>[a-zåäö%. ]+?)\)?")
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
    #: the heading may say the unit as well: "Värde (tkr)"
    says_unit: bool = False
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
class Table(Unread):
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
    #: column key -> the unit that its heading says
    units: dict[str, str] = field(default_factory=dict)
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

    def _heading_at(self, letters):
        """The heading over a column that is known by its letters, else the letters."""
        place = column_number(letters) - 1 if letters else -1
        return self.headings[place] if 0 <= place < len(self.headings) and self.headings[place] else letters

    def complain(self, row, key, cell, message, expected=""):
        self.complaints.add(message, sheet=self.sheet, row=row, column=self.heading(key), found=text_of(cell), expected=expected)

    def __iter__(self):
        if self.complaints.names_somebody:
            self._somebody()
        try:
            sheets = sheets_in(self.path, set(self.by_name).union(*self.mapping.values()))
            about = next(sheets)
            self.kind, self.delimiter = about["kind"], about.get("delimiter", "")
            self._look_beside(about.get("beside", ()))
            for sheet in sheets:
                yield from self._read(sheet)
        except Refused as refused:
            row, column = refused.facts.get("row"), refused.facts.get("column", "")
            self.complaints.add(sentence(refused), sheet=self.sheet, row=row, column=self._heading_at(column), expected=EXPECTED)
            return
        if not self.headings:
            self._no_headings()

    # -- beside the cells ---------------------------------------------------------------------------------------------

    def _look_beside(self, texts):
        """Notes on cells, headers of pages and the file's own title are not read, but they are kept with the file."""
        for cell, text in texts:
            if is_personal_number(text):
                row = re.fullmatch(r"([A-Z]+)([0-9]+)", cell)
                self._somebody(row=int(row[2]) if row else None, column=row[1] if row else "")

    def _somebody(self, **place):
        self.complaints.add(
            _("There is something like a personal identity number in the row. No data on individuals may be entered.")
            if place.get("row")
            else _("There is something like a personal identity number in the name of the file or a sheet, in a note or in the header of a page. No data on individuals may be entered."),
            **place, expected=_("no personal identity number"),
        )  # fmt: skip

    # -- one sheet ----------------------------------------------------------------------------------------------------

    def _read(self, sheet):
        reading, cells_seen = False, 0
        if is_personal_number(sheet.name):
            self._somebody(sheet=sheet.name)
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
            keys = {self._key(name, meaning)[0] for name in names} - {None, ""}
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

    def _key(self, name, meaning):
        """(column key or None, unit) of a folded heading: "värde (tkr)" is the column "värde", in tkr."""
        if name in meaning:
            return meaning[name], ""
        found = _WITH_UNIT.fullmatch(name)
        key = meaning.get(found["name"]) if found else None
        if key and self.by_key[key].says_unit and (found["unit"] in ("%", "procent") or unit_of(found["unit"])):
            return key, found["unit"]
        return None, ""

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
            key, unit = self._key(name, meaning)
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
                if unit:
                    self.units[key] = unit
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
            letters = column_letters(place + 1)
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
                            column=self._heading_at(letters) if sheet == self.sheet and self.headings else letters,
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
        in_figures = any(self.places.get(key) == place and each.figures for key, each in self.by_key.items())
        if type(column) is Coded:  # the texts of a column grow: those from before are not looked at again
            texts, seen = column.texts, self._impersonal.get(place, 0)
            seen = seen if seen <= len(texts) and self._texts.get(place) is texts else 0
            self._texts[place] = texts
        elif column.text is not None and (_SHORT(column.text) or (in_figures and _FIGURES(column.text) and not _TEN_DIGITS(column.text))):
            return False
        else:
            texts, seen = column.cells(), 0
        if any(len(text) >= 10 and is_personal_number(text, in_figures=in_figures) for text in texts[seen:]):
            return True
        self._impersonal[place] = len(texts)
        return False

    def _batch(self, rows):
        if self.kind != "csv":
            rows = [row for row in rows if self._says_something(row)]
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

    def _says_something(self, row):
        """Whether anything stands under the headings. What people note beside the table is told, not read."""
        cells = row[1]
        if any(place < len(cells) and cells[place] is not None for place in self._named):
            return True
        for place, cell in enumerate(cells):
            if cell is not None:
                self._unnamed([row], place, [tuple(cell) if type(cell) is list else cell], (), exact=False)
        self._refused_rows(self.sheet, [row])
        return False

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


@dataclass
class Understood:
    """A file that was read: its rows in parts, and what is wrong."""

    complaints: object
    table: Table
    parts: Parts = field(default_factory=Parts)
    #: what the file says beside its rows, kept with the import
    facts: dict = field(default_factory=dict)

    @property
    def is_accepted(self):
        return not self.complaints


def _columns(rows):
    """The cells of some rows, column by column, as wide as the widest row. Typed cells become tuples: they are looked up by value."""
    width = max((len(cells) for _number, cells in rows), default=0)
    even = (cells if len(cells) == width else cells + [None] * (width - len(cells)) for _number, cells in rows)
    for column in zip(*even, strict=True):
        yield [tuple(cell) if type(cell) is list else cell for cell in column] if list in set(map(type, column)) else column
