"""Budgets and money that governing documents state."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.documents import blocks
from fardplan.economy.models import Funding
from fardplan.reports.annual.draft import known, number, sum_cell
from fardplan.reports.annual.money import funding_table
from fardplan.reports.figures.economy import amounts, funders

from .registry import part


@part("directive.budget", gettext_lazy("Programme directive: costs, and grants of the same year"))
def budget_of_directive(draft):
    keys = {row.pk for row in draft.register.documents if row.kind == row.Kind.DIRECTIVE}
    budgets = [row for row in draft.register.budgets if row.document_id in keys]
    found = [block for row in budgets for block in budget_table(draft, row)]
    for year in sorted({row.year for row in budgets}):
        receiving = funders(draft.register, year, Funding.Role.RECEIVES)
        if receiving:
            caption = _("Who receives grants, %(year)s") % {"year": year}
            found.append(funding_table(f"grants-{year}", caption, _("Received by"), receiving))
            draft.mark(receiving)
    return found


def budget_table(draft, budget):
    """What is planned, line by line, without outturn: for documents that look ahead."""
    lines = draft.register.lines_of.get(budget.pk, [])
    columns = [
        blocks.column("title", _("Line")),
        blocks.column("amount", _("Amount"), "money", unit="kr"),
        blocks.column("comment", _("Comment")),
    ]
    told = [row for line in lines for row in _line_rows(draft, line)]
    if not told:
        return []
    if not any(row["comment"] for row in told):
        columns.pop()
    draft.mark([budget, *lines])
    total = known(amount=sum_cell(amounts(lines)))
    return [blocks.table(f"budget-{budget.slug}", budget.title, columns, told, total=total, note=budget.note or None)]


def _line_rows(draft, line, part_of=None):
    row = {"id": line.slug, "title": line.title, "amount": number(line.amount, line.amount_absence), "comment": line.comment}
    yield row | ({"part_of": part_of} if part_of else {})
    for below in draft.register.parts_of.get(line.pk, []):
        yield from _line_rows(draft, below, part_of=line.slug)
