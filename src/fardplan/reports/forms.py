from django.utils.translation import gettext_lazy as _

from fardplan.kit import forms


class StartForm(forms.Form):
    period = forms.TextField(
        label=_("Period"),
        max_length=7,
        width="s",
        hint=_("A year such as 2023, a half-year 2023-H1, a quarter 2023-Q1 or a month 2023-05."),
    )
    title = forms.TextField(label=_("Title"), max_length=200, required=False, hint=_("Left empty, the report is called after its period."))


class SectionTextForm(forms.Form):
    text = forms.LongTextField(
        label=_("Text"),
        required=False,
        rows=18,
        hint=_(
            "An empty line begins a new paragraph. Lines that begin with “- ” make a list. A figure from the register is written [[…]]."
        ),
    )


class StepForm(forms.Form):
    """Asks nothing: the page says what will happen, and the button does it."""
