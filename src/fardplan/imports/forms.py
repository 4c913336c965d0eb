from django.utils.translation import gettext_lazy as _

from fardplan.kit import forms
from fardplan.tables.delimited import fold_header

ACCEPTED = ".xlsx,.csv,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        accept=ACCEPTED,
        max_length=200,
        hint=_("Excel workbook (.xlsx) or csv. Nothing is stored until you have seen what changes."),
    )


class FiguresForm(FileForm):
    """A file of figures; one from `fardplan measures release` has its manifest beside it."""

    manifest = forms.FileField(
        label=_("Manifest"),
        accept=".json,application/json",
        max_length=200,
        required=False,
        hint=_("manifest.json from the same release, when the figures come from fardplan measures. It holds the definitions' own words."),
    )


class MappingForm(forms.Form):
    """What each heading of the file means; empty means that the column is not read."""

    def __init__(self, *args, headings, columns, found, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(column.key, column.heading + (" *" if column.required else "")) for column in columns]
        self.headings = [heading for heading in headings if heading.strip()]
        for place, heading in enumerate(self.headings):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=heading[:80], choices=choices, required=False, empty_label=_("Not read"), initial=found.get(fold_header(heading), "")
            )

    def decided(self):
        return {fold_header(heading): self.cleaned_data[f"column_{place}"] for place, heading in enumerate(self.headings)}
