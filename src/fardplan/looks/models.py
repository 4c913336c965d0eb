from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fardplan.looks.words import told
from fardplan.parties.base import ProgrammeQuerySet, ProgrammeRow, slug_constraint
from fardplan.parties.models import Organisation


class LookQuerySet(ProgrammeQuerySet):
    def there(self):
        return self.filter(withdrawn_at__isnull=True)

    def in_use(self):
        return self.there().filter(used_at__isnull=False)


class Look(ProgrammeRow):
    """An organisation's own Word or PowerPoint template: its styles, logo and colours, judged and tried before it is kept.

    Without an organisation it is the programme's own. At most one of a kind is in use for each. The content lies where attachments do
    (`attachments.store`), under a name that says nothing; withdrawn, it is no longer offered, and documents made with it are as they were.
    """

    class Kind(models.TextChoices):
        DOCX = "docx", "Word"
        PPTX = "pptx", "PowerPoint"

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    kind = models.CharField(_("kind of file"), max_length=8, choices=Kind)
    name = models.CharField(_("file name"), max_length=160)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("checksum"), max_length=64)
    stored_as = models.CharField(_("name on disk"), max_length=64, unique=True)
    # What the judging said of it: [[code, values], …], see looks.words.
    findings = models.JSONField(_("remarks"), default=list, blank=True, editable=False)
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    used_at = models.DateTimeField(_("in use since"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = LookQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__short_name", "kind", "-added_at", "pk"]
        constraints = [
            slug_constraint("look_slug"),
            models.UniqueConstraint(
                fields=["programme", "organisation", "kind"], condition=Q(used_at__isnull=False), name="look_one_in_use"
            ),
            models.UniqueConstraint(
                fields=["programme", "kind"],
                condition=Q(used_at__isnull=False, organisation__isnull=True),
                name="look_one_of_programme_in_use",
            ),
            models.CheckConstraint(condition=Q(withdrawn_at__isnull=True) | Q(used_at__isnull=True), name="look_withdrawn_is_not_used"),
        ]

    def __str__(self):
        return f"{self.owner}: {self.name}"

    @property
    def owner(self):
        return self.organisation.short_name if self.organisation_id else self.programme.name

    @property
    def is_used(self):
        return self.used_at is not None

    @property
    def remarks(self):
        return [told(finding) for finding in self.findings]
