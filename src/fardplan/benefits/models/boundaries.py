from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fardplan.governance.models import Decision
from fardplan.indicators.fields import ExactField
from fardplan.kit.fields import AbsenceField, MoneyField, value_or_absence_constraint
from fardplan.kit.models import Sourced
from fardplan.kit.nothing import Absence
from fardplan.parties.base import ProgrammeRow, slug_constraint
from fardplan.parties.models import Party
from fardplan.portfolio.models import Initiative, WorkingMethod


class BoundaryCost(ProgrammeRow, Sourced):
    """Work that moves from one principal to another in a year: how much of it, how many hours, what it costs the one who receives it,
    and whether the two have agreed."""

    class Agreed(models.TextChoices):
        YES = "yes", _("agreed")
        NO = "no", _("not agreed")
        UNKNOWN = "", _("nobody has said")

    title = models.CharField(_("what moves"), max_length=200)
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, null=True, blank=True, related_name="boundary_costs")
    working_method = models.ForeignKey(WorkingMethod, on_delete=models.PROTECT, null=True, blank=True, related_name="boundary_costs")
    from_party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="boundary_costs_out", verbose_name=_("from"))
    to_party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="boundary_costs_in", verbose_name=_("to"))
    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    volume = ExactField(_("volume"))
    unit = models.CharField(_("counted in"), max_length=60, blank=True)
    hours = ExactField(_("hours"))
    amount = MoneyField(_("cost, kr"), null=True, blank=True)
    amount_absence = AbsenceField(default=Absence.MISSING)
    agreed = models.CharField(_("agreed"), max_length=3, choices=Agreed, default=Agreed.UNKNOWN, blank=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="boundary_costs")
    agreement = models.CharField(_("about the agreement"), max_length=300, blank=True)

    class Meta:
        ordering = ["year", "pk"]
        constraints = [
            slug_constraint("boundary_cost_slug"),
            value_or_absence_constraint("amount", "amount_absence", "boundary_cost_amount"),
            models.CheckConstraint(
                condition=~Q(from_party=F("to_party")),
                name="boundary_cost_two_parties",
                violation_error_message=_("Work that stays with the same party crosses no boundary."),
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if self.volume is not None and not self.unit:
            raise ValidationError({"unit": _("Say what is counted: visits, tests, calls.")})
        for name in ("from_party", "to_party"):
            party = getattr(self, name, None) if getattr(self, f"{name}_id") else None
            if party and not was_party_in(party, self.year):
                raise ValidationError({name: _("%(party)s was no party in %(year)s.") % {"party": party, "year": self.year}})


def was_party_in(party, year):
    """Whether the party was one on some day of the year."""
    return (party.from_date is None or party.from_date.year <= year) and (
        party.until_date is None or (party.until_date.year, party.until_date.month, party.until_date.day) > (year, 1, 1)
    )
