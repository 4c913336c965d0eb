from itertools import groupby

from django.utils.translation import gettext_lazy as _

from fardplan.kit import forms
from fardplan.kit.timing import Timing


class ChangeForm(forms.Form):
    """What is changed in the chosen rows: one choice says both what and to what."""

    def __init__(self, *args, kind, changes, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.changes = {change.code: change for change in changes}
        grouped = groupby(changes, key=lambda change: change.group)
        choices = [(group, [(change.code, change.label) for change in found]) for group, found in grouped]
        self.fields["change"] = forms.ChoiceField(label=_("What is changed"), choices=choices, empty_label=_("Choose"))
        if kind.wants_day:
            self.fields["began"] = forms.TimingField(
                label=_("From"), initial=Timing.of_days(today), hint=_("Only for a phase: when it begins."), required=False
            )

    @property
    def chosen_change(self):
        return self.changes[self.cleaned_data["change"]]

    def clean(self):
        values = super().clean()
        chosen = self.changes.get(values.get("change"))
        if chosen and chosen.wants_day and not values.get("began") and "began" not in self.errors:
            self.add_error("began", _("Say when the phase begins, for example 2024, HT 2024 or 1 March 2024."))
        return values
