"""What pages, files and reports read of calculations: the rows as the pure module takes them, and its result."""

from dataclasses import dataclass

from django.db.models import Prefetch

from fardplan.benefits import calculation as pure
from fardplan.benefits.models import BenefitCalculation, CalculationBasis, CalculationLine


@dataclass(frozen=True)
class CalculationPage:
    calculation: BenefitCalculation
    lines: tuple[pure.Line, ...]
    rows: tuple[CalculationLine, ...]
    result: pure.Result
    basis_row: CalculationBasis | None
    #: (party, last day) of those that stop being parties within the years of the calculation
    leaving: tuple


def with_lines(queryset):
    lines = CalculationLine.objects.select_related("party__organisation").prefetch_related("amounts")
    return queryset.select_related("profile", "initiative").prefetch_related(Prefetch("lines", queryset=lines))


def basis_on(bases, day):
    """The last of `bases`, in order of their days, that has begun on `day`; None when Färdplan's own hold."""
    return next((row for row in reversed(bases) if row.from_date <= day), None)


def page_of(calculation, bases) -> CalculationPage:
    """A calculation read by `with_lines`, counted. `bases` are the programme's, in order."""
    row = basis_on(bases, calculation.dated)
    basis = pure.Basis(row.hours_per_month, row.factor, row.rate) if row else pure.Basis()
    rows = tuple(calculation.lines.all())
    lines = tuple(line_of(each) for each in rows)
    leaving = {
        str(each.party): each.party.until_date
        for each in rows
        if each.party_id and each.party.until_date and any(each.party.until_date.year <= amount.year for amount in each.amounts.all())
    }
    result = pure.calculate(lines, years=calculation.span, basis=basis)
    return CalculationPage(calculation, lines, rows, result, row, tuple(leaving.items()))


def line_of(row) -> pure.Line:
    amounts = {amount.year: pure.Interval(amount.low, amount.high) for amount in row.amounts.all()}
    return pure.Line(row.slug, row.title, row.side, row.kind, row.who, amounts, row.salary, row.unit)


def bases_of(programme):
    return list(CalculationBasis.objects.filter(programme=programme).order_by("from_date"))


def of_programme(programme) -> list[CalculationPage]:
    """Every calculation of a programme, counted. Four questions, one when there are none."""
    rows = list(with_lines(BenefitCalculation.objects.filter(programme=programme)))
    bases = bases_of(programme) if rows else []
    return [page_of(row, bases) for row in rows]
