from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from fardplan.kit.fields import TimingField, period_constraint, timing_constraints
from fardplan.kit.models import Lasting, LastingQuerySet, Sourced
from fardplan.parties.base import ChildRow, ProgrammeQuerySet, ProgrammeRow, slug_constraint
from fardplan.parties.models import Organisation, Party
from fardplan.portfolio.models import Initiative


class ForumQuerySet(LastingQuerySet, ProgrammeQuerySet):
    pass


class Forum(ProgrammeRow, Lasting, Sourced):
    """Somewhere people meet to prepare, anchor or decide: sponsors, steering group, office, network. Names and kinds are the county's."""

    class Function(models.TextChoices):
        SPONSOR = "sponsor", _("Sponsors")
        STEERING = "steering", _("Steers")
        OFFICE = "office", _("Carries out and supports")
        POLITICAL = "political", _("Political")
        PREPARES = "prepares", _("Prepares")
        REFERENCE = "reference", _("Reference group")
        NETWORK = "network", _("Network")
        MEETING = "meeting", _("Recurring meeting")
        LINE = "line", _("Line organisation")

    name = models.CharField(_("forum"), max_length=160)
    function = models.CharField(_("function"), max_length=10, choices=Function)
    description = models.TextField(_("description"), blank=True)
    rhythm = models.CharField(_("rhythm, as worded"), max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = ForumQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [slug_constraint("forum_slug"), period_constraint("forum_period")]

    def __str__(self):
        return self.name

    @property
    def latest_day(self):
        """The last day it met, or None when it goes on."""
        return self.until_date and self.until_date - timedelta(days=1)


class FormerName(ProgrammeRow, Lasting, Sourced):
    """What a forum was called before."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField(_("former name"), max_length=160)
    period_words = models.CharField(_("period, as worded"), max_length=80, blank=True)

    class Meta:
        constraints = [slug_constraint("former_name_slug"), period_constraint("former_name_period")]

    def __str__(self):
        return self.name


class ForumLine(ProgrammeRow, Lasting, Sourced):
    """How two forums hang together: one commissions, steers, prepares for, reports to or anchors through the other."""

    class Kind(models.TextChoices):
        COMMISSIONS = "commissions", _("commissions")
        STEERS = "steers", _("steers")
        PREPARES = "prepares", _("prepares for")
        REPORTS = "reports", _("reports to")
        ANCHORS = "anchors", _("anchors through")
        SUPPORTS = "supports", _("supports")
        ESCALATES = "escalates", _("raises questions to")

    from_forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="lines_out")
    to_forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="lines_in")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    words = models.CharField(_("as worded"), max_length=200, blank=True)

    objects = ForumQuerySet.as_manager()

    class Meta:
        constraints = [
            slug_constraint("forum_line_slug"),
            period_constraint("forum_line_period"),
            models.CheckConstraint(
                condition=~models.Q(from_forum=models.F("to_forum")),
                name="forum_line_two",
                violation_error_message=_("A forum cannot be tied to itself."),
            ),
        ]

    def __str__(self):
        return f"{self.from_forum_id} {self.kind} {self.to_forum_id}"


class SeatQuerySet(LastingQuerySet, ProgrammeQuerySet):
    pass


class Seat(ProgrammeRow, Lasting, Sourced):
    """A place in a forum: the office it belongs to, which organisation fills it, as chair or member, for a period. No names."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("Chair")
        VICE_CHAIR = "vice_chair", _("Vice chair")
        MEMBER = "member", _("Member")

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="seats")
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.MEMBER)
    title = models.CharField(_("office"), max_length=160)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="seats")
    number = models.PositiveSmallIntegerField(_("number of seats"), default=1)
    is_acting = models.BooleanField(_("acting"), default=False)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [slug_constraint("seat_slug"), period_constraint("seat_period")]

    def __str__(self):
        return self.title


class Document(ProgrammeRow, Sourced):
    """A governing document of the programme: directive, programme plan, letter of intent."""

    class Kind(models.TextChoices):
        DIRECTIVE = "directive", _("Programme directive")
        PROGRAMME_PLAN = "programme_plan", _("Programme plan")
        LETTER_OF_INTENT = "letter_of_intent", _("Letter of intent")
        REPORT = "report", _("Report")
        OTHER = "other", _("Other document")

    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    owner = models.CharField(_("owner"), max_length=200, blank=True)
    informed = models.CharField(_("informed"), max_length=200, blank=True)

    class Meta:
        constraints = [slug_constraint("document_slug")]

    def __str__(self):
        return self.title


