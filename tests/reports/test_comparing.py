"""What differs between two documents, and earlier texts that still hold."""

from datetime import UTC, datetime

import pytest

from fardplan.documents import blocks
from fardplan.economy import services as economy
from fardplan.economy.models import BudgetLine
from fardplan.reports import earlier, services, together
from fardplan.reports.comparing import compare
from fardplan.reports.models import Report
from tests.reports.test_pages import hidden, html, post, take, url

AT = datetime(2024, 2, 1, tzinfo=UTC)


def document(*sections):
    return {"schema": 1, "programme": "p", "period": "2023", "sections": list(sections)}


def costs(*rows, words="Vi använde pengarna väl."):
    told = [{"what": what, "used": used} for what, used in rows]
    columns = [blocks.column("what", "Vad"), blocks.column("used", "Utfall", "money", unit="kr")]
    return blocks.section("costs", "Kostnader", [blocks.text(words), blocks.table("costs", "Utfall", columns, told, total={"used": 3})])


def figures(change):
    return [(figure.where, figure.before, figure.now) for figure in change.figures]


def test_figures_are_found_by_where_they_stand():
    (change,) = compare(document(costs(("Resor", 100), ("Lön", 2000))), document(costs(("Lön", 2500), ("Resor", 100))))
    assert change.state == "changed"
    assert figures(change) == [("Utfall: Lön, Utfall, kr", "2\u00a0000", "2\u00a0500")]
    assert not change.has_new_words


def test_rows_that_came_and_went_are_named():
    (change,) = compare(document(costs(("Resor", 100))), document(costs(("Kurser", 100))))
    assert (change.rows_new, change.rows_gone) == (("Utfall: Kurser",), ("Utfall: Resor",))
    assert change.count == 2


def test_words_are_shown_side_by_side():
    (change,) = compare(document(costs(words="Vi använde allt.")), document(costs(words="Vi använde hälften.")))
    assert [piece.text for piece in change.left if piece.differs] == ["allt"]
    assert [piece.text for piece in change.right if piece.differs] == ["hälften"]


def test_a_reference_says_what_it_says_now_whatever_the_period():
    def closing(ref, words):
        return document(blocks.section("closing", "Slut", [blocks.text("Utfall: ", blocks.run(words, ref=ref))]))

    (change,) = compare(closing("budget.outturn@2022", "5 kr"), closing("budget.outturn@2023", "6 kr"), name_of=str.upper)
    assert figures(change) == [("BUDGET.OUTTURN@2023", "5 kr", "6 kr")]


def test_sections_that_are_new_and_gone():
    one, other = blocks.section("a", "A", [blocks.text("x")]), blocks.section("b", "B", [blocks.text("y")])
    assert [(part.id, part.state) for part in compare(document(one), document(other))] == [("b", "new"), ("a", "gone")]
    assert [part.state for part in compare(document(one), document(one))] == ["same"]


def test_what_people_wrote_in_a_table_is_words():
    def own(cell):
        table = blocks.table("text-closing-1", "Tabell", [blocks.column("c0", "Kol")], [{"c0": cell}])
        return document(blocks.section("closing", "Slut", [table]))

    (change,) = compare(own("Före"), own("Efter"))
    assert (change.count, change.has_new_words) == (0, True)


@pytest.fixture
def locked(filled, alva, db):
    """The report of 2023, locked, with two texts."""
    report = services.start_draft(by=alva, programme=filled, period="2023")
    services.write_text(report, by=alva, section="closing", text="Vi använde [[budget.outturn]].")
    services.write_text(report, by=alva, section="portfolio", text="Portföljen växer.")
    for verb in (services.review, services.approve, services.freeze):
        report = verb(report, by=alva, at=AT)
    return report


@pytest.mark.django_db
def test_earlier_texts_are_proposed_marked_and_lose_the_mark_when_changed(locked, filled, alva, logged_in):
    client = logged_in(alva)
    after = services.start_draft(by=alva, programme=filled, period="2024")
    page = html(client.get(url("report_take_over", after.slug)))
    assert "Inget har ändrats i registrets siffror här." in page
    assert "siffror eller rader är andra sedan dess." in page, "the portfolio is another in 2024"
    answer = client.post(
        url("report_take_over", after.slug), {**hidden(client.get(url("report_take_over", after.slug))), "sections": ["closing"]}
    )
    assert answer.status_code == 302
    text = after.texts.get()
    assert (text.section, text.text, text.taken_from) == ("closing", "Vi använde [[budget.outturn]].", locked)
    assert "Texten är som i Årsrapport 2023" in html(client.get(url("report", after.slug)))
    assert "Som i förra rapporten" in html(client.get(url("report_work", after.slug)))
    post(client, url("report_text", after.slug, "closing"), text="Nya ord.")
    text.refresh_from_db()
    assert text.taken_from is None
    assert [row.section for row in earlier.proposals(Report.objects.get(pk=after.pk), alva).rows] == ["portfolio"], (
        "what has a text keeps it"
    )


@pytest.mark.django_db
def test_a_correction_is_a_version_whose_changes_are_seen_side_by_side(locked, filled, alva, bo, logged_in):
    client = logged_in(alva)
    post(client, url("report_correct", locked.slug))
    correction = Report.objects.get(number=2)
    economy.set_outturn(BudgetLine.objects.get(slug="personal"), by=alva, outturn=(590_000, ""))
    services.write_text(correction, by=alva, section="closing", text="Vi använde [[budget.outturn]], rättat.")
    together.file(correction, by=alva, summary="Utfallet för personal är rättat.", reference_number="RS 12")
    take(client, correction, "review", "approve", "freeze")
    page = html(logged_in(bo).get(url("report_versions", correction.slug)))
    for words in ("Version 2", "Version 1", "Utfallet för personal är rättat.", "RS 12"):
        assert words in page
    page = html(logged_in(bo).get(url("report_compared", correction.slug)))
    assert "Budget och utfall, 2023: Personal, Utfall, kr" in page
    assert "580 000" in page
    assert "590 000" in page
    assert '<mark class="fp-differs">, rättat</mark>' in page
    locked.refresh_from_db()
    assert locked.document_text, "the version before stays"


@pytest.mark.django_db
def test_there_may_be_nothing_to_compare_with(filled, alva, logged_in):
    draft = services.start_draft(by=alva, programme=filled, period="2023")
    assert "Det finns inget att jämföra med." in html(logged_in(alva).get(url("report_compared", draft.slug)))
    assert "Det finns ingen låst rapport av det här slaget före den här." in html(logged_in(alva).get(url("report_take_over", draft.slug)))
    assert post(logged_in(alva), url("report_take_over", draft.slug)).status_code == 302, "nothing is taken over, and nothing breaks"
    assert not draft.texts.exclude(taken_from=None).exists()


@pytest.mark.django_db
def test_a_reader_compares_no_draft(locked, filled, alva, bo, logged_in):
    """Neither from the draft nor to it."""
    after = services.start_draft(by=alva, programme=filled, period="2024")
    services.write_text(after, by=alva, section="closing", text="Hemligt ännu.")
    client = logged_in(bo)
    assert client.get(url("report_compared", after.slug)).status_code == 404
    assert "Hemligt" not in html(client.get(f"{url('report_compared', locked.slug)}?med={after.slug}"))
    assert after.slug not in html(client.get(url("report_versions", locked.slug)))
