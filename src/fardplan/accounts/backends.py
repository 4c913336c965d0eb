"""Who a user name (or an e-mail address) and a password belong to."""

import logging

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth.hashers import is_password_usable

from fardplan.accounts.models import User

logger = logging.getLogger("fardplan.log_in")


def find(login):
    """The user with this user name, or the only one with this e-mail address who has a password; None otherwise."""
    login = login.strip()
    if not login or "\0" in login:
        return None
    named = list(User.objects.filter(username__iexact=login)[:2])
    if not named and "@" in login:
        # Two with one address: neither can be meant, and nobody is told which.
        named = [user for user in User.objects.filter(email__iexact=login) if is_password_usable(user.password)]
    return named[0] if len(named) == 1 else None


class Backend(AuthenticationBackend):
    """The hasher runs once whether or not there is such a user: the time tells nothing.

    Where log-in goes through an identity provider only (FARDPLAN_LOCAL_LOGIN=0), a password opens nothing but the accounts named in
    FARDPLAN_BREAK_GLASS, and their use is logged.
    """

    def _authenticate(self, request, **credentials):
        login = credentials.get("username") or credentials.get("email") or ""
        user = self._check_password(find(login), credentials.get("password") or "")
        if user is None or settings.LOCAL_LOGIN:
            return user
        if user.username.lower() in settings.BREAK_GLASS:
            logger.warning("break-glass log-in by user %s", user.pk)
            return user
        return None
