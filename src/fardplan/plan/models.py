from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fardplan.goals.models import Goal
from fardplan.governance.models import Decision, Document, Forum, Matter
from fardplan.kit.fields import TimingField, period_constraint, timing_constraints
from fardplan.kit.models import Lasting, Sourced
from fardplan.parties.base import ChildRow, LastingRows, ProgrammeRow, slug_constraint
from fardplan.parties.models import Organisation, Party
from fardplan.plan.rules import State
from fardplan.portfolio.models import Initiative, Tag, TargetGroup
from fardplan.status.models import Friction, Risk

#: Keys that the pages of the plan use: an activity called so could not be reached.
RESERVED_SLUGS = frozenset({"ny", "flera", "hallpunkter", "beroenden", "avgransningar"})
#: The same for plans.
RESERVED_PLANS = frozenset({"ny", "jamfor", "inventering", "omvarld"})


class Activity(ProgrammeRow, Sourced):
    """Something the programme or a party does: a seminar, a conference, a course, recurring meetings, support to a piece of work."""

    State = State

    class Kind(models.TextChoices):
        LEARNING_SEMINAR = "learning_seminar", _("Learning seminar")
        CONFERENCE = "conference", _("Theme conference")
        TRAINING = "training", _("Training")
        WORKSHOP = "workshop", _("Workshop")
        METHOD_SUPPORT = "method_support", _("Method support")
        INFORMATION = "information", _("Information and dialogue")
        STUDY = "study", _("Study")
        REPORTAGE = "reportage", _("Reportage")
        NETWORK = "network", _("Network")
        COUNTY_MEETING = "county_meeting", _("County meeting")
        RECONCILIATION = "reconciliation", _("Reconciliation")
        OTHER = "other", _("Other")

    class Format(models.TextChoices):
        UNKNOWN = "", _("Not stated")
        DIGITAL = "digital", _("Digital")
        PHYSICAL = "physical", _("On site")
        BOTH = "both", _("Digital and on site")

    title = models.CharField(_("activity"), max_length=200)
    kind = models.CharField(_("kind"), max_length=18, choices=Kind)
    time = TimingField(_("when"))
    # The year of the report the activity belongs to: "3 feb." and "Löpande" do not say it themselves.
    year = models.PositiveSmallIntegerField(_("year"))
    format = models.CharField(_("form"), max_length=8, choices=Format, blank=True, default=Format.UNKNOWN)
    format_words = models.CharField(_("form, as worded"), max_length=60, blank=True)
    audience = models.CharField(_("target group, as worded"), max_length=300, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    sponsor = models.ForeignKey(
        Forum, on_delete=models.PROTECT, null=True, blank=True, related_name="sponsored_activities", verbose_name=_("sponsor")
    )
    executing = models.CharField(_("executing function"), max_length=160, blank=True)
    responsible = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("responsible party")
    )
    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("initiative")
    )
    #: What the activity is a response to; each row's own page tells of its activities (answering.py).
    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("risk"))
    friction = models.ForeignKey(
        Friction, on_delete=models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("friction")
    )
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("decision")
    )
    goals = models.ManyToManyField(Goal, blank=True, related_name="activities", verbose_name=_("goals"))
    target_groups = models.ManyToManyField(TargetGroup, blank=True, related_name="activities", verbose_name=_("target groups"))
    tags = models.ManyToManyField(Tag, blank=True, related_name="activities", verbose_name=_("tags"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["programme", "year"], name="activity_year")]
        constraints = [slug_constraint("activity_slug"), *timing_constraints("time", "activity_time")]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": _("This key is already used.")})


