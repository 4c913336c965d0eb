"""Writes about decisions: what was decided, what each party says, what becomes of it."""

from contextlib import suppress

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from fardplan.audit import writes
from fardplan.governance.asking import NotAsked, among, asked_of, is_asked, require_asked
from fardplan.governance.matters import enter_matter, tick_step
from fardplan.governance.models import Decision, FollowUp, FollowUpComment, PartyDecision, RouteStep
from fardplan.governance.rules import ENDED, DecisionRule, Standing, TaskState, standing
from fardplan.kit.timing import Timing
from fardplan.parties.models import Party
from fardplan.parties.services import free_slug
from fardplan.portfolio import services as portfolio

#: Words of the addresses under /beslut/.
RESERVED = frozenset({"nytt", "arende", "arenden", "mote", "moten", "remiss", "remisser", "uppfoljning", "lyft", "meddelanden", "avsikt"})


class Closed(Exception):
    """What was decided stays said: a correction is a complementary decision."""

    def __init__(self):
        super().__init__(_("The decision is closed. Write down a complementary decision instead."))


class HasAnswered(Exception):
    """The party's answer is in closed minutes: it adds to it, and does not change it."""

    def __init__(self):
        super().__init__(_("The answer stands in closed minutes. Add to it instead."))


class HasNotAnswered(Exception):
    def __init__(self):
        super().__init__(_("There is no answer to add to."))


@transaction.atomic
def add_decision(*, by, outcomes=None, **values):
    """Write down a decision; `outcomes` are dicts with party, outcome and optionally decided_date, reference_number and words."""
    matter = values["matter"]
    if isinstance(by, str) and values.get("moves_to") and matter.initiative_id:
        # A folder tells the phases itself: this decision is where one of them came from.
        values["has_moved"] = matter.initiative.phases.filter(phase=values["moves_to"]).exists()
    decision = writes.create(Decision, by=by, **values)
    set_outcomes(decision, by=by, outcomes=outcomes or ())
    return decision


@transaction.atomic
def edit_decision(decision, *, by, seen=None, outcomes=None, **values):
    """Change a decision; what the parties have said is left alone when `outcomes` is None. Raises Closed."""
    held = Decision.objects.select_for_update().get(pk=decision.pk)
    if held.is_closed and not isinstance(by, str):
        raise Closed
    decision = writes.change(held, by=by, seen=seen, **values)
    if outcomes is not None:
        with writes.touching(decision, "party_decisions", by=by):
            set_outcomes(decision, by=by, outcomes=outcomes)
    return decision


def free_decision_slug(programme, title):
    slug = free_slug(Decision, title, programme=programme)
    return free_slug(Decision, f"beslut {slug}", programme=programme) if slug in RESERVED else slug


@writes.told_once()
def enter_decision(*, by, programme, title, today, slug="", matter=None, initiative=None, **values):
    """From the pages: a decision in a matter that is known, or in one of its own that concerns `initiative`."""
    matter = matter or enter_matter(by=by, programme=programme, title=title, initiative=initiative)
    slug = slug or free_decision_slug(programme, title)
    decision = add_decision(by=by, programme=programme, slug=slug, title=title, matter=matter, **values)
    return settle(decision, by=by, today=today)


@writes.told_once()
def revise_decision(decision, *, by, today, seen=None, **values):
    """From the pages: change a decision that is not closed; it may now stand. Raises Closed, Stale and CannotMove."""
    return settle(edit_decision(decision, by=by, seen=seen, **values), by=by, today=today)


@transaction.atomic
def remove_decision(decision, *, by):
    """Take away a decision with what the parties said of it, and its matter when nothing else is in that. Raises Closed."""
    held = Decision.objects.select_for_update().get(pk=decision.pk)
    if held.is_closed or held.has_moved:
        raise Closed
    for outcome in held.party_decisions.all():
        writes.remove(outcome, by=by)
    writes.remove(held, by=by)
    matter = held.matter
    if not (matter.text or matter.route.exists() or matter.handlings.exists() or hasattr(matter, "proposal")):
        # Whatever else stands in the matter, here or in rooms above, keeps it.
        with suppress(ProtectedError), transaction.atomic():
            writes.remove(matter, by=by)


def set_outcomes(decision, *, by, outcomes):
    """What each party has said. A party that is left out has not answered."""
    held = {row.party: row for row in decision.party_decisions.select_related("party")}
    asked = asked_of(decision.matter_id)
    for outcome in outcomes:
        party = outcome["party"]
        decision.check_links({"party": [party]})
        if not is_asked(party.pk, asked):
            raise NotAsked(party)
        values = {name: value for name, value in outcome.items() if name != "party"}
        if party in held:
            writes.change(held.pop(party), by=by, **values)
        else:
            writes.create(PartyDecision, by=by, decision=decision, **outcome)
    for row in held.values():
        writes.remove(row, by=by)


