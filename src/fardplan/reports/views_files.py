"""The files of a report: asked for on a page, made by the job runner while the page tells how far it has come, handed over."""

import json

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.looks.queries import offered
from fardplan.parties.web import in_programme
from fardplan.reports import made
from fardplan.reports.content import text_of
from fardplan.reports.files import FORMATS, stem
from fardplan.reports.views import find_report

#: What people know each file as.
NAMES = {"docx": "Word", "pdf": "PDF", "pptx": "PowerPoint", "xlsx": "Excel"}


@in_programme(Permission.READ)
def files(request, slug):
    """GET shows what has been made of the text `?av=`; POST asks for `format`s and goes on to what is being made."""
    report = find_report(request, slug)
    if request.method == "POST":
        asked = request.POST.getlist("format")
        wanted = [suffix for suffix in made.MADE if suffix in asked]
        looks = [look for look in offered(request.programme, request.user) if f"{look.kind}@{look.slug}" in asked]
        mark = made.ask(report, wanted, at=timezone.now(), looks=looks) if wanted or looks else ""
        return redirect(f"{_address(request, report)}?av={mark}" if mark else _address(request, report))
    mark = request.GET.get("av") or made.mark_of(text_of(report))
    rows = made.rows_of(report, mark)
    asked = {row.choice for row in rows}
    wanted = request.GET.get("format", "")
    page = {
        "rows": [(_name(row.suffix, row.look), row) for row in rows],
        "done": sum(row.is_over for row in rows),
        "is_waiting": any(not row.is_over for row in rows),
        "mark": mark,
        "left": [(choice, name, wanted in ("", choice)) for choice, name in _choices(request) if choice not in asked],
    }
    return render(request, "reports/files.html", {"page": page, "report": report})


def _choices(request):
    """(what is asked for, its name): the formats in the product's own look, then in the organisations' own."""
    looks = offered(request.programme, request.user)
    return [*((suffix, _name(suffix)) for suffix in made.MADE), *((f"{look.kind}@{look.slug}", _name(look.kind, look)) for look in looks)]


def _name(suffix, look=None):
    name = NAMES.get(suffix, suffix)
    return _("%(kind)s in the look of %(owner)s") % {"kind": name, "owner": look.owner} if look else name


def _address(request, report):
    return reverse("report_files", args=[request.programme.slug, report.slug])


@in_programme(Permission.READ)
def download(request, slug, suffix):
    """A file that has been made; otherwise to where it is asked for. JSON and the page are the text itself, and come at once."""
    report = find_report(request, slug)
    wanted = FORMATS[suffix]
    mark = request.GET.get("av", "")
    text = "" if mark and suffix in made.MADE else text_of(report)
    if suffix not in made.MADE:
        return _handed_over(f"{stem(json.loads(text))}.{suffix}", wanted, wanted.make(text))
    look = request.GET.get("mall", "")
    found = made.found(report, suffix, mark or made.mark_of(text), look)
    if found is None:
        return redirect(f"{_address(request, report)}?{urlencode({'format': f'{suffix}@{look}' if look else suffix})}")
    return _handed_over(str(found), wanted, bytes(found.content))


def _handed_over(name, wanted, content):
    return HttpResponse(content, content_type=wanted.content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
