from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from fardplan.goals.models import Goal
from fardplan.kit.fields import period_constraint
from fardplan.kit.models import Lasting, LastingQuerySet, Sourced
from fardplan.kit.periods import ReportPeriod
from fardplan.parties.base import ChildRow, ProgrammeQuerySet, ProgrammeRow, slug_constraint
from fardplan.parties.models import Party
from fardplan.plan.models import Activity
from fardplan.portfolio.models import Initiative
from fardplan.reviews.models.frameworks import FrameworkQuestion
from fardplan.reviews.rules import SHAPES, Kind, Tone
from fardplan.status.rules import valid_period


class LastingRows(LastingQuerySet, ProgrammeQuerySet):
    pass


class ProgressStep(ProgrammeRow, Lasting, Sourced):
    """A step of the scale on which a programme judges how far an activity brought it. The scale is the programme's own; a step that no
    longer holds stays on the reviews that chose it."""

    label = models.CharField(_("step"), max_length=60)
    meaning = models.CharField(_("what it takes"), max_length=300, blank=True)
    # What the step says of the way to the goal, for its shape on screen; never counted with.
    tone = models.CharField(_("says"), max_length=8, choices=Tone)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = LastingRows.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [slug_constraint("progress_step_slug"), period_constraint("progress_step_period")]

    def __str__(self):
        return self.label

    @property
    def shape(self):
        return SHAPES[self.tone]


class FactorTag(ProgrammeRow, Lasting, Sourced):
    """A word that people code success factors and obstacles with, so that they can be found across the county. The same word may help in
    one activity and hinder in another."""

    name = models.CharField(_("factor"), max_length=60)
    meaning = models.CharField(_("when it is used"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = LastingRows.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [slug_constraint("factor_tag_slug"), period_constraint("factor_tag_period")]

    def __str__(self):
        return self.name


class ActivityReview(ProgrammeRow, Sourced):
    """What came of an activity in a period, by those who did it: what was done and with what result, what helped and what hindered, and
    how far it brought us. One for each party that took part, or one for the programme."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="reviews", verbose_name=_("activity"))
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="activity_reviews", verbose_name=_("party")
    )
    period = models.CharField(_("period"), max_length=7, validators=[valid_period])
    done = models.TextField(_("what has been done"))
    result = models.TextField(_("with what result"), blank=True)
    helped = models.TextField(_("what helped"), blank=True)
    hindered = models.TextField(_("what hindered"), blank=True)
    # Empty: nobody has judged it, which is not the lowest step.
    progress = models.ForeignKey(
        ProgressStep, on_delete=models.PROTECT, null=True, blank=True, related_name="reviews", verbose_name=_("how far it brought us")
    )
    progress_words = models.TextField(_("why it is judged so"), blank=True)
    # The goals the judgement is about: those of the activity unless others are said.
    goals = models.ManyToManyField(Goal, blank=True, related_name="activity_reviews", verbose_name=_("goals"))
    #: Questions of frameworks that it helps to answer.
    questions = models.ManyToManyField(FrameworkQuestion, blank=True, related_name="reviews", verbose_name=_("questions of frameworks"))
    reviewed_date = models.DateField(_("reviewed"))

    class Meta:
        ordering = ["-period", "-reviewed_date", "-pk"]
        indexes = [models.Index(fields=["programme", "period"], name="activity_review_period")]
        constraints = [
            slug_constraint("activity_review_slug"),
            models.UniqueConstraint(fields=["activity", "period", "party"], name="activity_review_once"),
            models.UniqueConstraint(
                fields=["activity", "period"], condition=models.Q(party__isnull=True), name="activity_review_once_programme"
            ),
        ]

    def __str__(self):
        return f"{self.activity} {self.period}"

    @property
    def period_label(self):
        return ReportPeriod.parse(self.period).label

    @property
    def initiative_id(self):
        """Of the work that its activity belongs to: whose leader may write it."""
        return self.activity.initiative_id

    def clean(self):
        super().clean()
        if self.activity_id is None or not self.period:
            return
        same = ActivityReview.objects.filter(activity=self.activity_id, period=self.period, party=self.party_id).exclude(pk=self.pk)
        if same.exists():
            raise ValidationError({"period": _("This activity has been reviewed for the period already. Change that review.")})


class Factor(ChildRow, Sourced):
    """Something in a review that helped or hindered, coded by a person with a tag; `words` are the words it stands in."""

    Kind = Kind

    review = models.ForeignKey(ActivityReview, on_delete=models.CASCADE, related_name="factors")
    tag = models.ForeignKey(FactorTag, on_delete=models.PROTECT, related_name="factors", verbose_name=_("factor"))
    kind = models.CharField(_("helped or hindered"), max_length=8, choices=Kind)
    words = models.CharField(_("in which words"), max_length=300, blank=True)

    class Meta:
        ordering = ["kind", "tag__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "tag", "kind"],
                name="factor_once",
                violation_error_message=_("The review has this tag already."),
            )
        ]

    def __str__(self):
        return str(self.tag)

    @property
    def programme(self):
        return self.review.programme


class Tip(ProgrammeRow, Sourced):
    """Something a review teaches that others can take up ("use this")."""

    review = models.ForeignKey(ActivityReview, on_delete=models.CASCADE, related_name="tips")
    title = models.CharField(_("use this"), max_length=200)
    text = models.TextField(_("how, and for whom"), blank=True)
    needs = models.TextField(_("what it takes"), blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["-pk"]
        constraints = [slug_constraint("tip_slug")]

    def __str__(self):
        return self.title


class TipUse(ChildRow, Sourced):
    """A party takes up another's tip: since when, where, and how it went there."""

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="uses")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="tip_uses", verbose_name=_("party"))
    where = models.CharField(_("where"), max_length=160, blank=True)
    words = models.TextField(_("how it goes"), blank=True)
    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, null=True, blank=True, related_name="tip_uses", verbose_name=_("initiative")
    )
    taken_date = models.DateField(_("taken up"))

    class Meta:
        ordering = ["taken_date", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["tip", "party"], name="tip_use_once", violation_error_message=_("The party has taken it up already.")
            )
        ]

    def __str__(self):
        return str(self.party)

    @property
    def programme(self):
        return self.tip.programme
