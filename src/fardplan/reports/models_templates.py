"""A county's own templates of documents: what `reports.kinds` ships as files, as rows."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from fardplan.kit.fields import period_constraint
from fardplan.kit.models import Lasting
from fardplan.parties.base import LastingRows, ProgrammeRow, slug_constraint
from fardplan.reports.models_writing import Retention


class ReportTemplate(ProgrammeRow, Lasting):
    """A kind of document that the programme has made for itself, from one that was there. Its slug is the kind of the reports made by it.

    Ended, it is no longer offered; what was begun by it goes on.
    """

    title = models.CharField(_("kind of document"), max_length=120)
    description = models.CharField(_("what it is for"), max_length=300, blank=True)
    #: The key of the kind it was made from, which also says what a document is about.
    based_on = models.CharField(_("made from"), max_length=80)
    named = models.CharField(_("title of the documents"), max_length=160)
    cover = models.BooleanField(_("with cover and contents"), default=True)
    retention = models.CharField(_("how long it is kept"), max_length=8, choices=Retention, default=Retention.KEEP)

    objects = LastingRows.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        constraints = [slug_constraint("report_template_slug"), period_constraint("report_template_period")]

    def __str__(self):
        return self.title


class TemplateSection(ProgrammeRow):
    """A heading of a template, with guidance for whoever writes and the parts of the register that stand there. Its slug is the section's id."""

    class Level(models.IntegerChoices):
        FIRST = 1, _("A heading of its own")
        SECOND = 2, _("Under the heading before")

    class Place(models.IntegerChoices):
        TEXT_FIRST = 0, _("Before the register's part")
        AFTER_LEAD = 1, _("After the part's first paragraph")
        TEXT_LAST = 2, _("After the register's part")

    report_template = models.ForeignKey(ReportTemplate, on_delete=models.CASCADE, related_name="sections")
    title = models.CharField(_("heading"), max_length=160)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level, default=Level.FIRST)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    is_numbered = models.BooleanField(_("numbered"), default=True)
    guidance = models.TextField(_("guidance for the writer"), blank=True, max_length=1000)
    parts = models.JSONField(_("from the register"), default=list, blank=True)
    place = models.PositiveSmallIntegerField(_("where the text stands"), choices=Place, default=Place.TEXT_FIRST)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [slug_constraint("template_section_slug")]

    def __str__(self):
        return self.title
