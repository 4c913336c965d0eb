"""More awkward and hostile files: what a fresh pair of eyes thought of. Made as those of `corpus` are, and expected by the rules, by hand."""

import io
import re
import zipfile
from datetime import date, datetime, time

from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from tests.imports.corpus import GOOD, HEAD, ROW, book, good_book, lines, mended, refused, sheet_with, styled, with_value

MORE = []
ONE = ["N1", None, "Östra kommun", 2023, 5]
SHEET = "xl/worksheets/sheet1.xml"


def case(name, content, expected):
    MORE.append((f"+ {name}", content, expected))


def row(value, number=2, code="N1", party="Östra kommun", period="2023"):
    return [(number, code, party, period, value)]


def text(name, expected, **cells):
    """One row of text with the cells given, the rest as in ROW."""
    case(name, lines(with_value(cells.pop("Värde", "5"), **cells)).encode("utf-8-sig"), expected)


def part(name, change, base=good_book):
    return mended(base, {name: change})


def swapped(old, new, name=SHEET, base=good_book):
    """The workbook with a piece of a part's XML written otherwise; the piece must be there."""

    def change(data):
        assert old in data, (old, data)
        return data.replace(old, new)

    return part(name, change, base)


INLINE = re.compile(rb't="inlineStr"><is><t>([^<]*)</t></is></c>')
TEXTS = "xl/sharedStrings.xml"


def shared(content):
    """The workbook as Excel writes it: its texts in a part of their own. What openpyxl writes here has them in the cells."""
    texts = []

    def pointed(found):
        texts.append(found[1])
        return b't="s"><v>%d</v></c>' % (len(texts) - 1)

    content = part(SHEET, lambda data: INLINE.sub(pointed, data), content)
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    related = b'<Relationship Id="rIdT" Type="' + kind + b'" Target="sharedStrings.xml"/></Relationships>'
    content = part("xl/_rels/workbook.xml.rels", lambda data: data.replace(b"</Relationships>", related), content)
    return mended(content, add={TEXTS: b"<sst>" + b"".join(b"<si><t>" + each + b"</t></si>" for each in texts) + b"</sst>"})


OESTRA = b"<t>&#214;stra kommun</t>"

# -- numbers ----------------------------------------------------------------------------------------------------------

for written, number in {
    "1\u2007714,5": "1714.5", "\u00a05\u00a0": "5", "\u22121\u202f714,50": "-1714.5", "- 5": "-5", "12,5\u202f%": "12.5", "12,5 procent": "12.5", "0,50": "0.5", "-0,0": "0",
    "1 234 567,890": "1234567.89", "0,000000000000000001": "0.000000000000000001", "+0,5": "0.5", "999 999 999 999 999 999": "999999999999999999", "Uppgift saknas": None, "SAKNAS": None,
    "ej aktuellt": None, "X": None, "< 5": None, "…": None,
}.items():  # fmt: skip
    text(f"value {written!r}", row(number), Värde=written)
for written in (
    "1.714", "1,714,500", "1 714.5", "1e3", "1E3", "1E+03", "12,5 ‰", "5 procentenheter", "5%%", "%5", "5 kr", "5 dagar", "5*", "5 1)", "(5,0)", "1\u2003714,50,", "1  714", "1\t714", "1\n714", "０,5", "5\u00b2", "Ⅴ",
    "五", "+-5", "5+", "5,", ",5", ".5", "5.", "0,5,", "00", "-00", "01,5", "1 2345", "12 34", "1234 567", "1 714,5 6", "1 714, 5", "5e", "1d", "1f", "0b1", "1j", "true", "None", "null", "NULL", "n/a", "N/A", "#N/A", "#REF!",
    "#VÄRDEFEL!", "#SAKNAS!", "-1.#IND", "ca 5", ">5", "≤5", "≈5", "5 – 6", "5-6", "5/6", "5:30", "2023-05-01", "25-okt", "$5", "5 €", "€5", "5 EUR", "?", "??", "...", "--", "---", "––", "_", "*", "0 (5)", "N1", "=5", "=1+1", "+5+5", "@5", "'5", "\"5\"",
    "5\u202e", "5\u00ad", "\u200e5", "1\u066b5", "1\u060c5", "５", "߅", "१", "𝟓", "5\u0301", "10^3", "5 tusen", "1,5 milj", "mnkr", "kr", "%", "1 714,5 tkr", "sekretess?", "okänt", "..5", ". .", "5..", "x5", "<6", "<4", "< 10",
):  # fmt: skip
    text(f"no value {written!r}", refused(2, "Värde"), Värde='"' + written.replace('"', '""') + '"')
for written, code, number in (
    ("1 714 tkr", "N4", "1714000"), ("1,7 mnkr", "N4", "1700000"), ("1 714 kk", "N4", "1714000"), ("1 714 kkr", "N4", "1714000"), ("500 kr", "N4", "500"), ("1 714 285 kr", "N2", "1714.285"),
    ("2 mdkr", "N4", "2000000000"), ("0,5 tkr", "N2", "0.5"), ("-3 mnkr", "N2", "-3000"), ("\u22123 mnkr", "N2", "-3000"), ("5kr", "N4", "5"), ("5 KR", "N4", "5"), ("12 TKR", "N2", "12"), ("3 kronor", "N4", "3"),
    ("1,5 miljoner kronor", "N4", "1500000"), ("5 mkr", "N4", "5000000"),
):  # fmt: skip
    text(f"money {written} in {code}", row(number, code=code), Värde=written, Indikatorkod=code)
