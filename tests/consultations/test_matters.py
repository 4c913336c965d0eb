"""A matter stays as long as something is in it."""

import pytest

from fardplan.consultations.models import Consultation
from fardplan.governance import services
from fardplan.governance.models import Matter
from tests.factories import ConsultationFactory, DecisionFactory


@pytest.mark.django_db
def test_a_matter_with_a_consultation_in_it_stays():
    decision = DecisionFactory()
    ConsultationFactory(programme=decision.programme, matter=decision.matter)

    services.remove_decision(decision, by="load")

    assert Matter.objects.exists()
    assert Consultation.objects.exists()
