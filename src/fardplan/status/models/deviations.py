from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fardplan.kit.models import Sourced
from fardplan.parties.base import ChildRow, ProgrammeRow, slug_constraint
from fardplan.parties.models import Party
from fardplan.portfolio.models import Initiative


class Deviation(ProgrammeRow, Sourced):
    """Something did not go as it was decided, told at once; handled with dated notes until it is closed."""

    class Seriousness(models.TextChoices):
        SLIGHT = "slight", _("Slight: it can be handled where it arose")
        CONSIDERABLE = "considerable", _("Considerable: the plan does not hold")
        SERIOUS = "serious", _("Serious: a decision is needed")

    title = models.CharField(_("deviation"), max_length=200)
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, null=True, blank=True, related_name="deviations")
    activity_words = models.CharField(_("activity, in words"), max_length=200, blank=True)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="deviations")
    seriousness = models.CharField(_("seriousness"), max_length=12, choices=Seriousness)
    happened = models.TextField(_("what has happened"))
    doing = models.TextField(_("what is done about it"), blank=True)
    reported_date = models.DateField(_("reported"))
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_date = models.DateField(_("closed"), null=True, blank=True)
    closed_words = models.CharField(_("how it ended"), max_length=400, blank=True)

    class Meta:
        ordering = ["-reported_date", "-pk"]
        constraints = [
            slug_constraint("deviation_slug"),
            models.CheckConstraint(
                condition=Q(closed_date__isnull=True, closed_words="") | (Q(closed_date__isnull=False) & ~Q(closed_words="")),
                name="deviation_closed",
                violation_error_message=_("Say both when it was closed and how it ended."),
            ),
            models.CheckConstraint(
                condition=Q(closed_date__isnull=True) | Q(closed_date__gte=F("reported_date")),
                name="deviation_order",
                violation_error_message=_("It cannot be closed before it was reported."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_open(self):
        return self.closed_date is None


class DeviationNote(ChildRow, Sourced):
    """What was done or said about a deviation, and when. Never changed."""

    deviation = models.ForeignKey(Deviation, on_delete=models.CASCADE, related_name="notes")
    dated = models.DateField(_("day"))
    text = models.TextField(_("note"))
    by_user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["dated", "pk"]

    def __str__(self):
        return self.text[:80]

    @property
    def programme(self):
        return self.deviation.programme
