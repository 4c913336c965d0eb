from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from fardplan.benefits.models.profiles import RESERVED_SLUGS, BenefitProfile, Kind
from fardplan.indicators.fields import ExactField
from fardplan.kit.fields import AbsenceField, MoneyField, value_or_absence_constraint
from fardplan.kit.models import Sourced
from fardplan.kit.nothing import Absence
from fardplan.parties.base import ChildRow, ProgrammeRow, slug_constraint
from fardplan.parties.models import Party
from fardplan.portfolio.models import Initiative

MOST_YEARS = 10


class CalculationBasis(ProgrammeRow, Sourced):
    """What every calculation counts with, from a day on: how a monthly salary becomes the cost of an hour, and the discount rate."""

    from_date = models.DateField(_("from"))
    hours_per_month = ExactField(_("hours worked in a month"), null=False, blank=False)
    factor = ExactField(_("factor for employer's contributions and the like"), null=False, blank=False)
    rate = models.DecimalField(
        _("discount rate, per cent"), max_digits=5, decimal_places=2, validators=[MinValueValidator(0), MaxValueValidator(20)]
    )

    class Meta:
        ordering = ["from_date"]
        constraints = [
            slug_constraint("calculation_basis_slug"),
            models.UniqueConstraint(
                fields=["programme", "from_date"],
                name="calculation_basis_day",
                violation_error_message=_("There are values from that day already."),
            ),
        ]

    def __str__(self):
        return self.from_date.isoformat()

    def clean(self):
        super().clean()
        for name in ("hours_per_month", "factor"):
            if getattr(self, name) is not None and Decimal(getattr(self, name)) <= 0:
                raise ValidationError({name: _("It must be above nought.")})


class BenefitCalculation(ProgrammeRow, Sourced):
    """What a change costs and gives, year by year and actor by actor, against doing nothing: in constant prices."""

    title = models.CharField(_("calculation"), max_length=200)
    profile = models.ForeignKey(BenefitProfile, on_delete=models.PROTECT, null=True, blank=True, related_name="calculations")
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, null=True, blank=True, related_name="calculations")
    dated = models.DateField(_("day of the calculation"))
    first_year = models.PositiveSmallIntegerField(_("first year"), validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    years = models.PositiveSmallIntegerField(
        _("number of years"), default=4, validators=[MinValueValidator(1), MaxValueValidator(MOST_YEARS)]
    )
    alternative = models.TextField(_("compared with"), blank=True)
    conclusion = models.TextField(_("what it shows"), blank=True)

    class Meta:
        ordering = ["title", "pk"]
        constraints = [slug_constraint("calculation_slug")]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": _("This key is already used.")})

    @property
    def span(self):
        return range(self.first_year, self.first_year + self.years)


class CalculationLine(ProgrammeRow, Sourced):
    """A benefit or a cost of a calculation, for one actor. Time is given in hours, with the salary of those whose time it is."""

    class Side(models.TextChoices):
        BENEFIT = "benefit", _("Benefit")
        COST = "cost", _("Cost")

    calculation = models.ForeignKey(BenefitCalculation, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("what"), max_length=160)
    side = models.CharField(_("benefit or cost"), max_length=8, choices=Side)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="calculation_lines")
    actor = models.CharField(_("who else pays or gains"), max_length=120, blank=True)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    salary = MoneyField(_("monthly salary"), null=True, blank=True)
    salary_absence = AbsenceField(_("why there is no salary"), default=Absence.MISSING)
    assumption = models.CharField(_("what the figures rest on"), max_length=300, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            slug_constraint("calculation_line_slug"),
            value_or_absence_constraint("salary", "salary_absence", "calculation_line_salary"),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if self.party_id is None and not self.actor:
            raise ValidationError({"party": _("Say who pays or gains: a party, or somebody else in words.")})
        if self.salary is not None and self.salary <= 0:
            raise ValidationError({"salary": _("It must be above nought.")})
        if self.salary is not None and self.kind != Kind.TIME:
            raise ValidationError({"salary": _("A salary belongs to a line about time.")})
        if self.kind in (Kind.QUALITY, Kind.ENVIRONMENT) and not self.unit:
            raise ValidationError({"unit": _("Say what is counted: visits, points, tonnes.")})

    @property
    def who(self):
        return str(self.party) if self.party_id else self.actor


class CalculationAmount(ChildRow):
    """A line's figure of a year, from low to high: kronor, hours or the line's own unit."""

    line = models.ForeignKey(CalculationLine, on_delete=models.CASCADE, related_name="amounts")
    year = models.PositiveSmallIntegerField(_("year"))
    low = ExactField(_("low"), null=False, blank=False)
    high = ExactField(_("high"), null=False, blank=False)

    class Meta:
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["line", "year"], name="calculation_amount_once")]

    def __str__(self):
        return f"{self.line} {self.year}"

    def clean(self):
        super().clean()
        if self.low < 0:
            raise ValidationError({"low": _("Write figures above nought: whether it is a benefit or a cost is said by the line.")})
        if self.high < self.low:
            raise ValidationError({"high": _("The high value is less than the low one.")})

    @property
    def programme(self):
        return self.line.programme
