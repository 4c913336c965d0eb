"""Figures that the register works out, by reference: `budget.outturn@2023`, `assignments.share@2023-12-31:<post>`.

A report's texts carry references instead of numbers, and the check compares them with what documents state. A new figure is a
function with `@figure(…)` in the module it belongs to, and a line in docs/format.md.
"""

from dataclasses import dataclass

# The modules answer for the references; importing them is what makes the list.
from fardplan.reports.figures import dates, economy, frame, portfolio, staffing  # noqa: F401
from fardplan.reports.figures.registry import ENTRIES, Figure, Kind, UnknownFigure, parse, resolve, words_of

#: What people ask for most comes first in the list they see.
ORDER = ("budget", "funding", "posts", "assignments", "initiatives", "activities", "activity", "line", "parties", "programme")
#: A list for people stops here; the figures beyond are there all the same.
MOST_ROWS = 40


@dataclass(frozen=True)
class Choice:
    """A figure that a text may use, by the shortest reference: without a time it is that of the report's period."""

    name: str
    reference: str
    figure: Figure


@dataclass(frozen=True)
class Offer:
    """One kind of figure with what it is and what it is now: once, or once for each row (`more` are left out)."""

    about: str
    choices: tuple[Choice, ...]
    more: int = 0
    is_many: bool = False

    @property
    def count(self):
        return len(self.choices) + self.more


def available(register, period) -> list[Offer]:
    """Every figure that a text about `period` may use, for the help beside the text field."""
    offers = []
    rank = {word: place for place, word in enumerate(ORDER)}
    for entry in sorted(ENTRIES.values(), key=lambda entry: (entry.of is not None, rank.get(entry.name.partition(".")[0], len(rank)))):
        if entry.of is None:
            offers.append(Offer(entry.about, (_choice(register, entry, period, str(entry.about)),)))
            continue
        rows = [(key, name) for key, name in entry.rows(register) if key and _concerns(register, entry, key, period)]
        told = tuple(_choice(register, entry, period, name, key) for key, name in rows[:MOST_ROWS])
        if told:
            offers.append(Offer(entry.about, told, len(rows) - len(told), is_many=True))
    return offers


def _choice(register, entry, period, name, key=""):
    short = f"{entry.name}:{key}" if key else entry.name
    return Choice(name, short, resolve(register, short, period=period))


def _concerns(register, entry, key, period):
    """Of rows that belong to a year, only those of the period's are offered; of lines with their parts, only those that have some."""
    if entry.name.startswith("line.parts") and register.one("lines", key).pk not in register.parts_of:
        return False
    if entry.of == "activities":
        return dates.belongs_to(register.one("activities", key), period)
    if entry.of in ("lines", "budgets"):
        row = register.one(entry.of, key)
        return (row.budget if entry.of == "lines" else row).year == period.year
    return True


__all__ = ["ENTRIES", "Choice", "Figure", "Kind", "Offer", "UnknownFigure", "available", "parse", "resolve", "words_of"]
