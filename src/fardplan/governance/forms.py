from operator import attrgetter

from django.utils.translation import gettext_lazy as _

from fardplan.governance.models import (
    ChecklistQuestion,
    Decision,
    Document,
    DocumentPoint,
    Forum,
    ForumLine,
    Matter,
    PartyDecision,
    Risk,
    Seat,
)
from fardplan.kit import forms
from fardplan.kit.collation import swedish
from fardplan.parties.models import Organisation
from fardplan.portfolio.models import Initiative


def forums_of(programme):
    return Forum.objects.filter(programme=programme).order_by(swedish("name"))


def documents_of(programme):
    return Document.objects.filter(programme=programme).order_by(swedish("title"))


def initiatives_of(programme):
    return Initiative.objects.filter(programme=programme).order_by(swedish("title"))


def matters_of(programme):
    return Matter.objects.filter(programme=programme).order_by(swedish("title"))


# Forums


class ForumForm(forms.Form):
    name = forms.TextField(label=_("Forum"), max_length=160)
    function = forms.ChoiceField(label=_("Function"), choices=Forum.Function.choices)
    description = forms.LongTextField(label=_("Description"), required=False)
    rhythm = forms.TextField(label=_("How often"), max_length=80, required=False, hint=_("As you say it: once a month, ongoing."))
    from_date = forms.DateField(label=_("From"), required=False, hint=_("Leave empty if it is not known."))
    until_date = forms.EndDateField(label=_("Last day"), required=False, hint=_("Leave empty if it goes on."))

    layout = (("name", "function"), "description", "rhythm", ("from_date", "until_date"))


class FormerNameForm(forms.Form):
    name = forms.TextField(label=_("Former name"), max_length=160)
    period_words = forms.TextField(
        label=_("The period, as worded"), max_length=80, required=False, hint=_("When the source says it in its own words.")
    )
    from_date = forms.DateField(label=_("From"), required=False, hint=_("Leave empty if it is not known."))
    until_date = forms.EndDateField(label=_("Last day"), required=False, hint=_("Leave empty if it goes on."))

    layout = ("name", "period_words", ("from_date", "until_date"))


