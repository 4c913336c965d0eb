"""Reads about risks."""

from dataclasses import dataclass
from datetime import date

from fardplan.status.models import Risk, RiskAssessment
from fardplan.status.rules import LIVE_STATES, colour_of, level_of


@dataclass(frozen=True)
class RiskRow:
    risk: Risk
    amber_from: int
    red_from: int
    today: date

    @property
    def level(self):
        return level_of(self.risk.likelihood, self.risk.impact)

    @property
    def level_after(self):
        return level_of(self.risk.likelihood_after, self.risk.impact_after)

    @property
    def colour(self):
        return colour_of(self.level, self.amber_from, self.red_from)

    @property
    def colour_after(self):
        return colour_of(self.level_after, self.amber_from, self.red_from)

    @property
    def is_live(self):
        return self.risk.state in LIVE_STATES

    @property
    def review_is_late(self):
        return self.is_live and self.risk.review_date is not None and self.risk.review_date < self.today

    @property
    def response_is_late(self):
        return self.is_live and self.risk.response_date is not None and self.risk.response_date < self.today


def risk_rows(programme, *, setup, on: date, chosen=None) -> list[RiskRow]:
    """Risks of a programme, the highest first within what they concern. One query.

    `chosen`: {initiative, state, colour, scope}; without a state those that have been closed are left out.
    """
    chosen = chosen or {}
    found = Risk.objects.filter(programme=programme).select_related("initiative", "document")
    if initiative := chosen.get("initiative"):
        found = found.filter(initiative=initiative)
    if scope := chosen.get("scope"):
        found = found.filter(scope=scope)
    state = chosen.get("state")
    if state != "all":
        found = found.filter(state=state) if state else found.exclude(state=Risk.State.CLOSED)
    rows = [RiskRow(risk, setup.amber_from, setup.red_from, on) for risk in found]
    if colour := chosen.get("colour"):
        rows = [row for row in rows if row.colour == colour]
    return sorted(rows, key=lambda row: (row.risk.scope, -(row.level or 0), row.risk.position, row.risk.pk))


@dataclass(frozen=True)
class HeatCell:
    likelihood: int
    impact: int
    level: int
    colour: str
    rows: list[RiskRow]


def heat_map(rows, *, setup, after=False) -> list[tuple[int, list[HeatCell]]]:
    """Five lines of five, likelihood 5 at the top, each with the risks in it; `after`: as they are expected after the response."""
    placed = {}
    for row in rows:
        risk = row.risk
        place = (risk.likelihood_after, risk.impact_after) if after else (risk.likelihood, risk.impact)
        if None not in place:
            placed.setdefault(place, []).append(row)
    lines = []
    for likelihood in range(5, 0, -1):
        cells = [
            HeatCell(
                likelihood, impact, likelihood * impact,
                colour_of(likelihood * impact, setup.amber_from, setup.red_from), placed.get((likelihood, impact), []),
            )
            for impact in range(1, 6)
        ]  # fmt: skip
        lines.append((likelihood, cells))
    return lines


@dataclass(frozen=True)
class Judgement:
    """A judgement with the one before it."""

    row: RiskAssessment
    level: int | None
    level_after: int | None
    previous: int | None

    @property
    def difference(self):
        return None if self.level is None or self.previous is None else self.level - self.previous


def judgements_of(risk) -> list[Judgement]:
    """The risk's history, the latest first. One query."""
    found, previous = [], None
    for row in risk.assessments.all():
        level = level_of(row.likelihood, row.impact)
        found.append(Judgement(row, level, level_of(row.likelihood_after, row.impact_after), previous))
        previous = level
    return found[::-1]
