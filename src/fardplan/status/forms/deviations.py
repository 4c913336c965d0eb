from django.utils.translation import gettext_lazy as _

from fardplan.kit import forms
from fardplan.parties.models import Party
from fardplan.portfolio.models import Initiative
from fardplan.status.forms.risks import initiatives_of
from fardplan.status.models import Deviation


class DeviationForm(forms.Form):
    title = forms.TextField(label=_("Deviation"), max_length=200, hint=_("What differs from what was decided, in a line."))
    seriousness = forms.ChoiceField(label=_("Seriousness"), choices=Deviation.Seriousness.choices, radio=True)
    happened = forms.LongTextField(label=_("What has happened"), hint=_("Never write about individual patients."))
    doing = forms.LongTextField(label=_("What is done about it"), required=False, hint=_("Leave empty if nothing is done yet."))
    initiative = forms.ModelChoiceField(Initiative.objects.none(), label=_("Initiative"), required=False, empty_label=_("None"))
    activity_words = forms.TextField(label=_("Activity, in words"), max_length=200, required=False)
    party = forms.ModelChoiceField(
        Party.objects.none(), label=_("Party it concerns"), required=False, empty_label=_("All, or none in particular")
    )

    layout = ("title", "seriousness", "happened", "doing", forms.Part(_("What it concerns"), "initiative", ("activity_words", "party")))

    def __init__(self, *args, programme, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["initiative"].queryset = initiatives_of(programme)
        self.fields["party"].queryset = Party.objects.filter(programme=programme).holding_on(on).in_order()


class NoteForm(forms.Form):
    dated = forms.DateField(label=_("Day"))
    text = forms.LongTextField(label=_("What was done"), rows=3)


class CloseForm(forms.Form):
    closed_date = forms.DateField(label=_("Closed on"))
    closed_words = forms.TextField(label=_("How it ended"), max_length=400)


class DeviationFilterForm(forms.FilterForm):
    lage = forms.ChoiceField(label=_("State"), choices=(("closed", _("Those closed")), ("all", _("All"))), empty_label=_("Open"))
