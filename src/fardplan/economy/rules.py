"""Rules about money. Pure: amounts are kronor (Decimal), or None with the reason in an Absence."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from fardplan.kit.nothing import Absence, Sum, total

#: Of several reasons the first in this order is the one to tell: what is withheld stays withheld whatever else is missing.
_WEIGHT = (Absence.CONFIDENTIAL, Absence.MISSING, Absence.NOT_APPLICABLE)


def used_share(outturn, budget):
    """Per cent of `budget` that was used, one decimal; None when either is not known or nothing was budgeted."""
    if outturn is None or budget is None or budget == 0:
        return None
    return (Decimal(outturn) * 100 / Decimal(budget)).quantize(Decimal("0.1"))


def variance(outturn, budget):
    """Outturn less budget: minus is money left. None when either is not known: missing is not nought."""
    return None if outturn is None or budget is None else outturn - budget


def reason(*absences: str | None) -> Absence | None:
    """Why a figure made of several has no value, from the reasons of those that have none; None when all have one."""
    given = {Absence(absence) for absence in absences if absence}
    return next((absence for absence in _WEIGHT if absence in given), None)


def add_up(rows: Iterable) -> tuple[Sum, Sum]:
    """(budget, outturn) of a table. A row that `is_part` ("varav") tells what is in the one above and is never added again."""
    own = [row for row in rows if not row.is_part]
    return (
        total((row.budget, row.budget_absence) for row in own),
        total((row.outturn, row.outturn_absence) for row in own),
    )


def exceed(whole, parts: Iterable) -> bool:
    """Do the known `parts` add up to more than the `whole` they are in? Less is no fault: a part need not tell all."""
    known = [part for part in parts if part is not None]
    return whole is not None and bool(known) and sum(known) > whole


@dataclass(frozen=True)
class Settled:
    """What became of a grant, in kronor. None where some figure is missing: missing is not nought."""

    used: Sum  # money
    staff: Sum  # lent staff, valued: beside the money, in no sum with it
    own: Sum  # co-financing
    unspent: Decimal | None
    own_share: Decimal | None  # per cent of what was paid together; half is meant

    @property
    def is_overspent(self) -> bool:
        return self.unspent is not None and self.unspent < 0


def settle(received, uses: Iterable) -> Settled:
    """What is left of `received`, and how it was shared. `uses` have is_staff, amount and own, each with its absence."""
    uses = list(uses)
    money, staff = [use for use in uses if not use.is_staff], [use for use in uses if use.is_staff]
    used = total((use.amount, use.amount_absence) for use in money)
    own = total((use.own, use.own_absence) for use in money)
    known = used.is_complete and used.value is not None if money else True
    spent = used.value if money else Decimal(0)
    whole = known and bool(money) and own.is_complete and own.value is not None
    together = spent + own.value if whole else None
    return Settled(
        used=used,
        staff=total((use.amount, use.amount_absence) for use in staff),
        own=own,
        unspent=received - spent if known and received is not None else None,
        own_share=(own.value * 100 / together).quantize(Decimal("0.1")) if together else None,
    )
