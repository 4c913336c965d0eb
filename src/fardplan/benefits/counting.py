"""What the page of a calculation says: every step of the arithmetic in words and figures, and the tornado of what matters most."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from fardplan.benefits import calculation as pure
from fardplan.benefits.models import Kind
from fardplan.benefits.tornado import Bar, tornado
from fardplan.kit.templatetags.fardplan import datum, figure, number


def whole(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1), ROUND_HALF_UP)


def interval(found: pure.Interval | None):
    """“1 200–1 900”, one figure when low and high are the same, and hard to misread below nought: “−300 till 200”."""
    if found is None:
        return None
    low, high = whole(found.low), whole(found.high)
    if low == high:
        return number(low)
    return _("%(low)s to %(high)s") % {"low": number(low), "high": number(high)}


@dataclass(frozen=True)
class LineShown:
    row: object
    kind: str
    years: list
    hourly: str
    total: str


@dataclass(frozen=True)
class AccountShown:
    """A table: heads are the years; rows (actor, [(year, interval)], in all, present value or "")."""

    heads: tuple
    rows: list
    all: tuple
    discounted: bool


def account(found: pure.Account, years, discounted):
    def row(each):
        return (
            each.actor,
            [(year, interval(net)) for year, net in zip(years, each.years, strict=True)],
            interval(each.total),
            interval(each.present) if discounted else "",
        )

    return AccountShown(years, [row(each) for each in found.rows], row(found.all), discounted)


def shown(page):
    result = page.result
    certain, hours, worth = result.certain, result.hours, result.worth
    return {
        "lines": [_line(row, line, result) for row, line in zip(page.rows, page.lines, strict=True)],
        "basis": result.basis,
        "discounts": [(year, figure(result.basis.discount(place), 4)) for place, year in enumerate(result.years)],
        "certain": None if certain.is_empty else account(certain, result.years, True),
        "hours": None if hours.is_empty else account(hours, result.years, False),
        "worth": None if hours.is_empty or worth is None else account(worth, result.years, True),
        "others": [_line(row, line, result) for row, line in zip(page.rows, page.lines, strict=True) if line in result.others],
        "without_salary": result.without_salary,
        "present": interval(certain.all.present) if not certain.is_empty else None,
        "hours_total": interval(hours.all.total) if not hours.is_empty else None,
        "certain_tornado": _tornado(result.certain_swings, result.middle, result.basis),
        "worth_tornado": _tornado(result.worth_swings, result.worth_middle, result.basis),
        "leaving": [_("%(party)s is a party until %(day)s.") % {"party": name, "day": datum(day)} for name, day in page.leaving],
    }


def in_short(page):
    """A row of the list of calculations."""
    result = page.result
    return {
        "calculation": page.calculation,
        "years": f"{result.years[0]}–{result.years[-1]}",
        "present": None if result.certain.is_empty else interval(result.certain.all.present),
        "hours": None if result.hours.is_empty else interval(result.hours.all.total),
        "others": len(result.others),
    }


def others_in_words(page):
    """Each line that is neither kronor nor hours, in its own unit: “Trygghet enligt enkäten: 3–8 procentenheter”."""

    def said(line):
        title = _("%(what)s (cost)") % {"what": line.title} if line.side == pure.COST else line.title
        return f"{title}: {interval(sum(line.amounts.values(), pure.Interval()))} {line.unit}".strip()

    return [said(line) for line in page.result.others]


def _line(row, line, result):
    years = [(year, interval(line.amounts.get(year))) for year in result.years]
    hourly = ""
    if line.kind == pure.TIME and line.salary is not None:
        hourly = _("%(salary)s / %(hours)s × %(factor)s = %(cost)s kr an hour") % {
            "salary": number(whole(line.salary)),
            "hours": figure(result.basis.hours_per_month),
            "factor": figure(result.basis.factor),
            "cost": figure(result.basis.hourly_cost(line.salary), 2),
        }
    total = sum(line.amounts.values(), pure.Interval())
    return LineShown(row, str(Kind(line.kind).label), years, hourly, interval(total))


@dataclass(frozen=True)
class TornadoShown:
    drawings: list
    rows: list
    middle: str


def _tornado(swings, middle, basis):
    if not swings:
        return None
    bars = []
    for swing in swings:
        title = swing.title or _("Discount rate, %(low)s–%(high)s %%") % {
            "low": figure(max(pure.NOUGHT, basis.rate - pure.RATE_STEP)),
            "high": figure(basis.rate + pure.RATE_STEP),
        }
        bars.append(Bar(title, swing.at_low, swing.at_high, f"{number(whole(swing.at_low))}", f"{number(whole(swing.at_high))}"))
    label = _("What each assumption does to the result, the one that matters most on top. The same stands in the table.")
    said = _("all in the middle: %(kr)s kr") % {"kr": number(whole(middle))}
    return TornadoShown(tornado(bars, middle, label=label, said=said), bars, number(whole(middle)))
