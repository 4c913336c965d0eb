from operator import attrgetter

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fardplan.goals.models import Goal
from fardplan.kit import forms
from fardplan.kit.collation import swedish
from fardplan.kit.forms import Part
from fardplan.kit.rows import MORE_ROWS, Rows, as_initial
from fardplan.parties.models import Party
from fardplan.parties.owned import OwnedMixin
from fardplan.portfolio.models import Initiative, TargetGroup
from fardplan.reviews.models import SurveyQuestion


class SupportSurveyForm(forms.Form):
    title = forms.TextField(label=_("Survey"), max_length=200)
    year = forms.YearField(label=_("Year"))
    asked = forms.TextField(label=_("Asked of"), max_length=200, required=False, hint=_("Such as leaders of initiatives and managers."))
    sent = forms.NumberField(label=_("How many were asked"), whole=True, min_value=0, required=False)
    favourable_words = forms.TextField(
        label=_("What is counted as satisfied"), max_length=120, hint=_("Such as “answered 4 or 5 on a scale of five”.")
    )
    minimum = forms.NumberField(
        label=_("Fewest answers shown"),
        whole=True,
        min_value=2,
        hint=_("Of a group with fewer answers nothing is shown."),
    )
    learned = forms.LongTextField(label=_("What we do about it"), rows=3, required=False)


class SurveyQuestionForm(forms.Form):
    text = forms.TextField(label=_("Question"), max_length=300)
    previous = forms.ModelChoiceField(
        SurveyQuestion.objects.none(),
        label=_("Same as last time"),
        required=False,
        empty_label=_("A new question"),
        label_of=lambda row: f"{row.survey.year}: {row.text}",
        hint=_("Only the same question is compared."),
    )

    def __init__(self, *args, programme=None, held=None, survey=None, **kwargs):
        super().__init__(*args, **kwargs)
        survey = held.survey if held else survey
        if survey is not None:
            earlier = SurveyQuestion.objects.filter(programme=programme, survey__year__lt=survey.year)
            self.fields["previous"].queryset = earlier.select_related("survey").order_by("-survey__year", "position")
        self.results = Rows(
            self,
            "results",
            lambda n: {
                "group": forms.TextField(label=_("Group %(n)s") % {"n": n}, max_length=80, required=False),
                "answered": forms.NumberField(label=_("Answered"), whole=True, min_value=0, required=False),
                "favourable": forms.NumberField(label=_("of them satisfied"), whole=True, min_value=0, required=False),
            },
            needs=["answered", "favourable"],
        )
        self.layout = (
            "text",
            "previous",
            self.results.part(_("Results"), hint=_("Leave the group empty for all together. %(more)s") % {"more": MORE_ROWS}),
        )

    def clean(self):
        values = super().clean()
        self.results.clean()
        self.results.refuse_twice("group", _("“%(name)s” stands twice."))
        return values

    def for_service(self):
        return {**self.results.without(self.cleaned_data), "results": self.results.filled()}


def initial_of_survey_question(question):
    results = [{"group": row.group, "answered": row.answered, "favourable": row.favourable} for row in question.results.all()]
    return {"text": question.text, "previous": question.previous, **as_initial("results", results)}


class CitizenDialogueForm(OwnedMixin, forms.Form):
    OWNER = "party"

    title = forms.TextField(label=_("Citizen dialogue"), max_length=200)
    time = forms.TimingField(label=_("When"))
    place = forms.TextField(label=_("Where"), max_length=160, required=False)
    with_whom = forms.TextField(label=_("With whom"), max_length=300, hint=_("A group of people, never somebody's name."))
    people = forms.NumberField(
        label=_("How many"), whole=True, min_value=0, required=False, hint=_("Leave empty when nobody has counted. Empty is not nought.")
    )
    method = forms.TextField(label=_("How"), max_length=200, required=False)
    party = forms.ModelChoiceField(Party.objects.none(), label=_("Held by"), required=False, empty_label=_("The programme"))
    target_groups = forms.ModelMultipleChoiceField(TargetGroup.objects.none(), label=_("Target groups"), required=False)
    told_back = forms.LongTextField(
        label=_("How it was told back"), rows=3, required=False, hint=_("What those who took part were told of what became of it, and how.")
    )
    told_back_date = forms.DateField(label=_("Told back"), required=False)

    def __init__(self, *args, plans, programme=None, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.only_mine(plans, Party.objects.filter(programme=programme).in_order(), held.party_id if held else None)
        if self.OWNER in self.fields and not plans.programme:
            self.fields[self.OWNER].required = True
            self.fields[self.OWNER].empty_label = None
        self.fields["target_groups"].queryset = TargetGroup.objects.filter(programme=programme).order_by(swedish("name"))

    def clean(self):
        values = super().clean()
        self.refuse_others(values)
        return values

    def for_service(self):
        values = dict(self.cleaned_data)
        links = {"target_groups": values.pop("target_groups")}
        return {**values, "links": links}


class DialogueFindingForm(forms.Form):
    text = forms.TextField(label=_("What was said"), max_length=400, hint=_("As the programme understood it. Never who said it."))
    goals = forms.ModelMultipleChoiceField(Goal.objects.none(), label=pgettext_lazy("numbered", "Goals"), required=False)

    def __init__(self, *args, programme=None, held=None, dialogue=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["goals"].queryset = Goal.objects.filter(programme=programme)
        initiatives = Initiative.objects.filter(programme=programme).order_by(swedish("title"))
        self.uses = Rows(
            self,
            "uses",
            lambda n: {
                "initiative": forms.ModelChoiceField(
                    initiatives, label=_("Initiative %(n)s") % {"n": n}, required=False, label_of=attrgetter("label")
                ),
                "words": forms.TextField(label=_("How it is used"), max_length=300, required=False),
            },
            needs=["initiative"],
        )
        self.layout = ("text", "goals", Part(_("Initiatives that use it"), *self.uses.layout, hint=MORE_ROWS))

    def clean(self):
        values = super().clean()
        self.uses.clean()
        self.uses.refuse_twice("initiative", _("“%(name)s” stands twice."))
        return values

    def for_service(self):
        values = self.uses.without(self.cleaned_data)
        links = {"goals": values.pop("goals")}
        return {**values, "links": links, "uses": self.uses.filled()}


def initial_of_finding(finding):
    uses = [{"initiative": row.initiative, "words": row.words} for row in finding.uses.all()]
    return {"text": finding.text, "goals": list(finding.goals.all()), **as_initial("uses", uses)}
