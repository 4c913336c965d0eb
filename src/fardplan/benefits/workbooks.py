"""A calculation as a workbook whose formulas are alive, and back: what is changed there gives the same result as here.

Headings are Swedish in every language: they are the format. No text of anybody's becomes a formula.
"""

import io
from decimal import Decimal

import xlsxwriter
from django.utils.translation import gettext as _

from fardplan.benefits.calculation import BENEFIT, CERTAIN, COST, TIME
from fardplan.kit.nothing import Absence
from fardplan.kit.numbers import NumberError, parse_number
from fardplan.tables.cells import text_of
from fardplan.tables.delimited import fold_header
from fardplan.tables.reader import sheets_in
from fardplan.tables.refusal import Refused

LINES, BASIS, RESULT = "Rader", "Förutsättningar", "Resultat"
HEADINGS = ("Nyckel", "Vad", "Nytta eller kostnad", "Slag", "Vem", "Enhet", "Månadslön", "Timkostnad")
SIDES = {BENEFIT: "Nytta", COST: "Kostnad"}
KINDS = {CERTAIN: "Säkra kronor", TIME: "Frigjord tid", "quality": "Kvalitet", "environment": "Miljö"}
LOW, HIGH = "{year} lågt", "{year} högt"
VERSION = "Kalkylens version"
MOST_ROWS = 2_000
_FIRST = len(HEADINGS)


class Unreadable(Exception):
    """The workbook cannot be taken in; the text says where and why."""


