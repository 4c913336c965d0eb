from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.attachments.kinds import ACCEPT
from fardplan.attachments.services import most_megabytes
from fardplan.kit import forms


class AttachForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("File"), accept=ACCEPT)
    note = forms.TextField(
        label=gettext_lazy("What it is"),
        required=False,
        max_length=200,
        hint=gettext_lazy("Such as “Minutes, signed”. Without it, the file's name is shown."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # No token: whoever goes back and chooses another file means the other file; the same file twice is one anyway.
        del self.fields["form_token"]
        self.form_token = None
        words = _("PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPG, text or CSV. At most %(most)s MB, without macros.")
        self.fields["file"].hint = words % {"most": most_megabytes()}


class WithdrawForm(forms.Form):
    reason = forms.TextField(label=gettext_lazy("Why"), required=False, max_length=200, hint=gettext_lazy("Such as “The wrong version”."))
