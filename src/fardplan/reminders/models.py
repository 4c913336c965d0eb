from django.conf import settings
from django.db import models


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
