"""What waits for somebody about spread: a party that said yes and has not said when it begins."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from fardplan.governance.models import PartyDecision
from fardplan.governance.rules import Outcome
from fardplan.kit.waiting import Waiting
from fardplan.spread import access
from fardplan.spread.models import Adoption, SpreadProposal


def waiting_for(authority, *, today: date) -> list[Waiting]:
    """At most three queries, however much there is."""
    mine = access.writes_for(authority)
    if not mine:
        return []
    programme = authority.programme
    proposals = {row.matter_id: row for row in SpreadProposal.objects.filter(programme=programme).select_related("method", "matter")}
    if not proposals:
        return []
    agreed = PartyDecision.objects.filter(decision__matter__in=proposals, party__in=mine).exclude(outcome=Outcome.NOT_AGREED)
    begun = Adoption.objects.filter(programme=programme, party__in=mine, decision__isnull=False).values_list("decision", "party")
    known = set(begun)
    return [
        Waiting(
            kind="adoption_begin",
            key=f"adoption-begin:{row.decision_id}:{row.party_id}",
            title=_("Say when you begin: %(matter)s") % {"matter": proposals[row.decision.matter_id].matter.title},
            url=reverse("spread_method", args=[programme.slug, proposals[row.decision.matter_id].method.slug]) + "#forslag",
            detail=row.party.name,
        )
        for row in agreed.select_related("decision", "party__organisation")
        if (row.decision_id, row.party_id) not in known
    ]
