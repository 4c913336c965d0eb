from django.conf import settings
from django.db import models

from fardplan.parties.base import ProgrammeQuerySet
from fardplan.parties.models import Programme


class ReminderSent(models.Model):
    """Somebody has been reminded of one thing at one step (days left to its last day): never twice, however many nodes there are."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    last_day = models.DateField()  # a new last day begins anew
    step = models.SmallIntegerField()  # 7, 1, 0, -1, -7, -30
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key", "last_day", "step"], name="reminder_once")]

    def __str__(self):
        return f"{self.user_id} {self.key} {self.step}"


class ReminderSilenced(models.Model):
    """A kind of reminder that somebody does not want by e-mail. It still stands on my page."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="silenced_once")]

    def __str__(self):
        return f"{self.user_id} {self.kind}"


class Follow(models.Model):
    """Somebody follows a row of any kind that they may read: what happens to it is told on their page and in the letter of the week.

    A setting of one's own, so it leaves no trace in the log. `seen_number` is the latest event of the programme that they have seen of it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    row_model = models.CharField(max_length=80)  # "plan.Activity"
    row_id = models.BigIntegerField()
    seen_number = models.PositiveBigIntegerField(default=0)
    seen_at = models.DateTimeField()

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["user", "row_model", "row_id"], name="follow_once")]

    def __str__(self):
        return f"{self.user_id} {self.row_model} {self.row_id}"


class Visit(models.Model):
    """How far somebody has read a programme's log: up to `seen_number` this time, up to `before_number` when they came.

    A new visit begins when they have been away for a while (`rules.AWAY`); until then, what was new when they came stays new.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    seen_number = models.PositiveBigIntegerField()
    seen_at = models.DateTimeField()
    before_number = models.PositiveBigIntegerField()
    before_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "programme"], name="visit_once")]

    def __str__(self):
        return f"{self.user_id} {self.programme_id} {self.seen_number}"
