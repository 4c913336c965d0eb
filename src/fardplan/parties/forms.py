from django.utils.translation import gettext_lazy as _

from fardplan.kit import forms


class ProgrammeForm(forms.Form):
    name = forms.TextField(label=_("Name of the programme"), max_length=120)
    tagline = forms.TextField(label=_("In one sentence"), max_length=200, required=False)
    county_name = forms.TextField(label=_("County"), max_length=80, required=False)
    county_code = forms.TextField(label=_("County code"), max_length=2, required=False, hint=_("Two digits, such as 05."), width="s")
    start = forms.TimingField(label=_("Start"), required=False)
    horizon_year = forms.NumberField(label=_("Target year"), whole=True, min_value=2000, max_value=2100, required=False, width="s")
    contact = forms.TextField(label=_("Contact"), max_length=120, required=False, hint=_("A shared mailbox rather than a person."))

    layout = ("name", "tagline", ("county_name", "county_code"), ("start", "horizon_year"), "contact")