class DocumentVersion(ProgrammeRow, Sourced):
    """One version of a governing document: number, date as worded, what changed."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    number = models.CharField(_("version"), max_length=20)
    dated = TimingField(_("date"), blank=True)
    summary = models.CharField(_("what changed"), max_length=300, blank=True)
    changes_marked = models.CharField(_("changes marked"), max_length=10, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [slug_constraint("document_version_slug"), *timing_constraints("dated", "document_version", blank=True)]

    def __str__(self):
        return self.number


class DocumentPoint(ProgrammeRow, Sourced):
    """One statement of a governing document: purpose, expected effect, deliverable, requirement, rule."""

    class Kind(models.TextChoices):
        BACKGROUND = "background", _("Background")
        IDEA = "idea", _("Idea")
        PURPOSE = "purpose", _("Purpose")
        REASON = "reason", _("Reason")
        EFFECT = "effect", _("Expected effect")
        DELIVERABLE = "deliverable", _("Deliverable")
        RESULT = "result", _("Expected result")
        REQUIREMENT = "requirement", _("Requirement")
        FRAME = "frame", _("Governing frame")
        STEERING = "steering", _("Steering rule")
        REPORTING = "reporting", _("Reporting rule")
        FINANCING = "financing", _("Financing rule")
        OUTLINE = "outline", _("Outline")

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="points")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    number = models.CharField(_("number"), max_length=20, blank=True)
    text = models.TextField(_("text"))

    class Meta:
        ordering = ["position", "pk"]
        constraints = [slug_constraint("document_point_slug")]

    def __str__(self):
        return self.text[:80]


class Meeting(ProgrammeRow, Sourced):
    """A forum meets."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="meetings")
    title = models.CharField(_("meeting"), max_length=160)
    time = TimingField(_("when"))
    note = models.TextField(_("note"), blank=True)

    class Meta:
        constraints = [slug_constraint("meeting_slug"), *timing_constraints("time", "meeting_time")]

    def __str__(self):
        return self.title


class Matter(ProgrammeRow, Sourced):
    """Something that forums prepare and decide: a directive, a plan, a budget, a piece of work."""

    title = models.CharField(_("matter"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    reference_number = models.CharField(_("reference number"), max_length=60, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="matters")
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, null=True, blank=True, related_name="matters")

    class Meta:
        constraints = [slug_constraint("matter_slug")]

    def __str__(self):
        return self.title


class Decision(ProgrammeRow, Sourced):
    """A forum decides, approves or recommends in a matter; what it means per party are party decisions."""

    class Kind(models.TextChoices):
        DECIDES = "decides", _("Decides")
        APPROVES = "approves", _("Approves")
        RECOMMENDS = "recommends", _("Recommends")
        STARTS = "starts", _("Starts")

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="decisions")
    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    decided_by = models.CharField(_("decided by"), max_length=160, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.DECIDES)
    title = models.CharField(_("decision"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    time = TimingField(_("when"), blank=True)
    reference_number = models.CharField(_("reference number"), max_length=60, blank=True)

    class Meta:
        constraints = [slug_constraint("decision_slug"), *timing_constraints("time", "decision_time", blank=True)]

    def __str__(self):
        return self.title


class PartyDecision(ChildRow, Sourced):
    """What one party says of a decision. No row: not yet answered."""

    class Outcome(models.TextChoices):
        AGREED = "agreed", _("Agreed")
        AGREED_WITH_ADDITION = "agreed_with_addition", _("Agreed with addition")
        NOT_AGREED = "not_agreed", _("Not agreed")

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="party_decisions")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome)
    decided_date = models.DateField(_("date"), null=True, blank=True)
    words = models.CharField(_("addition or reason"), max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "party"], name="party_decision_once")]

    def __str__(self):
        return f"{self.party} {self.outcome}"

    @property
    def programme(self):
        return self.decision.programme


class Consultation(ProgrammeRow, Sourced):
    """A version of a document is sent out for comments."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="consultations")
    title = models.CharField(_("consultation"), max_length=200)
    time = TimingField(_("when"), blank=True)
    sent_to = models.CharField(_("sent to"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        constraints = [slug_constraint("consultation_slug"), *timing_constraints("time", "consultation_time", blank=True)]

    def __str__(self):
        return self.title


class Risk(ProgrammeRow, Sourced):
    """Something that may happen and would hurt. Likelihood and impact 1-5 each, empty where nobody has judged them."""

    class Scope(models.TextChoices):
        CHANGE = "change", _("The change as a whole")
        EXECUTION = "execution", _("The programme's own work")

    scope = models.CharField(_("concerns"), max_length=10, choices=Scope)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("risk"), max_length=200)
    text = models.TextField(_("description"), blank=True)
    likelihood = models.PositiveSmallIntegerField(
        _("likelihood"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    impact = models.PositiveSmallIntegerField(_("impact"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)])
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="risks")
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, null=True, blank=True, related_name="risks")

    class Meta:
        ordering = ["scope", "position", "pk"]
        constraints = [slug_constraint("risk_slug")]

    def __str__(self):
        return self.title


class Checklist(ProgrammeRow, Sourced):
    """Questions that a programme asks itself, such as Kotter's eight."""

    title = models.CharField(_("checklist"), max_length=200)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="checklists")

    class Meta:
        constraints = [slug_constraint("checklist_slug")]

    def __str__(self):
        return self.title


class ChecklistQuestion(ProgrammeRow, Sourced):
    """One yes-or-no question. `answer` is empty until somebody has answered: unknown is not no."""

    checklist = models.ForeignKey(Checklist, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    text = models.CharField(_("question"), max_length=300)
    answer = models.BooleanField(_("answer"), null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [slug_constraint("checklist_question_slug")]

    def __str__(self):
        return self.text
