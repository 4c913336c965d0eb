"""The use of state grants, for documents made from templates: as `reports.grants` tells it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.documents import blocks
from fardplan.reports import grants
from fardplan.reports.told import noun_of

from .registry import part

ABOUT = ()


def _rows(draft):
    party = draft.subject if noun_of(draft) == "party" else None
    return draft.register.more(_read, draft.period.year, party)


def _read(register, year, party):
    return grants.rows_of(register.programme, year, party)


@part("grants.summary", gettext_lazy("Grants by receiver: received, used, left"), ABOUT)
def summary(draft):
    rows = _rows(draft)
    draft.mark([row.funding for row in rows])
    return grants.summary(rows)


@part("grants.each", gettext_lazy("What each grant was used for"), ABOUT)
def each(draft):
    rows = _rows(draft)
    found = []
    for row in rows:
        found += [blocks.heading(row.who), *grants.uses(row)]
        draft.mark(row.uses)
    return found or [blocks.text(_("There is no grant whose use can be told."))]
