"""A forum meets: agenda, pack, minutes. And what is written to a forum between meetings."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fardplan.governance.models.forums import Forum
from fardplan.governance.models.matters import Matter
from fardplan.kit.fields import TimingField, timing_constraints
from fardplan.kit.models import Sourced
from fardplan.parties.base import ChildRow, ProgrammeRow, slug_constraint
from fardplan.parties.models import Party


class Meeting(ProgrammeRow, Sourced):
    """A forum meets. Its minutes are opened, written and closed; after that only the parties themselves add to what they said."""

    class Minutes(models.TextChoices):
        NONE = "", _("No minutes yet")
        OPEN = "open", _("Minutes are open")
        CLOSED = "closed", _("Minutes are closed")

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="meetings")
    title = models.CharField(_("meeting"), max_length=160)
    time = TimingField(_("when"))
    starts_at = models.TimeField(_("begins"), null=True, blank=True)
    ends_at = models.TimeField(_("ends"), null=True, blank=True)
    place = models.CharField(_("where"), max_length=160, blank=True)
    pack_date = models.DateField(_("the pack is sent"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    minutes = models.CharField(_("minutes"), max_length=6, choices=Minutes, blank=True, default=Minutes.NONE)
    minutes_text = models.TextField(_("minutes, in general"), blank=True)
    minutes_closed_at = models.DateTimeField(_("minutes closed"), null=True, blank=True)
    reference_number = models.CharField(_("reference number"), max_length=60, blank=True)

    class Meta:
        constraints = [
            slug_constraint("meeting_slug"),
            *timing_constraints("time", "meeting_time"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="meeting_hours",
                violation_error_message=_("The meeting ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(minutes="closed", minutes_closed_at__isnull=False) | (~Q(minutes="closed") & Q(minutes_closed_at__isnull=True)),
                name="meeting_minutes_closed",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def has_minutes(self):
        return self.minutes != self.Minutes.NONE

    @property
    def is_recording(self):
        return self.minutes == self.Minutes.OPEN

    @property
    def is_closed(self):
        return self.minutes == self.Minutes.CLOSED


class AgendaItem(ChildRow, Sourced):
    """One point of a meeting: to decide, to be informed, to discuss. `said` is what the minutes tell."""

    class Kind(models.TextChoices):
        DECISION = "decision", _("Decision")
        INFORMATION = "information", _("Information")
        DISCUSSION = "discussion", _("Discussion")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    kind = models.CharField(_("kind"), max_length=11, choices=Kind)
    title = models.CharField(_("item"), max_length=200)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True, blank=True, related_name="agenda_items")
    text = models.TextField(_("what it is about"), blank=True)
    presenter = models.CharField(_("presented by"), max_length=120, blank=True)
    length = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    said = models.TextField(_("what was said"), blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="decision") | Q(matter__isnull=False),
                name="agenda_item_matter",
                violation_error_message=_("An item for decision is about a matter: choose which."),
            )
        ]

    def __str__(self):
        return self.title

    @property
    def programme(self):
        return self.meeting.programme

    @property
    def programme_id(self):
        """As rows with a programme of their own have it: what points here is asked whether it is of the same one."""
        return self.meeting.programme_id

    @property
    def is_for_decision(self):
        return self.kind == self.Kind.DECISION


class Presence(ChildRow, Sourced):
    """Whether a party took part in a meeting, and as which offices. Per party, never per member."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="presences")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="presences")
    was_there = models.BooleanField(_("took part"))
    words = models.CharField(_("by whom"), max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "party"], name="presence_once")]

    def __str__(self):
        return f"{self.party} {self.was_there}"

    @property
    def programme(self):
        return self.meeting.programme


class Pack(ChildRow):
    """The pack of a meeting as it was sent: frozen, with its checksum. Something added is a new version."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="packs")
    number = models.PositiveSmallIntegerField(_("version"))
    document_text = models.TextField(_("frozen text"))  # canonical JSON of a document as in fardplan.documents
    sha256 = models.CharField(_("checksum"), max_length=64)
    sent_at = models.DateTimeField(_("sent"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recipients = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="pack_number")]

    def __str__(self):
        return f"{self.meeting} {self.number}"

    @property
    def programme(self):
        return self.meeting.programme


class Message(ProgrammeRow, Sourced):
    """Something written to all who sit in a forum, or to all coordinators at once. One from a folder says in words who wrote it."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, null=True, blank=True, related_name="messages")
    subject = models.CharField(_("subject"), max_length=160)
    text = models.TextField(_("message"))
    sent_at = models.DateTimeField(_("sent"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    from_words = models.CharField(_("from, in words"), max_length=160, blank=True)
    recipients = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            slug_constraint("message_slug"),
            models.CheckConstraint(
                condition=models.Q(sent_by__isnull=False) | ~models.Q(from_words=""),
                name="message_from",
                violation_error_message=_("Say who wrote the letter."),
            ),
        ]

    def __str__(self):
        return self.subject
