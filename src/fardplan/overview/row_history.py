"""The history of one row, for everybody who may read it: its own events and those of what hangs on it, the latest first.

The whole log is for those who may read it (`events`); here is what members see anyhow. Of a row that begins as somebody's draft (a report, a
friction) it tells what was said while it was shared: what it said before that is told to those who write drafts of it, and to nobody else.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Q
from django.http import Http404
from django.urls import reverse

from fardplan.accounts.permissions import Permission
from fardplan.attachments import registry
from fardplan.audit.models import Event
from fardplan.audit.writes import snapshot
from fardplan.benefits import access as benefits_access
from fardplan.benefits import services as benefits
from fardplan.benefits.models import BenefitCalculation, BenefitProfile
from fardplan.consultations import access as consultations_access
from fardplan.consultations import rules as consultations_rules
from fardplan.consultations.models import Consultation
from fardplan.economy.models import Budget, BudgetLine, Funding
from fardplan.effects import access as effects_access
from fardplan.effects import services as effects
from fardplan.effects.models import Effect
from fardplan.followup import access as followup_access
from fardplan.followup import services as followup
from fardplan.followup.models import Compilation
from fardplan.goals import services as goals
from fardplan.goals.models import BenefitObject, Goal, OutcomeGoal, Principle, ProgrammeArea, Shift, StrategicGoal, Vision
from fardplan.governance import matters
from fardplan.governance import services as governance
from fardplan.governance.models import Decision, Document, Forum, Matter, Meeting, Seat
from fardplan.indicators.models import Indicator
from fardplan.kit.turning import address_of
from fardplan.overview.telling import Save, saves_of
from fardplan.parties import services as parties
from fardplan.parties.models import Partner, Party, Post
from fardplan.plan import access as plan_access
from fardplan.plan import plans
from fardplan.plan import services as plan
from fardplan.plan.models import Activity, Dependency, Exclusion, Milestone, Plan
from fardplan.portfolio import access as portfolio_access
from fardplan.portfolio import services as portfolio
from fardplan.portfolio.models import InclusionCriterion, InclusionDemand, Initiative, Reflection, Tag, TargetGroup, WorkingMethod
from fardplan.reports import access as reports_access
from fardplan.reports import rules as reports_rules
from fardplan.reports import services as reports
from fardplan.reports.content import heading_of
from fardplan.reports.models import AUTHORS, Report, StatedFigure
from fardplan.reviews import access as reviews_access
from fardplan.reviews import services as reviews
from fardplan.reviews.models import ActivityReview, CitizenDialogue, Framework, SupportSurvey
from fardplan.spread import access as spread_access
from fardplan.spread import services as spread
from fardplan.spread.models import Adoption, MethodSheet
from fardplan.status import access as status_access
from fardplan.status import services as status
from fardplan.status.models import Deviation, Friction, Risk, StatusReport

#: Events read for a row's page; older ones stand in the log.
READ = 300


@dataclass(frozen=True)
class Open:
    """A kind whose history every member reads. `url(row)`: where it is shown; `may_write(authority, row)` and `edit`: the page's own way to
    change it, where an earlier text can be restored; `under`: relations of what hangs on it; `texts`: those of them whose texts are written one
    by one, each with its verb (row, child, by, seen, text) and what the text is called (child). `shared(values)` of a kind that begins as a draft: whether every member may read the
    row when it says so; `drafts(authority, row)`: who reads what it said before."""

    model: type
    url: Callable
    may_write: Callable = lambda authority, row: False
    edit: Callable | None = None
    under: tuple[str, ...] = ()
    texts: dict[str, tuple[Callable, Callable]] = field(default_factory=dict)
    shared: Callable | None = None
    drafts: Callable = lambda authority, row: False

    @property
    def is_restored(self):
        return self.edit is not None or bool(self.texts)


def _page(name):
    return lambda row: reverse(name, args=[row.programme.slug, row.slug])


def _place(name):
    return lambda row: address_of(reverse(name, args=[row.programme.slug]), row)


def _of_method(row):
    return reverse("spread_method", args=[row.programme.slug, row.method.slug])


def _frame(authority, row):
    return authority.may(Permission.EDIT_FRAME)


def _plan(authority, row):
    return authority.may(Permission.EDIT_PLAN)


def _prepares(authority, row):
    return authority.may(Permission.PREPARE_MATTER)


def _write_report_text(report, child, *, by, seen, text):
    return reports.write_text(report, by=by, section=child.section, text=text, seen=seen)


def _report_heading(child):
    return heading_of(child.report, child.section)


OPEN = {
    one.model._meta.label: one
    for one in (
        Open(Activity, _page("activity"), plan_access.can_edit_activity, plan.edit_activity, ("lecturers", "attendances")),
        Open(Milestone, _place("milestones"), plan_access.can_edit_milestone, plan.edit_milestone),
        Open(Plan, _page("plan"), plan_access.can_edit_plan, plans.edit_plan, ("items", "versions")),
        Open(Dependency, _place("dependencies"), _plan, plan.edit_dependency),
        Open(Exclusion, _place("dependencies"), _plan, plan.edit_exclusion),
        Open(
            Initiative,
            _page("initiative"),
            portfolio_access.can_edit,
            portfolio.edit_initiative,
            ("phases", "goal_links", "partner_links"),
        ),
        Open(Adoption, _of_method, spread_access.can_write, spread.edit_adoption),
        Open(MethodSheet, _of_method, _frame, spread.edit_method_sheet),
        Open(BenefitProfile, _page("benefit"), benefits_access.can_edit, benefits.edit_profile, ("chain", "parts")),
        Open(BenefitCalculation, _page("calculation"), under=("lines",)),
        Open(WorkingMethod, _place("working_methods"), _frame, portfolio.edit_working_method),
        Open(Tag, _page("tag"), _frame, portfolio.edit_tag),
        Open(TargetGroup, _place("target_groups"), _frame, portfolio.edit_target_group),
        Open(InclusionCriterion, _place("inclusion_criteria"), _frame, portfolio.edit_inclusion_criterion),
        Open(Goal, _place("goals"), _frame, goals.edit_goal, ("ambitions",)),
        Open(Vision, _place("goals"), _frame, goals.edit_vision),
        Open(Shift, _place("goals"), _frame, goals.edit_shift),
        Open(Principle, _place("goals"), _frame, goals.edit_principle),
        Open(OutcomeGoal, _place("goals"), _frame, goals.edit_outcome_goal),
        Open(ProgrammeArea, _place("goals"), _frame, goals.edit_programme_area),
        Open(Forum, _place("forums"), _frame, governance.edit_forum, ("seats",)),
        Open(ActivityReview, _page("activity_review"), reviews_access.can_edit_review, reviews.edit_activity_review, ("factors", "tips")),
        Open(Framework, _page("framework"), _frame, reviews.edit_framework, ("areas", "levels")),
        Open(SupportSurvey, _page("support_survey"), _plan, reviews.edit_support_survey, ("questions",)),
        Open(CitizenDialogue, _page("citizen_dialogue"), reviews_access.can_edit_dialogue, reviews.edit_citizen_dialogue, ("findings",)),
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
        Open(Matter, _page("matter"), _prepares, matters.edit_matter, ("route", "handlings")),
        Open(Document, _place("documents"), _frame, governance.edit_document, ("versions", "points")),
        Open(
            Friction,
            _page("friction"),
            lambda authority, row: status_access.can_edit_friction(authority, row.party_id),
            status.edit_friction,
            ("notes",),
            shared=lambda values: bool(values.get("shared_date")),
            drafts=lambda authority, row: status_access.can_edit_friction(authority, row.party_id),
        ),
        Open(
            StatusReport,
            _page("status_report"),
            lambda authority, row: not row.is_sent and status_access.can_write_status(authority, row.initiative),
            status.edit_status_report,
            shared=lambda values: bool(values.get("sent_date")),
            drafts=lambda authority, row: status_access.can_write_status(authority, row.initiative),
        ),
        Open(
            Consultation,
            _page("consultation"),
            under=("extensions",),
            shared=lambda values: values.get("state") != consultations_rules.State.PREPARING,
            drafts=lambda authority, row: consultations_access.can_prepare(authority),
        ),
        Open(
            Report,
            _page("report"),
            reports_access.can_write,
            under=("texts", "filing"),
            texts={"texts": (_write_report_text, _report_heading)},
            shared=lambda values: values.get("state") == reports_rules.State.FROZEN,
            drafts=lambda authority, row: bool(authority.roles & AUTHORS),
        ),
        Open(StatedFigure, _place("stated_figures")),
        Open(Reflection, _place("lessons"), _frame, portfolio.edit_reflection),
        Open(InclusionDemand, _place("inclusion_criteria")),
        Open(BenefitObject, _place("goals"), _frame, goals.edit_benefit_object),
        Open(StrategicGoal, _place("goals"), _frame, goals.edit_strategic_goal),
        Open(Seat, _place("forums")),
        Open(Indicator, _page("indicator")),
        Open(Effect, _page("effect"), effects_access.can_edit, effects.edit_effect),
        Open(Budget, _place("economy")),
        Open(BudgetLine, _place("economy")),
        Open(Funding, _place("economy")),
        Open(Partner, _place("parties")),
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
    if owner is not None and one.shared is None:  # a kind that begins as a draft says itself what is told of it
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
        keys = list(related.related_model._base_manager.filter(**{related.remote_field.name: row}).values_list("pk", flat=True))
        if keys:
            asked |= Q(model=related.related_model._meta.label, object_id__in=keys)
    return Event.objects.filter(asked, programme=row.programme.slug).select_related("entry")


@dataclass(frozen=True)
class RowHistory:
    saves: list[Save]
    latest: int  # number of the latest event in the programme's chain
    is_cut: bool


def row_history(one, row, *, authority) -> RowHistory:
    """What has happened to a row, the latest first; what only says that something under it changed is left out."""
    events = list(events_of(one, row).order_by("-number")[: READ + 1])
    told = [event for event in events[:READ] if event.verb != "touched"]
    if one.shared is not None and not one.drafts(authority, row):
        told = shared_events(told, of=(one.model._meta.label, row.pk), shared=one.shared, now=one.shared(snapshot(row)))
    return RowHistory(saves_of(row.programme, told), max((event.number for event in events), default=0), len(events) > READ)


def shared_events(events, *, of, shared, now):
    """Of a row's events, the latest first, those that tell what it said while everybody could read it.

    `of`: label and key of the row itself; the other events are of what hangs on it. `now`: whether it is shared today. What shared it is
    told without what it said before, and what took it back without what it says now.
    """
    out, after_it = [], now
    for event in events:
        if (event.model, event.object_id) != of:
            if after_it:
                out.append(event)
            continue
        before_it = event.before is not None and shared(event.before)
        is_shared = event.after is not None and shared(event.after)
        if before_it or is_shared:
            told = copy.copy(event)
            told.before = event.before if before_it else None
            told.after = event.after if is_shared else None
            out.append(told)
        after_it = before_it
    return out


def is_told_to_all(event):
    """Whether every member may know of an event of an open kind."""
    shared = OPEN[event.model].shared
    return shared is None or shared(event.after or event.before or {})
