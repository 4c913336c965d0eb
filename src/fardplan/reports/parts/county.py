"""What the parties have handed in, as parts for documents of other kinds than the county report."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from fardplan.reports.county import parts
from fardplan.reports.county.gathered import Gathered

from .registry import add


def _of(make, draft):
    """The parts read a `Gathered`: one for each document, kept on its draft, so that the annex tells of all of them."""
    gathered = getattr(draft, "gathered", None)
    if gathered is None:
        gathered = draft.gathered = Gathered(draft.register, draft.period)
    found = make(gathered)
    draft.mark(gathered.borrowed)
    gathered.borrowed = []
    return found


for _name, _title, _make in (
    ("readiness", _("Who has told"), parts.readiness),
    ("assessment", _("Self-assessment by party"), parts.assessment),
    ("reviews", _("What the activities brought"), parts.reviews),
    ("factors", _("What helped and what hindered"), parts.factors),
    ("activities", _("Activities in the local plans"), parts.activities),
    ("work", _("Development work in the local plans"), parts.work),
    ("parties", _("The parties' own words"), parts.parties),
    ("sources", _("Where the parties' figures come from"), parts.sources),
):
    add(f"county.{_name}", _title, partial(_of, _make))
