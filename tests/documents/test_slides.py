"""Which slides a document becomes. Measured before drawn: nothing is taller than its place."""

import pytest

from fardplan.documents import blocks as b
from fardplan.documents import slides as planning
from fardplan.documents.paper import Run, prepared
from fardplan.documents.slide_tables import MOST_SLIDES, divided
from fardplan.documents.slides import LONGEST_MESSAGE, MOST_TEXT_SLIDES, Room, slides

from . import sample

ROOM = Room()
LONG = "Vi har provat det nya arbetssättet i fyra kommuner och sett att det håller. "


def of(*blocks, **changes):
    return slides(prepared(sample.document(sections=[b.section("s", "Läget", list(blocks))], **changes)))


def kinds(found):
    return [slide.kind for slide in found]


def test_a_report_begins_with_its_title_and_ends_with_where_it_comes_from():
    found = slides(prepared(sample.document()))
    assert kinds(found)[:2] == ["title", "contents"]
    assert found[0].title == "Årsrapport 2023"
    assert found[0].over == "Program God och nära vård i Solbacka"
    assert "6 Slutord" in [point.text for point in found[1].points]
    assert found[-1].kind == "end"
    assert "Fastställd 31 januari 2024 · version 1.0" in [point.text for point in found[-1].points]


def test_a_chapter_without_text_of_its_own_shows_what_is_in_it():
    chapter = next(slide for slide in slides(prepared(sample.document())) if slide.kind == "section")
    assert chapter.title == "4 Verksamhetsberättelse 2023"
    assert [point.text for point in chapter.points] == ["4.1 Aktiviteter", "4.2 Organisation", "4.3 Budget och utfall", "4.4 Trender 2023"]


def test_a_paragraph_gives_its_first_sentence_and_is_read_whole_in_the_notes():
    slide = of(b.text("Sju av åtta parter är klara, t.ex. Ekby. Den åttonde är klar i maj."))[1]
    assert [point.text for point in slide.points] == ["Sju av åtta parter är klara, t.ex. Ekby."]
    assert "Den åttonde är klar i maj." in slide.notes


def test_the_notes_say_where_figures_come_from():
    slide = of(b.text("Vi använde ", b.run("5 938 000 kr", ref="budget.outturn"), "."))[1]
    assert slide.notes.endswith("Siffror ur registret: budget.outturn")


def test_one_sentence_becomes_the_heading_over_what_shows_it():
    title, table, _end = of(b.text("Sju av åtta är klara."), sample.posts())
    assert (table.kind, table.title, table.over) == ("table", "Sju av åtta är klara.", "1 Läget")
    assert table.foot.startswith("Tabell 1. Programkontoret 2023, procent av heltid.")
    assert title.kind == "title"
    assert kinds(of(b.text("x" * (LONGEST_MESSAGE + 1)), sample.posts())) == ["title", "text", "table", "end"]


def test_a_long_item_gives_its_first_sentence_and_nothing_follows_what_is_cut():
    long = b.run("Ett långt ord " * 30)
    slide = of(b.bullets([LONG * 4], [long, "."], "Kort."))[1]
    assert slide.points[0].text == LONG.strip()
    assert slide.points[1].text.endswith("…")
    assert slide.points[2].text == "Kort."


def test_a_heading_begins_a_slide_of_its_own():
    found = of(b.text("Ett."), b.heading("Nästa steg"), b.text("Två."))
    assert [(slide.title, slide.over) for slide in found[1:-1]] == [("1 Läget", "Årsrapport 2023"), ("Nästa steg", "1 Läget")]


def test_a_figure_is_followed_by_its_values():
    found = of(sample.columns_figure())
    assert kinds(found) == ["title", "figure", "table", "end"]
    assert found[1].figure.alt
    assert [cell.text for cell in found[2].table.rows[2].cells] == ["2021", "uppgift saknas"]


