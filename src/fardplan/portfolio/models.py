from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fardplan.goals.models import BenefitObject, Goal, ProgrammeArea
from fardplan.kit.fields import TimingField, period_constraint, timing_constraints
from fardplan.kit.models import Lasting, Sourced
from fardplan.parties.base import ChildRow, LastingRows, ProgrammeQuerySet, ProgrammeRow, slug_constraint
from fardplan.parties.models import Organisation, Party
from fardplan.portfolio.rules import Phase


class TargetGroup(ProgrammeRow, Lasting, Sourced):
    """People that work is done for: by age, life phase or frailty (Clinical Frailty Scale 1-9). Groups, never a person."""

    name = models.CharField(_("target group"), max_length=160)
    life_phase = models.CharField(_("life phase"), max_length=80, blank=True)
    age_from = models.PositiveSmallIntegerField(_("age from"), null=True, blank=True, validators=[MaxValueValidator(120)])
    age_to = models.PositiveSmallIntegerField(_("age to"), null=True, blank=True, validators=[MaxValueValidator(120)])
    cfs_from = models.PositiveSmallIntegerField(
        _("CFS from"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(9)]
    )
    cfs_to = models.PositiveSmallIntegerField(_("CFS to"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(9)])

    objects = LastingRows.as_manager()

    class Meta:
        constraints = [
            slug_constraint("target_group_slug"),
            period_constraint("target_group_period"),
            models.CheckConstraint(
                condition=Q(age_from__isnull=True) | Q(age_to__isnull=True) | Q(age_to__gte=models.F("age_from")),
                name="target_group_age",
                violation_error_message=_("The upper age is below the lower."),
            ),
            models.CheckConstraint(
                condition=Q(cfs_from__isnull=True) | Q(cfs_to__isnull=True) | Q(cfs_to__gte=models.F("cfs_from")),
                name="target_group_cfs",
                violation_error_message=_("The upper frailty level is below the lower."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def age_words(self):
        """ "0–6", "65 or older", "up to 18"; empty when no age is given."""
        return _span(self.age_from, self.age_to, gettext("%(n)s or older"), gettext("up to %(n)s"))

    @property
    def cfs_words(self):
        return _span(self.cfs_from, self.cfs_to, gettext("%(n)s and up"), gettext("up to %(n)s"))


def _span(low, high, from_words, to_words):
    if low is None and high is None:
        return ""
    if high is None:
        return from_words % {"n": low}
    if low is None:
        return to_words % {"n": high}
    return str(low) if low == high else f"{low}–{high}"


class InclusionCriterion(ProgrammeRow, Lasting, Sourced):
    """What the programme asks of a piece of work before it is included. Each county words its own."""

    position = models.PositiveSmallIntegerField(_("order"), default=0)
    text = models.CharField(_("criterion"), max_length=300)
    is_mandatory = models.BooleanField(_("mandatory"), default=False)

    objects = LastingRows.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [slug_constraint("inclusion_criterion_slug"), period_constraint("inclusion_criterion_period")]

    def __str__(self):
        return self.text


class InclusionDemand(ProgrammeRow, Lasting, Sourced):
    """Who must take part, beyond region and municipality, before work is included: so many of a kind, so many parties, or one party."""

    position = models.PositiveSmallIntegerField(_("order"), default=0)
    kind = models.CharField(_("kind of organisation"), max_length=24, choices=Organisation.Kind, blank=True)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="inclusion_demands")
    least = models.PositiveSmallIntegerField(_("at least"), default=1, validators=[MinValueValidator(1), MaxValueValidator(99)])

    objects = LastingRows.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            slug_constraint("inclusion_demand_slug"),
            period_constraint("inclusion_demand_period"),
            models.CheckConstraint(
                condition=Q(party__isnull=True) | Q(kind="", least=1),
                name="inclusion_demand_one",
                violation_error_message=_("Choose a party, or a kind and how many: not both."),
            ),
            models.CheckConstraint(condition=Q(least__gte=1), name="inclusion_demand_least"),
        ]

    def __str__(self):
        return str(self.party) if self.party_id else f"{self.kind} {self.least}"


class WorkingMethod(ProgrammeRow, Lasting, Sourced):
    """A way of working that initiatives try out and parties may adopt."""

    name = models.CharField(_("working method"), max_length=160)
    description = models.TextField(_("description"), blank=True)

    objects = LastingRows.as_manager()

    class Meta:
        constraints = [slug_constraint("working_method_slug"), period_constraint("working_method_period")]

    def __str__(self):
        return self.name


class Tag(ProgrammeRow, Lasting, Sourced):
    """A word of the programme's own that is put on initiatives and activities, to find them by. One that has ended is put on nothing new."""

    name = models.CharField(_("tag"), max_length=60)
    meaning = models.CharField(_("what it stands for"), max_length=200, blank=True)

    objects = LastingRows.as_manager()

    class Meta:
        constraints = [slug_constraint("tag_slug"), period_constraint("tag_period")]

    def __str__(self):
        return self.name


#: Keys that the portfolio's own pages use: an initiative called so could not be reached.
RESERVED_SLUGS = frozenset({"nytt", "flera", "krav", "malgrupper", "arbetssatt", "etiketter", "lardomar"})


class InitiativeQuerySet(ProgrammeQuerySet):
    def with_phase(self, day):
        """Annotates `phase`: the last in its history that had certainly begun on `day`; the same answer as rules.phase_on."""
        begun = InitiativePhase.objects.filter(initiative=OuterRef("pk"), began_starts_latest__lte=day)
        return self.annotate(phase=Subquery(begun.order_by("-position").values("phase")[:1]))


class Initiative(ProgrammeRow, Sourced):
    """A piece of development work that region and municipalities drive together; the line owns it, the programme supports it.

    Its phase is not a field but rows with a beginning, so that the portfolio can be shown as it stood on any day.
    """

    class Form(models.TextChoices):
        UNKNOWN = "", _("Not stated")
        PROJECT = "project", _("Project")
        PILOT = "pilot", _("Pilot")
        SPRINT = "sprint", _("Sprint")
        PROCESS = "process", _("Process")

    title = models.CharField(_("initiative"), max_length=200)
    short_title = models.CharField(_("short title"), max_length=60, blank=True)
    description = models.TextField(_("description"), blank=True)
    form = models.CharField(_("form"), max_length=10, choices=Form, blank=True, default=Form.UNKNOWN)
    time = TimingField(_("time"), blank=True)
    leader_organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="led_initiatives",
        verbose_name=_("leader's organisation"),
    )
    leader_note = models.CharField(_("about the leader"), max_length=120, blank=True)
    leader_is_vacant = models.BooleanField(_("no leader"), default=False)
    leader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="led_initiatives")
    change_owner = models.CharField(_("change owner"), max_length=160, blank=True)
    is_county_wide = models.BooleanField(_("all parties"), default=False)
    parties_words = models.CharField(_("parties, as worded"), max_length=160, blank=True)
    agreement_year = models.PositiveSmallIntegerField(_("agreement, year"), null=True, blank=True)
    agreement_chapter = models.CharField(_("agreement, chapter"), max_length=120, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    parties = models.ManyToManyField(Party, blank=True, related_name="initiatives", verbose_name=_("parties"))
    benefit_objects = models.ManyToManyField(BenefitObject, blank=True, related_name="initiatives", verbose_name=_("benefit objects"))
    target_groups = models.ManyToManyField(TargetGroup, blank=True, related_name="initiatives", verbose_name=_("target groups"))
    working_methods = models.ManyToManyField(WorkingMethod, blank=True, related_name="initiatives", verbose_name=_("working methods"))
    tags = models.ManyToManyField(Tag, blank=True, related_name="initiatives", verbose_name=_("tags"))
    programme_area = models.ForeignKey(ProgrammeArea, on_delete=models.PROTECT, null=True, blank=True, related_name="initiatives")
    #: Who came with the idea. Empty for work that is older than the register.
    proposing_party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="ideas", verbose_name=_("proposing party")
    )
    proposing_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="ideas", verbose_name=_("proposed by")
    )

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        constraints = [
            slug_constraint("initiative_slug"),
            *timing_constraints("time", "initiative_time", blank=True),
            models.CheckConstraint(
                condition=Q(leader_is_vacant=False) | Q(leader_organisation__isnull=True),
                name="initiative_leader",
                violation_error_message=_("Either there is a leader, or the place is vacant."),
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": _("This key is already used.")})

    @property
    def label(self):
        return self.short_title or self.title


class InitiativePhase(ChildRow, Sourced):
    """An initiative enters a phase. When, as worded; the phase lasts until the next one begins.

    `position` tells the order of its history: "2023" comes before "1 dec 2023" though its days reach longer.
    """

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="phases")
    phase = models.CharField(_("phase"), max_length=14, choices=Phase)
    began = TimingField(_("began"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    note = models.CharField(_("note"), max_length=300, blank=True)
    correction = models.CharField(_("why it was corrected"), max_length=300, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "position"], name="initiative_phase_order"),
            *timing_constraints("began", "initiative_phase_began"),
        ]

    def __str__(self):
        return f"{self.get_phase_display()} {self.began_words}"

    @property
    def programme(self):
        return self.initiative.programme


class InitiativeGoal(ChildRow, Sourced):
    """An initiative works towards a goal. `origin` says whether a source states the link."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="goal_links")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="initiative_links")

    class Meta:
        ordering = ["goal__number"]
        constraints = [models.UniqueConstraint(fields=["initiative", "goal"], name="initiative_goal_once")]

    def __str__(self):
        return f"{self.initiative_id} → {self.goal_id}"

    @property
    def programme(self):
        return self.initiative.programme


class InitiativePartner(ChildRow, Sourced):
    """An organisation that is not a party but takes part in an initiative."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="partner_links")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="initiative_links")
    role = models.CharField(_("role"), max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["initiative", "organisation"], name="initiative_partner_once")]

    def __str__(self):
        return str(self.organisation)

    @property
    def programme(self):
        return self.initiative.programme


