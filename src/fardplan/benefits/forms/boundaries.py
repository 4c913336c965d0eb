from operator import attrgetter

from django.utils.translation import gettext_lazy as _

from fardplan.benefits.models import BoundaryCost
from fardplan.governance.models import Decision
from fardplan.kit import forms
from fardplan.kit.collation import swedish
from fardplan.kit.nothing import Absence
from fardplan.parties.models import Party
from fardplan.portfolio.models import Initiative, WorkingMethod

ABSENCES = [(Absence.NOT_APPLICABLE, _("does not apply")), (Absence.CONFIDENTIAL, _("withheld"))]


class BoundaryCostForm(forms.Form):
    title = forms.TextField(label=_("What moves"), max_length=200, hint=_("Such as “Blood tests at home instead of at the health centre”."))
    from_party = forms.ModelChoiceField(Party.objects.none(), label=_("From"))
    to_party = forms.ModelChoiceField(Party.objects.none(), label=_("To"))
    year = forms.YearField(label=_("Year"), min_value=2000)
    initiative = forms.ModelChoiceField(
        Initiative.objects.none(), label=_("Development work"), required=False, empty_label=_("No single one"), label_of=attrgetter("label")
    )
    working_method = forms.ModelChoiceField(
        WorkingMethod.objects.none(), label=_("Working method"), required=False, empty_label=_("None"), label_of=attrgetter("name")
    )
    volume = forms.NumberField(label=_("Volume"), min_value=0, required=False)
    unit = forms.TextField(label=_("Counted in"), max_length=60, required=False, hint=_("Such as visits or tests."))
    hours = forms.NumberField(label=_("Hours"), min_value=0, required=False)
    amount = forms.MoneyField(
        label=_("Cost"), min_value=0, required=False, hint=_("What it costs the party that receives the work. Empty is not known.")
    )
    amount_absence = forms.ChoiceField(
        label=_("Or why there is no cost"), choices=ABSENCES, required=False, empty_label=_("There is one, or nobody knows it")
    )
    agreed = forms.ChoiceField(
        label=_("Agreed between the two"),
        choices=[choice for choice in BoundaryCost.Agreed.choices if choice[0]],
        required=False,
        empty_label=_("Nobody has said"),
    )
    decision = forms.ModelChoiceField(Decision.objects.none(), label=_("By which decision"), required=False, empty_label=_("None"))
    agreement = forms.TextField(label=_("About the agreement"), max_length=300, required=False)

    layout = (
        "title", ("from_party", "to_party"), "year", ("initiative", "working_method"), ("volume", "unit"), "hours",
        ("amount", "amount_absence"), "agreed", "decision", "agreement",
    )  # fmt: skip

    def __init__(self, *args, programme, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        parties = Party.objects.filter(programme=programme).in_order()
        self.fields["from_party"].queryset = self.fields["to_party"].queryset = parties
        self.fields["initiative"].queryset = Initiative.objects.filter(programme=programme).order_by(swedish("title"))
        self.fields["working_method"].queryset = WorkingMethod.objects.filter(programme=programme).order_by(swedish("name"))
        self.fields["decision"].queryset = Decision.objects.filter(programme=programme).order_by(swedish("title"))

    def clean(self):
        values = super().clean()
        amount, absence = values.get("amount"), values.get("amount_absence") or ""
        if amount is not None and absence:
            self.add_error("amount_absence", _("Either an amount, or why there is none: not both."))
        elif amount is None:
            values["amount_absence"] = absence or Absence.MISSING
        if values.get("from_party") and values.get("from_party") == values.get("to_party"):
            self.add_error("to_party", _("Work that stays with the same party crosses no boundary."))
        return values


def initial_of_boundary_cost(row):
    values = {name: getattr(row, name) for name in BoundaryCostForm.base_fields}
    return values | {"amount_absence": "" if row.amount_absence == Absence.MISSING else row.amount_absence}
