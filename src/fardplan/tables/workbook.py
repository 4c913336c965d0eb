"""The sheets of a workbook, row by row, with each cell's type. Only what is written is read: the sheet's own word about its size is not."""

import re
import zipfile
import zlib
from functools import partial
from xml.parsers import expat

from fardplan.tables.blanks import without_blanks
from fardplan.tables.formats import day_of, iso_day, meaning_of, plain_number
from fardplan.tables.refusal import Refused

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
#: A cell further out than this is told, not read.
WIDEST = 200
#: What a spreadsheet can hold in one cell.
LONGEST_CELL = 32_767
MOST_TEXT = 60_000_000
MOST_SHEETS = 300
CHUNK = 65_536
LONGEST_NAME = 120
KINDS = {"n", "s", "str", "b", "e", "d", "inlineStr"}
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Part:
    """One XML part, walked with expat. Subclasses take `start`, `end` by local name and collect `text`."""

    def __init__(self, book, name):
        self.book, self.name = book, name
        self.text = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = lambda name, attributes: self.start(name.rpartition(" ")[2], attributes)
        self.parser.EndElementHandler = lambda name: self.end(name.rpartition(" ")[2])
        self.parser.CharacterDataHandler = self.text.append
        self.parser.StartDoctypeDeclHandler = self._refuse

    def _refuse(self, *_arguments):
        raise Refused("doctype")

    def chunks(self):
        """Feed the parser; yields after every chunk, for those who pass rows on as they come."""
        try:
            with self.book.open(self.name) as stream:
                for chunk in self.pieces(stream):
                    self.parser.Parse(chunk, False)
                    yield
            self.parser.Parse(b"", True)
            yield
        except KeyError as error:
            raise Refused("broken_book", part=self.name) from error
        except (expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError, UnicodeError) as error:
            raise Refused("broken_book", part=self.name) from error

    def pieces(self, stream):
        """What the parser is given, piece by piece."""
        return iter(partial(stream.read, CHUNK), b"")

    def read(self):
        for _chunk in self.chunks():
            pass
        return self

    def start(self, name, attributes):
        pass

    def end(self, name):
        pass


class Relations(Part):
    def __init__(self, book, name):
        #: what each id points to, and what kind of part that is: the last word of its type
        self.targets, self.kinds = {}, {}
        super().__init__(book, name)

    def start(self, name, attributes):
        if name == "Relationship":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")
            self.kinds[attributes.get("Id", "")] = attributes.get("Type", "").rpartition("/")[2]


class Book(Part):
    def __init__(self, book, name):
        self.sheets, self.since_1904 = [], False
        super().__init__(book, name)

    def start(self, name, attributes):
        if name == "sheet":
            key = next((value for key, value in attributes.items() if key.rpartition(" ")[2] == "id" and " " in key), "")
            self.sheets.append((attributes.get("name", "")[:LONGEST_NAME], key, attributes.get("state", "visible")))
        elif name == "workbookPr":
            self.since_1904 = attributes.get("date1904", "0") in ("1", "true")


