"""Many rows at once: choose them, see what changes, say yes, and take it back if it was wrong."""

from operator import attrgetter

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fardplan.accounts.permissions import Permission
from fardplan.parties.web import in_programme, require
from fardplan.plan.choosing import Activities
from fardplan.portfolio.choosing import Initiatives
from fardplan.workflows import access, services
from fardplan.workflows.forms import ChangeForm
from fardplan.workflows.kinds import KINDS
from fardplan.workflows.models import BulkChange

#: What is chosen among, by each register's own filters.
CHOICES = {"activities": Activities, "initiatives": Initiatives}
#: Rows to choose among on one page: fewer than the fields that one form may carry.
ON_A_PAGE = 200
#: Rows told of one by one; the rest are counted.
TOLD = 300


@in_programme(Permission.EDIT_PLAN, Permission.EDIT_PARTY_PLAN)
def change_activities(request):
    return _choose(request, "activities", title=_("Change several activities"))


@in_programme(Permission.EDIT_INITIATIVE, Permission.EDIT_OWN_INITIATIVE)
def change_initiatives(request):
    return _choose(request, "initiatives", title=_("Change several initiatives"))


def _choose(request, key, *, title):
    """The rows that the filters show, each with a box; sent, they are shown with what would change."""
    kind, programme = KINDS[key], request.programme
    choice = CHOICES[key](request)
    changes = kind.changes(programme, request.today)
    form = ChangeForm(request.POST or None, kind=kind, changes=changes, today=request.today)
    wants_all = request.POST.get("alla") == "1"
    chosen = {int(pk) for pk in request.POST.getlist("rad") if pk.isdecimal() and len(pk) < 19}
    problem = ""
    if request.method == "POST":
        rows = choice.rows if wants_all else choice.rows.filter(pk__in=chosen)
        rows = list(rows.only("pk", "version")[: services.MOST_ROWS + 1])
        if not rows:
            problem = _("Choose at least one row.")
        elif len(rows) > services.MOST_ROWS:
            problem = _("At most %(n)s rows at a time: choose with the filters.") % {"n": services.MOST_ROWS}
        if form.is_valid() and not problem:
            change = form.chosen_change
            began = form.cleaned_data.get("began") if change.wants_day else None
            bulk = services.show(kind, change, rows, by=request.user, programme=programme, at=timezone.now(), began=began)
            return redirect("bulk_change", programme.slug, bulk.pk)
    turned = Paginator(choice.rows, ON_A_PAGE).get_page(request.GET.get("sida"))
    page = {
        "title": title,
        "crumbs": [(choice.home_label, choice.home)],
        "form": form,
        "filters": choice.filters,
        "kept": request.GET.urlencode(),
        "page": turned,
        "rows": choice.lines(turned.object_list),
        "chosen": chosen,
        "wants_all": wants_all,
        "problem": problem,
        "headings": choice.headings,
        "home": choice.home,
    }
    return render(request, "workflows/choose.html", page, status=422 if problem or form.errors else 200)


def _bulk(request, pk):
    """The change, for those who may see it; for others it is not there."""
    bulk = get_object_or_404(
        BulkChange.objects.visible_to(request.user).select_related("made_by", "undone_by"), programme=request.programme, pk=pk
    )
    bulk.programme = request.programme
    if not access.may_see(request.authority, bulk):
        raise Http404
    return bulk


@in_programme(Permission.READ)
def bulk_change(request, pk):
    """What a change of many rows would do; and when it is made, what it did."""
    bulk = _bulk(request, pk)
    kind = KINDS[bulk.kind]
    page = {
        "bulk": bulk,
        "title": bulk.label,
        "home": reverse(kind.route, args=[request.programme.slug]),
        "total": len(bulk.rows),
        "may_make": bulk.is_shown and access.may_make(request.authority, bulk),
        "may_undo": bulk.is_done and bulk.changed and access.may_undo(request.authority, bulk),
        "left": bulk.left[:TOLD],
        "kept": bulk.kept[:TOLD],
    }
    if bulk.is_shown:
        change = services.change_of(bulk, on=request.today)
        if change is None:
            raise Http404
        asker = services.asker_of(bulk, request.user, request.authority, today=request.today)
        found = services.sorted_rows(bulk, asker, change)
        page |= {
            "found": found,
            "changing": found.change[:TOLD],
            "untold": max(len(found.change) - TOLD, 0),
            "left": [(row.pk, str(row), why) for row, why in found.left[:TOLD]],
            "left_count": len(found.left),
            "look": _to_look_at(change, [row for row, _before, _after in found.change]),
        }
    else:
        change = services.change_of(bulk, on=request.today)
        rows = kind.rows(bulk.programme, request.user, [pk for pk, _version in bulk.rows[:TOLD]]) if change and bulk.is_done else []
        page |= {"left_count": len(bulk.left), "look": _to_look_at(change, rows)}
    return render(request, "workflows/bulk_change.html", page)


def _to_look_at(change, rows):
    """[(row, why)] of what a person should look at afterwards."""
    return [(row, why) for row in rows[:TOLD] if (why := change.look(row))]


def _said(may, do, is_so, words):
    """The view of a yes: `do(bulk, by=, at=)` when `may(authority, bulk)`; `words(bulk)` tell how it went once `is_so(bulk)`."""

    @in_programme(Permission.READ)
    @require_POST
    def view(request, pk):
        bulk = _bulk(request, pk)
        require(may(request.authority, bulk))
        try:
            do(bulk, by=request.user, at=timezone.now())
            if is_so(bulk):
                messages.success(request, words(bulk))
        except services.NotNow as error:
            messages.warning(request, str(error))
        return redirect("bulk_change", request.programme.slug, bulk.pk)

    return view


make = _said(
    access.may_make,
    services.begin,
    attrgetter("is_done"),
    lambda bulk: ngettext("%(n)s row is changed.", "%(n)s rows are changed.", bulk.changed) % {"n": bulk.changed},
)
#: Every row says again what it said before, but those that have been changed since.
undo = _said(
    access.may_undo,
    services.begin_undo,
    attrgetter("is_undone"),
    lambda bulk: ngettext("%(n)s row is taken back.", "%(n)s rows are taken back.", bulk.undone) % {"n": bulk.undone},
)
