"""How a figure of the register is named, asked for and told.

A reference is `name`, `name@when`, `name:key` or `name@when:key`. `when` is a day (2023-12-31) or a period (2023, 2023-H1), `key` the
key of a row, or a code such as `paused`. One function per form answers; `docs/format.md` lists them and a test holds the two together.
"""

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _

from fardplan.kit.nothing import Absence, Sum
from fardplan.kit.numbers import HARD_SPACE, format_number
from fardplan.kit.periods import PeriodError, ReportPeriod, day_in_words
from fardplan.kit.text import quote


class Kind(StrEnum):
    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    TEXT = "text"


class UnknownFigure(Exception):
    """A reference that the register cannot work out. Its text is for people."""


@dataclass(frozen=True)
class Figure:
    """What the register says: `value` is None when it is missing, and `words` then say so. `note` tells what a sum lacks.

    Money is kronor and per cent is per cent (94.3), both Decimal; a date is a `date`, or its words where they name no single day.
    """

    reference: str
    value: Decimal | date | str | None
    kind: Kind
    words: str
    place: str
    note: str = ""

    @property
    def is_known(self) -> bool:
        return self.value is not None

    @property
    def told(self) -> str:
        """The words, and what is not in them."""
        return f"{self.words} ({self.note})" if self.note else self.words


@dataclass(frozen=True)
class Found:
    """What a function of this package answers with: a value, or why there is none, and where in the register it stands."""

    value: Decimal | int | date | str | None
    place: str
    note: str = ""
    absence: Absence = Absence.MISSING
    words: str = ""  # when they are not those of the value, such as a year, which is written without spaces


def of_sum(amount: Sum, place: str) -> Found:
    return Found(amount.value, place, amount.note if amount.value is not None else "", amount.absence or Absence.MISSING)


@dataclass(frozen=True)
class Entry:
    """A form of reference: `at` is "day", "period" or "" ; `of` a table of the Register, or the codes that the key is one of."""

    name: str
    kind: Kind
    at: str
    of: str | type | None
    about: str
    work_out: Callable

    @property
    def form(self):
        return self.name, bool(self.at), self.of is not None

    def rows(self, register) -> Iterable[tuple[str, str]]:
        """(key, name) of what the reference may be about."""
        if isinstance(self.of, str):
            return [(row.slug, str(row)) for row in getattr(register, self.of)]
        return [(code, str(label)) for code, label in self.of.choices] if self.of else []


#: form of reference → Entry, in the order of the list people see
ENTRIES: dict[tuple[str, bool, bool], Entry] = {}


def figure(name: str, kind: Kind, about, *, at: str = "", of: str | type | None = None):
    """Let a function answer for one form of reference. It gets (register[, day or period][, row or code]) and returns Found."""

    def register_it(work_out):
        entry = Entry(name, kind, at, of, about, work_out)
        ENTRIES[entry.form] = entry
        return work_out

    return register_it


_REFERENCE = re.compile(r"(?P<name>[a-z_]+\.[a-z_]+)(?:@(?P<at>[0-9][0-9A-Za-z-]*))?(?::(?P<key>[a-z0-9_-]+))?")


@dataclass(frozen=True)
class Parsed:
    entry: Entry
    at: date | ReportPeriod | None
    key: str


def parse(reference: str, *, period: ReportPeriod | None = None) -> Parsed:
    """Read a reference. Without `@`, a figure that needs a time is that of `period`. Raises UnknownFigure."""
    found = _REFERENCE.fullmatch(reference.strip())
    if not found:
        raise UnknownFigure(_("“%(reference)s” is not written as a figure, such as budget.outturn@2023.") % {"reference": quote(reference)})
    name, at, key = found["name"], found["at"] or "", found["key"] or ""
    entry = ENTRIES.get((name, bool(at), bool(key)))
    if entry is not None:
        return Parsed(entry, _when(entry, at, reference) if at else None, key)
    if not at and period is not None and (entry := ENTRIES.get((name, True, bool(key)))):
        return Parsed(entry, period.last_day if entry.at == "day" else period, key)
    raise _unknown(reference, name, at, key)


