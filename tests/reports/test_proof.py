"""What a text says of itself that cannot all be true. The texts are invented; the documents the rules were made for are read at the end."""

from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from PIL import Image

from fardplan.reports.consistency import Code, Severity
from fardplan.reports.proof import Unreadable, of_text, proofread, read
from fardplan.reports.proof.manuscript import Part
from fardplan.reports.proof.mentions import counts_in, number_in

#: Beside the repository, where the documents are at hand.
SEEDS = next((place for up in Path(__file__).parents if (place := up / "shared" / "seeds").is_dir()), Path("shared"))


def found(text, *codes):
    return [finding for finding in proofread([of_text(text, "Rapport")]) if not codes or finding.code in codes]


def said(finding):
    return [statement.words for statement in finding.statements]


# Reading ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_text_is_headings_paragraphs_items_and_tables_with_their_places():
    made = of_text("## 4.3 Budget\n\nSom framgår.\n- En punkt\n\nTabell 4: Budget 2023\n\nPost\tBelopp\nResor\t20\n", "Rapport")
    assert [passage.part for passage in made.passages] == [Part.HEADING, Part.TEXT, Part.ITEM, Part.CAPTION, Part.ROW, Part.ROW]
    assert made.passages[-1].place == "4.3 Budget, tabell 4, rad 9"
    assert (made.tables[0].head, made.year) == (("Post", "Belopp"), 2023)


@pytest.mark.parametrize("line", ["1.1 Bakgrund\t4", "2. Mål.....7", "Sammanfattning.....3"])
def test_contents_are_left_out(line):
    assert not of_text(f"{line}\n", "Rapport").passages


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1 714", "1714"),
        ("470%", "470"),
        ("94,3 %", "94.3"),
        ("2 286 tkr", "2286"),
        ("−20", "-20"),
        ("70/30", None),
        ("25-okt", None),
        ("Ht 22", None),
        ("", None),
    ],
)
def test_a_cell_is_a_number_or_words(cell, number):
    assert number_in(cell) == (None if number is None else Decimal(number))


def test_one_is_a_count_only_where_something_happened_to_it():
    made = of_text("Av arbetena har ett projekt avslutats och två nya tillkommit. Det är ett bra arbete i en kommun.\n", "Rapport")
    assert [count.number for count in counts_in(made.passages[0])] == [1, 2]


# Rules ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_one_happening_on_two_days():
    (finding,) = found(
        "Rapport 2024\n\nTemadagen hölls 240926 och samlade 120 deltagare.\n\nSeminariet var den 3 maj 2024.\n\n"
        "Tabell 1: Aktiviteter 2024\n\nNamn\tNär\nTemadagen\t25-sep\nSeminarium om sömn\t3 maj\n",
        Code.DAYS,
    )
    assert (finding.severity, finding.difference) == (Severity.CONTRADICTION, "1 dag")
    assert [str(statement.value) for statement in finding.statements] == ["2024-09-26", "2024-09-25"]


def test_a_series_of_seminars_is_no_contradiction():
    assert not found(
        "Tabell 1: 2024\n\nNamn\tNär\nLärseminarium sömn\t3 maj\nLärseminarium kost\t10 maj\nLärseminarium rörelse\t17 maj\n", Code.DAYS
    )


def test_a_version_with_two_dates_and_two_ways_to_write_it():
    findings = found("Direktiv, version 0\\_6, 2024-09-10\n\nVersion\tDatum\tVad\n0.5\t24-09-01\tUtkast\n0.6\t24-09-07\tSlut\n")
    assert [(finding.code, finding.difference) for finding in findings] == [(Code.DAYS, "3 dagar"), (Code.NAMES, "")]


def test_counts_of_one_thing_that_differ():
    (finding,) = found(
        "Under 2024 har ett projekt avslutats och två nya tillkommit.\n\nUnder året har två utvecklingsarbeten avslutats och två nya tillkommit.\n",
        Code.COUNTS,
    )
    assert said(finding) == ["ett projekt avslutats", "två utvecklingsarbeten avslutats"]


def test_a_list_marks_another_number_than_is_said_before_it():
    (finding,) = found(
        "Under året har tre arbeten avslutats:\n\n- Tidigt stöd - avslutat\n- Trygg hemgång – avslutat\n- Vägen in - nytt\n", Code.COUNTS
    )
    assert finding.details == ("2 punkter är märkta så.",)


