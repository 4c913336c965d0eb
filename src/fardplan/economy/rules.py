"""Rules about money. Pure."""

from decimal import Decimal


def used_share(outturn, budget):
    """Per cent of `budget` that was used, one decimal; None when either is not known or nothing was budgeted."""
    if outturn is None or budget is None or budget == 0:
        return None
    return (Decimal(outturn) * 100 / Decimal(budget)).quantize(Decimal("0.1"))
