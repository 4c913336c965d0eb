from django.utils.translation import gettext_lazy as _

from fardplan.governance.models import Decision, Forum, ForumLine, PartyDecision, Seat
from fardplan.kit import forms
from fardplan.kit.collation import swedish
from fardplan.parties.models import Organisation
from fardplan.portfolio.models import Initiative


class ForumForm(forms.Form):
    name = forms.TextField(label=_("Forum"), max_length=160)
    function = forms.ChoiceField(label=_("Function"), choices=Forum.Function.choices)
    description = forms.LongTextField(label=_("Description"), required=False)
    rhythm = forms.TextField(label=_("How often"), max_length=80, required=False, hint=_("As you say it: once a month, ongoing."))
    from_date = forms.DateField(label=_("From"), required=False)
    until_date = forms.EndDateField(label=_("Last day"), required=False)

    layout = (("name", "function"), "description", "rhythm", ("from_date", "until_date"))


class SeatForm(forms.Form):
    title = forms.TextField(label=_("Office"), max_length=160, hint=_("The office that holds the seat, not a name."))
    role = forms.ChoiceField(label=_("Role"), choices=Seat.Role.choices, initial=Seat.Role.MEMBER)
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Organisation"), required=False, empty_label=_("Not stated"))
    number = forms.NumberField(label=_("Number of seats"), whole=True, min_value=1, max_value=99, initial=1, width="s")
    is_acting = forms.BooleanField(label=_("Acting"), required=False)
    from_date = forms.DateField(label=_("From"), required=False)
    until_date = forms.EndDateField(label=_("Last day"), required=False)

    layout = ("title", ("role", "organisation"), ("number", "is_acting"), ("from_date", "until_date"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.order_by(swedish("name"))


class LineForm(forms.Form):
    to_forum = forms.ModelChoiceField(Forum.objects.none(), label=_("Towards"))
    kind = forms.ChoiceField(label=_("How"), choices=ForumLine.Kind.choices)
    words = forms.TextField(label=_("In words"), max_length=200, required=False)

    def __init__(self, *args, programme, forum, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to_forum"].queryset = Forum.objects.filter(programme=programme).exclude(pk=forum.pk)


class DecisionForm(forms.Form):
    """A decision and, for each party, what it says. A party left open has not answered."""

    title = forms.TextField(label=_("Decision"), max_length=200)
    text = forms.LongTextField(label=_("What was decided"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=Decision.Kind.choices)
    forum = forms.ModelChoiceField(Forum.objects.none(), label=_("Forum"), required=False, empty_label=_("Not a forum of the programme"))
    decided_by = forms.TextField(label=_("Decided by, in words"), max_length=160, required=False)
    time = forms.TimingField(label=_("When"), required=False)
    reference_number = forms.TextField(label=_("Reference number"), max_length=60, required=False)
    initiative = forms.ModelChoiceField(Initiative.objects.none(), label=_("Concerns the initiative"), required=False, empty_label=_("None"))

    def __init__(self, *args, programme, parties, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["forum"].queryset = Forum.objects.filter(programme=programme)
        self.fields["initiative"].queryset = Initiative.objects.filter(programme=programme).order_by(swedish("title"))
        self.parties = parties
        for party in parties:
            self.fields[f"party_{party.pk}"] = forms.ChoiceField(
                label=party.name, choices=PartyDecision.Outcome.choices, required=False, empty_label=_("Has not answered")
            )
        answers = tuple((f"party_{party.pk}",) for party in parties)
        self.layout = (
            "title",
            "text",
            ("kind", "forum"),
            "decided_by",
            ("time", "reference_number"),
            "initiative",
            *([forms.Part(_("What each party says"), *answers)] if parties else []),
        )

    def values(self):
        """What the services take: the decision's fields, and the outcomes."""
        cleaned = dict(self.cleaned_data)
        outcomes = [
            {"party": party, "outcome": outcome} for party in self.parties if (outcome := cleaned.pop(f"party_{party.pk}", ""))
        ]
        return {**{name: value for name, value in cleaned.items() if not name.startswith("party_")}, "outcomes": outcomes}
