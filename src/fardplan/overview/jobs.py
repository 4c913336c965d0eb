"""The letter of the week, on Mondays at half past six by the clock in Sweden."""

import logging
from datetime import timedelta

from fardplan.accounts.jobs import every
from fardplan.accounts.models import Turn, User
from fardplan.overview.digest import digest_for
from fardplan.parties.models import Membership

logger = logging.getLogger("fardplan.jobs")


@every(at="06:30", name="digest")
def digest_all(*, day):
    """Everybody who holds a role and has an address; on a later day when the server slept on Monday. One person's fault stops nobody
    else's letter."""
    monday = day - timedelta(days=day.weekday())
    done = Turn.objects.filter(name="digest", slot__gte=monday.isoformat(), slot__lt=day.isoformat(), done_at__isnull=False)
    if done.exists():
        return
    members = Membership.objects.holding_on(day).values("user")
    for user in User.objects.filter(pk__in=members, is_active=True).exclude(email="").order_by("pk"):
        try:
            digest_for(user, week=monday, day=day)
        except Exception:
            logger.exception("the letter of the week to user %s failed", user.pk)