class DialogueNote(ChildRow, Sourced):
    """What was said in the dialogue about an idea, on a day. Kept as it was written."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="dialogue_notes")
    held_date = models.DateField(_("day"))
    text = models.TextField(_("what was said"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["held_date", "pk"]

    def __str__(self):
        return f"{self.initiative} {self.held_date}"

    @property
    def programme(self):
        return self.initiative.programme


class Judgement(ChildRow, Sourced):
    """A proposal held against the programme's criteria on a day. Kept: a new judgement is a new row."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="judgements")
    judged_date = models.DateField(_("day"))
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    words = models.TextField(_("judged together"), blank=True)
    #: What the inclusion rule said that day, as a sentence: empty when everybody who must take part did.
    missing = models.CharField(_("who is missing"), max_length=300, blank=True)

    class Meta:
        ordering = ["judged_date", "pk"]

    def __str__(self):
        return f"{self.initiative} {self.judged_date}"

    @property
    def programme(self):
        return self.initiative.programme


class CriterionJudgement(ChildRow):
    """How far a proposal met one criterion, in the criterion's words of that day."""

    class Verdict(models.TextChoices):
        MET = "met", _("Met")
        PARTLY = "partly", _("Partly met")
        NOT_MET = "not_met", _("Not met")
        NOT_JUDGED = "not_judged", _("Not judged")

    judgement = models.ForeignKey(Judgement, on_delete=models.CASCADE, related_name="verdicts")
    criterion = models.ForeignKey(InclusionCriterion, on_delete=models.PROTECT, related_name="verdicts")
    criterion_text = models.CharField(_("criterion"), max_length=300)
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict, default=Verdict.NOT_JUDGED)
    words = models.CharField(_("why"), max_length=300, blank=True)

    class Meta:
        ordering = ["criterion__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["judgement", "criterion"], name="criterion_judged_once")]

    def __str__(self):
        return f"{self.criterion_text} {self.verdict}"

    @property
    def programme(self):
        return self.judgement.programme


class Reflection(ProgrammeRow, Sourced):
    """What the programme says of a year: a trend seen, a success factor, an area to develop, a message, a lesson."""

    class Kind(models.TextChoices):
        TREND = "trend", _("Trend")
        SUCCESS_FACTOR = "success_factor", _("Success factor")
        DEVELOPMENT_AREA = "development_area", _("Development area")
        MESSAGE = "message", _("Message")
        LESSON = "lesson", _("Lesson")

    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    year = models.PositiveSmallIntegerField(_("year"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    text = models.TextField(_("text"))
    said_by = models.CharField(_("said by"), max_length=160, blank=True)
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, null=True, blank=True, related_name="reflections")

    class Meta:
        ordering = ["year", "position", "pk"]
        constraints = [slug_constraint("reflection_slug")]

    def __str__(self):
        return self.text[:80]
