"""Tags: words of the programme's own that are put on initiatives and activities."""

from django.utils.translation import gettext_lazy as _

from fardplan.kit import forms
from fardplan.kit.collation import swedish
from fardplan.portfolio.models import Tag


class TagForm(forms.Form):
    name = forms.TextField(label=_("Tag"), max_length=60, hint=_("A word or two. Never a person's name."))
    meaning = forms.TextField(
        label=_("What it stands for"), max_length=200, required=False, hint=_("So that everybody puts it on the same things.")
    )
    from_date = forms.DateField(label=_("Holds from"), required=False)

    def __init__(self, *args, programme, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.others = Tag.objects.filter(programme=programme).exclude(pk=held.pk if held else None)

    def clean_name(self):
        name = self.cleaned_data["name"]
        if any(name.casefold() == other.casefold() for other in self.others.values_list("name", flat=True)):
            self.add_error("name", _("There is a tag called that already."))
        return name


class MergeTagsForm(forms.Form):
    """Which tag takes over from `tag`."""

    into = forms.ModelChoiceField(Tag.objects.none(), label=_("The tag that stays"))

    def __init__(self, *args, tag, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = Tag.objects.filter(programme=tag.programme_id).exclude(pk=tag.pk).order_by(swedish("name"))
