"""Whose year, or part of a year, a row of a plan tells of: see kit.locking."""

from datetime import date

from fardplan.kit.periods import ReportPeriod
from fardplan.parties.models import Party
from fardplan.plan.rules import State


def tells_of(year: int, *, is_done: bool, starts: date | None, until: date | None) -> str:
    """The period that an activity of `year` tells of: the shortest of month, quarter and half-year that holds its time whole once it is
    carried out, and otherwise the year. `until` is half-open.

    What is not carried out goes on: a half-year that is handed in stops nobody from moving it, only the year's end does.
    """
    if not is_done or starts is None or until is None:
        return str(year)
    return shortest(starts, until, year)


def shortest(starts: date, until: date, year: int) -> str:
    """The code of the shortest period of `year` that holds the days from `starts` up to `until`; the year when none does."""
    for part in (f"{starts:%Y-%m}", f"{starts.year}-Q{(starts.month + 2) // 3}", f"{starts.year}-H{(starts.month + 5) // 6}"):
        period = ReportPeriod.parse(part)
        if starts.year == year and until <= period.until_date:
            return part
    return str(year)


def of_activity(activity):
    """(party's key, period) pairs: the party that answers for it, in the period it tells of. Without such a party it is the parties' in
    whose plans it stands. Empty for the programme's own."""
    time, is_done = activity.time, activity.state == State.DONE
    period = tells_of(activity.year, is_done=is_done, starts=time and time.starts_earliest, until=time and time.ends_latest)
    if activity.responsible_id:
        return {(activity.responsible_id, period)}
    if activity.pk is None:
        return set()
    together = Party.objects.filter(plans__items__activity=activity).values_list("pk", flat=True)
    return {(party, period) for party in together}


def of_milestone(milestone):
    """A milestone that is passed tells of the days it was, for the party it waited for; one that is not tells of nothing yet."""
    done = milestone.done
    if milestone.party_id is None or done is None or done.starts_earliest is None or done.ends_latest is None:
        return set()
    return {(milestone.party_id, shortest(done.starts_earliest, done.ends_latest, done.starts_earliest.year))}


def of_plan(plan):
    """What the plan says it is about, and who makes it, in its parties' year."""
    return {(party, str(plan.year)) for party in plan.parties.values_list("pk", flat=True)} if plan.pk else set()


def of_item(item):
    """An activity's way into a plan and out of it is told of by whoever's the activity is."""
    if item.activity.responsible_id:
        return of_activity(item.activity)
    return {(party, str(item.plan.year)) for party in item.plan.parties.values_list("pk", flat=True)} | of_activity(item.activity)


def of_operational(entry):
    return {(entry.party_id, str(entry.activity.year))}


def of_ongoing(work):
    return {(work.party_id, str(work.year))}
