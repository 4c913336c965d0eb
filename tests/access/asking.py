"""One question to one view, without a browser and without drawing the page: the answer, what it wrote, and what it was shown with."""

import re
import threading
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cache
from unittest.mock import patch

from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import Http404
from django.test import RequestFactory
from django.urls import resolve
from django_htmx.middleware import HtmxDetails

from fardplan.audit import scope
from fardplan.documents import FILES
from fardplan.parties import web
from fardplan.reports.files import FORMATS

#: Neither sessions are written about, nor how many things wait for somebody, which their own page counts anew when it is shown, nor when a
#: calendar was last fetched, nor what somebody had typed when the log-in ended, which is kept for them alone (docs/adr/0013).
BESIDES = (
    r'(?!.*(\bdjango_session\b|\bkit_keptform\b|"accounts_user" SET "waiting_count" = \S+ WHERE'
    r'|"overview_calendarfeed" SET "read_at" = \S+ WHERE))'
)
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|TRUNCATE|ALTER|DROP|CREATE)\b" + BESIDES, re.IGNORECASE | re.DOTALL)
_factory = RequestFactory()
_resolved = cache(resolve)


@dataclass
class Answer:
    status: int
    location: str = ""
    context: dict = field(default_factory=dict)
    writes: list = field(default_factory=list)

    @property
    def verdict(self):
        if self.status == 302 and self.location.startswith("/logga-in/"):
            return "log in"
        return "yes" if self.status in {200, 302, 405, 409, 422} else self.status


_contexts = threading.local()


def mine():
    """What this thread's pages would have been drawn with, the last last."""
    if not hasattr(_contexts, "drawn"):
        _contexts.drawn = []
    return _contexts.drawn


@contextmanager
def nothing_drawn():
    """Pages and documents are not drawn; `drawn[-1]` is what the thread's last would have been drawn with."""
    drawn = mine()
    files = {suffix: (lambda document, **look: b"", content_type) for suffix, (_render, content_type) in FILES.items()}
    formats = {suffix: replace(form, make=lambda text, **look: b"") for suffix, form in FORMATS.items()}

    def instead(template_name, context=None, request=None, using=None):
        mine().append(context or {})
        return ""

    with patch("django.template.loader.render_to_string", instead), patch.dict(FILES, files), patch.dict(FORMATS, formats):
        yield drawn


@contextmanager
def known_authority():
    """Who may what is read once for each person, programme and day: for questions that all take back what they write."""
    known, read = {}, web.authority_at

    def once(user, slug, *, on):
        key = user.pk, slug, on
        if key not in known:
            try:
                known[key] = read(user, slug, on=on)
            except Http404 as error:
                known[key] = error
        if isinstance(known[key], Http404):
            raise Http404
        return replace(known[key], user=user, programme=copy(known[key].programme))

    with patch.object(web, "authority_at", once):
        yield


def ask(user, method, url, body=None, *, keep=False, drawn=None, before_undo=None):
    """The Answer of the view at `url`. What it writes is taken back unless `keep`; `before_undo()` may look at it first."""
    request = _factory.generic(method, url) if body is None else getattr(_factory, method.lower())(url, body)
    request.user = user or AnonymousUser()
    request.session = SessionStore()
    request._messages = CookieStorage(request)
    request.htmx = HtmxDetails(request)
    request.LANGUAGE_CODE = "sv"
    request._dont_enforce_csrf_checks = True
    match = request.resolver_match = _resolved(request.path)
    writes, marks = [], {}

    def watch(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if sql.startswith("SAVEPOINT "):
            marks[sql.split()[-1]] = len(writes)
        elif sql.startswith("ROLLBACK TO SAVEPOINT "):  # what the product itself took back was not written
            del writes[marks[sql.split()[-1]] :]
        # To delete nothing is no write; but SQLite has not counted the rows yet when a statement gives them back.
        if WRITES.match(sql) and (context["cursor"].rowcount != 0 or " RETURNING " in sql):
            writes.append(sql[:120])
        return result

    if drawn is not None:
        drawn.clear()
    with transaction.atomic(), connection.execute_wrapper(watch):
        try:
            with scope.entry(f"{method} {url}"):
                response = match.func(request, *match.args, **match.kwargs)
                if hasattr(response, "render"):
                    response.render()
            for close in response._resource_closers:  # a file; response.close() would close the connection too
                close()
            status, location = response.status_code, response.headers.get("Location", "")
        except Http404:
            status, location = 404, ""
        except PermissionDenied:
            status, location = 403, ""
        if before_undo is not None:
            before_undo()
        if not keep:
            transaction.set_rollback(True)
    return Answer(status, location, drawn[-1] if drawn else {}, writes)
