from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fardplan.goals.models import Goal
from fardplan.kit.fields import TimingField, timing_constraints
from fardplan.kit.models import Sourced
from fardplan.parties.base import ChildRow, ProgrammeRow, slug_constraint
from fardplan.parties.models import Party
from fardplan.portfolio.models import Initiative, TargetGroup
from fardplan.reviews.rules import FEWEST


class SupportSurvey(ProgrammeRow, Sourced):
    """A year's survey of the programme's support, asked of those it supports. Nothing is told of a group with fewer answers than
    `minimum`."""

    title = models.CharField(_("survey"), max_length=200)
    year = models.PositiveSmallIntegerField(_("year"))
    asked = models.CharField(_("asked of"), max_length=200, blank=True)
    # Empty: nobody has said how many were asked.
    sent = models.PositiveIntegerField(_("how many were asked"), null=True, blank=True)
    favourable_words = models.CharField(_("what is counted as satisfied"), max_length=120)
    minimum = models.PositiveSmallIntegerField(_("fewest answers shown"), default=FEWEST, validators=[MinValueValidator(2)])
    learned = models.TextField(_("what we do about it"), blank=True)

    class Meta:
        ordering = ["-year", "-pk"]
        constraints = [
            slug_constraint("support_survey_slug"),
            models.CheckConstraint(condition=Q(minimum__gte=2), name="support_survey_minimum"),
        ]

    def __str__(self):
        return self.title


class SurveyQuestion(ProgrammeRow, Sourced):
    """A question of a survey. `previous` is the same question in the survey before: only then are the two compared."""

    survey = models.ForeignKey(SupportSurvey, on_delete=models.CASCADE, related_name="questions")
    text = models.CharField(_("question"), max_length=300)
    previous = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followers", verbose_name=_("same as last time")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [slug_constraint("survey_question_slug")]

    def __str__(self):
        return self.text


class SurveyResult(ChildRow, Sourced):
    """How many answered a question and how many of them were satisfied: all of those who answered (`group` empty), or one group."""

    question = models.ForeignKey(SurveyQuestion, on_delete=models.CASCADE, related_name="results")
    group = models.CharField(_("group"), max_length=80, blank=True)
    answered = models.PositiveIntegerField(_("number of answers"))
    favourable = models.PositiveIntegerField(_("satisfied"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "group"], name="survey_result_once", violation_error_message=_("The group stands there already.")
            ),
            models.CheckConstraint(
                condition=Q(favourable__lte=F("answered")),
                name="survey_result_of",
                violation_error_message=_("More cannot be satisfied than have answered."),
            ),
        ]

    def __str__(self):
        return self.group or str(_("all"))

    def withheld(self, values):
        """The log is read by more than those who enter figures: it is told of all together, never of a group's counts."""
        return frozenset({"answered", "favourable"}) if values["group"] else frozenset()

    @property
    def programme(self):
        return self.question.programme


class CitizenDialogue(ProgrammeRow, Sourced):
    """A conversation with inhabitants: where, with whom, what they said, and how they were told what came of it."""

    title = models.CharField(_("citizen dialogue"), max_length=200)
    time = TimingField(_("when"))
    place = models.CharField(_("where"), max_length=160, blank=True)
    with_whom = models.CharField(_("with whom"), max_length=300)
    people = models.PositiveIntegerField(_("how many"), null=True, blank=True)
    method = models.CharField(_("how"), max_length=200, blank=True)
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="citizen_dialogues", verbose_name=_("held by")
    )
    target_groups = models.ManyToManyField(TargetGroup, blank=True, related_name="citizen_dialogues", verbose_name=_("target groups"))
    told_back = models.TextField(_("how it was told back"), blank=True)
    told_back_date = models.DateField(_("told back"), null=True, blank=True)

    class Meta:
        ordering = ["-time_starts_earliest", "-pk"]
        constraints = [
            slug_constraint("citizen_dialogue_slug"),
            *timing_constraints("time", "citizen_dialogue_time"),
            models.CheckConstraint(
                condition=Q(told_back_date__isnull=True) | ~Q(told_back=""),
                name="citizen_dialogue_told",
                violation_error_message=_("Say how it was told back, too."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_told_back(self):
        return bool(self.told_back)


class DialogueFinding(ProgrammeRow, Sourced):
    """Something that was said in a dialogue, as the programme understood it. Never who said it."""

    dialogue = models.ForeignKey(CitizenDialogue, on_delete=models.CASCADE, related_name="findings")
    text = models.CharField(_("what was said"), max_length=400)
    goals = models.ManyToManyField(Goal, blank=True, related_name="dialogue_findings", verbose_name=_("goals"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [slug_constraint("dialogue_finding_slug")]

    def __str__(self):
        return self.text


class FindingUse(ChildRow, Sourced):
    """An initiative uses what was said: how."""

    finding = models.ForeignKey(DialogueFinding, on_delete=models.CASCADE, related_name="uses")
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="finding_uses", verbose_name=_("initiative"))
    words = models.CharField(_("how it is used"), max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["finding", "initiative"], name="finding_use_once")]

    def __str__(self):
        return str(self.initiative)

    @property
    def programme(self):
        return self.finding.programme
