"""Files out: the one writer of workbooks and csv files, row by row. What it gives, the import takes; no text of anybody's becomes a formula."""

import csv
import io
import re
import tempfile
from datetime import date
from decimal import Decimal

import xlsxwriter
from django.utils.translation import gettext as _

from fardplan.imports.figures import exact_text, guarded
from fardplan.kit.numbers import MINUS

DIGITS = 15  # what a spreadsheet keeps of a number
LISTED = 10_000
HELP, LISTS = "Hjälp", "Listor"


def workbook(columns, rows, *, sheet, lists=None, example=None, path=None):
    """Write a workbook and return the open file, at its beginning. Streams: memory does not grow with the number of rows.

    `lists` {column key: allowed words} become choices in the cells; `example` is a row that the import passes over.
    """
    file = open(path, "w+b") if path else tempfile.TemporaryFile()
    book = xlsxwriter.Workbook(
        file,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
            "default_date_format": "yyyy-mm-dd",
        },
    )
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E4EEF2"})
    needed = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#C9DEE7"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    faint = book.add_format({"italic": True, "font_color": "#5A6B73"})
    page = book.add_worksheet(re.sub(r"[\[\]:*?/\\]+", "", sheet)[:31])  # what a sheet may not be called
    page.freeze_panes(1, 0)
    lists = {key: words[:LISTED] for key, words in (lists or {}).items() if words}
    for place, column in enumerate(columns):
        page.set_column(place, place, column.width)
    page.autofilter(0, 0, 0, len(columns) - 1)
    for place, column in enumerate(columns):
        page.write_string(0, place, column.heading, needed if column.required else head)
    last = 0
    for place, cell in enumerate(example or ()):
        last = 1
        _write(page, last, place, cell, faint, faint)
    for row in rows:
        last += 1
        for place, cell in enumerate(row):
            _write(page, last, place, cell, None, day)
    _help(book, columns, lists)
    _choices(book, page, columns, lists, max(last + 500, 1_000))
    book.close()
    file.seek(0)
    return file


def _write(page, number, place, cell, plain, day):
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        page.write_string(number, place, cell, plain)
    elif isinstance(cell, date):
        page.write_datetime(number, place, cell, day)
    elif isinstance(cell, Decimal) and len(cell.normalize().as_tuple().digits) > DIGITS:
        page.write_string(number, place, in_text(cell), plain)
    else:
        page.write_number(number, place, cell, plain)


def _help(book, columns, lists):
    page = book.add_worksheet(HELP)
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    page.set_column(0, 0, 28)
    page.set_column(1, 1, 12)
    page.set_column(2, 2, 80)
    for place, heading in enumerate((_("Column"), _("Needed"), _("What stands in it"))):
        page.write_string(0, place, str(heading), bold)
    for number, column in enumerate(columns, 1):
        page.write_string(number, 0, column.heading, wrapped)
        page.write_string(number, 1, str(_("yes") if column.required else _("no")), wrapped)
        words = column.help
        if column.key in lists:
            some = ", ".join(lists[column.key][:30])
            words = f"{words} {some}{' …' if len(lists[column.key]) > 30 else ''}".strip()
        page.write_string(number, 2, words[:2_000], wrapped)
    for number, words in enumerate(_rules(), len(columns) + 2):
        page.write_string(number, 0, str(words))


def _rules():
    return (
        _("One row for each thing. Rows that you do not change may stay: they are read as “no change”."),
        _("Numbers with a decimal comma: 1 714,5. Four signs say why there is none: .. missing, . not applicable, x withheld, – nought."),
        _("Never write personal identity numbers. A file with one is not read."),
    )


def _choices(book, page, columns, lists, last):
    if not lists:
        return
    sheet = book.add_worksheet(LISTS)
    sheet.hide()
    chosen = [(place, column) for place, column in enumerate(columns) if column.key in lists]
    for number in range(max(len(words) for words in lists.values())):
        for at, (_place, column) in enumerate(chosen):
            if number < len(lists[column.key]):
                sheet.write_string(number, at, lists[column.key][number])
    for at, (place, column) in enumerate(chosen):
        letter = xlsxwriter.utility.xl_col_to_name(at)
        source = f"={LISTS}!${letter}$1:${letter}${len(lists[column.key])}"
        page.data_validation(
            1,
            place,
            last,
            place,
            {"validate": "list", "source": source, "error_type": "warning", "error_message": str(_("This is not in the list."))},
        )


# -- csv --------------------------------------------------------------------------------------------------------------


def csv_lines(columns, rows):
    """The same table as a csv file that Swedish spreadsheet programs open: BOM, semicolons, decimal comma. Yields bytes."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    buffer.write("\ufeff")
    writer.writerow([column.heading for column in columns])
    for number, row in enumerate(rows):
        writer.writerow([_in_csv(cell) for cell in row])
        if number % 500 == 499:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def _in_csv(cell):
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guarded(cell)
    return cell.isoformat() if isinstance(cell, date) else in_text(Decimal(cell))


def in_text(number):
    """A Decimal in Swedish notation, without spaces: "1714,5"."""
    return exact_text(number).replace(".", ",").replace(MINUS, "-")
