"""Columns of a register: from a cell to a canonical text, from there to what a verb takes, and back from a stored row to a cell.

The canonical text is what two cells are compared by and what is kept until somebody says yes: codes, ISO days, exact numbers, keys.
`read(cell)` gives it or raises Bad; `value(text, programme)` what the room's verb takes; `text_of(row)` what is stored now;
`cell(text)` what stands in the file we give.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from fardplan.imports import figures
from fardplan.imports.complaints import Bad
from fardplan.imports.table import Column
from fardplan.kit.money import FACTORS, unit_of
from fardplan.kit.nothing import Absence
from fardplan.kit.text import quote
from fardplan.kit.timing import Timing, TimingError
from fardplan.tables.delimited import fold_header

ONE_DAY = timedelta(days=1)


@dataclass
class Field:
    """A column of words. `name` is what the verb calls it, `heading` what the file does."""

    name: str
    heading: str
    required: bool = False
    help: str = ""
    others: tuple[str, ...] = ()
    width: int = 20
    longest: int = 300
    #: given when the row is new and the cell is empty
    default: str = ""
    figures = False

    def column(self, programme):
        return Column(
            self.name,
            self.heading,
            required=self.required,
            others=(*self.others, *self.more_headings()),
            help=self.help,
            choices=tuple(self.allowed(programme)),
            says_unit=self.figures,
            figures=self.figures,
            width=self.width,
        )

    def more_headings(self):
        return ()

    def allowed(self, programme):
        """What may stand in the cells, when that can be listed."""
        return ()

    def prepare(self, programme):
        """Read what the cells may point to, once for each file."""

    def read(self, cell, heading=""):
        return figures.words(_comma(cell), longest=self.longest)

    def value(self, text, programme):
        return {self.name: text}

    def text_of(self, row):
        return getattr(row, self.name) or ""

    def cell(self, text):
        return text or None

    def shown(self, text):
        """The words on screen."""
        return str(text)


def _comma(cell):
    """A number in a column of words is written as people write it."""
    return cell[1].replace(".", ",") if isinstance(cell, tuple) and cell[0] == "n" else cell


class Choice(Field):
    """One of a model's choices, by its word in any of our languages or by its code."""

    def __init__(self, name, heading, choices, **more):
        super().__init__(name, heading, **more)
        self.choices = choices
        self.codes = {}
        for language in ("en", "sv"):
            with override(language):
                self.codes |= {fold_header(str(label)): code for code, label in choices if code != ""}
        self.codes |= {fold_header(str(code)): code for code, _label in choices if code != ""}

    def _labels(self):
        with override("sv"):
            return {code: str(label) for code, label in self.choices if code != ""}

    def allowed(self, programme):
        return list(self._labels().values())

    def read(self, cell, heading=""):
        word = figures.words(cell)
        if not word:
            return ""
        code = self.codes.get(fold_header(word))
        if code is None:
            names = self.allowed(None)
            raise Bad(
                _("“%(found)s” is not one of the choices.") % {"found": quote(word)} + figures.did_you_mean(word, names), ", ".join(names)
            )
        return str(code)

    def cell(self, text):
        return self._labels().get(text) or None

    def shown(self, text):
        return self._labels().get(text, "")


class YesNo(Field):
    YES, NO = ("ja", "j", "yes", "x", "1", "sant", "true"), ("nej", "n", "no", "0", "falskt", "false")

    def allowed(self, programme):
        return ("Ja", "Nej")

    def read(self, cell, heading=""):
        if isinstance(cell, tuple) and cell[0] == "b":
            return "Ja" if cell[1] == "1" else "Nej"
        word = figures.words(cell).casefold()
        if word in ("", *self.NO):
            return "Nej"
        if word in self.YES:
            return "Ja"
        raise Bad(_("“%(found)s” is neither yes nor no.") % {"found": quote(word)}, "Ja, Nej")

    def value(self, text, programme):
        return {self.name: text == "Ja"}

    def text_of(self, row):
        return "Ja" if getattr(row, self.name) else "Nej"


