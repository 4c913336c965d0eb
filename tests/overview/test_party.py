"""A party's own page: what have we said yes to, what do we pay, whom do we lend, what do we take part in?"""

from datetime import date

import pytest

from fardplan.economy.models import Budget, BudgetLine, Funding
from fardplan.governance.models import Decision, Matter, PartyDecision, Seat
from fardplan.kit.timing import Timing
from fardplan.parties.models import Assignment
from fardplan.portfolio.rules import Phase
from tests.factories import ActivityFactory, ForumFactory, InitiativeFactory, MilestoneFactory, OrganisationFactory, PartyFactory
from tests.overview.conftest import address
from tests.overview.test_county import main_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ekby(programme):
    programme.shown_as_of = date(2024, 10, 15)
    programme.save()
    return PartyFactory(
        programme=programme,
        slug="ekby",
        organisation=OrganisationFactory(short_name="Ekby", name="Ekby kommun"),
        from_date=date(2022, 1, 1),
    )


@pytest.fixture
def lind(programme):
    return PartyFactory(programme=programme, slug="lind", organisation=OrganisationFactory(short_name="Lindnäs"))


def decision(programme, slug, title, words, **answers):
    matter = Matter.objects.create(programme=programme, slug=slug, title=title)
    made = Decision.objects.create(programme=programme, slug=slug, matter=matter, title=title, **Decision.time.columns(Timing.parse(words)))
    for party, outcome in answers.values():
        PartyDecision.objects.create(decision=made, party=party, outcome=outcome, words="Under förutsättning av pengar.")
    return made


def test_a_party_with_nothing(programme, ekby, bo, shown):
    text = main_of(shown(bo, "party", programme, "ekby"))

    for words in (
        "Ekby kommun",
        "Inget i registret väntar på oss.",
        "Inget beslut i registret säger vad Ekby har svarat.",
        "Ekby deltar inte i något arbete i portföljen.",
        "Vad Ekby betalar står inte i registret.",
        "Inget uppdrag säger att Ekby lånar ut någon nu.",
        "Ingen aktivitet 2024 säger att Ekby ansvarar eller deltog.",
        "Ingen plats i något forum är angiven för Ekby.",
        "uppgift saknas",
    ):
        assert words in text
    assert "ds-button" not in text


def test_the_four_questions_are_asked(programme, ekby, bo, shown):
    text = shown(bo, "party", programme, "ekby")
    for question in ("Vad har vi sagt ja till?", "Vad betalar vi?", "Vem lånar vi ut?", "Vad deltar vi i?"):
        assert question in text


def test_what_we_have_said_yes_to(programme, ekby, lind, bo, shown):
    decision(programme, "ja", "Teamen införs", "3 september 2024", a=(ekby, "agreed_with_addition"), b=(lind, "agreed"))
    decision(programme, "vantar", "Natten delas", "1 oktober 2024", b=(lind, "not_agreed"))
    decision(programme, "fore", "Före vår tid", "1 mars 2021", b=(lind, "agreed"))
    decision(programme, "ingen", "Ingen har svarat", "1 mars 2024")
    InitiativeFactory(programme=programme, slug="team", title="Närvårdsteam", parties=[ekby])
    InitiativeFactory(programme=programme, slug="alla", title="Hela länets arbete", is_county_wide=True, phase=Phase.PAUSED)
    InitiativeFactory(programme=programme, slug="natt", title="Gemensam natt", parties=[ekby], phase=Phase.PROPOSED)
    InitiativeFactory(programme=programme, slug="annan", title="Någon annans", parties=[lind])
    InitiativeFactory(programme=programme, slug="slut", title="Drogs tillbaka", parties=[ekby], phase=Phase.WITHDRAWN)

    text = main_of(shown(bo, "party", programme, "ekby"))
    waits, yes, part = (text.index(words) for words in ("Det här väntar på oss", "Vad har vi sagt ja till?", "Vad deltar vi i?"))

    assert waits < text.index("Natten delas") < yes < text.index("Teamen införs") < part
    assert "Under förutsättning av pengar." in text
    assert yes < text.index("Närvårdsteam") < part
    assert yes < text.index("Hela länets arbete") < part
    assert part < text.index("Gemensam natt")
    for words in ("Före vår tid", "Ingen har svarat", "Någon annans", "Drogs tillbaka"):
        assert words not in text


