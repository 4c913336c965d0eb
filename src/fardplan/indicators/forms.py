from operator import attrgetter

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fardplan.goals.models import Goal
from fardplan.indicators import rules
from fardplan.indicators.models import Indicator, KoladaKpi, Sex, Target
from fardplan.kit import forms
from fardplan.kit.nothing import Absence
from fardplan.parties.models import Organisation, Party


class IndicatorForm(forms.Form):
    code = forms.TextField(label=_("Code"), max_length=40, width="s")
    name = forms.TextField(label=_("Indicator"), max_length=500)
    short_name = forms.TextField(
        label=_("Short name"), max_length=120, required=False, hint=_("For headings and lists, when the name is long.")
    )
    unit = forms.TextField(label=_("Unit"), max_length=60, hint=_("Such as per cent, days, per 100 000."))
    direction = forms.ChoiceField(label=_("Wanted direction"), choices=Indicator.Direction.choices, initial=Indicator.Direction.NEUTRAL)
    is_proposal = forms.BooleanField(label=_("Unit and direction are a proposal that the programme has not confirmed"))
    level = forms.TextField(label=_("Level"), max_length=80, required=False, hint=_("Such as municipality or region."))
    kpi = forms.TextField(
        label=_("Code in Kolada"),
        max_length=40,
        required=False,
        hint=_("Such as U79133. Leave it empty for an indicator of your own."),
        width="s",
    )
    primary_source = forms.TextField(label=_("Primary source"), max_length=200, required=False, hint=_("Who collects the figures."))
    responsible = forms.TextField(label=_("Responsible"), max_length=120, required=False, hint=_("A role, such as analyst of the region."))
    method = forms.LongTextField(label=_("Method"), required=False, hint=_("How it is measured: what is counted, and out of what."))
    goals = forms.ModelMultipleChoiceField(Goal.objects.none(), label=_("Goals it tells about"), required=False)

    layout = (
        ("code", "unit"),
        "name",
        "short_name",
        ("direction", "level"),
        "is_proposal",
        ("kpi", "primary_source"),
        "responsible",
        "method",
        "goals",
    )

    def __init__(self, *args, programme, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["goals"].queryset = Goal.objects.filter(programme=programme).order_by("number")

    def clean_kpi(self):
        code = self.cleaned_data["kpi"].strip().upper()
        if not code:
            return None
        kpi = KoladaKpi.objects.filter(code=code).first()
        if kpi is None:
            raise ValidationError(_("There is no such code in the catalogue that has been fetched from Kolada."))
        return kpi

    def for_service(self):
        values = dict(self.cleaned_data)
        return {"links": {"goals": list(values.pop("goals"))}, **values}


def indicator_values(row):
    """What the form shows of an indicator."""
    names = "code name short_name unit direction is_proposal level primary_source responsible method".split()
    values = {name: getattr(row, name) for name in names}
    return {**values, "kpi": row.kpi.code if row.kpi else "", "goals": list(row.goals.values_list("pk", flat=True))}


def period_field(**more):
    return forms.TextField(label=_("Period"), max_length=8, width="s", hint=_("2023, 2023-H1, 2023-Q1 or 2023-05."), **more)


def checked_period(text):
    period = text.strip().upper()
    if not rules.is_period(period):
        raise ValidationError(_now("Write a period as 2026, 2026-H1, 2026-Q1 or 2026-05."))
    return period


class ValueForm(forms.Form):
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("For whom"), label_of=attrgetter("name"))
    period = period_field()
    value = forms.NumberField(label=_("Value"), required=False)
    absence = forms.ChoiceField(label=_("Why there is none"), choices=Absence.choices, required=False, empty_label=_("There is a value"))
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex.choices, initial="T")
    comment = forms.TextField(label=_("Comment"), max_length=300, required=False)

    layout = ("organisation", ("period", "sex"), ("value", "absence"), "comment")

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations

    def clean_period(self):
        return checked_period(self.cleaned_data["period"])

    def clean(self):
        values = super().clean()
        if values.get("value") is not None and values.get("absence"):
            self.add_error("value", _("Either a value, or why there is none: not both."))
        elif "value" in values and values["value"] is None and not values.get("absence"):
            self.add_error("value", _("Give a value, or say why there is none."))
        return values


class TargetForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=Target.Kind.choices, initial=Target.Kind.TARGET)
    period = period_field()
    value = forms.NumberField(label=_("Value"))
    party = forms.ModelChoiceField(Party.objects.none(), label=_("For which party"), required=False, empty_label=_("All together"))
    goal = forms.ModelChoiceField(Goal.objects.none(), label=_("Goal"), required=False, empty_label=_("No goal of its own"))
    words = forms.TextField(
        label=_("As decided"), max_length=300, required=False, hint=_("The words of the decision, and where they stand.")
    )

    layout = (("kind", "period"), "value", "party", "goal", "words")

    def __init__(self, *args, programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = Party.objects.filter(programme=programme).in_order()
        self.fields["goal"].queryset = Goal.objects.filter(programme=programme).order_by("number")

    def clean_period(self):
        return checked_period(self.cleaned_data["period"])


class DefinitionForm(forms.Form):
    name = forms.TextField(label=_("Short words for it"), max_length=120)
    from_period = forms.TextField(label=_("From period"), max_length=8, required=False, width="s")
    text = forms.LongTextField(label=_("Definition and method"))
    numerator = forms.TextField(label=_("Numerator"), max_length=300, required=False)
    denominator = forms.TextField(label=_("Denominator"), max_length=300, required=False)
    source = forms.TextField(label=_("Source"), max_length=200, required=False, hint=_("Where this is described."))
    why = forms.LongTextField(label=_("Why it is changed"), required=False)

    layout = ("name", "from_period", "text", "numerator", "denominator", "source", "why")

    def clean_from_period(self):
        text = self.cleaned_data["from_period"]
        return checked_period(text) if text.strip() else ""
