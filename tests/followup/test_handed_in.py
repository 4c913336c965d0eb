"""What a party has handed in stays readable when its year is opened again; what waits for it; and a unit that changes party meanwhile."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from fardplan.accounts.permissions import Role
from fardplan.followup import services
from fardplan.followup.models import HandIn
from fardplan.followup.waiting import waiting_for
from fardplan.parties.access import authority_of
from fardplan.selfassessment import answering
from tests.factories import (
    ActivityFactory,
    ActivityReviewFactory,
    CompilationFactory,
    MembershipFactory,
    OrganisationFactory,
    PartyFactory,
    PartyYearFactory,
)
from tests.factories.selfassessment import AnswerFactory, AssessmentFactory, InstrumentFactory, RoundFactory, StatementFactory
from tests.pages import send

NOW, DUE = datetime(2024, 1, 20, 12, tzinfo=UTC), date(2024, 1, 31)
pytestmark = pytest.mark.django_db


@pytest.fixture
def ekby(programme):
    return PartyFactory(programme=programme, slug="ekby", organisation=OrganisationFactory(short_name="Ekby"))


@pytest.fixture
def nybro(programme):
    return PartyFactory(programme=programme, slug="nybro", organisation=OrganisationFactory(short_name="Nybro"))


@pytest.fixture
def asked(programme):
    return CompilationFactory(programme=programme)


@pytest.fixture
def coordinator(programme, ekby):
    return MembershipFactory(programme=programme, role=Role.COORDINATOR, party=ekby).user


def test_what_was_handed_in_before_stays_readable(programme, asked, ekby, alva, coordinator, logged_in):
    services.write_year(asked, ekby, by=coordinator, summary="Vi träffade tolv personer.")
    year = services.mark_ready(asked, ekby, by=coordinator, at=NOW)
    services.reopen_year(year, by=alva, at=NOW, reason="Fel antal")
    services.write_year(asked, ekby, by=coordinator, summary="Vi träffade tjugo personer.")
    client = logged_in(coordinator)
    first = reverse("local_handed_in", args=[programme.slug, asked.slug, "ekby", 1])

    page = client.get(first).text
    assert "Vad som har ändrats sedan dess" in page
    assert page.count("tolv") == 2, "in the text as it was, and in what differs"
    assert '<mark class="fp-differs">tjugo</mark>' in page

    services.mark_ready(asked, ekby, by=coordinator, at=NOW + timedelta(days=1))
    assert "Vad inlämning 2 säger i stället" in client.get(first).text
    party_page = client.get(reverse("party_year", args=[programme.slug, asked.slug, "ekby"])).text
    assert [f"Inlämning {n}" in party_page for n in (1, 2, 3)] == [True, True, False]
    assert client.get(first.replace("-1/", "-3/")).status_code == 404


def test_one_that_was_loaded_as_ready_is_kept_when_it_is_opened(programme, asked, ekby, alva):
    year = PartyYearFactory(compilation=asked, party=ekby, is_ready=True, summary="Ur en mapp.")
    services.reopen_year(year, by=alva, at=NOW, reason="Fel antal")
    assert "Ur en mapp." in HandIn.objects.get().document_text


def test_the_database_itself_keeps_it(programme, asked, ekby, alva):
    services.mark_ready(asked, ekby, by=alva, at=NOW)
    rows = HandIn.objects.all()
    for break_it in (lambda: rows.update(document_text="{}"), rows.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            break_it()


def waits(user, programme, today):
    return [(thing.kind, thing.title, thing.last_day) for thing in waiting_for(authority_of(user, programme, on=today), today=today)]


def test_a_party_is_reminded_until_it_is_ready(programme, asked, ekby, nybro, coordinator, alva):
    reviewed, *_rest = [ActivityFactory(programme=programme, responsible=ekby, year=2023, state="done") for _n in range(3)]
    ActivityFactory(programme=programme, responsible=ekby, year=2023, state="planned")
    ActivityFactory(programme=programme, responsible=nybro, year=2023, state="done")
    ActivityReviewFactory(activity=reviewed, party=ekby, period="2023")
    CompilationFactory(programme=programme, period="2031", due_date=None)  # nobody waits for what has not been
    day = date(2024, 1, 10)

    assert waits(coordinator, programme, day) == [
        ("activity_review", "Följ upp 2 genomförda aktiviteter, 2023", DUE),
        ("party_year", "Skriv och klarmarkera uppföljningen av 2023", DUE),
    ]
    assert waits(alva, programme, day) == [], "nobody is reminded for a party that is not theirs"
    assert waits(coordinator, programme, DUE + timedelta(days=400)) == [], "then the county has gone on without it"
    services.mark_ready(asked, ekby, by=coordinator, at=NOW)
    assert waits(coordinator, programme, day) == []


def test_the_party_page_leads_to_the_review(programme, asked, ekby, coordinator, logged_in):
    activity = ActivityFactory(programme=programme, responsible=ekby, year=2023, state="done")
    client, url = logged_in(coordinator), reverse("party_year", args=[programme.slug, asked.slug, "ekby"])
    link = reverse("activity_review_add", args=[programme.slug, activity.slug])
    assert link in client.get(url).text
    ActivityReviewFactory(activity=activity, party=ekby, period="2023")
    assert link not in client.get(url).text


@pytest.fixture
def typed(programme, ekby):
    """A unit of Ekby that has answered all statements of the year's round and not handed in."""
    instrument = InstrumentFactory(programme=programme)
    held = RoundFactory(programme=programme, instrument=instrument, period="2023")
    found = AssessmentFactory(round=held, party=ekby)
    AnswerFactory(
        assessment=found, statement=StatementFactory(programme=programme, instrument=instrument), value=instrument.steps[-1].value
    )
    return found


