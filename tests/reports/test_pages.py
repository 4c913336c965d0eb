"""Reports from the pages: started, written, taken to locked, read and fetched; by those who may."""

import io
import json
import re
import zipfile

import pytest
from django.urls import reverse

from fardplan.accounts.permissions import Role
from fardplan.accounts.runner import work_off
from fardplan.reports import services
from fardplan.reports.models import Report, ReportText
from fardplan.reports.rules import State
from tests.conftest import member
from tests.factories import ReportFactory, StatedFigureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def stina(programme):
    """Sits in the steering group: reads what is on its way, approves, writes nothing."""
    return member("stina", programme, Role.STEERING)


@pytest.fixture
def draft(filled, alva):
    report = services.start_draft(by=alva, programme=filled, period="2023")
    services.write_text(report, by=alva, section="closing", text="Vi använde [[budget.outturn]].")
    return report


def url(name, *args):
    return reverse(name, args=["nara-vard", *args])


def html(answer):
    return answer.content.decode().replace("\u00a0", " ")


def hidden(page):
    text = page.content.decode()
    return {name: found.group(1) for name in ("version", "form_token") if (found := re.search(rf'name="{name}" value="([^"]*)"', text))}


def post(client, address, **values):
    return client.post(address, {**hidden(client.get(address)), **values})


def take(client, report, *steps):
    for step in steps:
        answer = post(client, url(f"report_{step}", report.slug))
        assert answer.status_code == 302, html(answer)
    report.refresh_from_db()
    return report


# The list, and starting ─────────────────────────────────────────────────────────────────────────────────────────────


def test_an_empty_list_says_what_to_do(filled, alva, bo, logged_in):
    page = html(logged_in(alva).get(url("reports")))
    assert "Inga rapporter än." in page
    assert f'href="{url("report_start")}?period=2023"' in page, "the latest year that something is known of"
    page = html(logged_in(bo).get(url("reports")))
    assert "när de är godkända och låsta" in page
    assert url("report_start") not in page


def test_start_from_the_button(filled, alva, logged_in):
    client = logged_in(alva)
    address = f"{url('report_start')}?period=2023"
    assert 'value="2023"' in html(client.get(address))
    answer = post(client, address, period="2023", title="")
    assert answer.headers["Location"] == url("report", "arsrapport-2023")
    assert Report.objects.get().title == "Årsrapport 2023"
    assert "Årsrapport 2023" in html(client.get(url("reports")))


def test_started_twice_and_periods_that_cannot_be_read(draft, alva, logged_in):
    client = logged_in(alva)
    for period, message in (("2023", "redan påbörjad"), ("i fjol", "går inte att läsa som period"), ("", "behöver fyllas i")):
        answer = post(client, url("report_start"), period=period, title="Min rubrik")
        assert answer.status_code == 422
        assert message in html(answer)
        assert "Min rubrik" in html(answer), "what was typed is kept"
    assert Report.objects.count() == 1


def test_the_list_asks_as_much_whatever_its_length(filled, alva, logged_in, django_assert_max_num_queries):
    client = logged_in(alva)
    for year in range(2000, 2030):
        ReportFactory(programme=filled, period=str(year))
    with django_assert_max_num_queries(9):
        assert html(client.get(url("reports"))).count("Utkast") >= 30


# Reading ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_draft_shows_sections_figures_and_where_to_write(draft, alva, logged_in):
    page = html(logged_in(alva).get(url("report", draft.slug)))
    assert '<span class="fp-ref">850 000 kr</span>' in page
    assert page.count("<h1") == 1
    assert url("report_text", draft.slug, "budget") in page
    assert re.search(r"Ändra texten<span[^>]*>: Slutord", page)
    assert re.search(r"Skriv text<span[^>]*>: Budget och utfall", page)
    assert "Bakgrund" in page, "what is left out because it is empty can be written from here"
    assert "Utkast" in page


def test_unknown_references_are_pointed_out(draft, alva, logged_in):
    services.write_text(draft, by=alva, section="closing", text="[[budget.amont]]")
    page = html(logged_in(alva).get(url("report", draft.slug)))
    assert "En hänvisning i texterna går inte att läsa" in page
    assert "[uppgift saknas: budget.amont]" in page
    assert "Menade du ”budget.amount”?" in page


