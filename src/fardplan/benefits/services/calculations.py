"""Writes about calculations. A line's figures of its years are written together with the line."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from fardplan.audit import writes
from fardplan.benefits.models import BenefitCalculation, CalculationAmount, CalculationBasis, CalculationLine

add_basis, edit_basis = writes.verbs(CalculationBasis)
remove_basis = writes.remove
add_calculation, edit_calculation = writes.verbs(BenefitCalculation)


@transaction.atomic
def add_calculation_line(*, by, calculation, amounts=(), **values):
    """A benefit or a cost. `amounts`: dicts of year, low and high, one for each year that has any.

    Raises ValidationError for a year that the calculation does not have, and for figures that are below nought or upside down.
    """
    line = writes.create(CalculationLine, by=by, calculation=calculation, **values)
    _set_amounts(line, amounts, by=by)
    writes.touch(calculation, by=by)
    return line


@transaction.atomic
def edit_calculation_line(line, *, by, seen=None, amounts=None, **values):
    line = writes.change(line, by=by, seen=seen, **values)
    if amounts is not None:
        with writes.touching(line, "amounts", by=by):
            _set_amounts(line, amounts, by=by)
    return line


@transaction.atomic
def remove_calculation_line(line, *, by):
    for amount in line.amounts.all():
        writes.remove(amount, by=by)
    writes.remove(line, by=by)


@transaction.atomic
def remove_calculation(calculation, *, by):
    for line in calculation.lines.all():
        remove_calculation_line(line, by=by)
    writes.remove(calculation, by=by)


def _set_amounts(line, amounts, *, by):
    held = {row.year: row for row in line.amounts.all()}
    for told in amounts:
        values = {"high": told["low"], **told}
        if values["year"] not in line.calculation.span:
            raise ValidationError(_("%(year)s is not one of the years of the calculation.") % {"year": values["year"]})
        if row := held.pop(values["year"], None):
            writes.change(row, by=by, low=values["low"], high=values["high"])
        else:
            writes.create(CalculationAmount, by=by, line=line, **values)
    for row in held.values():
        writes.remove(row, by=by)


@writes.told_once()
def take_in(calculation, *, by, lines, seen=None):
    """What a workbook says of a calculation, all of it or nothing: `lines` are dicts of slug (of a line that is there), salary and amounts.

    Raises Stale when the calculation was changed after the workbook was made and `seen` says so, ValidationError for a bad figure.
    """
    calculation = writes.change(calculation, by=by, seen=seen)
    held = {line.slug: line for line in calculation.lines.all()}
    for told in lines:
        values = {name: told[name] for name in ("salary", "salary_absence") if name in told}
        edit_calculation_line(held[told["slug"]], by=by, amounts=told["amounts"], **values)
    return calculation
