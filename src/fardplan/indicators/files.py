"""An indicator's figures and chart as files: CSV, Excel, SVG and PNG."""

import csv
import io

import xlsxwriter
from django.utils.translation import gettext as _

from fardplan.documents.pdf import svg_to_png
from fardplan.indicators.models import Vintage
from fardplan.indicators.notes import source_line
from fardplan.indicators.reading import lines, series_by_indicator
from fardplan.kit.numbers import format_number
from fardplan.spc.svg_style import STYLE

MORE_STYLE = ".k-lref { fill: none; stroke: #6f6a61; stroke-width: 1.75; stroke-dasharray: 5 4; } .k-pref { fill: #6f6a61; } .k-tgt { fill: #14506b; }"


def rows_of_file(indicator, places, *, pin=None):
    """(columns, rows): every figure that the page rests on, one a row, newest last, for each organisation and sex."""
    columns = [
        _("Indicator code"),
        _("Indicator"),
        _("Organisation"),
        _("Period"),
        _("Sex"),
        _("Value"),
        _("Unit"),
        _("Revised"),
        _("Retrieved"),
    ]
    everyone = [each for each in (places.country, places.county) if each]
    everyone += [each for each in places.parties if places.county is None or each.pk != places.county.pk]
    series = series_by_indicator([indicator])[indicator.pk]
    found = {sex: lines([series], [each.pk for each in everyone], sex=sex, pin=pin.pk if pin else None) for sex in "TKM"}
    days = {}
    keys = {point.vintage_id for by_key in found.values() for points in by_key.values() for point in points}
    for vintage in Vintage.objects.filter(pk__in=keys):
        days[vintage.pk] = vintage.retrieved_at.date()
    rows = [
        (
            indicator.code,
            indicator.full_name,
            each.name,
            point.period,
            sex,
            point.value if point.value is not None else point.why.sign,
            indicator.unit,
            _("yes") if point.is_revised else "",
            days.get(point.vintage_id),
        )
        for each in everyone
        for sex in "TKM"
        for point in found[sex].get((series, each.pk), [])
    ]
    return columns, rows


def as_csv(columns, rows):
    """Semicolons, comma as decimal sign and a byte order mark: opens right in a Swedish spreadsheet. No cell begins a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_plain(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def raw_csv(columns, rows):
    """Points of a chart as `fardplan spc` writes them: comma between, full stop as decimal sign, 17 significant digits."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([f"'{cell}" if cell[:1] in ("=", "+", "@", "\t", "\r") else cell for cell in row] for row in rows)
    return out.getvalue().encode()


def _plain(cell):
    if cell is None:
        return ""
    if hasattr(cell, "isoformat"):
        return cell.isoformat()
    if not isinstance(cell, str):
        decimals = max(-cell.normalize().as_tuple().exponent, 0)
        return format_number(cell, decimals).replace("\u00a0", "").replace("\u2212", "-")
    return f"'{cell}" if cell[:1] in "=+-@\t\r" else cell


def as_xlsx(columns, rows, *, title, source):
    """Typed cells; text is text even when it looks like a formula. Source and title on a sheet of their own."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold, day = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet(_("Figures"))
    sheet.freeze_panes(1, 0)
    for column, (name, width) in enumerate(zip(columns, (14, 50, 26, 10, 6, 14, 16, 10, 12), strict=True)):
        sheet.write_string(0, column, str(name), bold)
        sheet.set_column(column, column, width)
    for at, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if cell is None:
                continue
            if hasattr(cell, "isoformat"):
                sheet.write_datetime(at, column, cell, day)
            elif isinstance(cell, str):
                sheet.write_string(at, column, cell)
            else:
                sheet.write_number(at, column, float(cell))
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    about = book.add_worksheet(_("About"))
    about.set_column(0, 0, 100)
    for at, line in enumerate((title, source)):
        about.write_string(at, 0, line)
    book.close()
    return out.getvalue()


def as_svg(drawing, *, title, under):
    """The chart as a file that stands alone, with its heading, unit and source."""
    from html import escape

    inside = str(drawing)
    start = inside.index(">") + 1
    body = inside[start : inside.rindex("</svg>")]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" lang="sv" viewBox="0 0 820 430" width="820" height="430" role="img" '
        f'aria-label="{escape(title, quote=True)}"><title>{escape(title)}</title><style>{STYLE} {MORE_STYLE}</style>'
        f'<rect class="k-sheet" width="820" height="430"/><text class="k-h" x="14" y="26">{escape(title[:95])}</text>'
        f'<text class="k-t" x="14" y="47">{escape(under[0])}</text><g transform="translate(0 56)">{body}</g>'
        f'<text class="k-t" x="14" y="418">{escape(under[1][:120])}</text></svg>\n'
    )


__all__ = ["as_csv", "as_svg", "as_xlsx", "rows_of_file", "source_line", "svg_to_png"]
