"""When something was, and how many came."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.kit.periods import ReportPeriod
from fardplan.plan.models import Activity
from fardplan.plan.rules import State, participants

from .registry import Found, Kind, figure


def belongs_to(activity, period: ReportPeriod) -> bool:
    """Whether an activity is told about in a report of the period.

    A year's are those entered for it. A shorter period's are those whose words can mean a day in it, or no day at all ("löpande").
    """
    if activity.year != period.year:
        return False
    if period == ReportPeriod.of_year(period.year):
        return True
    return activity.time is None or activity.time.span().overlaps(period.period)


def took_place(register, period: ReportPeriod):
    """The period's activities, without the cancelled ones."""
    return [row for row in register.activities if row.state != State.CANCELLED and belongs_to(row, period)]


def when(timing, place):
    """A day where the words mean one, else the words as they stand."""
    if timing is None:
        return Found(None, place)
    return Found(timing.starts_earliest if timing.is_exact_day else timing.words, place)


@figure("activities.count", Kind.NUMBER, gettext_lazy("Activities of the period, without cancelled ones"), at="period")
def activities_count(register, period):
    return Found(len(took_place(register, period)), _("Register, activities: %(period)s") % {"period": period.label})


@figure("activities.count", Kind.NUMBER, gettext_lazy("Activities of one kind during the period"), at="period", of=Activity.Kind)
def activities_of_kind(register, period, kind):
    number = sum(row.kind == kind for row in took_place(register, period))
    return Found(number, _("Register, activities: %(period)s") % {"period": period.label})


@figure("activity.date", Kind.DATE, gettext_lazy("When an activity was"), of="activities")
def activity_date(register, activity):
    return when(activity.time, _("Register, activities: %(title)s") % {"title": activity.title})


@figure("activity.participants", Kind.NUMBER, gettext_lazy("How many came to an activity"), of="activities")
def activity_participants(register, activity):
    number = participants(register.attendances.get(activity.pk, []))
    return Found(number, _("Register, activities: %(title)s") % {"title": activity.title})


@figure("milestone.date", Kind.DATE, gettext_lazy("When a milestone should be passed"), of="milestones")
def milestone_date(register, milestone):
    return when(milestone.time, _("Register, milestones: %(title)s") % {"title": milestone.title})


@figure("decision.date", Kind.DATE, gettext_lazy("When a decision was made"), of="decisions")
def decision_date(register, decision):
    return when(decision.time, _("Register, decisions: %(title)s") % {"title": decision.title})


@figure("version.date", Kind.DATE, gettext_lazy("The date of a document's version"), of="versions")
def version_date(register, version):
    title = f"{version.document.title} {version.number}"
    return when(version.dated, _("Register, documents: %(title)s") % {"title": title})
