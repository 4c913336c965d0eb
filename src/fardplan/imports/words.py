"""What `fardplan.tables` refuses, said to people: code -> what is wrong, and what to do."""

from django.utils.translation import gettext_lazy as _

#: code -> (what was expected, what is wrong). Facts are filled in by name.
REFUSALS = {
    "empty": _("The file is empty."),
    "too_big": _("The file is larger than %(megabytes)s MB. Divide it."),
    "pdf": _("This is a PDF. Figures are read from an Excel workbook (.xlsx) or a csv file."),
    "image": _("This is a picture. Figures are read from an Excel workbook (.xlsx) or a csv file."),
    "rtf": _("This is a text document. Figures are read from an Excel workbook (.xlsx) or a csv file."),
    "doc": _("This is a document, not a workbook. Figures are read from an Excel workbook (.xlsx) or a csv file."),
    "ole": _("This is a file of an older program. Save it as an Excel workbook (.xlsx)."),
    "compressed": _("This is a compressed file. Unpack it and choose the workbook inside."),
    "zip": _("This is a zip file without a workbook. Unpack it and choose the workbook inside."),
    "database": _("This is a database file. Figures are read from an Excel workbook (.xlsx) or a csv file."),
    "program": _("This is a program, not a table."),
    "binary": _("This is not a text file, nor a workbook that can be read. Save it as an Excel workbook (.xlsx)."),
    "html": _(
        "This is a web page, even if the name says Excel. Open it in your spreadsheet program and save it as an Excel workbook (.xlsx)."
    ),
    "xml": _("This is an XML file. Figures are read from an Excel workbook (.xlsx) or a csv file."),
    "xml_spreadsheet": _(
        "This is an older XML format of Excel. Open it in your spreadsheet program and save it as an Excel workbook (.xlsx)."
    ),
    "json": _("This is a JSON file. Figures are read from an Excel workbook (.xlsx) or a csv file."),
    "sylk": _("This is an older format (SYLK). Open it in your spreadsheet program and save it as an Excel workbook (.xlsx)."),
    "password": _("The file is protected by a password. Take away the password and save it again."),
    "xls": _("This is the old Excel format (.xls). Open it in your spreadsheet program and save it as an Excel workbook (.xlsx)."),
    "xlsb": _("This is a binary workbook (.xlsb). Open it in your spreadsheet program and save it as an Excel workbook (.xlsx)."),
    "ods": _("This is an OpenDocument workbook (.ods). Open it in your spreadsheet program and save it as an Excel workbook (.xlsx)."),
    "numbers": _("This is a workbook of Numbers. Export it from there as an Excel workbook (.xlsx)."),
    "macros": _("The workbook holds macros. Save it as an Excel workbook without macros (.xlsx)."),
    "external": _("The workbook has links to other files or live connections (%(part)s). Break the links and save it again."),
    "broken_zip": _("The workbook is damaged and cannot be opened. Save it anew in your spreadsheet program."),
    "broken_book": _("The workbook is damaged (%(part)s). Save it anew in your spreadsheet program."),
    "no_sheets": _("The workbook has no sheets with cells."),
    "many_parts": _("The file is not built as a workbook: it has %(number)s parts."),
    "twice_in_zip": _("The file is not built as a workbook: the part %(part)s is there twice."),
    "unsafe_zip": _("The file is not built as a workbook: a part has an unsafe name."),
    "method": _("The file is packed in a way that workbooks are not."),
    "overlap": _("The file is not built as a workbook: its parts lie on top of each other."),
    "bomb": _("The file grows beyond all bounds when it is unpacked, and is not read."),
    "doctype": _("The file holds a document type (DTD), which workbooks do not have. It is not read."),
    "xml_encoding": _("The file's parts are written in an encoding that workbooks do not have. It is not read."),
    "absurd": _("A cell has a place that does not exist: %(found)s. The workbook is damaged."),
    "large": _("The workbook is too large to be read. Save the sheet as a csv file, or divide it."),
    "gave_up": _("The file took too long to read. Save the sheet as a csv file, or divide it."),
    "encoding": _("The file's letters cannot be told for certain. Save it as “CSV UTF-8”, or as an Excel workbook (.xlsx)."),
    "control": _("The file holds a control character (%(found)s) that no table holds. Save it anew."),
    "quotes": _("A quotation mark is opened and never closed, or stands in the middle of a cell."),
    "long_cell": _("A cell is longer than 32 767 characters. Often a quotation mark is missing."),
    "wide": _("The row has %(number)s cells. A table here has a few columns."),
}
EXPECTED = _("an Excel workbook (.xlsx) or a csv file")


def sentence(refused):
    """What to say of a `tables.Refused`."""
    facts = {"part": "", "found": "", "number": "", "megabytes": ""} | refused.facts
    return str(REFUSALS[refused.code]) % facts


def in_kind(kind):
    """“Excel workbook” or “csv file”, for receipts."""
    return str(_("Excel workbook") if kind == "xlsx" else _("csv file"))
