"""Money: what was budgeted, what it came to, who pays and who receives. Parts ("varav") are never added to what they are part of."""

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.economy.models import Funding
from fardplan.kit.nothing import Sum, total
from fardplan.kit.periods import ReportPeriod

from .registry import Found, Kind, figure, of_sum, words_of


def halves(period: ReportPeriod) -> list[ReportPeriod]:
    """The periods next below: a year's halves, a half's quarters, a quarter's months."""
    months = [*period.months()]
    step = {12: 6, 6: 3, 3: 1}.get(len(months))
    if step is None:
        return []
    return [ReportPeriod(months[at].first_day, months[at + step - 1].until_date) for at in range(0, len(months), step)]


def outturn_in(outturns: dict, period: ReportPeriod) -> tuple[Decimal | None, str, bool]:
    """(amount, absence, whether it is whole) of a line in a period.

    What is recorded for the period itself holds. Otherwise shorter periods are added; with some of them missing the amount is what is
    known, and not whole. `outturns`: {period code: (amount, absence)}.
    """
    if period.code in outturns:
        return (*outturns[period.code], True)
    found = [outturn_in(outturns, part) for part in halves(period)]
    told = [part for part in found if part[0] is not None or part[1]]
    if not told:
        return None, "", True
    amount = total((value, absence) for value, absence, _whole in told)
    whole = amount.is_complete and len(told) == len(found) and all(part[2] for part in told)
    return amount.value, amount.absence or "", whole


def amounts(lines) -> Sum:
    return total((line.amount, line.amount_absence) for line in lines)


def outturns(register, lines, period: ReportPeriod) -> Sum:
    """The lines' outturn added. A line of which only a part of the period is known counts as known and as missing."""
    pairs, partial = [], 0
    for line in lines:
        amount, absence, whole = outturn_in(register.outturns.get(line.pk, {}), period)
        pairs.append((amount, absence))
        partial += not whole and amount is not None
    added = total(pairs)
    return Sum(added.value, added.known, added.missing + partial, added.confidential, added.not_applicable)


def used_share(budget: Sum, outturn: Sum) -> Decimal | None:
    """The outturn in per cent of the budget, to two decimals; None while either is not whole, or nothing was budgeted."""
    if not (budget.value and outturn.value is not None and budget.is_complete and outturn.is_complete):
        return None
    return (outturn.value * 100 / budget.value).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _title(budget, period=None):
    title = _("Register, economy: %(title)s") % {"title": budget.title}
    return f"{title}, {period.label}" if period is not None and period.code != str(budget.year) else title


def _own(register, period):
    return register.programme_budget(period.year)


def _no_budget(period):
    return Found(None, _("Register, economy: no programme budget for %(year)s") % {"year": period.year})


@figure("budget.amount", Kind.MONEY, gettext_lazy("The programme's budget of the year"), at="period")
def year_amount(register, period):
    budget = _own(register, period)
    return of_sum(amounts(register.lines_of.get(budget.pk, [])), _title(budget)) if budget else _no_budget(period)


@figure("budget.outturn", Kind.MONEY, gettext_lazy("What the programme used during the period"), at="period")
def year_outturn(register, period):
    budget = _own(register, period)
    if budget is None:
        return _no_budget(period)
    return of_sum(outturns(register, register.lines_of.get(budget.pk, []), period), _title(budget, period))


@figure("budget.variance", Kind.MONEY, gettext_lazy("Outturn less budget"), at="period")
def year_variance(register, period):
    budget = _own(register, period)
    if budget is None:
        return _no_budget(period)
    lines = register.lines_of.get(budget.pk, [])
    amount, outturn = amounts(lines), outturns(register, lines, period)
    whole = amount.value is not None and outturn.value is not None and amount.is_complete and outturn.is_complete
    return Found(outturn.value - amount.value if whole else None, _title(budget, period))


@figure("budget.used_share", Kind.PERCENT, gettext_lazy("How much of the budget was used, per cent"), at="period")
def year_used_share(register, period):
    budget = _own(register, period)
    if budget is None:
        return _no_budget(period)
    lines = register.lines_of.get(budget.pk, [])
    return Found(used_share(amounts(lines), outturns(register, lines, period)), _title(budget, period))


@figure("budget.amount", Kind.MONEY, gettext_lazy("A budget's total"), of="budgets")
def budget_amount(register, budget):
    return of_sum(amounts(register.lines_of.get(budget.pk, [])), _title(budget))


@figure("budget.outturn", Kind.MONEY, gettext_lazy("What a budget came to"), of="budgets")
def budget_outturn(register, budget):
    return of_sum(outturns(register, register.lines_of.get(budget.pk, []), ReportPeriod.of_year(budget.year)), _title(budget))


def _line(line):
    return _("Register, economy: %(budget)s, %(line)s") % {"budget": line.budget.title, "line": line.title}


def _parts(line):
    return _("Register, economy: parts of %(line)s in %(budget)s") % {"budget": line.budget.title, "line": line.title}


@figure("line.amount", Kind.MONEY, gettext_lazy("A line's budget"), of="lines")
def line_amount(register, line):
    return of_sum(amounts([line]), _line(line))


@figure("line.outturn", Kind.MONEY, gettext_lazy("What a line came to"), of="lines")
def line_outturn(register, line):
    return of_sum(outturns(register, [line], ReportPeriod.of_year(line.budget.year)), _line(line))


@figure("line.parts_amount", Kind.MONEY, gettext_lazy("The budget of a line's parts, added"), of="lines")
def line_parts_amount(register, line):
    return of_sum(amounts(register.parts_of.get(line.pk, [])), _parts(line))


@figure("line.parts_outturn", Kind.MONEY, gettext_lazy("What a line's parts came to, added"), of="lines")
def line_parts_outturn(register, line):
    return of_sum(outturns(register, register.parts_of.get(line.pk, []), ReportPeriod.of_year(line.budget.year)), _parts(line))


def funders(register, year, role):
    return [row for row in register.funding if row.year == year and row.role == role]


def _funding(period, role):
    return _("Register, economy: funding %(year)s, %(role)s") % {"year": period.year, "role": str(Funding.Role(role).label).lower()}


@figure("funding.amount", Kind.MONEY, gettext_lazy("Funding of the year, added"), at="period", of=Funding.Role)
def funding_amount(register, period, role):
    rows = funders(register, period.year, role)
    place, terms = _funding(period, role), _terms(row.amount for row in rows)
    return of_sum(total((row.amount, row.amount_absence) for row in rows), f"{place} ({terms})" if terms else place)


def _terms(amounts) -> str:
    """What a sum is made of, equal ones told once: "7 × 1 714 000 kr + 2 286 000 kr"."""
    counted = Counter(amount for amount in amounts if amount is not None)
    if sum(counted.values()) < 2:
        return ""
    return " + ".join(
        f"{times} × {words_of(amount, Kind.MONEY)}" if times > 1 else words_of(amount, Kind.MONEY) for amount, times in counted.items()
    )


@figure("funding.share", Kind.PERCENT, gettext_lazy("Shares of the funding of the year, added"), at="period", of=Funding.Role)
def funding_share(register, period, role):
    rows = funders(register, period.year, role)
    return of_sum(total((row.share, "") for row in rows), _funding(period, role))
