"""Awkward and hostile files, made by code: what somebody sends sooner or later, and what must come of it.

Each case is a name, the file's bytes, and what is expected: a list of (row, indicator, party, period, value) for a file that is read,
or `refused(row, column)` for one that is not; row and column are None where the file itself is the trouble.
"""

import io
import struct
import zipfile
from dataclasses import dataclass
from datetime import date, datetime

import openpyxl

HEAD = ["Indikatorkod", "Indikator", "Organisation", "Period", "Värde", "Enhet", "Kommentar"]
ROW = ["N1", "", "Östra kommun", "2023", "5", "", ""]
GOOD = [(2, "N1", "Östra kommun", "2023", "5")]
CASES = []


@dataclass(frozen=True)
class Refused:
    row: int | None = None
    column: str | None = None
    says: str = ""


refused = Refused


def case(name, content, expected):
    CASES.append((name, content, expected))


def lines(*rows, head=HEAD, delimiter=";", end="\r\n"):
    return end.join(delimiter.join(row) for row in [head, *rows]) + end


def with_value(value, **cells):
    return [cells.get(name, old) for name, old in zip(HEAD, ["N1", "", "Östra kommun", "2023", value, "", ""], strict=True)]


def book(rows, change=lambda sheet, book: None, title="Blad1"):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    change(sheet, workbook)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def mended(content, replace=None, add=None, drop=(), method=zipfile.ZIP_DEFLATED):
    """The workbook with parts changed, added or left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", method) as new:
        for name in old.namelist():
            if name not in drop:
                new.writestr(name, (replace or {}).get(name, lambda data: data)(old.read(name)))
        for name, data in (add or {}).items():
            new.writestr(name, data)
    return out.getvalue()


def sheet_with(cell):
    """A workbook whose value cell is written as `cell`: XML for row 2, column E."""
    plain = book([HEAD, ["N1", None, "Östra kommun", 2023, 5]])
    return mended(plain, {"xl/worksheets/sheet1.xml": lambda data: data.replace(b'<c r="E2" t="n"><v>5</v></c>', cell)})


def value(written, number):
    case(f"value {written!r}", lines(with_value(written)).encode("utf-8-sig"), [(2, "N1", "Östra kommun", "2023", number)])


def bad_value(written, says=""):
    case(f"no value {written!r}", lines(with_value(written)).encode("utf-8-sig"), refused(2, "Värde", says))


# -- numbers ----------------------------------------------------------------------------------------------------------

for written, number in {
    "1 714,5": "1714.5", "1714,50": "1714.5", "1\u00a0714,5": "1714.5", "1\u202f714": "1714", "1\u2009714\u2009285": "1714285", "\u22125,25": "-5.25", "-5": "-5",
    "+5": "5", "0": "0", "-0": "0", "0,000": "0", " 12 ": "12", "94,3 %": "94.3", "94,3%": "94.3", "..": None, ".": None, "x": None, "<5": None, "–": "0", "": None,
    "0,1": "0.1", "123456789012345678": "123456789012345678", "3,141592653589793": "3.141592653589793", "100,00": "100", "uppgift saknas": None,
}.items():  # fmt: skip
    value(written, number)
for written in (
    "1.234", "1714.5", "1,714.5", "1.714,5", "nan", "NaN", "inf", "-inf", "Infinity", "1_000", "１２３", "١٢٣", "1e5", "1,5E+3", "0x10", "007", ",5", "5,", "1 7145", "17 14",
    "5-", "(5)", "--5", "- -5", "-", "—", "5 st", "cirka 5", "5/2", "1:5", "½", "²", "5 kr", "1 714 tkr", "<script>alert(1)</script>", "=1+1", "5\u200b", "1'714", "sant", "#DIV/0!", "fem",
    "<10", "5–6", "٫5", "1,2,3", "9" * 60,
):  # fmt: skip
    bad_value(written)
for written, number in {"1 714 tkr": "1714", "1,7 mnkr": "1700", "500 kr": "0.5", "5 kkr": "5", "12 kk": "12", "3": "3"}.items():
    case(f"money {written}", lines(with_value(written, Indikatorkod="N2")).encode(), [(2, "N2", "Östra kommun", "2023", number)])
case("unit column mnkr", lines(with_value("1,5", Indikatorkod="N2", Enhet="mnkr")).encode(), [(2, "N2", "Östra kommun", "2023", "1500")])
case("unit wrong", lines(with_value("1,5", Enhet="kronor")).encode(), refused(2, "Enhet"))
case("unit procent", lines(with_value("1,5", Enhet="procent")).encode(), [(2, "N1", "Östra kommun", "2023", "1.5")])
case("per cent of a count", lines(with_value("5 %", Indikatorkod="N3")).encode(), refused(2, "Värde"))

# -- periods ----------------------------------------------------------------------------------------------------------

for written, code in {
    "2023": "2023", "2023-Q1": "2023-Q1", "2023-q4": "2023-Q4", "2023-05": "2023-05", "Oktober 2020": "2020-10", "okt 2020": "2020-10", "maj 2023": "2023-05", "kvartal 2 2023": "2023-Q2", "Q3 2023": "2023-Q3",
    "2023-H2": "2023-H2", "2023 H1": "2023-H1", "2023 kv 1": "2023-Q1", " 2023 ": "2023", "2023M05": "2023-05",
}.items():  # fmt: skip
    case(f"period {written}", lines(with_value("5", Period=written)).encode(), [(2, "N1", "Östra kommun", code, "5")])
for written in (
    "23",
    "202",
    "20233",
    "2023-13",
    "2023-Q5",
    "2023-5",
    "230630",
    "2023-06-30",
    "25-okt",
    "Löpande",
    "2022-2023",
    "2022/2023",
    "i år",
    "",
    "２０２３",
    "1023",
    "2023,5",
    "maj-23",
):
    case(f"no period {written!r}", lines(with_value("5", Period=written)).encode(), refused(2, "Period"))

# -- names ------------------------------------------------------------------------------------------------------------

for written in ("östra kommun", "ÖSTRA KOMMUN", " Östra  kommun ", "O\u0308stra kommun", "Östra", "9701", "ostra", "Östra\u00a0kommun"):
    case(f"organisation {written!r}", lines(with_value("5", Organisation=written)).encode(), GOOD)
for written in ("Östrakommun", "Östra komun", "", "Alla", "Region", "<b>Östra</b>"):
    case(f"no organisation {written!r}", lines(with_value("5", Organisation=written)).encode(), refused(2, "Organisation"))
for written in ("N9", "", "Kontinuitet", "N1; DROP TABLE", "Ｎ１"):
    case(f"no indicator {written!r}", lines(with_value("5", Indikatorkod=f'"{written}"')).encode(), refused(2, "Indikatorkod"))
case("name of another indicator", lines(with_value("5", Indikator="Kostnad")).encode(), refused(2, "Indikator"))
case("the same twice", lines(ROW, ROW).encode(), refused(3, "Indikatorkod", "rad 2"))
case("the same twice, written otherwise", lines(ROW, with_value("6", Organisation="9701")).encode(), refused(3, "Indikatorkod", "rad 2"))

# -- personal numbers -------------------------------------------------------------------------------------------------

for written in (
    "19121212-1212", "121212-1212", "191212121212", "1212121212", "121212+1212", "19121272-1210", "ring 121212-1212 nu", "121212 - 1212", "121212–1212", "１２１２１２-１２１２", "850101-1234",
    "19850101 1234", "121212\u200b-1212", "850161-1234", "850101-T123",
):  # fmt: skip
    case(f"personal number {written!r}", lines(with_value("5", Kommentar=written)).encode(), refused(2, "Kommentar", "personnummer"))
case("personal number as a value", lines(with_value("191212121212")).encode(), refused(2, "Värde", "personnummer"))
case(
    "personal number in a column nobody reads",
    lines([*ROW, "121212-1212"], head=[*HEAD, "Pnr"]).encode(),
    refused(2, "Pnr", "personnummer"),
)
case("personal number above the headings", ("Lista 121212-1212;;;;;;\r\n" + lines(ROW)).encode(), refused(1, None, "personnummer"))
case("a number of an organisation", lines(with_value("5", Kommentar="212000-2437")).encode(), GOOD)

# -- text files -------------------------------------------------------------------------------------------------------

plain = lines(with_value("1 714,5", Kommentar="åäö é –"))
for codec in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"):
    case(f"encoding {codec}", plain.encode(codec), [(2, "N1", "Östra kommun", "2023", "1714.5")])
for codec in ("cp850", "mac-roman"):
    case(f"encoding {codec}", plain.replace("é –", "").encode(codec), refused())
case("utf-16 with a mark, big-endian", b"\xfe\xff" + plain.encode("utf-16-be"), [(2, "N1", "Östra kommun", "2023", "1714.5")])
case("tab", lines(with_value("1 714,5"), delimiter="\t").encode("utf-16"), [(2, "N1", "Östra kommun", "2023", "1714.5")])
case("comma, quoted decimals", lines(with_value('"1 714,5"'), delimiter=",").encode(), [(2, "N1", "Östra kommun", "2023", "1714.5")])
case("comma, bare decimals", lines(with_value("54,1"), delimiter=",").encode(), refused(2))
case(
    "comma, bare decimals hidden by a column",
    lines(["N1", "Östra kommun", "2023", "54,1"], head=["Indikatorkod", "Organisation", "Period", "Värde", ""], delimiter=",").encode(),
    refused(2),
)
case(
    "comma, decimals where the comment is",
    lines(
        ["N1", "Östra kommun", "2023", "54", "1"], head=["Indikatorkod", "Organisation", "Period", "Värde", "Kommentar"], delimiter=","
    ).encode(),
    refused(2, "Kommentar"),
)
for end in ("\n", "\r"):
    case(f"line ends {end!r}", lines(ROW, end=end).encode(), GOOD)
case("no end of line", lines(ROW).rstrip().encode(), refused(2) if lines(ROW).rstrip().endswith(";x") else GOOD)
case(
    "empty rows between",
    lines([], ROW, [], with_value("6", Period="2022")).encode(),
    [(3, "N1", "Östra kommun", "2023", "5"), (5, "N1", "Östra kommun", "2022", "6")],
)
case("rows of semicolons", lines(ROW, [""] * 7, [""] * 7).encode(), GOOD)
case(
    "a line end in a cell",
    lines(with_value("5", Kommentar='"två\nrader"'), with_value("6", Period="2022")).encode(),
    [*GOOD, (3, "N1", "Östra kommun", "2022", "6")],
)
case("quotation mark never closed", lines(with_value("5", Kommentar='"öppen'), ROW).encode(), refused(2))
case("too few cells", lines(ROW[:5]).encode(), refused(2))
case("too many cells", lines([*ROW, "", "9"]).encode(), refused(2))
case("surplus empty cell", lines([*ROW, ""]).encode(), refused(2))
case("nul", lines(ROW).encode() + b"\0", refused())
case("control character", lines(with_value("5", Kommentar="\x07")).encode(), refused())
case("lost letters", lines(with_value("5", Kommentar="Sundsv\ufffdll")).encode(), refused(2, "Kommentar"))
case("long cell", lines(with_value("5", Kommentar="å" * 40_000)).encode(), refused())
case("long comment", lines(with_value("5", Kommentar="å" * 400)).encode(), refused(2, "Kommentar"))
case("empty", b"", refused())
case("only a mark", b"\xef\xbb\xbf", refused())
case("only blanks", b" \r\n\r\n", refused())
case("only headings", lines().encode(), refused())
case("no headings", b"N1;;Region;2023;5;;\r\n", refused())
case("a missing heading", lines(["N1", "2023", "5"], head=["Indikatorkod", "Period", "Värde"]).encode(), refused(None, "Organisation"))
case("headings twice", lines([*ROW, "6"], head=[*HEAD, "Värde"]).encode(), refused(1, "Värde"))
case(
    "headings in another order",
    lines(["5", "2023", "Östra kommun", "N1"], head=["Värde", "Period", "Organisation", "Indikatorkod"]).encode(),
    GOOD,
)
case("headings in capitals and blanks", lines(ROW, head=[f" {name.upper()} " for name in HEAD]).encode(), GOOD)
case("headings decomposed", lines(ROW, head=[name.replace("ä", "a\u0308") for name in HEAD]).encode(), GOOD)
case("title above", ("Nyckeltal 2023;;;;;;\r\n;;;;;;\r\n" + lines(ROW)).encode(), [(4, *GOOD[0][1:])])
case("extra empty columns", lines([*ROW, "", ""], head=[*HEAD, "", ""]).encode(), GOOD)
case("an extra column", lines([*ROW, "anteckning"], head=[*HEAD, "Intern"]).encode(), GOOD)
case(
    "wide by year",
    lines(["N1", "Östra kommun", "5", "6", "7"], head=["Indikatorkod", "Organisation", "2021", "2022", "2023"]).encode(),
    refused(None, None, "Period"),
)
case("other delimiter", lines(ROW, delimiter="|").encode(), refused())
case("an example row", lines(["Exempel: N1", "", "", "", "", "", ""], ROW).encode(), [(3, *GOOD[0][1:])])
case("a sum at the end", lines(ROW, ["Summa", "", "", "", "5", "", ""]).encode(), refused(3, "Indikatorkod"))
case("formula in the comment", lines(with_value("5", Kommentar="=cmd|'/c calc'!A1")).encode(), GOOD)
case("double encoded", lines(ROW).encode().decode("latin-1").encode(), refused())
case("many mistakes", lines(*[with_value("fel", Period=str(1990 + n)) for n in range(30)]).encode(), refused(2, "Värde"))

# -- other kinds ------------------------------------------------------------------------------------------------------

for name, content in {
    "pdf": b"%PDF-1.7\n", "png": b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "jpeg": b"\xff\xd8\xff\xe0" + b"\0" * 40, "gif": b"GIF89a" + b"\0" * 40, "html": b"<html><table><tr><td>Indikatorkod</td></tr></table>",
    "html with a mark": b"\xef\xbb\xbf<!DOCTYPE html><html>", "html in utf-16": "<html><table>".encode("utf-16"), "xml": b'<?xml version="1.0"?><root/>', "xml spreadsheet": b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
    "json": b'{"rows": []}', "json list": b'[{"a": 1}]', "rtf": b"{\\rtf1}", "gzip": b"\x1f\x8b\x08" + b"\0" * 30, "7z": b"7z\xbc\xaf\x27\x1c" + b"\0" * 30, "rar": b"Rar!\x1a\x07" + b"\0" * 30, "program": b"MZ" + b"\0" * 60, "elf": b"\x7fELF" + b"\0" * 60,
    "sqlite": b"SQLite format 3\0" + b"\0" * 60, "old xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook".encode("utf-16-le"), "password": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
    "word 97": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "random": bytes(range(256)) * 20, "parquet": b"PAR1" + b"\0" * 40,
}.items():  # fmt: skip
    case(f"kind {name}", content, refused())


def zipped(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return out.getvalue()


case("kind ods", zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet", content_dot_xml="<x/>"), refused(says="ods"))
case("kind docx", zipped(**{"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}), refused())
case("kind zip", zipped(a_dot_csv="a;b"), refused(says="zip"))
case("kind xlsb", zipped(**{"[Content_Types].xml": "<x/>", "xl/workbook.bin": "x"}), refused(says="xlsb"))
case("kind empty zip", b"PK\x05\x06" + b"\0" * 18, refused())

# -- workbooks --------------------------------------------------------------------------------------------------------

good_book = book([HEAD, ["N1", None, "Östra kommun", 2023, 5]])
case("book", good_book, GOOD)
case("book, everything as text", book([HEAD, ROW]), GOOD)
case("book, decimals", book([HEAD, ["N1", None, "Östra kommun", 2023, 1714.5]]), [(2, "N1", "Östra kommun", "2023", "1714.5")])
case("book, a sum of fractions", book([HEAD, ["N1", None, "Östra kommun", 2023, 0.1 + 0.2]]), [(2, "N1", "Östra kommun", "2023", "0.3")])
case("book, tiny", book([HEAD, ["N1", None, "Östra kommun", 2023, 1e-7]]), [(2, "N1", "Östra kommun", "2023", "0.0000001")])
case(
    "book, large", book([HEAD, ["N1", None, "Östra kommun", 2023, 123456789012345]]), [(2, "N1", "Östra kommun", "2023", "123456789012345")]
)
case("book, more digits than are kept", book([HEAD, ["N1", None, "Östra kommun", 2023, 12345678901234567]]), refused(2, "Värde"))
case("book, negative", book([HEAD, ["N1", None, "Östra kommun", 2023, -2.5]]), [(2, "N1", "Östra kommun", "2023", "-2.5")])
case("book, value is a date", book([HEAD, ["N1", None, "Östra kommun", 2023, date(2023, 5, 1)]]), refused(2, "Värde"))
case("book, value is a moment", book([HEAD, ["N1", None, "Östra kommun", 2023, datetime(2023, 5, 1, 12)]]), refused(2, "Värde"))  # noqa: DTZ001  a workbook knows no zones
case("book, value is true", book([HEAD, ["N1", None, "Östra kommun", 2023, True]]), refused(2, "Värde"))
case("book, value is an error", book([HEAD, ["N1", None, "Östra kommun", 2023, "#N/A"]]), refused(2, "Värde"))
case("book, formula without result", book([HEAD, ["N1", None, "Östra kommun", 2023, "=1+1"]]), refused(2, "Värde"))
case("book, formula with result", sheet_with(b'<c r="E2"><f>2+3</f><v>5</v></c>'), GOOD)
case("book, formula with text", sheet_with(b'<c r="E2" t="str"><f>"5"</f><v>5</v></c>'), GOOD)
case("book, inline text", sheet_with(b'<c r="E2" t="inlineStr"><is><t>5</t></is></c>'), GOOD)
case("book, nan in the file", sheet_with(b'<c r="E2"><v>NaN</v></c>'), refused(2, "Värde"))
case("book, exponent", sheet_with(b'<c r="E2"><v>5E0</v></c>'), GOOD)
case("book, absurd exponent", sheet_with(b'<c r="E2"><v>5E400</v></c>'), refused(2, "Värde"))
case("book, empty value", sheet_with(b'<c r="E2"/>'), [(2, "N1", "Östra kommun", "2023", None)])


def styled(value, code):
    return book([HEAD, ["N1", None, "Östra kommun", 2023, value]], lambda sheet, _book: setattr(sheet["E2"], "number_format", code))


for code in ("0%", "0.0%", "#,##0,", "0.0,,", "yyyy-mm-dd", "mmm-yy", "hh:mm"):
    case(f"book, format {code}", styled(0.943, code), refused(2, "Värde"))
for code in ("0.00", "# ##0", "#,##0", "0.00E+00", "@", "0;[Red]-0", "General"):
    case(f"book, format {code}", styled(5, code), GOOD)
case(
    "book, format says tkr",
    book([HEAD, ["N2", None, "Östra kommun", 2023, 5]], lambda s, b: setattr(s["E2"], "number_format", '# ##0 "tkr"')),
    [(2, "N2", "Östra kommun", "2023", "5")],
)
case(
    "book, format says kr",
    book([HEAD, ["N2", None, "Östra kommun", 2023, 5000]], lambda s, b: setattr(s["E2"], "number_format", '# ##0 "kr"')),
    [(2, "N2", "Östra kommun", "2023", "5")],
)
case("book, period is a day", book([HEAD, ["N1", None, "Östra kommun", date(2023, 5, 17), 5]]), refused(2, "Period"))
case(
    "book, period shown as month",
    book([HEAD, ["N1", None, "Östra kommun", date(2023, 5, 1), 5]], lambda s, b: setattr(s["D2"], "number_format", "yyyy-mm")),
    [(2, "N1", "Östra kommun", "2023-05", "5")],
)
case("book, period with decimals", book([HEAD, ["N1", None, "Östra kommun", 2023.5, 5]]), refused(2, "Period"))
case(
    "book, hidden row", book([HEAD, ["N1", None, "Östra kommun", 2023, 5]], lambda s, b: setattr(s.row_dimensions[2], "hidden", True)), GOOD
)
case(
    "book, merged",
    book([HEAD, ["N1", None, "Östra kommun", 2023, 5], [None, None, None, 2022, 6]], lambda s, b: s.merge_cells("A2:A3")),
    refused(2),
)
case(
    "book, merged title",
    book([["Rubrik"], HEAD, ["N1", None, "Östra kommun", 2023, 5]], lambda s, b: s.merge_cells("A1:G1")),
    [(3, *GOOD[0][1:])],
)
case(
    "book, two sheets",
    book([HEAD, ["N1", None, "Östra kommun", 2023, 5]], lambda s, b: b.create_sheet("Anteckningar").append(["bara text"])),
    GOOD,
)
case(
    "book, two sheets with headings",
    book([HEAD, ["N1", None, "Östra kommun", 2023, 5]], lambda s, b: b.create_sheet("Två").append(HEAD)),
    refused(1),
)
case(
    "book, headings on a hidden sheet",
    book([["text"]], lambda s, b: (b.create_sheet("Dolt").append(HEAD), setattr(b["Dolt"], "sheet_state", "hidden"))),
    refused(),
)
case("book, no cells", book([]), refused())
case("book, far away", book([HEAD, ["N1", None, "Östra kommun", 2023, 5]], lambda s, b: s.cell(3, 16384, "x")), refused(3))
case(
    "book, personal number as a number", book([HEAD, ["N1", None, "Östra kommun", 2023, 191212121212]]), refused(2, "Värde", "personnummer")
)
case(
    "book, personal number on another sheet",
    book([HEAD, ["N1", None, "Östra kommun", 2023, 5]], lambda s, b: b.create_sheet("Annat").append(["121212-1212"])),
    refused(1, None, "personnummer"),
)
case(
    "book, rich text",
    mended(
        good_book,
        {"xl/worksheets/sheet1.xml": lambda d: d.replace(b"<t>&#214;stra kommun</t>", b"<r><t>&#214;stra </t></r><r><t>kommun</t></r>")},
    ),
    GOOD,
)
case("book, lying dimension", mended(good_book, {"xl/worksheets/sheet1.xml": lambda d: d.replace(b'ref="A1:G2"', b'ref="A1:A1"')}), GOOD)
case(
    "book, absurd reference",
    mended(
        good_book, {"xl/worksheets/sheet1.xml": lambda d: d.replace(b'<row r="2"', b'<row r="99999999"').replace(b'2" t', b'99999999" t')}
    ),
    refused(),
)
case(
    "book, row out of order", mended(good_book, {"xl/worksheets/sheet1.xml": lambda d: d.replace(b'<row r="2"', b'<row r="1"')}), refused()
)
case("book, column beyond the last", sheet_with(b'<c r="ZZZ2"><v>5</v></c>'), refused())
case("book, shared text that is not there", sheet_with(b'<c r="E2" t="s"><v>99999</v></c>'), refused())
case("book, macros", mended(good_book, add={"xl/vbaProject.bin": b"x"}), refused(says="makro"))
case(
    "book, macros by type",
    mended(good_book, {"[Content_Types].xml": lambda d: d.replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")}),
    refused(says="makro"),
)
case("book, doctype", mended(good_book, {"xl/worksheets/sheet1.xml": lambda d: b'<!DOCTYPE x [<!ENTITY a "b">]>' + d}), refused(says="DTD"))
case(
    "book, entities",
    mended(good_book, add={"xl/sharedStrings.xml": b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst/>'}),
    refused(says="DTD"),
)
case(
    "book, other encoding of parts",
    mended(good_book, {"xl/worksheets/sheet1.xml": lambda d: '<?xml version="1.0" encoding="UTF-16"?><worksheet/>'.encode("utf-16")}),
    refused(),
)
case("book, link to another file", mended(good_book, add={"xl/externalLinks/externalLink1.xml": b"<x/>"}), refused(says="länk"))
case(
    "book, external relation",
    mended(
        good_book,
        add={
            "xl/worksheets/_rels/sheet1.xml.rels": b'<Relationships><Relationship Id="a" Type="x/oleObject" Target="file:///etc/passwd" TargetMode="External"/></Relationships>'
        },
    ),
    refused(says="länk"),
)
case("book, connection", mended(good_book, add={"xl/connections.xml": b"<x/>"}), refused())
case("book, broken XML", mended(good_book, {"xl/worksheets/sheet1.xml": lambda d: d[:-40]}), refused(says="skadad"))
case("book, sheet missing", mended(good_book, drop=("xl/worksheets/sheet1.xml",)), refused(says="skadad"))
case("book, cut off", good_book[:-200], refused())
case("book, half", good_book[: len(good_book) // 2], refused())
case("book, unsafe name", mended(good_book, add={"../../etc/passwd": b"x"}), refused())
case("book, bzip2", mended(good_book, method=zipfile.ZIP_BZIP2), refused())
case("book, bomb", mended(good_book, add={"xl/media/x.bin": b"\0" * 310_000_000}), refused(says="växer"))
case(
    "book, a million cells of nothing",
    mended(
        good_book,
        {
            "xl/worksheets/sheet1.xml": lambda d: d.replace(
                b"</sheetData>", b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in range(3, 200_000)) + b"</sheetData>"
            )
        },
    ),
    GOOD,
)


def encrypted():
    """The flag of an encrypted part, in both headers."""
    content = bytearray(good_book)
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := content.find(signature, place + 1)) >= 0:
            content[place + at] |= 1
    return bytes(content)


def overlapping():
    """The directory's second entry points to the first part's bytes."""
    content = bytearray(good_book)
    first = content.find(b"PK\x01\x02")
    second = content.find(b"PK\x01\x02", first + 4)
    content[second + 42 : second + 46] = struct.pack("<I", struct.unpack("<I", content[first + 42 : first + 46])[0])
    return bytes(content)


def lying_size():
    content = bytearray(good_book)
    place = content.find(b"PK\x01\x02")
    content[place + 24 : place + 28] = struct.pack("<I", 10)
    return bytes(content)


def twice():
    out = io.BytesIO(good_book)
    import warnings

    with warnings.catch_warnings(), zipfile.ZipFile(out, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("xl/worksheets/sheet1.xml", b"<x/>")
    return out.getvalue()


case("book, encrypted parts", encrypted(), refused())
case("book, parts on top of each other", overlapping(), refused())
case("book, a size that lies", lying_size(), refused())
case("book, a part twice", twice(), refused())
