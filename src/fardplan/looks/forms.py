from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fardplan.kit import forms
from fardplan.looks import services
from fardplan.parties.models import Organisation, Party


class LookForm(forms.Form):
    file = forms.FileField(
        label=_("Template"),
        accept=".docx,.dotx,.pptx,.potx",
        hint=_("A Word or PowerPoint template of your own, without macros. At most 20 MB."),
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Whose look it is"), required=False, empty_label=_("The programme's own")
    )

    def __init__(self, *args, programme, **kwargs):
        super().__init__(*args, **kwargs)
        # No token: whoever goes back and chooses another file means the other file; the same file twice is one anyway.
        del self.fields["form_token"]
        self.form_token = None
        parties = Party.objects.filter(programme=programme).values("organisation")
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=parties).order_by("short_name")

    def clean_file(self):
        file = self.cleaned_data["file"]
        if wrong := services.too_big(file.size):
            raise ValidationError(wrong)
        return file


class StepForm(forms.Form):
    """Asks nothing: the page says what will happen, and the button does it."""
