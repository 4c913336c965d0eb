"""How a view says who may open it. A URL whose view says nothing does not start (`config.checks`)."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from fardplan.kit import keeping
from fardplan.parties.access import authority_at


def open_to_all(view):
    """Anybody, logged in or not: log-in, static help, health."""
    view.policy = "open"
    return view


def to_log_in(request):
    """To the log-in and back here. What was typed in a form of ours is kept for the one who typed it, and is there afterwards."""
    if keeping.keep_unsent(request, at=timezone.now()) is not None:
        return redirect_to_login(f"{request.path}?{keeping.BRING}")
    return redirect_to_login(request.get_full_path())


def logged_in(view):
    """Anybody with a log-in; the view itself starts from `visible_to(user)`."""

    @wraps(view)
    def checked(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return to_log_in(request)
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
        def checked(request, programme, *args, **kwargs):
            if not request.user.is_authenticated:
                return to_log_in(request)
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
