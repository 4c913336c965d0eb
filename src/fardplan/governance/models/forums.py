"""Somewhere people meet, and who sits there."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from fardplan.governance.rules import DecisionRule
from fardplan.kit.fields import period_constraint
from fardplan.kit.models import Lasting, LastingQuerySet, Sourced
from fardplan.parties.base import ProgrammeQuerySet, ProgrammeRow, slug_constraint
from fardplan.parties.models import Organisation, Party


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
    decision_rule = models.CharField(_("what a decision needs"), max_length=8, choices=DecisionRule, default=DecisionRule.EACH)
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


class ForumMember(ProgrammeRow, Lasting):
    """A user who sits in a forum for a period, for a party or for the office: who gets its packs and messages.

    A seat says which office and organisation; this says which log-in.
    """

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="forums_sat_in")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="forum_members")
    role = models.CharField(_("role"), max_length=10, choices=Seat.Role, default=Seat.Role.MEMBER)

    objects = ForumQuerySet.as_manager()

    class Meta:
        constraints = [slug_constraint("forum_member_slug"), period_constraint("forum_member_period")]

    def __str__(self):
        return str(self.user)