@dataclass
class Number(Field):
    """A number, whole unless it may have decimals."""

    whole: bool = True
    figures = True

    def read(self, cell, heading=""):
        text, absence, _sign = figures.figure(cell)
        if text is None:
            if absence == Absence.MISSING:
                return ""
            raise Bad(_("A number is needed here."), _("a number"))
        if self.whole and "." in text:
            raise Bad(_("“%(found)s” is not a whole number.") % {"found": text.replace(".", ",")}, _("a whole number"))
        return text

    def value(self, text, programme):
        return {self.name: None if text == "" else int(text) if self.whole else Decimal(text)}

    def text_of(self, row):
        value = getattr(row, self.name)
        return "" if value is None else figures.exact_text(Decimal(value))

    def cell(self, text):
        return None if text == "" else int(text) if self.whole else Decimal(text)

    def shown(self, text):
        return text.replace(".", ",")


class Day(Field):
    """A day: a date cell, or a day as people write it."""

    def read(self, cell, heading=""):
        if isinstance(cell, tuple):
            if cell[0] == "d":
                return cell[1]
            if cell[0] == "n":
                cell = cell[1]
        word = figures.words(cell)
        if not word:
            return ""
        try:
            timing = Timing.parse(word)
        except TimingError as error:
            raise Bad(error.message, _("a day such as 2023-06-30")) from None
        if not timing.is_exact_day:
            raise Bad(_("“%(found)s” is not one day.") % {"found": quote(word)}, _("a day such as 2023-06-30"))
        return timing.starts_earliest.isoformat()

    def value(self, text, programme):
        return {self.name: date.fromisoformat(text) if text else None}

    def text_of(self, row):
        value = getattr(row, self.name)
        return value.isoformat() if value else ""

    def cell(self, text):
        return date.fromisoformat(text) if text else None


class LastDay(Day):
    """The last day something holds; stored as the day after."""

    def value(self, text, programme):
        return {self.name: date.fromisoformat(text) + ONE_DAY if text else None}

    def text_of(self, row):
        value = getattr(row, self.name)
        return (value - ONE_DAY).isoformat() if value else ""


class When(Field):
    """A time in the words people use. The words are kept; a date cell becomes its day. `year_from` names the column with the year meant."""

    def read(self, cell, heading=""):
        if isinstance(cell, tuple) and cell[0] in "dmy":
            cell = cell[1][: {"d": 10, "m": 7, "y": 4}[cell[0]]]
        elif isinstance(cell, tuple) and cell[0] == "n":
            cell = cell[1]
        word = figures.words(cell, longest=120)
        if word:
            try:
                Timing.parse(word, year=2024)
            except TimingError as error:
                raise Bad(error.message, _("a time such as 2023-06-30, HT 2023 or löpande")) from None
        return word

    def value(self, text, programme, year=None):
        return {self.name: Timing.parse(text, year=year) if text else None}

    def text_of(self, row):
        timing = getattr(row, self.name)
        return timing.words if timing else ""


