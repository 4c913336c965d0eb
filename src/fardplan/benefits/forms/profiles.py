from operator import attrgetter

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fardplan.benefits import rules
from fardplan.benefits.models import BenefitPart, BenefitProfile, ChainLink, Kind
from fardplan.goals.models import BenefitObject, Goal
from fardplan.governance.models import Decision
from fardplan.indicators.models import Indicator
from fardplan.kit import forms
from fardplan.kit.collation import swedish
from fardplan.kit.nothing import Absence
from fardplan.parties.models import Party
from fardplan.portfolio.models import Initiative, WorkingMethod
from fardplan.status.models import Risk

STEP_LABELS = {
    rules.Step.IDENTIFY: _("Identify"),
    rules.Step.SPECIFY: _("Specify"),
    rules.Step.PLAN: pgettext_lazy("step", "Plan"),
    rules.Step.REALISE: _("Realise"),
    rules.Step.FOLLOW_UP: _("Follow up"),
}


def _rows(model, programme, order):
    return model.objects.filter(programme=programme).order_by(order if order == "number" else swedish(order))


class BenefitForm(forms.Form):
    """Everything that is told of a benefit, in the order of the steps."""

    title = forms.TextField(
        label=_("Benefit"), max_length=200, hint=_("What changes, in which direction: “Fewer unplanned visits at night”.")
    )
    initiative = forms.ModelChoiceField(
        Initiative.objects.none(), label=_("Development work"), required=False, empty_label=_("No single one"), label_of=attrgetter("label")
    )
    working_method = forms.ModelChoiceField(
        WorkingMethod.objects.none(), label=_("Working method"), required=False, empty_label=_("None"), label_of=attrgetter("name")
    )
    change = forms.LongTextField(
        label=_("What becomes different"), required=False, hint=_("What is done in another way, and what it leads to.")
    )
    for_whom = forms.TextField(label=_("For whom"), max_length=200, required=False, hint=_("Groups of people, never a person."))
    benefit_object = forms.ModelChoiceField(BenefitObject.objects.none(), label=_("Benefit object"), required=False, empty_label=_("None"))
    goal = forms.ModelChoiceField(Goal.objects.none(), label=_("Goal"), required=False, empty_label=_("None"))
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=Kind.choices,
        required=False,
        empty_label=_("Not said yet"),
        hint=_("Kronor, hours and quality are never added together."),
    )
    is_negative = forms.BooleanField(label=_("A negative effect"), required=False, hint=_("Something gets worse or dearer for somebody."))
    indicator = forms.ModelChoiceField(
        Indicator.objects.none(),
        label=_("Indicator"),
        required=False,
        empty_label=_("An own measurement instead"),
        label_of=attrgetter("title"),
    )
    measurement = forms.TextField(
        label=_("Own measurement"), max_length=200, required=False, hint=_("What is counted, when no indicator does it.")
    )
    unit = forms.TextField(label=_("Unit"), max_length=60, required=False, hint=_("Such as “visits a month” or “kr a year”."))
    method = forms.LongTextField(label=_("How it is measured"), required=False)
    frequency = forms.ChoiceField(
        label=_("How often"), choices=BenefitProfile.Frequency.choices, required=False, empty_label=_("Not said yet")
    )
    first_date = forms.DateField(label=_("First follow-up"), required=False)
    prerequisites = forms.LongTextField(label=_("Prerequisites"), required=False, hint=_("What has to be in place first."))
    obstacles = forms.LongTextField(label=_("Obstacles"), required=False)
    cost = forms.MoneyField(label=_("Cost to realise"), min_value=0, required=False, hint=_("Empty is not known."))
    risk = forms.ModelChoiceField(Risk.objects.none(), label=_("Risk in the register"), required=False, empty_label=_("None"))
    risk_words = forms.TextField(label=_("Risk that it does not come"), max_length=300, required=False)

    layout = (
        forms.Part(
            _("1. Identify"), "title", ("initiative", "working_method"), "change", "for_whom", ("benefit_object", "goal"),
        ),
        forms.Part(_("2. Specify"), "kind", "is_negative", "indicator", ("measurement", "unit"), hint=_("The effect chain is drawn on the benefit's page.")),
        forms.Part(
            _("3. Plan"), "method", ("frequency", "first_date"), "prerequisites", "obstacles", "cost", "risk", "risk_words",
            hint=_("Owner, baseline and target are each party's own, on the benefit's page."),
        ),
    )  # fmt: skip

    def __init__(self, *args, programme, initiatives, is_any=True, **kwargs):
        """`initiatives` are those that may be chosen; unless `is_any`, one has to be."""
        super().__init__(*args, **kwargs)
        self.fields["initiative"].queryset = initiatives.order_by(swedish("title"))
        self.fields["initiative"].required = not is_any
        for name, model, order in (
            ("working_method", WorkingMethod, "name"),
            ("benefit_object", BenefitObject, "number"),
            ("goal", Goal, "number"),
            ("indicator", Indicator, "name"),
            ("risk", Risk, "title"),
        ):
            self.fields[name].queryset = _rows(model, programme, order)

    def for_service(self):
        values = dict(self.cleaned_data)
        values["cost_absence"] = "" if values["cost"] is not None else Absence.MISSING
        values["frequency"] = int(values["frequency"]) if values["frequency"] else None
        return values


def initial_of_profile(row):
    names = [name for name in BenefitForm.base_fields if name != "cost_absence"]
    values = {name: getattr(row, name) for name in names}
    return values | {"frequency": str(row.frequency) if row.frequency else ""}