def test_a_tagged_note_follows_what_it_is_about():
    assert of(b.text("Ett."), b.note("Siffrorna är påhittade.", "Påhittat exempel"))[1].foot == "Påhittat exempel: Siffrorna är påhittade."


@pytest.mark.parametrize("count", [1, 5, 12, 40])
def test_points_are_divided_and_never_taller_than_their_place(count):
    found = [slide for slide in of(b.bullets(*[f"{number}. {LONG * 2}" for number in range(count)])) if slide.kind == "text"]
    for slide in found:
        assert sum(planning.height(point, slide.size, ROOM.width) for point in slide.points) <= ROOM.height
    assert len(found) <= MOST_TEXT_SLIDES
    shown = sum(len(slide.points) for slide in found)
    assert shown == count or found[-1].foot == "Resten står i anteckningarna."
    assert f"{count - 1}. {LONG.strip()}" in found[0].notes


@pytest.mark.parametrize("rows", [0, 1, 9, 23, 60])
def test_a_table_is_divided_between_its_rows_and_its_sum_is_last(rows):
    columns = [b.column("a", "Arbete"), b.column("n", "Kronor", "money")]
    block = b.table("t", "T", columns, [{"a": LONG * (number % 3 + 1), "n": number} for number in range(rows)], total={"n": 1})
    table = prepared(sample.document(sections=[b.section("s", "S", [block])])).sections[0].blocks[0]
    parts, left = divided(table, ROOM.width, ROOM.height)
    assert all(sum(part.heights) <= ROOM.height for part in parts)
    assert sum(len(part.rows) for part in parts) + left == rows
    assert [part.total is not None for part in parts] == [False] * (len(parts) - 1) + [True]
    assert all(part.columns == table.columns for part in parts)


def test_a_table_too_long_for_slides_says_how_much_is_left():
    block = b.table("t", "T", [b.column("a", "A")], [{"a": f"rad {number}"} for number in range(990)])
    found = [slide for slide in of(block) if slide.kind == "table"]
    assert len(found) == MOST_SLIDES
    shown = sum(len(slide.table.rows) for slide in found)
    assert found[-1].foot.startswith(f"{990 - shown} rader till står i dokumentet")


def test_a_table_too_wide_is_divided_with_its_first_column_on_every_slide():
    columns = [b.column(f"k{n}", f"Mycket lång kolumnrubrik {n}") for n in range(14)]
    block = b.table("t", "T", columns, [{f"k{n}": f"Sammanhangsberoende {n}" for n in range(14)}])
    found = [slide.table for slide in of(block) if slide.kind == "table"]
    assert len(found) > 1
    assert {part.columns[0].title for part in found} == {"Mycket lång kolumnrubrik 0"}
    assert [column.title for part in found for column in part.columns[1:]] == [f"Mycket lång kolumnrubrik {n}" for n in range(1, 14)]


def test_a_cell_too_tall_is_shortened_and_read_whole_in_the_notes():
    text = LONG * 60 + "Sist."
    slide = next(
        slide for slide in of(b.table("t", "T", [b.column("a", "A"), b.column("b", "B")], [{"a": "Ekby", "b": text}])) if slide.table
    )
    assert slide.table.rows[0].cells[1].text.endswith("…")
    assert text in slide.notes


def test_lines_are_counted_word_by_word_and_a_word_wider_than_the_line_is_broken():
    assert planning.lines("kort", 20, 100) == 1
    assert planning.lines("x" * 400, 20, 100) > 10
    assert planning.lines(LONG * 3, 20, 100) > planning.lines(LONG, 20, 100) > 1


def test_a_text_without_end_is_cut_with_a_word():
    slide = of(b.text("ordet " * 50_000))[1]
    assert slide.points[0].text.endswith("…")
    assert len(slide.notes) < planning.LONGEST_NOTES + 100
    assert slide.notes.endswith("Hela texten står i dokumentet.")
    assert isinstance(slide.points[0].runs[0], Run)
