"""Writes about initiatives. An initiative's goals, partners and phases are rows of their own: each has an origin."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from fardplan.audit import writes
from fardplan.kit.timing import Timing
from fardplan.portfolio.models import (
    CriterionJudgement,
    DialogueNote,
    InclusionCriterion,
    InclusionDemand,
    Initiative,
    InitiativeGoal,
    InitiativePartner,
    InitiativePhase,
    Judgement,
    Reflection,
    Tag,
    TargetGroup,
    WorkingMethod,
)
from fardplan.portfolio.rules import WAITING, Phase, may_move, may_prepare, phase_on, place_of

add_target_group, edit_target_group = writes.verbs(TargetGroup)
add_inclusion_criterion, edit_inclusion_criterion = writes.verbs(InclusionCriterion)
add_inclusion_demand, edit_inclusion_demand = writes.verbs(InclusionDemand)
remove_inclusion_demand = writes.remove
add_working_method, edit_working_method = writes.verbs(WorkingMethod)
add_reflection, edit_reflection = writes.verbs(Reflection)
add_tag, edit_tag = writes.verbs(Tag)

end_target_group = end_inclusion_criterion = end_inclusion_demand = end_working_method = end_tag = writes.end
reopen_target_group = reopen_inclusion_criterion = reopen_inclusion_demand = reopen_working_method = reopen_tag = writes.reopen

#: An entry made by mistake. Raises ProtectedError when something hangs on the row.
remove_target_group = remove_inclusion_criterion = remove_working_method = remove_reflection = remove_tag = writes.remove


def tagged():
    """The kinds of rows that carry tags: their models, the room's own first."""
    return sorted(
        (each.related_model for each in Tag._meta.related_objects if each.many_to_many), key=lambda model: model is not Initiative
    )


@transaction.atomic
def merge_tags(tag, *, by, into, seen=None):
    """Whatever carries `tag` carries `into` instead, and `tag` is taken away; each row's history tells of it. Returns `into`.

    Raises ValidationError when they are one, or of different programmes; Stale when `tag` has been changed meanwhile.
    """
    tag = writes.change(tag, by=by, seen=seen)
    if tag == into or tag.programme_id != into.programme_id:
        raise ValidationError({"into": _("Choose another tag of this programme.")})
    for model in tagged():
        for row in model._base_manager.filter(tags=tag).prefetch_related("tags"):
            rest = [each for each in row.tags.all() if each not in (tag, into)]
            writes.change(row, by=by, links={"tags": [*rest, into]})
    writes.remove(tag, by=by)
    return into


class CannotMove(Exception):
    """The initiative's phase does not lead where somebody wants it."""

    def __init__(self, now, to):
        now_label = Phase(now).label if now else _("no phase")
        super().__init__(_("From “%(now)s” an initiative cannot go to “%(to)s”.") % {"now": now_label, "to": Phase(to).label})


class NeedsDecision(Exception):
    """From "included" on, a phase comes by decision."""

    def __init__(self, to):
        super().__init__(_("“%(to)s” comes by decision: write down the decision, and the initiative moves.") % {"to": Phase(to).label})


class NotAProposal(Exception):
    """Only what is on its way into the portfolio is talked over and judged."""

    def __init__(self):
        super().__init__(_("The initiative is no longer on its way in, so there is nothing to judge."))


@transaction.atomic
def add_initiative(*, by, links=None, goals=(), partners=(), phases=(), dialogue=(), judgements=(), **values):
    """Enter an initiative.

    `goals`: Goal rows, or (Goal, {origin, source}); `partners`: (Organisation, role); `phases`: dicts with phase, began
    and optionally note, origin, source, oldest first.
    """
    initiative = writes.create(Initiative, by=by, links=links, **values)
    set_goals(initiative, by=by, goals=goals)
    set_partners(initiative, by=by, partners=partners)
    set_phases(initiative, by=by, phases=phases)
    _set_told(DialogueNote, initiative.dialogue_notes, initiative, dialogue, by=by)
    _set_judged(initiative, judgements, by=by)
    return initiative


