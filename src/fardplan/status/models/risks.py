from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fardplan.governance.models import Document
from fardplan.kit.models import Sourced
from fardplan.parties.base import ChildRow, ProgrammeRow, slug_constraint
from fardplan.portfolio.models import Initiative
from fardplan.status.rules import RiskState

ONE_TO_FIVE = [MinValueValidator(1), MaxValueValidator(5)]
#: The four values of a judgement: as it stands, and as it is expected to be when the response is done.
VALUES = ("likelihood", "impact", "likelihood_after", "impact_after")


def one_to_five(words):
    return models.PositiveSmallIntegerField(words, null=True, blank=True, validators=ONE_TO_FIVE)


def in_range(name):
    """The database's own word for it: every value is empty or 1-5."""
    condition = Q()
    for value in VALUES:
        condition &= Q(**{f"{value}__isnull": True}) | Q(**{f"{value}__range": (1, 5)})
    return models.CheckConstraint(condition=condition, name=name, violation_error_message=_("Write a whole number from 1 to 5."))


class Risk(ProgrammeRow, Sourced):
    """Something that may happen and would hurt. Likelihood and impact 1-5 each, empty where nobody has judged them.

    The values are those of the latest judgement; the earlier ones are `assessments`.
    """

    class Scope(models.TextChoices):
        CHANGE = "change", _("The change as a whole")
        EXECUTION = "execution", _("The programme's own work")

    class Strategy(models.TextChoices):
        """PM2 Guide, risk response strategies; the last is ISO 31000's for what nobody has settled yet."""

        NONE = "", _("Not chosen")
        AVOID = "avoid", _("Avoid")
        REDUCE = "reduce", _("Reduce")
        TRANSFER = "transfer", _("Transfer or share")
        ACCEPT = "accept", _("Accept")
        WATCH = "watch", _("Watch")

    class Proximity(models.TextChoices):
        NONE = "", _("Not judged")
        NOW = "now", _("Within a month")
        SOON = "soon", _("Within half a year")
        YEAR = "year", _("Within a year")
        LATER = "later", _("Later")

    State = RiskState

    scope = models.CharField(_("concerns"), max_length=10, choices=Scope)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("risk"), max_length=200)
    text = models.TextField(_("description"), blank=True)
    cause = models.TextField(_("cause"), blank=True)
    event = models.TextField(_("event"), blank=True)
    effect = models.TextField(_("effect"), blank=True)
    likelihood = one_to_five(_("likelihood"))
    impact = one_to_five(_("impact"))
    likelihood_after = one_to_five(_("likelihood after the response"))
    impact_after = one_to_five(_("impact after the response"))
    assessed_date = models.DateField(_("judged on"), null=True, blank=True)
    owner = models.CharField(_("owner"), max_length=160, blank=True)
    owner_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_risks",
        verbose_name=_("who is reminded"),
    )
    strategy = models.CharField(_("strategy"), max_length=10, choices=Strategy, blank=True, default=Strategy.NONE)
    response = models.TextField(_("response"), blank=True)
    response_date = models.DateField(_("response done by"), null=True, blank=True)
    proximity = models.CharField(_("when it may happen"), max_length=6, choices=Proximity, blank=True, default=Proximity.NONE)
    review_date = models.DateField(_("judged anew by"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=RiskState, default=RiskState.OPEN)
    state_words = models.CharField(_("about the state"), max_length=300, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="risks")
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, null=True, blank=True, related_name="risks")

    class Meta:
        ordering = ["scope", "position", "pk"]
        constraints = [slug_constraint("risk_slug"), in_range("risk_values")]

    def __str__(self):
        return self.title


class RiskAssessment(ChildRow, Sourced):
    """A risk was judged on a day; the latest is what the risk itself shows. What was judged then is never changed by a later one."""

    risk = models.ForeignKey(Risk, on_delete=models.CASCADE, related_name="assessments")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    dated = models.DateField(_("day"), null=True, blank=True)
    likelihood = one_to_five(_("likelihood"))
    impact = one_to_five(_("impact"))
    likelihood_after = one_to_five(_("likelihood after the response"))
    impact_after = one_to_five(_("impact after the response"))
    words = models.CharField(_("why"), max_length=400, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [in_range("risk_assessment_values")]

    def __str__(self):
        return f"{self.dated or '?'}: {self.likelihood} x {self.impact}"

    @property
    def programme(self):
        return self.risk.programme