def test_a_draft_is_for_those_who_make_it(draft, alva, bo, stina, carin, logged_in):
    address = url("report", draft.slug)
    assert logged_in(alva).get(address).status_code == 200
    assert logged_in(bo).get(address).status_code == 404
    assert draft.title not in html(logged_in(bo).get(url("reports")))
    assert logged_in(carin).get(address).status_code == 404
    page = html(logged_in(stina).get(address))
    assert url("report_text", draft.slug, "budget") not in page, "who only approves gets no dead links"
    assert url("report_review", draft.slug) not in page
    for name in ("report_json", "report_pdf", "report_docx", "report_html"):
        assert logged_in(bo).get(url(name, draft.slug)).status_code == 404
        assert logged_in(carin).get(url(name, draft.slug)).status_code == 404


def test_logged_out(draft, client):
    for name in ("reports", "consistency"):
        assert client.get(url(name)).status_code == 302
    assert client.get(url("report", draft.slug)).status_code == 302


# Writing ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_write_a_text(draft, alva, logged_in):
    client = logged_in(alva)
    address = url("report_text", draft.slug, "budget")
    page = html(client.get(address))
    assert re.search(r"<b>850 000 kr</b> <code[^>]*>\[\[budget.outturn\]\]</code>", page)
    answer = post(client, address, text="Kurserna kostade [[line.outturn:kurser]].")
    assert answer.headers["Location"] == url("report", draft.slug) + "#budget"
    assert "Kurserna kostade <span" in html(client.get(url("report", draft.slug)))


def test_a_text_with_an_unknown_reference_is_saved_and_told(draft, alva, logged_in):
    client = logged_in(alva)
    answer = client.post(
        url("report_text", draft.slug, "closing"),
        {**hidden(client.get(url("report_text", draft.slug, "closing"))), "text": "[[budget.amont]]"},
        follow=True,
    )
    assert answer.redirect_chain[-1][0] == url("report_text", draft.slug, "closing"), "back where it was typed"
    assert "[[budget.amont]] är ingen uppgift" in html(answer)
    assert "Menade du ”budget.amount”?" in html(answer)
    assert "Menade du ”budget.amount”?" in html(client.get(url("report", draft.slug)))
    assert ReportText.objects.get(section="closing").text == "[[budget.amont]]"


def test_words_that_began_as_a_documents_become_the_programmes_own(draft, alva, logged_in):
    services.write_text(draft, by=alva, section="trends", text="Ur källan.", origin="restated", source="Rapport 2022")
    address = url("report_text", draft.slug, "trends")
    post(logged_in(alva), address, text="Ur källan.")
    assert ReportText.objects.get(section="trends").is_restated, "saved without a change, it stays what it was"
    post(logged_in(alva), address, text="Våra ord.")
    assert (ReportText.objects.get(section="trends").origin, ReportText.objects.get(section="trends").source) == ("", "")


def test_the_second_of_two_writers_sees_both_texts(draft, alva, logged_in):
    client, address = logged_in(alva), url("report_text", draft.slug, "budget")
    mine = hidden(client.get(address))
    post(logged_in(alva), address, text="Någon annans text.")
    answer = client.post(address, {**mine, "text": "Min text."})
    assert answer.status_code == 409
    assert "Någon annans text." in re.sub(r"</?mark[^>]*>", "", html(answer))
    assert "Min text." in html(answer)
    again = client.post(address, {**hidden(answer), "text": "Båda."})
    assert again.status_code == 302
    assert ReportText.objects.get(section="budget").text == "Båda."


def test_a_personal_number_is_refused(draft, alva, logged_in):
    answer = post(logged_in(alva), url("report_text", draft.slug, "budget"), text="Patienten 811228-9874 är nöjd.")
    assert answer.status_code == 422
    assert "personnummer" in html(answer)
    assert not ReportText.objects.filter(section="budget").exists()


def test_who_may_write(draft, bo, stina, carin, logged_in):
    address = url("report_text", draft.slug, "budget")
    assert [logged_in(user).get(address).status_code for user in (bo, stina, carin)] == [404, 403, 404]
    assert logged_in(stina).post(address, {"text": "x"}).status_code == 403


def test_there_is_no_such_section(draft, alva, logged_in):
    assert logged_in(alva).get(url("report_text", draft.slug, "finns-inte")).status_code == 404


def test_how_the_section_read_in_the_report_before(draft, filled, alva, logged_in):
    take(logged_in(alva), draft, "review", "approve", "freeze")
    after = services.start_draft(by=alva, programme=filled, period="2024")
    page = html(logged_in(alva).get(url("report_text", after.slug, "closing")))
    assert "Förra rapporten" in page
    assert "Vi använde [[budget.outturn]]." in page


