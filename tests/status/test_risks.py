"""Risks judged again and again, and questions answered in rounds."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from fardplan.status import queries, services
from fardplan.status.models import ChecklistRound, Risk, StatusSetup
from fardplan.status.queries.risks import judgements_of
from tests.factories import ChecklistFactory, InitiativeFactory
from tests.pages import send

pytestmark = pytest.mark.django_db


def url(name, programme, *slug):
    return reverse(name, args=[programme.slug, *slug])


@pytest.fixture
def risk(programme, alva):
    return services.add_risk(by=alva, programme=programme, slug="lakare", scope="execution", title="Läkare saknas", likelihood=4, impact=5)


def test_each_judgement_is_kept_with_the_one_before(programme, alva, bo, risk, logged_in):
    send(
        logged_in(alva), url("risk_assess", programme, risk.slug), dated="2023-09-01", likelihood="3", impact="5", likelihood_after="1",
        impact_after="5", words="Två har anställts", review_date="2024-01-01",
    )  # fmt: skip

    risk.refresh_from_db()
    assert (risk.likelihood, risk.review_date) == (3, date(2024, 1, 1))
    assert [(each.level, each.previous, each.level_after) for each in judgements_of(risk)] == [(15, 20, 5), (20, None, None)]
    page = logged_in(bo).get(url("risk", programme, risk.slug)).content.decode()
    assert "Två har anställts" in page
    assert "Bedöm igen" not in page


def test_changing_the_words_is_no_judgement(programme, alva, risk, logged_in):
    send(logged_in(alva), url("risk_edit", programme, risk.slug), title="Läkare fattas")
    assert risk.assessments.count() == 1


def test_heat_map_by_the_programmes_limits(programme, risk):
    setup = StatusSetup(programme=programme, amber_from=5, red_from=21)
    rows = queries.risk_rows(programme, setup=setup, on=date(2023, 1, 1))
    found = queries.heat_map(rows, setup=setup)
    assert [(field.level, field.colour, [row.risk for row in field.rows]) for field in found.fields] == [(20, "warn", [risk])]
    assert (found.left_out, queries.heat_map(rows, setup=setup, after=True).left_out) == (0, 1)


def test_the_map_leads_to_the_risks_by_their_numbers_before_and_after(programme, alva, risk, logged_in):
    other = services.add_risk(by=alva, programme=programme, slug="lokal", scope="execution", title="Lokal <saknas>", likelihood=4, impact=5)
    services.assess_risk(
        risk, by=alva, likelihood=4, impact=5, likelihood_after=2, impact_after=1, review_date=None, dated=date(2023, 1, 1), words=""
    )
    page = logged_in(alva).get(url("risks", programme)).content.decode()
    for number, row in ((1, risk), (2, other)):
        assert f'href="{url("risk", programme, row.slug)}" aria-label="Risk {number}: ' in page
    assert "Lokal &lt;saknas&gt;. Sannolikhet 4, konsekvens 5, nivå 20." in page
    assert "Läkare saknas. Sannolikhet 2, konsekvens 1, nivå 2." in page
    assert "1 risk har inga sådana värden" in page
    assert "2. <a" in logged_in(alva).get(f"{url('risks', programme)}?niva=bad").content.decode()


@pytest.mark.parametrize(
    "query, shown",
    [("", True), ("niva=bad", True), ("niva=ok", False), ("galler=change", False), ("lage=occurred", False), ("lage=all", True)],
)
def test_filters(programme, bo, risk, logged_in, query, shown):
    assert ("Läkare saknas" in logged_in(bo).get(f"{url('risks', programme)}?{query}").content.decode()) == shown


def test_values_outside_one_to_five_are_refused(programme):
    with pytest.raises(IntegrityError), transaction.atomic():
        Risk.objects.create(programme=programme, slug="r", scope="change", title="R", likelihood=6)


def test_the_leader_judges_the_risks_of_the_own_work(programme, team, doris, risk, bo, carin, alva, logged_in):
    own = services.add_risk(by=alva, programme=programme, slug="egen", scope="execution", title="Egen", initiative=team)

    assert logged_in(doris).get(url("risk_assess", programme, own.slug)).status_code == 200
    for name in ("risk_assess", "risk_state"):
        assert logged_in(doris).post(url(name, programme, risk.slug)).status_code == 403
        assert logged_in(bo).post(url(name, programme, own.slug)).status_code == 403
        assert logged_in(carin).get(url(name, programme, own.slug)).status_code == 404


def test_rounds_side_by_side(programme, alva, bo, logged_in):
    checklist = ChecklistFactory(programme=programme)
    client = logged_in(alva)
    send(client, url("checklist_question_add", programme, checklist.slug), text="Räcker tiden?")
    question = checklist.questions.get()
    there = url("checklist_round_add", programme, checklist.slug)
    send(client, there, dated="2023-01-10", **{f"q_{question.pk}": "unknown", f"q_{question.pk}_words": "Vi har inte frågat"})
    assert "Förra gången: vet inte – Vi har inte frågat." in client.get(there).content.decode()
    send(client, there, dated="2023-09-10", **{f"q_{question.pk}": "yes"})

    page = logged_in(bo).get(url("checklists", programme)).content.decode()

    assert ChecklistRound.objects.count() == 2
    assert page.index("<span>vet inte</span>") < page.index("<span>ja</span>")
    assert "ändrat svar" in page
    assert "0 av 1" in page
    assert "1 av 1" in page
    assert logged_in(bo).post(there).status_code == 403


def test_words_without_an_answer_are_asked_about(programme, alva, logged_in):
    checklist = ChecklistFactory(programme=programme)
    question = services.add_checklist_question(by=alva, programme=programme, slug="q", checklist=checklist, text="Räcker tiden?")

    answer = send(
        logged_in(alva), url("checklist_round_add", programme, checklist.slug), dated="2023-01-10", **{f"q_{question.pk}_words": "Kanske"}
    )

    assert answer.status_code == 422
    assert "Kanske" in answer.content.decode()


def test_as_many_questions(programme, bo, alva, logged_in, django_assert_max_num_queries):
    client = logged_in(bo)
    for size in (2, 60):
        for number in range(size):
            services.add_risk(
                by=alva, programme=programme, slug=f"r{size}-{number}", scope="change", title="Risk", likelihood=3, impact=3,
                initiative=InitiativeFactory(programme=programme),
            )  # fmt: skip
            checklist = ChecklistFactory(programme=programme)
            services.add_checklist_question(by=alva, programme=programme, slug=f"q{size}-{number}", checklist=checklist, text="Vet vi?")
        for name in ("risks", "checklists"):
            with django_assert_max_num_queries(11):
                client.get(url(name, programme))
