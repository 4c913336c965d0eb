"""What can be done about spread from the method's page: propose it, and answer a proposal for the own party."""

from django.template.loader import render_to_string

from fardplan.governance.asking import among, asked_of
from fardplan.spread import access


def of_method(context, method):
    """HTML: the way to a proposal, for those who prepare matters."""
    authority = context.get("authority")
    if authority is None or not access.can_propose(authority):
        return ""
    return render_to_string("workflows/_propose_spread.html", {"programme": authority.programme, "method": method})


def of_proposal(context, proposal):
    """HTML: for each party that the user writes for and the matter asks, the way to its answer."""
    authority, page = context.get("authority"), context.get("page")
    mine = access.writes_for(authority) if authority is not None else frozenset()
    if not mine or page is None:
        return ""
    here = [row.party for row in page.rows if row.party.pk in mine]
    parties = among(here, asked_of(proposal.matter_id)) if here else []
    if not parties:
        return ""
    return render_to_string("workflows/_answer_spread.html", {"programme": authority.programme, "proposal": proposal, "parties": parties})
