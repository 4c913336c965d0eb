"""A factory gives a valid row; the test states what matters: `ProgrammeFactory(name="Nära vård i Exempellän")`.

One module per room, gathered here. Factories write straight to the table: what a verb in services.py does beyond that
(checks, events) is that verb's own test. Names are invented: no county's words.
"""

from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.benefits import (
    BenefitCalculationFactory,
    BenefitFactory,
    BenefitPartFactory,
    BenefitValueFactory,
    BoundaryCostFactory,
    CalculationBasisFactory,
    CalculationLineFactory,
)
from tests.factories.consultations import ConsultationAnswerFactory, ConsultationFactory, ConsultationSectionFactory
from tests.factories.economy import BudgetFactory, BudgetLineFactory, FundingFactory, OutturnFactory
from tests.factories.effects import EffectFactory, EvaluationFactory
from tests.factories.followup import CompilationFactory, HandInFactory, PartyYearFactory
from tests.factories.goals import BenefitObjectFactory, GoalFactory
from tests.factories.governance import (
    AgendaItemFactory,
    DecisionFactory,
    DocumentFactory,
    EscalationFactory,
    FollowUpFactory,
    ForumFactory,
    ForumMemberFactory,
    MatterFactory,
    MeetingFactory,
    SeatFactory,
)
from tests.factories.indicators import IndicatorFactory, KoladaKpiFactory
from tests.factories.parties import (
    AssignmentFactory,
    CountyFactory,
    MembershipFactory,
    OrganisationFactory,
    PartnerFactory,
    PartyFactory,
    PostFactory,
    ProgrammeFactory,
    UnitFactory,
)
from tests.factories.plan import ActivityFactory, MilestoneFactory, PlanFactory
from tests.factories.portfolio import InitiativeFactory, TargetGroupFactory
from tests.factories.reports import ReportFactory, StatedFigureFactory
from tests.factories.reviews import ActivityReviewFactory, CitizenDialogueFactory, FactorTagFactory, ProgressStepFactory, TipFactory
from tests.factories.selfassessment import AnswerFactory, AssessmentFactory, InstrumentFactory, RoundFactory, StatementFactory
from tests.factories.spread import (
    AdoptionFactory,
    MethodSheetFactory,
    SpreadAmbitionFactory,
    SpreadProposalFactory,
    TransferCheckFactory,
    WorkingMethodFactory,
)
from tests.factories.status import ChecklistFactory, DeviationFactory, FrictionFactory, RiskFactory, StatusReportFactory

__all__ = [
    "PASSWORD",
    "ActivityFactory",
    "ActivityReviewFactory",
    "AdoptionFactory",
    "AgendaItemFactory",
    "AnswerFactory",
    "AssessmentFactory",
    "AssignmentFactory",
    "BenefitCalculationFactory",
    "BenefitFactory",
    "BenefitObjectFactory",
    "BenefitPartFactory",
    "BenefitValueFactory",
    "BoundaryCostFactory",
    "BudgetFactory",
    "BudgetLineFactory",
    "CalculationBasisFactory",
    "CalculationLineFactory",
    "ChecklistFactory",
    "CitizenDialogueFactory",
    "CompilationFactory",
    "ConsultationAnswerFactory",
    "ConsultationFactory",
    "ConsultationSectionFactory",
    "CountyFactory",
    "DecisionFactory",
    "DeviationFactory",
    "DocumentFactory",
    "EffectFactory",
    "EscalationFactory",
    "EvaluationFactory",
    "FactorTagFactory",
    "FollowUpFactory",
    "ForumFactory",
    "ForumMemberFactory",
    "FrictionFactory",
    "FundingFactory",
    "GoalFactory",
    "HandInFactory",
    "IndicatorFactory",
    "InitiativeFactory",
    "InstrumentFactory",
    "KoladaKpiFactory",
    "MatterFactory",
    "MeetingFactory",
    "MembershipFactory",
    "MethodSheetFactory",
    "MilestoneFactory",
    "OrganisationFactory",
    "OutturnFactory",
    "PartnerFactory",
    "PartyFactory",
    "PartyYearFactory",
    "PlanFactory",
    "PostFactory",
    "ProgrammeFactory",
    "ProgressStepFactory",
    "ReportFactory",
    "RiskFactory",
    "RoundFactory",
    "SeatFactory",
    "SpreadAmbitionFactory",
    "SpreadProposalFactory",
    "StatedFigureFactory",
    "StatementFactory",
    "StatusReportFactory",
    "TargetGroupFactory",
    "TipFactory",
    "TransferCheckFactory",
    "UnitFactory",
    "UserFactory",
    "WorkingMethodFactory",
]