for written, code in (
    ("5 tkr", "N1"),
    ("5 tkr", "N3"),
    ("5 %", "N2"),
    ("5 $", "N4"),
    ("5 euro", "N4"),
    ("5 kr/inv", "N4"),
    ("5 tkr/inv", "N5"),
    ("5 tkr", "N5"),
    ("5 tkr tkr", "N4"),
    ("5 tkr 3", "N4"),
    ("5 t kr 4 öre", "N4"),
    ("1.714 tkr", "N4"),
    ("tkr 5", "N4"),
):
    text(f"no money {written} in {code}", refused(2, "Värde"), Värde=written, Indikatorkod=code)

# -- units ------------------------------------------------------------------------------------------------------------

for unit, code, number in (("tkr", "N4", "5000"), ("kk", "N4", "5000"), ("kkr", "N4", "5000"), ("Mnkr", "N4", "5000000"), ("kr", "N2", "0.005"), (" tkr ", "N2", "5"), ("TKR", "N2", "5"), ("%", "N1", "5"), ("andel (%)", "N1", "5"), ("Antal", "N3", "5"), ("kr/inv", "N5", "5"), ("kronor", "N4", "5")):  # fmt: skip
    text(f"unit {unit!r} for {code}", row(number, code=code), Indikatorkod=code, Enhet=unit)
for unit, code in (
    ("tkr", "N1"),
    ("antal", "N1"),
    ("%", "N3"),
    ("tkr/inv", "N5"),
    ("tkr", "N5"),
    ("euro", "N4"),
    ("promille", "N1"),
    ("%", "N2"),
    ("5", "N4"),
):
    text(f"no unit {unit!r} for {code}", refused(2, "Enhet"), Indikatorkod=code, Enhet=unit)
text("the cell says tkr, the column mnkr, the indicator kr", refused(2, "Enhet"), Indikatorkod="N4", Värde="5 tkr", Enhet="mnkr")
text("the cell says tkr, the column what the indicator has", row("5000", code="N4"), Indikatorkod="N4", Värde="5 tkr", Enhet="kr")
text("an absence with a unit", row(None, code="N4"), Indikatorkod="N4", Värde="..", Enhet="tkr")
text("nought in another unit", row("0", code="N4"), Indikatorkod="N4", Värde="–", Enhet="tkr")
for heading, code, number in (
    ("Värde (tkr)", "N4", "5000"),
    ("Värde, tkr", "N4", "5000"),
    ("Värde tkr", "N2", "5"),
    ("Värde (kk)", "N4", "5000"),
    ("Värde (%)", "N1", "5"),
    ("VÄRDE (Mnkr)", "N2", "5000"),
):
    head = [heading if name == "Värde" else name for name in HEAD]
    case(f"heading {heading} for {code}", lines(with_value("5", Indikatorkod=code), head=head).encode(), row(number, code=code))
head = ["Värde (tkr)" if name == "Värde" else name for name in HEAD]
case("the heading says tkr of a share", lines(with_value("5"), head=head).encode(), refused(2, "Värde (tkr)"))
case(
    "the heading says tkr, the column mnkr",
    lines(with_value("5", Indikatorkod="N4", Enhet="mnkr"), head=head).encode(),
    refused(2, "Enhet"),
)
case("the heading says tkr, the cell mnkr", lines(with_value("5 mnkr", Indikatorkod="N4"), head=head).encode(), refused(2, "Värde (tkr)"))
case(
    "the heading says tkr and so does the column",
    lines(with_value("5", Indikatorkod="N4", Enhet="tkr"), head=head).encode(),
    row("5000", code="N4"),
)

# -- typed cells ------------------------------------------------------------------------------------------------------

for code in ("mm:ss.0", "h:mm:ss.000", "yyyy-mm-dd hh:mm:ss.000", "[h]:mm", "[mm]:ss", "d/m", "dddd", "d mmm", "[$-41D]d mmmm yyyy;@", "yy", "mmmm", "yyyy", "m/d/yy h:mm", "AM/PM", "h AM/PM", "[$-F800]dddd, mmmm dd, yyyy"):  # fmt: skip
    case(f"book, value in the format {code}", styled(45000.5, code), refused(2, "Värde"))
for code in ("0%;-0%", "0;-0%", '0"x"%', "??0%", "# ##0,", '#,##0,"t"', "[>=1000]#,##0,;0", "0.0,,", "[Red]0%", "[$€-2] 0", "$#,##0", '0 "€"', "[$SEK] 0", '# ##0 "kr"', "# ##0 \\k\\r", 'General" kr"', "[$kr-41D] 0", "£0", '0 "tkr"'):  # fmt: skip
    case(f"book, share in the format {code}", styled(5, code), refused(2, "Värde"))
for code in ("#,##0.00", "0.0000", "# ?/?", "##0.0E+0", '0" %"', "0\\%", '0.0" procent"', "000", "0;-0;–", '0;-0;"–"', "[Red]0", "[Blue]-0;[Red]0", '"ca "0', "_-* #,##0.00_-;-* #,##0.00_-", "0_);(0)", "[<=9999999]0;0", "???0"):  # fmt: skip
    case(f"book, number in the format {code}", styled(5, code), GOOD)
