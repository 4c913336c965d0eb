from django.utils.translation import gettext_lazy as _

from fardplan.governance.models import Forum
from fardplan.governance.rules import Outcome, needs_words
from fardplan.kit import forms
from fardplan.kit.collation import swedish
from fardplan.kit.forms import Part
from fardplan.parties.models import Party
from fardplan.portfolio.models import Initiative
from fardplan.spread.models import AIM_CHOICES
from fardplan.spread.rules import Phase
from fardplan.workflows.spreading import AGREED


class ProposalForm(forms.Form):
    """What is proposed, to whom, and who decides."""

    title = forms.TextField(label=_("Matter"), max_length=200)
    asked = forms.LongTextField(label=_("Proposed decision"), rows=3, hint=_("Word for word what the forum is asked to decide."))
    where_we_are = forms.RichTextField(
        label=_("Where we are"), required=False, hint=_("What the final report says: result, lessons, cost.")
    )
    concerns = forms.LongTextField(label=_("Whom it concerns"), required=False, rows=2)
    phase = forms.ChoiceField(label=_("Those who say yes enter the phase"), choices=AIM_CHOICES, initial=Phase.INTRODUCED)
    parties = forms.ModelMultipleChoiceField(
        Party.objects.none(), label=_("Asked parties"), required=False, hint=_("None ticked: every party of the programme is asked.")
    )
    forum = forms.ModelChoiceField(Forum.objects.none(), label=_("Forum that decides"), required=False, empty_label=_("None"))
    initiative = forms.ModelChoiceField(Initiative.objects.none(), label=_("Tried out in"), required=False, empty_label=_("No initiative"))

    layout = ("title", "asked", "where_we_are", "concerns", Part(_("Who is asked"), "phase", "parties", ("forum", "initiative")))

    def __init__(self, *args, programme, parties, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parties"].queryset = Party.objects.filter(pk__in=[party.pk for party in parties]).in_order()
        self.fields["parties"].label_of = lambda party: party.name
        self.fields["forum"].queryset = Forum.objects.filter(programme=programme).order_by("position", "pk")
        self.fields["initiative"].queryset = Initiative.objects.filter(programme=programme).order_by(swedish("title"))


class SpreadAnswerForm(forms.Form):
    """What one party says of a proposal for spread, and when it begins."""

    outcome = forms.ChoiceField(label=_("Answer"), choices=Outcome.choices, radio=True)
    began = forms.TimingField(label=_("We begin"), required=False, hint=_("As you say it: March 2025, HT 2025. Needed for a yes."))
    words = forms.LongTextField(
        label=_("Addition or reason"), max_length=300, required=False, rows=3, hint=_("An addition says what, a no says why.")
    )
    decided_date = forms.DateField(label=_("Decided"), required=False)
    reference_number = forms.TextField(label=_("Reference number"), max_length=60, required=False)

    layout = ("outcome", "began", "words", ("decided_date", "reference_number"))

    def clean(self):
        values = super().clean()
        outcome = values.get("outcome")
        if needs_words(outcome) and not values.get("words") and "words" not in self.errors:
            self.add_error("words", _("Say why not.") if outcome == Outcome.NOT_AGREED else _("Say what is added."))
        if outcome in AGREED and not values.get("began") and "began" not in self.errors:
            self.add_error("began", _("Say when you begin."))
        return values
