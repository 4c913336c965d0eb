"""Status in five minutes: written by the leader, sent once, corrected as a new version, shown with all others."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from fardplan.governance.models import Matter
from fardplan.status import services
from fardplan.status.models import StatusReport, StatusSetup
from fardplan.status.queries import asks_of, latest_status, statuses_at
from fardplan.status.services.reports import AlreadyRaised, AlreadySent, CannotSend
from tests.factories import StatusReportFactory
from tests.pages import send, told
from tests.status.conftest import running

pytestmark = pytest.mark.django_db
SENT = {"sent_date": date(2023, 6, 20), "overall": "ok"}


def url(name, programme, *slug):
    return reverse(name, args=[programme.slug, *slug])


def write_url(programme, team, period="2023-H2"):
    return f"{url('status_write', programme, team.slug)}?period={period}"


def test_the_leader_writes_and_sends(programme, team, doris, bo, logged_in):
    client = logged_in(doris)

    answer = send(
        client, write_url(programme, team), overall="warn", overall_trend="down", overall_words="Läkartiden fattas", time="warn",
        asks="Bestäm om läkartiden.", skicka="1",
    )  # fmt: skip

    report = StatusReport.objects.get()
    assert answer.status_code == 302, told(answer)
    assert (report.overall, report.overall_trend, report.scope, report.sent_by, report.period) == ("warn", "down", "", doris, "2023-H2")
    page = logged_in(bo).get(url("status_report", programme, report.slug)).content.decode()
    assert "Läkartiden fattas" in page
    assert "Bedömning saknas" in page, "what nobody judged is missing, not green"
    assert "Skriv en rättelse" not in page


def test_what_was_judged_the_last_time_stands_beside_on_the_page(programme, team, bo, logged_in):
    StatusReportFactory(initiative=team, time="warn", reason="Ett avtal återstår", **SENT)
    later = StatusReportFactory(initiative=team, period="2023-H2", sent_date=date(2023, 12, 20), overall="bad", time="bad")

    page = logged_in(bo).get(url("status_report", programme, later.slug)).content.decode()

    assert "Förra gången: På rätt väg" in page
    assert "Förra gången: Viss avvikelse" in page
    assert "Förra gången: Bedömning saknas" in page, "what nobody judged then is missing, not green"


def test_what_was_said_last_stands_beside_and_is_copied_with_one_choice(programme, team, doris, logged_in):
    StatusReportFactory(initiative=team, time="warn", time_words="Tre månader sent", done="Två team", reason="Ett avtal återstår", **SENT)
    client, there = logged_in(doris), write_url(programme, team)
    page = client.get(there).content.decode()
    assert "Tre månader sent" in page
    assert "Förra gången: Två team" in page

    send(client, there, overall="warn", time="as-last")

    report = StatusReport.objects.get(period="2023-H2")
    assert (report.time, report.time_trend, report.time_words, report.is_sent) == ("warn", "flat", "Tre månader sent", False)


def test_better_than_the_worst_part_takes_a_reason(programme, team, doris, logged_in):
    client = logged_in(doris)

    answer = send(client, write_url(programme, team), overall="ok", time="bad", overall_words="Det går bra")

    assert answer.status_code == 422
    assert told(answer) == ["Varför helheten är bättre än den sämsta delen: Helheten är bättre än den sämsta delen. Skriv varför."]
    assert "Det går bra" in answer.content.decode()
    assert send(client, write_url(programme, team), overall="ok", time="bad", reason="Felet är rättat").status_code == 302


@pytest.mark.parametrize(
    "values, accepted",
    [
        ({"overall": "ok", "time": "bad"}, False),
        ({"overall": "warn", "benefit": "bad"}, False),
        ({"overall": "ok", "risk": "warn", "reason": "Känd sedan länge"}, True),
        ({"overall": "bad", "time": "bad"}, True),
        ({"overall": ""}, False),
    ],
)
def test_the_database_knows_it_too(team, values, accepted):
    if accepted:
        StatusReportFactory(initiative=team, sent_date=date(2023, 6, 1), **values)
    else:
        with pytest.raises(IntegrityError), transaction.atomic():
            StatusReportFactory(initiative=team, sent_date=date(2023, 6, 1), **values)


def test_what_was_sent_stays_and_a_correction_is_a_new_version(programme, team, doris, logged_in):
    sent = StatusReportFactory(initiative=team, overall_words="Allt är bra", **SENT)
    with pytest.raises(AlreadySent):
        services.revise_status_report(sent, by=doris, overall_words="Nej")
    with pytest.raises(AlreadySent):
        services.remove_status_report(sent, by=doris)
    client = logged_in(doris)

    client.post(url("status_report_correct", programme, sent.slug))
    client.post(url("status_report_correct", programme, sent.slug))

    draft = StatusReport.objects.get(number=2)
    assert (draft.overall_words, draft.is_sent) == ("Allt är bra", False)
    send(client, url("status_report_edit", programme, draft.slug), overall="bad", skicka="1")
    sent.refresh_from_db()
    assert (sent.overall, latest_status(initiative=team)[0].overall) == ("ok", "bad")
    assert "Det finns en rättelse: version 2." in client.get(url("status_report", programme, sent.slug)).content.decode()


def test_nothing_is_sent_without_a_judgement_of_the_whole(programme, team, doris, logged_in):
    draft = services.start_status_report(by=doris, programme=programme, period="2023-H1", initiative=team, time="ok")
    with pytest.raises(CannotSend):
        services.send_status_report(draft, by=doris, on=date(2023, 6, 1))

    answer = logged_in(doris).post(url("status_report_send", programme, draft.slug))

    assert answer.status_code == 422
    assert "Bedöm helheten innan du skickar." in answer.content.decode()


def test_drafts_are_for_those_who_may_write_them(programme, team, doris, alva, bo, carin, logged_in):
    draft = services.start_status_report(by=doris, programme=programme, period="2023-H1", initiative=team, overall_words="Hemligt än")
    there = url("status_report", programme, draft.slug)

    assert logged_in(doris).get(there).status_code == logged_in(alva).get(there).status_code == 200
    assert logged_in(bo).get(there).status_code == logged_in(carin).get(there).status_code == 404
    assert "Hemligt" not in logged_in(bo).get(url("status_reports", programme)).content.decode()


def test_who_may_write(programme, team, doris, alva, bo, carin, logged_in):
    other = running(programme, slug="annat")
    there = url("status_write", programme, other.slug)

    assert logged_in(alva).get(there).status_code == 200
    assert logged_in(doris).get(there).status_code == logged_in(doris).post(there).status_code == 403
    assert logged_in(bo).get(there).status_code == logged_in(bo).post(there).status_code == 403
    assert logged_in(carin).get(there).status_code == 404
    assert not StatusReport.objects.exists()
    assert "Skriv rapporten" not in logged_in(bo).get(url("status_reports", programme)).content.decode()


def test_missing_is_shown_as_missing(programme, team, bo, logged_in):
    running(programme, slug="annat", title="Ett annat arbete")
    StatusReportFactory(initiative=team, time="bad", reason="Det ordnar sig", **SENT)

    client, there = logged_in(bo), url("status_reports", programme)
    page = client.get(f"{there}?period=2023-H1").content.decode()

    assert page.count("<span>Inte rapporterat</span>") == 7  # six parts and the count
    assert "Ett annat arbete" in client.get(f"{there}?period=2023-H1&lage=off").content.decode()
    assert "Ett annat arbete" not in client.get(f"{there}?period=2023-H1&lage=bad").content.decode()


def test_an_ask_becomes_a_matter_once(programme, team, alva, bo, logged_in):
    report = StatusReportFactory(initiative=team, asks="Bestäm om läkartiden.", **SENT)
    there = url("status_report_raise", programme, report.slug)
    assert logged_in(bo).post(there).status_code == 403

    assert logged_in(alva).post(there).status_code == 302

    matter = Matter.objects.get()
    assert (matter.text, matter.initiative) == ("Bestäm om läkartiden.", team)
    with pytest.raises(AlreadyRaised):
        services.raise_ask(report, by=alva)
    report.refresh_from_db()
    assert [asked.pk for asked in asks_of(programme, on=date(2023, 7, 1))] == [report.pk]


def test_as_it_stood_on_a_day(programme, team):
    first = StatusReportFactory(initiative=team, **SENT)
    second = StatusReportFactory(initiative=team, period="2023-H2", sent_date=date(2023, 12, 20), overall="warn")
    correction = StatusReportFactory(initiative=team, period="2023-H2", number=2, sent_date=date(2024, 1, 10), overall="bad")

    at = [
        (said := statuses_at(programme, day).get((team.pk, None))) and (said.pk, said.overall)
        for day in (date(2023, 6, 1), date(2023, 7, 1), date(2023, 12, 31), date(2024, 2, 1))
    ]

    assert at == [None, (first.pk, first.overall), (second.pk, "warn"), (correction.pk, "bad")]


def test_as_many_questions_however_many_initiatives(programme, bo, logged_in, django_assert_max_num_queries):
    client = logged_in(bo)
    for size in (3, 297):
        for number in range(size):
            made = running(programme, slug=f"a{size}-{number}")
            if number % 2:
                StatusReportFactory(initiative=made, asks="Något" if number % 10 == 1 else "", **SENT)
        with django_assert_max_num_queries(12):
            assert client.get(f"{url('status_reports', programme)}?period=2023-H1").status_code == 200


def test_how_often_is_the_programmes_own(programme, alva, bo, logged_in):
    there = url("status_setup", programme)
    assert logged_in(bo).get(there).status_code == 403

    assert send(logged_in(alva), there, rhythm="3", deviation_receivers=[bo.pk]).status_code == 302
    assert send(logged_in(alva), there, amber_from="21", red_from="20").status_code == 422

    setup = StatusSetup.objects.get()
    assert (setup.rhythm, list(setup.deviation_receivers.all())) == (3, [bo])


def test_today_is_the_programmes_day(programme, team, doris, logged_in):
    programme.shown_as_of = date(2024, 2, 1)
    programme.save()

    send(logged_in(doris), url("status_write", programme, team.slug), overall="ok", skicka="1")

    report = StatusReport.objects.get()
    assert (report.period, report.sent_date) == ("2023-H2", date(2024, 2, 1))
    assert timezone.localdate() != report.sent_date
