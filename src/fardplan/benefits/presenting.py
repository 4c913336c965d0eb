"""What the pages of benefits say, made from rows: which words, which shape, which picture."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.benefits import access, drawing, rules
from fardplan.benefits.models import BenefitProfile, BenefitValue, ChainLink
from fardplan.benefits.queries.profiles import BenefitRow, PartRow
from fardplan.benefits.rules import Lacks
from fardplan.kit.templatetags.fardplan import datum, figure, kr, listed

LACKS = {
    Lacks.CHANGE: gettext_lazy("what changes"),
    Lacks.FOR_WHOM: gettext_lazy("for whom"),
    Lacks.GOAL: gettext_lazy("goal or benefit object"),
    Lacks.KIND: gettext_lazy("kind"),
    Lacks.CHAIN: gettext_lazy("effect chain"),
    Lacks.MEASURE: gettext_lazy("what is measured"),
    Lacks.UNIT: gettext_lazy("unit"),
    Lacks.PARTS: gettext_lazy("which parties"),
    Lacks.OWNERS: gettext_lazy("owner in the line"),
    Lacks.BASELINES: gettext_lazy("baseline"),
    Lacks.TARGETS: gettext_lazy("target"),
    Lacks.METHOD: gettext_lazy("how it is measured"),
    Lacks.FREQUENCY: gettext_lazy("how often"),
    Lacks.PREREQUISITES: gettext_lazy("prerequisites"),
    Lacks.REVIEW: gettext_lazy("review"),
    Lacks.APPROVAL: gettext_lazy("approval"),
    Lacks.VALUES: gettext_lazy("values from every party"),
    Lacks.ANSWERS: gettext_lazy("the parties' confirmation"),
    Lacks.SETTLED: gettext_lazy("how it went"),
}
STEPS = {
    rules.Step.IDENTIFY: gettext_lazy("1. Identify"),
    rules.Step.SPECIFY: gettext_lazy("2. Specify"),
    rules.Step.PLAN: gettext_lazy("3. Plan"),
    rules.Step.REALISE: gettext_lazy("4. Realise"),
    rules.Step.FOLLOW_UP: gettext_lazy("5. Follow up"),
    None: gettext_lazy("Settled"),
}
OUTCOME_SHAPES = {"realised": "done", "partly": "warn", "not_realised": "no"}


def lacking(lacks, row: BenefitRow):
    """“missing: owner in the line, baseline”."""
    words = [str(LACKS[lack]) for lack in lacks]
    return _("missing: %(what)s") % {"what": ", ".join(words)}


def measured(value, unit):
    """“12,5 besök i månaden”, or None."""
    return None if value is None else f"{figure(value)} {unit}".strip()


def unit_of(profile):
    return profile.unit or (profile.indicator.unit if profile.indicator_id else "")


@dataclass(frozen=True)
class RegisterRow:
    row: BenefitRow
    step: str
    lacks: str
    parties: list
    waiting: int
    late: int
    shape: str

    @property
    def profile(self):
        return self.row.profile


def register_row(row: BenefitRow, today) -> RegisterRow:
    state = next((state for state in row.steps if not state.is_done), None)
    late = sum(part.due is not None and part.due < today for part in row.parts)
    return RegisterRow(
        row,
        str(STEPS[row.standing]),
        lacking(state.lacks, row) if state else "",
        [str(part.part.party) for part in row.parts],
        sum(len(part.waiting) for part in row.parts),
        late,
        OUTCOME_SHAPES.get(row.profile.outcome, ""),
    )


@dataclass(frozen=True)
class PartShown:
    row: PartRow
    baseline: str | None
    target: str | None
    latest: str | None
    change: str | None
    reached: Decimal | None
    is_late: bool
    is_own: bool
    can_edit: bool
    can_report: bool
    values: list
    notes: list
    unit: str

    @property
    def part(self):
        return self.row.part


@dataclass(frozen=True)
class ValueShown:
    row: BenefitValue
    reported: str
    own: str | None
    can_answer: bool
    can_edit: bool
    words: str
    shape: str


def part_shown(row: PartRow, profile, authority, today) -> PartShown:
    unit, part = unit_of(profile), row.part
    part.profile = profile
    own, may = access.can_answer(authority, part), access.can_edit_part(authority, part)
    is_open = not profile.is_settled
    values = [
        ValueShown(
            value,
            measured(value.reported, unit),
            measured(value.value, unit),
            own and is_open and not value.is_answered,
            may and is_open and not value.is_answered,
            _("corrected") if value.is_corrected else _("confirmed") if value.is_answered else _("waits for the party"),
            "warn" if value.is_corrected else "done" if value.is_answered else "waiting",
        )
        for value in row.values
    ]
    notes = []
    if row.left and row.left <= today:
        notes.append(
            _("%(party)s was a party until %(day)s. Later values are not asked for.")
            % {"party": part.party, "day": datum(row.left - rules.ONE_DAY)}
        )
    change = row.change
    return PartShown(
        row,
        measured(part.baseline, ""),
        measured(part.target, ""),
        measured(row.latest.value, "") if row.latest else None,
        None if change is None else f"{'+' if change > 0 else ''}{figure(change)}",
        row.reached,
        row.due is not None and row.due < today,
        own,
        may and is_open,
        may and is_open,
        values,
        notes,
        unit,
    )


# The chain ──────────────────────────────────────────────────────────────────────────────────────────────────────────

STAGES = [(stage.value, stage.label) for stage in ChainLink.Stage]


@dataclass(frozen=True)
class ChainBox:
    link: ChainLink
    leads_to: str


def chain_list(chain):
    """[(heading, [ChainBox])] for the list beside the picture: a stage without a box says so."""
    held = [code for code, _heading in STAGES if any(link.stage == code for link in chain)]
    by_stage = {code: [link for link in chain if link.stage == code] for code, _heading in STAGES}
    found = []
    for code, heading in STAGES:
        after = held[held.index(code) + 1 :][:1] if code in held else []
        texts = [link.text for link in by_stage[after[0]]] if after else []
        found.append((heading, [ChainBox(link, listed(_named(link, texts))) for link in by_stage[code]]))
    return found


def _named(link, texts):
    if not link.leads_to:
        return []
    return [f"”{texts[place - 1]}”" for place in rules.places(link.leads_to) if place <= len(texts)]


def chain_drawings(chain, profile):
    texts = {code: [link.text for link in chain if link.stage == code] for code, _heading in STAGES}
    leads = {(link.stage, link.position): rules.places(link.leads_to) for link in chain if link.leads_to}
    label = _("Effect chain: %(title)s. The same stands as a list below.") % {"title": profile.title}
    stages = [(code, str(heading)) for code, heading in STAGES]
    return drawing.chain_pictures(stages, texts, leads, label=label, unsaid=_("nobody has said"))


def facts(profile: BenefitProfile):
    """(term, words) of what is told of a benefit, without what has a place of its own."""
    told = [
        (_("For whom"), profile.for_whom),
        (_("Kind"), f"{profile.get_kind_display()}{_(', negative') if profile.is_negative else ''}" if profile.kind else None),
        (_("Measured by"), profile.measured_by),
        (_("Unit"), unit_of(profile)),
        (_("How often"), profile.get_frequency_display() if profile.frequency else None),
        (_("First follow-up"), datum(profile.first_date) if profile.first_date else None),
        (_("Cost to realise"), kr(profile.cost, profile.cost_absence)),
        (_("Risk that it does not come"), profile.risk.title if profile.risk_id else profile.risk_words),
    ]
    return [(term, words or None) for term, words in told]
