"""Pages where several people make a report: who writes what, who looks it through, comments and their answers, how it is filed."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.governance.models import Decision
from fardplan.kit.editing import confirm_page, form_page
from fardplan.parties.web import in_programme, require
from fardplan.reports import access, composers, together
from fardplan.reports.forms import StepForm
from fardplan.reports.forms_together import AnswerForm, AssignForm, CommentForm, FilingForm, LookedThroughForm, ReviewersForm
from fardplan.reports.models import Report
from fardplan.reports.sections import titles_of
from fardplan.reports.together_pages import filing_of, together_page


def report_of(request, slug):
    rows = Report.objects.visible_to(request.user).filter(programme=request.programme).select_related("programme__county")
    return get_object_or_404(rows.prefetch_related("writers__writer", "reviewers__reviewer"), slug=slug)


def _comment(request, slug, pk):
    report = report_of(request, slug)
    row = get_object_or_404(report.comments.select_related("written_by"), pk=pk)
    row.report = report
    return row


def _home(report, anchor=""):
    return reverse("report_work", args=[report.programme.slug, report.slug]) + (f"#{anchor}" if anchor else "")


def _page(report, **more):
    return {"report": report, "cancel_url": _home(report), **more}


def decisions_in(request):
    """The latest first."""
    return Decision.objects.visible_to(request.user).filter(programme=request.programme).order_by("-pk")


@in_programme(Permission.READ)
def work(request, slug):
    found = report_of(request, slug)
    require(access.makes(request.authority, found))
    page = together_page(found, request.authority, today=request.today)
    may = {
        "arrange": access.can_arrange(request.authority, found),
        "comment": access.takes_part(request.authority, found),
        "look_through": access.can_look_through(request.authority, found),
    }
    return render(request, "reports/work.html", {"page": page, "report": found, "may": may})


@in_programme(Permission.WRITE_REPORT)
def assign(request, slug):
    found = report_of(request, slug)
    require(access.can_arrange(request.authority, found))
    titles, asked = titles_of(found), request.GET.get("avsnitt", "")
    held = [row for row in found.writers.all() if row.section == asked]
    return form_page(
        request,
        AssignForm,
        title=_("Who writes what"),
        back=_home(found),
        initial={
            "sections": [asked] if asked in titles else [],
            "writers": [row.writer for row in held],
            "due_date": min((row.due_date for row in held if row.due_date), default=None),
        },
        save=lambda form: together.assign(found, by=request.user, **form.cleaned_data),
        template="reports/together.html",
        context=_page(found),
        programme=request.programme,
        on=request.now_day,
        titles=titles,
    )


@in_programme(Permission.WRITE_REPORT)
def reviewers(request, slug):
    found = report_of(request, slug)
    require(access.can_arrange(request.authority, found))
    held = list(found.reviewers.all())
    return form_page(
        request,
        ReviewersForm,
        title=_("Name reviewers"),
        back=_home(found, "granskare"),
        initial={
            "reviewers": [row.reviewer for row in held],
            "due_date": min((row.due_date for row in held if row.due_date), default=None),
        },
        save=lambda form: together.name_reviewers(found, by=request.user, **form.cleaned_data),
        template="reports/together.html",
        context=_page(found),
        programme=request.programme,
        on=request.now_day,
    )


@in_programme(Permission.READ)
def ready(request, slug, section):
    """Say that what stands under the heading is ready; or, when it is, that it is not."""
    found = report_of(request, slug)
    rows = [row for row in found.writers.all() if row.section == section]
    own = any(row.writer_id == request.user.pk for row in rows)
    require(found.is_draft and (own or access.can_arrange(request.authority, found)))
    titles = titles_of(found)
    if section not in titles:
        raise Http404
    mine = [row for row in rows if row.writer_id == request.user.pk] or rows
    is_ready = bool(mine) and all(row.ready_at for row in mine)
    return form_page(
        request,
        StepForm,
        title=(_("Not ready after all: %(section)s") if is_ready else _("Ready: %(section)s")) % {"section": titles[section]},
        back=_home(found),
        save=lambda form: together.mark_ready(found, by=request.user, section=section, at=None if is_ready else timezone.now()),
        template="reports/step.html",
        context=_page(
            found,
            what=[
                _("Whoever sees to the report is told that you go on writing.")
                if is_ready
                else _("Whoever sees to the report is told that the text is ready. It can still be changed until the report is reviewed.")
            ],
            submit=_("Not ready after all") if is_ready else _("The text is ready"),
        ),
    )


@in_programme(Permission.READ)
def look_through(request, slug):
    found = report_of(request, slug)
    require(access.can_look_through(request.authority, found))
    row = next(row for row in found.reviewers.all() if row.reviewer_id == request.user.pk)
    return form_page(
        request,
        LookedThroughForm,
        title=_("I have looked it through"),
        back=_home(found, "granskare"),
        initial={"words": row.words},
        save=lambda form: together.look_through(found, by=request.user, at=timezone.now(), words=form.cleaned_data["words"]),
        template="reports/together.html",
        context=_page(found, submit=_("I have looked it through")),
    )


@in_programme(Permission.READ)
def comment_add(request, slug):
    found = report_of(request, slug)
    require(access.takes_part(request.authority, found))
    titles, section = titles_of(found), request.GET.get("avsnitt", "")
    section = section if section in titles else ""
    title = _("Comment on “%(section)s”") % {"section": titles[section]} if section else _("Comment on the whole report")
    return form_page(
        request,
        CommentForm,
        title=title,
        back=_home(found, "kommentarer"),
        save=lambda form: together.comment(found, by=request.user, at=timezone.now(), section=section, **form.cleaned_data),
        template="reports/together.html",
        context=_page(found, submit=_("Comment")),
    )


@in_programme(Permission.READ)
def comment_edit(request, slug, pk):
    row = _comment(request, slug, pk)
    require(access.can_edit_comment(request.authority, row))
    return form_page(
        request,
        CommentForm,
        row=row,
        title=_("Change the comment"),
        back=_home(row.report, "kommentarer"),
        save=lambda form: together.edit_comment(row, by=request.user, seen=form.version, **form.cleaned_data),
        template="reports/together.html",
        context=_page(row.report, remove_url=reverse("report_comment_remove", args=[request.programme.slug, row.report.slug, row.pk])),
    )


@in_programme(Permission.READ)
def comment_answer(request, slug, pk):
    row = _comment(request, slug, pk)
    require(access.can_answer(request.authority, row))
    return form_page(
        request,
        AnswerForm,
        row=row,
        title=_("Answer a comment"),
        back=_home(row.report, "kommentarer"),
        save=lambda form: together.answer_comment(
            row, by=request.user, at=timezone.now(), seen=form.version, answer=form.cleaned_data["answer"]
        ),
        template="reports/together.html",
        context=_page(row.report, comment=row, submit=_("Answer and close")),
    )


@in_programme(Permission.READ)
def comment_reopen(request, slug, pk):
    row = _comment(request, slug, pk)
    require(access.can_reopen_comment(request.authority, row))
    return form_page(
        request,
        StepForm,
        row=row,
        initial_from=lambda row: {},
        title=_("Open the comment again"),
        back=_home(row.report, "kommentarer"),
        save=lambda form: together.reopen_comment(row, by=request.user, seen=form.version),
        template="reports/step.html",
        context=_page(
            row.report,
            what=[_("The answer is taken away, and the comment waits for a new one. The history keeps the answer.")],
            submit=_("Open it again"),
        ),
    )


@in_programme(Permission.READ)
def comment_remove(request, slug, pk):
    row = _comment(request, slug, pk)
    require(access.can_edit_comment(request.authority, row))
    return confirm_page(
        request,
        do=lambda: together.remove_comment(row, by=request.user),
        title=_("Take back the comment"),
        what=[_("The comment disappears from the page. The history keeps what it said.")],
        submit=_("Take back the comment"),
        back=_home(row.report, "kommentarer"),
    )


@in_programme(Permission.WRITE_REPORT, Permission.APPROVE_REPORT)
def filing(request, slug):
    found = report_of(request, slug)
    held, usual = filing_of(found), {"retention": composers.of_report(found).kind.retention}
    return form_page(
        request,
        FilingForm,
        row=held,
        title=_("How the report is filed"),
        back=reverse("report", args=[request.programme.slug, found.slug]),
        save=lambda form: together.file(found, by=request.user, seen=form.version or 0, **form.cleaned_data),
        template="reports/together.html",
        context={"report": found, "cancel_url": reverse("report", args=[request.programme.slug, found.slug])},
        initial_from=lambda row: {name: getattr(row, name) for name in FilingForm.base_fields} | ({} if row.pk else usual),
        decisions=decisions_in(request),
    )
