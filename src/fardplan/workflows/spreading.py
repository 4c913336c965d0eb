"""A working method is proposed to spread, and each party answers for itself: a yes says when it begins, and makes the party's period."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.audit import writes
from fardplan.governance import services as governance
from fardplan.governance.models import Decision, Matter, RouteStep
from fardplan.governance.rules import Outcome
from fardplan.parties.services import free_slug
from fardplan.spread import services as spread
from fardplan.spread.models import Adoption, SpreadProposal

#: A no begins nothing.
AGREED = frozenset({Outcome.AGREED, Outcome.AGREED_WITH_ADDITION})


class NothingDecided(Exception):
    """A party answers a decision, and the proposal has none yet."""

    def __init__(self):
        super().__init__(gettext_lazy("The proposal has not been decided yet. Parties answer when the forum has decided."))


@writes.told_once()
def propose(*, by, method, title, asked, parties, phase, forum=None, initiative=None, where_we_are="", concerns=""):
    """A matter about spread, with its proposal and the way it goes: the forum that decides, then each party that is asked.

    `parties` are those asked; none: all. Returns the SpreadProposal.
    """
    route = [{"role": RouteStep.Role.DECIDES, "forum": forum}] if forum else []
    matter = governance.enter_matter(
        by=by,
        programme=method.programme,
        title=title,
        kind=Matter.Kind.SPREAD,
        initiative=initiative,
        parties=parties,
        route=[*route, {"role": RouteStep.Role.PARTIES}],
        proposal={"asked": asked, "where_we_are": where_we_are, "concerns": concerns},
    )
    slug = free_slug(SpreadProposal, matter.slug, programme=method.programme)
    return spread.add_spread_proposal(
        by=by, programme=method.programme, slug=slug, matter=matter, method=method, initiative=initiative, phase=phase
    )


def decision_in(proposal):
    """The decision that the parties answer: the latest in the matter. Raises NothingDecided."""
    found = Decision.objects.filter(matter=proposal.matter_id).order_by("-pk").first()
    if found is None:
        raise NothingDecided
    return found


@writes.told_once()
def answer(proposal, *, party, by, today, outcome, began=None, words="", decided_date=None, reference_number=""):
    """What the party says of the proposal, in its own words; agreed, its period begins as it says. Answered again, the period is changed.

    Raises NothingDecided, governance's NotAsked and HasAnswered, and ValidationError where the period overlaps another.
    """
    if outcome in AGREED and began is None:
        raise ValidationError({"began": _("Say when you begin.")})
    decision = decision_in(proposal)
    said = {"words": words, "decided_date": decided_date, "reference_number": reference_number}
    held = decision.party_decisions.filter(party=party).first()
    # What stands in closed minutes may be said again, not otherwise.
    if held is None or any(getattr(held, name) != value for name, value in {"outcome": outcome, **said}.items()):
        held = governance.answer(decision, party=party, by=by, today=today, outcome=outcome, **said)
    row = Adoption.objects.filter(method=proposal.method, party=party, decision=decision).order_by("from_date").last()
    if outcome not in AGREED:
        if row is not None:
            spread.remove_adoption(row, by=by)
    elif row is not None:
        spread.edit_adoption(row, by=by, began=began)
    else:
        spread.enter_adoption(
            by=by, method=proposal.method, party=party, phase=proposal.phase, began=began, decision=decision, evidence=words
        )
    return held
