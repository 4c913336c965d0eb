"""Which part of a year a row of a plan tells of: what is handed in for a half-year locks what was carried out in it, and nothing that goes on."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from fardplan.followup import services as followup
from fardplan.kit.timing import Timing
from fardplan.plan import plans, services
from fardplan.plan.locks import shortest, tells_of
from fardplan.plan.models import PlanVersion
from tests.factories import ActivityFactory, CompilationFactory, MilestoneFactory, OrganisationFactory, PartyFactory, PlanFactory

NOW = datetime(2025, 7, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "starts, until, year, expected",
    [
        (date(2025, 5, 2), date(2025, 5, 3), 2025, "2025-05"),
        (date(2025, 5, 1), date(2025, 6, 1), 2025, "2025-05"),
        (date(2025, 5, 1), date(2025, 6, 2), 2025, "2025-Q2"),
        (date(2025, 1, 1), date(2025, 7, 1), 2025, "2025-H1"),
        (date(2025, 6, 1), date(2025, 8, 1), 2025, "2025"),
        (date(2024, 5, 2), date(2024, 5, 3), 2025, "2025"),  # reported in the year after: of that year
    ],
)
def test_the_shortest_period_that_holds_the_days(starts, until, year, expected):
    assert shortest(starts, until, year) == expected


@pytest.mark.parametrize(
    "is_done, starts, until, expected",
    [
        (True, date(2025, 5, 2), date(2025, 5, 3), "2025-05"),
        (False, date(2025, 5, 2), date(2025, 5, 3), "2025"),  # it goes on: it may be moved to the autumn
        (True, None, None, "2025"),
        (True, date(2025, 5, 2), None, "2025"),
    ],
)
def test_what_is_not_carried_out_tells_of_the_year(is_done, starts, until, expected):
    assert tells_of(2025, is_done=is_done, starts=starts, until=until) == expected


@pytest.fixture
def ekby(programme):
    return PartyFactory(programme=programme, slug="ekby", organisation=OrganisationFactory(short_name="Ekby"))


def locked(programme, party, alva, period="2025-H1"):
    row = CompilationFactory(programme=programme, period=period, due_date=None)
    return followup.mark_ready(row, party, by=alva, at=NOW)


def spring(**values):
    return ActivityFactory(year=2025, time="14 maj 2025", **values)


@pytest.mark.django_db
def test_a_half_years_lock_holds_what_was_carried_out_in_it(programme, ekby, alva):
    done, late = (spring(programme=programme, responsible=ekby, state=state) for state in ("done", "planned"))
    autumn = ActivityFactory(programme=programme, responsible=ekby, year=2025, time="3 oktober 2025", state="done")
    passed = MilestoneFactory(programme=programme, party=ekby, done="2 juni 2025")
    waiting = MilestoneFactory(programme=programme, party=ekby, time="maj 2025")
    year = locked(programme, ekby, alva)

    for verb in (
        lambda: services.edit_activity(done, by=alva, title="Något annat"),
        lambda: services.edit_activity(done, by=alva, attendance=[{"number": 12}]),
        lambda: services.edit_activity(late, by=alva, state="done"),  # said afterwards of the spring: the half-year is opened first
        lambda: services.edit_milestone(passed, by=alva, title="Något annat"),
        lambda: services.edit_milestone(waiting, by=alva, done=Timing.parse("2 juni 2025")),
    ):
        with pytest.raises(ValidationError, match="Ekby har markerat sin uppföljning av första halvåret 2025"):
            verb()
    services.edit_activity(autumn, by=alva, title="Går bra")
    services.edit_activity(late, by=alva, time=Timing.parse("3 oktober", year=2025), state="done")
    services.edit_milestone(waiting, by=alva, done=Timing.parse("2 augusti 2025"))

    followup.reopen_year(year, by=alva, at=NOW, reason="Fel antal")
    services.edit_activity(done, by=alva, title="Nu går det")


@pytest.mark.django_db
def test_a_years_lock_holds_its_plans(programme, ekby, alva):
    plan = PlanFactory(programme=programme, year=2025, parties=[ekby], activities=[spring(programme=programme, responsible=ekby)])
    locked(programme, ekby, alva, "2025")
    for verb in (
        lambda: plans.edit_plan(plan, by=alva, about="Något annat"),
        lambda: plans.send_version(plan, by=alva, at=NOW, today=NOW.date()),
    ):
        with pytest.raises(ValidationError, match="Ekby har markerat"):
            verb()
    assert plans.carry_over(plan, by=alva).year == 2026, "the next year is planned all the same"


@pytest.mark.django_db
def test_a_sent_version_is_kept_by_the_database_itself(programme, ekby, alva):
    plan = PlanFactory(programme=programme, year=2025, parties=[ekby], activities=[spring(programme=programme)])
    version = plans.send_version(plan, by=alva, at=NOW, today=NOW.date())
    rows = PlanVersion.objects.filter(pk=version.pk)
    for break_it in (lambda: rows.update(document_text="{}"), lambda: rows.update(number=2), rows.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            break_it()
    assert rows.update(is_baseline=False) == 1, "which one is the baseline may change"
