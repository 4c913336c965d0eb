"""How things stand: status reports, risks, deviations, what chafes, and the questions a programme asks itself."""

from fardplan.status.models.checklists import Checklist, ChecklistAnswer, ChecklistQuestion, ChecklistRound
from fardplan.status.models.deviations import Deviation, DeviationNote
from fardplan.status.models.frictions import Friction, FrictionEcho, FrictionNote, FrictionPriority
from fardplan.status.models.reports import StatusReport
from fardplan.status.models.risks import Risk, RiskAssessment
from fardplan.status.models.setup import StatusSetup

__all__ = [
    "Checklist",
    "ChecklistAnswer",
    "ChecklistQuestion",
    "ChecklistRound",
    "Deviation",
    "DeviationNote",
    "Friction",
    "FrictionEcho",
    "FrictionNote",
    "FrictionPriority",
    "Risk",
    "RiskAssessment",
    "StatusReport",
    "StatusSetup",
]
