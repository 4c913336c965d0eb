from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from fardplan.accounts.permissions import GRANTS, Permission, Role
from fardplan.goals.models import Goal
from fardplan.kit.models import Sourced
from fardplan.kit.periods import PeriodError, ReportPeriod
from fardplan.parties.base import ChildRow, ProgrammeQuerySet, ProgrammeRow, slug_constraint
from fardplan.parties.models import Membership, Party, Unit
from fardplan.selfassessment.rules import State, is_late, takes_hand_in

#: Roles through which somebody answers for a unit of the party that the role is held for.
ANSWERING = tuple(role for role in Role if Permission.ANSWER_SELF_ASSESSMENT in GRANTS[role])


class Instrument(ProgrammeRow, Sourced):
    """A version of a questionnaire: statements about the goals, a scale, and what counts as a strength or a challenge.

    Written until a round with it opens; from that day (`fixed_date`) it stays as it is and what comes next is a new version. Only
    results of the same version are ever compared.
    """

    title = models.CharField(_("instrument"), max_length=200)
    number = models.PositiveSmallIntegerField(_("version"), default=1, validators=[MinValueValidator(1)])
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="followers")
    description = models.TextField(_("description"), blank=True)
    strength_from = models.PositiveSmallIntegerField(_("a strength from"), default=70, validators=[MaxValueValidator(100)])
    challenge_below = models.PositiveSmallIntegerField(_("a challenge below"), default=50, validators=[MaxValueValidator(100)])
    fixed_date = models.DateField(_("fixed"), null=True, blank=True)

    class Meta:
        ordering = ["title", "number", "pk"]
        constraints = [
            slug_constraint("instrument_slug"),
            models.UniqueConstraint(
                fields=["programme", "title", "number"],
                name="instrument_version",
                violation_error_message=_("There is already a version with this number."),
            ),
            models.CheckConstraint(
                condition=Q(challenge_below__lte=F("strength_from")),
                name="instrument_limits",
                violation_error_message=_("A strength cannot begin below where a challenge ends."),
            ),
            models.CheckConstraint(
                condition=Q(previous__isnull=True) | ~Q(previous=F("pk")),
                name="instrument_previous",
                violation_error_message=_("A version cannot come after itself."),
            ),
        ]

    def __str__(self):
        return f"{self.title}, {self.number}"

    @property
    def is_fixed(self):
        return self.fixed_date is not None

    @cached_property
    def steps(self):
        """The scale, the lowest step first."""
        return list(self.scale.all())

    @property
    def ends(self):
        """The lowest and the highest figure of the scale."""
        return (self.steps[0].value, self.steps[-1].value) if self.steps else (0, 0)


class ScaleStep(ChildRow):
    """A step of an instrument's scale: what it is worth, and the words that people choose."""

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="scale")
    value = models.PositiveSmallIntegerField(_("figure"), validators=[MaxValueValidator(99)])
    label = models.CharField(_("words"), max_length=120)

    class Meta:
        ordering = ["value"]
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "value"], name="scale_step_once", violation_error_message=_("Two steps have the same figure.")
            )
        ]

    def __str__(self):
        return f"{self.value} {self.label}"

    @property
    def programme(self):
        return self.instrument.programme


class Statement(ProgrammeRow, Sourced):
    """Something that may fit one's own unit or not, about one goal. A heavier weight counts for more in the goal's points."""

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="statements")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="statements", verbose_name=_("goal"))
    text = models.CharField(_("statement"), max_length=300)
    help = models.CharField(_("what is meant"), max_length=500, blank=True)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1, validators=[MinValueValidator(1), MaxValueValidator(10)])
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["goal__number", "position", "pk"]
        constraints = [
            slug_constraint("statement_slug"),
            models.UniqueConstraint(
                fields=["instrument", "text"], name="statement_once", violation_error_message=_("The statement is there already.")
            ),
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=10), name="statement_weight", violation_error_message=_("A weight is 1 to 10.")
            ),
        ]

    def __str__(self):
        return self.text


