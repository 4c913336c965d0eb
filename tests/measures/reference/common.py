"""Rules common to all measures: cleaning, people, periods, cells. The words stand in docs/spec/matt.md, Gemensamma regler."""

from __future__ import annotations

import calendar
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from fardplan.measures import schema

FAR = date(9999, 12, 31)
DAY = timedelta(days=1)


@dataclass
class Extract:
    """Event tables as lists of dictionaries, and the first and last day they cover."""

    start: date
    end: date
    tables: dict[str, list[dict]] = field(default_factory=dict)

    def rows(self, table: str) -> list[dict]:
        return self.tables.get(table, [])


@dataclass
class Figures:
    """Cells by (organisation, unit, period, sex, age_group, frailty), None meaning all; and the flow as (step, reason, rows)."""

    cells: dict[tuple, tuple]
    flow: list[tuple[str, str | None, int]]


# Cleaning


def known(table: str, row: dict) -> dict:
    """The row with the unknown written as unknown."""
    out = {}
    for column in schema.table(table).columns:
        value = row.get(column.name)
        if column.unknown and value not in column.allowed:
            value = column.unknown
        elif column.name in ("organisation", "unit") and not value and table != "listings":
            value = "unknown"
        elif column.name == "diagnosis":
            value = (value or "").upper().replace(".", "").replace(" ", "") or None
        elif column.name == "frailty" and value is not None and not 1 <= value <= 9:
            value = None
        out[column.name] = value
    return out


NEEDED = {"moves": ("person", "moved_on", "municipality"), "listings": ("person", "unit", "start")}


def fault(table: str, row: dict, extract: Extract, max_stay_days: int | None) -> str | None:
    """Why the row is rejected, or None."""
    spec = schema.table(table)
    if any(row[name] in (None, "") for name in NEEDED.get(table, ("person", spec.start))):
        return "missing_value"
    if any(row.get(name) not in schema.table(table)[name].allowed for name in ("care", "kind") if name in row):
        return "unknown_code"
    start, end = row[spec.start], row[spec.end] if spec.end else None
    if start.year < 1900 or start > extract.end or (table == "stays" and end is not None and end > extract.end):
        return "impossible_date"
    if end is not None and end < start:
        return "end_before_start"
    if table == "stays" and end is None and max_stay_days is not None and (extract.end - start).days > max_stay_days:
        return "open_too_long"
    return None


def clean(extract: Extract, table: str, max_stay_days: int | None = None) -> tuple[list[dict], Counter]:
    """The rows that are used, and how many are rejected for each reason."""
    rejected, seen, used = Counter(), set(), []
    for raw in extract.rows(table):
        row = known(table, raw)
        values = tuple(row.values())
        if values in seen:
            rejected["duplicate"] += 1
            continue
        seen.add(values)
        reason = fault(table, row, extract, max_stay_days)
        if reason:
            rejected[reason] += 1
        else:
            used.append(row)
    return used, rejected


# People


class People:
    """What is known of a person on a day: age, sex, home, death."""

    def __init__(self, extract: Extract):
        facts = defaultdict(list)
        for row in extract.rows("persons"):
            if row.get("person"):
                facts[row["person"]].append(known("persons", row))
        self.facts = {}
        for person, rows in facts.items():
            one = {name: self._agreed(rows, name) for name in ("birth_date", "sex", "municipality")}
            born = one["birth_date"]
            if born is not None and (born.year < 1890 or born > extract.end):
                one["birth_date"] = None
            self.facts[person] = one
        self.moves = defaultdict(list)
        for row in clean(extract, "moves")[0]:
            self.moves[row["person"]].append((row["moved_on"], row["municipality"]))
        self.deaths = {}
        for row in clean(extract, "deaths")[0]:
            self.deaths[row["person"]] = min(row["died_on"], self.deaths.get(row["person"], FAR))

    @staticmethod
    def _agreed(rows: list[dict], name: str):
        said = {row[name] for row in rows}
        return said.pop() if len(said) == 1 else None

    def sex(self, person: str) -> str:
        return self.facts.get(person, {}).get("sex") or "U"

    def home(self, person: str, day: date) -> str:
        moved = [move for move in self.moves[person] if move[0] <= day]
        return max(moved)[1] if moved else self.facts.get(person, {}).get("municipality") or "unknown"

    def age(self, person: str, day: date) -> int | None:
        born = self.facts.get(person, {}).get("birth_date")
        if born is None or born > day:
            return None
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    def died(self, person: str) -> date:
        return self.deaths.get(person, FAR)


def group(value: int | None, bounds: tuple[int, ...], labels: tuple[str, ...]) -> str:
    if value is None:
        return "unknown"
    return labels[max(i for i, bound in enumerate(bounds) if value >= bound)]


# Periods


