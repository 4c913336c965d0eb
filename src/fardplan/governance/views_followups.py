"""What becomes of decisions, until it is carried out."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.governance import access, followups, services
from fardplan.governance.forms_decisions import FollowUpForm, ReportForm
from fardplan.governance.models import FollowUp
from fardplan.governance.views_decisions import crumbs, decisions_of, url_of
from fardplan.kit.editing import confirm_page, form_page
from fardplan.kit.turning import on_page, turned
from fardplan.parties.web import in_programme, require


def _follow_up(request, slug):
    rows = FollowUp.objects.visible_to(request.user).filter(programme=request.programme)
    return get_object_or_404(rows.select_related("decision", "party__organisation", "forum", "responsible"), slug=slug)


def _url(request, row):
    return reverse("follow_up", args=[request.programme.slug, row.slug])


@in_programme(Permission.READ)
def follow_ups(request):
    rows = followups.follow_ups_of(request.programme, on=request.today)
    still, ended = [row for row in rows if row.is_open], [row for row in rows if not row.is_open]
    page = turned(request, still + ended)
    context = {
        "open_rows": on_page(page, still),
        "ended_rows": on_page(page, ended),
        "page": page,
        "none_open": not still,
        "counts": followups.counts(rows),
    }
    return render(request, "governance/follow_ups.html", context)


@in_programme(Permission.READ)
def follow_up(request, slug):
    row = _follow_up(request, slug)
    context = {
        "row": row,
        "shown": next(each for each in followups.of_decision(row.decision, on=request.today) if each.pk == row.pk),
        "comments": row.comments.select_related("written_by").order_by("-said_date", "-pk"),
        "can_report": access.can_report(request.authority, row),
        "can_record": access.can_record(request.authority),
        "crumbs": crumbs(
            request,
            (_("Follow-up"), reverse("follow_ups", args=[request.programme.slug])),
            (row.decision.title, url_of(request, row.decision)),
        ),
    }
    return render(request, "governance/follow_up.html", context)


@in_programme(Permission.RECORD_DECISION)
def add_follow_up(request, slug):
    decision = get_object_or_404(decisions_of(request), slug=slug)
    return form_page(
        request,
        FollowUpForm,
        title=_("What is to be done"),
        back=lambda row: url_of(request, decision),
        programme=request.programme,
        save=lambda form: services.ask_for(decision, by=request.user, **form.cleaned_data),
        context={"crumbs": crumbs(request, (decision.title, url_of(request, decision))), "cancel_url": url_of(request, decision)},
    )


@in_programme(Permission.RECORD_DECISION)
def edit_follow_up(request, slug):
    row = _follow_up(request, slug)
    return form_page(
        request,
        FollowUpForm,
        row=row,
        title=_("Change what is to be done"),
        back=_url(request, row),
        programme=request.programme,
        save=lambda form: services.edit_follow_up(row, by=request.user, seen=form.version, **form.cleaned_data),
        context={"crumbs": crumbs(request, (row.title, _url(request, row)))},
    )


@in_programme(Permission.READ)
def report(request, slug):
    row = _follow_up(request, slug)
    require(access.can_report(request.authority, row))
    return form_page(
        request,
        ReportForm,
        row=row,
        title=_("How far has it come?"),
        back=_url(request, row),
        initial_from=lambda held: {"state": held.state, "done_date": held.done_date, "reason": held.reason},
        save=lambda form: services.report(row, by=request.user, on=request.today, seen=form.version, **form.cleaned_data),
        context={"crumbs": crumbs(request, (row.title, _url(request, row))), "lead": row.title},
        today=request.today,
    )


@in_programme(Permission.RECORD_DECISION)
def remove_follow_up(request, slug):
    row = _follow_up(request, slug)
    return confirm_page(
        request,
        do=lambda: services.remove_follow_up(row, by=request.user),
        title=_("Take away “%(name)s”?") % {"name": row},
        what=[
            _("It disappears from the pages. The history keeps what it said."),
            _("If it is no longer to be done, say that it has lapsed instead."),
        ],
        submit=_("Take away"),
        back=url_of(request, row.decision),
        context={"crumbs": crumbs(request, (row.title, _url(request, row)))},
    )
