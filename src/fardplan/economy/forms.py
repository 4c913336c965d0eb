from operator import attrgetter

from django.utils.translation import gettext_lazy as _

from fardplan.economy.models import BudgetLine, Funding, GrantUse
from fardplan.governance.models import Decision, Document
from fardplan.kit import forms
from fardplan.kit.collation import swedish
from fardplan.kit.nothing import Absence
from fardplan.parties.choices import organisations_for
from fardplan.parties.models import Organisation

#: What may stand instead of an amount. An empty amount means that nobody has said.
ABSENCES = [(Absence.NOT_APPLICABLE, _("does not apply")), (Absence.CONFIDENTIAL, _("withheld"))]


def absence_field(label):
    return forms.ChoiceField(label=label, choices=ABSENCES, required=False, empty_label=_("There is one, or nobody knows it"))


class AmountMixin:
    """Amounts, each beside the reason why there is none: never both."""

    amounts = ("amount",)

    def clean(self):
        values = super().clean()
        for name in self.amounts:
            value, absence = values.get(name), values.get(f"{name}_absence") or ""
            if value is not None and absence:
                self.add_error(name, _("Either an amount, or why there is none: not both."))
            elif value is None:
                values[f"{name}_absence"] = absence or Absence.MISSING
        return values


def shown_absence(absence):
    """What the form shows of a stored reason: missing is an empty amount, not a choice."""
    return "" if absence == Absence.MISSING else absence


