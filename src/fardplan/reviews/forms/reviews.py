from operator import attrgetter

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fardplan.goals.models import Goal
from fardplan.kit import forms
from fardplan.kit.collation import swedish
from fardplan.kit.forms import Part
from fardplan.kit.periods import ReportPeriod
from fardplan.kit.rows import MORE_ROWS, Rows, as_initial
from fardplan.parties.models import Party
from fardplan.portfolio.models import Initiative
from fardplan.reviews.models import FactorTag, Framework, FrameworkQuestion, ProgressStep
from fardplan.reviews.queries.reviews import UNJUDGED
from fardplan.reviews.rules import Kind, Tone

NO_PATIENTS = _("Never write about individual patients.")


def period_choices(years):
    """(code, label) of each year and its halves, the latest year first."""
    codes = [code for year in sorted(years, reverse=True) for code in (str(year), f"{year}-H1", f"{year}-H2")]
    return [(code, label_of(code)) for code in codes]


def label_of(code):
    label = ReportPeriod.parse(code).label
    return label[:1].upper() + label[1:]


class ReviewForm(forms.Form):
    """The three questions of an activity's follow-up, in the order that people answer them."""

    party = forms.ModelChoiceField(Party.objects.none(), label=_("Whose review"), required=False, empty_label=_("The programme's"))
    period = forms.ChoiceField(label=_("Period"), choices=[])
    done = forms.LongTextField(label=_("What has been done?"), rows=3)
    result = forms.LongTextField(label=_("With what result?"), rows=3, required=False)
    helped = forms.LongTextField(label=_("What helped?"), rows=3, required=False)
    hindered = forms.LongTextField(label=_("What hindered?"), rows=3, required=False)
    progress = forms.ModelChoiceField(
        ProgressStep.objects.none(), label=_("How far did it bring us?"), required=False, empty_label=_("Not judged")
    )
    progress_words = forms.LongTextField(label=_("Why do you judge so?"), rows=2, required=False)
    goals = forms.ModelMultipleChoiceField(
        Goal.objects.none(), label=pgettext_lazy("numbered", "Goals"), required=False, hint=_("The goals that the judgement is about.")
    )

    questions = forms.ModelMultipleChoiceField(
        FrameworkQuestion.objects.none(), label=_("Questions of frameworks that it helps to answer"), required=False
    )

    #: Fields that are rows of links, which the service takes as `links`.
    LINKS = ("goals", "questions")

    def __init__(self, *args, activity, plans, on, review=None, **kwargs):
        super().__init__(*args, **kwargs)
        programme = activity.programme
        self.plans, self.activity = plans, activity
        parties = _holding(Party, programme, on, [activity.responsible_id, review and review.party_id]).in_order()
        may = [row.pk for row in parties if plans.include(row.pk, activity.initiative_id)]
        self.fields["party"].queryset = parties.filter(pk__in=may)
        if not plans.include(None, activity.initiative_id):
            self.fields["party"].required = True
        years = {activity.year, max(activity.year, on.year), *([int(review.period[:4])] if review else [])}
        choices = period_choices(years)
        if review and review.period not in dict(choices):
            choices.insert(0, (review.period, label_of(review.period)))
        self.fields["period"].choices = choices
        self.fields["progress"].queryset = _holding(ProgressStep, programme, on, [review and review.progress_id])
        linked = list(review.goals.values_list("pk", flat=True)) if review else [goal.pk for goal in activity.goals.all()]
        self.fields["goals"].queryset = _holding(Goal, programme, on, linked)
        asked = FrameworkQuestion.objects.filter(programme=programme)
        self.fields["questions"].queryset = asked.filter(
            Q(area__framework__in=Framework.objects.holding_on(on).values("pk"))
            | Q(pk__in=[row.pk for row in review.questions.all()] if review else [])
        )
        coded = list(review.factors.values_list("tag", flat=True)) if review else []
        tags = _holding(FactorTag, programme, on, coded)
        self.factors = Rows(
            self,
            "factors",
            lambda n: {
                "tag": forms.ModelChoiceField(tags, label=_("Factor %(n)s") % {"n": n}, required=False),
                "kind": forms.ChoiceField(label=_("Helped or hindered"), choices=Kind.choices, required=False),
                "words": forms.TextField(label=_("In which words"), max_length=300, required=False),
            },
            needs=["tag", "kind"],
        )
        self.layout = (
            ("party", "period"),
            Part(_("1. What has been done, and with what result"), "done", "result", hint=NO_PATIENTS),
            Part(_("2. What helped, what hindered"), "helped", "hindered"),
            self.factors.part(
                _("Factors"),
                hint=_("Code what you wrote with a tag, so that others find it. %(more)s") % {"more": MORE_ROWS},
            ),
            Part(_("3. How far it brought us"), "progress", "progress_words", "goals", "questions"),
        )

    def clean(self):
        values = super().clean()
        self.factors.clean()
        seen = set()
        for row in self.factors.filled():
            pair = (row["tag"], row["kind"])
            if row["tag"] and pair in seen:
                self.add_error(None, _("The same factor stands twice as what helped or hindered: “%(tag)s”.") % {"tag": row["tag"]})
            seen.add(pair)
        return values

    def for_service(self):
        values = self.factors.without(self.cleaned_data)
        links = {name: values.pop(name, []) for name in self.LINKS}
        return {**values, "links": links, "factors": self.factors.filled()}


