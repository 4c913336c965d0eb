"""Are we nearer? Three ways beside each other, never added; what is missing is told as missing."""

import time
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from fardplan.accounts.permissions import Role
from fardplan.kit.timing import Timing
from fardplan.overview.nearer import activities_say, figures_say, units_say
from fardplan.plan.models import Activity
from fardplan.reviews.models import ActivityReview
from fardplan.reviews.queries import Judged
from fardplan.selfassessment.queries import Points
from tests.factories import (
    ActivityFactory,
    ActivityReviewFactory,
    GoalFactory,
    IndicatorFactory,
    MembershipFactory,
    OrganisationFactory,
    PartyFactory,
    ProgressStepFactory,
    UserFactory,
)

WHEN = Timing.parse("3 februari", year=2023)
BETTER, WORSE, CHANCE, FEW, NONE = ("improvement_high", 20), ("concern_low", 20), ("common_cause", 20), ("", 6), ("", 0)


@pytest.mark.parametrize(
    ("signs", "shape", "words", "more"),
    [
        ([], "off", "inga nyckeltal", ""),
        ([NONE], "off", "siffror saknas", ""),
        ([FEW, NONE], "off", "1 med för få mätpunkter för att bedöma, 1 utan siffror", ""),
        ([BETTER, CHANCE, FEW], "ok", "1 har blivit bättre, 1 utan förändring utöver slumpen", "1 med för få mätpunkter för att bedöma"),
        ([BETTER, BETTER, WORSE], "warn", "2 har blivit bättre, 1 har blivit sämre", ""),
        ([WORSE, NONE], "bad", "1 har blivit sämre", "1 utan siffror"),
        ([CHANCE], "paused", "1 utan förändring utöver slumpen", ""),
    ],
)
def test_figures_keep_their_uncertainty(signs, shape, words, more):
    said = figures_say(signs)
    assert (said.shape, said.words, said.more) == (shape, words, more)


@pytest.mark.parametrize(
    ("points", "words", "more"),
    [
        (Points("shown", Decimal(63), 3, Decimal(-4), (Decimal(41), Decimal(80))), "63 poäng (−4 sedan förra gången)", "mellan enheter 41–80"),
        (Points("shown", Decimal(63), 1), "63 poäng", ""),
        (Points("few"), "visas inte: för få har svarat", ""),
        (Points("kept"), "parten har inte visat det än", ""),
        (Points("none"), "inga svar", ""),
        (None, "inte tillfrågad", ""),
    ],
)  # fmt: skip
def test_what_units_say_is_shown_or_said_why_not(points, words, more):
    said = units_say(points)
    assert (said.words, said.more) == (words, more)
    assert said.is_missing == (points is None or points.state != "shown")
    assert units_say(None, has_round=False).words == "ingen omgång"


def test_judged_progress_is_counted_never_guessed():
    steps = [SimpleNamespace(pk=1, label="Står still", tone="same"), SimpleNamespace(pk=2, label="Närmare", tone="closer")]
    assert activities_say(Judged({1: 2, 2: 1}, 1, 4), steps).words == "2 Står still, 1 Närmare"
    assert activities_say(Judged({1: 2, 2: 1}, 1, 4), steps).more == "1 inte bedömd, 4 inte uppföljda"
    assert activities_say(Judged({1: 2}), steps).shape == "paused"
    assert activities_say(Judged({}, 0, 4), steps).is_missing
    assert activities_say(Judged(), steps).words == "inga aktiviteter"


@pytest.fixture
def ekby(programme):
    return PartyFactory(programme=programme, slug="ekby", organisation=OrganisationFactory(slug="ekby", name="Ekby", short_name="Ekby"))


@pytest.mark.django_db
class TestPage:
    def test_each_cell_leads_to_what_it_rests_on(self, programme, ekby, bo, carin, logged_in):
        goal = GoalFactory(programme=programme, slug="nara", number=1, title="Jag får vård nära")
        IndicatorFactory(programme=programme, name="Återinläggningar").goals.set([goal])
        activity = ActivityFactory(programme=programme, responsible=ekby, title="Gemensamma hembesök", year=2023)
        step = ProgressStepFactory(programme=programme, label="På väg")
        ActivityReviewFactory(activity=activity, party=ekby, goals=[goal], progress=step)
        client, url = logged_in(bo), reverse("nearer", args=[programme.slug])

        page = client.get(url, {"period": "2023"}).content.decode()
        assert "1 På väg" in page
        assert "siffror saknas" in page
        assert "ingen omgång" in page
        where = reverse("nearer_evidence", args=[programme.slug, "nara", "ekby"])
        assert f'href="{where}?period=2023#aktiviteter"' in page
        evidence = client.get(where, {"period": "2023"}).content.decode()
        assert "Gemensamma hembesök" in evidence
        assert "Återinläggningar" in evidence
        assert "1 På väg" not in client.get(url, {"period": "2022"}).content.decode()
        assert client.get(url, {"period": "i fjol"}).status_code == 404
        assert logged_in(carin).get(url).status_code == 404

    def test_sixteen_parties_ten_goals_and_thousands_of_activities(self, programme, django_assert_max_num_queries):
        goals = [GoalFactory(programme=programme, number=n, slug=f"mal-{n}") for n in range(1, 11)]
        parties = [PartyFactory(programme=programme) for _n in range(16)]
        steps = [ProgressStepFactory(programme=programme, tone=tone) for tone in ("closer", "same", "further")]
        activities = Activity.objects.bulk_create(
            ActivityFactory.build(time=WHEN, programme=programme, responsible=parties[n % 16], year=2023, slug=f"a-{n}")
            for n in range(4_000)
        )
        reviews = ActivityReview.objects.bulk_create(
            ActivityReviewFactory.build(activity=each, programme=programme, party=each.responsible, slug=each.slug, progress=steps[n % 3])
            for n, each in enumerate(activities[:3_000])
        )
        for model, rows, name in ((Activity, activities, "activity"), (ActivityReview, reviews, "activityreview")):
            links = model.goals.through
            links.objects.bulk_create(links(**{f"{name}_id": row.pk, "goal_id": goals[n % 10].pk}) for n, row in enumerate(rows))
        user = MembershipFactory(user=UserFactory(), programme=programme, role=Role.READER).user
        client, url = Client(), reverse("nearer", args=[programme.slug])
        client.force_login(user)
        assert client.get(url, {"period": "2023"}).status_code == 200  # what is read once

        with django_assert_max_num_queries(20):
            began = time.process_time()
            page = client.get(url, {"period": "2023"}).content.decode()
            took = time.process_time() - began

        assert page.count('scope="row"') == 160
        assert took < 1, f"{took * 1000:.0f} ms of CPU: 250 on a quiet machine, see docs/performance.md"


@pytest.mark.django_db
@pytest.mark.parametrize("period", ["2031", "2023-H1"])
def test_a_period_that_is_asked_for_stands_among_the_choices(programme, bo, logged_in, period):
    page = logged_in(bo).get(reverse("nearer", args=[programme.slug]), {"period": period})
    assert f'value="{period}" selected' in page.text
