from fardplan.reviews.models.frameworks import (
    Framework,
    FrameworkAnswer,
    FrameworkArea,
    FrameworkLevel,
    FrameworkQuestion,
    QuestionLink,
)
from fardplan.reviews.models.listening import (
    CitizenDialogue,
    DialogueFinding,
    FindingUse,
    SupportSurvey,
    SurveyQuestion,
    SurveyResult,
)
from fardplan.reviews.models.reviews import ActivityReview, Factor, FactorTag, ProgressStep, Tip, TipUse

__all__ = [
    "ActivityReview",
    "CitizenDialogue",
    "DialogueFinding",
    "Factor",
    "FactorTag",
    "FindingUse",
    "Framework",
    "FrameworkAnswer",
    "FrameworkArea",
    "FrameworkLevel",
    "FrameworkQuestion",
    "ProgressStep",
    "QuestionLink",
    "SupportSurvey",
    "SurveyQuestion",
    "SurveyResult",
    "Tip",
    "TipUse",
]
