"""What a party answers: written by those who answer for it, read by everybody once it is sent."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.consultations import access, answering, forms, queries
from fardplan.consultations.models import ConsultationAnswer
from fardplan.consultations.services import NotNow
from fardplan.consultations.views import consultation_of, crumbs, home
from fardplan.kit.editing import confirm_page, form_page
from fardplan.parties.web import in_programme, require


def _asked(request, slug, party):
    """The consultation and the party in the address; 404 unless the one was sent to the other."""
    row = consultation_of(request, slug)
    return row, get_object_or_404(row.parties.in_order(), slug=party)


def _url(request, row, party):
    return reverse("answer", args=[request.programme.slug, row.slug, party.slug])


@in_programme(Permission.READ)
def answer(request, slug, party):
    row, party = _asked(request, slug, party)
    page = queries.answers_of(row, party)
    context = {
        "row": row,
        "page": page,
        "crumbs": crumbs(request, row),
        "can_answer": access.can_answer(request.authority, party.pk) and row.takes_answers,
        "next_number": len(page.answers) + 1,
    }
    return render(request, "consultations/answer.html", context)


@in_programme(Permission.ANSWER_FOR_PARTY)
def write(request, slug, party, number):
    row, party = _asked(request, slug, party)
    require(access.can_answer(request.authority, party.pk))
    held = {
        answer.number: answer
        for answer in ConsultationAnswer.objects.visible_to(request.user).filter(consultation=row, party=party).prefetch_related("comments")
    }
    draft = next((answer for answer in held.values() if answer.is_draft), None)
    sent = [number for number, answer in held.items() if not answer.is_draft]
    latest = max(sent, default=0)
    if request.method != "POST" and (number != latest + 1 or not row.takes_answers):
        return redirect(_url(request, row, party))
    sending = request.POST.get("do") == "send"
    sections = list(row.sections.all())
    common = {"by": request.user, "number": number}

    def save(form):
        values = {**common, "seen": form.version, **form.for_service()}
        if sending:
            return answering.send_answer(row, party, on=request.today, **values)
        return answering.save_draft(row, party, **values)

    def back(saved):
        return (
            reverse("answer_write", args=[request.programme.slug, row.slug, party.slug, number]) if saved.is_draft else home(request, row)
        )

    return form_page(
        request,
        forms.AnswerForm,
        row=draft,
        title=_("Answer for %(party)s") % {"party": party.name},
        back=back,
        # A supplement begins with what was answered before.
        initial=forms.initial_of_answer(held.get(latest), sections),
        initial_from=lambda current: forms.initial_of_answer(current, sections),
        save=save,
        speaks=(NotNow, answering.AlreadyAnswered),
        template="consultations/answer_form.html",
        context={
            "crumbs": crumbs(request, row),
            "consultation": row,
            "party": party,
            "draft": draft,
            "is_supplement": number > 1,
            "is_late": row.last_day is not None and request.today > row.last_day,
            "cancel_url": home(request, row),
            "discard_url": reverse("answer_discard", args=[request.programme.slug, row.slug, party.slug]) if draft else "",
        },
        consultation=row,
        sections=sections,
        sending=sending,
    )


@in_programme(Permission.ANSWER_FOR_PARTY)
def discard(request, slug, party):
    row, party = _asked(request, slug, party)
    require(access.can_answer(request.authority, party.pk))
    drafts = ConsultationAnswer.objects.visible_to(request.user).filter(consultation=row, party=party, is_draft=True)
    draft = get_object_or_404(drafts)
    return confirm_page(
        request,
        do=lambda: answering.discard_draft(draft, by=request.user),
        title=_("Throw away the draft for %(party)s?") % {"party": party.name},
        what=[_("What you have written goes away. Answers that have been sent stay.")],
        submit=_("Throw away"),
        speaks=(NotNow,),
        back=home(request, row),
        context={"crumbs": crumbs(request, row)},
    )
