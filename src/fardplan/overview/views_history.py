"""One row's history, earlier texts, following; and what others have changed."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.kit.editing import form_page
from fardplan.overview import event_words
from fardplan.overview.news import news
from fardplan.overview.restoring import RestoreForm, earlier_texts
from fardplan.overview.row_history import find, row_history
from fardplan.parties.web import in_programme, require
from fardplan.reminders import following

#: Days that can be asked for on the page of news.
DAYS = (7, 30, 90)
#: Rows that the first page shows; the rest are one link away.
ON_THE_FIRST_PAGE = 5


@in_programme(Permission.READ)
def history(request, kind, pk):
    """What has happened to one row. Whoever follows it says that they have seen it, by the page itself or by a button."""
    one, row = find(request.authority, kind, pk)
    told = row_history(one, row, authority=request.authority)
    mine = following.followed(request.user, row)
    may_restore = one.is_restored and one.may_write(request.authority, row)
    page = {
        "row": row,
        "kind": kind,
        "kind_label": event_words.kind(kind),
        "shown": told,
        "row_url": one.url(row),
        "follows": mine is not None,
        "unseen": mine is not None and told.latest > mine.seen_number,
        "can_restore": may_restore and bool(earlier_texts(one, row, authority=request.authority)),
        "title": str(row),
    }
    return render(request, "overview/row_history.html", page)


@in_programme(Permission.READ)
def follow(request, kind, pk):
    """Follow the row, stop, or say that what has happened to it is read: a button each, on the page of its history."""
    _one, row = find(request.authority, kind, pk)
    if request.method == "POST":
        match request.POST.get("folj"):
            case "0":
                following.unfollow(request.user, row)
            case "read":
                following.seen(request.user, row, at=timezone.now())
            case _:
                following.follow(request.user, row, at=timezone.now())
        if request.htmx:
            return HttpResponse(status=204)
    return redirect("row_history", request.programme.slug, kind, pk)


@in_programme(Permission.READ)
def restore(request, kind, pk):
    """Let an earlier text hold again: the row is changed as on its own page, and the history tells of it."""
    one, row = find(request.authority, kind, pk)
    require(one.is_restored and one.may_write(request.authority, row))
    texts = earlier_texts(one, row, authority=request.authority)
    back = reverse("row_history", args=[request.programme.slug, kind, pk])

    def save(form):
        chosen = next(each for each in texts if each.code == form.cleaned_data["text"])
        if chosen.verb is None:
            saved = one.edit(row, by=request.user, seen=form.version, **{chosen.field: chosen.text})
        else:  # what the text said when this page was shown is its version to compare with
            chosen.verb(row, chosen.row, by=request.user, seen=chosen.row.version, **{chosen.field: chosen.text})
            saved = row
        messages.success(request, _("The earlier text holds again: %(field)s.") % {"field": chosen.label})
        return saved

    return form_page(
        request,
        RestoreForm,
        row=row,
        initial_from=lambda current: {"text": request.GET.get("text", "")},
        title=_("Earlier texts of %(name)s") % {"name": row},
        back=back,
        save=save,
        template="overview/restore.html",
        context={"crumbs": [(_("History"), back)], "submit": _("Let the text hold again"), "texts": texts},
        texts=texts,
    )


@in_programme(Permission.READ)
def whats_new(request):
    """What others have changed since I was here, or during some days. Sent, it says that I am here now: for htmx it answers the part that
    the first page shows."""
    if request.method == "POST":
        visit = following.come(request.user, request.programme, at=timezone.now())
        if not request.htmx:
            return redirect("whats_new", request.programme.slug)
        lines = news(request.programme, user=request.user, after=visit.before_number)
        page = {"lines": lines[:ON_THE_FIRST_PAGE], "count": len(lines), "visit": visit}
        return render(request, "overview/_whats_new.html", page)
    asked = request.GET.get("dagar", "")
    days = int(asked) if asked in {str(each) for each in DAYS} else None
    visit = following.visit_of(request.user, request.programme)
    if days is None and visit is None:
        days = DAYS[0]
    if days is None:
        lines = news(request.programme, user=request.user, after=visit.before_number)
    else:
        lines = news(request.programme, user=request.user, since=timezone.now() - timedelta(days=days))
    page = {"lines": lines, "days": days, "visit": visit, "choices": DAYS, "title": _("What is new")}
    return render(request, "overview/whats_new.html", page)


__all__ = ["follow", "history", "restore", "whats_new"]
