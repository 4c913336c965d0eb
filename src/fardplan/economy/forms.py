from django.utils.translation import gettext_lazy as _

from fardplan.economy.models import BudgetLine, Funding
from fardplan.kit import forms
from fardplan.kit.collation import swedish
from fardplan.kit.nothing import Absence
from fardplan.parties.models import Organisation

#: What may stand instead of an amount. An empty amount means that nobody has said.
ABSENCES = [(Absence.NOT_APPLICABLE, _("does not apply")), (Absence.CONFIDENTIAL, _("withheld"))]


class BudgetForm(forms.Form):
    title = forms.TextField(label=_("Budget"), max_length=160, hint=_("Such as “Programme budget 2026”."))
    year = forms.NumberField(label=_("Year"), whole=True, min_value=2000, max_value=2100, width="s")
    is_programme_budget = forms.BooleanField(
        label=_("The programme's own budget"), required=False, initial=True, hint=_("The one that the year's report and follow-up are about.")
    )
    note = forms.TextField(label=_("Note"), max_length=300, required=False)


class AmountMixin:
    """An amount beside the reason why there is none."""

    amounts = ("amount",)

    def clean(self):
        cleaned = super().clean()
        for name in self.amounts:
            value, absence = cleaned.get(name), cleaned.get(f"{name}_absence") or ""
            if value is not None and absence:
                self.add_error(name, _("Either an amount, or why there is none: not both."))
            elif value is None:
                cleaned[f"{name}_absence"] = absence or Absence.MISSING
        return cleaned


class LineForm(AmountMixin, forms.Form):
    title = forms.TextField(label=_("Line"), max_length=160)
    parent = forms.ModelChoiceField(
        BudgetLine.objects.none(), label=_("Part of"), required=False, empty_label=_("A line of its own"),
        hint=_("A part (“varav”) tells what is in the line above. It is not added again."),
    )  # fmt: skip
    amount = forms.MoneyField(label=_("Budget"), required=False, hint=_("Such as 1 714 000 or 1 714 tkr. Nought is 0; empty means not known."))
    amount_absence = forms.ChoiceField(label=_("or"), choices=ABSENCES, required=False, empty_label=_("the amount beside"))
    outturn = forms.MoneyField(label=_("Outturn"), required=False, hint=_("For the whole year. Empty means not known yet."))
    outturn_absence = forms.ChoiceField(label=_("or"), choices=ABSENCES, required=False, empty_label=_("the amount beside"))
    comment = forms.TextField(label=_("Comment"), max_length=300, required=False)

    amounts = ("amount", "outturn")
    layout = ("title", "parent", ("amount", "amount_absence"), ("outturn", "outturn_absence"), "comment")

    def __init__(self, *args, budget, line=None, **kwargs):
        super().__init__(*args, **kwargs)
        tops = BudgetLine.objects.filter(budget=budget, parent__isnull=True)
        self.fields["parent"].queryset = tops.exclude(pk=line.pk) if line else tops

    def values(self):
        """What the services take: the outturn as one pair."""
        cleaned = dict(self.cleaned_data)
        outturn = (cleaned.pop("outturn"), cleaned.pop("outturn_absence"))
        return {**cleaned, "outturn": outturn}


class FundingForm(AmountMixin, forms.Form):
    year = forms.NumberField(label=_("Year"), whole=True, min_value=2000, max_value=2100, width="s")
    role = forms.ChoiceField(label=_("Role"), choices=Funding.Role.choices)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), required=False, empty_label=_("Several together, named beside")
    )
    organisation_words = forms.TextField(label=_("Who, in words"), max_length=120, required=False, hint=_("Such as “the municipalities”."))
    grant = forms.TextField(label=_("Grant"), max_length=160, required=False)
    share = forms.PercentField(label=_("Share"), min_value=0, max_value=100, required=False, width="s")
    amount = forms.MoneyField(label=_("Amount"), required=False)
    amount_absence = forms.ChoiceField(label=_("or"), choices=ABSENCES, required=False, empty_label=_("the amount beside"))
    comment = forms.TextField(label=_("Comment"), max_length=300, required=False)

    layout = (("year", "role"), ("organisation", "organisation_words"), ("grant", "share"), ("amount", "amount_absence"), "comment")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.order_by(swedish("name"))


class YearForm(forms.FilterForm):
    ar = forms.ChoiceField(label=_("Year"))

    def __init__(self, *args, years, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ar"].choices = [(str(year), str(year)) for year in years]
