"""Who works how, since when; what a method needs; how far it was meant to have come; and the proposal that it spreads."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fardplan.governance.models import Decision, Matter
from fardplan.kit.fields import AbsenceField, MoneyField, TimingField, timing_constraints, value_or_absence_constraint
from fardplan.kit.models import LastingQuerySet, Sourced
from fardplan.kit.nothing import Absence
from fardplan.parties.base import ProgrammeQuerySet, ProgrammeRow, slug_constraint
from fardplan.parties.models import Party
from fardplan.portfolio.models import Initiative, WorkingMethod
from fardplan.spread.rules import AIMS, Phase, lines_of

AIM_CHOICES = [(phase.value, phase.label) for phase in AIMS]


class AdoptionQuerySet(LastingQuerySet, ProgrammeQuerySet):
    pass


class Adoption(ProgrammeRow, Sourced):
    """A party is in one phase with a working method for a period, with what shows it. Written by that party.

    `began` and `ended` keep the words; `seen_date` is a day on which it was known to hold, for what no source gives a beginning.
    `from_date` and `until_date` (half-open) are what they come to beside the party's other periods: see `rules.periods`.
    """

    Phase = Phase

    method = models.ForeignKey(WorkingMethod, on_delete=models.PROTECT, related_name="adoptions", verbose_name=_("working method"))
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="adoptions", verbose_name=_("party"))
    phase = models.CharField(_("phase"), max_length=12, choices=Phase)
    began = TimingField(_("began"), blank=True)
    seen_date = models.DateField(_("known to hold on"), null=True, blank=True)
    ended = TimingField(_("last day"), blank=True)
    from_date = models.DateField(_("from"), editable=False)
    until_date = models.DateField(_("until"), null=True, blank=True, editable=False)
    evidence = models.TextField(_("what shows it"), blank=True)
    lessons = models.TextField(_("what we learnt"), blank=True)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="adoptions", verbose_name=_("decision")
    )
    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, null=True, blank=True, related_name="adoptions", verbose_name=_("initiative")
    )

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        ordering = ["from_date", "pk"]
        constraints = [
            slug_constraint("adoption_slug"),
            *timing_constraints("began", "adoption_began", blank=True),
            *timing_constraints("ended", "adoption_ended", blank=True),
            models.CheckConstraint(condition=Q(until_date__isnull=True) | Q(until_date__gt=models.F("from_date")), name="adoption_period"),
            models.UniqueConstraint(
                fields=["method", "party", "from_date"],
                name="adoption_one_phase",
                violation_error_message=_("The party already enters a phase that day."),
            ),
        ]
        indexes = [models.Index(fields=["programme", "from_date"], name="adoption_programme_day")]

    def __str__(self):
        return f"{self.method}, {self.party}: {self.get_phase_display()}"


class MethodSheet(ProgrammeRow, Sourced):
    """What a working method needs of whoever takes it up, and what is known of it."""

    method = models.OneToOneField(WorkingMethod, on_delete=models.PROTECT, related_name="sheet", verbose_name=_("working method"))
    competence = models.TextField(_("competence"), blank=True)
    technique = models.TextField(_("technique"), blank=True)
    agreements = models.TextField(_("agreements"), blank=True)
    cost = MoneyField(_("cost"), null=True, blank=True)
    cost_absence = AbsenceField(_("why there is no cost"), default=Absence.MISSING)
    cost_words = models.CharField(_("about the cost"), max_length=300, blank=True)
    lessons = models.TextField(_("lessons"), blank=True)
    final_report = models.CharField(_("final report"), max_length=200, blank=True)
    #: One point on each line.
    checklist = models.TextField(_("transfer check-list"), blank=True)

    class Meta:
        constraints = [slug_constraint("method_sheet_slug"), value_or_absence_constraint("cost", "cost_absence", "method_sheet_cost")]

    def __str__(self):
        return str(self.method)

    @property
    def points(self) -> list[str]:
        return lines_of(self.checklist)


class TransferCheck(ProgrammeRow, Sourced):
    """How far a party has come with the transfer check-list of a method: which points are done. Written by that party.

    Points are kept in words, so that a list that is written anew takes nothing away from what was done.
    """

    method = models.ForeignKey(WorkingMethod, on_delete=models.PROTECT, related_name="checks", verbose_name=_("working method"))
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="transfer_checks", verbose_name=_("party"))
    #: One point on each line.
    done = models.TextField(pgettext_lazy("check-list", "done"), blank=True)
    words = models.CharField(_("about it"), max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            slug_constraint("transfer_check_slug"),
            models.UniqueConstraint(
                fields=["method", "party"],
                name="transfer_check_once",
                violation_error_message=_("The party has its check-list of the method already."),
            ),
        ]

    def __str__(self):
        return f"{self.method}, {self.party}"

    @property
    def points(self) -> list[str]:
        return lines_of(self.done)


class SpreadAmbition(ProgrammeRow, Sourced):
    """How many parties are to have come how far with a method when a year is over."""

    method = models.ForeignKey(WorkingMethod, on_delete=models.PROTECT, related_name="spread_ambitions", verbose_name=_("working method"))
    year = models.PositiveSmallIntegerField(_("year"))
    phase = models.CharField(_("at least"), max_length=12, choices=AIM_CHOICES, default=Phase.INTRODUCED)
    parties = models.PositiveSmallIntegerField(_("number of parties"), validators=[MinValueValidator(1)])
    words = models.CharField(_("as worded"), max_length=200, blank=True)

    class Meta:
        ordering = ["year", "pk"]
        constraints = [
            slug_constraint("spread_ambition_slug"),
            models.UniqueConstraint(
                fields=["method", "year", "phase"],
                name="spread_ambition_once",
                violation_error_message=_("The year already has an ambition of that kind."),
            ),
        ]

    def __str__(self):
        return f"{self.method} {self.year}"


class SpreadProposal(ProgrammeRow, Sourced):
    """A proposal that a method spreads, as a matter: who is asked stands there, what each answers in its decision."""

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="spread_proposal", verbose_name=_("matter"))
    method = models.ForeignKey(WorkingMethod, on_delete=models.PROTECT, related_name="proposals", verbose_name=_("working method"))
    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, null=True, blank=True, related_name="spread_proposals", verbose_name=_("initiative")
    )
    phase = models.CharField(_("those who agree enter"), max_length=12, choices=AIM_CHOICES, default=Phase.INTRODUCED)

    class Meta:
        constraints = [slug_constraint("spread_proposal_slug")]

    def __str__(self):
        return str(self.matter)

    def clean(self):
        super().clean()
        if self.matter_id and self.matter.kind != Matter.Kind.SPREAD:
            raise ValidationError({"matter": _("The matter is not about spread.")})
