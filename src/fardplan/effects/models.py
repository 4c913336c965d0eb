from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fardplan.indicators.fields import ExactField
from fardplan.indicators.models import Indicator, Vintage
from fardplan.kit.fields import TimingField, timing_constraints
from fardplan.kit.models import Sourced
from fardplan.parties.base import ChildRow, ProgrammeRow, slug_constraint
from fardplan.parties.models import Organisation
from fardplan.portfolio.models import Initiative

#: Keys that the room's own pages use: an effect called so could not be reached.
RESERVED_SLUGS = frozenset({"ny", "fil"})


class Effect(ProgrammeRow, Sourced):
    """What an initiative means to move, and how that is to be judged: written down before anybody looks.

    Direction is which way is wanted; `size` the difference hoped for, in the indicator's own unit (None: nobody has said).
    `registered_date` is the day the plan got the substance it has now.
    """

    class Direction(models.TextChoices):
        INCREASE = "increase", _("raise it")
        DECREASE = "decrease", _("lower it")

    class Compared(models.TextChoices):
        ITSELF = "itself", _("with its own course before")
        NEVER = "never", _("with organisations that do not start")
        NOT_YET = "not_yet", _("with those that do not start, and those that have not started yet")

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="effects", verbose_name=_("initiative"))
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="effects", verbose_name=_("indicator"))
    direction = models.CharField(_("means to"), max_length=8, choices=Direction)
    size = ExactField(_("how much"))
    size_words = models.CharField(_("how much, as worded"), max_length=200, blank=True)
    expected = TimingField(_("when it is to be seen"), blank=True)
    compared = models.CharField(_("compared"), max_length=8, choices=Compared, default=Compared.ITSELF)
    compared_with = models.ManyToManyField(Organisation, blank=True, related_name="+", verbose_name=_("compared with"))
    #: Pairs of waves in a year that a series with seasons is given; 0 is none.
    season = models.PositiveSmallIntegerField(_("season"), default=0, validators=[MaxValueValidator(3)])
    why = models.TextField(_("why this indicator"), blank=True)
    registered_date = models.DateField(_("registered"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            slug_constraint("effect_slug"),
            models.UniqueConstraint(
                fields=["initiative", "indicator"],
                name="effect_once",
                violation_error_message=_("The initiative already means to move this indicator."),
            ),
            *timing_constraints("expected", "effect_expected", blank=True),
            models.CheckConstraint(
                condition=Q(season=0) | Q(compared="itself"),
                name="effect_season",
                violation_error_message=_("Season belongs to a comparison with its own course before."),
            ),
        ]

    def __str__(self):
        return f"{self.initiative.label}: {self.indicator.title}"

    def clean(self):
        super().clean()
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": _("This key is already used.")})
        if self.size is not None and self.size <= 0:
            raise ValidationError({"size": _("Write how large the difference is, above nought. The direction says which way.")})


class EffectStart(ChildRow, Sourced):
    """An organisation begins to work in the new way. When, as worded: what is counted as after begins with its earliest day.

    When the programme keeps how methods spread, these days are read from there (ADR 0010).
    """

    effect = models.ForeignKey(Effect, on_delete=models.CASCADE, related_name="starts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation"))
    began = TimingField(_("began"))

    class Meta:
        ordering = ["began_starts_earliest", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["effect", "organisation"], name="effect_start_once", violation_error_message=_("The organisation is there twice.")
            ),
            *timing_constraints("began", "effect_start_began"),
        ]

    def __str__(self):
        return f"{self.organisation} {self.began_words}"

    @property
    def programme(self):
        return self.effect.programme


class Evaluation(ChildRow):
    """An effect judged once, on the figures known then. Asked for on a day, counted by the job runner, and from then on as it is."""

    class State(models.TextChoices):
        WAITING = "waiting", _("is being counted")
        DONE = "done", _("done")
        FAILED = "failed", _("could not be counted")

    class Verdict(models.TextChoices):
        EFFECT = "effect", _("effect shown")
        NOT_SHOWN = "not_shown", _("no effect shown")
        UNJUDGED = "cannot_be_judged", _("cannot be judged")

    effect = models.ForeignKey(Effect, on_delete=models.PROTECT, related_name="evaluations")
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    asked_date = models.DateField(_("asked for"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(_("counted"), null=True, blank=True)
    vintage = models.ForeignKey(Vintage, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("retrieval"))
    verdict = models.CharField(_("verdict"), max_length=16, choices=Verdict, blank=True)
    #: In Swedish, as the method says it.
    headline = models.CharField(_("headline"), max_length=200, blank=True)
    conclusion = models.TextField(_("conclusion"), blank=True)
    #: Whether the plan was written down before the outcome was there to see: a code of `fardplan.evaluation.timing`.
    registered = models.CharField(_("plan written, against the outcome"), max_length=8, blank=True)
    problem = models.CharField(_("why it could not be counted"), max_length=500, blank=True)
    #: Of the whole result as JSON.
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)

    class Meta:
        ordering = ["effect_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["effect", "number"], name="evaluation_number"),
            models.CheckConstraint(
                condition=(Q(state="done") & ~Q(verdict="") & Q(made_at__isnull=False)) | (~Q(state="done") & Q(verdict="")),
                name="evaluation_done",
            ),
        ]

    def __str__(self):
        return f"{self.effect} {self.number}"

    @property
    def programme(self):
        return self.effect.programme

    @property
    def is_waiting(self):
        return self.state == self.State.WAITING

    @property
    def is_done(self):
        return self.state == self.State.DONE

    @property
    def was_before(self):
        return self.registered == "before"

    @property
    def sentences(self):
        return self.conclusion.split("\n") if self.conclusion else []

    @property
    def in_words(self):
        """The whole conclusion, for a report: "Ingen effekt visad. Efter starten är …"."""
        return f"{self.headline}. {' '.join(self.sentences)}" if self.headline else ""


class EvaluationRecord(models.Model):
    """What an evaluation was counted from and gave: the plan with its figures (what `fardplan evaluate` reads), the result, the pictures.

    Large, so the log tells its hash (`Evaluation.sha256`). Never changed.
    """

    evaluation = models.OneToOneField(Evaluation, on_delete=models.CASCADE, related_name="record")
    plan = models.JSONField()
    result = models.JSONField()
    notes = models.JSONField(default=list)
    wide = models.TextField(blank=True)
    narrow = models.TextField(blank=True)
    sheet = models.TextField()

    def __str__(self):
        return str(self.evaluation_id)

    @property
    def programme(self):
        return self.evaluation.programme
