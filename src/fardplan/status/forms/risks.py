from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from fardplan.governance.models import Document
from fardplan.kit import forms
from fardplan.kit.collation import swedish
from fardplan.parties.models import Membership
from fardplan.portfolio.models import Initiative
from fardplan.status.models import Checklist, ChecklistAnswer, Risk
from fardplan.status.rules import RiskState


def documents_of(programme):
    return Document.objects.filter(programme=programme).order_by(swedish("title"))


def initiatives_of(programme):
    return Initiative.objects.filter(programme=programme).order_by(swedish("title"))


def members_of(programme):
    held = Membership.objects.filter(programme=programme, until_date__isnull=True)
    return get_user_model().objects.filter(pk__in=held.values("user"), is_active=True).order_by(swedish("display_name"))


NOT_JUDGED = _("Leave empty when nobody has judged it.")


def one_to_five(label, hint=NOT_JUDGED):
    return forms.NumberField(label=label, whole=True, min_value=1, max_value=5, required=False, hint=hint)


class RiskForm(forms.Form):
    """What is kept of a risk; the values are judged, and judged anew, with AssessForm."""

    scope = forms.ChoiceField(label=_("Concerns"), choices=Risk.Scope.choices, radio=True, initial=Risk.Scope.EXECUTION)
    title = forms.TextField(label=_("Risk"), max_length=200)
    text = forms.LongTextField(label=_("Description"), required=False, rows=2)
    cause = forms.LongTextField(label=_("Cause"), required=False, rows=2, hint=_("What makes it possible."))
    event = forms.LongTextField(label=_("Event"), required=False, rows=2, hint=_("What may happen."))
    effect = forms.LongTextField(label=_("Effect"), required=False, rows=2, hint=_("What it would mean for the goals."))
    likelihood = one_to_five(_("Likelihood, 1–5"))
    impact = one_to_five(_("Impact, 1–5"))
    owner = forms.TextField(label=_("Owner"), max_length=160, required=False, hint=_("The office that answers for it, not a name."))
    owner_user = forms.ModelChoiceField(
        get_user_model().objects.none(), label=_("Who is reminded"), required=False, empty_label=_("The programme lead")
    )
    strategy = forms.ChoiceField(label=_("Strategy"), choices=Risk.Strategy.choices[1:], required=False, empty_label=_("Not chosen"))
    proximity = forms.ChoiceField(
        label=_("When it may happen"), choices=Risk.Proximity.choices[1:], required=False, empty_label=_("Not judged")
    )
    response = forms.LongTextField(label=_("Response"), required=False, rows=3, hint=_("What is done about it."))
    response_date = forms.DateField(label=_("Response done by"), required=False)
    review_date = forms.DateField(label=_("Judged anew by"), required=False)
    document = forms.ModelChoiceField(Document.objects.none(), label=_("Document it comes from"), required=False)
    initiative = forms.ModelChoiceField(
        Initiative.objects.none(), label=_("Concerns the initiative"), required=False, empty_label=_("None")
    )

    layout = (
        "scope", "title", "text", "initiative",
        forms.Part(_("From cause to effect"), "cause", "event", "effect"),
        forms.Part(_("How great it is"), ("likelihood", "impact"), "proximity"),
        forms.Part(_("What is done"), ("owner", "owner_user"), "strategy", "response", ("response_date", "review_date")),
        "document",
    )  # fmt: skip

    def __init__(self, *args, programme, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = documents_of(programme)
        self.fields["initiative"].queryset = initiatives_of(programme)
        self.fields["owner_user"].queryset = members_of(programme)


class RiskEditForm(RiskForm):
    """Values are judged on a page of their own, where they get their day and keep the earlier ones."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("likelihood", "impact"):
            del self.fields[name]


class AssessForm(forms.Form):
    dated = forms.DateField(label=_("Judged on"))
    likelihood = one_to_five(_("Likelihood, 1–5"))
    impact = one_to_five(_("Impact, 1–5"))
    likelihood_after = one_to_five(_("Likelihood when the response is done, 1–5"))
    impact_after = one_to_five(_("Impact when the response is done, 1–5"))
    words = forms.TextField(label=_("Why"), max_length=400, required=False, hint=_("What has changed since the last time."))
    review_date = forms.DateField(label=_("Judged anew by"), required=False)

    layout = ("dated", ("likelihood", "impact"), ("likelihood_after", "impact_after"), "words", "review_date")

    def __init__(self, *args, risk=None, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("likelihood", "impact", "likelihood_after", "impact_after"):
            value = getattr(risk, name, None)
            now = _("Last time: %(value)s.") % {"value": value} if value else _("Not judged last time.")
            self.fields[name].help_text = now


class StateForm(forms.Form):
    state = forms.ChoiceField(label=_("State"), choices=RiskState.choices, radio=True)
    state_words = forms.TextField(label=_("Why"), max_length=300, required=False)


class RiskFilterForm(forms.FilterForm):
    """Names in the address are Swedish; people read them aloud."""

    arbete = forms.ChoiceField(label=_("Initiative"), choices=())
    galler = forms.ChoiceField(label=_("Concerns"), choices=Risk.Scope.choices)
    niva = forms.ChoiceField(
        label=_("Level"), choices=(("bad", _("Red")), ("warn", _("Amber")), ("ok", _("Green")), ("off", _("Not judged")))
    )
    lage = forms.ChoiceField(label=_("State"), choices=(*RiskState.choices, ("all", _("All"))), empty_label=_("All but closed"))

    def __init__(self, *args, initiatives=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["arbete"].choices = [(row.slug, str(row)) for row in initiatives]


class ChecklistForm(forms.Form):
    title = forms.TextField(label=_("Checklist"), max_length=200, hint=_("Questions that the programme asks itself."))
    document = forms.ModelChoiceField(Document.objects.none(), label=_("Document it comes from"), required=False)

    def __init__(self, *args, programme, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = documents_of(programme)


class QuestionForm(forms.Form):
    text = forms.TextField(label=_("Question"), max_length=300, hint=_("One that can be answered with yes or no."))


class RoundForm(forms.Form):
    """The questions answered once. A question left open was not answered in the round."""

    dated = forms.DateField(label=_("Answered on"))
    answered_by = forms.TextField(label=_("Who answered"), max_length=160, required=False, hint=_("Such as the steering group. No names."))

    def __init__(self, *args, checklist: Checklist, previous=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = list(checklist.questions.all())
        before = {row.question_id: row for row in previous.answers.all()} if previous else {}
        layout = [("dated", "answered_by")]
        for question in self.questions:
            name = f"q_{question.pk}"
            last = before.get(question.pk)
            hint = ""
            if last:
                hint = _("Last time: %(answer)s.") % {"answer": " – ".join(filter(None, (str(last.get_answer_display()), last.words)))}
            self.fields[name] = forms.ChoiceField(
                label=question.text,
                choices=ChecklistAnswer.Answer.choices,
                required=False,
                radio=True,
                empty_label=_("Not answered"),
                hint=hint,
            )
            self.fields[f"{name}_words"] = forms.TextField(label=_("In words"), max_length=400, required=False)
            layout += [name, f"{name}_words"]
        self.layout = tuple(layout)

    def clean(self):
        values = super().clean()
        for question in self.questions:
            name = f"q_{question.pk}"
            if values.get(f"{name}_words") and not values.get(name) and name not in self.errors:
                self.add_error(name, _("Answer too, if only that you do not know."))
        return values

    def for_service(self):
        values = dict(self.cleaned_data)
        answers = []
        for question in self.questions:
            answer, words = values.pop(f"q_{question.pk}"), values.pop(f"q_{question.pk}_words")
            if answer:
                answers.append({"question": question, "answer": answer, "words": words})
        return {**values, "answers": answers}


def initial_of_round(made):
    values = {"dated": made.dated, "answered_by": made.answered_by}
    for row in made.answers.all():
        values[f"q_{row.question_id}"] = row.answer
        values[f"q_{row.question_id}_words"] = row.words
    return values
