"""What a period's follow-up expects of a party: its activities reviewed, and its part marked ready."""

from datetime import timedelta

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fardplan.accounts.permissions import Permission
from fardplan.followup.models import Compilation, PartyYear
from fardplan.followup.rules import State, takes_part
from fardplan.kit.waiting import Waiting
from fardplan.parties.models import Party
from fardplan.plan.models import Activity
from fardplan.plan.rules import State as ActivityState
from fardplan.reviews.models import ActivityReview
from fardplan.reviews.rules import codes_within

#: Days before the period ends when it begins to wait.
AHEAD = 30
#: Days after the last day during which a part that is missing waits; then the county has gone on without it.
LATE = 365


def waiting_for(authority, *, today) -> list[Waiting]:
    """One question of those who answer for a party, two more while some period is asked for, and one for each that is not marked ready."""
    mine = authority.parties_for(Permission.ANSWER_FOR_PARTY)
    if not mine:
        return []
    asked = [row for row in Compilation.objects.filter(programme=authority.programme).order_by("period") if _waits(row, today)]
    if not asked:
        return []
    locked = PartyYear.objects.filter(compilation__in=asked, party__in=mine, state=State.LOCKED)
    ready = set(locked.values_list("compilation", "party"))
    parties = list(Party.objects.filter(pk__in=mine).in_order())
    found = []
    for row in asked:
        period = row.report_period
        missing = [
            party
            for party in parties
            if (row.pk, party.pk) not in ready and takes_part(period, from_date=party.from_date, until_date=party.until_date)
        ]
        unreviewed = _unreviewed(row, missing) if missing else {}
        for party in missing:
            found += _of(authority, row, party, unreviewed.get(party.pk, 0))
    return found


def _waits(compilation, today):
    last = compilation.due_date or compilation.report_period.last_day
    return compilation.report_period.last_day - timedelta(days=AHEAD) <= today <= last + timedelta(days=LATE)


def _unreviewed(compilation, parties) -> dict[int, int]:
    """{party's key: how many of its carried out activities of the period nobody has reviewed}."""
    period = compilation.report_period
    done = Activity.objects.filter(
        programme=compilation.programme_id, year=period.year, state=ActivityState.DONE, responsible__in=parties
    ).exclude(time_ends_latest__gt=period.until_date)
    reviewed = ActivityReview.objects.filter(programme=compilation.programme_id, period__in=codes_within(period)).values("activity")
    return dict(done.exclude(pk__in=reviewed).order_by().values_list("responsible").annotate(n=Count("pk")))


def _of(authority, compilation, party, unreviewed):
    where = [authority.programme.slug, compilation.slug, party.slug]
    words = {"period": compilation.report_period.label, "n": unreviewed}
    if unreviewed:
        title = ngettext(
            "Review %(n)s activity that was carried out, %(period)s",
            "Review %(n)s activities that were carried out, %(period)s",
            unreviewed,
        )
        yield Waiting(
            kind="activity_review",
            key=f"activity-review:{compilation.pk}:{party.pk}",
            title=title % words,
            url=f"{reverse('party_year', args=where)}#aktiviteter",
            last_day=compilation.due_date,
            detail=party.name,
        )
    yield Waiting(
        kind="party_year",
        key=f"party-year:{compilation.pk}:{party.pk}",
        title=_("Write and mark ready the follow-up of %(period)s") % words,
        url=reverse("party_year", args=where),
        last_day=compilation.due_date,
        detail=party.name,
    )
