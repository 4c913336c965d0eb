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

    def some(one, many, key):
        return ngettext(one, many, found[key]) % {"n": figure(found[key])}

    words = {
        "active": lambda: some("%(n)s going on", "%(n)s going on", "active"),
        Phase.PAUSED: lambda: some("%(n)s resting", "%(n)s resting", Phase.PAUSED),
        Phase.CLOSED: lambda: some("%(n)s closed", "%(n)s closed", Phase.CLOSED),
        Phase.PROPOSED: lambda: some("%(n)s proposed", "%(n)s proposed", Phase.PROPOSED),
        Phase.DIALOGUE: lambda: some("%(n)s in early dialogue", "%(n)s in early dialogue", Phase.DIALOGUE),
        Phase.IDEA: lambda: some("%(n)s idea", "%(n)s ideas", Phase.IDEA),
        Phase.WITHDRAWN: lambda: some("%(n)s withdrawn", "%(n)s withdrawn", Phase.WITHDRAWN),
        None: lambda: some("%(n)s without a phase", "%(n)s without a phase", None),
    }
    total = ngettext("%(n)s initiative", "%(n)s initiatives", len(rows)) % {"n": figure(len(rows))}
    return [total, *(words[key]() for key in words if found[key])]


def phases_of(rows) -> list:
    """One row for each phase that occurs, in the order of the pages: the key under a matrix."""
    return list({row.phase: row for row in rows}.values())


@dataclass(frozen=True)
class Line:
    """A party's line in the matrix: the initiatives under each column, and how many different ones there are."""

    name: str
    cells: list[list]
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

    def line(name, taking_part):
        cells = [[row for row in taking_part if column in placed[row.pk]] for column in columns]
        return Line(name, cells, len(taking_part))

    lines = [line(party.name, [row for row in rows if party.pk in row.party_ids]) for party in parties]
    if loose := [row for row in rows if not row.party_ids & known]:
        lines.append(line(_("No party stated"), loose))
    return Matrix(goals, has_no_goal, lines)
