from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fardplan.effects.models import Effect
from fardplan.effects.planning import name_of
from fardplan.indicators.models import Indicator
from fardplan.kit import forms
from fardplan.kit.collation import swedish
from fardplan.kit.forms import Part
from fardplan.kit.rows import MORE_ROWS, Rows, as_initial
from fardplan.kit.text import fold
from fardplan.parties.choices import organisations_for

SEASONS = [(0, _("no season")), (1, _("one wave a year")), (2, _("two waves a year")), (3, _("three waves a year"))]


class EffectForm(forms.Form):
    """The plan of an evaluation: what is to move, how much, when, where and compared with whom."""

    indicator = forms.ModelChoiceField(Indicator.objects.none(), label=_("Indicator it means to move"), label_of=lambda row: row.title)
    direction = forms.ChoiceField(label=_("Means to"), choices=Effect.Direction.choices, radio=True)
    size = forms.NumberField(
        label=_("By how much"), required=False, hint=_("In the indicator's own unit; of shares, percentage points. Empty: nobody has said.")
    )
    size_words = forms.TextField(label=_("How much, as worded"), max_length=200, required=False)
    expected = forms.TimingField(label=_("When it is to be seen"), required=False)
    why = forms.LongTextField(label=_("Why this indicator"), required=False, rows=3, hint=_("How the work is thought to move it."))
    compared = forms.ChoiceField(
        label=_("Compared"),
        choices=Effect.Compared.choices,
        radio=True,
        initial=Effect.Compared.NEVER,
        option_hints={
            Effect.Compared.ITSELF: _(
                "One organisation with at least eight times before and four after. Says least: everything else changes too."
            ),
            Effect.Compared.NEVER: _("Organisations that began, and others that did not. The usual choice."),
            Effect.Compared.NOT_YET: _("When they begin one after the other: those that wait are compared with as well."),
        },
    )
    compared_with = forms.LongTextField(
        label=_("Compared with whom"),
        required=False,
        rows=4,
        hint=_("One organisation on each line, by its name. Empty: the programme's other parties of the same kind."),
    )
    season = forms.ChoiceField(
        label=_("Season"),
        choices=SEASONS,
        coerce=int,
        empty_value=0,
        initial=0,
        required=False,
        hint=_("Only for its own course before, by month."),
    )

    def __init__(self, *args, programme, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["indicator"].queryset = Indicator.objects.filter(programme=programme).order_by(swedish("short_name"), swedish("name"))
        taken = [*held.starts.values_list("organisation", flat=True), *held.compared_with.values_list("pk", flat=True)] if held else ()
        self.organisations = organisations_for(programme, held=taken)
        self.starts = Rows(
            self,
            "starts",
            lambda n: {
                "organisation": forms.ModelChoiceField(
                    self.organisations, label=_("Begins, %(n)s") % {"n": n}, required=False, label_of=lambda row: row.name
                ),
                "began": forms.TimingField(label=_("When"), required=False, **({} if n == 1 else {"hint": ""})),
            },
            needs=["organisation", "began"],
        )
        self.layout = [
            "indicator",
            Part(_("What it means to do"), "direction", ("size", "size_words"), "expected", "why"),
            self.starts.part(_("Where, and since when"), hint=MORE_ROWS),
            Part(_("Compared with whom"), "compared", "compared_with", "season"),
        ]

    def clean_compared_with(self):
        """Rows for the names that were written, each once."""
        by_name = {}
        for row in self.organisations:
            for name in (row.short_name, row.name):
                if name:
                    by_name[fold(name)] = row
        found, unknown = {}, []
        for line in self.cleaned_data["compared_with"].replace(";", "\n").splitlines():
            name = line.strip().rstrip(",")
            if not name:
                continue
            row = by_name.get(fold(name))
            if row is None:
                unknown.append(name)
            else:
                found[row.pk] = row
        if unknown:
            raise ValidationError(
                gettext("There is no organisation called %(names)s.") % {"names": ", ".join(f"”{name[:60]}”" for name in unknown[:4])}
            )
        return list(found.values())

    def clean(self):
        values = super().clean()
        self.starts.clean()
        self.starts.refuse_twice("organisation", _("%(name)s is there twice."))
        if values.get("size") is not None and values["size"] <= 0:
            self.add_error("size", _("Write how large the difference is, above nought. The direction says which way."))
        if values.get("season") and values.get("compared") != Effect.Compared.ITSELF:
            self.add_error("season", _("Season belongs to a comparison with its own course before."))
        return values

    def for_service(self):
        """What services.add_effect and edit_effect take."""
        values = self.starts.without(self.cleaned_data)
        links = {"compared_with": values.pop("compared_with")}
        return {**values, "starts": self.starts.filled(), "links": links}


def initial_of(effect):
    """An effect as values of EffectForm."""
    names = "indicator direction size size_words expected why compared season".split()
    return {
        **{name: getattr(effect, name) for name in names},
        "compared_with": "\n".join(name_of(row) for row in effect.compared_with.order_by(swedish("name"))),
        **as_initial(
            "starts", [{"organisation": row.organisation, "began": row.began} for row in effect.starts.select_related("organisation")]
        ),
    }
