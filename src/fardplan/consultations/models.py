from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fardplan.accounts.permissions import GRANTS, Permission, Role
from fardplan.consultations.rules import MARKS, STANCE_WORDS, TAKES_ANSWERS, Kind, Stance, State, is_late, is_open
from fardplan.governance.models import DocumentVersion, Matter
from fardplan.kit.fields import TimingField, timing_constraints
from fardplan.kit.models import Sourced
from fardplan.parties.base import ChildRow, ProgrammeQuerySet, ProgrammeRow, slug_constraint
from fardplan.parties.models import Membership, Party


def _held(user, permission, on):
    """Memberships of `user` that carry `permission` on the day `on`."""
    roles = [role for role in Role if permission in GRANTS[role]]
    return Membership.objects.filter(user=user, role__in=roles).holding_on(on or timezone.localdate())


class ConsultationQuerySet(ProgrammeQuerySet):
    #: path from the row to its consultation, with the double underscore that ends it
    to_consultation = ""

    def visible_to(self, user, *, on=None):
        """What is being prepared is seen by those who prepare; the rest by everybody in the programme."""
        rows = super().visible_to(user, on=on)
        if not user.is_authenticated:
            return rows
        prepares = _held(user, Permission.PREPARE_MATTER, on).values("programme")
        return rows.filter(~Q(**{f"{self.to_consultation}state": State.PREPARING}) | Q(programme__in=prepares))

    def sent_out(self):
        return self.exclude(state=State.PREPARING)


class Consultation(ProgrammeRow, Sourced):
    """A version of a document is sent to the parties for their answers, or a letter of intent for adoption party by party.

    `time`, `sent_to` and `note` keep a source's own words where it gives no days. `answers_unknown`: it was sent, and no source says
    what the parties answered, which is not the same as that they have not.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="consultations")
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.CONSULTATION)
    title = models.CharField(_("consultation"), max_length=200)
    document_version = models.ForeignKey(
        DocumentVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="consultations",
        verbose_name=_("version of the document"),
    )
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="followers")
    parties = models.ManyToManyField(Party, blank=True, related_name="consultations", verbose_name=_("parties"))
    covering_text = models.TextField(_("covering text"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PREPARING)
    last_day = models.DateField(_("last day"), null=True, blank=True)
    sent_date = models.DateField(_("sent"), null=True, blank=True)
    closed_date = models.DateField(_("closed"), null=True, blank=True)
    compiled_date = models.DateField(_("compiled"), null=True, blank=True)
    conclusion = models.TextField(_("conclusion"), blank=True)
    answers_unknown = models.BooleanField(_("no source says what the parties answered"), default=False)
    time = TimingField(_("when"), blank=True)
    sent_to = models.CharField(_("sent to"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        constraints = [
            slug_constraint("consultation_slug"),
            *timing_constraints("time", "consultation_time", blank=True),
            models.CheckConstraint(
                condition=~Q(state=State.PREPARING) | Q(sent_date__isnull=True, closed_date__isnull=True, compiled_date__isnull=True),
                name="consultation_not_sent",
                violation_error_message=_("What is being prepared has not been sent."),
            ),
            models.CheckConstraint(
                condition=Q(sent_date__isnull=True) | Q(last_day__isnull=True) | Q(last_day__gte=F("sent_date")),
                name="consultation_last_day",
                violation_error_message=_("The last day cannot be before the day it is sent."),
            ),
            models.CheckConstraint(
                condition=Q(previous__isnull=True) | ~Q(previous=F("pk")),
                name="consultation_previous",
                violation_error_message=_("A consultation cannot come after itself."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_preparing(self):
        return self.state == State.PREPARING

    @property
    def is_compiled(self):
        return self.state == State.COMPILED

    @property
    def takes_answers(self):
        return self.state in TAKES_ANSWERS and not self.answers_unknown

    @property
    def can_close(self):
        return self.state == State.SENT and self.takes_answers

    @property
    def is_letter(self):
        return self.kind == Kind.LETTER_OF_INTENT

    def is_open(self, today):
        return is_open(self.state, self.last_day, today)

    def words_of(self, stance):
        """The stance in this kind's words: "Supports", "Adopted"."""
        return STANCE_WORDS[Kind(self.kind)][Stance(stance)]


class SectionQuerySet(ConsultationQuerySet):
    to_consultation = "consultation__"


