"""Sub-reports put together to a longer one: each piece of work once, and where every line came from. Pure: no rows, no clock.

A half-year is compiled from what initiatives have sent for it or for months and quarters in it; a year from its half-years.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any

from fardplan.kit.periods import ReportPeriod


@dataclass(frozen=True)
class SubReport:
    """`about`: what it tells of; `number`: its version; `row`: whatever stands for it where it came from."""

    about: Hashable
    period: ReportPeriod
    number: int
    row: Any


@dataclass(frozen=True)
class Compiled:
    """All that one thing has reported within a period, the oldest first: a report once for each of its periods."""

    about: Hashable
    reports: tuple[SubReport, ...]

    @property
    def first(self):
        return self.reports[0].row

    @property
    def latest(self):
        """What counts: the colour of a year is that of its last report, never a sum of two."""
        return self.reports[-1].row

    @property
    def has_several(self) -> bool:
        return len(self.reports) > 1


def is_within(part: ReportPeriod, whole: ReportPeriod) -> bool:
    return whole.first_day <= part.first_day and part.until_date <= whole.until_date


def compiled(said: Iterable[SubReport], period: ReportPeriod) -> dict[Hashable, Compiled]:
    """{about: what it has reported within `period`}: the number of keys is how many have told, however often each has done so.

    Of several versions for one period the highest counts. A report of a longer period is left out when shorter ones in it tell the same
    time piece by piece, so that nothing is told twice.
    """
    newest: dict[tuple, SubReport] = {}
    for report in said:
        key = (report.about, report.period.code)
        if is_within(report.period, period) and (key not in newest or report.number > newest[key].number):
            newest[key] = report
    grouped: dict[Hashable, list[SubReport]] = {}
    for report in newest.values():
        grouped.setdefault(report.about, []).append(report)
    return {about: Compiled(about, _in_order(reports)) for about, reports in grouped.items()}


def _in_order(reports):
    kept = [row for row in reports if not _is_covered(row.period, [other.period for other in reports if other is not row])]
    return tuple(sorted(kept, key=lambda row: (row.period.until_date, row.period.first_day)))


def _is_covered(period, others):
    """Whether shorter periods among `others` tell every day of this one."""
    reached = period.first_day
    for other in sorted((other for other in others if is_within(other, period)), key=lambda other: other.first_day):
        if other.first_day <= reached:
            reached = max(reached, other.until_date)
    return reached >= period.until_date
