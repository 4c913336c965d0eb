"""What waits for somebody about how things stand: a report to write, a risk to judge anew, a deviation to handle, friction to act on."""

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission, Role
from fardplan.kit.waiting import Waiting
from fardplan.portfolio.models import Initiative
from fardplan.status.models import Deviation, FrictionPriority, Risk, StatusReport
from fardplan.status.queries.reports import ASKED, setup_of
from fardplan.status.rules import LIVE_STATES, last_day_for, period_containing, period_due

#: Days before a risk is to be judged anew when it begins to wait.
REVIEW_AHEAD = 14


def waiting_for(authority, *, today) -> list[Waiting]:
    """Six queries at most."""
    setup = setup_of(authority.programme)
    return [
        *_reports(authority, setup, today),
        *_risks(authority, today),
        *_deviations(authority, today),
        *_frictions(authority, setup, today),
    ]


def _url(name, authority, slug):
    return reverse(name, args=[authority.programme.slug, slug])


def _reports(authority, setup, today):
    """The leader's own work, for the period reports are asked for, until it has been sent."""
    if not authority.may(Permission.EDIT_OWN_INITIATIVE):
        return
    period = period_due(today, setup.rhythm)
    sent = StatusReport.objects.filter(programme=authority.programme, period=period.code).sent()
    led = Initiative.objects.filter(programme=authority.programme, leader=authority.user).exclude(pk__in=sent.values("initiative"))
    for row in led.with_phase(today):
        if row.phase in ASKED:
            yield Waiting(
                kind="status_report",
                key=f"status-report:{row.pk}:{period.code}",
                title=_("Write how “%(title)s” stands, %(period)s") % {"title": row.label, "period": period.label},
                url=_url("status_write", authority, row.slug),
                last_day=last_day_for(period, setup.days_to_write),
            )


def _risks(authority, today):
    mine = Q(owner_user=authority.user)
    if Role.LEAD in authority.roles:
        # A risk that nobody has been asked to keep an eye on is the programme lead's.
        mine |= Q(owner_user__isnull=True)
    soon = today + timedelta(days=REVIEW_AHEAD)
    for row in Risk.objects.filter(mine, programme=authority.programme, state__in=LIVE_STATES, review_date__lte=soon):
        yield Waiting(
            kind="risk_review",
            key=f"risk-review:{row.pk}:{row.review_date}",
            title=_("Judge the risk “%(title)s” anew") % {"title": row.title},
            url=_url("risk", authority, row.slug),
            last_day=row.review_date,
        )


def _deviations(authority, today):
    found = Deviation.objects.filter(programme=authority.programme, closed_date__isnull=True)
    if Role.LEAD not in authority.roles:
        if not authority.may(Permission.EDIT_OWN_INITIATIVE):
            return
        found = found.filter(initiative__leader=authority.user)
    for row in found:
        yield Waiting(
            kind="deviation",
            key=f"deviation:{row.pk}",
            title=_("Handle the deviation “%(title)s”") % {"title": row.title},
            url=_url("deviation", authority, row.slug),
            detail=_("open for %(n)s days") % {"n": max((today - row.reported_date).days, 0)},
        )


def _frictions(authority, setup, today):
    """What the local group has chosen to work on this period and nothing has been done about."""
    own = authority.parties_for(Permission.EDIT_FRICTION)
    if not own:
        return
    period = period_containing(today, setup.rhythm)
    chosen = FrictionPriority.objects.filter(
        party__in=own,
        friction__programme=authority.programme,
        period=period.code,
        friction__closed_date__isnull=True,
        friction__notes__isnull=True,
    ).select_related("friction", "party__organisation")
    for row in chosen:
        yield Waiting(
            kind="friction",
            key=f"friction:{row.friction_id}:{period.code}",
            title=_("Write what is done about “%(title)s”") % {"title": row.friction.title},
            url=_url("friction", authority, row.friction.slug),
            last_day=period.last_day,
            detail=str(row.party),
        )
