from operator import attrgetter

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fardplan import spc
from fardplan.goals.models import Goal
from fardplan.indicators import brought, rules, signals
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
    numerator = forms.LongTextField(rows=2, label=_("Numerator"), max_length=1000, required=False)
    denominator = forms.LongTextField(rows=2, label=_("Denominator"), max_length=1000, required=False)
    source = forms.TextField(label=_("Source"), max_length=200, required=False, hint=_("Where this is described."))
    why = forms.LongTextField(label=_("Why it is changed"), required=False)

    layout = ("name", "from_period", "text", "numerator", "denominator", "source", "why")

    def clean_from_period(self):
        text = self.cleaned_data["from_period"]
        return checked_period(text) if text.strip() else ""


# Control charts ─────────────────────────────────────────────────────────────────────────────────────────────────────

RULES = [
    ("anhoej", _("Anhøj's rules (runs and crossings)")),
    ("mdc-excel", _("Making Data Count, as NHS's workbook (mdc-excel)")),
    ("mdc-r-0.2", _("Making Data Count, as the R package 0.2 (mdc-r-0.2)")),
]
LINES = [("run", _("Run chart: median, no limits")), ("i", _("I chart: mean with limits"))]


class ChartForm(forms.FilterForm):
    """What control chart is wanted, kept in the address. The first choice of each has no key: a chart is always of somebody, by some rules."""

    rules = forms.ChoiceField(label=_("Rules"), choices=[("", RULES[0][1]), *RULES[1:]])
    kind = forms.ChoiceField(label=_("Chart"), choices=[("", LINES[0][1]), *LINES[1:]])
    baseline = forms.NumberField(label=_("Points of the baseline"), whole=True, min_value=1, max_value=999)

    def __init__(self, data, *, organisations):
        super().__init__(data)
        choices = [(each.slug if place else "", each.short_name) for place, each in enumerate(organisations)]
        self.fields = {"for": forms.ChoiceField(label=_("For"), choices=choices, required=False)} | self.fields

    def asked(self):
        """As signals.Asked, without what does not fit the rules."""
        rules, kind, baseline = (self.chosen.get(name) for name in ("rules", "kind", "baseline"))
        return signals.Asked(rules or "anhoej", kind or "run", int(baseline) if baseline else None).fitting()


class OwnChartForm(forms.Form):
    """Figures of one's own, and how they are to be read."""

    figures = forms.LongTextField(
        label=_("Figures"),
        required=False,
        rows=10,
        hint=_("Copy two columns from your spreadsheet, when and how much, and paste them here; a third is the denominator."),
    )
    file = forms.FileField(label=_("Or a csv file"), required=False, accept=".csv,.txt,.tsv,text/csv")
    kind = forms.ChoiceField(label=_("Chart"), choices=[(kind.code, kind.name) for kind in spc.KINDS.values()], initial="i")
    rules = forms.ChoiceField(label=_("Rules"), choices=RULES, initial="anhoej")
    direction = forms.ChoiceField(label=_("Wanted direction"), choices=Indicator.Direction.choices, initial=Indicator.Direction.NEUTRAL)
    baseline = forms.NumberField(label=_("Points of the baseline"), whole=True, min_value=1, max_value=9999, required=False)
    target = forms.NumberField(label=_("Target"), required=False)
    unit = forms.TextField(label=_("Unit"), max_length=60, required=False)
    title = forms.TextField(label=_("Heading of the picture"), max_length=120, required=False)

    layout = ("figures", "file", ("kind", "rules"), ("direction", "baseline"), ("target", "unit"), "title")

    def clean(self):
        values = super().clean()
        file = values.get("file")
        if file is not None:
            if file.size > brought.MOST:
                self.add_error("file", _("The file is too large for the page. Use fardplan spc from the command line."))
            else:
                try:
                    values["figures"] = brought.text_of(file.read())
                except spc.SpcError as fault:
                    self.add_error("file", str(fault))
        elif len(values.get("figures") or "") > brought.MOST:
            self.add_error("figures", _("These are too many figures for the page. Use fardplan spc from the command line."))
        if not (values.get("figures") or "").strip() and "file" not in self.errors:
            self.add_error("figures", _("Paste the figures, or choose a file."))
        rules, kind = values.get("rules"), values.get("kind")
        if rules in spc.RULE_SETS and kind != "i":
            self.add_error("kind", _("These rules are for I charts only. Choose I chart, or Anhøj's rules."))
        return values

    def field_of_fault(self):
        return "file" if self.files else "figures"
