"""The history of one row, for everybody who may read it: its own events and those of what hangs on it, the latest first.

The whole log is for those who may read it (`events`); here is what members see anyhow. A kind is open only where every value that its
events ever held may be read by every member: rows that begin as somebody's draft are not.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404
from django.urls import reverse

from fardplan.accounts.permissions import Permission
from fardplan.attachments import registry
from fardplan.audit.models import Event
from fardplan.followup import access as followup_access
from fardplan.followup import services as followup
from fardplan.followup.models import Compilation
from fardplan.goals import services as goals
from fardplan.goals.models import Goal, OutcomeGoal, ProgrammeArea, Shift, Vision
from fardplan.governance import services as governance
from fardplan.governance.models import Decision, Forum, Meeting
from fardplan.kit.turning import address_of
from fardplan.overview.telling import Save, saves_of
from fardplan.parties import services as parties
from fardplan.parties.models import Party, Post
from fardplan.plan import access as plan_access
from fardplan.plan import services as plan
from fardplan.plan.models import Activity, Dependency, Exclusion, Milestone
from fardplan.portfolio import access as portfolio_access
from fardplan.portfolio import services as portfolio
from fardplan.portfolio.models import InclusionCriterion, Initiative, Tag, TargetGroup, WorkingMethod
from fardplan.status import access as status_access
from fardplan.status import services as status
from fardplan.status.models import Deviation, Risk

#: Events read for a row's page; older ones stand in the log.
READ = 300


@dataclass(frozen=True)
class Open:
    """A kind whose history every member reads. `url(row)`: where it is shown; `may_write(authority, row)` and `edit`: the page's own way to
    change it, where an earlier text can be restored; `under`: relations of what hangs on it."""

    model: type
    url: Callable
    may_write: Callable = lambda authority, row: False
    edit: Callable | None = None
    under: tuple[str, ...] = ()


def _page(name):
    return lambda row: reverse(name, args=[row.programme.slug, row.slug])


def _place(name):
    return lambda row: address_of(reverse(name, args=[row.programme.slug]), row)


def _frame(authority, row):
    return authority.may(Permission.EDIT_FRAME)


def _plan(authority, row):
    return authority.may(Permission.EDIT_PLAN)


OPEN = {
    one.model._meta.label: one
    for one in (
        Open(Activity, _page("activity"), plan_access.can_edit_activity, plan.edit_activity, ("lecturers", "attendances")),
        Open(Milestone, _place("milestones"), plan_access.can_edit_milestone, plan.edit_milestone),
        Open(Dependency, _place("dependencies"), _plan, plan.edit_dependency),
        Open(Exclusion, _place("dependencies"), _plan, plan.edit_exclusion),
        Open(
            Initiative,
            _page("initiative"),
            portfolio_access.can_edit,
            portfolio.edit_initiative,
            ("phases", "goal_links", "partner_links"),
        ),
        Open(WorkingMethod, _place("working_methods"), _frame, portfolio.edit_working_method),
        Open(Tag, _page("tag"), _frame, portfolio.edit_tag),
        Open(TargetGroup, _place("target_groups"), _frame, portfolio.edit_target_group),
        Open(InclusionCriterion, _place("inclusion_criteria"), _frame, portfolio.edit_inclusion_criterion),
        Open(Goal, _place("goals"), _frame, goals.edit_goal, ("ambitions",)),
        Open(Vision, _place("goals"), _frame, goals.edit_vision),
        Open(Shift, _place("goals"), _frame, goals.edit_shift),
        Open(OutcomeGoal, _place("goals"), _frame, goals.edit_outcome_goal),
        Open(ProgrammeArea, _place("goals"), _frame, goals.edit_programme_area),
        Open(Forum, _place("forums"), _frame, governance.edit_forum, ("seats",)),
        Open(Decision, _page("decision"), under=("party_decisions", "follow_ups")),
        Open(Meeting, _page("meeting"), under=("items",)),
        Open(
            Risk,
            _page("risk"),
            lambda authority, row: status_access.can_edit_risk(authority, row.initiative),
            status.edit_risk,
            ("assessments",),
        ),
        Open(Deviation, _page("deviation"), under=("notes",)),
        Open(
            Compilation,
            _page("compilation"),
            lambda authority, row: followup_access.can_ask(authority),
            followup.edit_compilation,
            ("years",),
        ),
        Open(Party, _page("party")),
        Open(Post, _place("staffing"), _frame, parties.edit_post),
    )
}


def find(authority, label, pk):
    """(Open, row) that the user may read; anything else, and nothing at all, is the same Http404."""
    one = OPEN.get(label)
    if one is None:
        raise Http404
    rows = one.model.objects.visible_to(authority.user).filter(programme=authority.programme)
    owner = registry.OWNERS.get(label)
    if owner is not None:
        rows = owner.rows(authority, rows)
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    row.programme = authority.programme
    return one, row


def events_of(one, row):
    """The events of a row and of what hangs on it now, as a queryset: one query for each relation."""
    asked = Q(model=one.model._meta.label, object_id=row.pk)
    for relation in one.under:
        related = one.model._meta.get_field(relation)
        keys = list(getattr(row, relation).values_list("pk", flat=True))
        if keys:
            asked |= Q(model=related.related_model._meta.label, object_id__in=keys)
    return Event.objects.filter(asked, programme=row.programme.slug).select_related("entry")


@dataclass(frozen=True)
class RowHistory:
    saves: list[Save]
    latest: int  # number of the latest event in the programme's chain
    is_cut: bool


def row_history(one, row) -> RowHistory:
    """Everything that has happened to a row, the latest first; what only says that something under it changed is left out."""
    events = list(events_of(one, row).order_by("-number")[: READ + 1])
    told = [event for event in events[:READ] if event.verb != "touched"]
    return RowHistory(saves_of(row.programme, told), max((event.number for event in events), default=0), len(events) > READ)
