"""The portfolio as rows, on a day; and the same rows by phase, by goal, by party."""

import datetime

import pytest

from fardplan.kit.models import Origin
from fardplan.kit.timing import Timing
from fardplan.portfolio import queries, services
from fardplan.portfolio.filters import EVERYTHING, PortfolioFilter, filter_options
from fardplan.portfolio.models import Initiative, InitiativePartner
from fardplan.portfolio.rules import Phase, phase_on
from tests.factories import BenefitObjectFactory, GoalFactory, InitiativeFactory, OrganisationFactory, TargetGroupFactory
from tests.portfolio.conftest import TODAY

pytestmark = pytest.mark.django_db


def titles(rows):
    return [row.title for row in rows]


def test_the_portfolio_is_what_the_steering_group_has_let_in(programme):
    for phase in Phase:
        InitiativeFactory(programme=programme, title=phase.value, phase=phase)
    InitiativeFactory(programme=programme, title="none", phase=None)

    assert titles(queries.portfolio_rows(programme, on=TODAY)) == ["running", "included", "spread_decided", "paused", "closed"]
    assert titles(queries.portfolio_rows(programme, EVERYTHING, on=TODAY))[-5:] == ["proposed", "dialogue", "idea", "withdrawn", "none"]


def test_titles_are_in_swedish_order_within_a_phase(programme):
    for title in ("Öppet", "Ärlig", "Åtta", "Zebra"):
        InitiativeFactory(programme=programme, title=title)

    assert titles(queries.portfolio_rows(programme, on=TODAY)) == ["Zebra", "Åtta", "Ärlig", "Öppet"]


def test_the_phase_is_the_one_of_the_day(programme, alva):
    initiative = InitiativeFactory(programme=programme, began="2022")
    services.move(initiative, to=Phase.CLOSED, began=Timing.parse("1 juni 2023"), by=alva)

    assert queries.portfolio_rows(programme, on=datetime.date(2023, 5, 31))[0].phase == Phase.RUNNING
    assert queries.portfolio_rows(programme, on=datetime.date(2023, 6, 1))[0].phase == Phase.CLOSED
    assert queries.portfolio_rows(programme, on=datetime.date(2021, 6, 1)) == []


def test_the_same_day_twice_the_later_entered_counts(programme, alva):
    initiative = InitiativeFactory(programme=programme, began="2023", phase=Phase.INCLUDED)
    services.move(initiative, to=Phase.RUNNING, began=Timing.parse("HT 2023"), by=alva)

    assert queries.portfolio_rows(programme, on=TODAY)[0].phase == Phase.RUNNING


def test_what_a_row_tells(programme, goals, ekby, abyfors):
    home = OrganisationFactory(short_name="Hospicet")
    initiative = InitiativeFactory(
        programme=programme,
        title="Hela namnet",
        short_title="Kort",
        goals=goals[:2],
        parties=[abyfors, ekby],
        time="Start 2022",
        form="pilot",
        leader_organisation=home,
        leader_note="Extern konsult",
        description="Ord " * 200,
    )
    initiative.goal_links.filter(goal=goals[1]).update(origin=Origin.INVENTED)
    InitiativePartner.objects.create(initiative=initiative, organisation=home)

    row = queries.portfolio_rows(programme, on=TODAY)[0]

    assert (row.title, row.label, row.time, row.form) == ("Hela namnet", "Kort", "Start 2022", "Pilot")
    assert row.parties == "Ekby, Åbyfors, Hospicet"
    assert [(mark.number, mark.is_invented) for mark in row.goals] == [(1, False), (2, True)]
    assert (row.leader, row.leader_note) == ("Hospicet", "Extern konsult")
    assert len(row.summary) <= queries.SUMMARY
    assert row.summary.endswith("…")


def test_nothing_stated_is_empty_not_a_word(programme):
    InitiativeFactory(programme=programme)

    row = queries.portfolio_rows(programme, on=TODAY)[0]

    assert (row.parties, row.time, row.form, row.leader, row.goals) == ("", "", "", "", ())


def test_the_whole_county_is_every_party(programme, ekby, abyfors):
    InitiativeFactory(programme=programme, is_county_wide=True)

    row = queries.portfolio_rows(programme, on=TODAY)[0]

    assert row.parties == "Hela länet"
    assert row.party_ids == {ekby.pk, abyfors.pk}


def test_a_party_that_left_keeps_its_name_on_what_it_took_part_in(programme, ekby, abyfors):
    ekby.until_date = datetime.date(2023, 6, 1)
    ekby.save()
    InitiativeFactory(programme=programme, parties=[ekby, abyfors])

    assert queries.portfolio_rows(programme, on=TODAY)[0].parties == "Åbyfors, Ekby"


def test_another_programmes_initiatives_are_not_there(programme, other_programme):
    InitiativeFactory(programme=other_programme)

    assert queries.portfolio_rows(programme, EVERYTHING, on=TODAY) == []


