"""Figures that somebody brings to get a control chart: pasted from a spreadsheet or chosen as a CSV file. Nothing of them is stored."""

import csv
import io
import re

from django.utils.translation import gettext as _

from fardplan import spc
from fardplan.indicators import signals
from fardplan.indicators.drawing import MONTHS
from fardplan.kit.text import fold, looks_like_personal_number
from fardplan.spc import reading, table
from fardplan.spc.series import gather

#: What people call the columns that `spc` calls x, y and n, folded.
CALLED = {
    "x": {"x", "tid", "tidpunkt", "period", "manad", "månad", "datum", "vecka", "år", "ar", "kvartal", "enhet"},
    "y": {"y", "värde", "varde", "antal", "andel", "täljare", "taljare", "utfall"},
    "n": {"n", "nämnare", "namnare", "av", "totalt", "antal totalt"},
}
#: As many characters as can be pasted; a longer series is a matter for the command line.
MOST = 200_000
_MONTH = re.compile(rf"({'|'.join(month[:3] for month in MONTHS)})[a-zå.]*[ -]+(\d{{4}})")


def text_of(raw):
    """The text of a file that somebody chose. Raises spc.SpcError for what is no text."""
    return reading.text_of(raw)


def control(asked):
    """A Control of what stands in `asked`: figures, chart, rules, baseline, direction, target, unit (as OwnChartForm cleans them).

    Raises spc.SpcError, in Swedish, naming row and column where it is one cell's fault.
    """
    text = asked["figures"]
    if looks_like_personal_number(text):
        raise spc.SpcError(
            _("There is what looks like a personal identity number among the figures. No data on individuals may be entered.")
        )
    rows, shift = _renamed(text)
    try:
        found = reading.parse(rows.encode(), [])
        kind = spc.KINDS[asked["kind"]]
        whole = next(iter(found.tables.values()))
        uses_n = kind.denominators or (kind.weighted and found.has_n)
        points = gather(whole if uses_n else whole.without_n(), found.axis)
        how = signals.Asked(asked["rules"], asked["kind"], asked["baseline"])
        target = None if asked["target"] is None else float(asked["target"])
        return signals.drawn(points, how, direction=asked["direction"], target=target, unit=asked["unit"])
    except spc.RowError as fault:
        raise spc.SpcError(_said(fault, shift)) from fault


def points(chart):
    """(columns, rows of text): every plotted point as `fardplan spc --out` writes it."""
    rows = list(table.rows(chart))
    return list(rows[0]), [list(row.values()) for row in rows]


def _renamed(text):
    """(the same rows with headings that spc knows, how many rows its row numbers are too large by).

    Without headings the first column is x, the second y and a third n.
    """
    text = text.strip("\r\n")
    first = text.split("\n", 1)[0]
    separator = max(";\t,", key=first.count)
    lines = list(csv.reader(io.StringIO(text), delimiter=separator))
    if not lines:
        raise spc.SpcError(_("There are no figures. Paste two columns: when, and how much."))
    names = _names([fold(cell).strip() for cell in lines[0]])
    headed = names is not None
    names = names or ["x", "y", "n"]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\n")
    writer.writerow(names)
    at = names.index("x")
    for line in lines[1:] if headed else lines:
        writer.writerow([_time(cell) if place == at else cell for place, cell in enumerate(line)])
    return out.getvalue(), 0 if headed else 1


def _names(headings):
    """spc's names for the headings, or None when the first row is figures. Raises nothing: what is missing, spc says."""
    if any(re.fullmatch(r"[-−]?\d+([.,]\d+)?", cell) for cell in headings[1:]):
        return None
    called = {name: next((at for at, cell in enumerate(headings) if cell in words), None) for name, words in CALLED.items()}
    if called["x"] is None and called["y"] is None:
        return [*"xyn"[: len(headings)], *headings[3:]]
    by_place = {at: name for name, at in called.items() if at is not None}
    return [by_place.get(at, f"({cell})") for at, cell in enumerate(headings)]


def _time(cell):
    """ "jan 2023" and "januari 2023" as 2023-01; other times as they stand."""
    found = _MONTH.fullmatch(cell.strip().casefold())
    return f"{found[2]}-{[month[:3] for month in MONTHS].index(found[1]) + 1:02}" if found else cell


def _said(fault, shift):
    place = []
    if fault.row is not None:
        place.append(_("row %(row)s") % {"row": fault.row - shift})
    if fault.column:
        place.append(_("column %(column)s") % {"column": fault.column})
    return f"{', '.join(place).capitalize()}: {fault}." if place else str(fault)