def _holding(model, programme, on, held):
    rows = model.objects.filter(programme=programme)
    return rows.filter(Q(pk__in=rows.holding_on(on).values("pk")) | Q(pk__in=[pk for pk in held if pk]))


def initial_of_review(review):
    names = ("party", "period", "done", "result", "helped", "hindered", "progress", "progress_words")
    factors = [{"tag": row.tag, "kind": row.kind, "words": row.words} for row in review.factors.all()]
    return {
        **{name: getattr(review, name) for name in names},
        "goals": list(review.goals.all()),
        "questions": list(review.questions.all()),
        **as_initial("factors", factors),
    }


class TipForm(forms.Form):
    title = forms.TextField(label=_("Use this"), max_length=200, hint=_("What others can do, in a line. Begin with a verb if you can."))
    text = forms.LongTextField(label=_("How, and for whom"), rows=3, required=False)
    needs = forms.LongTextField(label=_("What it takes"), rows=2, required=False)


class TipUseForm(forms.Form):
    party = forms.ModelChoiceField(Party.objects.none(), label=_("Party"))
    taken_date = forms.DateField(label=_("Taken up"))
    where = forms.TextField(label=_("Where"), max_length=160, required=False, hint=_("A unit or a place, never a person."))
    initiative = forms.ModelChoiceField(
        Initiative.objects.none(), label=_("In which initiative"), required=False, label_of=attrgetter("label")
    )
    words = forms.LongTextField(label=_("How it goes"), rows=3, required=False)

    def __init__(self, *args, parties, programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = parties
        self.fields["initiative"].queryset = Initiative.objects.filter(programme=programme).order_by(swedish("title"))


class ProgressStepForm(forms.Form):
    label = forms.TextField(label=_("Step"), max_length=60)
    tone = forms.ChoiceField(label=_("Says"), choices=Tone.choices, hint=_("Decides the step's shape. Steps are counted, never added."))
    meaning = forms.TextField(label=_("What it takes"), max_length=300, required=False)
    position = forms.NumberField(label=_("Order"), whole=True, min_value=0, hint=_("The step furthest from the goal first."))


class FactorTagForm(forms.Form):
    name = forms.TextField(label=_("Factor"), max_length=60)
    meaning = forms.TextField(label=_("When it is used"), max_length=300, required=False)


class ReviewFilterForm(forms.FilterForm):
    """The fields are called as the address is: see queries.reviews.ReviewFilter.PARAMS."""

    def __init__(self, *args, options, **kwargs):
        super().__init__(*args, **kwargs)

        def add(name, label, choices, everything):
            if choices:
                self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False, empty_label=everything)

        codes = sorted({*options.periods, *(code[:4] for code in options.periods)}, reverse=True)
        add("period", _("Period"), [(code, label_of(code)) for code in codes], _("All periods"))
        add("mal", _("Goal"), [(row.slug, f"{row.number}. {row.label}") for row in options.goals], _("All goals"))
        add("part", _("Party"), [(row.slug, row.name) for row in options.parties], _("All parties"))
        add("faktor", _("Factor"), [(row.slug, row.name) for row in options.tags], _("All factors"))
        add("slag", _("Helped or hindered"), Kind.choices, _("Both"))
        steps = [(row.slug, row.label) for row in options.steps]
        add("steg", _("How far it brought us"), [*steps, (UNJUDGED, _("Not judged"))] if steps else [], _("All steps"))
