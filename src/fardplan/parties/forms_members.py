from django.utils.translation import gettext_lazy as _

from fardplan.accounts.permissions import Role, granted
from fardplan.kit import forms
from fardplan.parties.models import Party


class MemberForm(forms.Form):
    username = forms.TextField(label=_("User name"), max_length=150, hint=_("Somebody who already has a log-in keeps name and password."))
    display_name = forms.TextField(label=_("Name shown"), max_length=120, required=False)
    password = forms.TextField(
        label=_("First password"),
        max_length=120,
        required=False,
        hint=_("For a new log-in: at least 12 characters, to hand over. It is changed under My password."),
        attrs={"autocomplete": "off"},
    )
    role = forms.ChoiceField(label=_("Role"), choices=[])
    party = forms.ModelChoiceField(Party.objects.none(), label=_("For the party"), required=False, empty_label=_("No party"))
    from_date = forms.DateField(label=_("From"), required=False)

    layout = (("username", "display_name"), "password", ("role", "party"), "from_date")

    def __init__(self, *args, authority, **kwargs):
        super().__init__(*args, **kwargs)
        # Only what one holds can be given away.
        self.fields["role"].choices = [(role.value, role.label) for role in Role if granted({role}) <= authority.permissions]
        self.fields["party"].queryset = Party.objects.filter(programme=authority.programme).in_order()


class EndMembershipForm(forms.Form):
    until_date = forms.EndDateField(
        label=_("Last day"), hint=_("From the next day the person no longer reaches the programme in this role.")
    )
