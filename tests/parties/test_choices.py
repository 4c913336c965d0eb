"""Which organisations a form offers: the programme's own first, then the shared library; never what another programme has invented."""

import pytest

from fardplan.kit.models import Origin
from fardplan.parties.choices import organisations_for
from tests.factories import OrganisationFactory, PartnerFactory, PartyFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db


def named(programme, **values):
    return [row.name for row in organisations_for(programme, **values)]


def test_own_first_then_the_library(programme, other_programme):
    PartyFactory(programme=programme, organisation__name="Östervik")
    PartnerFactory(programme=programme, organisation__name="Ängsföreningen")
    PartyFactory(programme=other_programme, organisation__name="Björkvik")
    OrganisationFactory(name="Arvidsby")

    assert named(programme) == ["Ängsföreningen", "Östervik", "Arvidsby", "Björkvik"]


def test_what_another_has_invented_is_not_there(programme, other_programme):
    invented = ProgrammeFactory(origin=Origin.INVENTED)
    elsewhere = PartyFactory(programme=invented, organisation__name="Påhittby", organisation__origin=Origin.INVENTED)
    PartyFactory(programme=programme, organisation__name="Egen", organisation__origin=Origin.INVENTED)
    loose = OrganisationFactory(name="Lös", origin=Origin.INVENTED)

    assert named(programme) == ["Egen"]
    assert named(other_programme) == []
    assert named(invented) == ["Påhittby", "Lös"]
    assert named(other_programme, held=[loose.pk]) == ["Lös"], "what is chosen already is not dropped"
    assert named(ProgrammeFactory(origin=Origin.INVENTED)) == ["Lös"]
    assert elsewhere.organisation.name not in named(programme)