class BudgetForm(forms.Form):
    title = forms.TextField(label=_("Budget"), max_length=160, hint=_("Such as “Programme budget 2026”."))
    year = forms.YearField(label=_("Year"), min_value=2000)
    is_programme_budget = forms.BooleanField(
        label=_("The programme's own budget"),
        initial=True,
        hint=_("The one that the year's report and follow-up are about. One for each year."),
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Whose budget"),
        required=False,
        empty_label=_("The programme's, or several together"),
        label_of=attrgetter("name"),
    )
    note = forms.TextField(label=_("Note"), max_length=300, required=False)
    decision = forms.ModelChoiceField(Decision.objects.none(), label=_("Decision it rests on"), required=False)
    document = forms.ModelChoiceField(Document.objects.none(), label=_("Document it comes from"), required=False)

    def __init__(self, *args, programme, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations_for(programme, held=[held.organisation_id] if held else ())
        self.fields["decision"].queryset = Decision.objects.filter(programme=programme).order_by(swedish("title"))
        self.fields["document"].queryset = Document.objects.filter(programme=programme).order_by(swedish("title"))


class LineForm(AmountMixin, forms.Form):
    title = forms.TextField(label=_("Line"), max_length=160)
    parent = forms.ModelChoiceField(
        BudgetLine.objects.none(), label=_("Part of"), required=False, empty_label=_("A line of its own"),
        hint=_("A part (“varav”) tells what is in the line above. It is not added again."),
    )  # fmt: skip
    amount = forms.MoneyField(
        label=_("Budget"), min_value=0, required=False, hint=_("Such as 1 714 000 or 1 714 tkr. Nought is 0; empty is not known.")
    )
    amount_absence = absence_field(_("Or why there is no budget"))
    outturn = forms.MoneyField(label=_("Outturn"), min_value=0, required=False, hint=_("For the whole year. Empty is not known yet."))
    outturn_absence = absence_field(_("Or why there is no outturn"))
    comment = forms.TextField(label=_("Comment"), max_length=300, required=False)

    amounts = ("amount", "outturn")
    layout = ("title", "parent", "amount", "amount_absence", "outturn", "outturn_absence", "comment")

    def __init__(self, *args, programme, budget, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        tops = BudgetLine.objects.filter(budget=budget, parent__isnull=True)
        self.fields["parent"].queryset = tops.exclude(pk=held.pk) if held else tops
        self.is_recorded = held is not None and outturn_of(held) is not None

    def for_service(self):
        """The line's fields, and its outturn as one pair: None when nothing is recorded and nothing is to be."""
        values = dict(self.cleaned_data)
        outturn = (values.pop("outturn"), values.pop("outturn_absence"))
        unknown = outturn == (None, Absence.MISSING) and not self.is_recorded
        return {**values, "outturn": None if unknown else outturn}


def outturn_of(line):
    return line.outturns.filter(period=str(line.budget.year)).first()


def initial_of_line(line):
    """A line with its outturn as values of LineForm."""
    outturn = outturn_of(line)
    return {
        **{name: getattr(line, name) for name in ("title", "parent", "amount", "comment")},
        "amount_absence": shown_absence(line.amount_absence),
        "outturn": outturn.amount if outturn else None,
        "outturn_absence": shown_absence(outturn.amount_absence) if outturn else "",
    }


class FundingForm(AmountMixin, forms.Form):
    year = forms.YearField(label=_("Year"), min_value=2000)
    role = forms.ChoiceField(label=_("What it does"), choices=Funding.Role.choices, radio=True, initial=Funding.Role.PAYS)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Organisation"),
        required=False,
        empty_label=_("Several together, in words below"),
        label_of=attrgetter("name"),
    )
    organisation_words = forms.TextField(
        label=_("Several together, in words"), max_length=120, required=False, hint=_("Such as “the municipalities”.")
    )
    grant = forms.TextField(label=_("Grant"), max_length=160, required=False, hint=_("Where the money comes from."))
    share = forms.PercentField(label=_("Share of the whole"), min_value=0, max_value=100, required=False)
    chapter = forms.TextField(label=_("Agreement chapter"), max_length=120, required=False, hint=_("Of the agreement of the year."))
    amount = forms.MoneyField(label=_("Amount"), min_value=0, required=False, hint=_("Nought is 0; empty is not known."))
    amount_absence = absence_field(_("Or why there is no amount"))
    printed = forms.TextField(label=_("As printed"), max_length=60, required=False, hint=_("Such as “1 714 tkr”, when a document rounds."))
    comment = forms.TextField(label=_("Comment"), max_length=300, required=False)

    layout = (
        *("year", "role", "organisation", "organisation_words", "grant", "chapter", "share"),
        *("amount", "amount_absence", "printed", "comment"),
    )

    def __init__(self, *args, programme, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations_for(programme, held=[held.organisation_id] if held else ())

    def clean(self):
        values = super().clean()
        if not values.get("organisation") and not values.get("organisation_words") and "organisation" not in self.errors:
            self.add_error("organisation", _("Say who it is, here or in words below."))
        return values

    def key(self):
        values = self.cleaned_data
        return f"{values['year']} {values['organisation'] or values['organisation_words']}"


def initial_of_funding(funding):
    return {
        **{name: getattr(funding, name) for name in FundingForm.base_fields},
        "amount_absence": shown_absence(funding.amount_absence),
    }


class GrantUseForm(AmountMixin, forms.Form):
    """What a grant was used for."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=GrantUse.Kind.choices, radio=True, initial=GrantUse.Kind.MONEY,
        hint=_("Lent staff is valued beside the money, and never added to it."),
    )  # fmt: skip
    title = forms.TextField(label=_("Used for"), max_length=200)
    amount = forms.MoneyField(label=_("Amount"), min_value=0, required=False, hint=_("Nought is 0; empty is not known."))
    amount_absence = absence_field(_("Or why there is no amount"))
    own = forms.MoneyField(
        label=_("Own co-financing"), min_value=0, required=False, hint=_("What the receiver paid of its own for the same thing.")
    )
    comment = forms.TextField(label=_("Comment"), max_length=300, required=False)

    layout = ("kind", "title", ("amount", "own"), "amount_absence", "comment")

    def clean(self):
        values = super().clean()
        values["own_absence"] = "" if values.get("own") is not None else Absence.MISSING
        return values


def initial_of_grant_use(row):
    return {**{name: getattr(row, name) for name in GrantUseForm.base_fields}, "amount_absence": shown_absence(row.amount_absence)}
