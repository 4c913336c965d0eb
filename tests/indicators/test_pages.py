"""Indicators: entered, changed and shown with the goals they tell about."""

import pytest
from django.urls import reverse

from fardplan.indicators.models import Indicator
from tests.factories import GoalFactory, IndicatorFactory
from tests.pages import Page, PageStories, hidden, send, told

pytestmark = pytest.mark.django_db


class TestPages(PageStories):
    PAGES = (
        Page(
            "indicator",
            Indicator,
            "indicators",
            {
                "code": "U30",
                "name": "Återinläggning inom 30 dagar",
                "unit": "procent",
                "direction": "decrease",
                "level": "Kommun",
                "method": "Antal av alla utskrivna",
                "goals": lambda p: [GoalFactory(programme=p).pk],
            },
            field="name",
            bad={"name": "Mått", "unit": ""},
            said="Enhet: Det här behöver fyllas i.",
        ),
    )


def test_a_code_is_used_once(programme, alva, logged_in):
    IndicatorFactory(programme=programme, code="U30", name="Återinläggning")

    answer = send(logged_in(alva), reverse("indicator_add", args=[programme.slug]), code="U30", name="Annat", unit="dagar")

    assert told(answer) == ["Kod: ”Återinläggning” har den koden."]


def test_going_back_and_writing_another_is_not_the_same_form(programme, alva, logged_in):
    client, url = logged_in(alva), reverse("indicator_add", args=[programme.slug])
    form = {**hidden(client.get(url)), "name": "Ett", "unit": "dagar", "direction": "neutral"}

    for code in ("A", "B", "B"):
        assert client.post(url, {**form, "code": code}).status_code == 302

    assert sorted(Indicator.objects.values_list("code", flat=True)) == ["A", "B"]


def test_the_goals_of_another_programme_cannot_be_chosen(programme, other_programme, alva, logged_in):
    goal = GoalFactory(programme=other_programme)

    answer = send(logged_in(alva), reverse("indicator_add", args=[programme.slug]), code="U30", name="X", unit="dagar", goals=[goal.pk])

    assert answer.status_code == 422


def test_as_many_questions_however_many_there_are(programme, alva, logged_in, django_assert_num_queries):
    client, goal = logged_in(alva), GoalFactory(programme=programme)
    for size in (3, 30):
        for indicator in IndicatorFactory.create_batch(size, programme=programme):
            indicator.goals.add(goal)
        with django_assert_num_queries(8):
            client.get(reverse("indicators", args=[programme.slug]))
