"""Writes about money. A line's outturn for the whole year is written together with the line."""

from django.db import transaction

from fardplan.audit import writes
from fardplan.economy.models import Budget, BudgetLine, Funding, GrantUse, Outturn

add_budget = writes.verbs(Budget)[0]
add_funding, edit_funding = writes.verbs(Funding)


@transaction.atomic
def edit_budget(budget, *, by, seen=None, **values):
    """Change a budget. Moved to another year it takes its outturns with it."""
    changed = writes.change(budget, by=by, seen=seen, **values)
    if changed.year != budget.year:
        for outturn in Outturn.objects.filter(line__budget=changed, period=str(budget.year)):
            writes.change(outturn, by=by, period=str(changed.year))
    return changed


@transaction.atomic
def remove_budget(budget, *, by):
    """Take away a budget with its lines. Raises ProtectedError when something else hangs on it."""
    for line in budget.lines.filter(parent__isnull=True):
        remove_line(line, by=by)
    writes.remove(budget, by=by)


@transaction.atomic
def add_line(*, by, budget, outturn=None, **values):
    """Enter a line in `budget`; `outturn` is (amount, absence) for the whole year, or None when nothing is recorded."""
    line = writes.create(BudgetLine, by=by, budget=budget, **values)
    set_outturn(line, by=by, outturn=outturn)
    return line


@transaction.atomic
def edit_line(line, *, by, seen=None, outturn=..., **values):
    """Change a line; its outturn is left alone unless given."""
    line = writes.change(line, by=by, seen=seen, **values)
    if outturn is not ...:
        with writes.touching(line, "outturns", by=by):
            set_outturn(line, by=by, outturn=outturn)
    return line


@transaction.atomic
def remove_line(line, *, by):
    """Take away a line with its parts and outturn. The audit log keeps what it said."""
    for part in line.parts.all():
        remove_line(part, by=by)
    for outturn in line.outturns.all():
        writes.remove(outturn, by=by)
    writes.remove(line, by=by)


def set_outturn(line, *, by, outturn):
    period = str(line.budget.year)
    held = line.outturns.filter(period=period).first()
    if outturn is None:
        if held:
            writes.remove(held, by=by)
        return
    amount, absence = outturn
    if held:
        writes.change(held, by=by, amount=amount, amount_absence=absence)
    else:
        writes.create(Outturn, by=by, line=line, period=period, amount=amount, amount_absence=absence)


add_grant_use, edit_grant_use = writes.verbs(GrantUse)


#: An entry made by mistake.
remove_funding = remove_grant_use = writes.remove
