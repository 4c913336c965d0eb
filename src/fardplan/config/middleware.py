import logging
from http import HTTPStatus

from django.conf import settings
from django.db import DatabaseError
from django.utils import translation
from django.utils.cache import patch_cache_control

from fardplan.audit import scope
from fardplan.reminders import counting

logger = logging.getLogger("fardplan.web")


def private_responses(get_response):
    """What a logged-in person sees is never kept by a cache on the way."""

    def middleware(request):
        response = get_response(request)
        if not response.has_header("Cache-Control") and not request.path.startswith("/static/"):
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware


def audit_scope(get_response):
    """Everything one request writes shares one audit entry."""

    def middleware(request):
        if request.method in {"GET", "HEAD", "OPTIONS"}:
            return get_response(request)
        with scope.entry(f"{request.method} {request.path}"):
            return get_response(request)

    return middleware


def waiting_counted(get_response):
    """What somebody has done no longer waits: counted anew after each write that came through."""

    def middleware(request):
        response = get_response(request)
        if request.method == "POST" and response.status_code == HTTPStatus.FOUND and getattr(request, "programme", None) is not None:
            try:
                counting.count(request.user, today=request.today)
            except DatabaseError:  # the write itself is done: a figure in the menu must not make it look undone
                logger.exception("what waits for user %s could not be counted", request.user.pk)
        return response

    return middleware


def chosen_language(get_response):
    """Swedish unless the person has chosen otherwise: what the browser prefers says little of who works in a county."""
    offered = {code for code, _name in settings.LANGUAGES}

    def middleware(request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in offered else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware
