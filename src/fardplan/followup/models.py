from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fardplan.followup.rules import State
from fardplan.governance.models import Decision
from fardplan.kit.models import Sourced
from fardplan.kit.periods import PeriodError, ReportPeriod
from fardplan.parties.base import ChildRow, ProgrammeRow, slug_constraint
from fardplan.parties.models import Party

#: Keys that the room's own pages use.
RESERVED_SLUGS = frozenset({"ny"})


class Compilation(ProgrammeRow, Sourced):
    """A period's follow-up, asked of every party: which period, and the last day to be ready. Its key is the period in small letters."""

    period = models.CharField(_("period"), max_length=7)
    due_date = models.DateField(_("last day to be ready"), null=True, blank=True)
    asked = models.TextField(_("what is asked"), blank=True)

    class Meta:
        ordering = ["-period"]
        constraints = [
            slug_constraint("compilation_slug"),
            models.UniqueConstraint(
                fields=["programme", "period"],
                name="compilation_once",
                violation_error_message=_("The follow-up of this period has already been started."),
            ),
        ]

    def __str__(self):
        return str(_("Follow-up of %(period)s") % {"period": self.report_period.label})

    def clean(self):
        super().clean()
        try:
            self.period = ReportPeriod.parse(self.period).code
        except PeriodError as error:
            raise ValidationError({"period": error.message}) from None

    @property
    def report_period(self):
        return ReportPeriod.parse(self.period)


class PartyYear(ChildRow, Sourced):
    """One party's part of a period's follow-up: its own words, and since when it is ready and locked. No row: nothing done yet.

    While it is locked, what the party's rows tell of the period stands: `kit.locking`, asked by `audit.writes`.
    """

    State = State

    compilation = models.ForeignKey(Compilation, on_delete=models.PROTECT, related_name="years")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="years", verbose_name=_("party"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    summary = models.TextField(_("what we have done and learnt"), blank=True)
    ahead = models.TextField(_("what we do next"), blank=True)
    ready_at = models.DateTimeField(_("marked ready"), null=True, blank=True)
    ready_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("marked ready by")
    )
    #: The latest opening; earlier ones stand in the history.
    reopened_at = models.DateTimeField(_("reopened"), null=True, blank=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reopened by")
    )
    reason = models.CharField(_("why it was reopened"), max_length=300, blank=True)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decision to reopen")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["compilation", "party"], name="party_year_once"),
            models.CheckConstraint(condition=~Q(state="locked") | Q(ready_at__isnull=False), name="party_year_ready"),
            models.CheckConstraint(
                condition=~Q(state="reopened") | (Q(reopened_at__isnull=False) & ~Q(reason="")),
                name="party_year_reopened",
                violation_error_message=_("Say why it is reopened."),
            ),
        ]

    def __str__(self):
        return f"{self.party} {self.compilation.period}"

    @property
    def programme(self):
        return self.compilation.programme

    @property
    def is_locked(self):
        return self.state == State.LOCKED


class HandIn(ChildRow):
    """A party's follow-up as it was when it was marked ready, as a document (`fardplan.documents`). Opened again and marked ready once
    more it gets another; what was handed in before stays readable, and the database refuses to change it."""

    year = models.ForeignKey(PartyYear, on_delete=models.PROTECT, related_name="hand_ins")
    number = models.PositiveSmallIntegerField(_("number"))
    document_text = models.TextField(_("frozen text"))
    sha256 = models.CharField(_("checksum"), max_length=64)
    handed_at = models.DateTimeField(_("handed in"))
    handed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["year", "number"], name="hand_in_number")]

    def __str__(self):
        return f"{self.year} {self.number}"

    @property
    def programme(self):
        return self.year.programme