def resolve(register, reference: str, *, period: ReportPeriod | None = None) -> Figure:
    """The figure a reference stands for. Raises UnknownFigure."""
    parsed = parse(reference, period=period)
    entry = parsed.entry
    arguments = [argument for argument in (parsed.at, _about(register, parsed)) if argument is not None]
    found = entry.work_out(register, *arguments)
    when = ""
    if parsed.at is not None:
        when = f"@{parsed.at.isoformat() if isinstance(parsed.at, date) else parsed.at.code}"
    value = Decimal(found.value) if isinstance(found.value, int) else found.value
    return Figure(
        reference=f"{entry.name}{when}{f':{parsed.key}' if parsed.key else ''}",
        value=value,
        kind=Kind.TEXT if isinstance(value, str) else entry.kind,
        words=found.words or (words_of(value, entry.kind) if value is not None else str(found.absence.label)),
        place=found.place,
        note=found.note,
    )


def words_of(value, kind) -> str:
    """A value as Swedish text: "5 938 000 kr", "94,3 %", "25 oktober 2023"."""
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return day_in_words(value)
    whole = value == value.to_integral_value()
    if kind == Kind.MONEY:
        return f"{format_number(value, 0 if whole else 2)}{HARD_SPACE}kr"
    if kind == Kind.PERCENT:
        return f"{format_number(value, 0 if whole else 1)}{HARD_SPACE}%"
    return format_number(value, 0 if whole else max(-value.normalize().as_tuple().exponent, 0))


def _when(entry, at, reference):
    try:
        if entry.at == "day" and re.fullmatch(r"\d{4}-\d{2}-\d{2}", at):
            return date.fromisoformat(at)
        period = ReportPeriod.parse(at)
    except PeriodError:
        raise UnknownFigure(
            _("The time in “%(reference)s” cannot be read. Write a period such as 2023, or a day such as 2023-12-31.")
            % {"reference": quote(reference)}
        ) from None
    except ValueError:
        raise UnknownFigure(_("There is no such day as in “%(reference)s”.") % {"reference": quote(reference)}) from None
    return period.last_day if entry.at == "day" else period


def _about(register, parsed):
    """The row or the code that the key names; None where there is no key."""
    if not parsed.key:
        return None
    of = parsed.entry.of
    if isinstance(of, str):
        row = register.one(of, parsed.key)
        if row is None:
            keys = [key for key, _name in parsed.entry.rows(register)]
            raise UnknownFigure(_("Nothing in the register has the key “%(key)s”.") % {"key": quote(parsed.key)} + _meant(parsed.key, keys))
        return row
    if parsed.key not in of.values:
        raise UnknownFigure(
            _("“%(key)s” is not one of %(codes)s.") % {"key": quote(parsed.key), "codes": ", ".join(code for code in of.values if code)}
        )
    return of(parsed.key)


def _unknown(reference, name, at, key):
    forms = [entry for entry in ENTRIES.values() if entry.name == name]
    if not forms:
        names = sorted({entry.name for entry in ENTRIES.values()})
        return UnknownFigure(_("The register works out no figure called “%(name)s”.") % {"name": quote(name)} + _meant(name, names))
    examples = sorted({f"{entry.name}{'@2023' if entry.at else ''}{':…' if entry.of else ''}" for entry in forms})
    either = " " + _("or") + " "
    return UnknownFigure(
        _("“%(reference)s” lacks something, or has too much. Write %(examples)s.")
        % {"reference": quote(reference), "examples": either.join(examples)}
    )


def _meant(word, words):
    close = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    return " " + _("Did you mean “%(word)s”?") % {"word": close[0]} if close else ""
