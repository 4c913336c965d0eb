"""Reads about grants: what each received, what it was used for, what is left."""

from dataclasses import dataclass

from fardplan.economy.models import Funding, GrantUse
from fardplan.economy.rules import Settled, settle
from fardplan.kit.text import swedish_sort_key


@dataclass(frozen=True)
class GrantRow:
    """A grant that somebody received, with its uses in order."""

    funding: Funding
    uses: list[GrantUse]
    settled: Settled

    @property
    def slug(self) -> str:
        return self.funding.slug

    @property
    def who(self) -> str:
        return self.funding.organisation.name if self.funding.organisation_id else self.funding.organisation_words


def grant_rows(programme, *, year=None) -> list[GrantRow]:
    """Grants received, the latest year first, by agreement chapter and receiver. Two queries."""
    found = Funding.objects.filter(programme=programme, role=Funding.Role.RECEIVES).select_related("organisation")
    return rows_of(list(found if year is None else found.filter(year=year)))


def rows_of(found) -> list[GrantRow]:
    """The same of grants that have been read. One query, none without grants."""
    uses = {}
    for use in GrantUse.objects.filter(funding__in=[row.pk for row in found]):
        uses.setdefault(use.funding_id, []).append(use)
    rows = [GrantRow(row, uses.get(row.pk, []), settle(row.amount, uses.get(row.pk, []))) for row in found]
    return sorted(
        rows, key=lambda row: (-row.funding.year, swedish_sort_key(row.funding.chapter), swedish_sort_key(row.who), row.funding.pk)
    )
