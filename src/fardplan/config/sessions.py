"""How long a session lasts, and who is asked for a second factor. Decided when somebody logs in, looked at in every request."""

import datetime
import time

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from fardplan.accounts import services
from fardplan.kit.templatetags.fardplan import datum
from fardplan.parties.models import Membership

#: Written at most this often, so that reading pages does not write a row each time.
SEEN_EACH = 300
#: Where somebody who must switch on a second factor still comes.
ALWAYS = ("/min-inloggning/", "/logga-in/", "/logga-ut/", "/losenord/", "/sprak/", "/static/", "/halsa/")


def begin(sender, request, user, **kwargs):
    """A signal's receiver, since every way to log in sends it: the library's, the provider's and the tests'."""
    now = int(time.time())
    request.session["began"] = request.session["seen"] = now
    methods = {record.get("method") for record in request.session.get("account_authentication_methods", [])}
    # The identity provider sees to the second factor of those who log in through it.
    if settings.SECOND_FACTOR_ROLES and "socialaccount" not in methods and demands_second_factor(user) and not is_mfa_enabled(user):
        by = services.ask_for_second_factor(user, on=timezone.localdate()) + datetime.timedelta(days=settings.SECOND_FACTOR_GRACE_DAYS)
        request.session["second_factor_by"] = by.isoformat()
        messages.warning(request, _("Switch on codes from an app by %(day)s, under My log-in.") % {"day": datum(by)}, fail_silently=True)


def demands_second_factor(user):
    """Whether one of the user's roles is among those that FARDPLAN_MFA_ROLES names."""
    if user.is_operator and "operator" in settings.SECOND_FACTOR_ROLES:
        return True
    roles = [role for role in settings.SECOND_FACTOR_ROLES if role != "operator"]
    return Membership.objects.filter(user=user, role__in=roles).holding_on(timezone.localdate()).exists()


def session_limits(get_response):
    """Middleware: a session ends an hour after the last page and twelve hours after log-in, on the server too."""

    def middleware(request):
        if settings.SESSION_COOKIE_NAME in request.COOKIES and (began := request.session.get("began")):
            now = int(time.time())
            seen = request.session.get("seen", began)
            if now - seen > settings.SESSION_IDLE or now - began > settings.SESSION_COOKIE_AGE or began > now + SEEN_EACH:
                logout(request)
            elif now - seen > SEEN_EACH:
                request.session["seen"] = now
        return get_response(request)

    return middleware


def second_factor(get_response):
    """Middleware: when the days of grace are over, the only way leads to where the second factor is switched on."""

    def middleware(request):
        if settings.SECOND_FACTOR_ROLES and settings.SESSION_COOKIE_NAME in request.COOKIES and not request.path.startswith(ALWAYS):
            by = parse_date(request.session.get("second_factor_by", ""))
            if by is not None and request.user.is_authenticated:
                if is_mfa_enabled(request.user):
                    del request.session["second_factor_by"]
                elif timezone.localdate() > by:
                    return redirect("mfa_activate_totp")
        return get_response(request)

    return middleware