class Lecturer(ChildRow, Sourced):
    """An organisation that lectures or trains at an activity, and in what role. The organisation, never the person."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="lecturers")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="lectures")
    unit_words = models.CharField(_("unit, as worded"), max_length=120, blank=True)
    role = models.CharField(_("role"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return str(self.organisation)

    @property
    def programme(self):
        return self.activity.programme


def _counted_once(name, fields, **condition):
    return models.UniqueConstraint(
        fields=fields,
        condition=Q(**condition) if condition else None,
        name=name,
        violation_error_message=_("This group has already been counted."),
    )


class Attendance(ChildRow, Sourced):
    """How many took part in an activity: all together, or from one party or target group. Counts only."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="attendances")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="attendances")
    target_group = models.ForeignKey(TargetGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="attendances")
    number = models.PositiveIntegerField(_("participants"))

    class Meta:
        # Four constraints, because a unique constraint never sees two empty values as equal on SQLite.
        constraints = [
            _counted_once("attendance_once", ["activity", "party", "target_group"]),
            _counted_once("attendance_once_party", ["activity", "party"], target_group__isnull=True),
            _counted_once("attendance_once_group", ["activity", "target_group"], party__isnull=True),
            _counted_once("attendance_once_all", ["activity"], party__isnull=True, target_group__isnull=True),
        ]

    def __str__(self):
        return str(self.number)

    @property
    def programme(self):
        return self.activity.programme


class Milestone(ProgrammeRow, Sourced):
    """A point in time where something shall be in place, and who answers for it."""

    title = models.CharField(_("milestone"), max_length=200)
    number = models.CharField(_("number"), max_length=10, blank=True)
    time = TimingField(_("when"))
    responsible = models.CharField(_("who, as worded"), max_length=160, blank=True)
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="milestones", verbose_name=_("waits for")
    )
    done = TimingField(_("done"), blank=True)
    # From an old document that does not say how it went: neither done nor late, but not known.
    is_outcome_unknown = models.BooleanField(_("nobody knows whether it was done"), default=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="milestones")
    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, null=True, blank=True, related_name="milestones", verbose_name=_("initiative")
    )
    goals = models.ManyToManyField(Goal, blank=True, related_name="milestones", verbose_name=_("goals"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            slug_constraint("milestone_slug"),
            *timing_constraints("time", "milestone_time"),
            *timing_constraints("done", "milestone_done", blank=True),
            models.CheckConstraint(
                condition=Q(is_outcome_unknown=False) | Q(done_words=""),
                name="milestone_outcome",
                violation_error_message=_("Either it is known when it was done, or it is not known whether."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_done(self):
        return self.done is not None


class Dependency(ProgrammeRow, Lasting, Sourced):
    """Work outside or inside that the programme must reckon with."""

    position = models.PositiveSmallIntegerField(_("order"), default=0)
    text = models.CharField(_("dependency"), max_length=300)
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, null=True, blank=True, related_name="dependencies")
    on_initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, null=True, blank=True, related_name="dependants")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="dependencies")

    objects = LastingRows.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            slug_constraint("dependency_slug"),
            period_constraint("dependency_period"),
            models.CheckConstraint(
                condition=Q(initiative__isnull=True) | Q(on_initiative__isnull=True) | ~Q(initiative=models.F("on_initiative")),
                name="dependency_two",
                violation_error_message=_("Work cannot depend on itself."),
            ),
        ]

    def __str__(self):
        return self.text


class Exclusion(ProgrammeRow, Lasting, Sourced):
    """What the programme expressly leaves to others."""

    position = models.PositiveSmallIntegerField(_("order"), default=0)
    text = models.CharField(_("exclusion"), max_length=300)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="exclusions")

    objects = LastingRows.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [slug_constraint("exclusion_slug"), period_constraint("exclusion_period")]

    def __str__(self):
        return self.text


class Plan(ProgrammeRow, Sourced):
    """A local plan or an action plan for a year: one party's, or several parties' together with the region. Nobody owns it alone.

    What was approved are its versions; what stands here is what is being worked on.
    """

    class Kind(models.TextChoices):
        LOCAL = "local", _("Local plan")
        ACTION = "action", _("Action plan")

    title = models.CharField(_("plan"), max_length=200)
    kind = models.CharField(_("kind"), max_length=6, choices=Kind, default=Kind.LOCAL)
    year = models.PositiveSmallIntegerField(_("year"))
    about = models.TextField(_("what the plan is about"), blank=True)
    parties = models.ManyToManyField(Party, related_name="plans", verbose_name=_("parties"))
    #: Where the parties approve its versions: made when the first one is sent to them.
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True, blank=True, related_name="plans", verbose_name=_("matter"))
    #: The plan of an earlier year that this one goes on from.
    previous = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="carried_on", verbose_name=_("goes on from")
    )

    class Meta:
        ordering = ["-year", "title", "pk"]
        constraints = [slug_constraint("plan_slug")]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if self.slug in RESERVED_PLANS:
            raise ValidationError({"slug": _("This key is already used.")})