for code, held, number in (('# ##0 "tkr"', 5, "5000"), ('# ##0 "kr"', 5, "5"), ("# ##0 \\k\\r", 5, "5"), ("[$kr-41D] #,##0", 5, "5"), ('#,##0.00 "mnkr"', 1.5, "1500000"), ('General" tkr"', 5, "5000"), ("_-* #,##0.00\\ [$kr-41D]_-", 5, "5"), ('0 "miljoner kronor"', 2, "2000000"), ('0 "tusen kronor"', 2, "2000")):  # fmt: skip
    content = book([HEAD, ["N4", *ONE[1:4], held]], lambda s, b, code=code: setattr(s["E2"], "number_format", code))
    case(f"book, kronor in the format {code}", content, row(number, code="N4"))
case(
    "book, euro for kronor",
    book([HEAD, ["N4", *ONE[1:]]], lambda s, b: setattr(s["E2"], "number_format", "[$€-2] #,##0")),
    refused(2, "Värde"),
)
case(
    "book, dollars for kronor",
    book([HEAD, ["N4", *ONE[1:]]], lambda s, b: setattr(s["E2"], "number_format", '"$"#,##0')),
    refused(2, "Värde"),
)
for held in (
    date(2023, 5, 1),
    datetime(2023, 5, 1, 12, 30),  # noqa: DTZ001  a workbook knows no zones
    time(12, 30),
    True,
    False,
    "#N/A",
    "#DIV/0!",
    "#REF!",
    "#VALUE!",
    "#NAME?",
    "#NULL!",
    "#NUM!",
):
    case(f"book, value {held!r}", book([HEAD, [*ONE[:4], held]]), refused(2, "Värde"))
case("book, error in the code", book([HEAD, ["#N/A", *ONE[1:]]]), refused(2, "Indikatorkod"))
case("book, error in the organisation", book([HEAD, ["N1", None, "#REF!", 2023, 5]]), refused(2, "Organisation"))
case("book, error in the period", book([HEAD, ["N1", None, "Östra kommun", "#NUM!", 5]]), refused(2, "Period"))
case("book, error in the comment", book([HEAD, [*ONE, None, "#N/A"]]), refused(2, "Kommentar"))
case("book, formula with the error #DIV/0!", sheet_with(b'<c r="E2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'), refused(2, "Värde"))
case("book, formula that says nothing", sheet_with(b'<c r="E2" t="str"><f>IF(A2="","","")</f><v></v></c>'), row(None))
case("book, formula that says 1 714,5", sheet_with(b'<c r="E2" t="str"><f>"x"</f><v>1 714,5</v></c>'), row("1714.5"))
case("book, formula that says 1714.5", sheet_with(b'<c r="E2" t="str"><f>"x"</f><v>1714.5</v></c>'), refused(2, "Värde"))
case("book, array formula without result", sheet_with(b'<c r="E2"><f t="array" ref="E2:E2">SUM(A1:A2)</f></c>'), refused(2, "Värde"))
case("book, shared formula with a result", sheet_with(b'<c r="E2"><f t="shared" si="0"/><v>5</v></c>'), GOOD)
case("book, formula with true", sheet_with(b'<c r="E2" t="b"><f>1=1</f><v>1</v></c>'), refused(2, "Värde"))
case(
    "book, formula without result in the period",
    swapped(b'<c r="D2" t="n"><v>2023</v></c>', b'<c r="D2"><f>YEAR(A1)</f></c>'),
    refused(2, "Period"),
)
case("book, day by ISO", sheet_with(b'<c r="E2" t="d"><v>2023-05-01T00:00:00Z</v></c>'), refused(2, "Värde"))
for written in (b"1,5", b"0x5", b"Infinity", b"-INF", b"1_000", b"1 000", b"5e", "５".encode(), b"--5", b"1E999", b"1E-999"):
    case(f"book, number written {written!r}", sheet_with(b'<c r="E2"><v>' + written + b"</v></c>"), refused(2, "Värde"))
for written, number in ((b"1714.4999999999998", "1714.5"), (b"0.94299999999999995", "0.943"), (b"1.0000000000000001E-5", "0.00001"), (b"100.0", "100"), (b"-0", "0"), (b"1E2", "100"), (b" 5 ", "5"), (b".5", "0.5"), (b"123456789.123456", "123456789.123456")):  # fmt: skip
    case(f"book, number written {written!r}", sheet_with(b'<c r="E2"><v>' + written + b"</v></c>"), row(number))
