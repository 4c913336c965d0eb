from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fardplan.kit.fields import TimingField, period_constraint, timing_constraints
from fardplan.kit.models import Lasting, LastingQuerySet, Sourced
from fardplan.parties.base import ProgrammeQuerySet, ProgrammeRow, slug_constraint


class GoalQuerySet(LastingQuerySet, ProgrammeQuerySet):
    pass


class Vision(ProgrammeRow, Lasting, Sourced):
    """The target picture, in the inhabitant's voice. A new wording is a new row; the old one keeps its period."""

    text = models.CharField(_("vision"), max_length=300)
    purpose = models.TextField(_("purpose"), blank=True)
    horizon_year = models.PositiveSmallIntegerField(_("target year"), null=True, blank=True)
    decided = TimingField(_("decided"), blank=True)
    decided_by = models.CharField(_("decided by"), max_length=200, blank=True)

    objects = GoalQuerySet.as_manager()

    class Meta:
        constraints = [
            slug_constraint("vision_slug"),
            period_constraint("vision_period"),
            *timing_constraints("decided", "vision_decided", blank=True),
        ]

    def __str__(self):
        return self.text


class Goal(ProgrammeRow, Lasting, Sourced):
    """A part of the vision, numbered and worded for the inhabitant. Closed by ending its period, never deleted."""

    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("goal"), max_length=200)
    short_title = models.CharField(_("short title"), max_length=40, blank=True)
    meaning = models.TextField(_("what it means"), blank=True)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            slug_constraint("goal_slug"),
            period_constraint("goal_period"),
            models.UniqueConstraint(
                fields=["programme", "number"],
                condition=models.Q(until_date__isnull=True),
                name="goal_number",
                violation_error_message=_("There is already a goal with this number."),
            ),
        ]

    def __str__(self):
        return f"{self.number}. {self.title}"

    def clean(self):
        super().clean()
        same = Goal.objects.filter(programme=self.programme_id, number=self.number, until_date__isnull=True).exclude(pk=self.pk)
        if self.until_date is None and same.exists():
            raise ValidationError({"number": _("There is already a goal with this number.")})

    @property
    def label(self):
        return self.short_title or self.title


class Ambition(ProgrammeRow, Sourced):
    """The level that is wanted for a goal in one year."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="ambitions")
    year = models.PositiveSmallIntegerField(_("year"))
    text = models.CharField(_("ambition"), max_length=300)

    class Meta:
        constraints = [
            slug_constraint("ambition_slug"),
            models.UniqueConstraint(fields=["goal", "year"], name="ambition_year"),
        ]

    def __str__(self):
        return f"{self.year} {self.text}"

    def clean(self):
        super().clean()
        if Ambition.objects.filter(goal=self.goal_id, year=self.year).exclude(pk=self.pk).exists():
            raise ValidationError({"year": _("The goal already has an ambition for this year: change that one.")})


class Shift(ProgrammeRow, Sourced):
    """A change of perspective that the programme works for: from something, to something."""

    position = models.PositiveSmallIntegerField(_("order"), default=0)
    from_text = models.CharField(_("from"), max_length=200)
    to_text = models.CharField(_("to"), max_length=200)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [slug_constraint("shift_slug")]

    def __str__(self):
        return f"{self.from_text} → {self.to_text}"


class Principle(ProgrammeRow, Sourced):
    """What the parties have agreed to be guided by: a value in a word or two, or a principle for how they work together."""

    class Kind(models.TextChoices):
        VALUE = "value", pgettext_lazy("kind of principle", "Value")
        PRINCIPLE = "principle", _("Principle")

    position = models.PositiveSmallIntegerField(_("order"), default=0)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.PRINCIPLE)
    text = models.CharField(_("value or principle"), max_length=300)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            slug_constraint("principle_slug"),
            models.CheckConstraint(condition=models.Q(kind__in=["value", "principle"]), name="principle_kind"),
        ]

    def __str__(self):
        return self.text


class StrategicGoal(ProgrammeRow, Sourced):
    """What the programme is ultimately for."""

    text = models.CharField(_("strategic goal"), max_length=300)

    class Meta:
        constraints = [slug_constraint("strategic_goal_slug")]

    def __str__(self):
        return self.text


class OutcomeGoal(ProgrammeRow, Sourced):
    """What the programme's own activities must reach. Another level than the goals of the vision; never merged with them."""

    text = models.CharField(_("outcome goal"), max_length=300)

    class Meta:
        constraints = [slug_constraint("outcome_goal_slug")]

    def __str__(self):
        return self.text


class BenefitObject(ProgrammeRow, Lasting, Sourced):
    """A kind of benefit that the outcome goal breaks down to, and that the line organisations realise."""

    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("benefit object"), max_length=200)
    short_title = models.CharField(_("short title"), max_length=60, blank=True)
    outcome_goal = models.ForeignKey(OutcomeGoal, on_delete=models.PROTECT, null=True, blank=True, related_name="benefit_objects")

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["number", "pk"]
        constraints = [slug_constraint("benefit_object_slug"), period_constraint("benefit_object_period")]

    def __str__(self):
        return self.short_title or self.title


class ProgrammeArea(ProgrammeRow, Lasting, Sourced):
    """A field of knowledge that the programme office supports, with somebody responsible or vacant."""

    position = models.PositiveSmallIntegerField(_("order"), default=0)
    name = models.CharField(_("programme area"), max_length=160)
    is_vacant = models.BooleanField(_("nobody responsible"), default=False)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [slug_constraint("programme_area_slug"), period_constraint("programme_area_period")]

    def __str__(self):
        return self.name


class SuperiorStrategy(ProgrammeRow, Sourced):
    """A strategy, law or inquiry above the programme that its goals link to."""

    position = models.PositiveSmallIntegerField(_("order"), default=0)
    name = models.CharField(_("strategy"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    goals = models.ManyToManyField(Goal, blank=True, related_name="superior_strategies", verbose_name=_("goals that link to it"))

    class Meta:
        ordering = ["position", "pk"]
        constraints = [slug_constraint("superior_strategy_slug")]

    def __str__(self):
        return self.name


class SuperiorGoal(ProgrammeRow, Sourced):
    """One goal of a superior strategy, with its perspective where the strategy has such."""

    strategy = models.ForeignKey(SuperiorStrategy, on_delete=models.PROTECT, related_name="superior_goals")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    perspective = models.CharField(_("perspective"), max_length=80, blank=True)
    title = models.CharField(_("goal"), max_length=300)
    meaning = models.CharField(_("what it shows"), max_length=300, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [slug_constraint("superior_goal_slug")]

    def __str__(self):
        return self.title
