from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fardplan.parties.base import ChildRow, ProgrammeQuerySet
from fardplan.parties.models import Party, Programme


class CalendarFeed(ChildRow):
    """Somebody's own address to a calendar, for their calendar program. Whoever has the address reads what that person may see, as long as
    they may see it; so it is random, only its hash is kept, and it can be taken back."""

    class Scope(models.TextChoices):
        PROGRAMME = "programme", _("The whole programme")
        PARTY = "party", _("One party’s")
        MINE = "mine", _("Mine")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="calendar_feeds")
    scope = models.CharField(_("what the calendar shows"), max_length=9, choices=Scope)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("party"))
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = ProgrammeQuerySet.as_manager()

    #: Not in the log: with it, and nothing else, an address could be told from another.
    personal = ("token_hash",)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(scope="party", party__isnull=False) | (~Q(scope="party") & Q(party__isnull=True)),
                name="calendar_feed_party",
                violation_error_message=_("Choose the party whose calendar it is."),
            )
        ]

    def __str__(self):
        return f"{self.get_scope_display()} {self.party or ''}".strip()
