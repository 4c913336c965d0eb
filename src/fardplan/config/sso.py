"""Log-in through an identity provider: who may come in, as whom, and with which roles."""

import logging
from urllib.parse import urlsplit

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base.constants import AuthError
from allauth.socialaccount.providers.oauth2.views import OAuth2LoginView
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _

from fardplan.accounts import oidc, services
from fardplan.accounts.provider import Adapter as OidcAdapter
from fardplan.accounts.provider import CallbackView
from fardplan.audit import scope
from fardplan.kit.text import clean_text
from fardplan.parties import invitations
from fardplan.parties.claims import follow_claims
from fardplan.parties.web import open_to_all

logger = logging.getLogger("fardplan.log_in")


def provider_settings(provider_id):
    return next((row for row in settings.OIDC_PROVIDERS if row["id"] == provider_id), None)


class SocialAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request, sociallogin):
        return False  # `pre_social_login` lets in those it knows

    def list_apps(self, request, provider=None, client_id=None):
        """The providers of the settings file. None is kept in the database, where a role could be mapped without anybody seeing it."""
        return [
            SocialApp(
                provider="oidc",
                provider_id=row["id"],
                name=row["name"],
                client_id=row["client_id"],
                secret=row["secret"],
                settings={**row, "scope": row["scopes"], "auth_params": row["params"]},
            )
            for row in settings.OIDC_PROVIDERS
            if provider in {None, "oidc", row["id"]} and client_id in {None, row["client_id"]}
        ]

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        cancelled = error == AuthError.CANCELLED
        raise ImmediateHttpResponse(refusal(request, getattr(provider, "sub_id", ""), exception, cancelled=cancelled))

    def authenticate_by_email(self, sociallogin):
        return None

    def pre_social_login(self, request, sociallogin):
        """The identity is proven: find its user, or make one for somebody who is mapped to a role or invited; then follow the claims."""
        provider, claims = provider_settings(sociallogin.account.provider), sociallogin.claims
        if sociallogin.state.get("process") != "login":
            raise ImmediateHttpResponse(refusal(request, provider["id"], oidc.Refused("not a log-in")))
        if oidc.left_out(provider["roles"], claims):
            raise ImmediateHttpResponse(refusal(request, provider["id"], oidc.Refused("claims are left out")))
        wanted = oidc.roles_from(provider["roles"], claims)
        with transaction.atomic():
            if not sociallogin.is_existing:
                if not wanted and not is_invited(sociallogin.state.get("next")):
                    raise ImmediateHttpResponse(stranger(request, provider))
                sociallogin.user = services.add_user_of_provider(by="log-in", **person(provider, claims))
                sociallogin.account.user = sociallogin.user
                sociallogin.account.save()
            follow_claims(sociallogin.user, by="log-in", provider=provider["id"], wanted=wanted, on=timezone.localdate())


def is_invited(onwards):
    """Whether somebody new was on the way to accept an invitation that is open: then there is a log-in to accept it with."""
    try:
        match = resolve(urlsplit(onwards or "").path)
    except Resolver404:
        return False
    invitation = invitations.find(match.kwargs["token"]) if match.url_name == "invitation" else None
    if invitation is None:
        return False
    try:
        invitations.raise_if_closed(invitation, today=timezone.localdate())
    except invitations.Closed:
        return False
    return True


def person(provider, claims):
    """Name and address as the provider tells them: to be shown and written to, never to be recognised by."""
    email = claims.get(provider["claims"]["email"])
    try:
        validate_email(email)
    except (ValidationError, TypeError):
        email = ""
    name = claims.get(provider["claims"]["name"])
    name = " ".join(clean_text(name).split())[:120] if isinstance(name, str) else ""
    return {"display_name": name or _("Name not told"), "email": email if len(email) <= 254 else ""}


def refusal(request, provider_id, exception, *, cancelled=False):
    """What went wrong is for the log; the person is told what to do."""
    down = isinstance(exception, oidc.Unreachable)
    if not cancelled:
        logger.warning("log-in through %s refused: %s", provider_id, exception)
    provider = provider_settings(provider_id)
    page = {"provider": provider["name"] if provider else "", "down": down, "cancelled": cancelled}
    return render(request, "config/sso_refused.html", page, status=503 if down else 400)


def stranger(request, provider):
    return render(request, "config/sso_stranger.html", {"provider": provider["name"]}, status=403)


def _guarded(view_class, request, provider_id):
    if provider_settings(provider_id) is None:
        raise Http404
    try:
        with scope.entry(f"log-in through {provider_id}"):
            return view_class.adapter_view(OidcAdapter(request, provider_id))(request)
    except oidc.Refused as refused:
        return refusal(request, provider_id, refused)
    except (IntegrityError, ValidationError, ValueError, TypeError) as error:
        # The same person in two windows at once, or an answer of a shape that nobody thought of: never a session, never a trace.
        logger.exception("log-in through %s failed", provider_id)
        return refusal(request, provider_id, error)


@open_to_all
def log_in(request, provider_id):
    """Off to the identity provider."""
    return _guarded(OAuth2LoginView, request, provider_id)


@open_to_all
def callback(request, provider_id):
    """Back from the identity provider."""
    return _guarded(CallbackView, request, provider_id)
