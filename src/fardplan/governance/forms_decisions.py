"""Forms about decisions: what was decided, what each party says, what becomes of it."""

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from fardplan.governance.forms import forums_of, initiatives_of
from fardplan.governance.forms_matters import later_phases
from fardplan.governance.models import Decision, Forum, Matter
from fardplan.governance.queries import matters_of
from fardplan.governance.rules import ENDED, Outcome, TaskState, needs_words
from fardplan.kit import forms
from fardplan.kit.collation import swedish
from fardplan.kit.forms import Part
from fardplan.parties.models import Membership, Party
from fardplan.portfolio.models import Initiative

OUTCOME_FIELDS = ("", "_date", "_reference", "_words")


class Outcomes:
    """The part of a form that says what each party answered. A party left open has not answered."""

    def add_outcomes(self, parties):
        self.parties = parties
        for party in parties:
            who = {"party": party.name}
            self.fields[f"party_{party.pk}"] = forms.ChoiceField(
                label=party.name, choices=Outcome.choices, required=False, empty_label=_("Has not answered")
            )
            self.fields[f"party_{party.pk}_date"] = forms.DateField(label=_("Date, %(party)s") % who, required=False)
            self.fields[f"party_{party.pk}_reference"] = forms.TextField(
                label=_("Reference number, %(party)s") % who, max_length=60, required=False
            )
            self.fields[f"party_{party.pk}_words"] = forms.TextField(
                label=_("In its own words, %(party)s") % who, max_length=300, required=False
            )

    def outcomes_part(self):
        rows = []
        for party in self.parties:
            name = f"party_{party.pk}"
            rows += [(name, f"{name}_date", f"{name}_reference"), f"{name}_words"]
        hint = _("Each answers for itself, and none for another. An addition says what, a no says why.")
        return [Part(_("What each party says"), *rows, hint=hint)] if self.parties else []

    def clean_outcomes(self, values):
        for party in self.parties:
            name = f"party_{party.pk}"
            outcome, words = values.get(name), values.get(f"{name}_words")
            if not outcome and name not in self.errors and any(values.get(f"{name}{part}") for part in OUTCOME_FIELDS[1:]):
                self.add_error(name, _("Say what the party answered."))
            if needs_words(outcome) and not words and f"{name}_words" not in self.errors:
                self.add_error(f"{name}_words", why_missing(outcome))

    def pop_outcomes(self, values):
        found = []
        for party in self.parties:
            outcome, day, reference, words = (values.pop(f"party_{party.pk}{part}") for part in OUTCOME_FIELDS)
            if outcome:
                found.append({"party": party, "outcome": outcome, "decided_date": day, "reference_number": reference, "words": words})
        return found


def why_missing(outcome):
    return _("Say why not.") if outcome == Outcome.NOT_AGREED else _("Say what is added.")


def initial_of_outcomes(decision, parties):
    said = {row.party_id: row for row in decision.party_decisions.all()} if decision else {}
    values = {}
    for party in parties:
        row = said.get(party.pk)
        held = (row.outcome, row.decided_date, row.reference_number, row.words) if row else ("", None, "", "")
        values |= {f"party_{party.pk}{part}": value for part, value in zip(OUTCOME_FIELDS, held, strict=True)}
    return values


