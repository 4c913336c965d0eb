"""Logging in. The library's views under our addresses: those that are not here do not exist, sign-up least of all."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.contrib.auth.views import LogoutView
from django.urls import path, register_converter

from fardplan.config import sso
from fardplan.config import views_login as views
from fardplan.config.views_invitation import invitation
from fardplan.parties.web import logged_in, open_to_all


class Base36:
    regex = "[0-9A-Za-z]{1,13}"
    to_python = to_url = staticmethod(str)


class Token:
    regex = "[0-9A-Za-z_-]{1,100}"
    to_python = to_url = staticmethod(str)


class Signed:
    regex = "[0-9A-Za-z_~-]{10,200}"
    to_python = to_url = staticmethod(str)


register_converter(Base36, "b36")
register_converter(Token, "token")
register_converter(Signed, "signed")

urlpatterns = [
    path("logga-in/", open_to_all(account.login), name="account_login"),
    path("logga-in/kod/", open_to_all(mfa.authenticate), name="mfa_authenticate"),
    path("logga-in/stangd/", open_to_all(account.account_inactive), name="account_inactive"),
    path("logga-in/bekrafta/", logged_in(account.reauthenticate), name="account_reauthenticate"),
    path("logga-in/bekrafta-kod/", logged_in(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("logga-in/via/<slug:provider_id>/", sso.log_in, name="oidc_login"),
    path("logga-in/via/<slug:provider_id>/svar/", sso.callback, name="oidc_callback"),
    path("logga-ut/", open_to_all(LogoutView.as_view()), name="account_logout"),
    path("losenord/", views.change_password, name="password"),
    path("losenord/glomt/", open_to_all(account.password_reset), name="account_reset_password"),
    path("losenord/glomt/skickat/", open_to_all(account.password_reset_done), name="account_reset_password_done"),
    path("losenord/nytt/klart/", open_to_all(account.password_reset_from_key_done), name="account_reset_password_from_key_done"),
    path("losenord/nytt/<b36:uidb36>-<token:key>/", open_to_all(account.password_reset_from_key), name="account_reset_password_from_key"),
    path("inbjudan/<signed:token>/", invitation, name="invitation"),
    path("min-inloggning/", views.my_log_in, name="mfa_index"),
    path("min-inloggning/koder/", logged_in(totp.activate_totp), name="mfa_activate_totp"),
    path("min-inloggning/koder/av/", logged_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("min-inloggning/reservkoder/", logged_in(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("min-inloggning/reservkoder/nya/", logged_in(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("min-inloggning/reservkoder.txt", logged_in(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
]