# The way to locked ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_whole_way(draft, alva, stina, bo, logged_in):
    take(logged_in(alva), draft, "review")
    assert url("report_approve", draft.slug) in html(logged_in(stina).get(url("report", draft.slug)))
    take(logged_in(stina), draft, "approve", "freeze")
    assert draft.state == State.FROZEN

    page = html(logged_in(bo).get(url("report", draft.slug)))
    assert "Godkänd och låst" in page
    assert draft.sha256 in page
    assert "Texter och siffror ändras inte mer" in page
    assert "Ändra texten" not in page
    assert draft.sha256[:12] in html(logged_in(bo).get(url("reports")))


def test_a_get_changes_nothing(draft, alva, logged_in):
    page = html(logged_in(alva).get(url("report_review", draft.slug)))
    assert "Nästa steg är att den godkänns" in page
    assert Report.objects.get().state == State.DRAFT


@pytest.mark.parametrize(
    "step, allowed",
    [("review", {"alva"}), ("approve", set()), ("freeze", set()), ("reopen", set())],
)
def test_who_may_take_which_step_in_a_draft(draft, alva, bo, stina, carin, logged_in, step, allowed):
    address = url(f"report_{step}", draft.slug)
    answers = {user.username: logged_in(user).get(address).status_code for user in (alva, bo, stina, carin)}
    assert answers == {name: 200 if name in allowed else 404 if name == "carin" else 403 for name in ("alva", "bo", "stina", "carin")}


def test_unknown_references_stop_the_review(draft, alva, logged_in):
    services.write_text(draft, by=alva, section="closing", text="[[budget.amont]]")
    answer = post(logged_in(alva), url("report_review", draft.slug))
    assert answer.status_code == 422
    assert "[[budget.amont]]: Registret räknar inte fram" in html(answer)
    assert Report.objects.get().state == State.DRAFT


def test_send_back_and_correct(draft, alva, logged_in):
    client = logged_in(alva)
    take(client, draft, "review", "reopen")
    assert draft.state == State.DRAFT
    take(client, draft, "review", "approve", "freeze")
    assert client.get(url("report_reopen", draft.slug)).status_code == 403
    answer = post(client, url("report_correct", draft.slug))
    assert answer.headers["Location"] == url("report", "arsrapport-2023-2")
    page = html(client.get(answer.headers["Location"]))
    assert "version 2" in page
    assert url("report", draft.slug) in page, "the version before is one click away"


def test_take_away_a_draft(draft, alva, stina, logged_in):
    address = url("report_discard", draft.slug)
    assert logged_in(stina).get(address).status_code == 403
    assert "Historiken behåller" in html(logged_in(alva).get(address))
    assert post(logged_in(alva), address).headers["Location"] == url("reports")
    assert not Report.objects.exists()


# Files ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def made(client, report, suffix):
    """The file as whoever asked for it gets it, when the job runner has been there."""
    client.post(url("report_files", report.slug), {"format": suffix})
    work_off()
    return client.get(url(f"report_{suffix}", report.slug))


@pytest.mark.parametrize(
    "suffix, content_type, begins",
    [
        ("json", "application/json", b'{"as_of"'),
        ("html", "text/html; charset=utf-8", b"<!doctype html>"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
        ("pdf", "application/pdf", b"%PDF"),
        ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", b"PK"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
    ],
)
def test_files(draft, alva, logged_in, suffix, content_type, begins):
    answer = made(logged_in(alva), draft, suffix)
    assert answer.headers["Content-Type"] == content_type
    assert answer.headers["Content-Disposition"] == f'attachment; filename="arsrapport-2023-nara-vard-v1.{suffix}"'
    assert answer.content.startswith(begins)


def test_the_word_file_is_whole(draft, alva, logged_in):
    answer = made(logged_in(alva), draft, "docx")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as folder:
        assert "850\u00a0000" in folder.read("word/document.xml").decode()


def test_the_data_of_a_locked_report_is_the_text_that_was_locked(draft, alva, bo, logged_in):
    take(logged_in(alva), draft, "review", "approve", "freeze")
    answer = logged_in(bo).get(url("report_json", draft.slug))
    assert answer.content.decode() == draft.document_text
    assert json.loads(answer.content)["version"] == "1"


# What does not agree ────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_does_not_agree(filled, bo, logged_in):
    StatedFigureFactory(programme=filled, label="Nya arbeten", value="2", words="två nya", register="initiatives.new@2023")
    page = html(logged_in(bo).get(url("consistency")))
    assert "Det här stämmer inte" in page
    assert "”två nya”" in page
    assert "Registret, portfölj: faser under 2023" in page
    assert "Utveckling och dess delar, budget" in page


def test_nothing_to_compare(programme, bo, logged_in):
    assert "Det finns inget att jämföra än." in html(logged_in(bo).get(url("consistency")))


def test_another_programmes_check_is_not_there(filled, carin, logged_in):
    assert logged_in(carin).get(url("consistency")).status_code == 404
