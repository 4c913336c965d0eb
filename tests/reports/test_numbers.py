"""Numbers in a draft's texts: references, stated figures, marked by a person, or waiting; and what the register and the report before say."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from fardplan.audit.models import Event
from fardplan.reports import services
from fardplan.reports.consistency import Code
from fardplan.reports.figures import Kind
from fardplan.reports.models import FreeFigure
from fardplan.reports.proof.numbers import numbers_in
from fardplan.reports.queries_numbers import check_of
from tests.factories import StatedFigureFactory

AT = datetime(2024, 1, 31, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Vi nådde 265 personer.", [("265", Decimal(265), Kind.NUMBER)]),
        ("Det kostade 1 406 000 kr.", [("1 406 000 kr", Decimal(1406000), Kind.MONEY)]),
        ("Det kostade 6,3 mnkr.", [("6,3 mnkr", Decimal(6300000), Kind.MONEY)]),
        ("Av de svarande var 94,3 % nöjda.", [("94,3 %", Decimal("94.3"), Kind.PERCENT)]),
        ("Den 25 oktober var det fullt.", [("25 oktober", date(2023, 10, 25), Kind.DATE)]),
        ("Under 2023, i avsnitt 4.3 och tabell 4, delmål 2, version 1.2.", []),
        ("Av [[budget.amount]] användes [[budget.used_share]].", []),
        ("Fördelat 50/50, 1-2 ggr per månad, mot 2030.", []),
    ],
)
def test_numbers_of_a_text(text, told):
    assert [(number.words, number.value, number.kind) for number in numbers_in("summary", text, year=2023)] == told


def test_a_number_is_of_its_sentence():
    first, second = numbers_in("summary", "Vi nådde 12 personer. De var 12 till antalet.")
    assert (first.sentence, first.key != second.key) == ("Vi nådde 12 personer.", True)


@pytest.fixture
def draft(filled, alva):
    return services.start_draft(by=alva, programme=filled, period="2023")


def write(draft, by, text, section="summary"):
    services.write_text(draft, by=by, section=section, text=text)
    return check_of(draft)


@pytest.mark.django_db
class TestTheCheck:
    def test_a_reference_is_no_number(self, draft, alva):
        page = write(draft, alva, "Budgeten var [[budget.amount]].")
        assert (page.numbers, page.references, page.waits) == ((), 1, 0)

    def test_a_number_that_is_a_figure_is_proposed_as_one(self, draft, alva):
        page = write(draft, alva, "Vi använde 850 000 kr.")
        (checked,) = page.untold
        assert [offer.reference for offer in checked.same] == ["budget.outturn", "budget.outturn:budget-2023"]

    def test_a_number_that_the_register_says_otherwise(self, draft, alva):
        page = write(draft, alva, "Konferens hölls den 26 oktober med 45 deltagare.")
        told = {checked.number.words: [offer.figure.words for offer in checked.other] for checked in page.against_register}
        assert told == {"26 oktober": ["25 oktober 2023"], "45": ["40"]}
        assert page.untold == []

    def test_a_number_that_is_right_only_has_no_reference(self, draft, alva):
        page = write(draft, alva, "Konferens hade 40 deltagare.")
        assert [checked.number.words for checked in page.untold] == ["40"]
        assert page.against_register == []

    def test_a_stated_figure_is_a_source(self, draft, alva, filled):
        StatedFigureFactory(
            programme=filled,
            label="Besökare på mässan",
            kind="number",
            value="311",
            words="311",
            document="Mässans rapport",
            place="sidan 2",
        )
        page = write(draft, alva, "Mässan hade 311 besökare. Ett annat antal är 311.")
        assert [checked.source for checked in page.stated] == ["Mässans rapport, sidan 2"]
        assert page.waits == 1

    def test_what_a_person_answers_for_holds_until_the_sentence_changes(self, draft, alva):
        (checked,) = write(draft, alva, "Vi nådde 311 personer.").untold
        number = checked.number
        values = {"section": number.section, "words": number.words, "sentence": number.beginning}
        services.mark_free(draft, by=alva, reason="Räknat i maj", **values)
        again = services.mark_free(draft, by=alva, reason="Räknat i juni", **values)
        assert (check_of(draft).waits, FreeFigure.objects.get().reason) == (0, "Räknat i juni")
        assert write(draft, alva, "Vi nådde nästan 311 personer.").waits == 1
        services.unmark_free(again, by=alva)
        assert [event.verb for event in Event.objects.filter(model="reports.FreeFigure").order_by("pk")] == [
            "created",
            "changed",
            "removed",
        ]

    def test_nothing_is_marked_in_what_is_no_draft(self, draft, alva):
        services.review(draft, by=alva, at=AT)
        with pytest.raises(services.NotADraft):
            services.mark_free(draft, by=alva, section="summary", words="1", sentence="1", reason="x")

    def test_a_draft_with_marks_is_taken_away_whole(self, draft, alva):
        services.mark_free(draft, by=alva, section="summary", words="1", sentence="1", reason="x")
        services.discard(draft, by=alva)
        assert not FreeFigure.objects.exists()

    def test_the_report_of_the_year_before(self, filled, alva, draft):
        before = services.start_draft(by=alva, programme=filled, period="2022")
        services.write_text(before, by=alva, section="summary", text="Ledare var bemannad till [[assignments.share:ledare]].")
        for step in (services.review, services.approve, services.freeze):
            step(before, by=alva, at=AT)
        page = write(draft, alva, "Ledare hade 80 % år 2022.")
        assert [checked.before for checked in page.against_before] == [f"{before.title} säger uppgift saknas."] or page.against_before == []

    def test_what_the_text_says_of_itself(self, draft, alva):
        page = write(draft, alva, "Temadagen hölls den 3 maj. Nöjdheten var 94 %.\n\nTemadagen den 4 maj var lyckad.")
        assert {finding.code for finding in page.findings} == {Code.DAYS, Code.BASE}

    def test_the_last_day_of_the_period_needs_no_source(self, draft, alva):
        assert write(draft, alva, "Den 31 december var vi klara.").numbers == ()


@pytest.mark.django_db
class TestThePages:
    def test_a_number_is_marked_and_asked_about_again(self, logged_in, draft, alva):
        write(draft, alva, "Vi nådde 311 personer.")
        client = logged_in(alva)
        home = reverse("report_numbers", args=[draft.programme.slug, draft.slug])
        page = client.get(home)
        assert "311" in page.content.decode()
        (checked,) = check_of(draft).untold
        address = reverse("report_number_free", args=[draft.programme.slug, draft.slug, checked.number.key])
        assert client.post(address, {"reason": ""}).status_code == 422
        assert client.post(address, {"reason": "Räknat i maj"}).url == home
        shown = client.get(home).content.decode()
        assert "Fråga igen" in shown
        assert "Räknat i maj" in shown
        assert client.get(address).status_code == 404, "it is marked already"
        again = reverse("report_number_ask_again", args=[draft.programme.slug, draft.slug, checked.number.key])
        assert "Räknat i maj" in client.get(again).content.decode()
        assert client.post(again, {"version": FreeFigure.objects.get().version}).url == home
        assert not FreeFigure.objects.exists()
