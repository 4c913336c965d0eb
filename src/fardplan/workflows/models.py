import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fardplan.parties.base import ChildRow, ProgrammeQuerySet
from fardplan.parties.models import Programme


class BulkChange(ChildRow):
    """One change of many rows: shown first, made on a yes, and possible to take back once.

    All that it writes is one entry of the log, named by `request_id`: that is what is taken back.
    """

    class State(models.TextChoices):
        SHOWN = "shown", _("waits for a yes")
        GOING = "going", _("is being made")
        DONE = "done", _("made")
        UNDOING = "undoing", _("is being taken back")
        UNDONE = "undone", _("taken back")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("register"), max_length=20)  # a key of workflows.kinds.KINDS
    change = models.CharField(_("change"), max_length=60)  # "state:done"
    label = models.CharField(_("what is changed"), max_length=300)
    began_words = models.CharField(_("from"), max_length=120, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.SHOWN)
    #: Pairs of key and version, as they were when they were shown; None is a version that nobody has seen.
    rows = models.JSONField(_("rows"), default=list, blank=True)
    #: Triples of key, name and why: rows that were left as they were.
    left = models.JSONField(_("left alone"), default=list, blank=True)
    #: Triples again: rows that were not taken back.
    kept = models.JSONField(_("not taken back"), default=list, blank=True)
    changed = models.PositiveIntegerField(_("changed rows"), default=0)
    undone = models.PositiveIntegerField(_("rows taken back"), default=0)
    request_id = models.UUIDField(_("entry of the log"), default=uuid.uuid4, unique=True, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by"))
    shown_at = models.DateTimeField(_("shown"))
    made_at = models.DateTimeField(_("made"), null=True, blank=True)
    undone_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("taken back by")
    )

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["shown", "going"], made_at__isnull=True)
                | Q(state__in=["done", "undoing", "undone"], made_at__isnull=False),
                name="bulk_made_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(state="undone", undone_at__isnull=False) | (~Q(state="undone") & Q(undone_at__isnull=True)),
                name="bulk_undone_has_moment",
            ),
        ]

    def __str__(self):
        return self.label

    def withheld(self, values):
        """The rows have events of their own in the same entry: the log is not told of them twice."""
        return frozenset({"rows", "left", "kept"})

    @property
    def is_shown(self):
        return self.state == self.State.SHOWN

    @property
    def is_under_way(self):
        return self.state in {self.State.GOING, self.State.UNDOING}

    @property
    def is_done(self):
        return self.state == self.State.DONE

    @property
    def is_undone(self):
        return self.state == self.State.UNDONE