def _column(place):
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def workbook(calculation, lines, result) -> bytes:
    """An .xlsx with the lines, what they are counted with, and the result as formulas. `lines` are calculation.Line, `result` theirs."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    )
    looks = {
        "head": book.add_format({"bold": True, "text_wrap": True, "bottom": 1, "bg_color": "#E4EEF2"}),
        "bold": book.add_format({"bold": True}),
        "kr": book.add_format({"num_format": "#,##0"}),
        "input": book.add_format({"num_format": "#,##0.##", "bg_color": "#FFF9E5"}),
    }
    sums = book.add_worksheet(RESULT)
    rows = book.add_worksheet(LINES)
    basis = book.add_worksheet(BASIS)
    _basis(basis, calculation, result, looks)
    _lines(rows, lines, result, looks)
    _result(sums, calculation, lines, result, looks)
    book.close()
    return file.getvalue()


def _basis(page, calculation, result, looks):
    page.set_column(0, 0, 44)
    page.write_row(0, 0, ("Kalkyl", calculation.title), looks["head"])
    told = (
        ("Arbetade timmar i månaden", result.basis.hours_per_month),
        ("Påslag för arbetsgivaravgift med mera", result.basis.factor),
        ("Kalkylränta, procent", result.basis.rate),
    )
    for place, (label, value) in enumerate(told, start=1):
        page.write_string(place, 0, label)
        page.write_number(place, 1, float(value))
    page.write_string(5, 0, VERSION)
    page.write_number(5, 1, calculation.version)
    page.write_string(7, 0, "Fyll i de gula cellerna på bladet Rader. Kronor, timmar och kvalitet läggs aldrig ihop.")


def _lines(page, lines, result, looks):
    page.freeze_panes(1, 2)
    page.set_column(1, 1, 44)
    page.set_column(2, 7, 16)
    headings = [*HEADINGS, *(shape.format(year=year) for year in result.years for shape in (LOW, HIGH))]
    for place, heading in enumerate(headings):
        page.write_string(0, place, heading, looks["head"])
    for number, line in enumerate(lines, start=1):
        for place, text in enumerate((line.key, line.title, SIDES[line.side], KINDS[line.kind], line.actor, line.unit)):
            page.write_string(number, place, text)
        if line.kind == TIME:
            if line.salary is None:
                page.write_blank(number, 6, None, looks["input"])
            else:
                page.write_number(number, 6, float(line.salary), looks["input"])
            cost = float(result.basis.hourly_cost(line.salary)) if line.salary else 0
            page.write_formula(number, 7, f"=IF(G{number + 1}=\"\",0,G{number + 1}/'{BASIS}'!$B$2*'{BASIS}'!$B$3)", looks["kr"], cost)
        else:
            page.write_number(number, 7, 0)
        for place, year in enumerate(result.years):
            if year in line.amounts:
                page.write_number(number, _FIRST + 2 * place, float(line.amounts[year].low), looks["input"])
                page.write_number(number, _FIRST + 2 * place + 1, float(line.amounts[year].high), looks["input"])
            else:
                page.write_blank(number, _FIRST + 2 * place, None, looks["input"])
                page.write_blank(number, _FIRST + 2 * place + 1, None, looks["input"])


def _result(page, calculation, lines, result, looks):
    page.set_column(0, 0, 40)
    page.write_string(0, 0, calculation.title, looks["bold"])
    row = 2
    last = len(lines) + 1
    missing = f'SUMPRODUCT(({LINES}!$D$2:$D${last}="{KINDS[TIME]}")*({LINES}!$G$2:$G${last}=""))' if lines else "0"
    for title, account, kind, worth in (
        ("Säkra kronor", result.certain, CERTAIN, False),
        ("Timmar", result.hours, TIME, False),
        ("Timmarna i kronor (läggs inte till säkra kronor)", result.hours, TIME, True),
    ):
        if account.is_empty:
            continue
        counted = result.worth if worth else account
        discounted = kind == CERTAIN or worth
        page.write_string(row, 0, title, looks["bold"])
        heads = [shape.format(year=year) for year in result.years for shape in (LOW, HIGH)]
        heads += ["Summa lågt", "Summa högt", *(["Nuvärde lågt", "Nuvärde högt"] if discounted else [])]
        for place, heading in enumerate(heads, start=1):
            page.write_string(row, place, heading, looks["head"])
        first = row + 1
        for number, actor in enumerate(account.rows, start=first):
            page.write_string(number, 0, actor.actor)
            cached = counted.rows[number - first] if counted else None
            _row(page, number, result, last, kind, worth, missing, cached, discounted, looks)
        number = first + len(account.rows)
        page.write_string(number, 0, "Alla", looks["bold"])
        for place in range(1, len(heads) + 1):
            letter = _column(place)
            value = _cached(counted.all if counted else None, place, len(result.years))
            page.write_formula(number, place, f"=SUM({letter}{first + 1}:{letter}{number})", looks["kr"], value)
        row = number + 2


def _cached(actor_row, place, years):
    if actor_row is None:
        return ""
    values = [
        end
        for net in (*actor_row.years, actor_row.total, *((actor_row.present,) if actor_row.present else ()))
        for end in (net.low, net.high)
    ]
    return float(values[place - 1])


def _row(page, number, result, last, kind, worth, missing, cached, discounted, looks):
    years = len(result.years)

    def part(side, column):
        cost = f"*{LINES}!$H$2:$H${last}" if worth else ""
        return (
            f'SUMPRODUCT(({LINES}!$C$2:$C${last}="{SIDES[side]}")*({LINES}!$D$2:$D${last}="{KINDS[kind]}")'
            f"*({LINES}!$E$2:$E${last}=$A{number + 1})*{LINES}!{column}$2:{column}${last}{cost})"
        )

    def guarded(formula):
        return f'=IF({missing}>0,"",{formula})' if worth else f"={formula}"

    for place in range(years):
        low, high = _column(_FIRST + 2 * place), _column(_FIRST + 2 * place + 1)
        for end, gain, loss in ((0, low, high), (1, high, low)):
            at = 1 + 2 * place + end
            page.write_formula(number, at, guarded(f"{part(BENEFIT, gain)}-{part(COST, loss)}"), looks["kr"], _cached(cached, at, years))
    for end in (0, 1):
        cells = [f"{_column(1 + 2 * place + end)}{number + 1}" for place in range(years)]
        at = 1 + 2 * years + end
        page.write_formula(number, at, guarded("+".join(cells)), looks["kr"], _cached(cached, at, years))
        if discounted:
            worth_now = "+".join(f"{cell}/(1+'{BASIS}'!$B$4/100)^{place}" for place, cell in enumerate(cells))
            page.write_formula(number, at + 2, guarded(worth_now), looks["kr"], _cached(cached, at + 2, years))


# Back in ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def read(path, calculation, keys):
    """(version of the calculation that the workbook was made of or None, what it says of the lines `keys`): dicts of slug, salary,
    salary_absence and amounts, for `services.take_in`. Raises Unreadable with sheet, row and column in words."""
    version, rows = None, None
    try:
        messages = sheets_in(path)
        next(messages)
        for sheet in messages:
            if fold_header(sheet.name) == fold_header(BASIS):
                version = _version(_rows(sheet))
            elif fold_header(sheet.name) == fold_header(LINES):
                rows = _rows(sheet)
    except Refused as error:
        raise Unreadable(_("The file cannot be read. Choose the workbook that was downloaded here, saved as .xlsx.")) from error
    if not rows:
        raise Unreadable(_("There is no sheet “%(sheet)s” in the file.") % {"sheet": LINES})
    return version, list(_told(rows, calculation, set(keys)))


def _rows(sheet):
    found = []
    for batch in sheet.batches:
        found += batch.rows() if hasattr(batch, "rows") else batch
        if len(found) > MOST_ROWS:
            raise Unreadable(_("There are more than %(n)s rows.") % {"n": MOST_ROWS})
    return found


def _version(rows):
    for _number, cells in rows:
        if len(cells) > 1 and fold_header(text_of(cells[0])) == fold_header(VERSION):
            text = text_of(cells[1])
            return int(text) if text.isdecimal() and len(text) < 10 else None
    return None


def _told(rows, calculation, keys):
    (_number, head), *body = rows
    places = {fold_header(text_of(cell)): place for place, cell in enumerate(head)}
    wanted = {name: places.get(fold_header(name)) for name in ("Nyckel", "Månadslön")}
    years = {year: tuple(places.get(fold_header(shape.format(year=year))) for shape in (LOW, HIGH)) for year in calculation.span}
    lacking = [name for name, place in wanted.items() if place is None] + [
        shape.format(year=year) for year, found in years.items() for shape, place in zip((LOW, HIGH), found, strict=True) if place is None
    ]
    if lacking:
        raise Unreadable(_("Columns are missing on the sheet “%(sheet)s”: %(columns)s.") % {"sheet": LINES, "columns": ", ".join(lacking)})
    seen = set()
    for number, cells in body:
        key = text_of(cells[wanted["Nyckel"]]) if wanted["Nyckel"] < len(cells) else ""
        if not key.strip():
            continue
        if key not in keys or key in seen:
            raise Unreadable(
                _("Row %(row)s: “%(key)s” is no line of the calculation, or stands there twice. Lines are added on the page.")
                % {"row": number, "key": key}
            )
        seen.add(key)
        amounts = []
        for year, (low, high) in years.items():
            least, most = (_figure(cells, place, number, head) for place in (low, high))
            if least is None and most is None:
                continue
            if least is None or most is None or least < 0 or most < least:
                raise Unreadable(
                    _("Row %(row)s, %(year)s: give both a low and a high value, the low one first.") % {"row": number, "year": year}
                )
            amounts.append({"year": year, "low": least, "high": most})
        salary = _figure(cells, wanted["Månadslön"], number, head)
        yield {"slug": key, "salary": salary, "salary_absence": "" if salary is not None else Absence.MISSING, "amounts": amounts}


def _figure(cells, place, row, head):
    cell = cells[place] if place < len(cells) else None
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    try:
        if isinstance(cell, str):
            return parse_number(cell)
        if cell[0] in "nu":
            return Decimal(cell[1])
    except NumberError:
        pass
    raise Unreadable(
        _("Row %(row)s, column “%(column)s”: “%(found)s” is not a number.")
        % {"row": row, "column": text_of(head[place]), "found": text_of(cell)[:40]}
    )