def month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def months_back(day: date, months: int) -> date:
    """The first day of the month so many months before the month of this day."""
    index = day.year * 12 + day.month - 1 - months
    return date(index // 12, index % 12 + 1, 1)


def periods(definition, extract: Extract, days_before: int = 0, months_through: int = 0) -> list[tuple[str, date, date]]:
    """(name, first day, last day) of each period that is shown. `days_before`: days that must be known before the first day;
    `months_through`: months that must be known up to and including the last day."""
    out = []
    for year in range(extract.start.year, extract.end.year + 1):
        for month in range(1, 13):
            last = month_end(year, month)
            name, first = {
                "month": (f"{year}-{month:02d}", date(year, month, 1)),
                "quarter": (f"{year}-Q{(month + 2) // 3}", months_back(last, 2)),
                "year": (f"{year}", date(year, 1, 1)),
                "rolling_12": (f"{year}-{month:02d}", months_back(last, 11)),
            }[definition.period]
            if (definition.period == "quarter" and month % 3) or (definition.period == "year" and month != 12):
                continue
            needed = months_back(last, months_through - 1) if months_through else first - days_before * DAY
            if min(needed, first) >= extract.start and last + definition.parameters["follow_up_days"] * DAY <= extract.end:
                out.append((name, first, last))
    return out


# Units and cells


@dataclass
class Unit:
    """One thing that is counted: a discharge, a visit, a person at a date. `day` decides period and age."""

    person: str
    day: date
    numerator: int = 0
    denominator: int = 1
    millionths: int | None = None
    organisation: str | None = None
    unit: str | None = None
    frailty: int | None = None
    periods: list[str] | None = None
    key: str | None = None


class Counting:
    """Counts the units of one definition: why some are left out, and the cells of the rest."""

    def __init__(self, definition, extract: Extract, shown: list[tuple[str, date, date]]):
        self.definition, self.extract, self.shown = definition, extract, shown
        self.people = People(extract)
        self.excluded, self.counted, self.cells = Counter(), 0, defaultdict(list)

    def exclude(self, reason: str) -> None:
        assert reason in dict(self.definition.exclusions), reason
        self.excluded[reason] += 1

    def last_reasons(self, unit: Unit) -> str | None:
        """Age, organisation and period: the reasons every measure ends with."""
        p, age = self.definition.parameters, self.people.age(unit.person, unit.day)
        if p["age_from"] is not None or p["age_to"] is not None:
            if age is None:
                return "unknown_age"
            if (p["age_from"] is not None and age < p["age_from"]) or (p["age_to"] is not None and age > p["age_to"]):
                return "age"
        return None

    def place(self, unit: Unit) -> Unit:
        """The unit with its organisation, and the periods it belongs to."""
        if self.definition.parameters["attribution"] != "provider":
            unit.organisation = self.people.home(unit.person, unit.day)
        if unit.periods is None:
            unit.periods = [name for name, first, last in self.shown if first <= unit.day <= last]
        return unit

    def add(self, unit: Unit) -> None:
        """Count the unit, unless age, organisation or period leaves it out."""
        reason = self.last_reasons(unit)
        self.place(unit)
        chosen = self.definition.parameters["organisations"]
        if reason is None and chosen is not None and unit.organisation not in chosen:
            reason = "other_organisation"
        if reason is None and not unit.periods:
            reason = "incomplete_period"
        if reason:
            self.exclude(reason)
        else:
            self.counted += 1
            self.into_cells(unit)

    def into_cells(self, unit: Unit) -> None:
        d = self.definition
        for period in unit.periods:
            whole = {
                "organisation": unit.organisation,
                "unit": unit.unit,
                "period": period,
                "sex": self.people.sex(unit.person),
                "age_group": group(self.people.age(unit.person, unit.day), d.age_groups, d.age_labels),
                "frailty": group(unit.frailty, d.frailty_groups, d.frailty_labels),
            }
            for parts in d.breakdowns:
                self.cells[tuple(value if name in parts else None for name, value in whole.items())].append(unit)

    def population(self) -> None:
        """Those living in each municipality on the last day of each period, as units that count in the denominator only."""
        for person, facts in self.people.facts.items():
            for name, _, last in self.shown:
                born = facts["birth_date"]
                if (born is not None and born > last) or self.people.died(person) <= last:
                    continue
                unit = self.place(Unit(person, last, 0, 1, periods=[name]))
                chosen = self.definition.parameters["organisations"]
                if self.last_reasons(unit) is None and (chosen is None or unit.organisation in chosen):
                    self.into_cells(unit)

    def figures(self, rows_in: int, rejected: Counter, merged: int = 0, set_aside: int = 0) -> Figures:
        """Sums per cell: (numerator, denominator, sum_millionths, persons, status)."""
        cells = {}
        for key, units in self.cells.items():
            denominator = sum(unit.denominator for unit in units)
            if self.definition.result == "mean":
                sums = (None, denominator, sum(unit.millionths for unit in units), len({unit.person for unit in units}))
            else:
                sums = (sum(unit.numerator for unit in units), denominator, None, None)
            cells[key] = (*sums, "value" if denominator else "not_available")
        flow = [("rows_in", None, rows_in)]
        flow += [("rejected", reason, n) for reason, n in sorted(rejected.items()) if n]
        if merged:
            flow.append(("merged", None, merged))
        if set_aside:
            flow.append(("set_aside", None, set_aside))
        flow += [("excluded", reason, self.excluded[reason]) for reason, _ in self.definition.exclusions if self.excluded[reason]]
        flow.append(("counted", None, self.counted))
        return Figures(cells, flow)
