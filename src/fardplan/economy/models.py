from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from fardplan.governance.models import Decision, Document
from fardplan.kit.fields import AbsenceField, MoneyField, value_or_absence_constraint
from fardplan.kit.models import Sourced
from fardplan.kit.nothing import Absence
from fardplan.parties.base import ChildRow, ProgrammeRow, slug_constraint
from fardplan.parties.models import Organisation


class Budget(ProgrammeRow, Sourced):
    """A budget of one year: the programme's own, or one that a document states for somebody."""

    title = models.CharField(_("budget"), max_length=160)
    year = models.PositiveSmallIntegerField(_("year"))
    # The one that the year's report, the county page and follow-up are about.
    is_programme_budget = models.BooleanField(_("the programme's own budget"), default=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="budgets")
    printed_unit = models.CharField(_("unit as printed"), max_length=20, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="budgets")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="budgets")

    class Meta:
        constraints = [
            slug_constraint("budget_slug"),
            models.UniqueConstraint(
                fields=["programme", "year"],
                condition=models.Q(is_programme_budget=True),
                name="budget_year",
                violation_error_message=_("The year already has a programme budget."),
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        same = Budget.objects.filter(programme=self.programme_id, year=self.year, is_programme_budget=True).exclude(pk=self.pk)
        if self.is_programme_budget and same.exists():
            raise ValidationError({"year": _("The year already has a programme budget.")})


class BudgetLine(ProgrammeRow, Sourced):
    """A line of a budget. A line under another ("varav") tells part of it and is never added again."""

    budget = models.ForeignKey(Budget, on_delete=models.CASCADE, related_name="lines")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="parts", verbose_name=_("part of"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("line"), max_length=160)
    amount = MoneyField(_("budget"), null=True, blank=True)
    amount_absence = AbsenceField()
    comment = models.CharField(_("comment"), max_length=300, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [slug_constraint("budget_line_slug"), value_or_absence_constraint("amount", "amount_absence", "budget_line_amount")]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if self.parent is None:
            return
        if self.parent.budget_id != self.budget_id:
            raise ValidationError({"parent": _("This line belongs to another budget.")})
        if self.parent.parent_id or self.parent_id == self.pk:
            raise ValidationError({"parent": _("A part cannot have parts of its own.")})
        if self.pk and self.parts.exists():
            raise ValidationError({"parent": _("This line has parts of its own, so it cannot be part of another.")})


class Outturn(ChildRow, Sourced):
    """What a budget line came to in a period (the whole year unless told)."""

    line = models.ForeignKey(BudgetLine, on_delete=models.CASCADE, related_name="outturns")
    period = models.CharField(_("period"), max_length=7)  # "2023", "2023-Q1", "2023-05"
    amount = MoneyField(_("outturn"), null=True, blank=True)
    amount_absence = AbsenceField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "period"], name="outturn_once"),
            value_or_absence_constraint("amount", "amount_absence", "outturn_amount"),
        ]

    def __str__(self):
        return f"{self.line} {self.period}"

    @property
    def programme(self):
        return self.line.programme


class Funding(ProgrammeRow, Sourced):
    """Who pays, or who receives a grant: an amount, a share, or both, for a year."""

    class Role(models.TextChoices):
        PAYS = "pays", _("Finances the programme")
        RECEIVES = "receives", _("Receives a grant")

    year = models.PositiveSmallIntegerField(_("year"))
    role = models.CharField(_("role"), max_length=8, choices=Role, default=Role.PAYS)
    # One organisation, or several told together ("the municipalities").
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="funding")
    organisation_words = models.CharField(_("who, as worded"), max_length=120, blank=True)
    grant = models.CharField(_("grant"), max_length=160, blank=True)
    #: Of the agreement that the grant follows from, whose year is the row's.
    chapter = models.CharField(_("agreement chapter"), max_length=120, blank=True)
    #: The total as a document prints it, beside the whole kronor that are stored.
    printed = models.CharField(_("as printed"), max_length=60, blank=True)
    share = models.DecimalField(
        _("share, per cent"), max_digits=6, decimal_places=3, null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    amount = MoneyField(_("amount"), null=True, blank=True)
    amount_absence = AbsenceField()
    comment = models.CharField(_("comment"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["year", "position", "pk"]
        constraints = [
            slug_constraint("funding_slug"),
            value_or_absence_constraint("amount", "amount_absence", "funding_amount"),
            models.CheckConstraint(
                condition=models.Q(share__isnull=True) | models.Q(share__gte=0, share__lte=100),
                name="funding_share",
                violation_error_message=_("A share is between 0 and 100 per cent."),
            ),
            models.CheckConstraint(
                condition=~models.Q(organisation__isnull=True, organisation_words=""),
                name="funding_who",
                violation_error_message=_("Say who pays or receives."),
            ),
        ]

    def __str__(self):
        return f"{self.year} {self.organisation or self.organisation_words}"


class GrantUse(ProgrammeRow, Sourced):
    """What a grant was used for: money spent, or staff lent, valued beside the money and never added to it.

    `own` is what the receiver paid of its own for the same thing: co-financing.
    """

    class Kind(models.TextChoices):
        MONEY = "money", _("Money")
        STAFF = "staff", _("Lent staff, valued")

    funding = models.ForeignKey(Funding, on_delete=models.PROTECT, related_name="uses", verbose_name=_("grant"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    kind = models.CharField(_("kind"), max_length=5, choices=Kind, default=Kind.MONEY)
    title = models.CharField(_("used for"), max_length=200)
    amount = MoneyField(_("amount"), null=True, blank=True)
    amount_absence = AbsenceField()
    own = MoneyField(_("own co-financing"), null=True, blank=True)
    own_absence = AbsenceField(_("why there is no co-financing"), default=Absence.MISSING)
    comment = models.CharField(_("comment"), max_length=300, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            slug_constraint("grant_use_slug"),
            value_or_absence_constraint("amount", "amount_absence", "grant_use_amount"),
            value_or_absence_constraint("own", "own_absence", "grant_use_own"),
        ]

    def __str__(self):
        return self.title

    @property
    def is_staff(self):
        return self.kind == self.Kind.STAFF

    def clean(self):
        super().clean()
        if self.funding_id and self.funding.role != Funding.Role.RECEIVES:
            raise ValidationError({"funding": _("Nobody receives this: it says who finances the programme.")})
