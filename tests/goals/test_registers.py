"""What stands round the goals: levels above, shifts, areas, ambitions, superior strategies."""

import pytest
from django.urls import reverse

from fardplan.goals.models import (
    Ambition,
    BenefitObject,
    Goal,
    OutcomeGoal,
    Principle,
    ProgrammeArea,
    Shift,
    StrategicGoal,
    SuperiorGoal,
    SuperiorStrategy,
    Vision,
)
from tests.factories import GoalFactory
from tests.pages import Page, PageStories, send, told

pytestmark = pytest.mark.django_db


def the_goal(programme):
    return Goal.objects.filter(programme=programme).first() or GoalFactory(programme=programme)


def the_strategy(programme):
    held = SuperiorStrategy.objects.filter(programme=programme).first()
    return held or SuperiorStrategy.objects.create(programme=programme, slug="agenda", name="Agenda 2030")


class TestPages(PageStories):
    PAGES = (
        Page(
            "ambition",
            Ambition,
            "goals",
            {"year": "2025", "text": "Hälften har en samlad plan"},
            field="text",
            bad={"text": "Alla", "year": "snart"},
            said="År",
            under=the_goal,
        ),
        Page(
            "strategic_goal",
            StrategicGoal,
            "goals",
            {"text": "God och jämlik vård"},
            field="text",
            said="I en mening: Det här behöver fyllas i.",
        ),
        Page(
            "outcome_goal",
            OutcomeGoal,
            "goals",
            {"text": "Samordning som håller"},
            field="text",
            said="I en mening: Det här behöver fyllas i.",
        ),
        Page(
            "shift",
            Shift,
            "goals",
            {"from_text": "organisationen", "to_text": "personen"},
            field="to_text",
            bad={"from_text": "reaktivt"},
            said="Till: Det här behöver fyllas i.",
        ),
        Page(
            "principle",
            Principle,
            "goals",
            {"kind": "principle", "text": "Vi lyssnar på varandra"},
            field="text",
            said="Värdeord eller princip: Det här behöver fyllas i.",
        ),
        Page("programme_area", ProgrammeArea, "goals", {"name": "Samverkan", "is_vacant": "on"}, field="name", said="Programområde"),
        Page(
            "vision",
            Vision,
            "goals",
            {"text": "Jag får hjälp där jag bor", "horizon_year": "2030"},
            field="text",
            bad={"horizon_year": "snart"},
            said="Målår",
        ),
        Page(
            "benefit_object",
            BenefitObject,
            "goals",
            {"number": "1", "title": "Trygg hemgång"},
            field="title",
            bad={"number": "en"},
            said="Nummer",
        ),
        Page(
            "superior_strategy",
            SuperiorStrategy,
            "goals",
            {"name": "Agenda 2030", "description": "Hållbar utveckling", "goals": lambda p: [the_goal(p).pk]},
            field="name",
            bad={"description": "Utan namn"},
            said="Strategi, lag eller utredning: Det här behöver fyllas i.",
        ),
        Page(
            "superior_goal",
            SuperiorGoal,
            "goals",
            {"title": "Mål 3", "perspective": "Invånare", "meaning": "Hälsa"},
            field="title",
            bad={"meaning": "Något"},
            said="Strategins mål: Det här behöver fyllas i.",
            under=the_strategy,
        ),
    )


def test_one_ambition_a_year(programme, alva, logged_in):
    url = reverse("ambition_add", args=[programme.slug, the_goal(programme).slug])
    send(logged_in(alva), url, year="2025", text="Hälften")

    answer = send(logged_in(alva), url, year="2025", text="Alla")

    assert told(answer) == ["År: Delmålet har redan ett ambitionsmål för det året: ändra det."]


def test_a_goal_that_cannot_open_again_says_why(programme, alva, logged_in):
    client, closed = logged_in(alva), GoalFactory(programme=programme, slug="forr", number=1, until_date="2020-01-01")
    GoalFactory(programme=programme, slug="nu", number=1)
    url = reverse("goal_reopen", args=[programme.slug, closed.slug])

    assert client.get(url).status_code == 200
    answer = client.post(url)

    assert answer.status_code == 422
    assert "Det finns redan ett mål med det numret." in answer.content.decode()
