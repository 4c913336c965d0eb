"""Are we nearer? Goal by party with the three ways of following up side by side: what the figures say, what units say of themselves, and how
far activities are judged to have brought us. Nothing is weighed together, and what is missing is told as missing.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fardplan import spc
from fardplan.effects import queries as effects
from fardplan.goals.models import Goal
from fardplan.indicators import signals
from fardplan.kit.numbers import format_number
from fardplan.kit.periods import ReportPeriod
from fardplan.parties.models import Party
from fardplan.plan.filters import years_of
from fardplan.reviews import queries as reviews
from fardplan.reviews.rules import SHAPES, Tone
from fardplan.selfassessment.queries import opened_rounds, points_per_goal_and_party, rounds_of

# What a cell says. Pure ─────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Said:
    """One way's answer for a goal and a party: `shape` (kit/status.html), `words`, and `more`, what is left out of the words. `is_missing`:
    nobody has said anything, which is not that nothing has happened."""

    words: str
    shape: str = "off"
    more: str = ""
    is_missing: bool = False


def of_direction(better, worse, other):
    """The shape of what points `better` and `worse` ways, and `other` that points nowhere. Both ways at once is told as such."""
    if better and worse:
        return "warn"
    return "ok" if better else "bad" if worse else "paused" if other else "off"


def figures_say(signs) -> Said:
    """What the figures of a goal's indicators say for one organisation. `signs`: pairs (variation, points), as of `signals.Sign`."""
    if not signs:
        return Said(_("no indicators"), is_missing=True)
    found = Counter(kind_of(variation) if points else "none" for variation, points in signs)
    if found["none"] == len(signs):
        return Said(_("figures are missing"), is_missing=True)
    told = [
        (found["better"], ngettext("%(n)s has become better", "%(n)s have become better", found["better"])),
        (found["worse"], ngettext("%(n)s has become worse", "%(n)s have become worse", found["worse"])),
        (found["changed"], ngettext("%(n)s has changed", "%(n)s have changed", found["changed"])),
        (found["chance"], ngettext("%(n)s without a change beyond chance", "%(n)s without a change beyond chance", found["chance"])),
    ]
    words = ", ".join(text % {"n": n} for n, text in told if n)
    left = [(found["few"], _("%(n)s with too few points to judge")), (found["none"], _("%(n)s without figures"))]
    more = ", ".join(text % {"n": n} for n, text in left if n)
    shape = of_direction(found["better"], found["worse"], found["changed"] + found["chance"])
    return Said(words, shape, more) if words else Said(more)


def kind_of(variation):
    """A variation of spc as this page counts it: better, worse, changed (neither), chance, or few (points too few)."""
    for beginning, kind in (("improvement", "better"), ("concern", "worse"), ("neutral", "changed"), ("common", "chance")):
        if variation.startswith(beginning):
            return kind
    return "few"


def units_say(points, *, has_round=True) -> Said:
    """What units say of themselves: selfassessment's Points, None when the party or goal was not asked."""
    if not has_round:
        return Said(_("no round"), is_missing=True)
    if points is None:
        return Said(_("not asked"), is_missing=True)
    if points.is_kept:
        return Said(_("not shown by the party yet"), is_missing=True)
    if points.is_few:
        return Said(_("not shown: too few have answered"), is_missing=True)
    if not points.is_shown:
        return Said(_("no answers"), is_missing=True)
    words = _("%(points)s points") % {"points": format_number(points.points)}
    if points.change is not None:
        words = _("%(words)s (%(change)s since last time)") % {"words": words, "change": format_number(points.change, sign=True)}
    more = ""
    if points.low is not None and points.low != points.high:
        more = _("between units %(low)s–%(high)s") % {"low": format_number(points.low), "high": format_number(points.high)}
    # Points say where a party stands, not which way it goes: without a round before there is no direction.
    shape = "done" if points.change is None else of_direction(points.change > 0, points.change < 0, points.change == 0)
    return Said(words, shape, more)


def activities_say(judged, steps) -> Said:
    """What activities were judged to have brought: reviews' Judged, with the scale's steps in order."""
    if judged.is_empty:
        return Said(_("no activities"), is_missing=True)
    told = [(judged.steps.get(step.pk, 0), step) for step in steps]
    words = ", ".join(f"{n} {step.label}" for n, step in told if n)
    left = [
        (judged.unjudged, ngettext("%(n)s not judged", "%(n)s not judged", judged.unjudged)),
        (judged.unreviewed, ngettext("%(n)s not reviewed", "%(n)s not reviewed", judged.unreviewed)),
    ]
    more = ", ".join(text % {"n": n} for n, text in left if n)
    if not words:
        return Said(more, is_missing=True)
    tones = {step.tone for n, step in told if n}
    if tones == {Tone.EARLY}:
        return Said(words, SHAPES[Tone.EARLY], more)
    return Said(words, of_direction(Tone.CLOSER in tones, Tone.FURTHER in tones, True), more)


