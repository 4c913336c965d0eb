"""Reads about money. A "varav" line tells part of the line above it: it is shown, and never added again."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, FilteredRelation, Q

from fardplan.economy.models import Budget, BudgetLine, Funding, Outturn
from fardplan.economy.rules import add_up, exceed, reason, used_share, variance
from fardplan.kit.nothing import Absence, Sum, total


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line with its outturn for the budget's year, kronor. Amounts are None with a reason in `…_absence`."""

    pk: int
    slug: str
    parent: str  # the slug of the line this one tells part of; empty for a line of its own
    title: str
    budget: Decimal | None
    budget_absence: str
    outturn: Decimal | None
    outturn_absence: str
    comment: str

    @property
    def is_part(self) -> bool:
        return bool(self.parent)

    @property
    def variance(self) -> Decimal | None:
        """Outturn less budget: minus is money left."""
        return variance(self.outturn, self.budget)

    @property
    def variance_absence(self) -> Absence | None:
        return reason(self.budget_absence, self.outturn_absence)

    @property
    def used(self) -> Decimal | None:
        return used_share(self.outturn, self.budget)

    @property
    def used_absence(self) -> Absence | None:
        """Of a budget of nought nothing can be used in per cent."""
        return self.variance_absence or (Absence.NOT_APPLICABLE if self.used is None else None)


@dataclass(frozen=True)
class BudgetTable:
    """A budget's lines in order, each followed by its parts, and the sums of the lines that are no parts."""

    budget: Budget
    rows: tuple[LineRow, ...]
    total_budget: Sum
    total_outturn: Sum

    @property
    def lines(self) -> list[LineRow]:
        return [row for row in self.rows if not row.is_part]

    @property
    def variance(self) -> Decimal | None:
        """None unless both sums are whole: a difference of half-known sums says nothing."""
        return variance(self.total_outturn.value, self.total_budget.value) if self.is_complete else None

    @property
    def variance_absence(self) -> Absence | None:
        if self.variance is not None:
            return None
        hidden = self.total_budget.confidential or self.total_outturn.confidential
        return Absence.CONFIDENTIAL if hidden else self.total_budget.absence or self.total_outturn.absence or Absence.MISSING

    @property
    def used(self) -> Decimal | None:
        return None if self.variance is None else used_share(self.total_outturn.value, self.total_budget.value)

    @property
    def used_absence(self) -> Absence | None:
        return self.variance_absence or (Absence.NOT_APPLICABLE if self.used is None else None)

    @property
    def is_complete(self) -> bool:
        return self.total_budget.is_complete and self.total_outturn.is_complete

    @property
    def too_big(self) -> list[str]:
        """Titles of the lines whose parts add up to more than the line, in budget or in outturn."""
        found = []
        for line in self.lines:
            parts = [row for row in self.rows if row.parent == line.slug]
            if exceed(line.budget, (row.budget for row in parts)) or exceed(line.outturn, (row.outturn for row in parts)):
                found.append(line.title)
        return found


def budgets_of(programme):
    """The programme's budgets, newest first, its own before those a document states for others."""
    return (
        Budget.objects.filter(programme=programme)
        .select_related("organisation", "document", "decision")
        .order_by("-year", "-is_programme_budget", "title", "pk")
    )


def programme_budget(programme, year):
    """The programme's own budget of a year, or None."""
    return Budget.objects.filter(programme=programme, year=year, is_programme_budget=True).first()


def programme_table(programme, year) -> BudgetTable | None:
    """The programme's own budget of a year, or None. One query, two when it has no lines."""
    lines = BudgetLine.objects.filter(budget__programme=programme, budget__year=year, budget__is_programme_budget=True)
    whole_year = FilteredRelation("outturns", condition=Q(outturns__period=str(year)))
    lines = lines.select_related("budget").annotate(of_year=whole_year).order_by("position", "pk")
    if found := list(
        lines.annotate(came_to=F("of_year__amount"), came_to_absence=F("of_year__amount_absence"), has_outturn=F("of_year__pk"))
    ):
        outturns = {
            (line.pk, str(year)): Outturn(line=line, amount=line.came_to, amount_absence=line.came_to_absence)
            for line in found
            if line.has_outturn
        }
        return _table(found[0].budget, found, outturns)
    budget = programme_budget(programme, year)
    return _table(budget, [], {}) if budget else None


