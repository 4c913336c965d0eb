from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fardplan.attachments.kinds import Kind
from fardplan.attachments.registry import OWNERS
from fardplan.parties.base import ProgrammeQuerySet, ProgrammeRow, slug_constraint


class AttachmentQuerySet(ProgrammeQuerySet):
    def visible_to(self, user, *, on=None):
        """Those that hang on a row that `user` may read. Where a role decides besides (`Owner.is_searched`), `registry.find` asks that too."""
        rows = super().visible_to(user, on=on)
        if not user.is_authenticated:
            return rows
        read = Q(pk__in=[])
        for label, owner in OWNERS.items():
            visible = owner.model.objects.visible_to(user, on=on)
            read |= Q(row_model=label, row_id__in=(owner.rows(None, visible) if owner.is_searched else visible).order_by().values("pk"))
        return rows.filter(read)

    def there(self):
        """Those that have not been withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def of(self, row):
        return self.filter(row_model=row._meta.label, row_id=row.pk)


class Attachment(ProgrammeRow):
    """A document that hangs on a row of any kind: minutes, a signed intent, a final report. Whoever may read the row may read it.

    The row is named by kind and key, so that every room can have documents. The content lies in a file with a random name
    (`attachments.store`); withdrawn, it is no longer shown, and kept until the archive says that it may go. `slug` is random: it cannot be guessed.
    """

    row_model = models.CharField(max_length=80)  # "governance.Decision"
    row_id = models.BigIntegerField()
    name = models.CharField(_("file name"), max_length=160)
    kind = models.CharField(_("kind of file"), max_length=8, choices=Kind)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("checksum"), max_length=64)
    stored_as = models.CharField(_("name on disk"), max_length=64, unique=True)
    note = models.CharField(_("what it is"), max_length=200, blank=True)
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("added by")
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    reason = models.CharField(_("why it was withdrawn"), max_length=200, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]
        indexes = [models.Index(fields=["row_model", "row_id"], name="attachment_row")]
        constraints = [
            slug_constraint("attachment_slug"),
            models.UniqueConstraint(
                fields=["row_model", "row_id", "sha256"],
                condition=Q(withdrawn_at__isnull=True),
                name="attachment_once",
                violation_error_message=_("This file is already here."),
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="attachment_size"),
            models.CheckConstraint(condition=Q(withdrawn_at__isnull=False) | Q(reason=""), name="attachment_reason"),
        ]

    def __str__(self):
        return self.name

    @property
    def audit_label(self):
        return self.get_kind_display() if self._is_private() else self.name

    def withheld(self, values):
        """What the file is called stays out of the log as long as the row that it hangs on keeps something to itself."""
        return frozenset({"name", "note", "reason"}) if self._is_private() else frozenset()

    def _is_private(self):
        model = apps.get_model(self.row_model)
        if not hasattr(model, "withheld"):
            return False
        row = model._base_manager.filter(pk=self.row_id).first()
        return row is not None and bool(row.withheld({field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields}))

    @property
    def label(self):
        return self.note or self.name