case("book, a kind of cell there is not", sheet_with(b'<c r="E2" t="zz"><v>5</v></c>'), refused(2, "Värde"))
case("book, a style there is not", sheet_with(b'<c r="E2" s="77"><v>5</v></c>'), refused())
case("book, text that looks like a number, with blanks", book([HEAD, [*ONE[:4], " 1\u00a0714,5 "]]), row("1714.5"))
case("book, text with a guard", book([HEAD, [*ONE[:4], "'5"]]), refused(2, "Värde"))
case("book, value is blank text", book([HEAD, [*ONE[:4], "   "]]), row(None))
case("book, written line end in a text", sheet_with(b'<c r="E2" t="inlineStr"><is><t>5_x000D_</t></is></c>'), row("5"))
case("book, shared texts", shared(good_book), GOOD)
case(
    "book, shared text in pieces",
    swapped(OESTRA, b"<r><rPr><b/></rPr><t>&#214;stra </t></r><r><t>kommun</t></r>", TEXTS, shared(good_book)),
    GOOD,
)
case(
    "book, shared text in pieces with its pronunciation",
    swapped(OESTRA, OESTRA + b'<rPh sb="0" eb="1"><t>ostra</t></rPh><phoneticPr fontId="1"/>', TEXTS, shared(good_book)),
    GOOD,
)
case("book, inline text in pieces", swapped(OESTRA, b"<r><t>&#214;stra </t></r><r><t>kommun</t></r>"), GOOD)
case("book, shared value with thin blanks", shared(book([HEAD, [*ONE[:4], "\u22121\u2009714,5"]])), row("-1714.5"))
case(
    "book, shared text below nought", swapped(b'<c r="A2" t="s"><v>7</v>', b'<c r="A2" t="s"><v>-1</v>', base=shared(good_book)), refused()
)
case("book, shared text by half", swapped(b'<c r="A2" t="s"><v>7</v>', b'<c r="A2" t="s"><v>7.5</v>', base=shared(good_book)), refused())
case("book, shared text that is empty", swapped(OESTRA, b"<t/>", TEXTS, shared(good_book)), refused(2, "Organisation"))
case("book, two texts in one cell", sheet_with(b'<c r="E2" t="inlineStr"><is><r><t>1</t></r><r><t>5</t></r></is></c>'), row("15"))
case(
    "book, text with its pronunciation",
    sheet_with(b'<c r="E2" t="inlineStr"><is><t>5</t><rPh sb="0" eb="1"><t>9</t></rPh></is></c>'),
    row("5"),
)
case("book, code is a number", book([HEAD, [101, *ONE[1:]]]), row("5", code="101"))
case("book, organisation is a number", book([HEAD, ["N1", None, 9701, 2023, 5]]), GOOD)
case("book, organisation lost its noughts", book([HEAD, ["N1", None, 22, 2023, 5]]), refused(2, "Organisation"))
case("organisation with its noughts", lines(with_value("5", Organisation="0022")).encode(), row("5", party="Region Provlän"))
case("book, period is text", book([HEAD, ["N1", None, "Östra kommun", "2023-Q2", 5]]), row("5", period="2023-Q2"))


def parts_renamed():
    """Texts and styles under names of their own, told by the book's relations."""
    plain = shared(styled(0.943, "0.0%"))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
                data = data.replace(b"styles.xml", b"format.xml").replace(b"sharedStrings.xml", b"texter.xml")
            new.writestr(name.replace("styles.xml", "format.xml").replace("sharedStrings.xml", "texter.xml"), data)
    return out.getvalue()


def folder_in_capitals():
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(styled(0.943, "0.0%"))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name.replace("xl/", "XL/"), old.read(name).replace(b"xl/", b"XL/"))
    return out.getvalue()


case("book, parts under other names", parts_renamed(), refused(2, "Värde"))
case("book, folder in capitals", folder_in_capitals(), refused(2, "Värde"))

# -- periods ----------------------------------------------------------------------------------------------------------

for written, code in {"2023\u2013Q1": "2023-Q1", "kv 1 2023": "2023-Q1", "Kv. 4 2023": "2023-Q4", "2023 Q2": "2023-Q2", "2023Q3": "2023-Q3", "2023K3": "2023-Q3", "OKTOBER 2020": "2020-10", "okt. 2020": "2020-10", "2023 maj": "2023-05", "\u00a02023": "2023", "sept 2023": "2023-09", "Januari\u00a02021": "2021-01"}.items():  # fmt: skip
    text(f"period {written!r}", row("5", period=code), Period=written)
for written in ("HT 2023", "VT 2023", "ht23", "HT-23", "2023-W05", "v. 5 2023", "vecka 5 2023", "2023v5", "2023/24", "2023-24", "2022–2023", "230630", "20-08-05", "2020-08-05", "25 okt", "25-okt 2023", "3 feb.", "Okt-20", "okt 20", "october 2020", "Q1", "kv 1", "2023-Q0", "2023-00", "2023-1", "2023.0", "2 023", "-2023", "+2023", "2023 ", "٢٠٢٣", "1899", "2100", "0", "45000", "2023-05-", "2023--05", "löpande", "tills vidare", "2023?", "ca 2023", "2023*", "år 2023", "helår 2023", "..", "x", "2023;2022", "=2023", "#N/A", "Januari", "13/2023", "05/2023", "2023-Q1-Q2", "T1 2023"):  # fmt: skip
    if written != "2023 ":
        text(f"no period {written!r}", refused(2, "Period"), Period='"' + written + '"')


def period_shown(value, code, change=lambda s, b: None):
    def both(sheet, workbook):
        sheet["D2"].number_format = code
        change(sheet, workbook)

    return book([HEAD, ["N1", None, "Östra kommun", value, 5]], both)


case("book, period shown as a year alone", period_shown(date(2023, 1, 1), "yyyy"), row("5"))
case("book, period shown as a year, a day in May", period_shown(date(2023, 5, 17), "yyyy"), refused(2, "Period"))
case("book, period shown as the month's name alone", period_shown(date(2023, 5, 1), "mmmm"), refused(2, "Period"))
case("book, period shown as a year of two digits", period_shown(date(2023, 1, 1), "yy"), refused(2, "Period"))
for code in ("mmm-yy", "mmm yy", "yyyy-mm", "mmmm yyyy", "[$-41D]mmmm yyyy;@", "[$-41D]mmm/yy;@"):
    case(f"book, month shown {code}", period_shown(date(2023, 5, 1), code), row("5", period="2023-05"))
for code in ("yyyy-mm-dd", "d-mmm", "d/m/yyyy", "dd/mm", "yyyy-mm-dd hh:mm", "hh:mm"):
    case(f"book, day shown {code}", period_shown(date(2023, 5, 1), code), refused(2, "Period"))
