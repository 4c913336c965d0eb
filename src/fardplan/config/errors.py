"""Answers when something goes wrong: what happened, what to do, and a number to quote. Never a trace, a path or a library's name."""

import logging
import uuid

from django.shortcuts import render

from fardplan.parties.web import open_to_all

logger = logging.getLogger("fardplan.errors")


def _answer(request, status):
    error_id = uuid.uuid4().hex[:8]
    if status >= 500:
        logger.error("error %s at %s", error_id, request.path)
    return render(request, f"kit/{status}.html", {"error_id": error_id}, status=status)


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
    return _answer(request, 500)


@open_to_all
def csrf_failure(request, reason=""):
    return _answer(request, 403)
