import pytest

from fardplan.documents import blocks as b
from fardplan.documents.paper import Heading, prepared
from fardplan.documents.widths import PORTRAIT, column_widths


def table(columns: list[dict], rows: list[dict], **extra: object):
    block = b.table("t", "T", columns, rows, **extra)
    document = {"schema": 1, "programme": "p", "period": "2023", "sections": [b.section("s", "S", [block])]}
    return prepared(document).sections[0].blocks[0]


@pytest.mark.parametrize(
    "kind, value, text",
    [
        ("text", "Två vakanser", "Två vakanser"),
        ("text", "", "–"),
        ("text", None, "uppgift saknas"),
        ("text", b.nothing("missing"), "uppgift saknas"),
        ("text", b.nothing("not_applicable"), "ej aktuellt"),
        ("money", b.nothing("confidential"), "döljs"),
        ("text", "0046", "0046"),
        ("text", 12, "12"),
        ("number", 0, "0"),
        ("number", "", "uppgift saknas"),
        ("number", "70/30", "70/30"),
        ("percent", "94.3", "94,3\u00a0%"),
        ("money", -219000, "−219\u00a0000"),
        ("date", "2023-10-25", "25\u00a0oktober\u00a02023"),
        ("date", "HT 2023", "HT 2023"),
    ],
)
def test_a_cell_is_never_empty(kind, value, text):
    row = table([b.column("a", "A", kind)], [{"a": value}]).rows[0]
    assert row.cells[0].text == text


@pytest.mark.parametrize(
    "column, head",
    [
        (b.column("a", "Budget", "money", unit="tkr"), "Budget, tkr"),
        (b.column("a", "Budget", "money"), "Budget, kr"),
        (b.column("a", "Andel", "percent", unit="%"), "Andel"),
        (b.column("a", "Antal", "number"), "Antal"),
    ],
)
def test_the_unit_stands_in_the_head(column, head):
    assert table([column], []).columns[0].title == head


def test_varav_rows_say_so_and_are_indented():
    rows = [{"id": "x", "a": "Medel"}, {"id": "y", "part_of": "x", "a": "utbildning"}, {"part_of": "y", "a": "varav resor"}]
    shown = table([b.column("a", "A")], rows).rows
    assert [(row.cells[0].text, row.depth) for row in shown] == [("Medel", 0), ("varav utbildning", 1), ("varav resor", 2)]


def test_the_sum_row_is_stated_not_computed():
    columns = [b.column("a", "A"), b.column("n", "N", "number"), b.column("c", "C")]
    assert [cell.text for cell in table(columns, [], total={"n": 470}).total] == ["Summa", "470", "–"]
    assert table(columns, [{"n": 1}]).total is None
    assert table(columns, [], total={"a": "Summa (avrundat)", "n": None}).total[1].text == "uppgift saknas"


def test_numbering_of_sections_and_depth_of_headings():
    parts = [
        b.section("a", "A", numbered=False),
        b.section("b", "B", [b.heading("djup", 4), b.heading("nästa", 1)]),
        b.section("c", "C", level=3),
        b.section("d", "D", level=2),
        b.section("e", "E"),
    ]
    sections = prepared({"schema": 1, "programme": "p", "period": "2023", "sections": parts}).sections
    assert [(s.number, s.depth) for s in sections] == [("", 1), ("1", 1), ("1.1", 2), ("1.2", 2), ("2", 1)]
    assert sections[1].blocks == (Heading("djup", 2), Heading("nästa", 2))


def test_anchors_are_safe_and_unique():
    parts = [b.section("å ä", "x"), b.section("å-ä", "x"), b.section("<b>", "x")]
    sections = prepared({"schema": 1, "programme": "p", "period": "2023", "sections": parts}).sections
    assert [s.anchor for s in sections] == ["å-ä", "å-ä-2", "b"]


def test_the_title_falls_back_on_kind_and_period():
    bare = {"schema": 1, "programme": "vn", "period": "2023", "sections": []}
    assert prepared(bare).title == "Rapport 2023"
    assert prepared(bare | {"kind": "annual_report"}).title == "Årsrapport 2023"
    assert prepared(bare).programme_name == "vn"


def test_widths_fill_the_page_and_favour_the_long_column():
    rows = [["3 feb.", "Monitorering", "En lång kommentar " * 10]] * 5
    widths = column_widths(["När", "Vad", "Kommentar"], rows, [False, False, False])
    assert sum(widths.columns) == pytest.approx(PORTRAIT, abs=0.1)
    assert widths.columns[2] > 90
    assert not widths.landscape


def test_many_long_columns_turn_the_page():
    heads = [f"Kolumnrubrik{n}" for n in range(12)]
    assert column_widths(heads, [["Kompetensförsörjning"] * 12], [False] * 12).landscape


def test_a_difference_in_the_sum_row_follows_from_the_two_sums():
    columns = [
        b.column("title", "Post"),
        b.column("budget", "Budget", "money"),
        b.column("outturn", "Utfall", "money"),
        b.column("variance", "Avvikelse", "money", signed=True, difference=["outturn", "budget"]),
    ]
    rows = [{"id": "a", "title": "A", "budget": 100, "outturn": 90, "variance": -10}]

    whole = table(columns, rows, total={"budget": 6300000, "outturn": 5938000})
    unknown = table(columns, rows, total={"budget": 6300000, "outturn": None})

    assert whole.total[3].text == "−362\u00a0000"
    assert unknown.total[3].text == "–"