case(
    "book, month counted from 1904",
    part("xl/workbook.xml", lambda d: re.sub(rb"<workbookPr[^>]*>", b'<workbookPr date1904="1"/>', d), swapped(b"<v>45047</v>", b"<v>43585</v>", base=period_shown(date(2023, 5, 1), "yyyy-mm"))),
    row("5", period="2023-05"),
)  # fmt: skip
case("book, year as a share", period_shown(2023, "0%"), refused(2, "Period"))
case("book, year that is a date", period_shown(2023, "yyyy-mm-dd"), refused(2, "Period"))
case("book, period in kronor", period_shown(2023, '0 "kr"'), refused(2, "Period"))
case("book, period in the thirteenth month", book([HEAD, ["N1", None, "Östra kommun", "2023-13", 5]]), refused(2, "Period"))

# -- names ------------------------------------------------------------------------------------------------------------

for written, party in (("östra", "Östra kommun"), ("O\u0308STRA KOMMUN", "Östra kommun"), ("Region Provlän", "Region Provlän"), ("region provla\u0308n", "Region Provlän"), ("Väs\u00adtra kommun", "Västra kommun"), ("\ufeffVästra", "Västra kommun"), ("9702", "Västra kommun")):  # fmt: skip
    text(f"organisation {written!r}", row("5", party=party), Organisation=written)
for written in ("Ostra kommun", "Östra stad", "Östra kommuns", "Östra kommun (9701)", "9701 Östra", "9700", "97 01", "Östra, Västra", "Kommun", "Riket", "..", "x", "0", "Östra kommun;", "Ο\u0308stra kommun", "Öѕtra kommun", "Östra\u2028kommun,"):  # fmt: skip
    text(f"no organisation {written!r}", refused(2, "Organisation"), Organisation='"' + written + '"')
for written in ("n1", " N1 ", "N1\u00a0", "\u200bN1"):
    text(f"code {written!r}", GOOD, Indikatorkod=written)
for written in ("N 1", "N01", "N1.", "Ν1", "N1,N2", "%", "..", "'N1", "=N1", "N1 Kontinuitet"):
    text(f"no code {written!r}", refused(2, "Indikatorkod"), Indikatorkod='"' + written + '"')
text("the name alone", refused(2, "Indikatorkod"), Indikatorkod="", Indikator="Kontinuitet")
text("the name in capitals", GOOD, Indikator="KONTINUITET")
case(
    "the same, case apart",
    lines(ROW, with_value("5", Indikatorkod="n1", Organisation="ÖSTRA KOMMUN", Period=" 2023")).encode(),
    refused(3, "Indikatorkod", "rad 2"),
)
case(
    "twice far apart",
    lines(ROW, *[with_value("5", Period=str(1950 + n)) for n in range(60)], ROW).encode(),
    refused(63, "Indikatorkod", "rad 2"),
)
case(
    "twice, the month in two notations",
    lines(with_value("5", Period="maj 2023"), with_value("5", Period="2023-05")).encode(),
    refused(3, "Indikatorkod", "rad 2"),
)
case("a year and its quarter", lines(ROW, with_value("5", Period="2023-Q1")).encode(), [*GOOD, *row("5", 3, period="2023-Q1")])
case("three mistakes in one row", lines(with_value("fem", Indikatorkod="N9", Period="i fjol")).encode(), refused(2, "Period"))

# -- personal numbers -------------------------------------------------------------------------------------------------

for number, written in enumerate((
    "12\u200e1212-1212", "121212\u202a-1212", "12\u00ad1212-1212", "1\ufe0f21212-1212", "12.12.12-1212", "1912-12-12-1212", "1912-12-12 1212", "19 121212 1212", "12 12 12 - 1212", "19121212.1212",
    "121212/1212", "121212_1212", "121212.1212", "121212:1212", "١٢١٢١٢-١٢١٢", "𝟏𝟐𝟏𝟐𝟏𝟐-𝟏𝟐𝟏𝟐", "p121212-1212", "121212-1212x", "(121212-1212)", "121212\n1212", "121212-\n1212", "8 121212-1212 9", "121212\u2212 1212", "1912 12 12 12 12", "121212-12 12",
)):  # fmt: skip
    case(
        f"personal number {number}, {written!a}",
        lines(with_value("5", Kommentar=f'"{written}"')).encode(),
        refused(2, "Kommentar", "personnummer"),
    )
for column in ("Indikatorkod", "Indikator", "Organisation", "Period", "Värde", "Enhet"):
    text(f"personal number in {column}", refused(2, column, "personnummer"), **{column: "19121212-1212"})
for written in ("gäller 2020-01-01 - 2023-12-31", "2023-05-01 kl. 12:30", "dnr SÄS 2023-01307", "0611-801 00", "070-123 45 67", "556036-0793", "2023-01-01–2023-12-31", "bankgiro 5051-6822", "20230101-20231231", "1 714 285 kr"):  # fmt: skip
    text(f"no personal number {written!r}", GOOD, Kommentar=written)
