"""Work that crosses a boundary: entered, summed from whom to whom, and what is refused or asked."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from fardplan.benefits.flow import THICKEST, THINNEST, Stream, flow_pictures, thickness
from fardplan.benefits.models import BoundaryCost
from fardplan.benefits.queries.boundaries import pairs_of
from fardplan.kit.nothing import Absence
from fardplan.parties.models import Party
from tests.factories import BoundaryCostFactory, OrganisationFactory, PartyFactory
from tests.pages import send, told

pytestmark = pytest.mark.django_db


def party_of(programme, name, **more):
    return PartyFactory(
        programme=programme, organisation=OrganisationFactory(name=f"{name}s kommun", short_name=name), slug=name.lower(), **more
    )


@pytest.fixture
def parties(programme):
    return [party_of(programme, name) for name in ("Regionen", "Ekby", "Granlund")]


def text_of(answer):
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def url(name, programme, *args):
    return reverse(name, args=[programme.slug, *args])


def test_entered_shown_changed_and_taken_away(programme, alva, bo, logged_in, parties):
    region, ekby, _granlund = parties
    client, home = logged_in(alva), url("boundary_costs", programme)
    values = {"title": "Blodprov hemma", "from_party": region.pk, "to_party": ekby.pk, "year": "2024"}

    added = send(
        client, url("boundary_cost_add", programme), **values, volume="300", unit="prov", hours="150,5", amount="120 tkr", agreed="no"
    )
    assert added.headers["Location"] == f"{home}?ar=2024", told(added)
    row = BoundaryCost.objects.get()
    text = text_of(logged_in(bo).get(home))
    for words in ("Blodprov hemma", "300 prov", "150,5", "120 000 kr", "inte överenskommet", "<svg", "0 av 1"):
        assert words in text, words
    assert "redigera" not in text.split("<main")[1]
    assert send(client, url("boundary_cost_edit", programme, row.slug), agreed="yes").status_code == 302
    assert "1 av 1" in text_of(client.get(home))
    assert logged_in(bo).get(url("boundary_cost_edit", programme, row.slug)).status_code == 403
    client.post(url("boundary_cost_remove", programme, row.slug))
    assert "Inget arbete som flyttas är infört." in text_of(client.get(home))


@pytest.mark.parametrize(
    "written, said",
    [
        ({"to_party": "regionen"}, "går inte över någon gräns"),
        ({"volume": "300", "unit": ""}, "Ange vad som räknas"),
        ({"amount": "1", "amount_absence": Absence.CONFIDENTIAL}, "inte båda"),
        ({"amount": "massor"}, "massor"),
        ({"to_party": "lind"}, "Lind var inte part 2024"),
    ],
)
def test_what_cannot_be(programme, alva, logged_in, parties, written, said):
    party_of(programme, "Lind", until_date=date(2024, 1, 1))
    keys = {party.slug: party.pk for party in Party.objects.filter(programme=programme)}
    values = {"title": "Prov", "from_party": "regionen", "to_party": "ekby", "year": "2024", **written}
    values |= {name: keys[values[name]] for name in ("from_party", "to_party")}

    answer = send(logged_in(alva), url("boundary_cost_add", programme), **values)

    assert answer.status_code == 422
    assert said in " ".join(told(answer))
    assert "Prov" in answer.content.decode()
    assert not BoundaryCost.objects.exists()


def test_a_party_that_leaves_in_the_year_is_asked_about(programme, bo, logged_in, parties):
    lind = party_of(programme, "Lind", until_date=date(2024, 7, 1))
    BoundaryCostFactory(programme=programme, from_party=parties[0], to_party=lind)

    text = text_of(logged_in(bo).get(url("boundary_costs", programme)))

    assert "Lind är part till och med" in text
    assert "Vem betalar och vinner efter det?" in text


def test_what_is_not_known_is_not_nought(programme, parties):
    region, ekby, granlund = parties
    for giver, taker, more in (
        (region, ekby, {"amount": 100, "hours": "2", "agreed": "yes"}),
        (region, ekby, {"amount": None, "amount_absence": Absence.MISSING, "agreed": "no"}),
        (ekby, region, {"amount": 50, "hours": "3"}),
        (granlund, region, {"amount": None, "amount_absence": Absence.CONFIDENTIAL}),
    ):
        BoundaryCostFactory(programme=programme, from_party=giver, to_party=taker, **more)

    first, second, hidden = pairs_of(list(BoundaryCost.objects.all()))

    assert (first.giver, first.taker, first.kronor.value, first.kronor.missing, first.hours, first.hours_missing) == (
        "Regionen",
        "Ekby",
        100,
        1,
        2,
        1,
    )
    assert (first.agreed, first.agreed_rows, second.agreed) == ("unknown", 1, "unknown")
    assert (hidden.kronor.value, hidden.kronor.absence) == (None, Absence.CONFIDENTIAL)


def test_a_year_is_offered_once_and_nothing_known_is_said_once(programme, bo, logged_in, parties):
    for year in (2023, 2024, 2024):
        BoundaryCostFactory(
            programme=programme, from_party=parties[0], to_party=parties[1], year=year, amount=None, amount_absence=Absence.MISSING
        )

    text = text_of(logged_in(bo).get(url("boundary_costs", programme)))

    assert (text.count("?ar=2023"), text.count("?ar=2024")) == (1, 1)
    assert "Vad det kostar är inte känt för något av det." in text
    assert "uppgifter saknas" not in text


def test_bands_as_thick_as_their_kronor():
    streams = [Stream("A", "B", Decimal(200), "yes"), Stream("A", "C", Decimal(50), "no"), Stream("B", "<A>", None, "unknown")]

    thick = thickness(streams)
    assert list(thick.values()) == [THICKEST, THICKEST / 4, THINNEST]
    for picture in flow_pictures(streams, label="Flöde", heads=("från", "till")):
        assert picture.svg.count('class="b-f"') == 2
        assert picture.svg.count('class="k-lref"') == 1
        assert "&lt;A&gt;" in picture.svg
    assert flow_pictures([], label="", heads=("", "")) == []


def test_as_many_questions_however_many(programme, bo, logged_in, parties, django_assert_max_num_queries):
    client = logged_in(bo)
    for _number in range(12):
        BoundaryCostFactory(programme=programme, from_party=parties[0], to_party=parties[1])
    client.get(url("boundary_costs", programme))
    with django_assert_max_num_queries(15):
        client.get(url("boundary_costs", programme))
