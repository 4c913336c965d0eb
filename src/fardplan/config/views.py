from django.contrib.auth import password_validation, update_session_auth_hash
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fardplan.accounts import services as accounts
from fardplan.kit import forms
from fardplan.kit.editing import form_page
from fardplan.parties.access import may_create_programme
from fardplan.parties.models import Programme
from fardplan.parties.web import logged_in, open_to_all


class LogInForm(AuthenticationForm, forms.Form):
    """Django's own check of name and password, in our look."""

    username = forms.TextField(label=_("User name"), attrs={"autocomplete": "username", "autofocus": True})
    password = forms.PasswordField(label=_("Password"))

    error_messages = {
        "invalid_login": _(
            "User name or password is wrong. Try again. If the password is forgotten, ask whoever runs the installation for a new one."
        ),
        "inactive": _("This log-in is closed. Ask your programme lead."),
    }


@logged_in
def start(request):
    """The programme, when there is one; otherwise the choice of programmes."""
    programmes = list(Programme.objects.visible_to(request.user).order_by("name"))
    if len(programmes) == 1:
        return redirect("county", programme=programmes[0].slug)
    return _choose(request, programmes)


@logged_in
def programmes(request):
    """Every programme the user takes part in."""
    return _choose(request, list(Programme.objects.visible_to(request.user).order_by("name")))


def _choose(request, programmes):
    return render(request, "config/start.html", {"programmes": programmes, "may_create": may_create_programme(request.user)})


class PasswordForm(forms.Form):
    old = forms.PasswordField(label=_("Your password now"))
    new = forms.PasswordField(label=_("New password"), autocomplete="new-password", hint=_("At least 12 characters."))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_old(self):
        if not self.user.check_password(self.cleaned_data["old"]):
            raise ValidationError(_("This is not your password."))
        return self.cleaned_data["old"]

    def clean_new(self):
        password_validation.validate_password(self.cleaned_data["new"], self.user)
        return self.cleaned_data["new"]


@logged_in
def change_password(request):
    """Change one's own password; the session goes on, other sessions end."""

    def save(form):
        user = accounts.set_password(request.user, by=request.user, password=form.cleaned_data["new"])
        update_session_auth_hash(request, user)
        return user

    return form_page(request, PasswordForm, title=gettext("Change your password"), back=reverse("start"), user=request.user, save=save)


@open_to_all
def health(request):
    """200 when the database answers. Says nothing of versions."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")
