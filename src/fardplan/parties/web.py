"""How a view says who may open it. A URL whose view says nothing does not start (`config.checks`)."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from fardplan.parties.access import authority_at


def open_to_all(view):
    """Anybody, logged in or not: log-in, static help, health."""
    view.policy = "open"
    return view


def logged_in(view):
    """Anybody with a log-in; the view itself starts from `visible_to(user)`."""

    @wraps(view)
    @login_required
    def checked(request, *args, **kwargs):
        return view(request, *args, **kwargs)

    checked.policy = "logged in"
    return checked


def in_programme(*permissions):
    """A member of the programme in the URL who holds one of `permissions`. Others get 404: the programme is not there for them.

    The view gets `request.programme`, `request.authority`, `request.today` (the day the programme is shown as of) and
    `request.now_day` (the real one, for who may log in).
    A member without the permission gets 403: your programme, not your role.
    """

    def decorate(view):
        @wraps(view)
        @login_required
        def checked(request, programme, *args, **kwargs):
            today = timezone.localdate()
            request.authority = authority_at(request.user, programme, on=today)
            request.programme = request.authority.programme
            request.now_day = today
            # An example that shows a register "as it stood" keeps that day as its today.
            request.today = request.programme.shown_as_of or today
            require(any(request.authority.may(permission) for permission in permissions))
            return view(request, *args, **kwargs)

        checked.policy = "+".join(sorted(permissions))
        return checked

    return decorate


def require(allowed):
    """403 unless `allowed`."""
    if not allowed:
        raise PermissionDenied
