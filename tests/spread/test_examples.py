"""The examples: what the documents name stands on the map for the parties they name, and nothing that they do not say."""

from datetime import date

import pytest

from fardplan.kit.models import Origin
from fardplan.parties.models import Programme
from fardplan.portfolio.models import WorkingMethod
from fardplan.spread.models import Adoption
from fardplan.spread.queries import matrix, method_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def counties(examples, db):
    return {row.slug: row for row in Programme.objects.all()}


def where(programme, method, on=None):
    """{party: (phase, words)} as the parties stand with a method on the day that the example is shown."""
    page = matrix(programme, on=on or programme.shown_as_of)
    row = next(row for row in page.rows if row.slug == method)
    return {party.slug: (cell.phase, cell.words) for party, cell in zip(page.parties, row.cells, strict=True) if cell.phase}


def test_vasternorrland_as_the_documents_say(counties):
    programme = counties["vasternorrland"]
    tried = ("pilot", "")
    assert where(programme, "hemmonitorering") == dict.fromkeys(["kramfors", "solleftea", "timra", "ornskoldsvik"], tried)
    assert where(programme, "hlt") == dict.fromkeys(["harnosand", "kramfors", "solleftea", "ange"], tried)
    assert set(where(programme, "sip-pa-distans").values()) == {("introduced", "Start 2020")}
    assert len(where(programme, "sip-pa-distans")) == 8
    # "Avslutad HT 2023" is over for certain when the half-year is; nothing says that anybody else has a team.
    assert where(programme, "narsjukvardsteam") == dict.fromkeys(["region", "timra"], ("pilot", "2022"))
    assert where(programme, "narsjukvardsteam", on=date(2024, 1, 1)) == {}
    team = Adoption.objects.filter(programme=programme, method__slug="narsjukvardsteam")
    assert {(row.party.slug, row.began_words, row.ended_words) for row in team} == {
        ("timra", "2022", "HT 2023"),
        ("region", "2022", "HT 2023"),
    }
    assert where(programme, "digitalt-vantrum") == {}


def test_nothing_is_invented_for_real_municipalities(counties):
    rows = Adoption.objects.filter(programme=counties["vasternorrland"])
    assert rows.count() == 22
    assert not rows.filter(origin=Origin.INVENTED).exists()
    assert not rows.filter(source="").exists()


def test_the_invented_county_shows_every_phase(counties):
    programme = counties["solbacka"]
    assert set(Adoption.objects.filter(programme=programme).values_list("phase", flat=True)) == set(Adoption.Phase.values)
    found = where(programme, "narvardsteam")
    assert found["bjorkasen"] == ("introduced", "1 oktober 2024")
    assert found["ostra-angsjo"][0] == "not_relevant"
    page = matrix(programme, on=date(2023, 12, 31))
    assert next(row.late for row in page.rows if row.slug == "narvardsteam") == [("4 pilot 2023", 1)]
    method = WorkingMethod.objects.select_related("programme").get(programme=programme, slug="narvardsteam")
    shown = method_page(method, on=programme.shown_as_of)
    assert len(shown.proposals) == 1
    assert [row.party.slug for row in shown.asks] == ["bjorkasen", "lindviken", "region"]