def close_decision(decision, *, by, at):
    """From now on the decision stays as it is. Closed again, the first moment stays."""
    with transaction.atomic():
        held = Decision.objects.select_for_update().get(pk=decision.pk)
        return held if held.is_closed else writes.change(held, by=by, verb="closed", closed_at=at)


# A party's own answer


@transaction.atomic
def answer(decision, *, party, by, today, outcome, seen=None, **values):
    """What the party says of the decision, in its own words: the page asks `may_for`. Raises HasAnswered once that is closed, and NotAsked.

    When it was the answer that was waited for, the decision stands, and moves what it moves.
    """
    # Locked, so that two who answer at the same moment make one answer.
    locked = Decision.objects.select_for_update().get(pk=decision.pk)
    held = locked.party_decisions.filter(party=party).first()
    if held is not None and locked.is_closed:
        raise HasAnswered
    locked.check_links({"party": [party]})
    require_asked(locked.matter_id, party)
    if held is None:
        said = writes.create(PartyDecision, by=by, decision=locked, party=party, outcome=outcome, **values)
    else:
        said = writes.change(held, by=by, seen=seen, outcome=outcome, **values)
    # An answer is the party's own: it counts also when the initiative cannot move any more.
    with suppress(portfolio.CannotMove), transaction.atomic():
        settle(locked, by=by, today=today)
    return said


@transaction.atomic
def supplement(said, *, by, words, added_date):
    """The party adds to what it said, after the minutes were closed; the answer itself stays."""
    held = PartyDecision.objects.select_for_update().get(pk=said.pk)
    return writes.change(held, by=by, verb="supplemented", supplement=words, supplemented_date=added_date)


# What a decision does


def standing_of(decision, parties):
    """Where the decision stands; `parties`: those who are asked."""
    rule = decision.forum.decision_rule if decision.forum_id else DecisionRule.EACH
    said = decision.party_decisions.filter(party__in=parties).values_list("outcome", flat=True)
    return standing(rule, said, len(parties))


def settle(decision, *, by, today):
    """A decision that stands moves the initiative it is about, once. Raises portfolio.services.CannotMove."""
    initiative = decision.matter.initiative
    if not decision.moves_to or decision.has_moved or initiative is None:
        return decision
    day = decision.time.starts_latest if decision.time and decision.time.starts_latest else today
    parties = among(Party.objects.filter(programme=decision.programme_id).holding_on(day), asked_of(decision.matter_id))
    if standing_of(decision, parties) != Standing.STANDS:
        return decision
    note = ", ".join(
        filter(None, [decision.title[:200], decision.forum.name[:60] if decision.forum_id else "", decision.reference_number[:30]])
    )
    began = decision.time if decision.time and decision.time.starts_latest else Timing.of_days(today)
    portfolio.move(initiative, to=decision.moves_to, began=began, by=by, note=note)
    return writes.change(decision, by=by, has_moved=True)


def pass_step(matter, forum, *, by, done_date):
    """The matter has been at the forum: the stops that it makes there are passed."""
    for step in RouteStep.objects.filter(matter=matter, forum=forum, done_date__isnull=True):
        tick_step(step, by=by, done_date=done_date)


# What becomes of it


@transaction.atomic
def add_follow_up(*, by, comments=(), **values):
    row = writes.create(FollowUp, by=by, **values)
    _set_comments(row, by=by, comments=comments)
    return row


@transaction.atomic
def edit_follow_up(row, *, by, seen=None, comments=None, **values):
    row = writes.change(row, by=by, seen=seen, **values)
    if comments is not None:
        _set_comments(row, by=by, comments=comments)
    return row


def _set_comments(row, *, by, comments):
    held = list(row.comments.all())
    for values, comment in zip(comments, held, strict=False):
        writes.change(comment, by=by, **values)
    for values in comments[len(held) :]:
        writes.create(FollowUpComment, by=by, follow_up=row, **values)


def ask_for(decision, *, by, title, **values):
    """From the pages: what somebody is to do because of a decision."""
    slug = free_slug(FollowUp, title, programme=decision.programme)
    return add_follow_up(by=by, programme=decision.programme, slug=slug, decision=decision, title=title, **values)


@transaction.atomic
def remove_follow_up(row, *, by):
    """Take away what was entered by mistake, with what was said of it."""
    for comment in row.comments.all():
        writes.remove(comment, by=by)
    writes.remove(row, by=by)


@transaction.atomic
def report(follow_up, *, by, state, on, seen=None, done_date=None, reason="", comment=""):
    """How far it has come. A comment is kept with its day."""
    ended = state in ENDED
    row = writes.change(
        follow_up,
        by=by,
        seen=seen,
        verb=str(TaskState(state)),
        state=state,
        done_date=(done_date or on) if ended else None,
        reason=reason if state == TaskState.LAPSED else "",
    )
    if comment:
        with writes.touching(row, "comments", by=by):
            writes.create(FollowUpComment, by=by, follow_up=row, said_date=on, text=comment, written_by=None if isinstance(by, str) else by)
    return row