case("personal number in a heading", lines([*ROW, "5"], head=[*HEAD, "121212-1212"]).encode(), refused(1, None, "personnummer"))
case(
    "personal number under the table",
    lines(ROW, ["Källa: 121212-1212", "", "", "", "", "", ""]).encode(),
    refused(3, "Indikatorkod", "personnummer"),
)
case("personal number in a row with too few cells", lines(ROW, ["N1", "121212-1212"]).encode(), refused(3, None, "personnummer"))
case("book, personal number in the sheet's name", book([HEAD, ONE], title="121212-1212"), refused(None, None, "personnummer"))
case(
    "book, personal number in another sheet's name",
    book([HEAD, ONE], lambda s, b: b.create_sheet("Anna 121212-1212").append(["text"])),
    refused(None, None, "personnummer"),
)
case(
    "book, personal number in a note on a cell",
    book([HEAD, ONE], lambda s, b: setattr(s["C2"], "comment", Comment("Ring 121212-1212", "a"))),
    refused(2, "C", "personnummer"),
)
case(
    "book, personal number in the header of the page",
    book([HEAD, ONE], lambda s, b: setattr(s.oddHeader.center, "text", "121212-1212")),
    refused(None, None, "personnummer"),
)
case(
    "book, personal number in the title of the file",
    book([HEAD, ONE], lambda s, b: setattr(b.properties, "title", "121212-1212")),
    refused(None, None, "personnummer"),
)
case(
    "book, personal number in a hidden column",
    book([[*HEAD, "Pnr"], [*ONE, None, None, "191212121212"]], lambda s, b: setattr(s.column_dimensions["H"], "hidden", True)),
    refused(2, "Pnr", "personnummer"),
)
case(
    "book, personal number in a hidden sheet",
    book([HEAD, ONE], lambda s, b: (b.create_sheet("Dolt").append(["x", "121212-1212"]), setattr(b["Dolt"], "sheet_state", "veryHidden"))),
    refused(1, "B", "personnummer"),
)
case(
    "book, personal number split in two texts",
    swapped(OESTRA, b"<r><t>121212</t></r><r><t>-1212</t></r>", TEXTS, shared(good_book)),
    refused(2, "Organisation", "personnummer"),
)
case("book, a note on a cell without any", book([HEAD, ONE], lambda s, b: setattr(s["C2"], "comment", Comment("Ring oss", "a"))), GOOD)

# -- text files -------------------------------------------------------------------------------------------------------

case("a line that says the delimiter", b"sep=;\r\n" + lines(ROW).encode(), row("5", 3))
case("two marks", b"\xef\xbb\xbf\xef\xbb\xbf" + lines(ROW).encode(), GOOD)
case("utf-16 cut in the middle", lines(ROW).encode("utf-16")[:-1], refused())
case("utf-32", lines(ROW).encode("utf-32"), refused())
case("utf-32, big-endian with a mark", b"\x00\x00\xfe\xff" + lines(ROW).encode("utf-32-be"), refused())
case("utf-7", lines(ROW).encode("utf-7"), refused())
case("ebcdic", lines(ROW).encode("cp500"), refused())
case("swedish seven bits", lines(with_value("5")).replace("ä", "{").replace("Ö", "\\").encode(), refused())
case("utf-8 with one row of windows letters", lines(ROW).encode() + "N1;;Västra kommun;2023;5;;\r\n".encode("cp1252"), refused())
case(
    "windows letters with a comment in utf-8",
    lines(ROW).encode("cp1252") + "N1;;V\u00e4stra kommun;2022;5;;".encode("cp1252") + "vårdcentral\r\n".encode(),
    refused(3, "Kommentar"),
)
case("a comment encoded twice", lines(with_value("5", Kommentar="vårdcentral".encode().decode("cp1252"))).encode(), refused(2, "Kommentar"))
case(
    "a text with the currency sign and quotes in windows letters", lines(with_value("5", Kommentar="5 € – ”bra” …")).encode("cp1252"), GOOD
)
case("mac letters, only the last row", lines(ROW).encode("cp1252") + "N1;;Östra kommun;2022;5;;vård\r\n".encode("mac-roman"), refused())
case("control character in row 3", lines(ROW, with_value("5", Period="2022", Kommentar="a\x0bb")).encode(), refused(3))
case("nul in a cell of row 3", lines(ROW, with_value("5", Period="2022", Kommentar="a\0b")).encode(), refused(3))
case("a byte that means nothing in row 3", lines(ROW).encode("cp1252") + b"N1;;\x81stra;2022;5;;\r\n", refused(3))
case("an end of file of old", lines(ROW).encode() + b"\x1a", refused())
case("rows of blanks", lines(ROW, [" "] * 7, ["\t"] * 7).encode(), GOOD)
case("a line of blanks at the end", lines(ROW).encode() + b"   \r\n", GOOD)
case("ends of line doubled", lines(ROW, end="\r\r\n").encode(), row("5", 3))
case("quotes round everything", lines([f'"{cell}"' for cell in ROW], head=[f'"{name}"' for name in HEAD]).encode(), GOOD)
case("each line in quotes", lines([";".join(ROW)], head=['"' + ";".join(HEAD) + '"'], delimiter="\n").encode(), refused())
case("quotes doubled in a cell", lines(with_value("5", Kommentar='"så kallad ""test"""')).encode(), GOOD)
case("a quote after the end of another", lines(with_value("5", Kommentar='"a"b')).encode(), refused(2))
case("a quote never closed in row 3", lines(ROW, with_value("5", Period="2022", Kommentar='"öppen')).encode(), refused(3))
case("semicolon in quotes", lines(with_value("5", Kommentar='"a;b"')).encode(), GOOD)
case("tab with commas in numbers", lines(with_value("54,1"), delimiter="\t").encode(), row("54.1"))
case(
    "comma between, semicolons in the comment",
    lines(with_value('"54,1"', Kommentar="a;b;c;d;e;f;g;h"), delimiter=",").encode(),
    row("54.1"),
)
case("headings with semicolons, rows with commas", (";".join(HEAD) + "\r\n" + ",".join(ROW) + "\r\n").encode(), refused(2))
case("rows of different lengths", lines(ROW, ["N1", "", "Östra kommun"], [*ROW, "x"]).encode(), refused(3))
case("headings again in the middle", lines(ROW, HEAD, with_value("5", Period="2022")).encode(), refused(3, "Indikatorkod"))
case("a heading twice, another case", lines([*ROW, "x"], head=[*HEAD, "PERIOD"]).encode(), refused(1, "PERIOD"))
case("value under two names", lines([*ROW, "6"], head=[*HEAD, "Utfall"]).encode(), refused(1, "Utfall"))
case("headings in row 30", ("text;;;;;;\r\n" * 29 + lines(ROW)).encode(), row("5", 31))
case("a source under the table", lines(ROW, ["Källa: Region Provlän", "", "", "", "", "", ""]).encode(), refused(3, "Indikatorkod"))
case("a sum with an empty code", lines(ROW, ["", "Summa", "", "", "5", "", ""]).encode(), refused(3, "Indikatorkod"))
case("a million empty lines", lines(ROW).encode() + b"\r\n" * 1_000_000, GOOD)
case("a hundred thousand rows of semicolons", lines(ROW).encode() + b";;;;;;\r\n" * 100_000, GOOD)
case("a line of ten million letters", lines(ROW).encode() + b"a" * 10_000_000, refused())
case("ten thousand columns", b";".join(b"K%d" % n for n in range(10_000)), refused())
case("five hundred columns in a row", lines(ROW).encode() + b";" * 500, refused(3))
case("formula in the organisation", lines(with_value("5", Organisation="=HYPERLINK(1)")).encode(), refused(2, "Organisation"))
case("html in the comment", lines(with_value("5", Kommentar="<script>alert(1)</script>")).encode(), GOOD)
case("markup first in a text file", b"<b>" + lines(ROW).encode(), row("5") if False else refused())
for name, content in {"mht": b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "tar": b"a" * 257 + b"ustar\0" + b"\0" * 600, "excel 2": b"\x09\x00\x04\x00\x02\x00\x10\x00" + b"\0" * 40, "excel 5 bare": b"\x09\x08\x08\x00\x00\x05\x05\x00" + b"\0" * 40, "dbase": b"\x03\x7b\x01\x01" + b"\0" * 60, "heic": b"\0\0\0\x18ftypheic" + b"\0" * 20, "nuls": b"\0" * 500, "yaml": b"--- \nrows:\n - 1\n"}.items():  # fmt: skip
    case(f"kind {name}", content, refused())

