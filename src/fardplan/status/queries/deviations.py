"""Reads about deviations."""

from dataclasses import dataclass
from datetime import date

from fardplan.status.models import Deviation

#: The most serious first.
ORDER = {"serious": 0, "considerable": 1, "slight": 2}
SHAPES = {"serious": "bad", "considerable": "warn", "slight": "off"}


@dataclass(frozen=True)
class DeviationRow:
    deviation: Deviation
    days_open: int  # to the day it is shown, or to when it was closed
    latest_note: str
    latest_day: date | None

    @property
    def shape(self):
        return SHAPES[self.deviation.seriousness]

    @property
    def seriousness(self):
        """The word before the colon: the rest explains it in the form."""
        return str(self.deviation.get_seriousness_display()).split(":")[0]


def row_of(deviation, *, on: date, notes=None) -> DeviationRow:
    notes = list(deviation.notes.all()) if notes is None else notes
    latest = notes[-1] if notes else None
    days = ((deviation.closed_date or on) - deviation.reported_date).days
    return DeviationRow(deviation, max(days, 0), latest.text if latest else "", latest.dated if latest else None)


def deviation_rows(programme, *, on: date, state="open", initiative=None) -> list[DeviationRow]:
    """Open deviations, the most serious and then the oldest first; `state` "closed" or "all" for the others. Two queries."""
    found = Deviation.objects.filter(programme=programme).select_related("initiative", "party__organisation").prefetch_related("notes")
    if initiative is not None:
        found = found.filter(initiative=initiative)
    if state != "all":
        found = found.filter(closed_date__isnull=state == "open")
    rows = [row_of(deviation, on=on) for deviation in found]
    return sorted(
        rows, key=lambda row: (not row.deviation.is_open, ORDER[row.deviation.seriousness], row.deviation.reported_date, row.deviation.pk)
    )
