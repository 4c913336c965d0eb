from django.utils.translation import gettext_lazy as _

from fardplan.kit import forms
from fardplan.search import queries


class SearchForm(forms.FilterForm):
    """The fields are called as the address is: see queries.Question.PARAMS."""

    def __init__(self, *args, programmes, kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["q"] = forms.TextField(label=_("Search for"), max_length=200, required=False)
        self.fields["q"].widget.attrs["autocomplete"] = "off"
        self.fields["slag"] = forms.ChoiceField(label=_("Kind"), choices=queries.kind_choices(), required=False, empty_label=_("All kinds"))
        if len(programmes) > 1:
            self.fields["program"] = forms.ChoiceField(
                label=_("Programme"), choices=programmes, required=False, empty_label=_("All programmes")
            )
        states = queries.state_choices(kind)
        if states:
            flat = [(value, f"{name}: {label}" if not kind else label) for name, each in states for value, label in each]
            self.fields["lage"] = forms.ChoiceField(label=_("State"), choices=flat, required=False, empty_label=_("All states"))

    @property
    def chosen(self):
        """The words are no filter to clear."""
        return {name: value for name, value in super().chosen.items() if name != "q"}
