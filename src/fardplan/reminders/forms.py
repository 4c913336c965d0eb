from django.utils.translation import gettext_lazy as _

from fardplan.kit import forms
from fardplan.reminders.kinds import KINDS


class RemindersForm(forms.Form):
    kinds = forms.MultipleChoiceField(
        label=_("Send me e-mail about"),
        required=False,
        choices=list(KINDS.items()),
        hint=_("What you leave out still stands on your page."),
    )
