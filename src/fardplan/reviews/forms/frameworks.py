from django.utils.translation import gettext_lazy as _

from fardplan.indicators.models import Indicator
from fardplan.kit import forms
from fardplan.kit.collation import swedish
from fardplan.reviews import linked
from fardplan.reviews.forms.reviews import period_choices
from fardplan.reviews.models import FrameworkLevel


class FrameworkForm(forms.Form):
    title = forms.TextField(label=_("Framework"), max_length=200)
    owner = forms.TextField(
        label=_("Whose it is"), max_length=160, required=False, hint=_("Who wrote it, such as an authority or the programme.")
    )
    text = forms.LongTextField(label=_("What it is for"), rows=3, required=False)


class FrameworkAreaForm(forms.Form):
    title = forms.TextField(label=_("Area"), max_length=200)
    text = forms.LongTextField(label=_("What it is about"), rows=2, required=False)


class FrameworkLevelForm(forms.Form):
    title = forms.TextField(label=_("Level"), max_length=80, hint=_("Such as micro, meso or macro."))
    text = forms.TextField(label=_("What it means"), max_length=300, required=False)


class FrameworkQuestionForm(forms.Form):
    """`links` are those of other rooms, one list for each kind."""

    text = forms.TextField(label=_("Question"), max_length=400)
    level = forms.ModelChoiceField(FrameworkLevel.objects.none(), label=_("Level"), required=False, empty_label=_("Every level"))
    indicators = forms.ModelMultipleChoiceField(Indicator.objects.none(), label=_("Indicators that answer it"), required=False)

    def __init__(self, *args, programme=None, held=None, area=None, **kwargs):
        super().__init__(*args, **kwargs)
        if programme is None:
            return
        framework = (held.area if held else area).framework
        self.fields["level"].queryset = FrameworkLevel.objects.filter(framework=framework)
        self.fields["indicators"].queryset = Indicator.objects.filter(programme=programme).order_by(swedish("name"))
        self.kinds = []
        for kind in linked.KINDS.values():
            if choices := kind.choices(programme):
                self.kinds.append(kind.code)
                self.fields[f"linked-{kind.code}"] = forms.MultipleChoiceField(label=kind.label, choices=choices, required=False)

    def for_service(self):
        values = dict(self.cleaned_data)
        keys = [{"kind": kind, "key": key} for kind in self.kinds for key in values.pop(f"linked-{kind}")]
        links = {"indicators": values.pop("indicators")}
        return {**values, "links": links, "linked": keys}


def initial_of_question(question):
    values = {"text": question.text, "level": question.level, "indicators": list(question.indicators.all())}
    for link in question.links.all():
        values.setdefault(f"linked-{link.kind}", []).append(link.key)
    return values


class FrameworkAnswerForm(forms.Form):
    period = forms.ChoiceField(label=_("Period"), choices=[])
    text = forms.LongTextField(label=_("Answer"), rows=5, hint=_("Rest it on what the question links to, and say what is not known."))

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = period_choices(range(on.year - 3, on.year + 1))
