"""What binds the programme: directive, plan, letter of intent."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from fardplan.kit.fields import TimingField, timing_constraints
from fardplan.kit.models import Sourced
from fardplan.parties.base import ProgrammeRow, slug_constraint


class Document(ProgrammeRow, Sourced):
    """A governing document of the programme: directive, programme plan, letter of intent."""

    class Kind(models.TextChoices):
        DIRECTIVE = "directive", _("Programme directive")
        PROGRAMME_PLAN = "programme_plan", _("Programme plan")
        LETTER_OF_INTENT = "letter_of_intent", _("Letter of intent")
        REPORT = "report", _("Report")
        OTHER = "other", _("Other document")

    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    owner = models.CharField(_("owner"), max_length=200, blank=True)
    informed = models.CharField(_("informed"), max_length=200, blank=True)

    class Meta:
        constraints = [slug_constraint("document_slug")]

    def __str__(self):
        return self.title


class DocumentVersion(ProgrammeRow, Sourced):
    """One version of a governing document: number, date as worded, what changed."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    number = models.CharField(_("version"), max_length=20)
    dated = TimingField(_("date"), blank=True)
    summary = models.CharField(_("what changed"), max_length=300, blank=True)
    changes_marked = models.CharField(_("changes marked"), max_length=10, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [slug_constraint("document_version_slug"), *timing_constraints("dated", "document_version", blank=True)]

    def __str__(self):
        return self.number


class DocumentPoint(ProgrammeRow, Sourced):
    """One statement of a governing document: purpose, expected effect, deliverable, requirement, rule."""

    class Kind(models.TextChoices):
        BACKGROUND = "background", _("Background")
        IDEA = "idea", _("Idea")
        PURPOSE = "purpose", _("Purpose")
        REASON = "reason", _("Reason")
        EFFECT = "effect", _("Expected effect")
        DELIVERABLE = "deliverable", _("Deliverable")
        RESULT = "result", _("Expected result")
        REQUIREMENT = "requirement", _("Requirement")
        FRAME = "frame", _("Governing frame")
        STEERING = "steering", _("Steering rule")
        REPORTING = "reporting", _("Reporting rule")
        FINANCING = "financing", _("Financing rule")
        OUTLINE = "outline", _("Outline")

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="points")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    number = models.CharField(_("number"), max_length=20, blank=True)
    text = models.TextField(_("text"))

    class Meta:
        ordering = ["position", "pk"]
        constraints = [slug_constraint("document_point_slug")]

    def __str__(self):
        return self.text[:80]
