"""A factory gives a valid row; the test states what matters: `ProgrammeFactory(name="Nära vård i Exempellän")`.

One module per room, gathered here. Factories write straight to the table: what a verb in services.py does beyond that
(checks, events) is that verb's own test. Names are invented: no county's words.
"""

from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.goals import BenefitObjectFactory, GoalFactory
from tests.factories.governance import ForumFactory
from tests.factories.parties import (
    CountyFactory,
    MembershipFactory,
    OrganisationFactory,
    PartnerFactory,
    PartyFactory,
    ProgrammeFactory,
    UnitFactory,
)
from tests.factories.plan import ActivityFactory, MilestoneFactory
from tests.factories.portfolio import InitiativeFactory, TargetGroupFactory
from tests.factories.reports import ReportFactory, StatedFigureFactory

__all__ = [
    "PASSWORD",
    "ActivityFactory",
    "BenefitObjectFactory",
    "CountyFactory",
    "ForumFactory",
    "GoalFactory",
    "InitiativeFactory",
    "MembershipFactory",
    "MilestoneFactory",
    "OrganisationFactory",
    "PartnerFactory",
    "PartyFactory",
    "ProgrammeFactory",
    "ReportFactory",
    "StatedFigureFactory",
    "TargetGroupFactory",
    "UnitFactory",
    "UserFactory",
]