class PlanItem(ChildRow, Sourced):
    """An activity in a plan: how it is done and how it is followed up. What, when and who stand on the activity, which may be in
    several plans."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="items")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="items", verbose_name=_("activity"))
    how = models.TextField(_("how"), blank=True)
    followed_up = models.TextField(_("how it is followed up"), blank=True)
    #: The activity of the year before that this one goes on from.
    carried_from = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("carried over from")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "activity"], name="plan_item_once", violation_error_message=_("The activity is already in the plan.")
            )
        ]

    def __str__(self):
        return str(self.activity)

    @property
    def programme(self):
        return self.plan.programme


class PlanVersion(ChildRow):
    """A plan as it was sent to its parties: frozen, with its checksum. Each party answers in the decision. One version is the baseline."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    document_text = models.TextField(_("frozen text"))  # canonical JSON: see plans.document_of
    sha256 = models.CharField(_("checksum"), max_length=64)
    sent_at = models.DateTimeField(_("sent on"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="plan_versions", verbose_name=_("decision"))
    is_baseline = models.BooleanField(_("baseline of the plan"), default=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_number"),
            models.UniqueConstraint(fields=["plan"], condition=Q(is_baseline=True), name="plan_version_baseline"),
        ]

    def __str__(self):
        return f"{self.plan} {self.number}"

    @property
    def programme(self):
        return self.plan.programme


class OperationalPlanEntry(ChildRow, Sourced):
    """That an activity stands in a party's own operational plan, and which one. Written by that party."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="operational_plans")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="operational_plans", verbose_name=_("party"))
    words = models.CharField(_("operational plan"), max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "party"], name="operational_plan_entry_once")]

    def __str__(self):
        return self.words

    @property
    def programme(self):
        return self.activity.programme


class OngoingWork(ProgrammeRow, Sourced):
    """Work that already goes on at a party, as an inventory finds it: alone or together, and whether it is reported to the state."""

    class Together(models.TextChoices):
        ALONE = "alone", _("the party alone")
        JOINT = "joint", _("municipality and region together")

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="ongoing_works", verbose_name=_("party"))
    title = models.CharField(_("work"), max_length=200)
    text = models.TextField(_("what it is"), blank=True)
    together = models.CharField(_("run by"), max_length=5, choices=Together, default=Together.ALONE)
    time = TimingField(_("since when"), blank=True)
    year = models.PositiveSmallIntegerField(_("year of the inventory"))
    agreement = models.CharField(_("agreement with the state"), max_length=160, blank=True)
    is_reported = models.BooleanField(_("reported to the state"), default=False)
    goals = models.ManyToManyField(Goal, blank=True, related_name="ongoing_works", verbose_name=_("goals"))

    class Meta:
        ordering = ["-year", "title", "pk"]
        constraints = [slug_constraint("ongoing_work_slug"), *timing_constraints("time", "ongoing_work_time", blank=True)]

    def __str__(self):
        return self.title


class Scan(ProgrammeRow, Sourced):
    """What another county does: its practice, why it matters here, and what was taken from it."""

    county = models.CharField(_("county"), max_length=80)
    title = models.CharField(_("practice"), max_length=200)
    text = models.TextField(_("what they do"), blank=True)
    relevance = models.TextField(_("why it matters here"), blank=True)
    taken = models.TextField(_("what we took"), blank=True)
    scanned_date = models.DateField(_("looked at"), null=True, blank=True)
    goals = models.ManyToManyField(Goal, blank=True, related_name="scans", verbose_name=_("goals"))

    class Meta:
        ordering = ["county", "title", "pk"]
        constraints = [slug_constraint("scan_slug")]

    def __str__(self):
        return self.title