def test_what_we_pay(programme, ekby, lind, bo, shown):
    Funding.objects.create(programme=programme, slug="a", year=2024, organisation=ekby.organisation, amount=750_000)
    Funding.objects.create(programme=programme, slug="b", year=2023, organisation=ekby.organisation, share=50, amount_absence="missing")
    Funding.objects.create(programme=programme, slug="c", year=2020, role="receives", organisation=ekby.organisation, amount=1_714_000)
    Funding.objects.create(programme=programme, slug="d", year=2024, organisation=lind.organisation, amount=999_000)
    budget = Budget.objects.create(
        programme=programme, slug="b", title="Ekbys egen budget", year=2024, is_programme_budget=False, organisation=ekby.organisation
    )
    BudgetLine.objects.create(programme=programme, slug="l", budget=budget, title="Samordnare", amount=400_000)

    text = main_of(shown(bo, "party", programme, "ekby")).replace("\N{NO-BREAK SPACE}", " ")

    assert "750 tkr" in text
    assert "750 000 kr" in text
    assert "50 %" in text
    assert "1 714 000 kr" in text
    assert "Ekbys egen budget" in text
    assert "400" in text
    assert "999" not in text


def test_whom_we_lend(programme, ekby, lind, bo, shown):
    for n, (share, vacant, until, lender) in enumerate(
        [(50, False, None, ekby), (40, True, None, ekby), (100, False, date(2024, 1, 1), ekby), (80, False, None, lind)]
    ):
        Assignment.objects.create(
            programme=programme,
            slug=f"u{n}",
            role=f"Uppdrag {n}",
            share=share,
            is_vacant=vacant,
            until_date=until,
            lent_by=lender.organisation,
        )

    text = main_of(shown(bo, "party", programme, "ekby")).replace("\N{NO-BREAK SPACE}", " ")

    assert "Uppdrag 0" in text
    assert "Uppdrag 1" in text
    assert "vakant" in text
    assert "Uppdrag 2" not in text  # ended
    assert "Uppdrag 3" not in text  # somebody else's
    assert text.count("50 %") == 3  # in the summary, on the line, in the sum: a vacancy fills nothing


def test_what_we_take_part_in(programme, ekby, lind, bo, shown):
    ActivityFactory(programme=programme, title="Med oss", year=2024, counts=[(ekby, None, 12), (lind, None, 30)])
    ActivityFactory(programme=programme, title="Vi ansvarar", year=2024, responsible=ekby)
    ActivityFactory(programme=programme, title="Förra året", year=2023, responsible=ekby)
    ActivityFactory(programme=programme, title="Utan oss", year=2024, responsible=lind)
    forum = ForumFactory(programme=programme, name="Styrgruppen")
    Seat.objects.create(programme=programme, slug="s", forum=forum, title="Socialchef", organisation=ekby.organisation, is_acting=True)

    text = main_of(shown(bo, "party", programme, "ekby"))

    assert "Med oss" in text
    assert "12 från oss deltog i den där någon har räknat." in text
    assert "Vi ansvarar" in text
    assert "Förra året" not in text
    assert "Utan oss" not in text
    assert "Styrgruppen" in text
    assert "tillförordnad" in text


def test_milestones_that_wait_for_us(programme, ekby, lind, bo, shown):
    MilestoneFactory(programme=programme, title="Sent hos oss", time="VT 2024", party=ekby)
    MilestoneFactory(programme=programme, title="Redan klart", time="VT 2024", done="mars 2024", party=ekby)
    MilestoneFactory(programme=programme, title="Ingen vet", time="2021", is_outcome_unknown=True, party=ekby)
    MilestoneFactory(programme=programme, title="Hos andra", time="VT 2024", party=lind)

    text = main_of(shown(bo, "party", programme, "ekby"))

    assert "Sent hos oss" in text
    for words in ("Redan klart", "Ingen vet", "Hos andra"):
        assert words not in text


def test_a_party_that_has_left_says_so(programme, ekby, bo, shown):
    ekby.until_date = date(2024, 1, 1)
    ekby.save()
    assert "Parten har lämnat programmet" in shown(bo, "party", programme, "ekby")


def test_only_those_who_may_change_it_see_the_button(programme, ekby, alva, bo, shown):
    assert address("party_edit", programme, "ekby") in shown(alva, "party", programme, "ekby")
    assert address("party_edit", programme, "ekby") not in shown(bo, "party", programme, "ekby")


def test_a_stranger_does_not_see_it(programme, ekby, carin, logged_in):
    assert logged_in(carin).get(address("party", programme, "ekby")).status_code == 404


def test_the_parties_own_addresses_win(programme, alva, logged_in):
    for route in ("party_add", "programme_edit"):
        assert logged_in(alva).get(address(route, programme)).resolver_match.url_name == route
