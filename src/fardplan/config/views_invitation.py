"""What somebody who is invited sees: the role, and three ways to accept it (a new log-in, the one there is, an identity provider)."""

from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.kit import forms
from fardplan.kit.editing import add_errors
from fardplan.parties import invitations
from fardplan.parties.web import open_to_all


class NewLogInForm(forms.Form):
    display_name = forms.TextField(
        label=gettext_lazy("Your name"), max_length=120, hint=gettext_lazy("As the others see it."), attrs={"autocomplete": "name"}
    )
    password = forms.PasswordField(
        label=gettext_lazy("New password"), autocomplete="new-password", hint=gettext_lazy("At least 12 characters."), max_length=1_000
    )


@open_to_all
def invitation(request, token):
    """The invitation that the link is about. A link that nobody made is no page."""
    invited = invitations.find(token)
    if invited is None:
        raise Http404
    if invited.accepted_by_id is not None and invited.accepted_by_id == request.user.pk:
        return redirect("start")
    today, now = timezone.localdate(), timezone.now()
    form = NewLogInForm(request.POST if request.method == "POST" and not request.user.is_authenticated else None)
    try:
        invitations.raise_if_closed(invited, today=today)
        if request.method == "POST":
            if request.user.is_authenticated:
                invitations.accept(invited, user=request.user, today=today, now=now)
                return redirect("start")
            if settings.LOCAL_LOGIN and form.is_valid():
                user = invitations.accept_as_new(invited, today=today, now=now, **form.cleaned_data)
                get_adapter().login(request, user)
                told = _("Welcome. Your user name is %(name)s; your e-mail address works as well.")
                messages.success(request, told % {"name": user.username})
                return redirect("start")
    except invitations.Closed as closed:
        return render(request, "config/invitation_closed.html", {"why": str(closed)}, status=410)
    except invitations.HasLogIn as known:
        form.add_error(None, str(known))
    except forms.forms.ValidationError as error:
        add_errors(form, error)
    onwards = urlencode({"next": request.path})
    page = {
        "invited": invited,
        "form": form,
        "local": settings.LOCAL_LOGIN,
        "log_in_url": f"{reverse('account_login')}?{onwards}",
        "providers": [
            {"name": row["name"], "url": f"{reverse('oidc_login', args=[row['id']])}?{onwards}"} for row in settings.OIDC_PROVIDERS
        ],
    }
    return render(request, "config/invitation.html", page, status=422 if form.errors else 200)
