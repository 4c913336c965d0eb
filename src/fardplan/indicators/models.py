from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from fardplan.goals.models import Goal
from fardplan.kit.models import Sourced
from fardplan.parties.base import ProgrammeRow, slug_constraint


class Indicator(ProgrammeRow, Sourced):
    """Something one reads to see whether a goal comes nearer: a code, a name, a unit, and which way is better."""

    class Direction(models.TextChoices):
        INCREASE = "increase", _("higher is better")
        DECREASE = "decrease", _("lower is better")
        NEUTRAL = "neutral", _("no direction")

    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("indicator"), max_length=200)
    unit = models.CharField(_("unit"), max_length=60)
    direction = models.CharField(_("direction"), max_length=8, choices=Direction, default=Direction.NEUTRAL)
    level = models.CharField(_("level"), max_length=80, blank=True)
    method = models.TextField(_("method"), blank=True)
    goals = models.ManyToManyField(Goal, blank=True, related_name="indicators", verbose_name=_("goals"))

    class Meta:
        constraints = [
            slug_constraint("indicator_slug"),
            models.UniqueConstraint(
                fields=["programme", "code"], name="indicator_code", violation_error_message=_("This code is already used.")
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.name}"

    def clean(self):
        super().clean()
        if same := Indicator.objects.filter(programme=self.programme_id, code=self.code).exclude(pk=self.pk).first():
            raise ValidationError({"code": _("“%(name)s” has this code.") % {"name": same.name}})
