from django.contrib.auth import get_user_model
from django.utils.text import format_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fardplan.kit import forms
from fardplan.status.forms.risks import members_of
from fardplan.status.rules import PARTS, TEXTS, Level, Part, Rhythm, Trend, needs_reason

#: One choice that copies judgement and words from the last report.
AS_LAST = "as-last"
LEVELS = [(value, label) for value, label in Level.choices if value]
TRENDS = [(value, label) for value, label in Trend.choices if value]
LABELS = {
    "done": _("Done since the last time"),
    "next": _("What comes next"),
    "deviations": _("Deviations"),
    "asks": _("Asked of the steering group"),
    "forecast": _("Forecast"),
}
HINTS = {
    "asks": _("What is to be decided, and by when. Leave empty when you ask nothing."),
    "forecast": _("Will it be done in time and give what it should?"),
}
NO_PATIENTS = _("Never write about individual patients.")


class StatusReportForm(forms.Form):
    """Six parts and a few lines, on a phone in five minutes. What was said the last time stands beside every field, and one choice
    per part copies it. `previous` is the report before, or None."""

    reason = forms.TextField(
        label=_("Why the whole is better than its worst part"), max_length=400, required=False, hint=_("Asked for only when it is so.")
    )

    def __init__(self, *args, previous=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.previous = previous
        layout = []
        for part in Part:
            self._add_part(part)
            rows = [part.value, (f"{part.value}_trend", f"{part.value}_words")]
            if part == Part.OVERALL:
                rows.append("reason")
            layout.append(forms.Part(part.label, *rows, hint=self._last_time(part)))
        for name in TEXTS:
            said = getattr(previous, name, "") if previous else ""
            hint = HINTS.get(name, "")
            if said:
                hint = (
                    format_lazy("{} {}", hint, _("Last time: %(said)s") % {"said": said})
                    if hint
                    else _("Last time: %(said)s") % {"said": said}
                )
            self.fields[name] = forms.LongTextField(label=LABELS[name], required=False, rows=2, hint=hint)
        layout.append(forms.Part(_("In words"), *TEXTS, hint=NO_PATIENTS))
        self.layout = tuple(layout)

    def _add_part(self, part):
        choices = list(LEVELS)
        if self.previous and self.previous.part(part)[0]:
            label = _("As last time: %(level)s") % {"level": Level(self.previous.part(part)[0]).label}
            choices = [(AS_LAST, label), *choices]
        whole = part == Part.OVERALL
        self.fields[part.value] = forms.ChoiceField(
            label=_("%(part)s: how it stands") % {"part": part.label},
            choices=choices,
            radio=True,
            required=False,
            empty_label=_("Not judged"),
        )
        self.fields[f"{part.value}_trend"] = forms.ChoiceField(
            label=_("%(part)s: since the last time") % {"part": part.label},
            choices=TRENDS,
            radio=True,
            required=False,
            empty_label=_("Not said"),
        )
        self.fields[f"{part.value}_words"] = forms.TextField(
            label=_("The whole in a line") if whole else _("%(part)s in a line") % {"part": part.label}, max_length=400, required=False
        )

    def _last_time(self, part):
        if self.previous is None:
            return _("Nothing has been reported before.")
        level, trend, words = self.previous.part(part)
        said = ", ".join(filter(None, (str(Level(level).label), str(Trend(trend).label) if trend else "")))
        return _("%(period)s: %(said)s. %(words)s") % {
            "period": str(self.previous.report_period.label).capitalize(), "said": said, "words": words,
        }  # fmt: skip

    def clean(self):
        values = super().clean()
        for part in PARTS:
            if values.get(part) == AS_LAST:
                level, _trend, words = self.previous.part(part)
                values[part] = level
                values[f"{part}_trend"] = values.get(f"{part}_trend") or Trend.SAME
                values[f"{part}_words"] = values.get(f"{part}_words") or words
        whole = values.get("overall")
        if whole and needs_reason(whole, [values.get(part) or "" for part in PARTS[1:]]) and not values.get("reason"):
            self.add_error("reason", _now("The whole is better than its worst part. Write why."))
        return values


class ReportFilterForm(forms.FilterForm):
    period = forms.ChoiceField(label=_("Period"), choices=(), empty_label=_("The latest"))
    lage = forms.ChoiceField(
        label=_("Worst part"),
        choices=(("bad", Level.BAD.label), ("warn", Level.WARN.label), ("ok", Level.OK.label), ("off", _("Not reported"))),
        empty_label=_("All"),
    )
    fragar = forms.BooleanField(label=_("Asks the steering group something"))

    def __init__(self, *args, periods=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = [(each.code, str(each.label).capitalize()) for each in periods]


class SetupForm(forms.Form):
    rhythm = forms.ChoiceField(label=_("How often status is reported"), choices=Rhythm.choices, coerce=int, radio=True)
    days_to_write = forms.NumberField(label=_("Days to write in, after the period"), whole=True, min_value=0, max_value=60)
    deviation_receivers = forms.ModelMultipleChoiceField(
        get_user_model().objects.none(),
        label=_("Who is told of deviations at once"),
        required=False,
        hint=_("The programme lead always is. With nobody chosen, so are the steering members of the party that holds the chair."),
    )
    amber_from = forms.NumberField(
        label=_("Risks are amber from"), whole=True, min_value=2, max_value=25, hint=_("Likelihood times impact, 1–25. PM² says 3.")
    )
    red_from = forms.NumberField(label=_("Risks are red from"), whole=True, min_value=2, max_value=25, hint=_("PM² says 20."))

    layout = (
        forms.Part(_("Status reports"), "rhythm", "days_to_write"),
        forms.Part(_("Deviations"), "deviation_receivers"),
        forms.Part(_("Limits of risks"), ("amber_from", "red_from")),
    )

    def __init__(self, *args, programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["deviation_receivers"].queryset = members_of(programme)

    def for_service(self):
        values = dict(self.cleaned_data)
        return {"links": {"deviation_receivers": list(values.pop("deviation_receivers"))}, **values}
