"""Reads about risks."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from fardplan.status.drawing import Mark, Words, heat_maps
from fardplan.status.models import Risk, RiskAssessment
from fardplan.status.rules import LIVE_STATES, colour_of, level_of


@dataclass(frozen=True)
class RiskRow:
    """`number` is the risk's place among all in the programme, closed ones too: a filter and a new judgement leave it as it was."""

    risk: Risk
    amber_from: int
    red_from: int
    today: date
    number: int | None = None

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
    every = (
        Risk.objects.filter(programme=programme).select_related("programme", "initiative", "document").order_by("scope", "position", "pk")
    )
    rows = [RiskRow(risk, setup.amber_from, setup.red_from, on, number) for number, risk in enumerate(every, 1)]
    state = chosen.get("state")
    if initiative := chosen.get("initiative"):
        rows = [row for row in rows if row.risk.initiative_id == initiative.pk]
    if scope := chosen.get("scope"):
        rows = [row for row in rows if row.risk.scope == scope]
    if state != "all":
        rows = [row for row in rows if (row.risk.state == state if state else row.risk.state != Risk.State.CLOSED)]
    if colour := chosen.get("colour"):
        rows = [row for row in rows if row.colour == colour]
    return sorted(rows, key=lambda row: (row.risk.scope, -(row.level or 0), row.number))


@dataclass(frozen=True)
class HeatField:
    """A field of the heat map in words: the risks in it."""

    likelihood: int
    impact: int
    colour: str
    rows: list[RiskRow]

    @property
    def level(self):
        return self.likelihood * self.impact


@dataclass(frozen=True)
class HeatMap:
    """The same twice: drawn, and as the fields that hold something, the highest level first. `left_out`: how many have no values."""

    drawings: list
    fields: list[HeatField]
    left_out: int


def heat_map(rows, *, setup, after=False) -> HeatMap:
    """The rows by likelihood and impact; `after`: as they are expected to be when the response is done. No query."""
    placed = {}
    for row in rows:
        risk = row.risk
        place = (risk.likelihood_after, risk.impact_after) if after else (risk.likelihood, risk.impact)
        if None not in place:
            placed.setdefault(place, []).append(row)

    def colour(level):
        return colour_of(level, setup.amber_from, setup.red_from)

    fields = [HeatField(*place, colour(place[0] * place[1]), sorted(found, key=lambda row: row.number)) for place, found in placed.items()]
    fields.sort(key=lambda field: (-field.level, -field.likelihood))
    marks = [_mark(row, field) for field in fields for row in field.rows]
    left_out = len(rows) - len(marks)
    label = _("Heat map: risks after their responses") if after else _("Heat map: risks as they stand")
    words = Words(label, _("Likelihood"), _("Impact"))
    return HeatMap(heat_maps(marks, colour_of=colour, words=words), fields, left_out)


def _mark(row, field):
    label = _("Risk %(number)s: %(title)s. Likelihood %(likelihood)s, impact %(impact)s, level %(level)s.") % {
        "number": row.number, "title": row.risk.title, "likelihood": field.likelihood, "impact": field.impact, "level": field.level,
    }  # fmt: skip
    return Mark(row.number, field.likelihood, field.impact, reverse("risk", args=[row.risk.programme.slug, row.risk.slug]), label)


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
