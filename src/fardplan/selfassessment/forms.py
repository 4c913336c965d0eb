from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fardplan.goals.models import Goal
from fardplan.kit import forms
from fardplan.kit.periods import ReportPeriod
from fardplan.kit.text import Unreadable
from fardplan.parties.models import Unit
from fardplan.selfassessment.models import Instrument
from fardplan.selfassessment.rules import ScaleError, scale_of, scale_text


class InstrumentForm(forms.Form):
    title = forms.TextField(label=_("Instrument"), max_length=200, hint=_("Such as Self-assessment of good, close care."))
    description = forms.LongTextField(label=_("What it is for, and where the statements come from"), required=False, rows=3)
    scale = forms.LongTextField(
        label=_("Scale"),
        rows=5,
        hint=_(
            "A step on each line: the figure and then the words, such as 0 Does not fit at all. That it does not concern the unit is always a choice."
        ),
    )
    strength_from = forms.NumberField(label=_("A strength from"), whole=True, min_value=0, max_value=100, unit=_("points"), initial=70)
    challenge_below = forms.NumberField(label=_("A challenge below"), whole=True, min_value=0, max_value=100, unit=_("points"), initial=50)

    layout = ("title", "description", "scale", ("strength_from", "challenge_below"))

    def clean_scale(self):
        try:
            return scale_of(self.cleaned_data["scale"])
        except ScaleError as error:
            raise ValidationError(str(error)) from error


def initial_of_instrument(row):
    names = ("title", "description", "strength_from", "challenge_below")
    return {**{name: getattr(row, name) for name in names}, "scale": scale_text(row.scale.all())}


class StatementForm(forms.Form):
    goal = forms.ModelChoiceField(Goal.objects.none(), label=_("Goal"))
    text = forms.LongTextField(
        label=_("Statement"), max_length=300, rows=2, hint=_("Something that fits the own unit or not: “We ask what is important.”")
    )
    help = forms.LongTextField(label=_("What is meant"), max_length=500, rows=2, required=False)
    weight = forms.NumberField(
        label=pgettext_lazy("self-assessment", "Weight"),
        whole=True,
        min_value=1,
        max_value=10,
        initial=1,
        hint=_("2 counts as much as two statements with the weight 1."),
    )

    def __init__(self, *args, programme, held=None, instrument=None, **kwargs):
        super().__init__(*args, **kwargs)
        goals = Goal.objects.filter(programme=programme)
        if held is None:
            goals = goals.filter(until_date__isnull=True)
        self.fields["goal"].queryset = goals


class RoundForm(forms.Form):
    title = forms.TextField(label=_("Round"), max_length=200, hint=_("Such as Self-assessment 2024."))
    instrument = forms.ModelChoiceField(Instrument.objects.none(), label=_("Instrument"))
    period = forms.TextField(
        label=_("Period"), max_length=7, width="s", hint=_("What the answers are about: 2024, 2024-H1, 2024-Q1 or 2024-05.")
    )
    minimum = forms.NumberField(
        label=_("Fewest people behind a figure"),
        whole=True,
        min_value=1,
        max_value=1000,
        initial=5,
        hint=_(
            "Of fewer nothing is shown, nor anything from which it could be reckoned out. When the round has opened it can only be made higher."
        ),
    )
    note = forms.LongTextField(label=_("To those who answer"), required=False, rows=4)

    layout = ("title", "instrument", ("period", "minimum"), "note")

    def __init__(self, *args, programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["instrument"].queryset = Instrument.objects.filter(programme=programme)

    def clean_period(self):
        try:
            return ReportPeriod.parse(self.cleaned_data["period"]).code
        except Unreadable as error:
            raise ValidationError(str(error)) from error


class UnitsForm(forms.Form):
    """The units of the programme's parties, party by party."""

    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label=_("Units that assess themselves"),
        required=False,
        label_of=lambda unit: f"{unit.organisation.short_name}: {unit.name}",
    )

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = units


class LastDayForm(forms.Form):
    last_day = forms.DateField(label=_("Last day to hand in"), hint=_("To and including that day."))


class StatementField(forms.ChoiceField):
    """May wait, and must be answered before the unit hands in: so it is not called optional."""

    says_optional = False


class StepForm(forms.Form):
    """The statements about one goal, with what the unit answers."""

    NOT_APPLICABLE = "na"

    def __init__(self, *args, step, **kwargs):
        self.step = step
        super().__init__(*args, **kwargs)
        instrument = step.assessment.round.instrument
        choices = [*((str(one.value), one.label) for one in instrument.steps), (self.NOT_APPLICABLE, _("Does not concern us"))]
        for statement in step.statements:
            self.fields[f"p{statement.pk}"] = StatementField(
                label=statement.text,
                hint=statement.help,
                choices=choices,
                radio=True,
                required=False,
                empty_label=pgettext_lazy("self-assessment", "Not answered yet"),
            )
            self.fields[f"p{statement.pk}_comment"] = forms.LongTextField(label=_("Comment"), required=False, rows=2)
            self.fields[f"p{statement.pk}_evidence"] = forms.TextField(
                label=_("What shows it"),
                required=False,
                max_length=500,
                hint=_("A routine, a figure, a document. Documents are hung on the whole assessment."),
            )

    @property
    def groups(self):
        """For each statement: its field, those that are optional, and whether something stands in them."""
        found = []
        for statement in self.step.statements:
            more = [self[f"p{statement.pk}_comment"], self[f"p{statement.pk}_evidence"]]
            found.append({"bound": self[f"p{statement.pk}"], "more": more, "is_open": any(bound.value() or bound.errors for bound in more)})
        return found

    def for_service(self):
        answers = []
        for statement in self.step.statements:
            said = self.cleaned_data[f"p{statement.pk}"]
            answers.append(
                {
                    "statement": statement,
                    "value": int(said) if said not in ("", None, self.NOT_APPLICABLE) else None,
                    "not_applicable": said == self.NOT_APPLICABLE,
                    "comment": self.cleaned_data[f"p{statement.pk}_comment"],
                    "evidence": self.cleaned_data[f"p{statement.pk}_evidence"],
                }
            )
        return {"answers": answers}


def initial_of_step(step):
    """The form's values from what is stored."""
    values = {}
    for statement in step.statements:
        answer = step.answers.get(statement.pk)
        said = "" if answer is None or not answer.is_given else StepForm.NOT_APPLICABLE if answer.not_applicable else str(answer.value)
        values[f"p{statement.pk}"] = said
        values[f"p{statement.pk}_comment"] = answer.comment if answer else ""
        values[f"p{statement.pk}_evidence"] = answer.evidence if answer else ""
    return values


class HandInForm(forms.Form):
    people = forms.NumberField(
        label=_("How many took part in the answer?"),
        whole=True,
        min_value=1,
        max_value=10_000,
        hint=_("Those who talked the answers through. Figures of few people are not shown to others."),
    )


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("Excel file"),
        accept=".xlsx,.csv",
        hint=_("The one that is downloaded here, filled in. What it does not hold stays as it is."),
    )


class ConfirmForm(forms.Form):
    pass