class SeatForm(forms.Form):
    title = forms.TextField(label=_("Office"), max_length=160, hint=_("The office that holds the seat, not a name."))
    role = forms.ChoiceField(label=_("Role"), choices=Seat.Role.choices, initial=Seat.Role.MEMBER)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), required=False, empty_label=_("Not stated"), label_of=attrgetter("name")
    )
    number = forms.NumberField(label=_("Number of seats"), whole=True, min_value=1, max_value=99, initial=1)
    is_acting = forms.BooleanField(label=_("Acting for the time being"))
    from_date = forms.DateField(label=_("From"), required=False, hint=_("Leave empty if it is not known."))
    until_date = forms.EndDateField(label=_("Last day"), required=False, hint=_("Leave empty if it goes on."))

    layout = ("title", "is_acting", ("role", "organisation"), "number", ("from_date", "until_date"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.order_by(swedish("name"))


class LineForm(forms.Form):
    kind = forms.ChoiceField(label=_("What it does"), choices=ForumLine.Kind.choices)
    to_forum = forms.ModelChoiceField(Forum.objects.none(), label=_("Which forum"))
    words = forms.TextField(label=_("In words"), max_length=200, required=False)
    from_date = forms.DateField(label=_("From"), required=False, hint=_("Leave empty if it is not known."))
    until_date = forms.EndDateField(label=_("Last day"), required=False, hint=_("Leave empty if it goes on."))

    layout = (("kind", "to_forum"), "words", ("from_date", "until_date"))

    def __init__(self, *args, programme, from_forum, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.from_forum = from_forum
        self.fields["to_forum"].queryset = forums_of(programme).exclude(pk=from_forum.pk)

    def key(self):
        return f"{self.from_forum.slug[:38]} {self.cleaned_data['to_forum'].slug[:38]}"


class MeetingForm(forms.Form):
    title = forms.TextField(label=_("Meeting"), max_length=160)
    forum = forms.ModelChoiceField(Forum.objects.none(), label=_("Forum"))
    time = forms.TimingField(label=_("When"))
    note = forms.LongTextField(label=_("Note"), required=False, hint=_("What came of it. Never write about individual patients."))

    def __init__(self, *args, programme, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["forum"].queryset = forums_of(programme)


# Decisions


class DecisionForm(forms.Form):
    """A decision and, for each party, what it says. A party left open has not answered."""

    title = forms.TextField(label=_("Decision"), max_length=200)
    text = forms.LongTextField(label=_("What was decided"), required=False)
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

    def __init__(self, *args, programme, parties, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["forum"].queryset = forums_of(programme)
        self.fields["matter"].queryset = matters_of(programme)
        self.parties = parties
        if held is not None:
            # The matter has a page of its own to change what it concerns.
            del self.fields["initiative"]
            self.fields["matter"] = forms.ModelChoiceField(matters_of(programme), label=_("Matter"))
        else:
            self.fields["initiative"].queryset = initiatives_of(programme)
        for party in parties:
            self.fields[f"party_{party.pk}"] = forms.ChoiceField(
                label=party.name, choices=PartyDecision.Outcome.choices, required=False, empty_label=_("Has not answered")
            )
            self.fields[f"party_{party.pk}_date"] = forms.DateField(label=_("Date, %(party)s") % {"party": party.name}, required=False)
            self.fields[f"party_{party.pk}_words"] = forms.TextField(
                label=_("In its own words, %(party)s") % {"party": party.name}, max_length=300, required=False
            )
        answers = tuple((f"party_{party.pk}", f"party_{party.pk}_date", f"party_{party.pk}_words") for party in parties)
        self.layout = (
            "title",
            "text",
            ("kind", "forum"),
            "decided_by",
            "time",
            "reference_number",
            "matter",
            "initiative",
            *(
                [forms.Part(_("What each party says"), *answers, hint=_("Each answers for itself, and none for another."))]
                if parties
                else []
            ),
        )

    def clean(self):
        values = super().clean()
        if values.get("matter") and values.get("initiative"):
            self.add_error("initiative", _("Choose a matter, or what a matter of its own concerns: not both."))
        for party in self.parties:
            name = f"party_{party.pk}"
            if not values.get(name) and (values.get(f"{name}_date") or values.get(f"{name}_words")) and name not in self.errors:
                self.add_error(name, _("Say what the party answered."))
        return values

    def for_service(self):
        """The decision's fields, and the outcomes."""
        values = dict(self.cleaned_data)
        outcomes = []
        for party in self.parties:
            name = f"party_{party.pk}"
            outcome, day, words = values.pop(name), values.pop(f"{name}_date"), values.pop(f"{name}_words")
            if outcome:
                outcomes.append({"party": party, "outcome": outcome, "decided_date": day, "words": words})
        return {**values, "outcomes": outcomes}


def initial_of_decision(decision, parties):
    """A decision as values of DecisionForm."""
    said = {row.party_id: row for row in decision.party_decisions.all()}
    values = {name: getattr(decision, name) for name in DecisionForm.base_fields if name != "initiative"}
    for party in parties:
        row = said.get(party.pk)
        values[f"party_{party.pk}"] = row.outcome if row else ""
        values[f"party_{party.pk}_date"] = row.decided_date if row else None
        values[f"party_{party.pk}_words"] = row.words if row else ""
    return values


class MatterForm(forms.Form):
    title = forms.TextField(label=_("Matter"), max_length=200)
    text = forms.LongTextField(label=_("What it is about"), required=False)
    reference_number = forms.TextField(label=_("Reference number"), max_length=60, required=False)
    document = forms.ModelChoiceField(Document.objects.none(), label=_("Document"), required=False)
    initiative = forms.ModelChoiceField(
        Initiative.objects.none(), label=_("Concerns the initiative"), required=False, empty_label=_("None")
    )

    def __init__(self, *args, programme, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = documents_of(programme)
        self.fields["initiative"].queryset = initiatives_of(programme)


class ConsultationForm(forms.Form):
    title = forms.TextField(label=_("Consultation"), max_length=200, hint=_("What was sent out."))
    time = forms.TimingField(label=_("When"), required=False)
    sent_to = forms.TextField(label=_("Sent to"), max_length=200, required=False)
    note = forms.LongTextField(label=_("Note"), required=False)
    matter = forms.ModelChoiceField(Matter.objects.none(), label=_("Matter"), required=False, empty_label=_("A matter of its own"))

    def __init__(self, *args, programme, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["matter"].queryset = matters_of(programme)
        if held is not None:
            self.fields["matter"] = forms.ModelChoiceField(matters_of(programme), label=_("Matter"))


# Documents, risks, checklists


class DocumentForm(forms.Form):
    title = forms.TextField(label=_("Document"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=Document.Kind.choices)
    owner = forms.TextField(label=_("Owner"), max_length=200, required=False, hint=_("Offices, not names."))
    informed = forms.TextField(label=_("Who is informed"), max_length=200, required=False)


class VersionForm(forms.Form):
    number = forms.TextField(label=_("Version"), max_length=20, hint=_("Such as 1.2."), width="s")
    dated = forms.TimingField(label=_("Date"), required=False)
    summary = forms.TextField(label=_("What changed"), max_length=300, required=False)
    changes_marked = forms.TextField(label=_("Are the changes marked"), max_length=10, required=False, width="s")


class PointForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=DocumentPoint.Kind.choices)
    number = forms.TextField(label=_("Number"), max_length=20, required=False, hint=_("Its place in the document, such as 1.1."), width="s")
    text = forms.LongTextField(label=_("What it says"))


class RiskForm(forms.Form):
    scope = forms.ChoiceField(label=_("Concerns"), choices=Risk.Scope.choices, radio=True, initial=Risk.Scope.EXECUTION)
    title = forms.TextField(label=_("Risk"), max_length=200)
    text = forms.LongTextField(label=_("Description"), required=False)
    likelihood = forms.NumberField(
        label=_("Likelihood, 1–5"), whole=True, min_value=1, max_value=5, required=False, hint=_("Leave empty when nobody has judged it.")
    )
    impact = forms.NumberField(
        label=_("Impact, 1–5"), whole=True, min_value=1, max_value=5, required=False, hint=_("Leave empty when nobody has judged it.")
    )
    document = forms.ModelChoiceField(Document.objects.none(), label=_("Document it comes from"), required=False)
    initiative = forms.ModelChoiceField(
        Initiative.objects.none(), label=_("Concerns the initiative"), required=False, empty_label=_("None")
    )

    layout = ("scope", "title", "text", ("likelihood", "impact"), "document", "initiative")

    def __init__(self, *args, programme, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = documents_of(programme)
        self.fields["initiative"].queryset = initiatives_of(programme)


class ChecklistForm(forms.Form):
    title = forms.TextField(label=_("Checklist"), max_length=200, hint=_("Questions that the programme asks itself."))
    document = forms.ModelChoiceField(Document.objects.none(), label=_("Document it comes from"), required=False)

    def __init__(self, *args, programme, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = documents_of(programme)


#: Empty is nobody has answered, which is not no.
ANSWERS = [("yes", _("Yes")), ("no", _("No"))]


class QuestionForm(forms.Form):
    text = forms.TextField(label=_("Question"), max_length=300, hint=_("One that can be answered with yes or no."))
    answer = forms.ChoiceField(label=_("Answer"), choices=ANSWERS, required=False, radio=True, empty_label=_("Not answered"))

    def for_service(self):
        return {**self.cleaned_data, "answer": {"yes": True, "no": False}.get(self.cleaned_data["answer"])}


def initial_of_question(question: ChecklistQuestion):
    return {"text": question.text, "answer": {True: "yes", False: "no"}.get(question.answer, "")}


class DayForm(forms.FilterForm):
    pa = forms.DateField(label=_("On the day"))
