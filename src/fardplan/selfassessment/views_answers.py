"""What one unit answers: written a goal at a time by those who answer for it, handed in, and opened again."""

import tempfile

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.kit.editing import form_page, step_page
from fardplan.parties.web import in_programme, require
from fardplan.selfassessment import access, answering, books, forms
from fardplan.selfassessment.models import Assessment
from fardplan.selfassessment.rounds import NotNow
from fardplan.selfassessment.sheets import steps_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def assessment_of(request, slug):
    rows = Assessment.objects.visible_to(request.user).filter(programme=request.programme)
    joined = ("programme", "round__instrument", "unit__organisation", "party__organisation")
    return get_object_or_404(rows.select_related(*joined), slug=slug)


def home(request, row):
    return reverse("assessment", args=[request.programme.slug, row.slug])


def crumbs(request, row, *, here=False):
    found = [
        (_("Self-assessment"), reverse("rounds", args=[request.programme.slug])),
        (row.round.title, reverse("round", args=[request.programme.slug, row.round.slug])),
    ]
    return found if here else [*found, (row.unit.name, home(request, row))]


@in_programme(Permission.READ)
def assessment(request, slug):
    """Its answers for those who answer for it; for those who keep the round only where it is, and what they may do."""
    row = assessment_of(request, slug)
    answers = access.answering(request.authority, on=request.now_day).may(row)
    keeps = access.can_keep(request.authority)
    require(answers or keeps)
    steps = steps_of(row) if answers else []
    context = {
        "row": row,
        "steps": steps,
        "answers": answers,
        "keeps": keeps,
        "missing": sum(len(step.statements) - step.given for step in steps),
        "todo": next((step for step in steps if not step.is_whole), None),
        "can_reopen": (row.is_handed_in and (keeps or row.round.is_open)) or (keeps and row.round.is_closed and not row.may_be_handed_in),
        "crumbs": crumbs(request, row, here=True),
    }
    return render(request, "selfassessment/assessment.html", context)


@in_programme(Permission.ANSWER_SELF_ASSESSMENT)
def write(request, slug, goal):
    row = assessment_of(request, slug)
    require(access.answering(request.authority, on=request.now_day).may(row))
    steps = steps_of(row)
    place = next((number for number, step in enumerate(steps) if step.goal.slug == goal), None)
    if place is None:
        raise Http404
    step = steps[place]
    following = steps[place + 1] if place + 1 < len(steps) else None
    on_url = reverse("assessment_write", args=[request.programme.slug, row.slug, following.goal.slug]) if following else home(request, row)

    def save(form):
        return answering.save_answers(row, by=request.user, on=request.today, step=step, seen=form.version, **form.for_service())

    return form_page(
        request,
        forms.StepForm,
        row=step,
        step=step,
        title=step.goal.title,
        back=home(request, row) if request.POST.get("do") == "leave" else on_url,
        initial_from=forms.initial_of_step,
        save=save,
        speaks=(NotNow,),
        template="selfassessment/answer_form.html",
        context={
            "row": None,
            "assessment": row,
            "step": step,
            "steps": steps,
            "place": place + 1,
            "following": following,
            "cancel_url": home(request, row),
            "crumbs": crumbs(request, row),
        },
    )


@in_programme(Permission.ANSWER_SELF_ASSESSMENT)
def download(request, slug):
    """The statements with the unit's answers, to fill in and read in again."""
    row = assessment_of(request, slug)
    require(access.answering(request.authority, on=request.now_day).may(row))
    name = f"{row.slug}.xlsx"
    made = books.answers_book(steps_of(row))
    return HttpResponse(made, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@in_programme(Permission.ANSWER_SELF_ASSESSMENT)
def read_in(request, slug):
    row = assessment_of(request, slug)
    require(access.answering(request.authority, on=request.now_day).may(row))

    def save(form):
        with tempfile.NamedTemporaryFile(suffix=".upload") as file:
            for chunk in form.cleaned_data["file"].chunks():
                file.write(chunk)
            file.flush()
            answers = books.answers_in(file.name, steps_of(row))
        return answering.save_answers(row, by=request.user, on=request.today, answers=answers)

    return step_page(
        request,
        forms.FileForm,
        title=_("Read in answers for %(unit)s") % {"unit": row.unit.name},
        what=[_("Either the whole file is read or nothing of it. You see the answers afterwards, before anything is handed in.")],
        submit=_("Read in"),
        back=home(request, row),
        save=save,
        speaks=(NotNow, books.Unreadable),
        context={"crumbs": crumbs(request, row)},
    )


def _move(request, row, form_class, **step):
    return step_page(
        request, form_class, row=row, back=home(request, row), speaks=(NotNow,), context={"crumbs": crumbs(request, row)}, **step
    )


@in_programme(Permission.ANSWER_SELF_ASSESSMENT)
def hand_in(request, slug):
    row = assessment_of(request, slug)
    require(access.answering(request.authority, on=request.now_day).may(row))
    late = row.round.last_day is not None and request.today > row.round.last_day
    return _move(
        request,
        row,
        forms.HandInForm,
        title=_("Hand in for %(unit)s") % {"unit": row.unit.name},
        what=[
            _("What you have answered counts from now on, and does not change. It can be opened again while the round is open."),
            _("Your own party sees the points. Others see them when your party shows them, and never what a unit has answered."),
            *([_("The last day has passed: it is marked late.")] if late else []),
        ],
        submit=_("Hand in"),
        save=lambda form: answering.hand_in(row, by=request.user, on=request.today, seen=form.version, **form.cleaned_data),
    )


@in_programme(Permission.ANSWER_SELF_ASSESSMENT, Permission.EDIT_INDICATORS)
def reopen(request, slug):
    row = assessment_of(request, slug)
    keeps = access.can_keep(request.authority)
    require(keeps or access.answering(request.authority, on=request.now_day).may(row))
    if row.is_handed_in:
        title, what = _("Open %(unit)s again"), _("It no longer counts until it is handed in again. What was answered stays to be changed.")
    else:
        title, what = _("Let %(unit)s in"), _("The round has closed. The unit may finish what it has begun and hand it in, marked late.")
    return _move(
        request,
        row,
        forms.ConfirmForm,
        title=title % {"unit": row.unit.name},
        what=[what],
        submit=_("Open again") if row.is_handed_in else _("Let in"),
        save=lambda form: answering.reopen_assessment(row, by=request.user, keeps=keeps, seen=form.version),
    )


@in_programme(Permission.EDIT_INDICATORS)
def move(request, slug):
    row = assessment_of(request, slug)
    return _move(
        request,
        row,
        forms.ConfirmForm,
        title=_("Move %(unit)s to the party it belongs to now") % {"unit": row.unit.name},
        what=[
            _("%(unit)s now belongs to %(organisation)s. What it has answered so far goes with it, and %(party)s no longer reads it.")
            % {"unit": row.unit.name, "organisation": row.unit.organisation.name, "party": row.party.name}
        ],
        submit=_("Move"),
        save=lambda form: answering.move_assessment(row, by=request.user, on=request.today, seen=form.version),
    )