class Styles(Part):
    """Format ids of the cell styles, and the codes that the file defines itself."""

    def __init__(self, book, name):
        self.codes, self.formats, self._inside = {}, [], False
        super().__init__(book, name)

    def start(self, name, attributes):
        if name == "numFmt":
            self.codes[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")[:255]
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            self.formats.append(_whole(attributes.get("numFmtId") or "0"))

    def end(self, name):
        if name == "cellXfs":
            self._inside = False

    def meanings(self):
        meant = {each: meaning_of(each, self.codes) for each in set(self.formats)}
        return [meant[each] for each in self.formats]


class Strings(Part):
    """The texts that cells point to, without the small print of how they are pronounced."""

    def __init__(self, book, name):
        self.strings, self._pieces, self._silent, self._size = [], [], 0, 0
        super().__init__(book, name)

    def start(self, name, attributes):
        self.text.clear()
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._silent += 1

    def end(self, name):
        if name == "t" and not self._silent:
            self._pieces.append("".join(self.text))
        elif name == "rPh":
            self._silent -= 1
        elif name == "si":
            whole = unescaped("".join(self._pieces))
            self._size += len(whole)
            if self._size > MOST_TEXT:
                raise Refused("large")
            self.strings.append(whole)
        self.text.clear()


class Sheet(Part):
    """Rows as (number, cells); `facts` tells afterwards what was hidden, merged or too far out."""

    def __init__(self, book, name, strings, meanings, *, since_1904):
        self.strings, self.meanings, self.since_1904 = strings, meanings, since_1904
        self.ready, self.facts = (
            [],
            {"hidden_rows": [], "hidden_columns": [], "merged": [], "far": None, "number_hidden": 0, "number_merged": 0},
        )
        self._row, self._cells, self._last = 0, [], 0
        self._column, self._type, self._style, self._value, self._inline, self._formula, self._silent = 0, "n", 0, None, [], False, 0
        super().__init__(book, name)

    def pieces(self, stream):
        return without_blanks(stream, CHUNK)

    def rows(self):
        try:
            for _chunk in self.chunks():
                yield from self.ready
                self.ready.clear()
        except Refused:
            yield from self.ready  # what was right before it: the headings tell which column it was
            raise

    def start(self, name, attributes):
        if name == "c":
            self._type, self._style = attributes.get("t", "n"), attributes.get("s")
            self._value, self._inline, self._formula = None, [], False
            reference = attributes.get("r")
            self._column = self._column + 1 if reference is None else self._place(reference)
            if self._column > MOST_COLUMNS:
                raise Refused("absurd", found=str(reference))
        elif name == "row":
            number = attributes.get("r")
            self._row = self._last + 1 if number is None else _whole(number)
            if not self._last < self._row <= MOST_ROWS:
                raise Refused("absurd", found=str(number)[:20])
            self._cells, self._column = [], 0
            if attributes.get("hidden") in ("1", "true"):
                self._note("hidden_rows", "number_hidden", self._row)
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._silent += 1
        elif name == "mergeCell":
            self._note("merged", "number_merged", attributes.get("ref", "")[:30])
        elif name == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = _whole(attributes.get("min")), _whole(attributes.get("max"))
            self.facts["hidden_columns"] += range(max(1, first), min(last, WIDEST) + 1)
            del self.facts["hidden_columns"][WIDEST:]
        self.text.clear()

    def end(self, name):
        if name == "v":
            self._value = "".join(self.text)
        elif name == "t":
            if not self._silent:
                self._inline.append("".join(self.text))
        elif name == "rPh":
            self._silent -= 1
        elif name == "c":
            self._keep(self._cell())
        elif name == "row":
            self._last = self._row
            if any(cell is not None for cell in self._cells):
                self.ready.append((self._row, self._cells))
        self.text.clear()

    def _note(self, names, number, what):
        self.facts[number] += 1
        if len(self.facts[names]) < 2_000:
            self.facts[names].append(what)

    def _place(self, reference):
        found = _REFERENCE.fullmatch(reference)
        if not found or int(found[2]) != self._row:
            raise Refused("absurd", found=reference[:20])
        column = column_number(found[1])
        if column <= self._column:
            raise Refused("absurd", found=reference[:20])
        return column

    def _keep(self, cell):
        if cell is None:
            return
        if type(cell) is str:
            if len(cell) > LONGEST_CELL:
                raise Refused("long_cell", row=self._row, column=column_letters(self._column))
            if not cell.strip():
                return  # blanks alone: an empty cell
        if self._column > WIDEST:
            self.facts["far"] = self.facts["far"] or [self._row, self._column]
            return
        while len(self._cells) < self._column - 1:
            self._cells.append(None)
        self._cells.append(cell)

    def _cell(self):
        kind, value = self._type, self._value
        if kind == "inlineStr":
            return unescaped("".join(self._inline)) or None
        if value is None or (value == "" and kind != "str"):
            return ["f", ""] if self._formula else None
        if kind not in KINDS:
            return ["x", value[:40]]
        if kind == "s":
            place = _whole(value)
            if not 0 <= place < len(self.strings):
                raise Refused("broken_book", part=self.name)
            return self.strings[place] or None
        if kind == "str":
            return unescaped(value) or None  # a formula may well say nothing
        if kind == "b":
            return ["b", "1" if value.strip() in ("1", "true") else "0"]
        if kind == "e":
            return ["e", value[:20]]
        if kind == "d":
            day = iso_day(value)
            return ["d", day] if day else ["x", value[:40]]
        return self._number(value.strip())

    def _number(self, value):
        style = _whole(self._style or "0")
        if not 0 <= style < len(self.meanings):
            raise Refused("broken_book", part=self.name)
        meaning = self.meanings[style]
        if meaning in ("d", "m", "y", "o"):
            day = day_of(value, since_1904=self.since_1904)
            return [meaning, day] if day else ["x", value[:40]]
        number = plain_number(value)
        if number is None:
            return ["x", value[:40]]
        return ["u", number, meaning[1]] if isinstance(meaning, tuple) else [meaning, number]


def sheets_of(book):
    """Yields (name, state, Sheet) of the sheets with cells, in their order."""
    names = {name.lower(): name for name in book.namelist()}
    main = _main_part(book, names)
    folder = main.rpartition("/")[0]
    relations = Relations(book, _named(names, f"{folder}/_rels/{main.rpartition('/')[2]}.rels")).read()
    workbook = Book(book, main).read()
    beside = partial(_beside, names, folder, relations)
    strings = Strings(book, part).read().strings if (part := beside("sharedStrings")) else []
    meanings = Styles(book, part).read().meanings() if (part := beside("styles")) else ["n"]
    if not workbook.sheets:
        raise Refused("no_sheets")
    if len(workbook.sheets) > MOST_SHEETS:
        raise Refused("many_parts", number=len(workbook.sheets))
    for name, key, state in workbook.sheets:
        path = _path(folder, relations.targets.get(key, ""))
        if relations.kinds.get(key) == "chartsheet" or (not relations.kinds.get(key) and "worksheets/" not in path.lower()):
            continue  # a chart on a sheet of its own
        yield name, state, Sheet(book, _named(names, path), strings, meanings, since_1904=workbook.since_1904)


def _path(folder, target):
    return target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"


def _beside(names, folder, relations, kind):
    """The texts or the styles of a book: the part its relations name; None when it has none."""
    keys = [key for key, found in relations.kinds.items() if found == kind]
    if keys:
        return _named(names, _path(folder, relations.targets[keys[0]]))
    return names.get(f"{folder}/{kind}.xml".lower())


def _main_part(book, names):
    root = Relations(book, _named(names, "_rels/.rels")).read().targets.values()
    found = next((target.lstrip("/") for target in root if target.lower().endswith("workbook.xml")), "xl/workbook.xml")
    return _named(names, found)


def _named(names, path):
    if path.lower() not in names:
        raise Refused("broken_book", part=path[:60])
    return names[path.lower()]


def unescaped(text):
    """`_x000D_` is how the format writes what XML cannot."""
    return _ESCAPED.sub(_letter, text) if "_x" in text else text


def _letter(found):
    """A letter by its number; half a letter has been lost."""
    letter = chr(int(found[1], 16))
    return "\ufffd" if "\ud800" <= letter <= "\udfff" else letter


def column_number(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number):
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def corners(reference):
    """(first row, first column, last row, last column) of "A2:C4"; None when it is no area."""
    places = [_REFERENCE.fullmatch(corner) for corner in reference.split(":")]
    if not all(places) or not places:
        return None
    rows = sorted(int(place[2]) for place in places)
    columns = sorted(column_number(place[1]) for place in places)
    return rows[0], columns[0], rows[-1], columns[-1]


def _whole(text):
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 9 else -1


__all__ = ["column_letters", "column_number", "corners", "sheets_of"]
