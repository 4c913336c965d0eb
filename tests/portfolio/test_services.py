"""Initiatives are entered, changed and moved; what hangs on one counts as a change of it."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from fardplan.audit.models import Event
from fardplan.audit.writes import Stale
from fardplan.kit.models import Origin
from fardplan.kit.timing import Timing
from fardplan.portfolio import services
from fardplan.portfolio.models import RESERVED_SLUGS, Initiative
from fardplan.portfolio.rules import Phase
from tests.factories import GoalFactory, InitiativeFactory, OrganisationFactory
from tests.pages import send

pytestmark = pytest.mark.django_db


def phases(initiative):
    return [(row.phase, row.began_words) for row in initiative.phases.all()]


def when(words):
    return Timing.parse(words)


def test_move(programme, alva):
    initiative = InitiativeFactory(programme=programme, phase=Phase.INCLUDED, began="2021")

    services.move(initiative, to=Phase.RUNNING, began=when("mars 2022"), by=alva, note="Beslut i mars")

    assert phases(initiative) == [("included", "2021"), ("running", "mars 2022")]
    assert [event.model for event in Event.objects.order_by("pk")] == ["portfolio.InitiativePhase", "portfolio.Initiative"]


def test_a_move_the_phase_does_not_allow(programme, alva):
    initiative = InitiativeFactory(programme=programme, phase=Phase.IDEA, began="2021")

    with pytest.raises(services.CannotMove, match="Från ”Idé” kan ett arbete inte gå till ”Genomförs”"):
        services.move(initiative, to=Phase.RUNNING, began=when("2022"), by=alva)
    assert phases(initiative) == [("idea", "2021")]


def test_history_can_be_filled_in_where_it_holds_together(programme, alva):
    initiative = InitiativeFactory(programme=programme, phase=Phase.RUNNING, began="2021")
    services.move(initiative, to=Phase.CLOSED, began=when("dec 2023"), by=alva)

    services.move(initiative, to=Phase.PAUSED, began=when("2022"), by=alva)
    with pytest.raises(services.CannotMove, match="Från ”Vilande” kan ett arbete inte gå till ”Inkluderat”"):
        services.move(initiative, to=Phase.INCLUDED, began=when("nov 2022"), by=alva)
    with pytest.raises(services.CannotMove, match="Från ”Idé” kan ett arbete inte gå till ”Genomförs”"):
        services.move(initiative, to=Phase.IDEA, began=when("2020"), by=alva)

    assert phases(initiative) == [("running", "2021"), ("paused", "2022"), ("closed", "dec 2023")]


def test_a_year_and_then_a_day_in_it(programme, alva):
    initiative = InitiativeFactory(programme=programme, phase=Phase.RUNNING, began="2023")

    services.move(initiative, to=Phase.CLOSED, began=when("1 dec 2023"), by=alva)

    assert phases(initiative) == [("running", "2023"), ("closed", "1 dec 2023")]


def test_a_phase_needs_a_beginning(programme, alva):
    initiative = InitiativeFactory(programme=programme)

    with pytest.raises(ValidationError) as error:
        services.move(initiative, to=Phase.CLOSED, began=when("löpande"), by=alva)
    assert list(error.value.message_dict) == ["began"]


def test_two_who_move_the_same_initiative(programme, alva):
    initiative = InitiativeFactory(programme=programme)
    services.move(initiative, to=Phase.PAUSED, began=when("juni 2023"), by=alva, seen=1)

    with pytest.raises(Stale):
        services.move(initiative, to=Phase.CLOSED, began=when("juli 2023"), by=alva, seen=1)


def test_changed_goals_are_a_new_version(programme, goals, alva):
    initiative = InitiativeFactory(programme=programme, goals=goals[:1])

    changed = services.edit_initiative(initiative, by=alva, seen=1, goals=goals[1:2])

    assert changed.version == 2
    assert Initiative.objects.get().version == 2
    with pytest.raises(Stale):
        services.edit_initiative(initiative, by=alva, seen=1, goals=goals)


def test_saving_what_is_already_there_changes_nothing(programme, goals, alva):
    organisation = OrganisationFactory()
    initiative = InitiativeFactory(programme=programme, goals=goals)
    services.edit_initiative(initiative, by=alva, partners=[(organisation, "Referens")])
    events = Event.objects.count()

    again = services.edit_initiative(initiative, by=alva, goals=goals, partners=[(organisation, "Referens")], title=initiative.title)

    assert (again.version, Event.objects.count()) == (2, events)


def test_an_invented_link_stays_invented_until_somebody_says_that_it_is_right(programme, goals, alva):
    initiative = InitiativeFactory(programme=programme, goals=goals[:1])
    initiative.goal_links.update(origin=Origin.INVENTED)

    services.edit_initiative(initiative, by=alva, goals=goals[:2])
    assert initiative.goal_links.get(goal=goals[0]).is_invented

    services.edit_initiative(initiative, by=alva, goals=[(goals[0], {"origin": Origin.ENTERED, "source": ""}), goals[1]])
    assert not initiative.goal_links.get(goal=goals[0]).is_invented


def test_another_programmes_goal_is_refused(programme, other_programme, alva):
    strange = GoalFactory(programme=other_programme)

    with pytest.raises(ValidationError):
        services.add_initiative(by=alva, programme=programme, slug="x", title="X", goals=[strange])
    assert not Initiative.objects.exists()


@pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS))
def test_a_key_that_is_a_page_is_refused(programme, alva, slug):
    with pytest.raises(ValidationError):
        services.add_initiative(by=alva, programme=programme, slug=slug, title="X")


class TestCorrectedPhases:
    @pytest.fixture
    def initiative(self, programme, alva):
        row = InitiativeFactory(programme=programme, phase=Phase.RUNNING, began="2021")
        services.move(row, to=Phase.PAUSED, began=when("mars 2022"), by=alva, note="Sommaren")
        services.move(row, to=Phase.RUNNING, began=when("HT 2022"), by=alva)
        return row

    def test_the_words_are_put_right_with_the_reason(self, initiative, alva):
        paused = initiative.phases.get(phase=Phase.PAUSED)

        services.correct_phase(paused, by=alva, began=when("25 april 2022"), correction="Protokollet säger april", note=paused.note)

        assert phases(initiative) == [("running", "2021"), ("paused", "25 april 2022"), ("running", "HT 2022")]
        paused.refresh_from_db()
        assert (paused.correction, paused.note) == ("Protokollet säger april", "Sommaren")

    @pytest.mark.parametrize("words", ["2019", "2024", "löpande"])
    def test_the_order_of_the_history_stands(self, initiative, alva, words):
        paused = initiative.phases.get(phase=Phase.PAUSED)

        with pytest.raises(ValidationError):
            services.correct_phase(paused, by=alva, began=when(words), correction="Fel")

        assert phases(initiative)[1] == ("paused", "mars 2022")

    def test_somebody_was_first(self, initiative, alva):
        with pytest.raises(Stale):
            services.correct_phase(initiative.phases.first(), by=alva, began=when("2020"), correction="Fel", seen=1)

    def test_from_the_page(self, programme, initiative, alva, bo, logged_in):
        first = initiative.phases.first()
        url = reverse("initiative_phase_correct", args=[programme.slug, initiative.slug, first.pk])
        assert url in logged_in(alva).get(reverse("initiative_move", args=[programme.slug, initiative.slug])).content.decode()
        assert logged_in(bo).get(url).status_code == 403

        assert send(logged_in(alva), url, began="hösten 2020", correction="").status_code == 422
        answer = send(logged_in(alva), url, began="HT 2020", correction="Enligt minnesanteckningen")

        assert "Enligt minnesanteckningen" in logged_in(bo).get(answer.headers["Location"]).content.decode()
        assert phases(initiative)[0] == ("running", "HT 2020")
        assert phases(initiative)[1:] == [("paused", "mars 2022"), ("running", "HT 2022")]
