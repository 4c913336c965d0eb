from django.utils.translation import gettext_lazy as _

from fardplan.kit import forms


class GoalForm(forms.Form):
    number = forms.NumberField(label=_("Number"), whole=True, min_value=1, max_value=99, width="s")
    title = forms.TextField(
        label=_("Goal"), max_length=200, hint=_("In the inhabitant's voice, if you can: “I have care that is there when I need it”.")
    )
    short_title = forms.TextField(label=_("Short title"), max_length=40, required=False, hint=_("One or two words, for tables and the roadmap."))
    meaning = forms.LongTextField(label=_("What it means"), required=False, rows=5)
    from_date = forms.DateField(label=_("From"), required=False)


class CloseGoalForm(forms.Form):
    until_date = forms.EndDateField(label=_("Last day the goal holds"), hint=_("The goal stays in earlier reports and in the history."))


class VisionForm(forms.Form):
    text = forms.TextField(label=_("Vision"), max_length=300, hint=_("One sentence about what life is like when we are there."))
    purpose = forms.LongTextField(label=_("Purpose"), required=False)
    horizon_year = forms.NumberField(label=_("Target year"), whole=True, min_value=2000, max_value=2100, required=False, width="s")


class BenefitObjectForm(forms.Form):
    number = forms.NumberField(label=_("Number"), whole=True, min_value=1, max_value=99, width="s")
    title = forms.TextField(label=_("Benefit object"), max_length=200)
    short_title = forms.TextField(label=_("Short title"), max_length=60, required=False)
