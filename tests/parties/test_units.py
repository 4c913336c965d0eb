"""A unit that is no more is ended: it stays where it is pointed to, and is offered for nothing new."""

from datetime import date

import pytest
from django.urls import reverse

from fardplan.parties import services
from fardplan.parties.models import Unit
from tests.factories import PartyFactory
from tests.pages import send, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def party(programme):
    return PartyFactory(programme=programme)


@pytest.fixture
def unit(party):
    return Unit.objects.create(organisation=party.organisation, slug="halsocentralen", name="Hälsocentralen")


def test_ended_opened_again_and_told(programme, alva, bo, logged_in, party, unit):
    client, home = logged_in(alva), reverse("parties", args=[programme.slug])
    end, reopen = (reverse(f"unit_{verb}", args=[programme.slug, party.slug, unit.slug]) for verb in ("end", "reopen"))
    edit = reverse("unit_edit", args=[programme.slug, party.slug, unit.slug])
    assert end in client.get(edit).content.decode()

    assert told(send(client, end, until_date="2020-13-01"))[0].startswith("Sista dag")
    send(client, end, until_date="2020-12-31")

    unit.refresh_from_db()
    assert unit.until_date == date(2021, 1, 1)
    assert "31 december 2020" in client.get(home).content.decode()
    assert reopen in client.get(edit).content.decode()
    parents = client.get(reverse("unit_add", args=[programme.slug, party.slug])).context["form"].fields["parent"].queryset
    assert list(parents) == []
    assert logged_in(bo).post(reopen).status_code == 403
    client.post(reopen)
    unit.refresh_from_db()
    assert unit.until_date is None


def test_what_it_was_part_of_may_have_ended(programme, alva, logged_in, party, unit):
    services.end_unit(unit, by=alva, until_date=date(2020, 1, 1))
    under = Unit.objects.create(organisation=party.organisation, slug="mottagningen", name="Mottagningen", parent=unit)

    send(logged_in(alva), reverse("unit_edit", args=[programme.slug, party.slug, under.slug]), name="Mottagning 1")

    under.refresh_from_db()
    assert (under.name, under.parent) == ("Mottagning 1", unit)