def test_filters(programme, goals, ekby, abyfors):
    benefit, group = BenefitObjectFactory(programme=programme), TargetGroupFactory(programme=programme)
    one = InitiativeFactory(programme=programme, title="ett", parties=[ekby], goals=[goals[0], goals[1]], form="pilot")
    one.benefit_objects.add(benefit)
    one.target_groups.add(group)
    InitiativeFactory(programme=programme, title="två", is_county_wide=True, goals=[goals[1]], phase=Phase.PAUSED)
    InitiativeFactory(programme=programme, title="tre", parties=[abyfors], phase=Phase.IDEA)
    options = filter_options(programme, on=TODAY)

    def found(**params):
        return titles(queries.portfolio_rows(programme, PortfolioFilter.from_params(params, options), on=TODAY))

    assert found() == ["ett", "två"]
    assert found(fas="all") == ["ett", "två", "tre"]
    assert found(fas="idea") == ["tre"]
    assert found(part="ekby") == ["ett", "två"]
    assert found(part="abyfors") == ["två"]
    assert found(part="abyfors", fas="all") == ["två", "tre"]
    assert found(mal=goals[0].slug) == ["ett"]
    assert found(mal=goals[1].slug) == ["ett", "två"]
    assert found(mal=goals[1].slug, part="ekby", fas="paused") == ["två"]
    assert found(nytta=benefit.slug) == ["ett"]
    assert found(malgrupp=group.slug) == ["ett"]
    assert found(form="pilot") == ["ett"]
    assert found(form="sprint") == []


@pytest.mark.parametrize("value", ["finns-inte", "'; DROP TABLE", "\x00", "å" * 3000, "1", ""])
def test_a_value_that_is_no_choice_is_no_filter(programme, value):
    options = filter_options(programme, on=TODAY)

    assert PortfolioFilter.from_params(dict.fromkeys(PortfolioFilter.PARAMS.values(), value), options) == PortfolioFilter()


def test_another_programmes_goal_is_no_filter(programme, other_programme):
    strange = GoalFactory(programme=other_programme, number=1, slug="grannens")
    options = filter_options(programme, on=TODAY)

    assert PortfolioFilter.from_params({"mal": strange.slug}, options).goal == ""


def test_by_phase_shows_every_phase(programme):
    InitiativeFactory(programme=programme, title="går")
    InitiativeFactory(programme=programme, title="idé", phase=Phase.IDEA)

    groups = queries.by_phase(programme, on=TODAY)

    assert [group.phase for group in groups] == list(Phase)
    assert {group.phase: titles(group.initiatives) for group in groups if group.initiatives} == {
        Phase.IDEA: ["idé"],
        Phase.RUNNING: ["går"],
    }
    InitiativeFactory(programme=programme, title="ingen", phase=None)
    assert queries.by_phase(programme, on=TODAY)[-1].phase is None


def test_by_goal_and_of_party(programme, goals, ekby, abyfors):
    InitiativeFactory(programme=programme, title="båda", goals=goals[:2], is_county_wide=True)
    InitiativeFactory(programme=programme, title="första", goals=goals[:1], parties=[ekby])
    InitiativeFactory(programme=programme, title="idén", goals=goals[:1], parties=[ekby], phase=Phase.IDEA)

    found = queries.initiatives_by_goal(programme, on=TODAY)

    assert {goal.number: titles(found[goal.pk]) for goal in goals} == {1: ["båda", "första"], 2: ["båda"], 3: []}
    assert titles(queries.initiatives_of_party(ekby, on=TODAY)) == ["båda", "första", "idén"]
    assert titles(queries.initiatives_of_party(abyfors, on=TODAY)) == ["båda"]


def test_reads_are_few(programme, goals, ekby, django_assert_num_queries):
    for _ in range(5):
        InitiativeFactory(programme=programme, goals=goals, parties=[ekby])
    with django_assert_num_queries(5):
        rows = queries.portfolio_rows(programme, EVERYTHING, on=TODAY)
    with django_assert_num_queries(1):
        brief = queries.brief_rows(programme, on=TODAY)
    assert [(row.title, row.phase, row.goals) for row in brief] == [(row.title, row.phase, row.goals) for row in rows]
    with django_assert_num_queries(0):
        queries.by_phase(programme, on=TODAY, rows=rows)
        queries.initiatives_by_goal(programme, on=TODAY, rows=rows)


def test_the_phase_in_the_database_and_in_the_rules_agree(programme, alva):
    initiative = InitiativeFactory(programme=programme, phase=Phase.INCLUDED, began="2021")
    for phase, words in ((Phase.RUNNING, "mars 2022"), (Phase.PAUSED, "HT 2022"), (Phase.RUNNING, "2023"), (Phase.CLOSED, "1 dec 2023")):
        services.move(initiative, to=phase, began=Timing.parse(words), by=alva)
    rows = list(initiative.phases.all())
    for day in (datetime.date(2021, 1, 1) + datetime.timedelta(days=17 * n) for n in range(70)):
        assert Initiative.objects.with_phase(day).get().phase == phase_on(rows, day)
