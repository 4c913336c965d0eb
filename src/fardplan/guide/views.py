"""Hjälp: the user guide, open to all, also to who cannot log in."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fardplan.guide.queries import pages, picture_file
from fardplan.guide.rules import search
from fardplan.parties.web import open_to_all

#: What is found, at most; longer questions are cut.
MOST, LONGEST = 30, 200


@open_to_all
@require_GET
def help_start(request):
    """The first page; with `?q=` what the guide says about something."""
    asked = " ".join(request.GET.get("q", "")[:LONGEST].split())
    known = pages()
    found = search([page for slug, page in known.items() if slug != "start"], asked) if asked else []
    page = {
        "page": known.get("start"),
        "asked": asked,
        "html": _html(known.get("start")),
        "found": found[:MOST],
        "count": len(found),
        "title": _("Help"),
    }
    return render(request, "guide/guide.html", page)


def _html(page):
    """The page as it is put out: the library that made it lets no raw HTML through."""
    return SafeString(page.html if page else "")


@open_to_all
@require_GET
def help_page(request, slug):
    page = pages().get(slug)
    if page is None:
        raise Http404
    return render(
        request,
        "guide/guide.html",
        {"page": page, "html": _html(page), "asked": "", "title": page.title, "crumbs": [(_("Help"), "../"), (page.title, "")]},
    )


@open_to_all
@require_GET
def help_picture(request, slug):
    """A picture taken by the browser tests: it shows the example county."""
    file = picture_file(slug)
    if file is None:
        raise Http404
    answer = HttpResponse(file.read_bytes(), content_type="image/png")
    answer.headers["Cache-Control"] = "max-age=3600"
    return answer
