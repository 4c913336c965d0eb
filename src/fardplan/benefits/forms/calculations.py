from operator import attrgetter

from django.utils.translation import gettext_lazy as _

from fardplan.benefits.models import BenefitProfile, CalculationLine, Kind
from fardplan.benefits.models.calculations import MOST_YEARS
from fardplan.kit import forms
from fardplan.kit.collation import swedish
from fardplan.kit.nothing import Absence
from fardplan.parties.models import Party
from fardplan.portfolio.models import Initiative


class BasisForm(forms.Form):
    from_date = forms.DateField(label=_("From"), hint=_("Calculations of that day and later count with these values."))
    hours_per_month = forms.NumberField(label=_("Hours worked in a month"), min_value=1)
    factor = forms.NumberField(label=_("Factor for employer's contributions and the like"), min_value=1)
    rate = forms.PercentField(label=_("Discount rate"), min_value=0, max_value=20)
    source = forms.TextField(label=_("Source"), max_length=200, required=False)


class CalculationForm(forms.Form):
    title = forms.TextField(label=_("Calculation"), max_length=200)
    profile = forms.ModelChoiceField(BenefitProfile.objects.none(), label=_("Benefit"), required=False, empty_label=_("No single one"))
    initiative = forms.ModelChoiceField(
        Initiative.objects.none(), label=_("Development work"), required=False, empty_label=_("No single one"), label_of=attrgetter("label")
    )
    dated = forms.DateField(label=_("Day of the calculation"), hint=_("Says which hours, factor and discount rate it counts with."))
    first_year = forms.YearField(label=_("First year"), min_value=2000)
    years = forms.NumberField(label=_("Number of years"), whole=True, min_value=1, max_value=MOST_YEARS)
    alternative = forms.LongTextField(
        label=_("Compared with"), required=False, hint=_("What happens if nothing is done: the zero alternative.")
    )
    conclusion = forms.LongTextField(label=_("What the calculation shows"), required=False)

    layout = ("title", ("profile", "initiative"), ("dated", "first_year", "years"), "alternative", "conclusion")

    def __init__(self, *args, programme, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["profile"].queryset = BenefitProfile.objects.filter(programme=programme).order_by(swedish("title"))
        self.fields["initiative"].queryset = Initiative.objects.filter(programme=programme).order_by(swedish("title"))


class LineForm(forms.Form):
    """A line with its figures of each year. Low and high are the same when there is only one."""

    title = forms.TextField(label=_("What"), max_length=160)
    side = forms.ChoiceField(label=_("Benefit or cost"), choices=CalculationLine.Side.choices, radio=True)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Kind.choices, radio=True, hint=_("Each kind has an account of its own: they are never added together.")
    )
    party = forms.ModelChoiceField(
        Party.objects.none(), label=_("Who pays or gains"), required=False, empty_label=_("Somebody else, in words below")
    )
    actor = forms.TextField(label=_("Somebody else"), max_length=120, required=False, hint=_("Such as “the state” or “the inhabitants”."))
    unit = forms.TextField(label=_("Unit"), max_length=60, required=False, hint=_("For quality and environment: what is counted."))
    salary = forms.MoneyField(
        label=_("Monthly salary"),
        min_value=0,
        required=False,
        hint=_("For time: of those whose time it is. Without it the hours have no worth in kronor."),
    )
    assumption = forms.TextField(label=_("What the figures rest on"), max_length=300, required=False)

    def __init__(self, *args, programme, calculation, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.calculation = calculation
        self.fields["party"].queryset = Party.objects.filter(programme=programme).in_order()
        rows = []
        for year in calculation.span:
            for end, label in (("low", _("%(year)s, low")), ("high", _("%(year)s, high"))):
                self.fields[f"{end}_{year}"] = forms.NumberField(label=label % {"year": year}, min_value=0, required=False)
            rows.append((f"low_{year}", f"high_{year}"))
        self.layout = (
            "title", "side", "kind", ("party", "actor"), ("unit", "salary"), "assumption",
            forms.Part(_("Year by year"), *rows, hint=_("Kronor, hours or the unit above. Leave the high value empty when there is only one.")),
        )  # fmt: skip

    def for_service(self):
        values = dict(self.cleaned_data)
        amounts = []
        for year in self.calculation.span:
            low, high = values.pop(f"low_{year}"), values.pop(f"high_{year}")
            if low is None and high is None:
                continue
            amounts.append({"year": year, "low": high if low is None else low, "high": low if high is None else high})
        values["salary_absence"] = "" if values["salary"] is not None else Absence.MISSING
        return {**values, "amounts": amounts}


def initial_of_line(row):
    names = ("title", "side", "kind", "party", "actor", "unit", "salary", "assumption")
    years = {f"{end}_{amount.year}": getattr(amount, end) for amount in row.amounts.all() for end in ("low", "high")}
    return {name: getattr(row, name) for name in names} | years


class WorkbookForm(forms.Form):
    file = forms.FileField(
        label=_("Workbook"), accept=".xlsx", max_length=200, hint=_("The one that was downloaded here, with other figures in it.")
    )
