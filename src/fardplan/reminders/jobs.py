"""Once a day, at six in the morning by the clock in Sweden."""

import logging

from fardplan.accounts.jobs import every
from fardplan.accounts.models import User
from fardplan.parties.models import Membership
from fardplan.reminders import services

logger = logging.getLogger("fardplan.jobs")


@every(at="06:00", name="reminders")
def remind_all(*, day):
    """Everybody who holds a role today and has an address. One person's fault stops nobody else's letter."""
    members = Membership.objects.holding_on(day).values("user")
    for user in User.objects.filter(pk__in=members, is_active=True).exclude(email="").order_by("pk"):
        try:
            services.remind(user, day=day)
        except Exception:
            logger.exception("reminders for user %s failed", user.pk)
