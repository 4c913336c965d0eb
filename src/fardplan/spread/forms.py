from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fardplan.governance.models import Decision
from fardplan.kit import forms
from fardplan.kit.collation import swedish
from fardplan.kit.forms import Part
from fardplan.kit.nothing import Absence
from fardplan.portfolio.models import Initiative
from fardplan.spread.models import AIM_CHOICES
from fardplan.spread.rules import Phase


class AdoptionForm(forms.Form):
    """Where a party is with a method, since when, and what shows it."""

    phase = forms.ChoiceField(label=_("Phase"), choices=Phase.choices)
    began = forms.TimingField(label=_("Began"), required=False, hint=_("As you say it: March 2024, HT 2024. It ends the phase before."))
    ended = forms.TimingField(label=_("Last day"), required=False, hint=_("Only when it ended without another phase beginning."))
    seen_date = forms.DateField(
        label=_("Known to hold on"), required=False, hint=_("When nobody knows since when: a day on which it was so.")
    )
    evidence = forms.LongTextField(
        label=_("What shows it"), required=False, hint=_("Where and for whom, and what it rests on. Never about individual patients.")
    )
    lessons = forms.LongTextField(label=_("What we learnt"), required=False, hint=_("What you would tell the next party."))
    decision = forms.ModelChoiceField(
        Decision.objects.none(), label=_("Decision"), required=False, empty_label=_("No decision in the register")
    )
    initiative = forms.ModelChoiceField(Initiative.objects.none(), label=_("Tried out in"), required=False, empty_label=_("No initiative"))

    layout = ("phase", ("began", "ended"), "seen_date", "evidence", "lessons", Part(_("What it belongs to"), "decision", "initiative"))

    def __init__(self, *args, programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = Decision.objects.filter(programme=programme).order_by(swedish("title"))
        self.fields["initiative"].queryset = Initiative.objects.filter(programme=programme).order_by(swedish("title"))

    def clean(self):
        values = super().clean()
        if not values.get("began") and not values.get("seen_date") and not {"began", "seen_date"} & self.errors.keys():
            self.add_error("began", _("Say when it began, or a day on which it was known to hold."))
        return values


class SheetForm(forms.Form):
    """What a method needs, and what is known of it."""

    competence = forms.LongTextField(label=_("Competence"), required=False, rows=3)
    technique = forms.LongTextField(label=_("Technique"), required=False, rows=3)
    agreements = forms.LongTextField(label=_("Agreements"), required=False, rows=3)
    cost = forms.MoneyField(label=_("Cost, kr"), required=False, hint=_("Leave empty when nobody has counted."))
    cost_words = forms.TextField(label=_("About the cost"), max_length=300, required=False, hint=_("Such as per party and year."))
    lessons = forms.LongTextField(label=_("Lessons"), required=False)
    final_report = forms.TextField(
        label=_("Final report"), max_length=200, required=False, hint=_("Its title and where it is. The file can be attached.")
    )
    checklist = forms.LongTextField(label=_("Transfer check-list"), required=False, rows=6, hint=_("One point on each line."))

    layout = (
        Part(_("What the method needs"), "competence", "technique", "agreements", ("cost", "cost_words")),
        Part(_("What is known of it"), "lessons", "final_report"),
        "checklist",
    )

    def clean(self):
        values = super().clean()
        values["cost_absence"] = "" if values.get("cost") is not None else Absence.MISSING
        return values


class TransferForm(forms.Form):
    """Which points of a method's transfer check-list a party has done."""

    done = forms.MultipleChoiceField(label=pgettext_lazy("check-list", "Done"), required=False)
    words = forms.TextField(label=_("About it"), max_length=300, required=False, hint=_("What is in the way of the rest, or who you ask."))

    def __init__(self, *args, points, **kwargs):
        super().__init__(*args, **kwargs)
        if points:
            self.fields["done"].choices = [(point, point) for point in points]
        else:
            del self.fields["done"]


class AmbitionForm(forms.Form):
    year = forms.YearField(label=_("Year"), min_value=2000)
    phase = forms.ChoiceField(label=_("At least"), choices=AIM_CHOICES, initial=Phase.INTRODUCED)
    parties = forms.NumberField(label=_("Number of parties"), whole=True, min_value=1)
    words = forms.TextField(label=_("As worded"), max_length=200, required=False)

    layout = (("year", "phase", "parties"), "words")

    def key(self):
        values = self.cleaned_data
        return f"{values['year']} {values['phase']}"
