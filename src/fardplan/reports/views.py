from collections import Counter

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.documents import canonical_text
from fardplan.followup.models import Compilation
from fardplan.followup.queries import parties_of
from fardplan.kit.editing import form_page
from fardplan.parties.models import Party
from fardplan.parties.web import in_programme, require
from fardplan.reports import access, composers, county, queries, services
from fardplan.reports import consistency as check
from fardplan.reports.files import FORMATS
from fardplan.reports.forms import SectionTextForm, StepForm
from fardplan.reports.forms_together import ApproveForm
from fardplan.reports.models import AUTHORS, Report, ReportText
from fardplan.reports.together_pages import filing_of
from fardplan.reports.views_together import decisions_in


def find_report(request, slug):
    rows = Report.objects.visible_to(request.user).filter(programme=request.programme).select_related("programme__county")
    return get_object_or_404(rows, slug=slug)


def _home(request, report):
    return reverse("report", args=[request.programme.slug, report.slug])


@in_programme(Permission.READ)
def reports(request):
    page = queries.reports_page(request.programme, request.user, today=request.today)
    return render(request, "reports/reports.html", {"page": page, "can_start": access.can_start(request.authority)})


@in_programme(Permission.READ)
def local_followup(request, slug, party, suffix):
    """A party's own follow-up of a period, as a file: of any party, ready or not, as its page shows it."""
    compilation = get_object_or_404(Compilation.objects.visible_to(request.user).filter(programme=request.programme), slug=slug)
    rows = Party.objects.visible_to(request.user).filter(pk__in=[row.pk for row in parties_of(compilation)]).select_related("organisation")
    found = get_object_or_404(rows, slug=party)
    text = canonical_text(county.compose_local(request.programme, compilation.report_period, found))
    name = f"uppfoljning-{compilation.slug}-{found.slug}.{suffix}"
    wanted = FORMATS[suffix]
    return HttpResponse(
        wanted.make(text), content_type=wanted.content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@in_programme(Permission.READ)
def report(request, slug):
    found = find_report(request, slug)
    may = {
        step: getattr(access, f"can_{step}")(request.authority, found)
        for step in ("write", "discard", "review", "approve", "freeze", "reopen")
    }
    may["correct"] = found.is_frozen and access.can_start(request.authority)
    may["work"] = bool(request.authority.roles & AUTHORS) or not found.is_frozen
    may["file"] = access.can_file(request.authority, found)
    page = queries.report_page(found)
    waiting = Counter(found.comments.filter(answered_at=None).values_list("section", flat=True)) if may["work"] else {}
    taken = (
        {row.section: row.taken_from for row in found.texts.exclude(taken_from=None).select_related("taken_from")} if found.is_draft else {}
    )
    context = {
        "page": page,
        "report": found,
        "may": may,
        "parts": [
            (part, access.can_write_section(request.authority, found, part.id), waiting.get(part.id, 0), taken.get(part.id))
            for part in page.sections
        ],
        "waiting": sum(waiting.values()),
        "empty": [(id, title) for id, title in page.empty if access.can_write_section(request.authority, found, id)],
        "filing": filing_of(found),
    }
    return render(request, "reports/report.html", context)


@in_programme(Permission.READ)
def text(request, slug, section):
    found = find_report(request, slug)
    if section not in composers.of_report(found).ids:
        raise Http404
    require(access.can_write_section(request.authority, found, section))
    held = found.texts.filter(section=section).first() or ReportText(report=found, section=section, version=0)
    page = queries.text_page(found, section)
    back = [f"{_home(request, found)}#{section}"]

    def save(form):
        # Words written here are the programme's own, also where they began as somebody else's.
        own = {"origin": "", "source": ""} if form.cleaned_data["text"] != held.text else {}
        for trouble in queries.text_troubles(found, form.cleaned_data["text"]):
            words = _("Saved, but [[%(reference)s]] is no figure: %(message)s")
            messages.warning(request, words % {"reference": trouble.reference, "message": trouble.message})
            back.append(request.path)  # to the text again: here it can be put right
        return services.write_text(found, by=request.user, section=section, text=form.cleaned_data["text"], seen=form.version or 0, **own)

    return form_page(
        request,
        SectionTextForm,
        row=held,
        initial_from=lambda row: {"text": row.text},
        title=_("Text under “%(section)s”") % {"section": page.title},
        back=lambda saved: back[-1],
        save=save,
        template="reports/text.html",
        context={"page": page, "report": found, "cancel_url": back[0]},
    )


def _step(request, slug, allowed, verb, *, title, what, submit, back=None, danger=False, form_class=StepForm, **form_kwargs):
    """A page that says what a step means, and takes it."""
    found = find_report(request, slug)
    require(allowed(request.authority, found))
    return form_page(
        request,
        form_class,
        row=found,
        initial_from=lambda row: {},
        title=title,
        back=back or _home(request, found),
        save=lambda form: verb(found, seen=form.version, **form.cleaned_data),
        template="reports/step.html",
        context={"what": what, "submit": submit, "danger": danger, "report": found, "cancel_url": _home(request, found)},
        **form_kwargs,
    )


@in_programme(Permission.WRITE_REPORT)
def review(request, slug):
    return _step(
        request,
        slug,
        access.can_review,
        lambda report, seen: services.review(report, by=request.user, at=timezone.now(), seen=seen),
        title=_("Mark as reviewed"),
        what=[
            _("The texts are ready and the figures have been looked through."),
            _("Nobody can change the texts until the report is sent back to draft. Next, it is approved."),
        ],
        submit=_("Mark as reviewed"),
    )


@in_programme(Permission.APPROVE_REPORT)
def approve(request, slug):
    return _step(
        request,
        slug,
        access.can_approve,
        lambda report, seen, decision: services.approve(report, by=request.user, at=timezone.now(), seen=seen, decision=decision),
        title=_("Approve the report"),
        what=[
            _("What stands in the report now is what the programme says."),
            _("If the register changes before the report is locked, it has to be approved again."),
        ],
        submit=_("Approve"),
        form_class=ApproveForm,
        decisions=decisions_in(request),
    )


@in_programme(Permission.APPROVE_REPORT)
def freeze(request, slug):
    return _step(
        request,
        slug,
        access.can_freeze,
        lambda report, seen: services.freeze(report, by=request.user, at=timezone.now(), seen=seen),
        title=_("Lock the report"),
        what=[
            _("Texts and figures do not change any more. A correction becomes a new version."),
            _("The report gets a checksum, so that anybody can see that it is the same one."),
        ],
        submit=_("Lock the report"),
    )


@in_programme(Permission.WRITE_REPORT, Permission.APPROVE_REPORT)
def reopen(request, slug):
    return _step(
        request,
        slug,
        access.can_reopen,
        lambda report, seen: services.reopen(report, by=request.user, seen=seen),
        title=_("Send back to draft"),
        what=[_("The texts can be changed again. Review and approval are taken back.")],
        submit=_("Send back to draft"),
    )


@in_programme(Permission.WRITE_REPORT)
def discard(request, slug):
    return _step(
        request,
        slug,
        access.can_discard,
        lambda report, seen: services.discard(report, by=request.user, seen=seen),
        title=_("Take away the draft"),
        what=[_("The draft and its texts disappear from the pages. The history keeps what they said.")],
        submit=_("Take away the draft"),
        back=reverse("reports", args=[request.programme.slug]),
        danger=True,
    )


@in_programme(Permission.WRITE_REPORT)
def correct(request, slug):
    """A frozen report is corrected by its next version, which begins with the same texts."""
    found = find_report(request, slug)
    require(found.is_frozen)
    return form_page(
        request,
        StepForm,
        title=_("Start a new version"),
        back=lambda report: _home(request, report),
        save=lambda form: services.start_draft(
            by=request.user, programme=request.programme, kind=found.kind, about=found.about, period=found.period
        ),
        template="reports/step.html",
        context={
            "what": [
                _("The new version begins with the same texts, and with figures from the register as it is now."),
                _("This version stays."),
            ],
            "submit": _("Start a new version"),
            "report": found,
            "cancel_url": _home(request, found),
        },
    )


@in_programme(Permission.READ)
def consistency(request):
    return render(request, "reports/consistency.html", {"page": check.check(request.programme)})
