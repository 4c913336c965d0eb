"""Where we are: the first page of a programme, full, empty, and for those who only read."""

from datetime import date

import pytest

from fardplan.economy.models import Budget, BudgetLine, Outturn
from fardplan.goals.models import Ambition, Vision
from fardplan.governance.models import Decision, Matter, PartyDecision
from fardplan.portfolio.models import InitiativeGoal
from fardplan.portfolio.rules import Phase
from tests.factories import GoalFactory, InitiativeFactory, MilestoneFactory, OrganisationFactory, PartyFactory
from tests.overview.conftest import address

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(programme):
    """A small programme as it stood on 31 December 2023."""
    programme.shown_as_of = date(2023, 12, 31)
    programme.save()
    Vision.objects.create(programme=programme, slug="v", text="Hjälpen är nära mig")
    goal = GoalFactory(programme=programme, number=1, title="Jag får hjälp där jag är")
    Ambition.objects.create(programme=programme, slug="a", goal=goal, year=2023, text="Hälften har en plan", origin="invented")
    team = InitiativeFactory(programme=programme, title="Närvårdsteam", slug="team", goals=[goal])
    InitiativeFactory(programme=programme, title="En idé om nätter", slug="natt", phase=Phase.IDEA)
    MilestoneFactory(programme=programme, title="Avtalet är tecknat", time="oktober 2023", responsible="Programkontoret")
    MilestoneFactory(programme=programme, title="Teamen är igång", time="VT 2025").goals.add(goal)
    budget = Budget.objects.create(programme=programme, slug="b", title="Budget", year=2023)
    line = BudgetLine.objects.create(programme=programme, slug="p", budget=budget, title="Programkontoret", amount=1000)
    Outturn.objects.create(line=line, period="2023", amount=943)
    ekby, lind = (PartyFactory(programme=programme, organisation=OrganisationFactory(short_name=name)) for name in ("Ekby", "Lindnäs"))
    matter = Matter.objects.create(programme=programme, slug="m", title="Teamen", initiative=team)
    decision = Decision.objects.create(programme=programme, slug="d", matter=matter, title="Teamen införs")
    PartyDecision.objects.create(decision=decision, party=ekby, outcome="agreed")
    return programme, goal, lind


def test_everything_on_one_page(filled, bo, shown):
    programme, _goal, _party = filled

    text = shown(bo, "county", programme)

    assert "Hjälpen är nära mig" in text
    assert "31\N{NO-BREAK SPACE}december\N{NO-BREAK SPACE}2023" in text
    assert "Jag får hjälp där jag är" in text
    assert "Hälften har en plan" in text
    assert address("initiative", programme, "team") in text
    assert "Avtalet är tecknat" in text
    assert "61 dagar" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Programkontoret" in text
    assert "Teamen är igång" in text
    assert "94,3" in text
    assert "Lindnäs har inte svarat" in text or "väntar på Lindnäs" in text


def test_what_is_invented_says_so(filled, bo, shown):
    programme, goal, _party = filled
    before = shown(bo, "county", programme).count("Påhittat exempel")
    InitiativeGoal.objects.filter(goal=goal).update(origin="invented")

    assert before == 1  # the ambition
    assert shown(bo, "county", programme).count("Påhittat exempel") == 2


def test_a_reader_sees_no_buttons(filled, bo, shown):
    programme, _goal, _party = filled
    assert "ds-button" not in besides_news(main_of(shown(bo, "county", programme)))


def test_an_empty_programme_shows_the_first_steps_to_those_who_may_take_them(programme, alva, bo, shown):
    leads, reads = shown(alva, "county", programme), main_of(shown(bo, "county", programme))

    for route in ("party_add", "goal_add", "initiative_add", "activity_add", "budget_add"):
        assert address(route, programme) in leads
        assert address(route, programme) not in reads
    assert "Ingen målbild än" in reads
    assert "ds-button" not in besides_news(reads)


def test_a_stranger_does_not_see_it(filled, carin, logged_in):
    programme, _goal, _party = filled
    for route in ("county", "timeline"):
        assert logged_in(carin).get(address(route, programme)).status_code == 404


def test_a_budget_without_lines_is_a_budget(programme, alva, shown):
    """Else the page would offer to add one, which the database refuses."""
    programme.shown_as_of = date(2023, 12, 31)
    programme.save()
    Budget.objects.create(programme=programme, slug="b", title="Budget", year=2023)

    assert "Ingen budget för 2023 än" not in shown(alva, "county", programme)


def test_many_initiatives_are_counted_and_linked(programme, bo, shown):
    goal = GoalFactory(programme=programme, number=1)
    for n in range(20):
        InitiativeFactory(programme=programme, slug=f"arbete-{n}", goals=[goal])

    text = shown(bo, "county", programme)

    assert "20 inkluderade utvecklingsarbeten" in text
    assert f"{address('portfolio', programme)}?mal={goal.slug}" in text
    assert "14 till" in text  # six are shown towards the goal
    assert "12 till" in text  # eight in the phase


def besides_news(main):
    """Without the part that shows each their own news, which is asked for by a button where there are no scripts."""
    before, _start, rest = main.partition('<section class="fp-sec" aria-labelledby="nytt">')
    return before + rest.partition("</section>")[2]


def main_of(text):
    return text[text.index("<main") : text.index("</main>")]
