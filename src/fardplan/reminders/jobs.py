"""Letters once a day, at six in the morning by the clock in Sweden; the figure in the menu every other minute."""

import logging
from datetime import timedelta

from django.utils import timezone

from fardplan.accounts.jobs import every
from fardplan.accounts.models import User
from fardplan.parties.models import Membership
from fardplan.reminders import counting, services

logger = logging.getLogger("fardplan.jobs")
LATELY = timedelta(days=1)


@every(at="06:00", name="reminders")
def remind_all(*, day):
    """Everybody who holds a role today and has an address. One person's fault stops nobody else's letter."""
    members = Membership.objects.holding_on(day).values("user")
    for user in User.objects.filter(pk__in=members, is_active=True).exclude(email="").order_by("pk"):
        try:
            services.remind(user, day=day)
        except Exception:
            logger.exception("reminders for user %s failed", user.pk)


@every(minutes=2, name="waiting_counts")
def count_all(*, at):
    """Everybody who has logged in lately. One person's fault stops nobody else's count."""
    for user in User.objects.filter(is_active=True, last_login__gte=at - LATELY).order_by("pk"):
        try:
            counting.count(user, today=timezone.localdate(at))
        except Exception:
            logger.exception("what waits for user %s could not be counted", user.pk)
