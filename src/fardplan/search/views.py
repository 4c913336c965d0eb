from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fardplan.kit.addresses import shown_address
from fardplan.parties.web import logged_in
from fardplan.search import queries, services
from fardplan.search.forms import SearchForm
from fardplan.search.models import Indexed


@logged_in
def search(request):
    """Everything that the user may see, in all their programmes. One programme's menu stands above when one is asked in."""
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


@require_POST
@logged_in
def visited(request):
    """The page tells that it is open (`page.js`). Answers nothing."""
    key = request.POST.get("sida", "")
    if key.isdecimal() and len(key) < 18:
        services.visit(request.user, key=int(key), at=timezone.now(), on=timezone.localdate())
    return HttpResponse(status=204)


@require_POST
@logged_in
def star(request):
    """Give a page a star, or take it away; then back to it."""
    key = request.POST.get("sida", "")
    kept = (
        key.isdecimal()
        and len(key) < 18
        and services.star(
            request.user, key=int(key), at=timezone.now() if request.POST.get("stjarna") == "1" else None, on=timezone.localdate()
        )
    )
    if not kept:
        return redirect("search")
    row = Indexed.objects.select_related("programme").get(pk=int(key))
    back = request.POST.get("tillbaka", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = f"/{row.programme.slug}/{row.path}"
    return redirect(back)


@require_POST
@logged_in
def forget(request):
    """Forget which pages I have been on."""
    services.forget_visits(request.user)
    return redirect("search")
