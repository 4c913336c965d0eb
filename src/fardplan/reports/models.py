from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fardplan.accounts.permissions import GRANTS, Permission
from fardplan.indicators.models import Vintage
from fardplan.kit.models import Row, Sourced
from fardplan.kit.periods import PeriodError, ReportPeriod
from fardplan.looks.models import Look
from fardplan.parties.base import ProgrammeQuerySet, ProgrammeRow, refuse_strangers, slug_constraint
from fardplan.parties.models import Membership
from fardplan.reports.models_templates import ReportTemplate, TemplateSection
from fardplan.reports.models_writing import ReportComment, ReportFiling, ReportReviewer, Retention, SectionWriter
from fardplan.reports.rules import State, may_write, read_value

__all__ = [
    "AUTHORS",
    "MadeFile",
    "Report",
    "ReportComment",
    "ReportFiling",
    "ReportReviewer",
    "ReportTemplate",
    "ReportText",
    "Retention",
    "SectionWriter",
    "StatedFigure",
    "TemplateSection",
]

#: Roles that see a report before it is frozen: those who write it and those who approve it.
AUTHORS = frozenset(role for role, held in GRANTS.items() if held & {Permission.WRITE_REPORT, Permission.APPROVE_REPORT})


class ReportQuerySet(ProgrammeQuerySet):
    def visible_to(self, user, *, on=None):
        """Frozen reports of the user's programmes, and what is on its way where the user takes part in making it: by role, or by name."""
        seen = super().visible_to(user, on=on)
        if not user.is_authenticated:
            return seen
        authored = Membership.objects.filter(user=user, role__in=AUTHORS).holding_on(on or timezone.localdate())
        named = Q(pk__in=SectionWriter.objects.filter(writer=user).values("report"))
        named |= Q(pk__in=ReportReviewer.objects.filter(reviewer=user).values("report"))
        return seen.filter(Q(state=State.FROZEN) | Q(programme__in=authored.values("programme")) | named)

    def frozen(self):
        return self.filter(state=State.FROZEN)

    def latest_version(self, programme, period, kind="annual", about=""):
        """The report of a period that counts now: its highest version, or None."""
        return self.filter(programme=programme, period=period, kind=kind, about=about).order_by("-number").first()