# -- workbooks --------------------------------------------------------------------------------------------------------


def zipped(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


case("kind Numbers", zipped(**{"Index/Document.iwa": "x", "Metadata/Properties.plist": "x"}), refused(says="Numbers"))
case("kind pages of a jar", zipped(**{"META-INF/MANIFEST.MF": "x"}), refused())
case("kind pptx", zipped(**{"[Content_Types].xml": "<x/>", "ppt/presentation.xml": "<x/>"}), refused())
case("kind ott", zipped(mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": "<x/>"}), refused())
case("book, hidden column without a place", swapped(b"<sheetData>", b'<cols><col hidden="1"/></cols><sheetData>'), GOOD)
case(
    "book, hidden columns beyond the last",
    swapped(b"<sheetData>", b'<cols><col min="1" max="99999999" hidden="1"/></cols><sheetData>'),
    GOOD,
)
case(
    "book, hidden columns the wrong way",
    swapped(b"<sheetData>", b'<cols><col min="9" max="2" hidden="1"/><col min="-4" max="x" hidden="true"/></cols><sheetData>'),
    GOOD,
)
case(
    "book, merged nonsense",
    swapped(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A:A"/><mergeCell ref=""/><mergeCell ref="A0:B0"/></mergeCells>'),
    GOOD,
)
case("book, no sheet by that name", swapped(b"sheet1.xml", b"sheet9.xml", "xl/_rels/workbook.xml.rels"), refused(says="skadad"))
case(
    "book, one part for two sheets",
    swapped(
        b"</sheets>",
        b'<sheet xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" name="Igen" sheetId="9" r:id="rId1"/></sheets>',
        "xl/workbook.xml",
    ),
    refused(1),
)
case("book, row without a number", swapped(b'<row r="2"', b"<row", base=good_book), GOOD)
case("book, cells without places", part(SHEET, lambda d: d.replace(b' r="A2"', b"").replace(b' r="E2"', b"")), GOOD)
case("book, row the wrong number in its cells", swapped(b'r="E2"', b'r="E3"'), refused())
case("book, a cell twice", swapped(b'<c r="E2" t="n"><v>5</v></c>', b'<c r="E2"><v>5</v></c><c r="E2"><v>6</v></c>'), refused())
case("book, a row twice", swapped(b"</sheetData>", b'<row r="2"><c r="A2"><v>5</v></c></row></sheetData>'), refused())
case("book, row nought", swapped(b'<row r="2"', b'<row r="0"'), refused())
case("book, row minus one", swapped(b'<row r="2"', b'<row r="-1"'), refused())
case(
    "book, the last row there is",
    swapped(b"</sheetData>", b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>slut</t></is></c></row></sheetData>'),
    refused(1048576, "Indikatorkod"),
)
case("book, beyond the last row", swapped(b"</sheetData>", b'<row r="1048577"><c r="A1048577"><v>1</v></c></row></sheetData>'), refused())
case(
    "book, filtered",
    book(
        [HEAD, ONE, [*ONE[:3], 2022, 6]],
        lambda s, b: (setattr(s.auto_filter, "ref", "A1:G3"), setattr(s.row_dimensions[3], "hidden", True)),
    ),
    [*GOOD, *row("6", 3, period="2022")],
)
case("book, hidden column", book([HEAD, ONE], lambda s, b: setattr(s.column_dimensions["E"], "hidden", True)), GOOD)
case(
    "book, only sheet hidden deep",
    swapped(b'sheetId="1"', b'sheetId="1" state="veryHidden"', "xl/workbook.xml", book([HEAD, ONE])),
    refused(),
)
case("book, merged beside the table", book([HEAD, ONE, [], [None] * 9 + ["text"]], lambda s, b: s.merge_cells("J4:K5")), GOOD)
case("book, value merged over two rows", book([HEAD, ONE, [*ONE[:3], 2022]], lambda s, b: s.merge_cells("E2:E3")), refused(2, "Värde"))
case(
    "book, organisation merged over two rows",
    book([HEAD, ONE, ["N1", None, None, 2022, 6]], lambda s, b: s.merge_cells("C2:C3")),
    refused(2, "Organisation"),
)
case("book, headings merged in two rows", book([HEAD, [None] * 7, ONE], lambda s, b: s.merge_cells("A1:A2")), refused(1))
case(
    "book, formatted rows that hold nothing",
    book(
        [HEAD, ONE],
        lambda s, b: [setattr(s.cell(n, c), "fill", PatternFill("solid", "FFFF00")) for n in range(3, 400) for c in range(1, 8)] and None,
    ),
    GOOD,
)
case(
    "book, formulas that say nothing in rows below",
    swapped(
        b"</sheetData>",
        b"".join(
            b'<row r="%d"><c r="A%d" t="str"><f>IF(1,"")</f><v></v></c><c r="E%d" t="str"><f>IF(1,"")</f><v></v></c></row>' % (n, n, n)
            for n in range(3, 30)
        )
        + b"</sheetData>",
    ),
    GOOD,
)
case("book, rows of blanks", book([HEAD, ONE, [" ", None, "\u00a0"], [None, "  "]]), GOOD)
case("book, title and empty rows above", book([["Nyckeltal 2023"], [], ["Utskrivet", date(2024, 1, 2)], [], HEAD, ONE]), row("5", 6))
case("book, table not in the first column", book([[], [None, None, *HEAD], [None, None, *ONE]]), row("5", 3))
case("book, a sum at the end", book([HEAD, ONE, ["Summa", None, None, None, 5]]), refused(3, "Indikatorkod"))
case("book, cells beside the table", book([[*HEAD, None, None], [*ONE, None, None, None, None, "=5"]]), GOOD)
case("book, a cell of 40 000 letters", book([HEAD, [*ONE, None, "a" * 30_000]]), refused(2, "Kommentar"))
case(
    "book, a text of ten million letters",
    swapped(OESTRA, b"<t>" + b"a" * 10_000_000 + b"</t>", TEXTS, shared(good_book)),
    refused(2, "Organisation"),
)
case(
    "book, texts without end",
    swapped(b"</sst>", b"<si><t>" + b"b" * 70_000_000 + b"</t></si></sst>", TEXTS, shared(good_book)),
    refused(),
)
case("book, letter that is half", sheet_with(b'<c r="E2" t="inlineStr"><is><t>5_xD800_</t></is></c>'), refused(2, "Värde"))
case(
    "book, letter that is half in the comment",
    swapped(b'<c r="E2" t="n"><v>5</v></c>', b'<c r="E2"><v>5</v></c><c r="G2" t="inlineStr"><is><t>a_xD800_b</t></is></c>'),
    refused(2, "Kommentar"),
)
case("book, link in a cell", book([HEAD, ONE], lambda s, b: setattr(s["C2"], "hyperlink", "https://example.org/")), GOOD)
case("book, path out of the folder", mended(good_book, add={"xl/../../x.xml": b"<x/>"}), refused())
case("book, path from the root", mended(good_book, add={"/etc/x.xml": b"<x/>"}), refused())
case(
    "book, doctype far down in a part",
    mended(good_book, add={"xl/theme/theme9.xml": b"<x>" + b" " * 300_000 + b"<!DOCTYPE x></x>"}),
    refused(says="DTD"),
)
case("book, entity that is not there", swapped(b"<v>5</v>", b"<v>&a;</v>"), refused(says="skadad"))
case("book, a pivot's cache is no harm", mended(good_book, add={"xl/pivotCache/pivotCacheDefinition1.xml": b"<x/>"}), GOOD)
case("book, a sheet of macros", mended(good_book, add={"xl/macrosheets/sheet1.xml": b"<x/>"}), refused(says="makro"))
case("book, something inside it", mended(good_book, add={"xl/embeddings/oleObject1.bin": b"x"}), refused())
case("book, a template", swapped(b"sheet.main+xml", b"template.main+xml", "[Content_Types].xml"), GOOD)
case("book, styles in a circle", part("xl/styles.xml", lambda d: d.replace(b'xfId="0"', b'xfId="9"')), GOOD)
case("book, styles that are broken", part("xl/styles.xml", lambda d: d[: len(d) // 2]), refused(says="skadad"))
case("book, no styles", mended(good_book, drop=("xl/styles.xml",)), refused(says="skadad"))
case("book, bytes after its end", good_book + b"\0" * 30, GOOD)
case("book, bytes before its beginning", b"\0\0" + good_book, refused())
case("book, first kilobyte only", good_book[:1000], refused())
case("book, one byte wrong in a part", good_book[:400] + bytes([good_book[400] ^ 255]) + good_book[401:], refused())
case("book, in a folder of its own", zipped(**{"mapp/bok.xlsx": good_book}), refused(says="zip"))
