"""From being prepared to compiled, by those who prepare."""

import datetime
import io
import zipfile

import pytest
from django.urls import reverse

from fardplan.accounts.models import Mail
from fardplan.consultations import services
from fardplan.consultations.models import Consultation, ConsultationSection
from fardplan.consultations.rules import Kind
from tests.consultations.conftest import TODAY
from tests.factories import ConsultationAnswerFactory, ConsultationFactory, ConsultationSectionFactory
from tests.pages import send, told

pytestmark = pytest.mark.django_db


def at(name, row):
    return reverse(f"consultation_{name}" if name else "consultation", args=[row.programme.slug, row.slug])


@pytest.fixture
def prepared(programme, parties):
    row = ConsultationFactory(programme=programme, slug="forslaget", title="Förslaget", parties=list(parties.values()))
    ConsultationSectionFactory(consultation=row)
    return row


def test_from_nothing_to_compiled(programme, parties, alva, bo, ek, logged_in):
    client = logged_in(alva)
    send(client, reverse("consultation_add", args=[programme.slug]), title="Programplan 3.0", kind="consultation")
    row = Consultation.objects.get()
    assert row.parties.count() == 3, "all parties unless told otherwise"
    assert logged_in(bo).get(at("", row)).status_code == 404, "what is being prepared is not shown"

    send(client, at("text", row), text="# Mål\n\nVi vill.\n\n# Pengar\n\nVi delar.")
    assert [section.heading for section in row.sections.all()] == ["Mål", "Pengar"]
    send(client, at("text", row), text="# Mål\n\nVi vill mer.")
    assert [section.text for section in row.sections.all()] == ["Vi vill mer."]

    assert send(client, at("send", row), last_day="2024-10-31", covering_text="Svara på helheten.").status_code == 302
    row.refresh_from_db()
    assert (row.state, row.sent_date, row.last_day) == ("sent", TODAY, datetime.date(2024, 10, 31))
    assert [mail.user for mail in Mail.objects.all()] == [ek]
    assert "Ekby" in Mail.objects.get().text
    text = logged_in(bo).get(at("", row)).content.decode()
    assert all(words in text for words in ("Vi vill mer.", "Svara på helheten.", "Ute för svar", "0 av 3 tillstyrker"))

    send(client, at("extend", row), last_day="2024-11-15", reason="Nämnden möts den 12.")
    send(client, at("close", row))
    assert send(client, at("compile", row), conclusion="Alla vill ha mer pengar.").status_code == 302
    text = logged_in(bo).get(at("", row)).content.decode()
    assert all(words in text for words in ("Alla vill ha mer pengar.", "Nämnden möts den 12.", "Sammanställd"))

    send(client, at("new_version", row))
    later = Consultation.objects.get(previous=row)
    assert [section.text for section in later.sections.all()] == ["Vi vill mer."]
    assert later.parties.count() == 3


MOVES = ("edit", "text", "send", "extend", "close", "compile", "reopen", "new_version", "remove", "section_add")


@pytest.mark.parametrize("name", MOVES)
def test_others_may_not(sent, alva, bo, ek, carin, logged_in, name):
    for user, status in ((bo, 403), (ek, 403), (carin, 404)):
        assert logged_in(user).get(at(name, sent)).status_code == status
        assert logged_in(user).post(at(name, sent)).status_code == status
    assert "forlang" not in logged_in(bo).get(at("", sent)).content.decode()
    assert "forlang" in logged_in(alva).get(at("", sent)).content.decode()


@pytest.mark.parametrize(
    "name, values", [("text", {"text": "# Nytt"}), ("edit", {"title": "Nytt"}), ("send", {"last_day": "2024-12-01"}), ("reopen", {})]
)
def test_sent_does_not_change(sent, alva, logged_in, name, values):
    before = list(ConsultationSection.objects.values())

    answer = send(logged_in(alva), at(name, sent), **values)

    assert answer.status_code == 422
    assert list(ConsultationSection.objects.values()) == before
    sent.refresh_from_db()
    assert (sent.title, sent.last_day) == ("Programplan 3.0", datetime.date(2024, 10, 31))
    section = sent.sections.first()
    address = reverse("consultation_section_edit", args=[sent.programme.slug, section.slug])
    assert send(logged_in(alva), address, heading="Nytt").status_code == 422
    assert logged_in(alva).post(at("remove", sent), {"yes": "1"}).status_code == 422
    assert Consultation.objects.exists()