class Report(ProgrammeRow):
    """A document the programme says in its own name: filled from the register, completed by people, reviewed, approved, frozen.

    A frozen report is its `document_text`, and nothing else is read to show it. A correction is a new version.
    """

    class Kind(models.TextChoices):
        """The kinds that the code asks for by name; what kinds there are, `reports.composers.kinds_of` knows."""

        ANNUAL = "annual", _("Annual report")
        COUNTY = "county", _("County report")

    #: A key of `reports.kinds`, or the slug of a template of the programme's own.
    kind = models.CharField(_("kind"), max_length=80, default=Kind.ANNUAL)
    #: The key of the row that the document is about, of the noun that its kind says; "" for the programme itself.
    about = models.CharField(_("about"), max_length=80, blank=True)
    period = models.CharField(_("period"), max_length=7)
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    title = models.CharField(_("title"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    # What was approved, {section: SHA-256}. A register that has moved on since is told before the report is frozen.
    approved_sections = models.JSONField(default=dict, blank=True, editable=False)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    frozen_at = models.DateTimeField(null=True, blank=True)
    # The last retrieval of figures that was known when the report was frozen: pages can show what it shows (?uttag=).
    vintage = models.ForeignKey(Vintage, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("retrieval"))
    document_text = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            slug_constraint("report_slug"),
            models.UniqueConstraint(fields=["programme", "kind", "about", "period", "number"], name="report_version"),
            models.UniqueConstraint(
                fields=["programme", "kind", "about", "period"],
                condition=~Q(state=State.FROZEN),
                name="report_one_draft",
                violation_error_message=_("A report for this period has already been started."),
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True, reviewed_at__isnull=True) | Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
                name="report_reviewed",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True) | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="report_approved",
            ),
            models.CheckConstraint(
                condition=Q(state=State.FROZEN, frozen_at__isnull=False) & ~Q(sha256="") & ~Q(document_text="")
                | ~Q(state=State.FROZEN) & Q(frozen_at__isnull=True, sha256="", document_text=""),
                name="report_frozen",
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        try:
            self.period = ReportPeriod.parse(self.period).code
        except PeriodError as error:
            raise ValidationError({"period": error.message}) from None

    @property
    def is_frozen(self):
        return self.state == State.FROZEN

    @property
    def is_draft(self):
        return may_write(self.state)

    @property
    def report_period(self):
        return ReportPeriod.parse(self.period)


class ReportText(Row, Sourced):
    """What people write under one heading of a draft. References such as [[budget.outturn]] become figures from the register."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="texts")
    section = models.CharField(_("section"), max_length=60)
    text = models.TextField(_("text"), blank=True)
    #: The earlier report whose text this is, word for word. Empty as soon as somebody changes it.
    taken_from = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("as in"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "section"], name="report_text_once")]

    def __str__(self):
        return self.section

    @property
    def programme(self):
        return self.report.programme

    def clean(self):
        super().clean()
        refuse_strangers(self, self.report.programme_id)


class MadeFile(models.Model):
    """One file of a report, made by the job runner of one text; not something that people wrote, so without history. See `reports.made`."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for its turn")
        WORKING = "working", pgettext_lazy("file", "is being made")
        DONE = "done", pgettext_lazy("file", "ready")
        FAILED = "failed", _("could not be made")

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="made_files")
    suffix = models.CharField(max_length=5)
    name = models.CharField(max_length=300)  # of the file, without its suffix
    mark = models.CharField(max_length=64)  # SHA-256 of the text
    # The organisation's own template that it is drawn with; none is the product's own look.
    look = models.ForeignKey(Look, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    text = models.TextField(blank=True)  # until it is made
    content = models.BinaryField(null=True)
    size = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "suffix", "mark"], condition=Q(look__isnull=True), name="made_file_once"),
            models.UniqueConstraint(fields=["report", "suffix", "mark", "look"], name="made_file_once_in_a_look"),
        ]

    def __str__(self):
        return f"{self.name}.{self.suffix}"

    def clean(self):
        super().clean()
        refuse_strangers(self, self.programme.pk)

    @property
    def programme(self):
        return self.report.programme

    @property
    def is_done(self):
        return self.state == self.State.DONE

    @property
    def choice(self):
        """What it is asked for by: "docx", or "docx@" and the key of a template."""
        return f"{self.suffix}@{self.look.slug}" if self.look_id else self.suffix

    @property
    def is_over(self):
        return self.state in {self.State.DONE, self.State.FAILED}


class FreeFigure(Row):
    """A number in a draft's text that a person has looked at and answers for: no reference, and no source. It holds for the sentence it
    stands in: when the sentence changes, the number is asked about again."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="free_figures")
    section = models.CharField(_("section"), max_length=60)
    words = models.CharField(_("number in the text"), max_length=80)
    sentence = models.CharField(_("sentence"), max_length=300)  # its beginning
    reason = models.CharField(_("where it is from"), max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "section", "words", "sentence"], name="free_figure_once")]

    def __str__(self):
        return self.words

    @property
    def programme(self):
        return self.report.programme


class StatedFigure(ProgrammeRow, Sourced):
    """What a document says, where: a printed total, a date, a count. Compared with the register and with other statements."""

    class Kind(models.TextChoices):
        NUMBER = "number", _("Number")
        MONEY = "money", _("Amount, kronor")
        PERCENT = "percent", _("Per cent")
        DATE = "date", _("Date")
        TEXT = "text", _("Words")
        UNIT = "unit", _("Unit")

    subject = models.CharField(_("about"), max_length=120)
    label = models.CharField(_("about, in words"), max_length=200)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    words = models.CharField(_("as printed"), max_length=300)
    value = models.CharField(_("value"), max_length=120)
    document = models.CharField(_("document"), max_length=160)
    place = models.CharField(_("place"), max_length=120)
    # A figure the register can work out: see `reports.figures`. Empty: statements are compared with each other only.
    register = models.CharField(_("figure in the register"), max_length=160, blank=True)

    class Meta:
        constraints = [slug_constraint("stated_figure_slug")]

    def __str__(self):
        return f"{self.label}: {self.words}"

    def clean(self):
        super().clean()
        from fardplan.reports.figures import UnknownFigure, parse  # figures read the rooms' rows; models should not

        try:
            read_value(self.kind, self.value)
        except ValueError:
            raise ValidationError({"value": _("Write the value as a number, or as a date such as 2023-10-25.")}) from None
        if self.register:
            try:
                parse(self.register)
            except UnknownFigure as error:
                raise ValidationError({"register": str(error)}) from None
