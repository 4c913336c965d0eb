from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fardplan.goals.models import Goal
from fardplan.kit import forms
from fardplan.parties.models import Party
from fardplan.parties.owned import OwnedMixin
from fardplan.plan.forms import chosen_from
from fardplan.plan.models import Activity, OngoingWork, Plan


class PlanForm(forms.Form):
    title = forms.TextField(label=_("Plan"), max_length=200, hint=_("Such as “Local plan 2025, Ekby and the region”."))
    kind = forms.ChoiceField(label=_("Kind"), choices=Plan.Kind.choices)
    year = forms.YearField(label=_("Year"))
    about = forms.RichTextField(label=_("What the plan is about"), required=False, rows=6)
    parties = forms.ModelMultipleChoiceField(
        Party.objects.none(), label=_("Parties"), hint=_("Those who make the plan together. Each of them approves it for itself.")
    )

    layout = ("title", ("kind", "year"), "about", "parties")

    def __init__(self, *args, programme, on, held=None, mine=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.mine = mine
        linked = held.parties.values_list("pk", flat=True) if held else ()
        self.fields["parties"].queryset = chosen_from(Party, programme, on, linked).in_order()

    def clean(self):
        values = super().clean()
        chosen = values.get("parties")
        if chosen is not None and self.mine is not None and not any(party.pk in self.mine for party in chosen):
            self.add_error("parties", _("Choose your own party among them: this would not be yours to change."))
        return values

    def for_service(self):
        values = dict(self.cleaned_data)
        return {"links": {"parties": list(values.pop("parties"))}, **values}


class ItemForm(forms.Form):
    activity = forms.ModelChoiceField(
        Activity.objects.none(),
        label=_("Activity"),
        hint=_("What, when and who stand on the activity. Enter a new one under Activities first."),
    )
    how = forms.LongTextField(label=_("How"), required=False, rows=3)
    followed_up = forms.LongTextField(label=_("How it is followed up"), required=False, rows=3)

    def __init__(self, *args, plan, item=None, **kwargs):
        super().__init__(*args, **kwargs)
        if item is not None:
            del self.fields["activity"]
            return
        rows = Activity.objects.filter(programme=plan.programme_id, year=plan.year).exclude(items__plan=plan)
        self.fields["activity"].queryset = rows.order_by("title", "pk")


class PlaceForm(forms.Form):
    words = forms.TextField(
        label=_("Operational plan"),
        max_length=200,
        required=False,
        hint=_("Which one, and where in it. Leave empty when it stands in none."),
    )


class OngoingWorkForm(OwnedMixin, forms.Form):
    OWNER = "party"

    party = forms.ModelChoiceField(Party.objects.none(), label=_("Party"))
    title = forms.TextField(label=_("Work"), max_length=200)
    text = forms.LongTextField(label=_("What it is"), required=False, rows=3)
    together = forms.ChoiceField(label=_("Run by"), choices=OngoingWork.Together.choices)
    time = forms.TimingField(label=_("Since when"), required=False)
    year = forms.YearField(label=_("Year of the inventory"))
    agreement = forms.TextField(label=_("Agreement with the state"), max_length=160, required=False)
    is_reported = forms.BooleanField(label=_("Reported to the state"), required=False)
    goals = forms.ModelMultipleChoiceField(Goal.objects.none(), label=pgettext_lazy("numbered", "Goals"), required=False)

    layout = ("party", "title", "text", ("together", "year"), "time", "agreement", "is_reported", "goals")

    def __init__(self, *args, programme, on, plans, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.only_mine(
            plans, chosen_from(Party, programme, on, [held.party_id if held else None]).in_order(), held.party_id if held else None
        )
        self.fields["goals"].queryset = chosen_from(Goal, programme, on, held.goals.values_list("pk", flat=True) if held else ())

    def clean(self):
        values = super().clean()
        if self.OWNER not in self.fields:
            self.add_error(None, _("This would not be yours to change: an inventory is written for a party."))
        else:
            self.refuse_others(values)
        return values

    def for_service(self):
        values = dict(self.cleaned_data)
        return {"links": {"goals": list(values.pop("goals"))}, **values}


class ScanForm(forms.Form):
    county = forms.TextField(label=_("County"), max_length=80)
    title = forms.TextField(label=_("Practice"), max_length=200)
    text = forms.LongTextField(label=_("What they do"), required=False, rows=4)
    source = forms.TextField(label=_("Source"), max_length=200, hint=_("Document, page or address where it can be read."))
    relevance = forms.LongTextField(label=_("Why it matters here"), required=False, rows=3)
    taken = forms.LongTextField(label=_("What we took"), required=False, rows=3)
    scanned_date = forms.DateField(label=_("Looked at"), required=False)
    goals = forms.ModelMultipleChoiceField(Goal.objects.none(), label=pgettext_lazy("numbered", "Goals"), required=False)

    def __init__(self, *args, programme, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["goals"].queryset = Goal.objects.filter(programme=programme)

    def for_service(self):
        values = dict(self.cleaned_data)
        return {"links": {"goals": list(values.pop("goals"))}, **values}


class SideForm(forms.FilterForm):
    """The fields are called as the address is."""

    def __init__(self, *args, years, goals, parties, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ar"] = forms.ChoiceField(label=_("Year"), choices=[(str(year), str(year)) for year in years])
        self.fields["mal"] = forms.ChoiceField(
            label=_("Goal"),
            choices=[(goal.slug, f"{goal.number}. {goal.label}") for goal in goals],
            required=False,
            empty_label=_("All goals"),
        )
        self.fields["part"] = forms.ChoiceField(
            label=_("Party"), choices=[(party.slug, party.name) for party in parties], required=False, empty_label=_("All parties")
        )
        self.fields["ord"] = forms.TextField(label=_("Words"), max_length=80, required=False)
