"""The pages with 300 initiatives, 1 500 activities and 8 parties, each beside a bare Django view that renders as many rows.

A page here is a whole request: middleware, session, user, membership, queries, template. The bare view goes the same way, but
asks one question, needs no log-in and has six columns of plain text.
"""

import contextlib
import io
import shutil
import tempfile
from functools import cache
from pathlib import Path
from types import ModuleType

from bench.registry import benchmark

INITIATIVES, ACTIVITIES = 300, 1_500
BARE = "bare: a table of %s rows"
HOST = {"Host": "localhost"}


@cache
def stock():
    """The programme, made once for all the pages of a run. Returns its key and the session of a programme lead."""
    from django.conf import settings
    from django.db import transaction
    from django.test import Client

    from fardplan.accounts.permissions import Role
    from tests.factories import MembershipFactory, ProgrammeFactory, UserFactory
    from tests.factories.bulk import fill

    with transaction.atomic():
        filled = fill(ProgrammeFactory(slug="stort"), initiatives=INITIATIVES, activities=ACTIVITIES)
        lead = UserFactory()
        MembershipFactory(user=lead, programme=filled.programme, role=Role.LEAD)
        client = Client()
        client.force_login(lead)
    return filled, client.cookies[settings.SESSION_COOKIE_NAME].value


def page(path):
    """A call that answers `path` through all of the product's middleware, as the server would."""
    from django.conf import settings
    from django.core.handlers.base import BaseHandler
    from django.test import RequestFactory

    _filled, session = stock()
    handler = BaseHandler()
    handler.load_middleware()

    def call():
        request = RequestFactory(headers=HOST).get(path)
        request.COOKIES[settings.SESSION_COOKIE_NAME] = session
        answer = handler.get_response(request)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status_code}")
        return f"{len(answer.content) / 1000:.0f} kB"

    return call


def bare(rows):
    """The view to compare with: one query, `rows` instances, six columns."""
    from django.core.handlers.base import BaseHandler
    from django.http import HttpResponse
    from django.template import engines
    from django.test import RequestFactory
    from django.urls import path

    from fardplan.portfolio.models import Initiative

    stock()
    columns = ("pk", "slug", "title", "short_title", "form", "change_owner")
    cells = "".join(f"<td>{{{{ row.{column} }}}}</td>" for column in columns)
    template = engines["django"].from_string(
        f"<!doctype html><title>Rows</title><table>{{% for row in rows %}}<tr>{cells}</tr>{{% endfor %}}</table>"
    )
    handler = BaseHandler()
    handler.load_middleware()

    def view(request):
        found = list(Initiative.objects.all()[:rows])
        # More rows than there are initiatives: the same once more.
        return HttpResponse(template.render({"rows": (found * (rows // len(found) + 1))[:rows]}))

    urls = ModuleType("bare")
    urls.urlpatterns = [path("", view)]

    def call():
        request = RequestFactory(headers=HOST).get("/")
        request.urlconf = urls
        answer = handler.get_response(request)
        if answer.status_code != 200:
            raise RuntimeError(f"the bare view answered {answer.status_code}")
        return f"{len(answer.content) / 1000:.0f} kB"

    return call


for _rows in (40, 60, 300, 600):
    benchmark(BARE % _rows, database=True)(lambda rows=_rows: bare(rows))

#: name, address, how many rows it shows
PAGES = (
    ("page: county", "", 60),
    ("page: portfolio, cards", "portfolj/?fas=all", 300),
    ("page: portfolio, table", "portfolj/?fas=all&vy=tabell", 300),
    ("page: portfolio, matrix", "portfolj/?fas=all&vy=matris", 600),
    ("page: initiative", "portfolj/arbete-0/", 40),
    ("page: party", "parter/part-0/", 300),
    ("page: timeline", "fardplan/", 600),
    ("page: activities of a year", "aktiviteter/?ar=2024", 300),
    ("page: milestones", "aktiviteter/hallpunkter/", 300),
)
for _name, _path, _rows in PAGES:
    benchmark(_name, database=True, against=BARE % _rows)(lambda path=_path: page(f"/stort/{path}"))


@benchmark("report: annual, all formats, with a county's figures", database=True, calls=3)
def annual_report_of_the_example():
    from fardplan.imports.loader import load

    root = Path(__file__).resolve().parents[1] / "examples"
    programme = load(root / "vasternorrland").programme
    return annual_report(programme, "2023")


@benchmark("report: annual, all formats, 300 initiatives", database=True, calls=3)
def annual_report_of_many():
    filled, _session = stock()
    return annual_report(filled.programme.slug, "2024")


def annual_report(programme, period):
    """`fardplan report annual`, into a folder that is thrown away."""
    from fardplan.reports.commands import report

    def call():
        folder = tempfile.mkdtemp()
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                report.main(["annual", "--programme", programme, "--period", period, "--out", folder], standalone_mode=False)
            return ", ".join(f"{path.suffix[1:]} {path.stat().st_size / 1000:.0f} kB" for path in sorted(Path(folder).iterdir()))
        finally:
            shutil.rmtree(folder)

    return call
