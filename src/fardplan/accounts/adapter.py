"""How django-allauth behaves here: no sign-up without an invitation, letters through the outbox, tries counted per account."""

import base64

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from fardplan.accounts import mail, services
from fardplan.accounts.backends import find

WRONG = _("User name or password is wrong. Try again, or ask for a new password.")
TOO_MANY = _("Too many tries. Wait five minutes, then try again.")

#: What is said after something was done, by the library's name of it. The rest needs no words.
SAID = {
    "mfa/messages/totp_activated.txt": _("The app is switched on. Keep your spare codes where you find them without the phone."),
    "mfa/messages/totp_deactivated.txt": _("The app is switched off. Your password alone opens your log-in now."),
    "account/messages/password_changed.txt": _("The password is changed."),
}
#: What the owner is told by letter, because somebody else might have done it.
TOLD = {
    "account/email/password_changed": _("The password was changed."),
    "account/email/password_reset": _("The password was changed through a link sent by e-mail."),
    "mfa/email/totp_activated": _("An app for codes was switched on."),
    "mfa/email/totp_deactivated": _("The app for codes was switched off."),
    "mfa/email/recovery_codes_generated": _("New spare codes were made. The old ones no longer work."),
}


class Adapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        # One text, whatever was wrong and however it was written: it tells nothing of who has an account.
        "email_password_mismatch": WRONG,
        "username_password_mismatch": WRONG,
        "invalid_login": WRONG,
        "incorrect_password": _("This is not your password."),
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "invalid_password_reset": _("The link has been used, or is too old. Ask for a new one."),
        "account_inactive": _("This log-in is closed. Ask your programme lead."),
    }

    def is_open_for_signup(self, request):
        return False

    def is_safe_url(self, url):
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_client_ip(self, request):
        """Where a try comes from: what the outermost proxy of ours saw. The rest of X-Forwarded-For is anybody's word."""
        hops, ours = request.headers.get("x-forwarded-for", "").split(","), settings.ALLAUTH_TRUSTED_PROXY_COUNT
        seen = hops[-ours].strip() if 0 < ours <= len(hops) else ""
        return seen or request.META.get("REMOTE_ADDR") or "unknown"

    def pre_authenticate(self, request, **credentials):
        """Count the try, per address it comes from and per account: written as user name or as e-mail, it is the same account."""
        login = (credentials.get("username") or credentials.get("email") or "").strip()
        user = find(login)
        key = f"user:{user.pk}" if user else f"unknown:{login.casefold()}"
        self._login_failed_rl_usage = ratelimit.consume(request, app="allauth.account", action="login_failed", key=key)
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def add_message(self, request, level, message_template=None, message_context=None, extra_tags="", message=None):
        if text := SAID.get(message_template):
            messages.add_message(request, level, text)

    def set_password(self, user, password):
        services.set_password(user, by=user, password=password)

    def send_mail(self, template_prefix, email, context):
        raise NotImplementedError(f"no letter {template_prefix} goes out from here")

    def send_password_reset_mail(self, user, email, context):
        """To the address in the register, not the one that was typed: they may differ in letters that look alike."""
        text = render_to_string("accounts/letters/password_reset.txt", context)
        mail.send_later(user, str(_("Choose a new password")), text, secret=True)

    def get_reset_password_from_key_url(self, key):
        uid, _dash, token = key.partition("-")
        return mail.link(reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token}))

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        if (what := TOLD.get(template_prefix)) and user.email:
            text = render_to_string("accounts/letters/log_in_changed.txt", {"user": user, "what": what})
            mail.send_later(user, str(_("Your log-in has changed")), text)

    def get_password_change_redirect_url(self, request):
        return reverse("mfa_index")


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("The code is wrong or too old. Write the one the app shows now."),
        "cannot_generate_recovery_codes": _("Switch the app on first."),
    }

    def get_totp_issuer(self):
        return "Färdplan"

    def build_totp_svg(self, url):
        # On white, also where the page is dark: a camera reads nothing else.
        return qrcode.make(url, image_factory=SvgPathFillImage).to_string(encoding="unicode")

    def get_totp_label(self, user):
        return user.username

    # A copy of the database is not enough to make codes: the key they are locked with lies elsewhere.

    def encrypt(self, text):
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return _box().decrypt(encrypted_text.encode()).decode()


def _box():
    return Fernet(base64.urlsafe_b64encode(salted_hmac("second-factor", "", algorithm="sha256").digest()))
