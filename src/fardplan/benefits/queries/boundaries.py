"""What moves from whom to whom: rows of a year, and their sums per pair of parties. What is not known is said, not counted as nought."""

from dataclasses import dataclass
from decimal import Decimal

from fardplan.benefits.models import BoundaryCost
from fardplan.kit.nothing import Sum, total


@dataclass(frozen=True)
class Pair:
    """All that moves from one party to another in a year. `agreed` is "yes" or "no" when it is the same of every row, else "unknown"."""

    giver: str
    taker: str
    rows: int
    kronor: Sum
    hours: Decimal | None
    hours_missing: int
    agreed: str
    agreed_rows: int


@dataclass(frozen=True)
class BoundaryPage:
    year: int
    years: list[int]
    rows: list[BoundaryCost]
    pairs: list[Pair]
    kronor: Sum
    #: (party, day it stopped being one) of those who left in the year
    left: list


def in_programme(programme, user):
    rows = BoundaryCost.objects.visible_to(user).filter(programme=programme)
    return rows.select_related("from_party__organisation", "to_party__organisation", "initiative", "working_method", "decision")


def boundary_page(programme, user, *, year, on) -> BoundaryPage:
    """`year`: the one asked for, or None for the latest that has any. Two questions."""
    # Without its own order: a row is distinct by what it is ordered by too.
    years = sorted(BoundaryCost.objects.visible_to(user).filter(programme=programme).order_by().values_list("year", flat=True).distinct())
    chosen = year if year in years else max((each for each in years if each <= on.year), default=years[0] if years else on.year)
    rows = list(in_programme(programme, user).filter(year=chosen))
    left = {str(party): party.until_date for row in rows for party in (row.from_party, row.to_party) if _left_in(party, chosen)}
    return BoundaryPage(chosen, years, rows, pairs_of(rows), kronor_of(rows), sorted(left.items()))


def _left_in(party, year):
    return party.until_date is not None and party.until_date.year == year


def kronor_of(rows) -> Sum:
    return total((row.amount, row.amount_absence) for row in rows)


def pairs_of(rows) -> list[Pair]:
    """One for each direction between two parties, the one that costs most first."""
    groups = {}
    for row in rows:
        groups.setdefault((str(row.from_party), str(row.to_party)), []).append(row)
    found = []
    for (giver, taker), held in groups.items():
        said = {row.agreed for row in held}
        known = [row.hours for row in held if row.hours is not None]
        found.append(
            Pair(
                giver,
                taker,
                len(held),
                kronor_of(held),
                sum(known, Decimal(0)) if known else None,
                len(held) - len(known),
                said.pop() or "unknown" if len(said) == 1 else "unknown",
                sum(row.agreed == BoundaryCost.Agreed.YES for row in held),
            )
        )
    return sorted(found, key=lambda pair: (-(pair.kronor.value or 0), pair.giver, pair.taker))
