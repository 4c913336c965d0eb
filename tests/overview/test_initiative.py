"""The page of one initiative."""

from datetime import date

import pytest

from fardplan.accounts.permissions import Role
from fardplan.governance.models import Decision, Matter, PartyDecision
from fardplan.kit.timing import Timing
from fardplan.plan.models import Dependency
from fardplan.portfolio import services
from fardplan.portfolio.models import InitiativeGoal, Reflection
from fardplan.portfolio.rules import Phase
from fardplan.status.models import Risk
from tests.factories import (
    ActivityFactory,
    GoalFactory,
    InitiativeFactory,
    MembershipFactory,
    MilestoneFactory,
    OrganisationFactory,
    PartyFactory,
    TargetGroupFactory,
    UserFactory,
)
from tests.overview.conftest import address
from tests.overview.test_county import main_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def parties(programme):
    programme.shown_as_of = date(2024, 10, 15)
    programme.save()
    return [
        PartyFactory(programme=programme, organisation=OrganisationFactory(short_name=name, name=f"{name} kommun"))
        for name in ("Ekby", "Lindnäs", "Åbyfors")
    ]


@pytest.fixture
def team(programme, parties):
    goals = [GoalFactory(programme=programme, number=n, short_title=f"Nära {n}") for n in (1, 2)]
    team = InitiativeFactory(
        programme=programme, slug="team", title="Närvårdsteam i hela länet", description="Ett team åker hem.\n\nSamma dag.", time="Start 2023",
        goals=goals, parties=parties[:2], phase=Phase.RUNNING, began="mars 2023", change_owner="Vårdchefen", form="pilot",
    )  # fmt: skip
    team.target_groups.add(TargetGroupFactory(programme=programme, name="Sköra äldre", age_from=65, cfs_from=5, cfs_to=6))
    return team


def test_what_it_is_and_how_far_it_has_come(programme, team, bo, shown):
    text = shown(bo, "initiative", programme, "team")

    for words in (
        "Närvårdsteam i hela länet",
        "Ett team åker hem.",
        "Samma dag.",
        "Start 2023",
        "Vårdchefen",
        "Pilot",
        "Nära 1, Nära 2",
        "Sköra äldre",
        "65 eller äldre",
        "5–6",
        "sedan mars 2023",
    ):
        assert words in text
    assert 'aria-current="step"' in text
    assert address("party", programme, team.parties.first().slug) in text


def test_what_is_missing_is_told_as_missing(programme, parties, bo, shown):
    InitiativeFactory(programme=programme, slug="tomt", phase=None)

    text = main_of(shown(bo, "initiative", programme, "tomt"))

    assert text.count("uppgift saknas") >= 8
    assert "Fas saknas" in text
    assert "Ingen fas är angiven" in text
    assert "Ingen beskrivning är skriven" in text
    assert "<dd></dd>" not in text.replace("\n", "").replace(" ", "")


def test_work_decisions_and_risks(programme, team, parties, bo, shown):
    ActivityFactory(programme=programme, initiative=team, title="Så jobbar teamet", responsible=parties[0])
    MilestoneFactory(programme=programme, initiative=team, title="Avtal om läkartid", time="30 juni 2024", party=parties[1])
    other = InitiativeFactory(programme=programme, slug="plan", title="Samlad plan")
    Dependency.objects.create(programme=programme, slug="b", text="Behöver se planen.", initiative=team, on_initiative=other)
    Reflection.objects.create(programme=programme, slug="r", kind="lesson", year=2024, text="En telefonlista först.", initiative=team)
    Risk.objects.create(programme=programme, slug="k", scope="change", title="Läkare saknas", likelihood=4, impact=5, initiative=team)
    Risk.objects.create(programme=programme, slug="l", scope="change", title="Bilar saknas", initiative=team)
    matter = Matter.objects.create(programme=programme, slug="m", title="Teamen", initiative=team)
    decision = Decision.objects.create(programme=programme, slug="d", matter=matter, title="Teamen införs")
    PartyDecision.objects.create(decision=decision, party=parties[0], outcome="agreed_with_addition", words="Om läkaren kommer.")

    text = shown(bo, "initiative", programme, "team")
    for words in ("Så jobbar teamet", "Avtal om läkartid", "107", "Behöver se planen.", "Samlad plan", "En telefonlista först.", "20 av 25", "inte bedömd", "Teamen införs", "Om läkaren kommer.", "Väntar på Lindnäs och Åbyfors"):  # fmt: skip
        assert words in text
    assert "beror av det här arbetet" in shown(bo, "initiative", programme, "plan")