class ConsultationSection(ProgrammeRow, Sourced):
    """A chapter or section of the text that is sent. Its key is the anchor that comments hang on; frozen once the text is sent."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    level = models.PositiveSmallIntegerField(_("level"), default=1)
    number = models.CharField(_("number"), max_length=20, blank=True)
    heading = models.CharField(_("heading"), max_length=200)
    text = models.TextField(_("text"), blank=True)

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            slug_constraint("consultation_section_slug"),
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=4),
                name="consultation_section_level",
                violation_error_message=_("The level is 1 to 4."),
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.heading}".strip()


class Extension(ChildRow):
    """The last day was moved ahead: from and to which day, when, and why."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="extensions")
    from_day = models.DateField(_("last day before"))
    to_day = models.DateField(_("last day"))
    made_date = models.DateField(pgettext_lazy("last day", "changed"))
    reason = models.CharField(_("reason"), max_length=300)

    class Meta:
        ordering = ["made_date", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_day__gt=F("from_day")),
                name="extension_ahead",
                violation_error_message=_("The last day can only be moved ahead."),
            )
        ]

    def __str__(self):
        return f"{self.consultation_id} {self.to_day}"

    @property
    def programme(self):
        return self.consultation.programme


class AnswerQuerySet(ProgrammeQuerySet):
    #: path from the row to its answer, with the double underscore that ends it
    to_answer = ""

    def visible_to(self, user, *, on=None):
        """Sent answers are seen by everybody in the programme; a draft by those who answer for its party, and by nobody else."""
        rows = super().visible_to(user, on=on)
        if not user.is_authenticated:
            return rows
        own = _held(user, Permission.ANSWER_FOR_PARTY, on).filter(party__isnull=False).values("party")
        return rows.filter(Q(**{f"{self.to_answer}is_draft": False}) | Q(**{f"{self.to_answer}party__in": own}))

    def sent(self):
        """What parties have sent: the only answers that lists, documents and exports may read."""
        return self.filter(**{f"{self.to_answer}is_draft": False})


class ConsultationAnswer(ProgrammeRow, Sourced):
    """What one party answers. A draft until it is sent, then locked: a supplement is the party's next answer, and both are kept."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="answers")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="answers")
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    is_draft = models.BooleanField(_("draft"), default=True)
    stance = models.CharField(_("answer"), max_length=24, choices=Stance, blank=True)
    words = models.TextField(_("in its own words"), blank=True)
    decided_date = models.DateField(_("decision's date"), null=True, blank=True)
    decided_by = models.CharField(_("deciding body"), max_length=160, blank=True)
    reference_number = models.CharField(_("reference number"), max_length=60, blank=True)
    sent_date = models.DateField(_("sent"), null=True, blank=True)

    objects = AnswerQuerySet.as_manager()

    #: What a draft keeps to its party: never in the log while it is one.
    PRIVATE = frozenset({"source", "stance", "words", "decided_date", "decided_by", "reference_number"})

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            slug_constraint("consultation_answer_slug"),
            models.UniqueConstraint(fields=["consultation", "party", "number"], name="consultation_answer_number"),
            models.UniqueConstraint(fields=["consultation", "party"], condition=Q(is_draft=True), name="consultation_answer_one_draft"),
            models.CheckConstraint(
                condition=Q(is_draft=True, sent_date__isnull=True) | (Q(is_draft=False) & ~Q(stance="")),
                name="consultation_answer_says",
                violation_error_message=_("An answer that is sent says what the party answers."),
            ),
        ]

    def __str__(self):
        return f"{self.party}, {self.consultation}"

    @cached_property
    def is_late(self):
        return is_late(self.sent_date, self.consultation.last_day)

    @property
    def is_supplement(self):
        return self.number > 1

    @property
    def mark(self):
        return MARKS[self.stance]

    def withheld(self, values):
        """Names among `values` that the log leaves out: `audit.writes` asks."""
        return self.PRIVATE if values["is_draft"] else frozenset()


class CommentQuerySet(AnswerQuerySet):
    programme_path = "answer__programme"
    to_answer = "answer__"


class SectionComment(ChildRow, Sourced):
    """What an answer says of one chapter or section: a stance, words, or both."""

    answer = models.ForeignKey(ConsultationAnswer, on_delete=models.CASCADE, related_name="comments")
    section = models.ForeignKey(ConsultationSection, on_delete=models.PROTECT, related_name="comments")
    stance = models.CharField(_("answer"), max_length=24, choices=Stance, blank=True)
    text = models.TextField(_("remark"), blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["section__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["answer", "section"], name="section_comment_once"),
            models.CheckConstraint(
                condition=~Q(stance="", text=""), name="section_comment_says", violation_error_message=_("A comment says something.")
            ),
        ]

    def __str__(self):
        return f"{self.answer}, {self.section}"

    @property
    def programme(self):
        return self.answer.programme

    @property
    def mark(self):
        return MARKS.get(self.stance, "")

    def withheld(self, values):
        return frozenset({"source", "stance", "text"}) if self.answer.is_draft else frozenset()
