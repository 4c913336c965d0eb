from django.utils.translation import gettext_lazy as _

from fardplan.accounts.permissions import PARTY_ROLES, Permission, Role
from fardplan.kit import forms
from fardplan.kit.collation import swedish
from fardplan.parties.models import Party, Unit


class MemberForm(forms.Form):
    username = forms.TextField(label=_("User name"), max_length=150, hint=_("Somebody who already has a log-in keeps name and password."))
    display_name = forms.TextField(label=_("Name shown"), max_length=120, required=False)
    password = forms.TextField(
        label=_("First password"),
        max_length=120,
        required=False,
        hint=_("For a new log-in: at least 12 characters, to hand over. It is changed under My log-in."),
        attrs={"autocomplete": "off"},
    )
    role = forms.ChoiceField(label=_("Role"), choices=[])
    party = forms.ModelChoiceField(Party.objects.none(), label=_("For the party"), required=False, empty_label=_("No party"))
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("For the unit"),
        required=False,
        empty_label=_("No unit"),
        hint=_("Only for a unit respondent."),
        label_of=lambda unit: f"{unit.organisation.short_name}: {unit.name}",
    )
    from_date = forms.DateField(label=_("From"), required=False)

    layout = (("username", "display_name"), "password", ("role", "party"), "unit", "from_date")

    def __init__(self, *args, authority, on, **kwargs):
        super().__init__(*args, **kwargs)
        parties = Party.objects.filter(programme=authority.programme)
        if not authority.may(Permission.MANAGE_MEMBERS):
            parties = parties.filter(pk__in=authority.parties_for(Permission.MANAGE_PARTY_MEMBERS))
            self.fields["party"].required = True
        parties = parties.in_order()
        # Only what one holds can be given away.
        for_some = [None, *(party.pk for party in parties)]
        self.fields["role"].choices = [
            (role.value, role.label) for role in Role if any(authority.may_grant(role, party) for party in for_some)
        ]
        self.fields["party"].queryset = parties
        units = Unit.objects.holding_on(on).filter(organisation__parties__in=parties).select_related("organisation").distinct()
        self.fields["unit"].queryset = units.order_by(swedish("organisation__short_name"), swedish("name"))

    def clean(self):
        values = super().clean()
        role, party, unit = values.get("role"), values.get("party"), values.get("unit")
        if role in PARTY_ROLES and party is None and "party" not in self.errors:
            self.add_error("party", _("This role is held for a party: choose which."))
        if role == Role.RESPONDENT and unit is None and "unit" not in self.errors:
            self.add_error("unit", _("A respondent answers for a unit: choose which."))
        if unit is not None and role is not None and role != Role.RESPONDENT:
            self.add_error("unit", _("Only a unit respondent answers for a unit."))
        elif unit is not None and party is not None and unit.organisation_id != party.organisation_id:
            self.add_error("unit", _("The unit is not one of this party's."))
        return values


class InvitationForm(MemberForm):
    """A role for somebody who may have a log-in or not: whoever invites is not told which."""

    username = display_name = password = from_date = None
    address = forms.EmailField(label=_("E-mail"), max_length=254, hint=_("The link goes here. Whoever opens it chooses how to log in."))
    last_day = forms.DateField(label=_("Last day to accept"))

    layout = ("address", ("role", "party"), "unit", "last_day")


class EndMembershipForm(forms.Form):
    until_date = forms.EndDateField(
        label=_("Last day"), hint=_("From the next day the person no longer reaches the programme in this role.")
    )