def test_a_unit_moves_to_another_party_when_the_first_is_locked(programme, asked, ekby, nybro, alva, typed):
    services.mark_ready(asked, ekby, by=alva, at=NOW)
    with pytest.raises(ValidationError, match="Ekby har markerat"):
        answering.hand_in(typed, by=alva, on=DUE, people=7)
    assert typed.answers.count() == 1, "nothing of what was answered is lost"

    typed.unit.organisation = nybro.organisation
    typed.unit.save()
    moved = answering.move_assessment(typed, by=alva, on=DUE)
    assert answering.hand_in(moved, by=alva, on=DUE, people=7).party == nybro


def test_what_a_locked_party_has_handed_in_is_not_moved_or_taken_back(programme, asked, ekby, nybro, alva, typed):
    answering.hand_in(typed, by=alva, on=DUE, people=7)
    services.mark_ready(asked, ekby, by=alva, at=NOW)
    typed.unit.organisation = nybro.organisation
    typed.unit.save()
    with pytest.raises(answering.NotNow):
        answering.move_assessment(typed, by=alva, on=DUE)
    with pytest.raises(ValidationError, match="Ekby har markerat"):
        answering.reopen_assessment(typed, by=alva, keeps=True)


def test_a_unit_does_not_hand_in_to_a_party_that_is_ready(programme, asked, ekby, nybro, alva, typed, logged_in):
    PartyYearFactory(compilation=asked, party=nybro, is_ready=True)
    typed.unit.organisation = nybro.organisation
    typed.unit.save()
    moved = answering.move_assessment(typed, by=alva, on=DUE)
    respondent = MembershipFactory(programme=programme, role=Role.COORDINATOR, party=nybro).user

    answer = send(logged_in(respondent), reverse("assessment_hand_in", args=[programme.slug, moved.slug]), people=7)

    assert answer.status_code == 422
    assert "Nybro har markerat" in answer.text
    moved.refresh_from_db()
    assert (moved.is_handed_in, moved.answers.count()) == (False, 1)
