"""What was decided, what each party says of it, what becomes of it, and what is raised to be decided."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fardplan.governance.models.forums import Forum
from fardplan.governance.models.matters import Matter
from fardplan.governance.models.meetings import AgendaItem, Meeting
from fardplan.governance.rules import Outcome, TaskState
from fardplan.kit.fields import TimingField, timing_constraints
from fardplan.kit.models import Sourced
from fardplan.parties.base import ChildRow, ProgrammeRow, slug_constraint
from fardplan.parties.models import Party
from fardplan.portfolio.rules import Phase


class Decision(ProgrammeRow, Sourced):
    """A forum decides, approves or recommends in a matter; what it means per party are party decisions.

    Once closed it stays as it is: a correction is a complementary decision, and only a party itself answers or supplements.
    """

    class Kind(models.TextChoices):
        DECIDES = "decides", _("Decides")
        APPROVES = "approves", _("Approves")
        RECOMMENDS = "recommends", _("Recommends")
        STARTS = "starts", _("Starts")

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="decisions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    decided_by = models.CharField(_("decided by"), max_length=160, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.DECIDES)
    title = models.CharField(_("decision"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    time = TimingField(_("when"), blank=True)
    reference_number = models.CharField(_("reference number"), max_length=60, blank=True)
    #: The earlier decision that this one corrects or adds to.
    complements = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="complemented_by")
    #: The phase that the matter's initiative enters when the decision stands, and the row of its history that this made.
    moves_to = models.CharField(_("the initiative becomes"), max_length=14, choices=Phase, blank=True)
    has_moved = models.BooleanField(_("the initiative has moved"), default=False, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            slug_constraint("decision_slug"),
            *timing_constraints("time", "decision_time", blank=True),
            models.UniqueConstraint(fields=["item"], name="decision_item_once"),
            models.CheckConstraint(
                condition=~Q(complements=models.F("pk")) | Q(complements__isnull=True),
                name="decision_complements",
                violation_error_message=_("A decision cannot complement itself."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_closed(self):
        return self.closed_at is not None


class PartyDecision(ChildRow, Sourced):
    """What one party says of a decision. No row: not yet answered."""

    Outcome = Outcome

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="party_decisions")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome)
    decided_date = models.DateField(_("date"), null=True, blank=True)
    reference_number = models.CharField(_("reference number"), max_length=60, blank=True)
    words = models.CharField(_("addition or reason"), max_length=300, blank=True)
    #: What the party itself added after the minutes were closed.
    supplement = models.CharField(_("added afterwards"), max_length=300, blank=True)
    supplemented_date = models.DateField(_("added"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "party"], name="party_decision_once"),
            models.CheckConstraint(
                condition=Q(supplement="", supplemented_date__isnull=True) | (~Q(supplement="") & Q(supplemented_date__isnull=False)),
                name="party_decision_supplement",
            ),
        ]

    def __str__(self):
        return f"{self.party} {self.outcome}"

    @property
    def programme(self):
        return self.decision.programme


class FollowUp(ProgrammeRow, Sourced):
    """Something a decision asks somebody to do, until it is carried out."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="follow_ups")
    title = models.CharField(_("to do"), max_length=200)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups")
    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups")
    post = models.CharField(_("function"), max_length=120, blank=True)
    responsible = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups")
    due = TimingField(_("last day"))
    state = models.CharField(_("state"), max_length=12, choices=TaskState, default=TaskState.NOT_BEGUN)
    done_date = models.DateField(_("carried out or lapsed"), null=True, blank=True)
    reason = models.CharField(_("why it lapsed"), max_length=300, blank=True)

    class Meta:
        constraints = [
            slug_constraint("follow_up_slug"),
            *timing_constraints("due", "follow_up_due"),
            models.CheckConstraint(
                condition=~Q(party__isnull=True, forum__isnull=True, post="", responsible__isnull=True),
                name="follow_up_responsible",
                violation_error_message=_("Say who is to do it: a party, a forum, a function or somebody who logs in."),
            ),
            models.CheckConstraint(
                condition=~Q(state="lapsed") | ~Q(reason=""),
                name="follow_up_lapsed",
                violation_error_message=_("Say why it lapses."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["carried_out", "lapsed"], done_date__isnull=False)
                | (~Q(state__in=["carried_out", "lapsed"]) & Q(done_date__isnull=True)),
                name="follow_up_done",
                violation_error_message=_("What is carried out or has lapsed has a day; what goes on has none."),
            ),
        ]

    def __str__(self):
        return self.title


class FollowUpComment(ChildRow, Sourced):
    """What was said of it on a day."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="comments")
    said_date = models.DateField(_("day"))
    text = models.CharField(_("comment"), max_length=600)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["said_date", "pk"]

    def __str__(self):
        return self.text[:80]

    @property
    def programme(self):
        return self.follow_up.programme


class Escalation(ProgrammeRow, Sourced):
    """An obstacle or a possibility that somebody raises to those who can do something about it: it becomes a matter, or is answered."""

    class Kind(models.TextChoices):
        OBSTACLE = "obstacle", _("Obstacle")
        POSSIBILITY = "possibility", _("Possibility")

    kind = models.CharField(_("kind"), max_length=11, choices=Kind)
    title = models.CharField(_("what it is about"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="escalations")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="escalations")
    from_words = models.CharField(_("from, in words"), max_length=160, blank=True)
    raised_date = models.DateField(_("raised"))
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True, blank=True, related_name="escalations")
    answer = models.TextField(_("answer"), blank=True)
    answered_date = models.DateField(_("answered"), null=True, blank=True)

    class Meta:
        constraints = [
            slug_constraint("escalation_slug"),
            models.CheckConstraint(
                condition=Q(answer="", answered_date__isnull=True) | (~Q(answer="") & Q(answered_date__isnull=False)),
                name="escalation_answer",
            ),
            models.CheckConstraint(
                condition=Q(matter__isnull=True) | Q(answer=""),
                name="escalation_one_way",
                violation_error_message=_("It is either raised as a matter, or answered."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_open(self):
        return self.matter_id is None and not self.answer
