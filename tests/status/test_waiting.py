"""What waits for whom."""

from datetime import date

import pytest

from fardplan.parties.access import authority_of
from fardplan.status.models import FrictionPriority, Risk
from fardplan.status.waiting import waiting_for
from tests.factories import DeviationFactory, FrictionFactory, StatusReportFactory

pytestmark = pytest.mark.django_db
TODAY = date(2024, 1, 5)


def kinds(user, programme):
    return [each.kind for each in waiting_for(authority_of(user, programme, on=TODAY), today=TODAY)]


def test_the_leader_until_the_report_is_sent(programme, team, doris):
    (found,) = waiting_for(authority_of(doris, programme, on=TODAY), today=TODAY)
    assert (found.kind, found.last_day, found.days_left(TODAY)) == ("status_report", date(2024, 1, 14), 9)
    assert found.title == "Skriv läget i ”Närvårdsteam”, andra halvåret 2023"

    StatusReportFactory(initiative=team, period="2023-H2", overall="ok", sent_date=TODAY)
    assert kinds(doris, programme) == []


def test_deviations_wait_for_the_lead_and_the_leader(programme, team, doris, alva, bo):
    DeviationFactory(programme=programme)
    DeviationFactory(programme=programme, initiative=team)
    DeviationFactory(programme=programme, closed_date=TODAY, closed_words="Klart")
    StatusReportFactory(initiative=team, period="2023-H2", overall="ok", sent_date=TODAY)

    assert kinds(alva, programme) == ["deviation", "deviation"]
    assert kinds(doris, programme) == ["deviation"]
    assert kinds(bo, programme) == []


@pytest.mark.parametrize(
    "review, state, waits",
    [
        (date(2024, 1, 19), "open", True),
        (date(2024, 1, 20), "open", False),
        (date(2023, 1, 1), "closed", False),
        (date(2023, 1, 1), "open", True),
    ],
)
def test_risks_to_judge_anew(programme, alva, bo, review, state, waits):
    Risk.objects.create(programme=programme, slug="r", scope="change", title="R", review_date=review, state=state)
    assert kinds(alva, programme) == ["risk_review"] * waits
    Risk.objects.update(owner_user=bo)
    assert (kinds(alva, programme), kinds(bo, programme)) == ([], ["risk_review"] * waits)


def test_chosen_friction_that_nothing_is_done_about(programme, ekby, ebba, frej):
    row = FrictionFactory(party=ekby)
    FrictionPriority.objects.create(friction=row, party=ekby, period="2024-H1", place=1)

    assert (kinds(ebba, programme), kinds(frej, programme)) == (["friction"], [])


def test_as_many_questions(programme, team, alva, django_assert_max_num_queries):
    for _number in range(20):
        DeviationFactory(programme=programme, initiative=team)
    authority = authority_of(alva, programme, on=TODAY)
    with django_assert_max_num_queries(6):
        waiting_for(authority, today=TODAY)
