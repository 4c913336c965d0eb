"""Forums of any chosen day: who stands under whom, seats by party, and those that met before."""

import datetime

import pytest
from django.urls import reverse

from fardplan.governance import structure
from fardplan.governance.models import FormerName, Forum, ForumLine, Seat
from tests.factories import ForumFactory, OrganisationFactory, SeatFactory

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2023, 12, 31)
OF_2020 = {"from_date": datetime.date(2020, 1, 1), "until_date": datetime.date(2021, 1, 1)}


@pytest.fixture
def forums(programme):
    programme.shown_as_of = TODAY
    programme.save()
    sponsors = ForumFactory(programme=programme, slug="bestallare", name="Beställarna", function=Forum.Function.SPONSOR)
    steering = ForumFactory(programme=programme, slug="styrgruppen", name="Styrgruppen")
    council = ForumFactory(programme=programme, slug="radet", name="Rådet", function=Forum.Function.POLITICAL, **OF_2020)
    made = {"programme": programme, "from_forum": sponsors}
    ForumLine.objects.create(slug="a", to_forum=steering, kind=ForumLine.Kind.COMMISSIONS, words="Vartannat år", **made)
    ForumLine.objects.create(slug="b", to_forum=council, kind=ForumLine.Kind.REPORTS, **made, **OF_2020)
    FormerName.objects.create(programme=programme, forum=steering, slug="n", name="Arbetsgruppen", period_words="till 2022")
    return {"sponsors": sponsors, "steering": steering, "council": council}


def test_chairs_first_then_the_parties_in_order(programme, forums):
    steering = forums["steering"]
    for name, role in (("Örby", "member"), ("Åby", "vice_chair"), ("Alby", "member"), ("Örby", "chair"), (None, "member")):
        organisation = OrganisationFactory(short_name=name) if name else None
        SeatFactory(forum=steering, role=role, organisation=organisation)
    SeatFactory(forum=steering, organisation=OrganisationFactory(short_name="Förra"), **OF_2020)

    page = structure.forums_page(programme, on=TODAY)
    card = next(card for _label, cards in page.groups for card in cards if card.forum == steering)

    assert [(seat.role, str(seat.organisation)) for seat in card.seats] == [
        ("chair", "Örby"),
        ("vice_chair", "Åby"),
        ("member", "Alby"),
        ("member", "Örby"),
        ("member", "None"),
    ]
    assert card.by_organisation == [("Alby", 1), ("Åby", 1), ("Örby", 2), ("", 1)]
    assert card.shared_period is None


def test_a_period_that_all_seats_share_is_told_once(programme, forums):
    for _ in range(2):
        SeatFactory(forum=forums["steering"], from_date=datetime.date(2023, 1, 1), until_date=datetime.date(2024, 1, 1))

    card = structure.forums_page(programme, on=TODAY).groups[1][1][0]

    assert card.shared_period == card.seats[0]


@pytest.mark.parametrize(
    "on, groups, lines, former, coming",
    [
        ("2023-12-31", ["Beställare", "Styr"], 1, ["Rådet"], []),
        ("2020-09-10", ["Beställare", "Styr", "Politik"], 2, [], []),
        ("2019-12-31", ["Beställare", "Styr"], 1, [], ["Rådet"]),
    ],
)
def test_on_a_day(programme, forums, on, groups, lines, former, coming):
    page = structure.forums_page(programme, on=datetime.date.fromisoformat(on))

    assert [str(label) for label, _cards in page.groups] == groups
    assert [node.key.name for node in page.tree] == ["Beställarna"]
    assert [node.key.name for node in page.tree[0].children] == ["Styrgruppen"]
    assert (len(page.lines), [str(row) for row in page.former], [str(row) for row in page.coming]) == (lines, former, coming)


def test_the_page(programme, forums, bo, logged_in):
    text = logged_in(bo).get(reverse("forums", args=[programme.slug])).content.decode()

    for words in ("Så hänger de ihop", "ger uppdrag till", "Vartannat år", "Tidigare Arbetsgruppen", "”till 2022”", "Tidigare forum"):
        assert words in text
    assert "?pa=2020-12-31#radet" in text
    assert "redigera" not in text
    then = logged_in(bo).get(reverse("forums", args=[programme.slug]), {"pa": "2020-12-31"}).content.decode()
    assert 'id="radet"' in then
    assert "rapporterar till" in then


def test_a_day_that_is_none(programme, forums, bo, logged_in):
    answer = logged_in(bo).get(reverse("forums", args=[programme.slug]), {"pa": "förr"})

    assert answer.status_code == 200
    assert "är ingen dag i kalendern" in answer.content.decode()


def test_as_many_questions_however_many_there_are(programme, alva, logged_in, django_assert_num_queries):
    client = logged_in(alva)
    for size in (2, 40):
        above = None
        for number in range(size):
            forum = ForumFactory(programme=programme)
            SeatFactory.create_batch(3, forum=forum)
            FormerName.objects.create(programme=programme, forum=forum, slug=f"n-{size}-{number}", name="Förr")
            if above:
                kind = ForumLine.Kind.STEERS
                ForumLine.objects.create(programme=programme, slug=f"l-{size}-{number}", from_forum=above, to_forum=forum, kind=kind)
            above = forum
        with django_assert_num_queries(8):
            assert client.get(reverse("forums", args=[programme.slug])).status_code == 200
    assert Seat.objects.count() == 126
