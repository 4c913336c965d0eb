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

vision = Register(
    Vision,
    VisionForm,
    add=services.add_vision,
    edit=services.edit_vision,
    end=services.end_vision,
    reopen=services.reopen_vision,
    remove=services.remove_vision,
    titles=(_("Write the vision"), _("Change the vision")),
    route="vision",
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


benefit_object = Register(
    BenefitObject,
    BenefitObjectForm,
    add=services.add_benefit_object,
    edit=services.edit_benefit_object,
    end=services.end_benefit_object,
    reopen=services.reopen_benefit_object,
    remove=services.remove_benefit_object,
    titles=(_("Add a benefit object"), _("Change the benefit object")),
    route="benefit_object",
    wants_programme=True,
    initial=_next_number,
    **GOALS,
)

ambition = Register(
    Ambition,
    AmbitionForm,
    add=services.add_ambition,
    edit=services.edit_ambition,
    remove=services.remove_ambition,
    titles=(_("Say what is wanted for a year"), _("Change what is wanted for the year")),
    route="ambition",
    named_by="text",
    parent=("goal", Goal),
    **GOALS,
)

strategic_goal = Register(
    StrategicGoal,
    LevelForm,
    add=services.add_strategic_goal,
    edit=services.edit_strategic_goal,
    remove=services.remove_strategic_goal,
    titles=(_("Add a strategic goal"), _("Change the strategic goal")),
    route="strategic_goal",
    named_by="text",
    **GOALS,
)

outcome_goal = Register(
    OutcomeGoal,
    LevelForm,
    add=services.add_outcome_goal,
    edit=services.edit_outcome_goal,
    remove=services.remove_outcome_goal,
    titles=(_("Add an outcome goal"), _("Change the outcome goal")),
    route="outcome_goal",
    named_by="text",
    **GOALS,
)

principle = Register(
    Principle,
    PrincipleForm,
    add=services.add_principle,
    edit=services.edit_principle,
    remove=services.remove_principle,
    titles=(_("Add a value or a principle"), _("Change the value or principle")),
    route="principle",
    named_by="text",
    **GOALS,
)

shift = Register(
    Shift,
    ShiftForm,
    add=services.add_shift,
    edit=services.edit_shift,
    remove=services.remove_shift,
    titles=(_("Add a shift"), _("Change the shift")),
    route="shift",
    named_by="to_text",
    **GOALS,
)

programme_area = Register(
    ProgrammeArea,
    ProgrammeAreaForm,
    add=services.add_programme_area,
    edit=services.edit_programme_area,
    end=services.end_programme_area,
    reopen=services.reopen_programme_area,
    remove=services.remove_programme_area,
    titles=(_("Add a programme area"), _("Change the programme area")),
    route="programme_area",
    named_by="name",
    **GOALS,
)

superior_strategy = Register(
    SuperiorStrategy,
    StrategyForm,
    add=services.add_superior_strategy,
    edit=services.edit_superior_strategy,
    remove=services.remove_superior_strategy,
    titles=(_("Add a superior strategy"), _("Change the superior strategy")),
    route="superior_strategy",
    named_by="name",
    wants_programme=True,
    under=((_("Add a goal of it"), "superior_goal_add"),),
    **GOALS,
)

superior_goal = Register(
    SuperiorGoal,
    SuperiorGoalForm,
    add=services.add_superior_goal,
    edit=services.edit_superior_goal,
    remove=services.remove_superior_goal,
    titles=(_("Add a goal of it"), _("Change the strategy's goal")),
    route="superior_goal",
    parent=("strategy", SuperiorStrategy),
    **GOALS,
)
