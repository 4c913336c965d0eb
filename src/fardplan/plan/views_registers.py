"""What plans have in common with other registers: rows entered by mistake are taken away, a milestone that was not done is opened again."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fardplan.accounts.permissions import Permission
from fardplan.parties.registers import Register
from fardplan.plan import access, services
from fardplan.plan.forms import ActivityForm, DependencyForm, ExclusionForm, MilestoneForm
from fardplan.plan.models import Activity, Dependency, Exclusion, Milestone

PLANNERS = (Permission.EDIT_PLAN, Permission.EDIT_PARTY_PLAN)


def _goes_with(activity):
    """What is counted and who spoke goes with the activity."""
    return (
        [_("Participants and lecturers that stand on it go with it.")]
        if activity.attendances.exists() or activity.lecturers.exists()
        else []
    )


activity = Register(
    Activity,
    ActivityForm,
    add=services.add_activity,
    edit=services.edit_activity,
    remove=services.remove_activity,
    titles=(_("Add an activity"), _("Change the activity")),
    route="activity",
    home="activities",
    home_label=_("Activities"),
    permission=PLANNERS,
    allows=access.can_edit_activity,
    goes_with=_goes_with,
)

milestone = Register(
    Milestone,
    MilestoneForm,
    add=services.add_milestone,
    edit=services.edit_milestone,
    reopen=services.reopen_milestone,
    remove=services.remove_milestone,
    titles=(_("Add a milestone"), _("Change the milestone")),
    route="milestone",
    home="milestones",
    home_label=_("Milestones"),
    permission=PLANNERS,
    allows=access.can_edit_milestone,
    reopens=_("It is no longer done: it is to come, or late, as its day says."),
)

RECKONED = {
    "home": "dependencies",
    "home_label": _("Dependencies"),
    "permission": Permission.EDIT_PLAN,
    "named_by": "text",
    "wants_programme": True,
}

dependency = Register(
    Dependency,
    DependencyForm,
    add=services.add_dependency,
    edit=services.edit_dependency,
    end=services.end_dependency,
    reopen=services.reopen_dependency,
    remove=services.remove_dependency,
    titles=(_("Add a dependency"), _("Change the dependency")),
    route="dependency",
    **RECKONED,
)

exclusion = Register(
    Exclusion,
    ExclusionForm,
    add=services.add_exclusion,
    edit=services.edit_exclusion,
    end=services.end_exclusion,
    reopen=services.reopen_exclusion,
    remove=services.remove_exclusion,
    titles=(_("Add an exclusion"), _("Change the exclusion")),
    route="exclusion",
    **RECKONED,
)


def address(request, register, verb, row):
    """Where `verb` is done to `row`."""
    return reverse(f"{register.route}_{verb}", args=[request.programme.slug, row.slug])
