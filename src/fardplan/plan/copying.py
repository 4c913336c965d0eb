"""An activity copied to another year: what is meant to be done again, planned anew; who came is not copied."""

from dataclasses import replace

from django.utils.translation import gettext as _

from fardplan.kit.timing import Timing
from fardplan.parties.services import free_slug
from fardplan.plan import services
from fardplan.plan.models import RESERVED_SLUGS, Activity
from fardplan.plan.moving import Moved, move
from fardplan.plan.rules import State

COPIED = ("title", "kind", "format", "format_words", "audience", "comment", "sponsor", "executing", "responsible", "initiative")


def moved(activity, *, years) -> Moved:
    """The activity's time so many years later. What cannot be moved is "some time that year", and a person looks at it."""
    found = move(activity.time, years=years, year=activity.year)
    return found if found.why != "unmoved" else replace(found, time=Timing.parse(str(activity.year + years)))


def look(activity, found: Moved) -> str:
    """Why somebody should look at the copied time; empty when there is nothing to look at."""
    words = {
        "unmoved": _("the time could not be moved, so only the year is kept. Before: %(when)s"),
        "weekend": _("the day is a Saturday or a Sunday now. Before: %(when)s"),
        "undated": _("no day is stated, so the words are kept: %(when)s"),
    }
    return words[found.why] % {"when": activity.time_words} if found.why else ""


def copy_activity(activity, time, *, by, years):
    """Enter a copy of `activity` so many years later, planned at `time`. Returns the copy."""
    slug = free_slug(Activity, activity.title, programme=activity.programme)
    if slug in RESERVED_SLUGS:
        slug = free_slug(Activity, f"aktivitet {slug}", programme=activity.programme)
    lecturers = [
        {"organisation": row.organisation, "unit_words": row.unit_words, "role": row.role}
        for row in activity.lecturers.select_related("organisation")
    ]
    return services.add_activity(
        by=by,
        programme=activity.programme,
        slug=slug,
        year=activity.year + years,
        time=time,
        state=State.PLANNED,
        lecturers=lecturers,
        links={"goals": list(activity.goals.all()), "target_groups": list(activity.target_groups.all()), "tags": list(activity.tags.all())},
        **{name: getattr(activity, name) for name in COPIED},
    )