def organisation_tables(programme, organisation) -> list[BudgetTable]:
    """The budgets with lines that a programme's documents state for an organisation, newest first. Two queries."""
    return _tables_of(BudgetLine.objects.filter(budget__programme=programme, budget__organisation=organisation))


def _tables_of(lines):
    """The budgets that `lines` (a queryset) belong to, with the lines and their outturns."""
    budgets, by_budget = {}, {}
    for line in lines.select_related("budget").order_by("-budget__year", "budget", "position", "pk"):
        budgets[line.budget_id] = line.budget
        by_budget.setdefault(line.budget_id, []).append(line)
    pks = [line.pk for found in by_budget.values() for line in found]
    outturns = {(row.line_id, row.period): row for row in Outturn.objects.filter(line__in=pks)}
    return [_table(budget, by_budget[pk], outturns) for pk, budget in budgets.items()]


def budget_table(budget) -> BudgetTable:
    """Two queries."""
    return budget_tables([budget])[0]


def budget_tables(budgets) -> list[BudgetTable]:
    """The tables of several budgets: two queries however many."""
    lines, outturns = {}, {}
    for line in BudgetLine.objects.filter(budget__in=[budget.pk for budget in budgets]).order_by("position", "pk"):
        lines.setdefault(line.budget_id, []).append(line)
    for row in Outturn.objects.filter(line__budget__in=[budget.pk for budget in budgets]):
        outturns[row.line_id, row.period] = row
    return [_table(budget, lines.get(budget.pk, []), outturns) for budget in budgets]


def _table(budget, lines, outturns):
    parts = {}
    for line in lines:
        parts.setdefault(line.parent_id, []).append(line)
    slugs = {line.pk: line.slug for line in lines}
    ordered = [line for top in parts.get(None, []) for line in (top, *parts.get(top.pk, []))]
    rows = tuple(_row(line, outturns.get((line.pk, str(budget.year))), slugs) for line in ordered)
    total_budget, total_outturn = add_up(rows)
    return BudgetTable(budget=budget, rows=rows, total_budget=total_budget, total_outturn=total_outturn)


def _row(line, outturn, slugs):
    return LineRow(
        pk=line.pk,
        slug=line.slug,
        parent=slugs.get(line.parent_id, ""),
        title=line.title,
        budget=line.amount,
        budget_absence=line.amount_absence,
        outturn=outturn.amount if outturn else None,
        outturn_absence=outturn.amount_absence if outturn else "missing",
        comment=line.comment,
    )


@dataclass(frozen=True)
class EconomyPage:
    """A year's budgets with their sums, who pays and who receives, and how the years compare."""

    year: int
    years: list[int]
    tables: list[BudgetTable]
    pays: list[Funding]
    receives: list[Funding]
    history: list[BudgetTable]

    @property
    def own(self) -> BudgetTable | None:
        return next((table for table in self.tables if table.budget.is_programme_budget), None)

    @property
    def paid(self) -> Sum:
        return total((row.amount, row.amount_absence) for row in self.pays)

    @property
    def received(self) -> Sum:
        return total((row.amount, row.amount_absence) for row in self.receives)


def economy_page(programme, *, year: int | None, on) -> EconomyPage:
    """`year` None: the latest with a budget not after `on`, else the year of `on`. Four queries."""
    budgets = list(budgets_of(programme))
    every_funding = list(Funding.objects.filter(programme=programme).select_related("organisation").order_by("year", "position", "pk"))
    years = sorted({budget.year for budget in budgets} | {row.year for row in every_funding}, reverse=True)
    if year not in years:
        year = next((candidate for candidate in years if candidate <= on.year), years[0] if years else on.year)
    tables = budget_tables(budgets)
    funding = [row for row in every_funding if row.year == year]
    return EconomyPage(
        year=year,
        years=years,
        tables=[table for table in tables if table.budget.year == year],
        pays=[row for row in funding if row.role == Funding.Role.PAYS],
        receives=[row for row in funding if row.role == Funding.Role.RECEIVES],
        history=[table for table in tables if table.budget.is_programme_budget],
    )
