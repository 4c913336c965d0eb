"""Answers when something goes wrong: what happened, what to do, and a number to quote. Never a trace, a path or a library's name."""

import logging
import uuid

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseServerError
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone

from fardplan.kit import keeping
from fardplan.parties.web import open_to_all

logger = logging.getLogger("fardplan.errors")


def _answer(request, status, template=""):
    return render(request, template or f"kit/{status}.html", {"error_id": uuid.uuid4().hex[:8]}, status=status)


@open_to_all
def bad_request(request, exception=None):
    return _answer(request, 400)


@open_to_all
def forbidden(request, exception=None):
    return _answer(request, 403)


@open_to_all
def not_found(request, exception=None):
    return _answer(request, 404)


@open_to_all
def server_error(request):
    """Drawn without the request: what looked up the user or the menu may be the very thing that broke."""
    error_id = uuid.uuid4().hex[:8]
    logger.error("error %s at %s", error_id, request.path)
    return HttpResponseServerError(render_to_string("kit/500.html", {"error_id": error_id}))


@open_to_all
def csrf_failure(request, reason=""):
    """The form was opened before the person logged in anew, or it comes from elsewhere: the role is not what is wrong."""
    if (owner := keeping.keep_unsent(request, at=timezone.now())) is not None:
        # What was typed stands in the form again, to be looked over and sent anew. Only whoever has the form's signed mark comes here.
        here = f"{request.path}?{keeping.BRING}"
        return redirect(here) if owner == request.user.pk else redirect_to_login(here)
    return _answer(request, 403, template="kit/400.html")
