from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fardplan.benefits import rules
from fardplan.goals.models import BenefitObject, Goal
from fardplan.governance.models import Decision
from fardplan.indicators.fields import ExactField
from fardplan.indicators.models import Indicator
from fardplan.kit.fields import AbsenceField, MoneyField, value_or_absence_constraint
from fardplan.kit.models import Sourced
from fardplan.kit.nothing import Absence
from fardplan.parties.base import ChildRow, ProgrammeRow, slug_constraint
from fardplan.parties.models import Party
from fardplan.portfolio.models import Initiative, WorkingMethod
from fardplan.status.models import Risk

#: Words of the room's own addresses: a row called so could not be reached.
RESERVED_SLUGS = frozenset({"ny", "kalkyler", "kalkyl", "kalkylvarden", "granser", "parter", "varden", "rad"})


class Kind(models.TextChoices):
    """What a benefit is worth, in what. The four are never added together."""

    CERTAIN = "certain", _("Certain kronor")
    TIME = "time", _("Freed time")
    QUALITY = "quality", _("Quality")
    ENVIRONMENT = "environment", _("Environment")


class BenefitProfile(ProgrammeRow, Sourced):
    """A benefit, told so that it can be realised and followed up: what changes for whom, how it is measured, what it takes.

    Who gains where, from what to what, are its parts: one for each party. How far the five steps have come is read from what is filled in
    (`rules.steps`), not stored.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("a draft")
        REVIEWED = "reviewed", pgettext_lazy("benefit", "reviewed")
        APPROVED = "approved", _("approved")
        SETTLED = "settled", _("settled")

    class Outcome(models.TextChoices):
        REALISED = "realised", _("realised")
        PARTLY = "partly", _("partly realised")
        NOT_REALISED = "not_realised", _("not realised")

    class Frequency(models.IntegerChoices):
        MONTHLY = 1, _("every month")
        QUARTERLY = 3, _("every quarter")
        HALF_YEARLY = 6, _("every half-year")
        YEARLY = 12, _("every year")

    title = models.CharField(_("benefit"), max_length=200)
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, null=True, blank=True, related_name="benefits")
    working_method = models.ForeignKey(WorkingMethod, on_delete=models.PROTECT, null=True, blank=True, related_name="benefits")
    change = models.TextField(_("what changes"), blank=True)
    for_whom = models.CharField(_("for whom"), max_length=200, blank=True)
    benefit_object = models.ForeignKey(BenefitObject, on_delete=models.PROTECT, null=True, blank=True, related_name="benefits")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, null=True, blank=True, related_name="benefits")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, blank=True)
    is_negative = models.BooleanField(_("a negative effect"), default=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, null=True, blank=True, related_name="benefits")
    measurement = models.CharField(_("own measurement"), max_length=200, blank=True)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    method = models.TextField(_("how it is measured"), blank=True)
    frequency = models.PositiveSmallIntegerField(_("how often"), choices=Frequency, null=True, blank=True)
    first_date = models.DateField(_("first follow-up"), null=True, blank=True)
    prerequisites = models.TextField(_("prerequisites"), blank=True)
    obstacles = models.TextField(_("obstacles"), blank=True)
    cost = MoneyField(_("cost to realise"), null=True, blank=True)
    cost_absence = AbsenceField(_("why there is no cost"), default=Absence.MISSING)
    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, null=True, blank=True, related_name="benefits")
    risk_words = models.CharField(_("risk"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT)
    reviewed_date = models.DateField(pgettext_lazy("benefit", "reviewed"), null=True, blank=True)
    reviewed_by = models.CharField(_("reviewed by"), max_length=160, blank=True)
    approved_date = models.DateField(_("approved"), null=True, blank=True)
    approved_by = models.CharField(_("approved by"), max_length=160, blank=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="benefits")
    settled_date = models.DateField(_("settled"), null=True, blank=True)
    outcome = models.CharField(_("how it came out"), max_length=12, choices=Outcome, blank=True)
    settled_words = models.TextField(_("how it went"), blank=True)

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            slug_constraint("benefit_slug"),
            value_or_absence_constraint("cost", "cost_absence", "benefit_cost"),
            models.CheckConstraint(
                condition=Q(state="settled", settled_date__isnull=False) & ~Q(outcome="")
                | (~Q(state="settled") & Q(settled_date__isnull=True, outcome="")),
                name="benefit_settled",
                violation_error_message=_("Say both when the benefit was settled, and how it went."),
            ),
            models.CheckConstraint(
                condition=~Q(state="approved", approved_date__isnull=True) & ~Q(state="reviewed", reviewed_date__isnull=True),
                name="benefit_state_date",
                violation_error_message=_("Say when it was reviewed or approved."),
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": _("This key is already used.")})

    @property
    def is_settled(self):
        return self.state == self.State.SETTLED

    @property
    def measured_by(self):
        return self.indicator.title if self.indicator_id else self.measurement


class ChainLink(ChildRow, Sourced):
    """A box of the chain: activity -> working method -> outcome -> benefit -> goal. `leads_to` are the places of boxes in the next stage,
    from 1; empty is all of them."""

    class Stage(models.TextChoices):
        ACTIVITY = "activity", _("Activity")
        METHOD = "method", _("Working method")
        OUTCOME = "outcome", _("Outcome")
        BENEFIT = "benefit", _("Benefit")
        GOAL = "goal", _("Goal")

    profile = models.ForeignKey(BenefitProfile, on_delete=models.CASCADE, related_name="chain")
    stage = models.CharField(_("stage"), max_length=8, choices=Stage)
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    text = models.CharField(_("what stands in the box"), max_length=rules.LONGEST_BOX)
    leads_to = models.CharField(
        _("leads to"), max_length=40, blank=True, validators=[RegexValidator(r"^[1-9]\d?( [1-9]\d?)*$", _("Write places such as 1 3."))]
    )

    class Meta:
        ordering = ["profile_id", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["profile", "stage", "position"], name="chain_link_place")]

    def __str__(self):
        return self.text

    @property
    def programme(self):
        return self.profile.programme


class BenefitPart(ProgrammeRow, Sourced):
    """A party's part of a benefit: who answers for it in the line, from what value to which. A function is named, never a person."""

    profile = models.ForeignKey(BenefitProfile, on_delete=models.CASCADE, related_name="parts")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="benefit_parts", verbose_name=_("party"))
    owner = models.CharField(_("owner in the line"), max_length=160, blank=True)
    baseline = ExactField(_("baseline"))
    baseline_date = models.DateField(_("measured"), null=True, blank=True)
    target = ExactField(_("target"))
    target_date = models.DateField(_("to be reached by"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            slug_constraint("benefit_part_slug"),
            models.UniqueConstraint(
                fields=["profile", "party"],
                name="benefit_part_once",
                violation_error_message=_("The party has its part in the benefit already."),
            ),
            models.CheckConstraint(
                condition=Q(baseline__isnull=True, baseline_date__isnull=True) | Q(baseline__isnull=False, baseline_date__isnull=False),
                name="benefit_part_baseline",
                violation_error_message=_("Say both what the baseline was and when it was measured."),
            ),
        ]

    def __str__(self):
        return f"{self.profile}: {self.party}"

    def clean(self):
        super().clean()
        if self.baseline_date and self.target_date and self.target_date <= self.baseline_date:
            raise ValidationError({"target_date": _("The target is to be reached after the baseline was measured.")})


class BenefitValue(ProgrammeRow, Sourced):
    """A value of a party's part on a day: as it was reported, and what the party itself says that it is."""

    part = models.ForeignKey(BenefitPart, on_delete=models.CASCADE, related_name="values")
    dated = models.DateField(_("day"))
    reported = ExactField(_("reported value"), null=False, blank=False)
    words = models.CharField(_("where it comes from"), max_length=300, blank=True)
    value = ExactField(_("the party's own value"))
    answered_date = models.DateField(_("answered"), null=True, blank=True)
    answered_as = models.CharField(_("answered by"), max_length=160, blank=True)
    answer_words = models.CharField(_("about the value"), max_length=300, blank=True)

    class Meta:
        ordering = ["dated", "pk"]
        constraints = [
            slug_constraint("benefit_value_slug"),
            models.UniqueConstraint(
                fields=["part", "dated"], name="benefit_value_once", violation_error_message=_("The party already has a value of that day.")
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True, answered_date__isnull=True) | Q(value__isnull=False, answered_date__isnull=False),
                name="benefit_value_answered",
                violation_error_message=_("Say both what the value is and when it was confirmed."),
            ),
        ]

    def __str__(self):
        return f"{self.part} {self.dated}"

    @property
    def is_answered(self):
        return self.value is not None

    @property
    def is_corrected(self):
        return self.is_answered and self.value != self.reported
