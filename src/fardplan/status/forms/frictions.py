from operator import attrgetter

from django.utils.translation import gettext_lazy as _

from fardplan.governance.models import Decision
from fardplan.kit import forms
from fardplan.kit.collation import swedish
from fardplan.parties.models import Party
from fardplan.status.models import Friction
from fardplan.status.rules import MOST_PRIORITISED


class FrictionForm(forms.Form):
    party = forms.ModelChoiceField(Party.objects.none(), label=_("Local group of"), hint=_("Your own party: each tells of its own."))
    title = forms.TextField(label=_("What chafes"), max_length=200, hint=_("In a line, as you would say it at work."))
    text = forms.LongTextField(label=_("For whom, and when"), required=False, rows=3, hint=_("Never write about individual patients."))
    wanted = forms.LongTextField(label=_("How it should be"), required=False, rows=2)
    is_shared = forms.BooleanField(label=_("Share it with the county at once"), hint=_("Until it is shared only your own party sees it."))

    def __init__(self, *args, parties, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = parties
        if held is not None:
            # Who told it and who sees it is not changed by rewording.
            del self.fields["party"]
            del self.fields["is_shared"]


class FrictionNoteForm(forms.Form):
    dated = forms.DateField(label=_("Day"))
    text = forms.LongTextField(label=_("What has been done"), rows=3)


class FrictionCloseForm(forms.Form):
    closed_date = forms.DateField(label=_("No longer chafes since"))
    closed_by_words = forms.TextField(
        label=_("Who says so"), max_length=160, hint=_("Those who felt it: such as home care in the east. No names.")
    )
    text = forms.LongTextField(label=_("What made the difference"), rows=3)


class FrictionReopenForm(forms.Form):
    dated = forms.DateField(label=_("Chafes again since"))
    text = forms.LongTextField(label=_("What happened"), rows=3)


class EchoForm(forms.Form):
    party = forms.ModelChoiceField(Party.objects.none(), label=_("Local group of"))
    words = forms.TextField(label=_("In your own words"), max_length=300, required=False)

    def __init__(self, *args, parties, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = parties


class AnswerForm(forms.Form):
    decision = forms.ModelChoiceField(
        Decision.objects.none(), label=_("Decision that answers it"), required=False, empty_label=_("None"), label_of=attrgetter("title")
    )

    def __init__(self, *args, programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = Decision.objects.filter(programme=programme).order_by(swedish("title"))


class PrioritiseForm(forms.Form):
    """What a local group works on in a period."""

    frictions = forms.ModelMultipleChoiceField(
        Friction.objects.none(),
        label=_("What you work on"),
        required=False,
        hint=_("Choose three to five. More than five cannot be saved."),
    )

    def __init__(self, *args, party, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["frictions"].queryset = Friction.objects.filter(party=party).open()

    def clean_frictions(self):
        chosen = list(self.cleaned_data["frictions"])
        if len(chosen) > MOST_PRIORITISED:
            raise forms.forms.ValidationError(
                _("You have chosen %(n)s. Choose at most five: what everybody does first, nobody does first.") % {"n": len(chosen)}
            )
        return chosen


class FrictionFilterForm(forms.FilterForm):
    lage = forms.ChoiceField(label=_("State"), choices=(("closed", _("No longer chafes")), ("all", _("All"))), empty_label=_("Chafes"))
