from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fardplan.indicators.models import Vintage
from fardplan.parties.base import ChildRow, ProgrammeQuerySet, refuse_strangers
from fardplan.parties.models import Party, Programme


class ImportJob(ChildRow):
    """A file that somebody has sent and that could be read: shown first, stored on a yes, and possible to take back. Receipt and all."""

    class State(models.TextChoices):
        SHOWN = "shown", _("waits for a yes")
        STORED = "stored", _("stored")
        UNDONE = "undone", _("taken back")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    register = models.CharField(_("register"), max_length=40)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.SHOWN)
    file_name = models.CharField(_("file"), max_length=200)
    file_size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    sheet = models.CharField(_("sheet"), max_length=120, blank=True)
    new = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    same = models.PositiveIntegerField(_("no change"), default=0)
    warnings = models.JSONField(default=list, blank=True)
    shown_at = models.DateTimeField(_("read"))
    #: a user's key, or a command's word, as in the log
    shown_by = models.CharField(_("read by"), max_length=60)
    stored_at = models.DateTimeField(_("stored"), null=True, blank=True)
    stored_by = models.CharField(_("stored by"), max_length=60, blank=True)
    undone_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    undone_by = models.CharField(_("taken back by"), max_length=60, blank=True)
    #: the rows that were written, with the version each got: [row in the file, key, word, version]
    done = models.JSONField(default=list, blank=True)
    #: what the file says of its figures beside the rows: {"measured": {indicator: …}}
    facts = models.JSONField(default=dict, blank=True)
    #: how far the register had come when the differences were made: as long as it says the same, so do they
    basis = models.CharField(max_length=60, blank=True)
    #: where figures of indicators went
    vintage = models.ForeignKey(Vintage, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="shown", stored_at__isnull=True) | (~Q(state="shown") & Q(stored_at__isnull=False)),
                name="import_stored_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(state="undone", undone_at__isnull=False) | (~Q(state="undone") & Q(undone_at__isnull=True)),
                name="import_undone_has_moment",
            ),
        ]
        indexes = [models.Index(fields=["programme", "register", "-id"], name="import_of_register")]

    def __str__(self):
        return self.file_name

    @property
    def is_shown(self):
        return self.state == self.State.SHOWN

    @property
    def is_stored(self):
        return self.state == self.State.STORED

    @property
    def is_undone(self):
        return self.state == self.State.UNDONE

    @property
    def rows(self):
        return self.new + self.changed + self.same


class ImportPart(models.Model):
    """A piece of an import: of the file as it was sent, or some thousand rows as they were understood, with what was stored before."""

    class Kind(models.TextChoices):
        FILE = "file", _("file")
        ROWS = "rows", _("rows")

    job = models.ForeignKey(ImportJob, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=4, choices=Kind)
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["job", "kind", "number"], name="import_part_once")]

    def __str__(self):
        return f"{self.job_id} {self.kind} {self.number}"


class ColumnMapping(models.Model):
    """Which heading of somebody's own template means which column: decided once by a party (or the programme), remembered afterwards."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    register = models.CharField(max_length=40)
    #: the headings of the template, folded, in order and joined by tabs
    template = models.TextField()
    #: folded heading -> column key, or "" for a column that is not to be read
    columns = models.JSONField(default=dict)
    decided_by = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "party", "register", "template"], name="mapping_once"),
            models.UniqueConstraint(
                fields=["programme", "register", "template"], condition=Q(party__isnull=True), name="mapping_once_no_party"
            ),
        ]

    def __str__(self):
        return f"{self.register} {self.template[:60]}"

    def clean(self):
        super().clean()
        refuse_strangers(self, self.programme_id)
