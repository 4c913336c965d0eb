from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fardplan.governance.models import Decision
from fardplan.kit import forms
from fardplan.kit.periods import PeriodError, ReportPeriod


class StartForm(forms.Form):
    period = forms.TextField(
        label=_("Period"),
        max_length=7,
        width="s",
        hint=_("A year such as 2023, a half-year 2023-H1, a quarter 2023-Q1 or a month 2023-05."),
    )
    due_date = forms.DateField(
        label=_("Last day to be ready"), required=False, hint=_("After that day, a party that is not ready is told to be late.")
    )
    asked = forms.LongTextField(label=_("What is asked"), required=False, rows=4)

    def clean_period(self):
        try:
            return ReportPeriod.parse(self.cleaned_data["period"]).code
        except PeriodError as error:
            raise ValidationError(error.message) from None


class CompilationForm(forms.Form):
    due_date = StartForm.base_fields["due_date"]
    asked = StartForm.base_fields["asked"]


class YearForm(forms.Form):
    summary = forms.RichTextField(
        label=_("What we have done and learnt"),
        required=False,
        rows=10,
        hint=_("In the party's own words. Never write about individual patients."),
    )
    ahead = forms.RichTextField(label=_("What we do next"), required=False, rows=6)


class ReopenForm(forms.Form):
    reason = forms.TextField(label=_("Why it is reopened"), max_length=300)
    decision = forms.ModelChoiceField(
        Decision.objects.none(),
        label=_("Decision"),
        required=False,
        hint=_("When a forum has decided it. Leave empty when the office has."),
    )

    def __init__(self, *args, programme, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = Decision.objects.visible_to(user).filter(programme=programme).order_by("title", "pk")