def test_links_that_no_source_states_are_marked(programme, team, bo, shown):
    assert "Påhittat exempel" not in shown(bo, "initiative", programme, "team")
    InitiativeGoal.objects.filter(initiative=team, goal__number=2).update(origin="invented")

    text = shown(bo, "initiative", programme, "team")
    assert text.count("data-invented") == 1
    assert "Påhittat exempel" in text


def test_a_vacant_leader_is_told_once(programme, parties, bo, shown):
    InitiativeFactory(programme=programme, slug="a", leader_is_vacant=True, leader_note="Vakant")
    InitiativeFactory(programme=programme, slug="b", leader_is_vacant=True, leader_note="Vakant sedan mars")

    assert main_of(shown(bo, "initiative", programme, "a")).count("Vakant") == 1
    assert "Vakant sedan mars" in shown(bo, "initiative", programme, "b")


@pytest.mark.parametrize(
    "role, edit, move",
    [(Role.LEAD, True, True), (Role.CHANGE_LEADER, True, True), (Role.STEERING, False, False), (Role.READER, False, False)],
)
def test_buttons_for_those_who_may(programme, team, shown, role, edit, move):
    user = UserFactory()
    MembershipFactory(user=user, programme=programme, role=role)

    text = shown(user, "initiative", programme, "team")

    assert (address("initiative_edit", programme, "team") in text) is edit
    assert (address("initiative_move", programme, "team") in text) is move


def test_a_coordinator_edits_what_the_own_party_takes_part_in(programme, team, parties, shown):
    for party, may in ((parties[0], True), (parties[2], False)):
        user = UserFactory()
        MembershipFactory(user=user, programme=programme, role=Role.COORDINATOR, party=party)
        assert (address("initiative_edit", programme, "team") in shown(user, "initiative", programme, "team")) is may


def test_what_is_added_from_here_belongs_here(programme, team, alva, shown):
    text = shown(alva, "initiative", programme, "team")
    for route in ("activity_add", "milestone_add"):
        assert f"{address(route, programme)}?arbete=team" in text


def test_the_form_of_an_activity_begins_with_the_initiative(programme, team, alva, logged_in):
    answer = logged_in(alva).get(f"{address('activity_add', programme)}?arbete=team")
    assert f'<option value="{team.pk}" selected' in answer.content.decode()


def test_somebody_elses_work_is_not_there(programme, other_programme, team, bo, carin, logged_in):
    theirs = InitiativeFactory(programme=other_programme, slug="theirs")

    assert logged_in(carin).get(address("initiative", programme, "team")).status_code == 404
    assert logged_in(carin).get(address("initiative", other_programme, "team")).status_code == 404
    assert logged_in(bo).get(address("initiative", programme, theirs.slug)).status_code == 404
    assert logged_in(bo).get(address("initiative", programme, "finns-inte")).status_code == 404


def test_the_portfolios_own_addresses_win(programme, alva, logged_in):
    for route in ("initiative_add", "inclusion_criteria", "target_groups", "working_methods"):
        answer = logged_in(alva).get(address(route, programme))
        assert answer.status_code == 200
        assert answer.resolver_match.url_name == route


def test_history_in_plain_words(programme, parties, alva, bo, shown):
    work = services.add_initiative(
        by="load", programme=programme, slug="senare", title="Nytt", phases=[{"phase": Phase.IDEA, "began": Timing.parse("2023")}]
    )
    goal = GoalFactory(programme=programme, number=3)
    work = services.edit_initiative(work, by=alva, title="Nyare", time=Timing.parse("HT 2024"), goals=[goal])
    services.move(work, to=Phase.PROPOSED, began=Timing.parse("HT 2024"), by=alva)

    text = " ".join(shown(bo, "initiative", programme, "senare").split())

    assert "Lade in arbetet." in text
    assert "inläst från en mapp" in text
    assert "Fas: Idé, 2023." in text
    assert "Ändrade tid och rubrik." in text or "Ändrade rubrik och tid." in text
    assert "Kopplade 1 delmål." in text
    assert "Fas: Föreslaget, HT 2024." in text
    assert "Alva" in text
    assert "title" not in text[text.index(">Historik<") :].replace("<title>", "")


def test_history_shows_the_latest_ten(programme, parties, alva, bo, shown):
    work = InitiativeFactory(programme=programme, slug="senare")
    for n in range(14):
        work = services.edit_initiative(work, by=alva, comment=f"Kommentar {n}")

    text = shown(bo, "initiative", programme, "senare")

    assert text.count("Ändrade kommentar.") == 10