@transaction.atomic
def edit_initiative(
    initiative, *, by, seen=None, links=None, goals=None, partners=None, phases=None, dialogue=None, judgements=None, **values
):
    """Change an initiative; `goals`, `partners` and `phases` are left alone when None. Raises audit.writes.Stale."""
    initiative = writes.change(initiative, by=by, seen=seen, links=links, **values)
    with writes.touching(initiative, "goal_links", "partner_links", "phases", by=by):
        if goals is not None:
            set_goals(initiative, by=by, goals=goals)
        if partners is not None:
            set_partners(initiative, by=by, partners=partners)
        if phases is not None:
            set_phases(initiative, by=by, phases=phases)
        if dialogue is not None:
            _set_told(DialogueNote, initiative.dialogue_notes, initiative, dialogue, by=by)
        if judgements is not None:
            _set_judged(initiative, judgements, by=by)
    return initiative


def _set_told(model, rows, initiative, told, *, by):
    """What a folder tells, oldest first: what is there already is changed, the rest is added."""
    held = list(rows.all())
    for row, values in zip(held, told, strict=False):
        writes.change(row, by=by, **values)
    for values in told[len(held) :]:
        writes.create(model, by=by, initiative=initiative, **values)


def _set_judged(initiative, told, *, by):
    """Judgements that a folder tells, each with its `verdicts`: dicts of criterion, verdict and words."""
    plain = [{name: value for name, value in values.items() if name != "verdicts"} for values in told]
    _set_told(Judgement, initiative.judgements, initiative, plain, by=by)
    for judgement, values in zip(initiative.judgements.prefetch_related("verdicts"), told, strict=False):
        held = {row.criterion_id: row for row in judgement.verdicts.all()}
        for verdict in values.get("verdicts", ()):
            criterion = verdict["criterion"]
            initiative.check_links({"verdicts": [criterion]})
            if criterion.pk in held:
                writes.change(held[criterion.pk], by=by, **verdict)
            else:
                writes.create(CriterionJudgement, by=by, judgement=judgement, criterion_text=criterion.text, **verdict)


@transaction.atomic
def remove_initiative(initiative, *, by):
    """Take away what was entered by mistake, with its goals, partners and phases. Raises ProtectedError when something hangs on it:
    activities, matters, reports, or what was said and judged of it. Work that is given up is moved to another phase instead."""
    if said := [*initiative.dialogue_notes.all(), *initiative.judgements.all()]:
        raise ProtectedError("talked over", set(said))
    writes.remove_with("goal_links", "partner_links", "phases")(initiative, by=by)


@transaction.atomic
def prepare(initiative, *, to, began, by, today, note="", seen=None):
    """Move an initiative on its way in: idea, dialogue, proposal, or withdrawn. Raises NeedsDecision for any later phase, and CannotMove."""
    locked = writes.change(initiative, by=by, seen=seen)
    now = phase_on(list(locked.phases.all()), today)
    if not may_prepare(now, to):
        raise CannotMove(now, to) if not may_move(now, to) else NeedsDecision(to)
    return move(locked, to=to, began=began, by=by, note=note)


@transaction.atomic
def note_dialogue(initiative, *, by, held_date, text, seen=None):
    """Write down what was said in the dialogue about an idea; the first note takes the idea into dialogue. Raises NotAProposal."""
    locked = writes.change(initiative, by=by, seen=seen)
    latest = _waiting(locked)
    note = writes.create(DialogueNote, by=by, initiative=locked, held_date=held_date, text=text, written_by=_person(by))
    if latest is not None and latest.phase == Phase.IDEA:
        # A dialogue that was held before the idea was entered here begins when the idea does.
        day = max(held_date, latest.began_starts_latest or held_date)
        move(locked, to=Phase.DIALOGUE, began=Timing.of_days(day), by=by)
    else:
        writes.touch(locked, by=by)
    return note


@transaction.atomic
def judge(initiative, *, by, judged_date, verdicts, words="", missing="", seen=None):
    """Hold a proposal against the criteria. `verdicts`: (criterion, verdict, words); `missing` is what the inclusion rule says.

    The judgement is kept as it was; judged again, it is a new one. Raises NotAProposal.
    """
    locked = writes.change(initiative, by=by, seen=seen)
    _waiting(locked)
    judgement = writes.create(
        Judgement, by=by, initiative=locked, judged_date=judged_date, judged_by=_person(by), words=words, missing=missing[:300]
    )
    for criterion, verdict, why in verdicts:
        locked.check_links({"verdicts": [criterion]})
        writes.create(
            CriterionJudgement,
            by=by,
            judgement=judgement,
            criterion=criterion,
            criterion_text=criterion.text,
            verdict=verdict,
            words=why,
        )
    writes.touch(locked, by=by)
    return judgement


