from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from fardplan.kit.addresses import shown_address
from fardplan.parties.web import logged_in
from fardplan.search import queries, services
from fardplan.search.forms import SearchForm


@logged_in
def search(request):
    """Everything that the user may see, in all their programmes. One programme's menu stands above when one is asked in. A post keeps pages: stars, and those
    that one has been on."""
    if request.method == "POST":
        return _keep(request)
    today = timezone.localdate()
    authorities = queries.authorities_of(request.user, on=today)
    programmes = [(each.programme.slug, each.programme.name) for each in authorities]
    question = queries.Question.from_params(request.GET)
    here = [each for each in authorities if each.programme.slug == question.programme]
    if not here:
        question = queries.replace(question, programme="")
    if here or len(authorities) == 1:
        _stand_in(request, (here or authorities)[0], today)
    found = queries.find(question, request.user, on=today)
    turned = Paginator(found.keys, queries.ON_A_PAGE).get_page(request.GET.get("sida"))
    page = {
        "title": _("Search"),
        "question": question,
        "filters": SearchForm(_asked(question), programmes=programmes, kind=question.kind),
        "found": found,
        "page": turned,
        "hits": queries.hits(turned.object_list, request.user, on=today) if found.keys else [],
        "several_programmes": len(programmes) > 1,
        "address": shown_address(request),
    }
    if not question.terms:
        page["starred"] = queries.kept_pages(request.user, on=today, starred=True, most=40)
        page["recent"] = queries.kept_pages(request.user, on=today, starred=False)
    return render(request, "search/search.html", page)


def _asked(question):
    return {param: getattr(question, name) for name, param in question.PARAMS.items()}


def _stand_in(request, authority, today):
    """As in a page of the programme: its menu, its name above."""
    request.authority = authority
    request.programme = request.authority.programme
    request.now_day = today
    request.today = request.programme.shown_as_of or today


def _keep(request):
    """What somebody does with pages of theirs: `gor` is what, `sida` the page's address. Each answers on its own.

    `besok`: the page tells that it is open (`page.js`), and is told whether it has a star, so that no page has to ask before it is shown.
    """
    done = request.POST.get("gor", "")
    if done == "glom":
        services.forget_visits(request.user)
        return redirect("search")
    page = queries.page_at(request.user, request.POST.get("sida", ""), on=timezone.localdate())
    if done == "besok" and page is not None:
        services.visit(request.user, page=page, at=timezone.now())
        return JsonResponse({"star": queries.has_star(request.user, page)})
    if done not in ("stjarna", "ta-bort") or page is None:
        return redirect("search")
    services.star(request.user, page=page, at=timezone.now() if done == "stjarna" else None)
    return redirect("search" if request.POST.get("tillbaka") == "sok" else f"/{page.programme.slug}/{page.path}")
