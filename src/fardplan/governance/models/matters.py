"""A matter: what is to be decided, its frozen text, the way it goes, and what is proposed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fardplan.governance.models.documents import Document
from fardplan.governance.models.forums import Forum
from fardplan.kit.fields import AbsenceField, MoneyField, value_or_absence_constraint
from fardplan.kit.models import Sourced
from fardplan.kit.nothing import Absence
from fardplan.parties.base import ChildRow, ProgrammeRow, slug_constraint
from fardplan.parties.models import Party
from fardplan.portfolio.models import Initiative
from fardplan.portfolio.rules import Phase


class Matter(ProgrammeRow, Sourced):
    """Something that forums prepare and decide: a directive, a plan, a budget, a piece of work. Rooms above point down to theirs."""

    class Kind(models.TextChoices):
        INCLUSION = "inclusion", _("Inclusion")
        PLAN = "plan", _("Plan")
        BUDGET = "budget", _("Budget")
        SPREAD = "spread", _("Spread")
        FINAL_REPORT = "final_report", _("Final report")
        COMPLEMENTARY = "complementary", _("Complementary decision")
        DOCUMENT = "document", _("Governing document")
        ESCALATION = "escalation", _("Raised obstacle or possibility")
        OTHER = "other", _("Other matter")

    kind = models.CharField(_("kind"), max_length=14, choices=Kind, default=Kind.OTHER)
    title = models.CharField(_("matter"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    reference_number = models.CharField(_("reference number"), max_length=60, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="matters")
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, null=True, blank=True, related_name="matters")
    #: Those who are asked. None: every party of the programme, on the day in question.
    parties = models.ManyToManyField(Party, blank=True, related_name="matters_asked", verbose_name=_("parties asked"))

    class Meta:
        constraints = [slug_constraint("matter_slug")]

    def __str__(self):
        return self.title


class MatterVersion(ChildRow):
    """The matter's text as it was sent on: frozen, with section ids and its checksum. A correction is a new version."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    document_text = models.TextField(_("frozen text"))  # canonical JSON: {"title", "sections": [{"id", "title", "text"}]}
    sha256 = models.CharField(_("checksum"), max_length=64)
    sent_at = models.DateTimeField(_("sent on"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(_("what is corrected"), max_length=300, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "number"], name="matter_version_number"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(note=""), name="matter_version_note"),
        ]

    def __str__(self):
        return f"{self.matter} {self.number}"

    @property
    def programme(self):
        return self.matter.programme


class RouteStep(ChildRow, Sourced):
    """One stop on a matter's way: a forum that prepares, is informed or decides, or each party's own body."""

    class Role(models.TextChoices):
        PREPARES = "prepares", _("Prepares")
        INFORMED = "informed", _("Is informed")
        DECIDES = "decides", _("Decides")
        PARTIES = "parties", _("Each party decides for itself")

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="route")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    role = models.CharField(_("what it does"), max_length=8, choices=Role)
    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, null=True, blank=True, related_name="route_steps")
    planned_date = models.DateField(_("planned"), null=True, blank=True)
    done_date = models.DateField(_("done"), null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role="parties", forum__isnull=True) | (~Q(role="parties") & Q(forum__isnull=False)),
                name="route_step_forum",
                violation_error_message=_("Choose a forum, or let each party decide for itself."),
            ),
            models.UniqueConstraint(fields=["matter"], condition=Q(role="parties"), name="route_step_parties_once"),
        ]

    def __str__(self):
        return f"{self.get_role_display()} {self.forum or ''}".strip()

    @property
    def programme(self):
        return self.matter.programme


class PartyHandling(ChildRow, Sourced):
    """When and where one party's own body takes up a matter. Written by that party."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="handlings")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="handlings")
    body = models.CharField(_("body"), max_length=120)
    meeting_date = models.DateField(_("meets"), null=True, blank=True)
    papers_date = models.DateField(_("last day for papers"), null=True, blank=True)
    papers_sent_date = models.DateField(_("papers handed in"), null=True, blank=True)
    reference_number = models.CharField(_("reference number"), max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "party"], name="party_handling_once"),
            models.CheckConstraint(
                condition=Q(papers_date__lte=F("meeting_date")),
                name="party_handling_days",
                violation_error_message=_("The papers are due before the body meets."),
            ),
        ]

    def __str__(self):
        return f"{self.party} {self.body}"

    @property
    def programme(self):
        return self.matter.programme


class Proposal(ChildRow, Sourced):
    """What those who decide get: where we are, what is asked, options with consequences and cost, and whom it concerns."""

    matter = models.OneToOneField(Matter, on_delete=models.CASCADE, related_name="proposal")
    where_we_are = models.TextField(_("where we are"), blank=True)
    asked = models.TextField(_("proposed decision"))
    concerns = models.TextField(_("whom it concerns"), blank=True)
    #: The phase that the matter's initiative enters when it is decided.
    moves_to = models.CharField(_("the initiative becomes"), max_length=14, choices=Phase, blank=True)

    def __str__(self):
        return self.asked[:80]

    @property
    def programme(self):
        return self.matter.programme


class ProposalOption(ChildRow, Sourced):
    """One way to decide. One of them may be recommended."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("option"), max_length=200)
    consequences = models.TextField(_("consequences"), blank=True)
    cost = MoneyField(_("cost"), null=True, blank=True)
    cost_absence = AbsenceField(_("why there is no cost"), default=Absence.MISSING)
    is_recommended = models.BooleanField(_("recommended"), default=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            value_or_absence_constraint("cost", "cost_absence", "proposal_option_cost"),
            models.UniqueConstraint(
                fields=["proposal"],
                condition=Q(is_recommended=True),
                name="proposal_option_recommended",
                violation_error_message=_("Recommend one option."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def programme(self):
        return self.proposal.programme