class Money(Field):
    """An amount in kronor, or why there is none. The heading may say tkr or mnkr, and so may the cell."""

    figures = True

    def more_headings(self):
        base = self.heading.split(" (")[0]
        return (
            base,
            *(
                shape.format(base=base, unit=unit)
                for unit in ("kr", "tkr", "kkr", "kk", "mnkr", "mkr")
                for shape in ("{base} ({unit})", "{base} {unit}", "{base}, {unit}")
            ),
        )

    def read(self, cell, heading=""):
        unit = next((u for u in map(unit_of, re.findall(r"[\w-]+", heading)) if u), None)
        text, absence, sign = figures.figure(cell, "kr")
        if text is None:
            return absence.value if sign else ""
        if unit and unit.factor != 1 and not figures.says_its_unit(cell):
            text = figures.exact_text(Decimal(text) * FACTORS[unit.code])
        if len(text.partition(".")[2]) > 2:
            raise Bad(_("An amount has at most two decimals of a krona."), _("an amount in kronor"))
        if len(text.split(".")[0]) > 16:
            raise Bad(_("The amount is larger than can be stored."), _("an amount in kronor"))
        return text

    def value(self, text, programme):
        amount, absence = _amount(text)
        return {self.name: amount, f"{self.name}_absence": absence}

    def text_of(self, row):
        return _money_text(getattr(row, self.name), getattr(row, f"{self.name}_absence"))

    def cell(self, text):
        return Absence(text).sign if text in Absence.values else Decimal(text) if text else None

    def shown(self, text):
        return str(Absence(text).label) if text in Absence.values else figures.in_words(text)


def _amount(text):
    if text in Absence.values:
        return None, Absence(text)
    return (Decimal(text), "") if text else (None, Absence.MISSING)


def _money_text(amount, absence):
    if amount is not None:
        return figures.exact_text(amount)
    return "" if absence in ("", Absence.MISSING) else Absence(absence).value


class Outturn(Money):
    """A budget line's outturn for the whole year: a row of its own, written with the line."""

    def value(self, text, programme):
        return {"outturn": _amount(text) if text else None}

    def text_of(self, row):
        period = str(row.budget.year)
        held = next((each for each in row.outturns.all() if each.period == period), None)
        return _money_text(held.amount, held.amount_absence) if held else ""


@dataclass
class Ref(Field):
    """Another row, by its name or key. `rows(programme)` are those that may be pointed to, `name_of` their word."""

    rows: object = None
    name_of: object = str
    many: bool = False
    key: str = "slug"
    list_it: bool = True
    by_name: dict = field(default_factory=dict)
    by_key: dict = field(default_factory=dict)

    def prepare(self, programme):
        self.by_key = {getattr(row, self.key): row for row in self.rows(programme)}
        self.by_name, twice = {}, set()
        for key, row in self.by_key.items():
            name = fold_header(self.name_of(row))
            if name in self.by_name:
                twice.add(name)
            self.by_name[name] = key
        self.twice = twice

    def allowed(self, programme):
        return sorted(self.name_of(row) for row in self.rows(programme)) if self.list_it and not self.many else ()

    def read(self, cell, heading=""):
        word = figures.words(_comma(cell), longest=2_000)
        if not word:
            return ""
        keys = [self._one(part.strip()) for part in (re.split(r"[;\n]", word) if self.many else [word]) if part.strip()]
        return ";".join(sorted(set(keys)) if self.many else keys)

    def _one(self, word):
        if word in self.by_key:
            return word
        name = fold_header(word)
        if name in self.twice:
            raise Bad(_("Several have the name “%(name)s”. Write the key instead.") % {"name": quote(word)}, _("a key"))
        if name not in self.by_name:
            names = [self.name_of(row) for row in self.by_key.values()]
            raise Bad(_("There is no “%(name)s”.") % {"name": quote(word)} + figures.did_you_mean(word, names), self.heading)
        return self.by_name[name]

    def value(self, text, programme):
        rows = [self.by_key[key] for key in text.split(";") if key]
        return {self.name: rows if self.many else rows[0] if rows else None}

    def text_of(self, row):
        if self.many:
            return ";".join(sorted(getattr(each, self.key) for each in getattr(row, self.name).all()))
        found = getattr(row, self.name)
        return getattr(found, self.key) if found else ""

    def _word(self, key):
        row = self.by_key.get(key)
        name = self.name_of(row) if row else key
        return key if row is None or fold_header(name) in self.twice or ";" in name else name

    def cell(self, text):
        return "; ".join(self._word(key) for key in text.split(";") if key) or None

    def shown(self, text):
        return self.cell(text) or ""
