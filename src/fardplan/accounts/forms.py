"""The library's forms in our look. What they check is the library's; what they are called and how they look is ours."""

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.recovery_codes import forms as codes
from allauth.mfa.totp import forms as totp
from django.contrib.auth import password_validation
from django.contrib.auth.hashers import is_password_usable
from django.utils.translation import gettext_lazy as _

from fardplan.accounts.models import User
from fardplan.kit import forms


class LogInForm(forms.Form, account.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields = {
            "login": forms.TextField(label=_("User name or e-mail"), max_length=254, attrs={"autocomplete": "username", "autofocus": True}),
            "password": forms.PasswordField(label=_("Password"), max_length=1_000),
        }

    def add_prefix(self, field_name):
        # What password managers look for.
        return super().add_prefix("username" if field_name == "login" else field_name)


class ReauthenticateForm(forms.Form, account.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"] = forms.PasswordField(label=_("Your password now"), max_length=1_000)


class AskForPasswordForm(forms.Form, account.ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"] = forms.EmailField(label=_("Your e-mail address"))

    def clean_email(self):
        """Those with the address and a password: who logs in through an identity provider gets no second way in by letter."""
        email = self.cleaned_data["email"]
        known = User.objects.filter(email__iexact=email, is_active=True)
        self.users = [user for user in known if is_password_usable(user.password)]
        return email


class NewPasswordForm(forms.Form, account.ResetPasswordKeyForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        hint = _("At least 12 characters.")
        password = forms.PasswordField(label=_("New password"), autocomplete="new-password", hint=hint, max_length=1_000)
        self.fields = {"password1": password}

    def clean_password1(self):
        password_validation.validate_password(self.cleaned_data["password1"], self.user)
        return self.cleaned_data["password1"]


def _code(label, hint=""):
    return forms.TextField(label=label, hint=hint, max_length=40, attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})


class CodeForm(forms.Form, mfa.AuthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code(_("Code"), _("Six digits from the app on your phone, or one of your spare codes."))


class CodeAgainForm(forms.Form, mfa.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code(_("Code"), _("Six digits from the app on your phone, or one of your spare codes."))


class SwitchOnForm(forms.Form, totp.ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code(_("Code that the app shows"))


class SwitchOffForm(forms.Form, totp.DeactivateTOTPForm):
    pass


class NewCodesForm(forms.Form, codes.GenerateRecoveryCodesForm):
    pass
