"""My log-in: how I get in, and what else can be done about it."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import password_validation, update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fardplan.accounts import services as accounts
from fardplan.accounts.queries import ways_in
from fardplan.kit import forms
from fardplan.kit.editing import form_page
from fardplan.parties.web import logged_in, open_to_all


@logged_in
def my_log_in(request):
    """Name, password, codes, identity providers: what is on and what can be switched."""
    ways = ways_in(request.user)
    names = {provider["id"]: provider["name"] for provider in settings.OIDC_PROVIDERS}
    return render(
        request,
        "config/my_log_in.html",
        {
            "title": gettext("My log-in"),
            "has_password": request.user.has_usable_password(),
            "app": ways.app,
            "codes_left": ways.codes_left,
            "identities": [names.get(provider, provider) for provider in ways.providers],
            "second_factor_by": parse_date(request.session.get("second_factor_by", "")),
        },
    )


class PasswordForm(forms.Form):
    old = forms.PasswordField(label=_("Your password now"), max_length=1_000)
    new = forms.PasswordField(label=_("New password"), autocomplete="new-password", hint=_("At least 12 characters."), max_length=1_000)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_old(self):
        # Counted as a try to log in: an unlocked computer is no way to guess.
        if not get_adapter().reauthenticate(self.user, self.cleaned_data["old"]):
            raise ValidationError(_("This is not your password."))
        return self.cleaned_data["old"]

    def clean_new(self):
        password_validation.validate_password(self.cleaned_data["new"], self.user)
        return self.cleaned_data["new"]


@logged_in
def change_password(request):
    """Change one's own password; the session goes on, other sessions end."""
    if not request.user.has_usable_password():
        raise Http404  # whoever logs in through an identity provider has none here

    def save(form):
        user = accounts.set_password(request.user, by=request.user, password=form.cleaned_data["new"])
        update_session_auth_hash(request, user)
        get_adapter().send_notification_mail("account/email/password_changed", user)
        return user

    return form_page(request, PasswordForm, title=gettext("Change your password"), back=reverse("mfa_index"), user=request.user, save=save)


@open_to_all
def too_many(request):
    """Handler of 429: somebody, or somebody else at the same address, has tried too often."""
    return render(request, "config/too_many.html", status=429)