class ReviewForm(forms.Form):
    on = forms.DateField(label=_("Reviewed"))
    who = forms.TextField(label=_("By whom"), max_length=160, hint=_("A function, such as “the controller”. Never a person's name."))


class ApproveForm(forms.Form):
    on = forms.DateField(label=_("Approved"))
    who = forms.TextField(label=_("By whom"), max_length=160, hint=_("The change owner and those in the line who are to realise it."))
    decision = forms.ModelChoiceField(Decision.objects.none(), label=_("Decision"), required=False, empty_label=_("None"))

    def __init__(self, *args, programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = Decision.objects.filter(programme=programme).order_by(swedish("title"))


class SettleForm(forms.Form):
    on = forms.DateField(label=_("Settled"))
    outcome = forms.ChoiceField(label=_("How it went"), choices=BenefitProfile.Outcome.choices, radio=True)
    words = forms.LongTextField(label=_("In words"), hint=_("What was reached, what was not, and why."))


class ChainForm(forms.Form):
    """A stage is a field, a box is a line. “Same day at home -> 1, 3” leads to the first and the third of the next stage."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for stage in ChainLink.Stage:
            self.fields[stage.value] = forms.LongTextField(label=stage.label, required=False, rows=3)
        first = self.fields[ChainLink.Stage.ACTIVITY]
        first.help_text = _(
            "One box on each line. It leads to all of the next stage, unless you write which: “Visits the same day -> 1, 3”."
        )

    def clean(self):
        values = super().clean()
        self.rows = []
        for stage in ChainLink.Stage:
            for line in (values.get(stage.value) or "").splitlines():
                if not line.strip():
                    continue
                text, arrow, places = line.partition("->")
                if not arrow:
                    text, arrow, places = line.partition("→")
                words = [word.strip() for word in places.replace(",", " ").split()]
                if arrow and (not words or not all(word.isdecimal() and word.isascii() and 0 < int(word) < 100 for word in words)):
                    self.add_error(
                        stage.value,
                        _("After the arrow stand numbers in the next stage, such as 1, 3: “%(line)s”.") % {"line": line.strip()},
                    )
                    continue
                if len(text.strip()) > rules.LONGEST_BOX:
                    self.add_error(
                        stage.value,
                        _("At most %(n)s characters fit in a box: “%(line)s”.") % {"n": rules.LONGEST_BOX, "line": line.strip()[:60] + "…"},
                    )
                    continue
                if not text.strip():
                    self.add_error(stage.value, _("There is no text before the arrow: “%(line)s”.") % {"line": line.strip()})
                    continue
                self.rows.append({"stage": stage.value, "text": text.strip(), "leads_to": " ".join(str(int(word)) for word in words)})
        return values


def initial_of_chain(profile):
    def line(link):
        return f"{link.text} -> {link.leads_to.replace(' ', ', ')}" if link.leads_to else link.text

    links = list(profile.chain.all())
    return {
        stage.value: "\n".join(line(link) for link in sorted(links, key=lambda link: link.position) if link.stage == stage)
        for stage in ChainLink.Stage
    }


class PartForm(forms.Form):
    party = forms.ModelChoiceField(Party.objects.none(), label=_("Party"))
    owner = forms.TextField(
        label=_("Owner in the line"), max_length=160, required=False,
        hint=_("The function that answers for the benefit, such as “head of home care”: not the project, and never a person's name."),
    )  # fmt: skip
    baseline = forms.NumberField(label=_("Value before"), required=False, hint=_("The value before anything was changed."))
    baseline_date = forms.DateField(label=_("Measured"), required=False)
    target = forms.NumberField(label=_("Target"), required=False)
    target_date = forms.DateField(label=_("To be reached by"), required=False)
    note = forms.TextField(label=_("Note"), max_length=300, required=False)

    layout = ("party", "owner", ("baseline", "baseline_date"), ("target", "target_date"), "note")

    def __init__(self, *args, programme, held=None, profile=None, **kwargs):
        super().__init__(*args, **kwargs)
        parties = Party.objects.filter(programme=programme).in_order()
        if held:
            del self.fields["party"]
        else:
            taken = BenefitPart.objects.filter(profile=profile).values("party")
            self.fields["party"].queryset = parties.exclude(pk__in=taken)


class ValueForm(forms.Form):
    dated = forms.DateField(label=_("Day"), hint=_("The day the value is about."))
    reported = forms.NumberField(label=_("Value"))
    words = forms.TextField(label=_("Where it comes from"), max_length=300, required=False)


class AnswerForm(forms.Form):
    own = forms.NumberField(label=_("The value is"), hint=_("Leave it as it stands to confirm it, or write the right one."))
    answered_as = forms.TextField(
        label=_("You answer as"), max_length=160, hint=_("Your function, such as “head of home care”. Never your name.")
    )
    words = forms.TextField(label=_("About the value"), max_length=300, required=False, hint=_("Needed when you correct it."))


class BenefitFilterForm(forms.FilterForm):
    steg = forms.ChoiceField(label=_("Step"), choices=[*((step.value, label) for step, label in STEP_LABELS.items()), ("done", _("Done"))])
    slag = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    part = forms.ModelChoiceField(Party.objects.none(), label=_("Party"))
    arbete = forms.ModelChoiceField(
        Initiative.objects.none(), label=_("Development work"), to_field_name="slug", label_of=attrgetter("label")
    )
    ord = forms.TextField(label=_("Words"))

    def __init__(self, *args, programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["part"].queryset = Party.objects.filter(programme=programme).in_order()
        self.fields["arbete"].queryset = Initiative.objects.filter(
            pk__in=BenefitProfile.objects.filter(programme=programme).values("initiative")
        ).order_by(swedish("title"))