# The page ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Row:
    """A party's line under a goal. `party` None is the programme's own activities; they have no figures and no units."""

    party: Party | None
    figures: Said | None
    units: Said | None
    activities: Said


@dataclass(frozen=True)
class GoalRows:
    goal: Goal
    rows: list[Row]


@dataclass(frozen=True)
class Nearer:
    period: ReportPeriod
    groups: list[GoalRows]
    goals: list[Goal]  # to choose among
    parties: list[Party]
    years: list[int]
    counts: dict = field(default_factory=dict)


def nearer(programme, user, *, period, on, own=frozenset(), goal="", party="") -> Nearer:
    """Goal by party for a period, as it is known on the day `on`; `goal` and `party` are keys to narrow it to. Twenty queries at most.

    `own`: keys of the reader's own parties, whose self-assessment is seen before the county sees it.
    """
    day = min(period.last_day, on)
    goals = list(Goal.objects.filter(programme=programme).holding_on(day))
    parties = list(Party.objects.filter(programme=programme).holding_on(day).in_order())
    shown_goals = [row for row in goals if not goal or row.slug == goal]
    shown_parties = [row for row in parties if not party or row.slug == party]
    figures = _signs(programme, user, on=on, organisations=[row.organisation for row in shown_parties])
    points = points_per_goal_and_party(programme, period, own=own)
    progress = reviews.progress_by_goal_and_party(programme, period)
    asked = {(goal, party) for goal, party in points}

    def row(goal, party):
        where = (goal.pk, party.pk)
        return Row(
            party,
            figures_say(figures.get((goal.pk, party.organisation_id), [])),
            units_say(points[where] if where in asked else None, has_round=bool(points)),
            activities_say(progress.of(goal, party), progress.steps),
        )

    groups = []
    for each in shown_goals:
        rows = [row(each, one) for one in shown_parties]
        common = progress.of(each, None)
        if not (party or common.is_empty):
            rows.append(Row(None, None, None, activities_say(common, progress.steps)))
        groups.append(GoalRows(each, rows))
    return Nearer(period, groups, goals, parties, sorted({*years_of(programme), on.year}, reverse=True))


def _signs(programme, user, *, on, organisations):
    """{(goal's key, organisation's key): [(variation, points)]}"""
    found = {}
    for group in signals.overview(programme, user, on=on, organisations=organisations).groups:
        if group.goal is not None:
            for row in group.rows:
                for sign in row.signs:
                    found.setdefault((group.goal.pk, sign.organisation.pk), []).append((sign.variation, sign.points))
    return found


# What a cell rests on ───────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class SignLine:
    indicator: object
    words: str
    shape: str
    points: int


@dataclass(frozen=True)
class Evidence:
    """A goal and a party with what stands behind each of the three ways."""

    goal: Goal
    party: Party
    row: Row
    signs: list[SignLine]
    effects: list
    points: object
    reviews: list
    round: object  # of the self-assessment, the latest in the period; None without any


def evidence(programme, user, goal, party, *, period, on, own=frozenset()) -> Evidence:
    """What the cells of a goal and a party rest on. Twenty queries at most with the page around it."""
    overview = signals.overview(programme, user, on=on, organisations=[party.organisation], goal=goal)
    lines, signs = [], []
    for row in [row for group in overview.groups for row in group.rows]:
        (sign,) = row.signs
        signs.append((sign.variation, sign.points))
        kind = kind_of(sign.variation)
        shape = of_direction(kind == "better", kind == "worse", kind in ("changed", "chance"))
        words = spc.VARIATION[sign.variation] if sign.points else _("figures are missing")
        lines.append(SignLine(row.indicator, words, shape, sign.points))
    opened = opened_rounds(programme)
    points = points_per_goal_and_party(programme, period, own=own, opened=opened)
    cell = points.get((goal.pk, party.pk))
    progress = reviews.progress_by_goal_and_party(programme, period)
    here = [
        row
        for row in map(effects.row_of, effects.effects_in(programme, user).filter(indicator__goals=goal))
        if any(start.organisation_id == party.organisation_id for start in row.starts)
    ]
    row = Row(party, figures_say(signs), units_say(cell, has_round=bool(points)), activities_say(progress.of(goal, party), progress.steps))
    written = reviews.brief_reviews(programme, period, party=party).filter(goals=goal)
    latest = next(iter(rounds_of(programme, period, opened)), None)
    return Evidence(goal, party, row, lines, here, cell, list(written), latest)
