"""Several people make a report: who writes what, who looks it through, comments that wait for an answer, how it is filed."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from fardplan.accounts.permissions import Role
from fardplan.audit.models import Event
from fardplan.parties.access import authority_of
from fardplan.reminders.gather import waiting_for_user
from fardplan.reports import services, together
from fardplan.reports.models import Report, ReportComment, ReportFiling, SectionWriter
from fardplan.reports.rules import Writing, writing_of
from fardplan.reports.waiting import waiting_for
from tests.conftest import member
from tests.factories import DecisionFactory
from tests.reports.test_pages import hidden, html, post, take, url

NOW = timezone.now()


@pytest.mark.parametrize(
    "has_text, is_taken, ready, state",
    [
        (False, False, [], Writing.NOBODY),
        (False, False, [False], Writing.NOT_BEGUN),
        (True, False, [], Writing.WRITTEN),
        (True, False, [True, False], Writing.WRITTEN),
        (True, True, [False], Writing.AS_BEFORE),
        (True, False, [True, True], Writing.READY),
        (False, False, [True], Writing.READY),  # tables alone can be all there is to say
    ],
)
def test_how_far_a_section_has_come(has_text, is_taken, ready, state):
    assert writing_of(has_text, is_taken, ready) == state


pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(filled, alva):
    return services.start_draft(by=alva, programme=filled, period="2023")


@pytest.fixture
def kim(programme):
    """Reads the programme, and nothing of what is on its way."""
    return member("kim", programme, Role.READER)


def test_whoever_is_asked_writes_that_section_and_no_other(draft, alva, kim, logged_in):
    client = logged_in(kim)
    assert client.get(url("report", draft.slug)).status_code == 404
    together.assign(draft, by=alva, sections=["closing"], writers=[kim], due_date=date(2024, 1, 31))
    page = html(client.get(url("report", draft.slug)))
    assert url("report_text", draft.slug, "closing") in page
    assert url("report_text", draft.slug, "trends") not in page
    assert client.get(url("report_text", draft.slug, "trends")).status_code == 403
    answer = post(client, url("report_text", draft.slug, "closing"), text="Kims ord.")
    assert answer.status_code == 302
    assert draft.texts.get().text == "Kims ord."
    assert client.get(url("report_assign", draft.slug)).status_code == 403
    together.assign(draft, by=alva, sections=["closing"], writers=[])
    assert client.get(url("report_text", draft.slug, "closing")).status_code == 404


def test_it_is_seen_who_has_not_written(draft, alva, kim, logged_in):
    client = logged_in(alva)
    answer = client.post(
        url("report_assign", draft.slug),
        {
            **hidden(client.get(url("report_assign", draft.slug))),
            "sections": ["closing", "trends"],
            "writers": [kim.pk],
            "due_date": "2020-01-31",
        },
    )
    assert answer.status_code == 302, html(answer)
    assert SectionWriter.objects.count() == 2
    page = html(client.get(url("report_work", draft.slug)))
    assert "0 av 2 avsnitt som någon är ombedd att skriva är klara." in page
    assert "2 är inte skrivna. 2 är försenade." in page
    services.write_text(draft, by=kim, section="closing", text="Slut.")
    assert "1 är inte skrivet." in html(client.get(url("report_work", draft.slug)))
    assert post(logged_in(kim), url("report_ready", draft.slug, "closing")).status_code == 302
    page = html(logged_in(alva).get(url("report_work", draft.slug)))
    assert "1 av 2 avsnitt som någon är ombedd att skriva är klara." in page
    assert post(logged_in(alva), url("report_ready", draft.slug, "closing")).status_code == 302
    assert SectionWriter.objects.get(section="closing").ready_at is None


def test_the_same_people_stay_as_ready_as_they_were(draft, alva, kim, bo):
    together.assign(draft, by=alva, sections=["closing"], writers=[kim])
    together.mark_ready(draft, by=kim, section="closing", at=NOW)
    together.assign(draft, by=alva, sections=["closing"], writers=[kim, bo], due_date=date(2024, 2, 1))
    assert [(row.writer, row.ready_at is not None) for row in draft.writers.all()] == [(kim, True), (bo, False)]


def test_my_page_says_what_is_asked_of_me(draft, alva, kim, bo, django_assert_num_queries):
    together.assign(draft, by=alva, sections=["closing", "trends"], writers=[kim], due_date=date(2024, 1, 31))
    together.name_reviewers(draft, by=alva, reviewers=[kim])
    together.comment(draft, by=bo, at=NOW, section="trends", text="Mer om barn.")
    together.mark_ready(draft, by=kim, section="trends", at=NOW)
    with django_assert_num_queries(4):  # three, and the roles
        found = waiting_for(authority_of(kim, draft.programme, on=date(2024, 1, 1)), today=date(2024, 1, 1))
    assert [(row.title, row.last_day) for row in found] == [
        ("Skriv ”Slutord” i Årsrapport 2023", date(2024, 1, 31)),
        ("Besvara en kommentar på ”Trender 2023” i Årsrapport 2023", None),
        ("Läs igenom Årsrapport 2023", None),
    ]
    assert {row.kind for row in found} == {"report"}
    assert "Läs igenom Årsrapport 2023" in [due.thing.title for due in waiting_for_user(kim, today=date(2024, 1, 1))]


def test_a_report_is_reviewed_when_its_reviewers_and_comments_are_done_with(draft, alva, kim, logged_in):
    together.name_reviewers(draft, by=alva, reviewers=[kim])
    together.comment(draft, by=kim, at=NOW, section="closing", text="Det saknas ett slut.")
    answer = post(logged_in(alva), url("report_review", draft.slug))
    assert answer.status_code == 422
    assert "En kommentar är inte besvarad." in html(answer)
    assert f"Ännu inte genomläst av {kim}." in html(answer)
    row = ReportComment.objects.get()
    assert post(logged_in(alva), url("report_comment_answer", draft.slug, row.pk), answer="Nu finns det.").status_code == 302
    assert post(logged_in(kim), url("report_look_through", draft.slug), words="Bra.").status_code == 302
    assert take(logged_in(alva), draft, "review").state == "reviewed"
    reopened = take(logged_in(alva), draft, "reopen")
    assert reopened.reviewers.get().done_at is None, "what they looked through is not what it becomes"


def test_comments_are_said_answered_opened_again_and_taken_back(draft, alva, kim, logged_in):
    together.name_reviewers(draft, by=alva, reviewers=[kim])
    client = logged_in(kim)
    answer = post(client, f"{url('report_comment_add', draft.slug)}?avsnitt=closing", text="<b>Kort?</b>", words="vi")
    assert answer.status_code == 302
    row = ReportComment.objects.get()
    assert (row.section, row.written_by, row.is_open) == ("closing", kim, True)
    page = html(client.get(url("report_work", draft.slug)))
    assert "&lt;b&gt;Kort?&lt;/b&gt;" in page
    assert client.get(url("report_comment_answer", draft.slug, row.pk)).status_code == 403, "a reviewer does not close what they said"
    assert post(client, url("report_comment_edit", draft.slug, row.pk), text="Är det kort?").status_code == 302
    assert post(logged_in(alva), url("report_comment_answer", draft.slug, row.pk), answer="Längre nu.").status_code == 302
    client = logged_in(kim)
    assert client.get(url("report_comment_edit", draft.slug, row.pk)).status_code == 403, "what is answered stays as it was said"
    assert "Längre nu." in html(client.get(url("report_work", draft.slug)))
    assert post(client, url("report_comment_reopen", draft.slug, row.pk)).status_code == 302
    assert client.post(url("report_comment_remove", draft.slug, row.pk)).status_code == 302
    assert not ReportComment.objects.exists()
    assert Event.objects.filter(model="reports.ReportComment", verb="removed").exists()


def test_a_locked_report_is_neither_commented_nor_shared_out(draft, alva, stina, kim, logged_in):
    take(logged_in(alva), draft, "review")
    take(logged_in(stina), draft, "approve", "freeze")
    with pytest.raises(together.NotOpen):
        together.comment(draft, by=alva, at=NOW, text="För sent.")
    with pytest.raises(together.NotOpen):
        together.assign(draft, by=alva, sections=["closing"], writers=[alva])
    assert logged_in(kim).get(url("report_work", draft.slug)).status_code == 403, "what was said on the way is for those who made it"


@pytest.fixture
def stina(programme):
    return member("stina", programme, Role.STEERING)


def test_how_it_is_filed_is_told_also_of_a_locked_report(draft, alva, stina, bo, logged_in):
    decision = DecisionFactory(matter__programme=draft.programme, programme=draft.programme, title="Årsrapporten godkänns")
    take(logged_in(alva), draft, "review")
    with pytest.raises(ValidationError):
        together.file(draft, by=alva, published_date=date(2024, 2, 2))
    take(logged_in(stina), draft, "approve", "freeze")
    sent = {
        "summary": "Första versionen.",
        "decision": decision.pk,
        "reference_number": "RS 2024-0012",
        "retention": "ten",
        "published_date": "2024-02-02",
        "published_where": "https://exempel.example/",
    }
    answer = post(logged_in(alva), url("report_filing", draft.slug), **sent)
    assert answer.status_code == 302, html(answer)
    page = html(logged_in(bo).get(url("report", draft.slug)))
    for words in ("RS 2024-0012", "Årsrapporten godkänns", "2 februari 2024"):
        assert words in page
    assert url("report_filing", draft.slug) not in page
    row = ReportFiling.objects.get()
    with pytest.raises(services.writes.Stale):
        together.file(draft, by=alva, seen=row.version - 1, summary="Annat.")


def test_it_is_approved_by_a_decision(draft, alva, stina, logged_in):
    decision = DecisionFactory(matter__programme=draft.programme, programme=draft.programme, title="Årsrapporten godkänns")
    take(logged_in(alva), draft, "review")
    assert post(logged_in(stina), url("report_approve", draft.slug), decision=decision.pk).status_code == 302
    assert ReportFiling.objects.get(report=draft).decision == decision
    assert "Årsrapporten godkänns" in html(logged_in(stina).get(url("report", draft.slug)))


def test_a_draft_that_is_taken_away_takes_what_hangs_on_it(draft, alva, kim):
    together.assign(draft, by=alva, sections=["closing"], writers=[kim])
    together.comment(draft, by=kim, at=NOW, text="Oj.")
    services.discard(draft, by=alva)
    assert not Report.objects.exists()
    assert {event.model for event in Event.objects.filter(verb="removed")} >= {"reports.SectionWriter", "reports.ReportComment"}


def test_the_page_asks_the_same_however_many_write(draft, alva, kim, bo, logged_in, django_assert_max_num_queries):
    together.assign(draft, by=alva, sections=["closing", "trends", "summary"], writers=[kim, bo])
    for number in range(5):
        together.comment(draft, by=bo, at=NOW, section="closing", text=f"Nummer {number}")
    client = logged_in(alva)
    with django_assert_max_num_queries(14):
        client.get(url("report_work", draft.slug))


def test_a_section_that_is_not_there_is_refused(draft, alva, kim):
    with pytest.raises(ValidationError):
        together.assign(draft, by=alva, sections=["nowhere"], writers=[kim])
    assert reverse("report_work", args=["nara-vard", draft.slug]).endswith("/arbete/")
