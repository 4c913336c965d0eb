"""What stands round the goals: levels above, shifts, areas, ambitions, superior strategies."""

from django.utils.translation import gettext_lazy as _

from fardplan.goals import services
from fardplan.goals.forms import (
    AmbitionForm,
    BenefitObjectForm,
    GoalForm,
    LevelForm,
    PrincipleForm,
    ProgrammeAreaForm,
    ShiftForm,
    StrategyForm,
    SuperiorGoalForm,
    VisionForm,
)
from fardplan.goals.models import (
    Ambition,
    BenefitObject,
    Goal,
    OutcomeGoal,
    Principle,
    ProgrammeArea,
    Shift,
    StrategicGoal,
    SuperiorGoal,
    SuperiorStrategy,
    Vision,
)
from fardplan.parties.registers import Register

GOALS = {"home": "goals", "home_label": _("Goals")}

vision = Register.of(
    services,
    "vision",
    Vision,
    VisionForm,
    titles=(_("Write the vision"), _("Change the vision")),
    named_by="text",
    **GOALS,
)

#: Only what is common to registers: a goal has pages of its own for the rest (views.py).
goal = Register(
    Goal,
    GoalForm,
    add=services.add_goal,
    edit=services.edit_goal,
    remove=services.remove_goal,
    titles=(_("Add a goal"), _("Change the goal")),
    route="goal",
    **GOALS,
)


def _next_number(request):
    return {"number": BenefitObject.objects.visible_to(request.user).filter(programme=request.programme).count() + 1}


benefit_object = Register.of(
    services,
    "benefit_object",
    BenefitObject,
    BenefitObjectForm,
    titles=(_("Add a benefit object"), _("Change the benefit object")),
    wants_programme=True,
    initial=_next_number,
    **GOALS,
)

ambition = Register.of(
    services,
    "ambition",
    Ambition,
    AmbitionForm,
    titles=(_("Say what is wanted for a year"), _("Change what is wanted for the year")),
    named_by="text",
    parent=("goal", Goal),
    **GOALS,
)

strategic_goal = Register.of(
    services,
    "strategic_goal",
    StrategicGoal,
    LevelForm,
    titles=(_("Add a strategic goal"), _("Change the strategic goal")),
    named_by="text",
    **GOALS,
)

outcome_goal = Register.of(
    services,
    "outcome_goal",
    OutcomeGoal,
    LevelForm,
    titles=(_("Add an outcome goal"), _("Change the outcome goal")),
    named_by="text",
    **GOALS,
)

principle = Register.of(
    services,
    "principle",
    Principle,
    PrincipleForm,
    titles=(_("Add a value or a principle"), _("Change the value or principle")),
    named_by="text",
    **GOALS,
)

shift = Register.of(
    services,
    "shift",
    Shift,
    ShiftForm,
    titles=(_("Add a shift"), _("Change the shift")),
    named_by="to_text",
    **GOALS,
)

programme_area = Register.of(
    services,
    "programme_area",
    ProgrammeArea,
    ProgrammeAreaForm,
    titles=(_("Add a programme area"), _("Change the programme area")),
    named_by="name",
    **GOALS,
)

superior_strategy = Register.of(
    services,
    "superior_strategy",
    SuperiorStrategy,
    StrategyForm,
    titles=(_("Add a superior strategy"), _("Change the superior strategy")),
    named_by="name",
    wants_programme=True,
    under=((_("Add a goal of it"), "superior_goal_add"),),
    **GOALS,
)

superior_goal = Register.of(
    services,
    "superior_goal",
    SuperiorGoal,
    SuperiorGoalForm,
    titles=(_("Add a goal of it"), _("Change the strategy's goal")),
    parent=("strategy", SuperiorStrategy),
    **GOALS,
)
