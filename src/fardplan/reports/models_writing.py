"""What people do together about a report on its way: who writes what, who looks it through, what is said of it, and how it is filed.

These rows hang on a report and are never part of what is frozen: a frozen report is its own text, and its filing can be told afterwards.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fardplan.governance.models import Decision
from fardplan.parties.base import ChildRow


class OfReport(ChildRow):
    """A row under a report."""

    class Meta:
        abstract = True

    @property
    def programme(self):
        return self.report.programme


class SectionWriter(OfReport):
    """Somebody is asked to write what stands under a heading, and says when it is ready. Whoever is asked may write there whatever the role."""

    report = models.ForeignKey("reports.Report", on_delete=models.CASCADE, related_name="writers")
    section = models.CharField(_("section"), max_length=60)
    writer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("who writes"))
    due_date = models.DateField(_("last day"), null=True, blank=True)
    ready_at = models.DateTimeField(_("ready"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "section", "writer"],
                name="report_writer_once",
                violation_error_message=_("This person already writes the section."),
            )
        ]

    def __str__(self):
        return f"{self.section}: {self.writer}"


class ReportReviewer(OfReport):
    """Somebody is asked to look the report through before it is marked as reviewed, and says that it is done."""

    report = models.ForeignKey("reports.Report", on_delete=models.CASCADE, related_name="reviewers")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("reviewer"))
    due_date = models.DateField(_("last day"), null=True, blank=True)
    done_at = models.DateTimeField(_("looked through"), null=True, blank=True)
    words = models.CharField(_("what the reviewer says"), max_length=600, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "reviewer"], name="report_reviewer_once", violation_error_message=_("This person is already a reviewer.")
            )
        ]

    def __str__(self):
        return str(self.reviewer)


class ReportComment(OfReport):
    """Something said of a section, or of the whole report, that is open until somebody answers it."""

    report = models.ForeignKey("reports.Report", on_delete=models.CASCADE, related_name="comments")
    section = models.CharField(_("section"), max_length=60, blank=True)
    words = models.CharField(_("the words it is about"), max_length=300, blank=True)
    text = models.TextField(_("comment"), max_length=4000)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("written"))
    answer = models.TextField(_("answer"), max_length=4000, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(_("when it was answered"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="report_comment_answered",
            )
        ]

    def __str__(self):
        return self.text[:80]

    @property
    def is_open(self):
        return self.answered_at is None


class Retention(models.TextChoices):
    """How long the document is kept. What each means is said in the organisation's own plan for documents."""

    KEEP = "keep", _("Kept for good")
    TEN = "ten", _("Weeded out after ten years")
    FIVE = "five", _("Weeded out after five years")
    TWO = "two", _("Weeded out after two years")
    USELESS = "useless", _("Weeded out when no longer needed")


class ReportFiling(OfReport):
    """How a report is filed: what is new in this version, which decision approved it, its reference number, and where it is published.

    A row beside the report, so that it can be told of a report that is frozen.
    """

    report = models.OneToOneField("reports.Report", on_delete=models.CASCADE, related_name="filing")
    summary = models.CharField(_("what is new in this version"), max_length=600, blank=True)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("approved by the decision")
    )
    reference_number = models.CharField(_("reference number"), max_length=60, blank=True)
    retention = models.CharField(_("how long it is kept"), max_length=8, choices=Retention, blank=True)
    published_date = models.DateField(_("day of publication"), null=True, blank=True)
    published_where = models.CharField(_("where it is published"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(published_date__isnull=False) | Q(published_where=""),
                name="report_filing_published",
                violation_error_message=_("Say which day it was published."),
            )
        ]

    def __str__(self):
        return self.reference_number or str(self.report)

    def clean(self):
        super().clean()
        if self.published_date and not self.report.is_frozen:
            raise ValidationError({"published_date": _("Only a locked report is published.")})
