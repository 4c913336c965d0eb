"""What stands round the goals: levels above, shifts, areas, ambitions, superior strategies."""

from django.utils.translation import gettext_lazy as _

from fardplan.goals import services
from fardplan.goals.forms import AmbitionForm, LevelForm, ProgrammeAreaForm, ShiftForm, StrategyForm, SuperiorGoalForm
from fardplan.goals.models import Ambition, Goal, OutcomeGoal, ProgrammeArea, Shift, StrategicGoal, SuperiorGoal, SuperiorStrategy
from fardplan.parties.registers import Register

GOALS = {"home": "goals", "home_label": _("Goals")}

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
