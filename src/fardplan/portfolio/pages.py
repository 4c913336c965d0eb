"""How rows of the portfolio become what a page shows. Pure: no queries, no request."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fardplan.kit.templatetags.fardplan import figure
from fardplan.kit.text import swedish_sort_key
from fardplan.portfolio.rules import ACTIVE, Phase


def by_title(row):
    return swedish_sort_key(row.title)


def counts(rows) -> list[str]:
    """“8 initiatives”, “5 going on”, “1 resting”: all of them first, then each state that occurs, in the order of the pages."""
    found = Counter("active" if row.phase in ACTIVE else row.phase for row in rows)
    total = len(rows)
    words = {
        "active": ngettext("%(n)s going on", "%(n)s going on", found["active"]),
        Phase.PAUSED: ngettext("%(n)s resting", "%(n)s resting", found[Phase.PAUSED]),
        Phase.CLOSED: ngettext("%(n)s closed", "%(n)s closed", found[Phase.CLOSED]),
        Phase.PROPOSED: ngettext("%(n)s proposed", "%(n)s proposed", found[Phase.PROPOSED]),
        Phase.DIALOGUE: ngettext("%(n)s in early dialogue", "%(n)s in early dialogue", found[Phase.DIALOGUE]),
        Phase.IDEA: ngettext("%(n)s idea", "%(n)s ideas", found[Phase.IDEA]),
        Phase.WITHDRAWN: ngettext("%(n)s withdrawn", "%(n)s withdrawn", found[Phase.WITHDRAWN]),
        None: ngettext("%(n)s without a phase", "%(n)s without a phase", found[None]),
    }
    all_of_them = ngettext("%(n)s initiative", "%(n)s initiatives", total) % {"n": figure(total)}
    return [all_of_them, *(text % {"n": figure(found[key])} for key, text in words.items() if found[key])]


def phases_of(rows) -> list:
    """One row for each phase that occurs, in the order of the pages: the key under a matrix."""
    return list({row.phase: row for row in rows}.values())


#: Initiatives that a cell of the matrix shows, when the rest can be asked for as a list of their own.
IN_A_CELL = 12


class Cell(list):
    """The initiatives of a party that work towards a goal. `party` and `goal` are what the portfolio can be filtered by: empty where it
    cannot be, and then all of them are shown."""

    party = goal = ""

    @property
    def shown(self):
        return self[:IN_A_CELL] if self.more else self

    @property
    def more(self) -> int:
        """How many stand in the list only."""
        return max(len(self) - IN_A_CELL, 0) if self.party and self.goal else 0


@dataclass(frozen=True)
class Line:
    """A party's line in the matrix: the initiatives under each column, and how many different ones there are."""

    name: str
    cells: list[Cell]
    total: int


@dataclass(frozen=True)
class Matrix:
    """Party × goal. An initiative stands under every goal it works towards, for every party that takes part."""

    goals: list
    has_no_goal: bool  # the last column is for initiatives without a goal that holds
    lines: list[Line]


def matrix(rows, parties, goals) -> Matrix:
    """`rows`: InitiativeRow; `parties` and `goals` in the order to show them, all of them whether or not they have any.

    What has no party, or no goal that holds, gets a line or a column of its own: nothing falls out of the matrix.
    """
    columns = [goal.pk for goal in goals]
    placed = {row.pk: [column for column in columns if any(mark.goal_id == column for mark in row.goals)] or [None] for row in rows}
    has_no_goal = any(places == [None] for places in placed.values())
    if has_no_goal:
        columns.append(None)
    known = {party.pk for party in parties}

    goal_slugs = {goal.pk: goal.slug for goal in goals}

    def line(name, taking_part, party=""):
        cells = [Cell(row for row in taking_part if column in placed[row.pk]) for column in columns]
        for cell, column in zip(cells, columns, strict=True):
            cell.party, cell.goal = party, goal_slugs.get(column, "")
        return Line(name, cells, len(taking_part))

    lines = [line(party.name, [row for row in rows if party.pk in row.party_ids], party.slug) for party in parties]
    if loose := [row for row in rows if not row.party_ids & known]:
        lines.append(line(_("No party stated"), loose))
    return Matrix(goals, has_no_goal, lines)
