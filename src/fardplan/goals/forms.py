from django.utils.translation import gettext_lazy as _

from fardplan.goals.models import Goal, OutcomeGoal, Principle
from fardplan.kit import forms


class GoalForm(forms.Form):
    number = forms.NumberField(label=_("Number"), whole=True, min_value=1, max_value=99, width="s")
    title = forms.TextField(
        label=_("Goal"), max_length=200, hint=_("In the inhabitant's voice, if you can: “I have care that is there when I need it”.")
    )
    short_title = forms.TextField(
        label=_("Short title"), max_length=40, required=False, hint=_("One or two words, for tables and the roadmap.")
    )
    meaning = forms.LongTextField(label=_("What it means"), required=False, rows=5)
    from_date = forms.DateField(label=_("From"), required=False)


class CloseGoalForm(forms.Form):
    until_date = forms.EndDateField(label=_("Last day the goal holds"), hint=_("The goal stays in earlier reports and in the history."))


class VisionForm(forms.Form):
    text = forms.TextField(label=_("Vision"), max_length=300, hint=_("One sentence about what life is like when we are there."))
    purpose = forms.LongTextField(label=_("Purpose"), required=False)
    horizon_year = forms.YearField(label=_("Target year"), min_value=2000, required=False)
    decided = forms.TimingField(label=_("Decided, when"), required=False)
    decided_by = forms.TextField(label=_("Decided by, in words"), max_length=200, required=False)


class BenefitObjectForm(forms.Form):
    number = forms.NumberField(label=_("Number"), whole=True, min_value=1, max_value=99, width="s")
    title = forms.TextField(label=_("Benefit object"), max_length=200)
    short_title = forms.TextField(label=_("Short title"), max_length=60, required=False)
    outcome_goal = forms.ModelChoiceField(OutcomeGoal.objects.none(), label=_("Outcome goal it breaks down"), required=False)

    def __init__(self, *args, programme, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["outcome_goal"].queryset = OutcomeGoal.objects.filter(programme=programme)


class AmbitionForm(forms.Form):
    year = forms.YearField(label=_("Year"), min_value=2000)
    text = forms.TextField(label=_("What is wanted that year"), max_length=300)


class LevelForm(forms.Form):
    """A strategic goal or an outcome goal: one sentence."""

    text = forms.TextField(label=_("In one sentence"), max_length=300)


class ShiftForm(forms.Form):
    from_text = forms.TextField(label=_("From"), max_length=200, hint=_("How it is thought of today."))
    to_text = forms.TextField(label=_("To"), max_length=200, hint=_("How it shall be thought of."))


class PrincipleForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Principle.Kind.choices, hint=_("A value is a word or two. A principle is a sentence.")
    )
    text = forms.TextField(label=_("Value or principle"), max_length=300)


class ProgrammeAreaForm(forms.Form):
    name = forms.TextField(label=_("Programme area"), max_length=160)
    is_vacant = forms.BooleanField(label=_("Nobody is responsible for it now"))


class StrategyForm(forms.Form):
    name = forms.TextField(label=_("Strategy, law or inquiry"), max_length=200)
    description = forms.LongTextField(label=_("What it asks for"), required=False)
    goals = forms.ModelMultipleChoiceField(Goal.objects.none(), label=_("Goals of ours that link to it"), required=False)

    def __init__(self, *args, programme, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["goals"].queryset = Goal.objects.filter(programme=programme).order_by("number")

    def for_service(self):
        values = dict(self.cleaned_data)
        return {"links": {"goals": list(values.pop("goals"))}, **values}


class SuperiorGoalForm(forms.Form):
    title = forms.TextField(label=_("The strategy's goal"), max_length=300)
    perspective = forms.TextField(label=_("Perspective"), max_length=80, required=False, hint=_("Where the strategy has such."))
    meaning = forms.TextField(label=_("What it shows"), max_length=300, required=False)
