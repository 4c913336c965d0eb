from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from fardplan.indicators.models import Indicator
from fardplan.kit.fields import period_constraint
from fardplan.kit.models import Lasting, LastingQuerySet, Sourced
from fardplan.kit.periods import ReportPeriod
from fardplan.parties.base import ChildRow, ProgrammeQuerySet, ProgrammeRow, slug_constraint
from fardplan.status.rules import valid_period


class FrameworkQuerySet(LastingQuerySet, ProgrammeQuerySet):
    pass


class Framework(ProgrammeRow, Lasting, Sourced):
    """A way of asking how the change goes that somebody has written: areas with questions, on levels. Which areas, questions and levels is
    content, entered by its users."""

    title = models.CharField(_("framework"), max_length=200)
    owner = models.CharField(_("whose it is"), max_length=160, blank=True)
    text = models.TextField(_("what it is for"), blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [slug_constraint("framework_slug"), period_constraint("framework_period")]

    def __str__(self):
        return self.title


class FrameworkArea(ProgrammeRow, Sourced):
    """A part of a framework that questions stand under."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="areas")
    title = models.CharField(_("area"), max_length=200)
    text = models.TextField(_("what it is about"), blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [slug_constraint("framework_area_slug")]

    def __str__(self):
        return self.title


class FrameworkLevel(ProgrammeRow, Sourced):
    """Where in the system a question is asked, such as micro (the meeting with a person), meso (an operation) and macro (the system)."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="levels")
    title = models.CharField(_("level"), max_length=80)
    text = models.CharField(_("what it means"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [slug_constraint("framework_level_slug")]

    def __str__(self):
        return self.title


class FrameworkQuestion(ProgrammeRow, Sourced):
    """A question of a framework, with what it is answered by: indicators here, reviews that say that they answer it, and what rooms above
    link by kind and key (QuestionLink)."""

    area = models.ForeignKey(FrameworkArea, on_delete=models.PROTECT, related_name="questions", verbose_name=_("area"))
    level = models.ForeignKey(
        FrameworkLevel, on_delete=models.PROTECT, null=True, blank=True, related_name="questions", verbose_name=_("level")
    )
    text = models.CharField(_("question"), max_length=400)
    indicators = models.ManyToManyField(Indicator, blank=True, related_name="framework_questions", verbose_name=_("indicators"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["area__position", "level__position", "position", "pk"]
        constraints = [slug_constraint("framework_question_slug")]

    def __str__(self):
        return self.text

    def clean(self):
        super().clean()
        if self.level_id and self.area_id and self.level.framework_id != self.area.framework_id:
            raise ValidationError({"level": _("The level belongs to another framework.")})


class QuestionLink(ChildRow):
    """Something in a room above that a question is answered by: the kind, and the row's own key. See `reviews.linked`."""

    question = models.ForeignKey(FrameworkQuestion, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(_("kind"), max_length=20)
    key = models.CharField(_("which"), max_length=80)

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [models.UniqueConstraint(fields=["question", "kind", "key"], name="question_link_once")]

    def __str__(self):
        return f"{self.kind}: {self.key}"

    @property
    def programme(self):
        return self.question.programme


class FrameworkAnswer(ChildRow, Sourced):
    """What is answered to a question for a period: words, resting on what the question links to."""

    question = models.ForeignKey(FrameworkQuestion, on_delete=models.CASCADE, related_name="answers")
    period = models.CharField(_("period"), max_length=7, validators=[valid_period])
    text = models.TextField(_("answer"))
    answered_date = models.DateField(_("answered"))

    class Meta:
        ordering = ["-period", "-pk"]
        constraints = [models.UniqueConstraint(fields=["question", "period"], name="framework_answer_once")]

    def __str__(self):
        return self.text[:80]

    @property
    def programme(self):
        return self.question.programme

    @property
    def period_label(self):
        return ReportPeriod.parse(self.period).label