TABLE = "Tabell 2: Inkluderade arbeten 2024\n\nNamn\tVad\tParter\tLedare\n{rows}"
ROW = "{name}\tAtt pröva{more}\tLinå\tRoll\n"


@pytest.mark.parametrize(
    ("number", "titles"),
    [("Tre", []), ("Fyra", ["Vad tabell 2 räknar upp"])],
)
def test_a_count_and_the_rows_of_the_table_it_is_about(number, titles):
    rows = "".join(ROW.format(name=name, more="") for name in ("Tidigt stöd", "Trygg hemgång", "Vägen in"))
    findings = found(f"{number} arbeten är inkluderade vid årets slut.\n\n{TABLE.format(rows=rows)}", Code.COUNTS)
    assert [finding.title for finding in findings] == titles


def test_what_is_counted_at_the_end_of_the_year_although_it_has_ended():
    rows = "".join(
        ROW.format(name=name, more=more) for name, more in (("Tidigt stöd", ""), ("Trygg hemgång", ". Avslutad HT 2024"), ("Vägen in", ""))
    )
    (finding,) = found(f"Tre arbeten är inkluderade vid årets slut.\n\n{TABLE.format(rows=rows)}", Code.COUNTS)
    assert "Trygg hemgång" in finding.details[0]
    assert finding.severity == Severity.CHECK


def test_how_often_and_the_dated_rows_under_the_same_heading():
    rows = "".join(f"Möte om ämne {number}\t{number} maj\tDigitalt\n" for number in range(3, 8))
    (finding,) = found(f"- Digitala seminarier, 1-2 ggr/månad.\n\nTabell 1: 2024\n\nDigitala seminarier\tDatum\t\n{rows}", Code.COUNTS)
    assert finding.statements[1].value == 5


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ("Lön\t100\nResor\t20\nSumma\t120\n", []),
        ("Lön\t100\nResor\t20\nSumma\t130\n", [Code.SUM]),
        ("Varje kommun får\t1 714\nFörbundet får\t2 286\nMedel till länet\t14 286\n", [Code.SUM]),
        ("Varje kommun får\t1 714\nFörbundet får\t2 286\nMedel till länet\t14 284\n", []),
        ("Utveckling varav\t100\n<i>Kurs</i>\t60\n<i>Resa</i>\t40\nLön\t20\nSumma\t120\n", []),
        ("Utveckling varav\t100\n<i>Kurs</i>\t60\n<i>Resa</i>\t30\nLön\t20\nSumma\t120\n", [Code.PARTS]),
        ("Utveckling varav\t100\n<i>Kurs</i>\t60\n<i>Resa</i>\t50\nLön\t20\nSumma\t130\n", [Code.SUM, Code.PARTS]),
    ],
)
def test_sums_of_a_table(rows, codes):
    findings = found(f"Tabell 1: Budget\n\nPost\tBelopp (tkr)\n{rows}", Code.SUM, Code.PARTS)
    assert {finding.code for finding in findings} == set(codes)


def test_each_municipality_gets_a_rounded_amount():
    (finding,) = found("Post\tBelopp\nVarje kommun får\t1 714\nFörbundet får\t2 286\nMedel till länet\t14 286\n")
    assert (finding.difference, finding.details[0].startswith("7 × 1\u00a0714 + 2\u00a0286 = 14\u00a0284")) == ("2", True)


STAFF = (
    "Tabell 3: Resurser\n\nRoll\tOmfattning\tKommentar\nLedare\t70\t\nSamordnare (3 st.)\t200\t1 vakans\nSumma\t270\t\n\n"
    "Bilaga 1, roller\n\nRoll\tNamn\tOrganisation\tArbetstid\nLedare\tA\tLinå\t70\nSamordnare\tB (tom 1/8)\tLinå\t50\n"
    "Samordnare\tC\tEby\t50 (100 från 1/8)\nSamordnare\tD\tZon\t{last}\nSamordnare\tE\tZon\t50\n"
)


@pytest.mark.parametrize(("last", "count"), [(50, 0), (40, 2)])
def test_the_same_shares_in_two_tables_at_the_end_of_the_year(last, count):
    findings = found(STAFF.format(last=last), Code.STAFFING)
    assert len(findings) == count
    assert all(finding.difference == "10" for finding in findings)
    assert not any(" C" in words or " B" in words for finding in findings for words in said(finding)), "nobody is named"