class Round(ProgrammeRow, Sourced):
    """The units that are invited assess themselves with one version of an instrument, for a period and up to a last day."""

    title = models.CharField(_("round"), max_length=200)
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="rounds", verbose_name=_("instrument"))
    period = models.CharField(_("period"), max_length=7)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PREPARING)
    #: People behind a figure: of fewer nothing is shown.
    minimum = models.PositiveSmallIntegerField(_("fewest people behind a figure"), default=5, validators=[MinValueValidator(1)])
    opened_date = models.DateField(_("opened"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)
    closed_date = models.DateField(_("closed"), null=True, blank=True)
    note = models.TextField(_("to those who answer"), blank=True)

    class Meta:
        ordering = ["-period", "-pk"]
        constraints = [
            slug_constraint("round_slug"),
            models.CheckConstraint(
                condition=Q(state=State.PREPARING, opened_date__isnull=True) | (~Q(state=State.PREPARING) & Q(opened_date__isnull=False)),
                name="round_opened",
                violation_error_message=_("A round that is open or closed has a day when it opened."),
            ),
            models.CheckConstraint(
                condition=Q(state=State.CLOSED) | Q(closed_date__isnull=True),
                name="round_closed",
                violation_error_message=_("Only a closed round has a day when it closed."),
            ),
            models.CheckConstraint(
                condition=Q(opened_date__isnull=True) | Q(last_day__isnull=True) | Q(last_day__gte=F("opened_date")),
                name="round_last_day",
                violation_error_message=_("The last day cannot be before the day it opens."),
            ),
            models.CheckConstraint(
                condition=Q(minimum__gte=1), name="round_minimum", violation_error_message=_("At least one person stands behind a figure.")
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        try:
            self.period = ReportPeriod.parse(self.period).code
        except PeriodError as error:
            raise ValidationError({"period": str(error)}) from error

    @property
    def is_preparing(self):
        return self.state == State.PREPARING

    @property
    def is_open(self):
        return self.state == State.OPEN

    @property
    def is_closed(self):
        return self.state == State.CLOSED

    @property
    def for_period(self) -> ReportPeriod:
        return ReportPeriod.parse(self.period)


class Assessment(ProgrammeRow, Sourced):
    """One unit's answers in a round. Who answers for it is seen by all in the programme; what it answers, by those who answer alone.

    `party` is the one that the unit belonged to when it was invited: a unit that changes party during the year stays there until
    somebody moves it. `people` is how many took part in the answer, known when it is handed in.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="assessments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="assessments", verbose_name=_("unit"))
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="assessments", verbose_name=_("party"))
    people = models.PositiveSmallIntegerField(_("how many took part"), null=True, blank=True, validators=[MinValueValidator(1)])
    begun_date = models.DateField(_("begun"), null=True, blank=True)
    handed_in_date = models.DateField(_("handed in"), null=True, blank=True)
    #: Let in after the round closed.
    is_admitted = models.BooleanField(_("let in after closing"), default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            slug_constraint("assessment_slug"),
            models.UniqueConstraint(
                fields=["round", "unit"], name="assessment_once", violation_error_message=_("The unit is already in the round.")
            ),
            models.CheckConstraint(
                condition=Q(handed_in_date__isnull=True) | Q(people__isnull=False),
                name="assessment_people",
                violation_error_message=_("Say how many took part in the answer."),
            ),
        ]

    def __str__(self):
        return f"{self.unit}, {self.round}"

    def withheld(self, values):
        # And with it what the documents that hang here are called.
        return frozenset({"people"})

    @property
    def is_handed_in(self):
        return self.handed_in_date is not None

    @property
    def is_begun(self):
        return self.begun_date is not None

    @property
    def is_late(self):
        return is_late(self.handed_in_date, self.round.last_day)

    @property
    def may_be_handed_in(self):
        return not self.is_handed_in and takes_hand_in(self.round.state, admitted=self.is_admitted)

    @property
    def may_be_written(self):
        """Until it is handed in, whatever has become of the round: what is typed after it closed is kept, and counts when it is let in."""
        return not self.is_handed_in and not self.round.is_preparing

    @property
    def has_moved(self):
        return not self.is_handed_in and self.unit.organisation_id != self.party.organisation_id


class AnswerQuerySet(ProgrammeQuerySet):
    programme_path = "assessment__programme"

    def visible_to(self, user, *, on=None):
        """A unit's answers are read by those who answer for it: its respondents, and the coordinator of its party."""
        rows = super().visible_to(user, on=on)
        if not user.is_authenticated:
            return rows
        held = Membership.objects.filter(user=user, role__in=ANSWERING, party__isnull=False).holding_on(on or timezone.localdate())
        return rows.filter(
            Q(assessment__party__in=held.filter(unit__isnull=True).values("party"))
            | Q(assessment__party__in=held.values("party"), assessment__unit__in=held.filter(unit__isnull=False).values("unit"))
        )

    def counted(self):
        """What results are made of: figures that have been handed in."""
        return self.filter(assessment__handed_in_date__isnull=False, value__isnull=False)


class Answer(ChildRow):
    """What a unit answers to one statement: a step of the scale, that it does not concern the unit, or nothing yet."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="answers")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="answers")
    value = models.PositiveSmallIntegerField(_("answer"), null=True, blank=True)
    not_applicable = models.BooleanField(_("does not concern us"), default=False)
    comment = models.TextField(_("comment"), blank=True)
    evidence = models.CharField(_("what shows it"), max_length=500, blank=True)

    objects = AnswerQuerySet.as_manager()

    #: Of the unit's own: never in the log, which others read.
    PRIVATE = frozenset({"value", "not_applicable", "comment", "evidence"})

    class Meta:
        ordering = ["statement__goal__number", "statement__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "statement"], name="answer_once"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(not_applicable=False),
                name="answer_one_thing",
                violation_error_message=_("What does not concern the unit has no step of the scale."),
            ),
        ]

    def __str__(self):
        return f"{self.assessment}: {self.statement}"

    @property
    def programme(self):
        return self.assessment.programme

    @property
    def audit_label(self):
        return str(self.assessment)

    @property
    def is_given(self):
        return self.value is not None or self.not_applicable

    def withheld(self, values):
        return self.PRIVATE


class Release(ChildRow):
    """A party shows its results in a round to the others in the programme: points and the spread, never what a unit answered."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="releases")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="releases", verbose_name=_("party"))
    released_date = models.DateField(_("shown since"))

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["round", "party"], name="release_once")]

    def __str__(self):
        return f"{self.party}, {self.round}"

    @property
    def programme(self):
        return self.round.programme