def _waiting(initiative):
    """The last row of its history of phases, which must be on the way in; None when there is none."""
    latest = initiative.phases.order_by("-position").first()
    if latest is not None and latest.phase not in WAITING:
        raise NotAProposal
    return latest


def _person(by):
    """The user who writes, or None when it is a command."""
    return None if isinstance(by, str) else by


@transaction.atomic
def move(initiative, *, to, began, by, note="", seen=None):
    """Let the initiative enter phase `to` at `began` (a Timing). Raises CannotMove, and Stale when somebody changed it meanwhile.

    A move that belongs before one already known is filled in, if history then still holds together.
    """
    if began.starts_latest is None:
        raise ValidationError({"began": _("Say when the phase begins, for example 2024, HT 2024 or 1 March 2024.")})
    locked = writes.change(initiative, by=by, seen=seen)
    rows = list(locked.phases.all())
    place = place_of(began, rows)
    now = rows[place - 1].phase if place else None
    then = rows[place].phase if place < len(rows) else None
    if not may_move(now, to, then):
        raise CannotMove(now, to) if not may_move(now, to) else CannotMove(to, then)
    position = rows[place - 1].position + 1 if place else 0
    for row in reversed(rows[place:]):
        writes.change(row, by=by, position=row.position + 1)
    phase = writes.create(InitiativePhase, by=by, initiative=locked, phase=to, began=began, note=note, position=position)
    writes.touch(locked, by=by)
    return phase


@transaction.atomic
def correct_phase(phase, *, by, began, correction, note="", seen=None):
    """Say when a phase began, and by what words, where that was written down wrong; `correction` is why. Which phase it was, and the order of
    the history, stand: raises ValidationError when the new time belongs somewhere else in it, and Stale when the initiative has been changed."""
    initiative = writes.change(phase.initiative, by=by, seen=seen)
    if began.starts_latest is None:
        raise ValidationError({"began": _("Say when the phase begins, for example 2024, HT 2024 or 1 March 2024.")})
    rows = list(initiative.phases.all())
    place = next(number for number, row in enumerate(rows) if row.pk == phase.pk)
    before, after = rows[:place], rows[place + 1 :]
    if place_of(began, before) != len(before) or (after and place_of(after[0].began, [_At(began)]) != 1):
        raise ValidationError({"began": _("Then it would come before or after another phase. Correct that one first.")})
    saved = writes.change(phase, by=by, began=began, note=note, correction=correction)
    writes.touch(initiative, by=by)
    return saved


@dataclass(frozen=True)
class _At:
    """A beginning, as rules.place_of reads it."""

    began: Timing


def set_goals(initiative, *, by, goals):
    wanted = dict(goal if isinstance(goal, tuple) else (goal, {}) for goal in goals)
    held = {link.goal: link for link in initiative.goal_links.select_related("goal")}
    for goal, link in held.items():
        if goal not in wanted:
            writes.remove(link, by=by)
    for goal, extra in wanted.items():
        initiative.check_links({"goals": [goal]})
        if goal in held:
            if extra:
                writes.change(held[goal], by=by, **extra)
        else:
            writes.create(InitiativeGoal, by=by, initiative=initiative, goal=goal, **extra)


def set_partners(initiative, *, by, partners):
    wanted = dict(partners)
    held = {link.organisation: link for link in initiative.partner_links.select_related("organisation")}
    for organisation, link in held.items():
        if organisation not in wanted:
            writes.remove(link, by=by)
    for organisation, role in wanted.items():
        if organisation in held:
            writes.change(held[organisation], by=by, role=role)
        else:
            writes.create(InitiativePartner, by=by, initiative=initiative, organisation=organisation, role=role)


def set_phases(initiative, *, by, phases):
    """Write the whole history of phases, as when a folder is loaded: told oldest first."""
    held = {row.position: row for row in initiative.phases.all()}
    for position, values in enumerate(phases):
        if position in held:
            writes.change(held.pop(position), by=by, **values)
        else:
            writes.create(InitiativePhase, by=by, initiative=initiative, position=position, **values)
    for row in held.values():
        writes.remove(row, by=by)
