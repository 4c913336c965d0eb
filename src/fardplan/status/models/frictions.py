from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fardplan.governance.models import Decision
from fardplan.kit.models import Sourced
from fardplan.parties.base import ChildRow, ProgrammeQuerySet, ProgrammeRow, slug_constraint
from fardplan.parties.models import Membership, Party
from fardplan.status.rules import MOST_PRIORITISED, valid_period


class FrictionQuerySet(ProgrammeQuerySet):
    def visible_to(self, user, *, on=None):
        """What has been shared in the county, and what the user's own party has: a local group's drafts are its own."""
        rows = super().visible_to(user, on=on)
        if not user.is_authenticated:
            return rows
        held = Membership.objects.filter(user=user, party__isnull=False).holding_on(on or timezone.localdate())
        return rows.filter(Q(shared_date__isnull=False) | Q(party__in=held.values("party")))

    def shared(self):
        return self.filter(shared_date__isnull=False)

    def open(self):
        return self.filter(closed_date__isnull=True)


class Friction(ProgrammeRow, Sourced):
    """Something that chafes where the principals meet, as a local group of one party tells it ("skav")."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="frictions")
    title = models.CharField(_("what chafes"), max_length=200)
    text = models.TextField(_("for whom, and when"), blank=True)
    wanted = models.TextField(_("how it should be"), blank=True)
    entered_date = models.DateField(_("entered"))
    shared_date = models.DateField(_("shared with the county"), null=True, blank=True)
    closed_date = models.DateField(_("no longer chafes since"), null=True, blank=True)
    closed_by_words = models.CharField(_("who says that it no longer chafes"), max_length=160, blank=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="frictions")

    objects = FrictionQuerySet.as_manager()

    #: What a local group keeps to its party until it shares it: never in the log before. The key is made of the title.
    PRIVATE = frozenset({"slug", "source", "title", "text", "wanted", "closed_by_words"})

    class Meta:
        ordering = ["-entered_date", "-pk"]
        constraints = [
            slug_constraint("friction_slug"),
            models.CheckConstraint(
                condition=Q(closed_date__isnull=True, closed_by_words="") | (Q(closed_date__isnull=False) & ~Q(closed_by_words="")),
                name="friction_closed",
                violation_error_message=_("Say both since when it no longer chafes, and who says so."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def audit_label(self):
        return self.title if self.is_shared else str(self.party)

    def withheld(self, values):
        """Names among `values` that the log leaves out: `audit.writes` asks."""
        return frozenset() if values["shared_date"] else self.PRIVATE

    @property
    def is_open(self):
        return self.closed_date is None

    @property
    def is_shared(self):
        return self.shared_date is not None


class FrictionNote(ChildRow, Sourced):
    """What has been done about it, or that it was closed or chafes again, with its day."""

    class Kind(models.TextChoices):
        DONE = "done", _("Done about it")
        CLOSED = "closed", _("No longer chafes")
        REOPENED = "reopened", _("Chafes again")

    friction = models.ForeignKey(Friction, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.DONE)
    dated = models.DateField(_("day"))
    text = models.TextField(_("what was done"))

    class Meta:
        ordering = ["dated", "pk"]

    def __str__(self):
        return self.text[:80]

    @property
    def audit_label(self):
        return str(self) if self.friction.is_shared else str(self.friction.party)

    def withheld(self, values):
        return frozenset() if self.friction.is_shared else frozenset({"text", "source"})

    @property
    def programme(self):
        return self.friction.programme


class FrictionEcho(ChildRow, Sourced):
    """Another party's local group says: it chafes here too."""

    friction = models.ForeignKey(Friction, on_delete=models.CASCADE, related_name="echoes")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="friction_echoes")
    dated = models.DateField(_("day"))
    words = models.CharField(_("in its own words"), max_length=300, blank=True)

    class Meta:
        ordering = ["dated", "pk"]
        constraints = [models.UniqueConstraint(fields=["friction", "party"], name="friction_echo_once")]

    def __str__(self):
        return str(self.party)

    @property
    def programme(self):
        return self.friction.programme


class FrictionPriority(ChildRow, Sourced):
    """A local group puts one of its frictions among those it works on in a period. Places are 1-5: there is no sixth."""

    friction = models.ForeignKey(Friction, on_delete=models.CASCADE, related_name="priorities")
    # The friction's own party, here so that the database can count places.
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(_("period"), max_length=7, validators=[valid_period])
    place = models.PositiveSmallIntegerField(_("place"), validators=[MinValueValidator(1), MaxValueValidator(MOST_PRIORITISED)])

    class Meta:
        ordering = ["period", "place"]
        constraints = [
            models.UniqueConstraint(fields=["friction", "period"], name="friction_priority_once"),
            models.UniqueConstraint(fields=["party", "period", "place"], name="friction_priority_place"),
            models.CheckConstraint(condition=Q(place__range=(1, MOST_PRIORITISED)), name="friction_priority_most"),
        ]

    def __str__(self):
        return f"{self.period} {self.place}"

    @property
    def programme(self):
        return self.friction.programme