def test_a_name_that_changed_and_is_used_still():
    findings = found(
        "HälSam (tidigare SocialRåd) leder.\n\nSocialRåd möttes i maj.\n\nI år byter projektlistan namn till utvecklingslista.\n\n"
        "Arbetet står i projektlistan.\n",
        Code.NAMES,
    )
    assert {tuple(said(finding))[1].strip("… ") for finding in findings} == {"SocialRåd möttes i maj.", "Arbetet står i projektlistan."}


@pytest.mark.parametrize(
    "text",
    [
        "HälSam leder.\n\nDet gör Hälsam.\n",
        "Den länsgemensamma planen.\n\nEn läns-gemensam plan.\n",
        "Vår näravårdsamordnare.\n\nVåra närvårdssamordnare.\n",
    ],
)
def test_one_word_in_several_ways(text):
    (finding,) = found(text, Code.NAMES)
    assert len(finding.statements) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Ett utvecklingsarbete.\n\nFlera utvecklingsarbeten.\n",
        "Bilaga 1\n\nBILAGOR\n",
        "Samverkan pågår.\n\nÄven samverkan.\n",
        "Sammanfattning\n\nGruppens sammansättning ändrades.\n",
    ],
)
def test_forms_of_a_word_are_one_way(text):
    assert not found(text, Code.NAMES)


def test_goals_of_two_documents_that_differ_in_a_word():
    first = of_text("- Mitt behov är i fokus och jag är aktiv i min egen vård\n", "Direktiv")
    second = of_text("- Delmål 3, mitt behov är i fokus och jag är delaktig i min egen vård\n", "Rapport")
    (finding,) = proofread([first, second])
    assert [statement.document for statement in finding.statements] == ["Direktiv", "Rapport"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Resurs\tBelopp (kk)\nResor\t20\n", [Code.UNIT]),
        ("Budgeten är 300 kkr.\n", [Code.UNIT]),
        ("Budgeten är 300 tkr.\n", []),
        ("Nöjdheten var 94 %.\n", [Code.BASE]),
        ("Av de svarande var 94 % nöjda.\n", []),
        ("Tabell 1: Roller\n\nSom framgår av tabell 1 och tabell 7.\n", [Code.REFERENCE]),
        ("1. Inledning\n\nSe avsnitt 4.2.\n\n2. Mål\n\nSe avsnitt 1.\n", [Code.REFERENCE]),
    ],
)
def test_small_things(text, codes):
    assert [finding.code for finding in found(text)] == codes


# Files ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_word_document_is_read_with_headings_tables_and_pictures(tmp_path):
    document = Document()
    document.add_heading("4.3 Budget", 1)
    document.add_paragraph("Tabell 4: Budget 2024", style="Caption")
    table = document.add_table(0, 2)
    for cells in (("Post", "Belopp (kk)"), ("Lön", "100"), ("Resor", "20"), ("Summa", "130")):
        row = table.add_row()
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    path = tmp_path / "rapport.docx"
    picture = tmp_path / "p.png"
    Image.new("RGB", (4, 4)).save(picture)
    document.add_picture(str(picture))
    document.save(path)
    findings = proofread([read(path)])
    assert {finding.code for finding in findings} == {Code.SUM, Code.UNIT, Code.ALT}
    assert findings[0].statements[0].place.startswith("4.3 Budget, tabell 4")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.docx", b"PK\x03\x04 broken", "går inte att öppna"),
        ("a.pdf", b"%PDF", "varken ett Worddokument"),
        ("a.txt", b"\x00\x01\x02\x03" * 40, "UTF-8"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path, name, content, words):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=words):
        read(path)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the documents themselves are not in the repository")
@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "0-programdirektiv-vasternorrland-2020.txt",
            {(Code.DAYS, "3 dagar"), (Code.SUM, "2"), (Code.UNIT, ""), (Code.NAMES, "")},
        ),
        (
            "1-arsrapport-vasternorrland-2023.txt",
            {
                (Code.DAYS, "1 dag"),
                (Code.COUNTS, ""),
                (Code.STAFFING, "10"),
                (Code.STAFFING, "50"),
                (Code.PARTS, "100\u00a0000"),
                (Code.NAMES, ""),
            },
        ),
    ],
)
def test_the_documents_the_product_comes_from(name, told):
    assert {(finding.code, finding.difference) for finding in proofread([read(SEEDS / name)])} == told
