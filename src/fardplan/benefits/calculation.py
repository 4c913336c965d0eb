"""A benefit calculation: years side by side, actor by actor, low and high. Pure: no rows, no clock, Decimal all the way.

    result = calculate(lines, years=range(2025, 2029), basis=Basis())

Certain kronor, hours and the rest are three accounts that are never added together. Formulas (source: Inera's template for benefit
calculations, version 5.0.4 of 2024): an hour costs monthly salary / hours in a month x factor; the net of a year is benefits less costs;
the present value is the sum of net / (1 + rate)^t, with t = 0 the first year; constant prices.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

NOUGHT = Decimal(0)
CERTAIN, TIME = "certain", "time"
BENEFIT, COST = "benefit", "cost"
#: The discount rate is tried this many percentage points up and down.
RATE_STEP = Decimal(2)


@dataclass(frozen=True)
class Basis:
    """What everything is counted with: hours worked in a month, factor for employer's contributions, discount rate in per cent."""

    hours_per_month: Decimal = Decimal(142)
    factor: Decimal = Decimal("1.54")
    rate: Decimal = Decimal(3)

    def hourly_cost(self, salary: Decimal) -> Decimal:
        """Kronor an hour for somebody with `salary` kronor a month."""
        return salary / self.hours_per_month * self.factor

    def discount(self, place: int) -> Decimal:
        """What a krona in year number `place`, from nought, is worth the first year."""
        return 1 / (1 + self.rate / 100) ** place


@dataclass(frozen=True)
class Interval:
    """From low to high, both included. Subtracting turns the other one round: the least that is left is low less high."""

    low: Decimal = NOUGHT
    high: Decimal = NOUGHT

    def __add__(self, other):
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other):
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, factor):
        return Interval(self.low * factor, self.high * factor)

    @property
    def middle(self):
        return (self.low + self.high) / 2


@dataclass(frozen=True)
class Line:
    """A benefit or a cost of one actor. `amounts` {year: Interval}: kronor, hours (`salary` a month: whose time it is; None: not known)
    or `unit`."""

    key: str
    title: str
    side: str
    kind: str
    actor: str
    amounts: Mapping[int, Interval] = field(default_factory=dict)
    salary: Decimal | None = None
    unit: str = ""

    def in_year(self, year):
        return self.amounts.get(year, Interval())

    def signed(self, year):
        return self.in_year(year) if self.side == BENEFIT else Interval() - self.in_year(year)


@dataclass(frozen=True)
class ActorRow:
    """What an actor gains less what it pays, each year (Interval), in all, and as present value (None of hours)."""

    actor: str
    years: tuple[Interval, ...]
    total: Interval
    present: Interval | None


@dataclass(frozen=True)
class Account:
    """An account of one kind: a row for each actor, and the row of all together (`actor` "")."""

    rows: tuple[ActorRow, ...]
    all: ActorRow

    @property
    def is_empty(self):
        return not self.rows


@dataclass(frozen=True)
class Swing:
    """What an assumption does to the result when all others stay in the middle: the result with it at its low, and at its high."""

    key: str
    title: str
    at_low: Decimal
    at_high: Decimal

    @property
    def width(self):
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True)
class Result:
    """`certain` in kronor; `hours` in hours, and `worth` the same hours in kronor: None as long as a salary is `without_salary`."""

    years: tuple[int, ...]
    basis: Basis
    certain: Account
    hours: Account
    worth: Account | None
    others: tuple[Line, ...]
    without_salary: tuple[str, ...]
    certain_swings: tuple[Swing, ...]
    worth_swings: tuple[Swing, ...]
    middle: Decimal
    worth_middle: Decimal | None


def calculate(lines: Iterable[Line], *, years: Iterable[int], basis: Basis) -> Result:
    """Everything that the page shows of a calculation. A figure for a year outside `years` does not count."""
    lines, years = list(lines), tuple(years)
    certain = [line for line in lines if line.kind == CERTAIN]
    timed = [line for line in lines if line.kind == TIME]
    without = tuple(line.title for line in timed if line.salary is None)
    worth = None if without else [_in_kronor(line, basis) for line in timed]
    return Result(
        years,
        basis,
        _account(certain, years, basis),
        _account(timed, years, None),
        None if worth is None else _account(worth, years, basis),
        tuple(line for line in lines if line.kind not in (CERTAIN, TIME)),
        without,
        swings(certain, years, basis),
        swings(worth or [], years, basis),
        _present(certain, years, basis),
        None if worth is None else _present(worth, years, basis),
    )


def _in_kronor(line, basis):
    cost = basis.hourly_cost(line.salary)
    return replace(line, amounts={year: amount * cost for year, amount in line.amounts.items()})


def _account(lines, years, basis):
    actors = list(dict.fromkeys(line.actor for line in lines))
    return Account(
        tuple(_row(actor, [line for line in lines if line.actor == actor], years, basis) for actor in actors), _row("", lines, years, basis)
    )


def _row(actor, lines, years, basis):
    found = tuple(sum((line.signed(year) for line in lines), Interval()) for year in years)
    present = None if basis is None else sum((net * basis.discount(place) for place, net in enumerate(found)), Interval())
    return ActorRow(actor, found, sum(found, Interval()), present)


def _present(lines, years, basis, *, at=None):
    """The present value with every line in the middle of its interval, but those of `at` {key: "low" or "high"}."""
    total = NOUGHT
    for place, year in enumerate(years):
        for line in lines:
            amount = line.in_year(year)
            value = getattr(amount, (at or {}).get(line.key, "middle"))
            total += (value if line.side == BENEFIT else -value) * basis.discount(place)
    return total


def swings(lines, years, basis) -> tuple[Swing, ...]:
    """One assumption at a time, the widest first: each line at its low and its high, then the discount rate. Those that change nothing are
    left out. The rate has the key ""."""
    if not lines:
        return ()
    titles = [line.title for line in lines]

    def name(line):
        return line.title if titles.count(line.title) == 1 else f"{line.title}, {line.actor}"

    def at(line, end):
        return _present(lines, years, basis, at={line.key: end})

    found = [Swing(line.key, name(line), at(line, "low"), at(line, "high")) for line in lines]
    lower, higher = (replace(basis, rate=max(NOUGHT, basis.rate + step)) for step in (-RATE_STEP, RATE_STEP))
    found.append(Swing("", "", _present(lines, years, lower), _present(lines, years, higher)))
    return tuple(sorted((swing for swing in found if swing.width), key=lambda swing: -swing.width))
