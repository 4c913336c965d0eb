"""Posts against assignments on any chosen day, and through the year of that day."""

import datetime

import pytest
from django.urls import reverse

from fardplan.parties import queries
from tests.factories import AssignmentFactory, OrganisationFactory, PartnerFactory, PartyFactory, PostFactory, UnitFactory

pytestmark = pytest.mark.django_db

NEW_YEAR, NEW_YEARS_EVE = datetime.date(2023, 1, 1), datetime.date(2023, 12, 31)


@pytest.fixture
def office(programme):
    """A plan of 200 per cent; one leaves on 1 August, the day the next begins."""
    programme.shown_as_of = NEW_YEARS_EVE
    programme.save()
    year = {"from_date": NEW_YEAR, "until_date": datetime.date(2024, 1, 1)}
    post = PostFactory(programme=programme, role="Förändringsledare", number=2, share=200, vacancies=1, **year)

    def held(**values):
        return AssignmentFactory(programme=programme, post=post, lent_by=OrganisationFactory(short_name="Ekby"), **{**year, **values})

    held(role="Ledare A", holder="A", share=100)
    held(role="Ledare B", holder="B", share=90, until_date=datetime.date(2023, 8, 2), period_words="tom 1/8")
    held(role="Ledare C", holder="C", share=80, from_date=datetime.date(2023, 8, 1), period_words="från 1/8")
    AssignmentFactory(programme=programme, role="Utan befattning", holder="A", share=10, **year)
    return post


def words_of(answer):
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


@pytest.mark.parametrize(
    "on, filled, people",
    [("2023-07-31", 200, 2), ("2023-08-01", 280, 3), ("2023-08-02", 190, 2), ("2022-12-31", 0, 0), ("2024-01-01", 0, 0)],
)
def test_on_a_day(programme, office, on, filled, people):
    page = queries.staffing(programme, on=datetime.date.fromisoformat(on))

    assert (page.filled, page.people) == (filled, people)
    assert page.planned == (200 if on.startswith("2023") else 0)
    assert [row.role for row in page.rows] == (["Förändringsledare", ""] if on.startswith("2023") else [])


def test_the_page(programme, office, bo, logged_in):
    text = words_of(logged_in(bo).get(reverse("staffing", args=[programme.slug]), {"on": "2023-08-01"}))

    for words in (
        "<b>280 %</b>",
        "av planerade 200 %",
        "3 personer",
        "80 % mer än planerat",
        "”tom 1/8”",
        "”från 1/8”",
        "1 vakans",
        "Ekby",
    ):
        assert words in text
    assert "1 dag var mer bemannat än planerat." in text
    assert "Utan befattning den dagen" in text
    assert "Visa 31 december 2023" in text
    assert "redigera" not in text


def test_what_does_not_hold_on_the_day_can_be_reached(programme, office, alva, logged_in):
    text = words_of(logged_in(alva).get(reverse("staffing", args=[programme.slug]), {"on": "2022-06-01"}))

    assert "Ingenting är bemannat 1 juni 2022." in text
    assert reverse("post_edit", args=[programme.slug, office.slug]) in text
    assert text.count("/uppdrag/") >= 4


@pytest.mark.parametrize("on", ["2023-02-30", "i går", "' or 1=1"])
def test_a_day_that_is_none(programme, office, bo, logged_in, on):
    answer = logged_in(bo).get(reverse("staffing", args=[programme.slug]), {"on": on})

    assert answer.status_code == 200
    text = words_of(answer)
    assert "är ingen dag i kalendern" in text
    assert "Bemannat 31 december 2023" in text


def test_as_many_questions_however_many_there_are(programme, bo, logged_in, django_assert_num_queries):
    client = logged_in(bo)
    for size in (2, 30):
        for _ in range(size):
            party = PartyFactory(programme=programme)
            UnitFactory(organisation=party.organisation)
            PartnerFactory(programme=programme)
            AssignmentFactory(programme=programme, post=PostFactory(programme=programme), lent_by=party.organisation)
        with django_assert_num_queries(5):
            client.get(reverse("staffing", args=[programme.slug]))
        with django_assert_num_queries(6):
            client.get(reverse("parties", args=[programme.slug]))


def test_parties_in_swedish_order(programme, bo, logged_in):
    for name in ("Örby", "Alby", "Åby", "Region Ö", "Ängby"):
        PartyFactory(programme=programme, organisation=OrganisationFactory(name=name, short_name=name))

    text = words_of(logged_in(bo).get(reverse("parties", args=[programme.slug])))

    names = ["Alby", "Region Ö", "Åby", "Ängby", "Örby"]
    assert sorted(names, key=lambda name: text.index(f">{name}</a>")) == names