@pytest.mark.parametrize(
    "change, said",
    [
        (lambda row: row.sections.all().delete(), "Det finns ingen text att skicka. Lägg in den först."),
        (lambda row: row.parties.clear(), "Det finns ingen part att skicka till. Välj parterna först."),
        (lambda row: None, "Sista svarsdag: Den dagen har redan varit."),
    ],
)
def test_nothing_is_sent_by_halves(prepared, ek, alva, logged_in, change, said):
    change(prepared)

    answer = send(logged_in(alva), at("send", prepared), last_day="2024-10-14")

    assert said in answer.content.decode() or said in told(answer)
    assert answer.status_code == 422
    assert not Mail.objects.exists()
    assert Consultation.objects.get().is_preparing


def test_the_last_day_only_moves_ahead(sent, alva, logged_in):
    answer = send(logged_in(alva), at("extend", sent), last_day="2024-10-31", reason="Ingen")

    assert told(answer) == ["Ny sista dag: Sista dagen kan bara flyttas framåt."]


def test_moving_the_last_day_opens_what_was_closed(sent, alva):
    services.close(sent, by=alva, on=datetime.date(2024, 11, 2))
    services.extend(sent, by=alva, on=datetime.date(2024, 11, 3), last_day=datetime.date(2024, 11, 10), reason="En nämnd till")

    sent.refresh_from_db()
    assert (sent.state, sent.closed_date) == ("sent", None)


def test_not_answered_and_no_source_are_two_things(programme, parties, bo, logged_in):
    row = ConsultationFactory(
        programme=programme, state="sent", sent_date=None, last_day=None, answers_unknown=True, parties=list(parties.values())
    )

    text = logged_in(bo).get(at("", row)).content.decode()

    assert "uppgift saknas i källorna" in text
    assert "inte svarat" not in text
    assert "av 3" not in text
    assert "inte svarat" not in logged_in(bo).get(reverse("consultations", args=[programme.slug])).content.decode()


def test_a_letter_of_intent_is_adopted(sent, parties, bo, logged_in):
    Consultation.objects.update(kind=Kind.LETTER_OF_INTENT)
    ConsultationAnswerFactory(consultation=sent, party=parties["Ekby"])
    ConsultationAnswerFactory(consultation=sent, party=parties["Lindnäs"], stance="supports_with_comments", words="Med ett tillägg.")

    text = logged_in(bo).get(at("", sent)).content.decode()

    assert "2 av 3 har antagit" in text
    assert "Antagen med tillägg" in text


def test_as_files(sent, parties, bo, logged_in):
    answer = ConsultationAnswerFactory(consultation=sent, party=parties["Ekby"], words="Skriv om.", reference_number="KS 9")
    answer.comments.create(section=sent.sections.first(), text="Otydligt.")

    docx = logged_in(bo).get(at("docx", sent))
    words = zipfile.ZipFile(io.BytesIO(docx.content)).read("word/document.xml").decode()
    assert all(text in words for text in ("Skriv om.", "KS 9", "Otydligt.", "Inte svarat: Lindnäs, Åbyfors"))
    assert logged_in(bo).get(at("pdf", sent)).content.startswith(b"%PDF")


def test_as_many_questions_however_many_there_are(sent, parties, programme, bo, logged_in, django_assert_num_queries):
    client = logged_in(bo)
    home = reverse("consultations", args=[programme.slug])
    with django_assert_num_queries(6):
        client.get(home)
    with django_assert_num_queries(13):
        client.get(at("", sent))
    for _ in range(8):
        row = ConsultationFactory(programme=programme, matter=sent.matter, state="sent", parties=list(parties.values()))
        for party in parties.values():
            ConsultationAnswerFactory(consultation=row, party=party)
    for party in parties.values():
        answer = ConsultationAnswerFactory(consultation=sent, party=party)
        for section in sent.sections.all():
            answer.comments.create(section=section, text="Otydligt.")
    with django_assert_num_queries(6):
        client.get(home)
    with django_assert_num_queries(14):
        client.get(at("", sent))