class DecisionForm(Outcomes, forms.Form):
    """A decision and, for each party, what it says."""

    title = forms.TextField(label=_("Decision"), max_length=200)
    text = forms.RichTextField(label=_("What was decided"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=Decision.Kind.choices)
    forum = forms.ModelChoiceField(Forum.objects.none(), label=_("Forum"), required=False, empty_label=_("Not a forum of the programme"))
    decided_by = forms.TextField(
        label=_("Decided by, in words"), max_length=160, required=False, hint=_("When it was not a forum of the programme.")
    )
    time = forms.TimingField(label=_("When"), required=False)
    reference_number = forms.TextField(label=_("Reference number"), max_length=60, required=False)
    matter = forms.ModelChoiceField(
        Matter.objects.none(), label=_("Matter"), required=False, empty_label=_("A matter of its own"),
        hint=_("Choose when the decision is one of several in the same matter."),
    )  # fmt: skip
    initiative = forms.ModelChoiceField(
        Initiative.objects.none(), label=_("Concerns the initiative"), required=False, empty_label=_("None"),
        hint=_("For a matter of its own. A matter that is known already says what it concerns."),
    )  # fmt: skip
    moves_to = forms.ChoiceField(
        label=_("The initiative becomes"), required=False, empty_label=_("It does not move"), hint=_("It moves when the decision stands.")
    )
    complements = forms.ModelChoiceField(
        Decision.objects.none(), label=_("Corrects or adds to"), required=False, empty_label=_("No earlier decision")
    )

    def __init__(self, *args, programme, parties, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["forum"].queryset = forums_of(programme)
        self.fields["matter"].queryset = matters_of(programme)
        self.fields["moves_to"].choices = later_phases()
        earlier = Decision.objects.filter(programme=programme).order_by(swedish("title"))
        self.fields["complements"].queryset = earlier.exclude(pk=held.pk) if held else earlier
        if held is not None:
            # The matter has a page of its own to change what it concerns.
            del self.fields["initiative"]
            self.fields["matter"] = forms.ModelChoiceField(matters_of(programme), label=_("Matter"))
            if held.has_moved:
                del self.fields["moves_to"]
        else:
            self.fields["initiative"].queryset = initiatives_of(programme)
        self.add_outcomes(parties)
        self.layout = (
            "title",
            "text",
            ("kind", "forum"),
            "decided_by",
            "time",
            "reference_number",
            "matter",
            "initiative",
            "moves_to",
            "complements",
            *self.outcomes_part(),
        )

    def clean(self):
        values = super().clean()
        if values.get("matter") and values.get("initiative"):
            self.add_error("initiative", _("Choose a matter, or what a matter of its own concerns: not both."))
        matter, initiative = values.get("matter"), values.get("initiative")
        if values.get("moves_to") and "moves_to" in self.fields and not (initiative or (matter and matter.initiative_id)):
            self.add_error("moves_to", _("The matter is about no initiative, so there is none to move."))
        self.clean_outcomes(values)
        return values

    def for_service(self):
        """The decision's fields, and the outcomes."""
        values = dict(self.cleaned_data)
        outcomes = self.pop_outcomes(values)
        return {**values, "outcomes": outcomes}


def initial_of_decision(decision, parties):
    """A decision as values of DecisionForm."""
    values = {name: getattr(decision, name) for name in DecisionForm.base_fields if name != "initiative"}
    return values | initial_of_outcomes(decision, parties)


class AnswerForm(forms.Form):
    """What one party says of a decision."""

    outcome = forms.ChoiceField(label=_("Answer"), choices=Outcome.choices, radio=True)
    words = forms.LongTextField(
        label=_("Addition or reason"), max_length=300, required=False, rows=3, hint=_("An addition says what, a no says why.")
    )
    decided_date = forms.DateField(label=_("Decided"), required=False)
    reference_number = forms.TextField(label=_("Reference number"), max_length=60, required=False)

    layout = ("outcome", "words", ("decided_date", "reference_number"))

    def clean(self):
        values = super().clean()
        if needs_words(values.get("outcome")) and not values.get("words") and "words" not in self.errors:
            self.add_error("words", why_missing(values["outcome"]))
        return values


class SupplementForm(forms.Form):
    supplement = forms.LongTextField(
        label=_("What you add"), max_length=300, rows=3, hint=_("The answer itself stays as it stands in the minutes.")
    )


class FollowUpForm(forms.Form):
    title = forms.TextField(label=_("What is to be done"), max_length=200, hint=_("Begin with a verb if you can."))
    party = forms.ModelChoiceField(Party.objects.none(), label=_("Party"), required=False, empty_label=_("None of them"))
    forum = forms.ModelChoiceField(Forum.objects.none(), label=_("Forum"), required=False, empty_label=_("None"))
    post = forms.TextField(label=_("Function"), max_length=120, required=False, hint=_("A function, not a name."))
    responsible = forms.ModelChoiceField(
        get_user_model().objects.none(), label=_("Somebody who logs in here"), required=False, empty_label=_("Nobody")
    )
    due = forms.TimingField(label=_("Last day"), hint=_("For example 1 October 2023 or HT 2023."))

    def __init__(self, *args, programme, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = Party.objects.filter(programme=programme).in_order()
        self.fields["forum"].queryset = forums_of(programme)
        members = Membership.objects.filter(programme=programme).values("user")
        self.fields["responsible"].queryset = get_user_model().objects.filter(pk__in=members).order_by(swedish("display_name"))
        self.layout = ("title", "due", Part(_("Who is to do it"), ("party", "forum"), ("post", "responsible")))

    def clean(self):
        values = super().clean()
        if not self.errors and not any(values.get(name) for name in ("party", "forum", "post", "responsible")):
            self.add_error("party", _("Say who is to do it: a party, a forum, a function or somebody who logs in."))
        due = values.get("due")
        if due is not None and due.ends_latest is None:
            self.add_error("due", _("Say a last day, such as 1 October 2023 or HT 2023."))
        return values


class ReportForm(forms.Form):
    """How far something that was asked for has come."""

    state = forms.ChoiceField(label=_("State"), choices=TaskState.choices, radio=True)
    done_date = forms.DateField(label=_("Day it was carried out, or lapsed"), required=False, hint=_("Today if you leave it empty."))
    reason = forms.TextField(label=_("Why it lapses"), max_length=300, required=False)
    comment = forms.LongTextField(label=_("Comment"), max_length=600, required=False, rows=3, hint=_("Kept with its day."))

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self):
        values = super().clean()
        if values.get("state") == TaskState.LAPSED and not values.get("reason"):
            self.add_error("reason", _("Say why it lapses."))
        if values.get("done_date") and values["done_date"] > self.today:
            self.add_error("done_date", _("That day has not come."))
        if values.get("done_date") and values.get("state") not in ENDED:
            self.add_error("done_date", _("What goes on has no such day yet."))
        return values
