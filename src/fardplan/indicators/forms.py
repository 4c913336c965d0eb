from django.utils.translation import gettext_lazy as _

from fardplan.goals.models import Goal
from fardplan.indicators.models import Indicator
from fardplan.kit import forms


class IndicatorForm(forms.Form):
    code = forms.TextField(label=_("Code"), max_length=40, width="s")
    name = forms.TextField(label=_("Indicator"), max_length=200)
    unit = forms.TextField(label=_("Unit"), max_length=60, hint=_("Such as per cent, days, per 100 000."))
    direction = forms.ChoiceField(label=_("Wanted direction"), choices=Indicator.Direction.choices, initial=Indicator.Direction.NEUTRAL)
    level = forms.TextField(label=_("Level"), max_length=80, required=False, hint=_("Such as municipality or region."))
    method = forms.LongTextField(label=_("Method"), required=False, hint=_("How it is measured: what is counted, and out of what."))
    goals = forms.ModelMultipleChoiceField(Goal.objects.none(), label=_("Goals it tells about"), required=False)

    layout = (("code", "unit"), "name", ("direction", "level"), "method", "goals")

    def __init__(self, *args, programme, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["goals"].queryset = Goal.objects.filter(programme=programme).order_by("number")

    def for_service(self):
        values = dict(self.cleaned_data)
        return {"links": {"goals": list(values.pop("goals"))}, **values}
