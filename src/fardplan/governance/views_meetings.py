"""Meetings: agenda, pack and minutes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fardplan.accounts.permissions import Permission
from fardplan.documents import FILES
from fardplan.governance import access, agenda, packs, services
from fardplan.governance.asking import among, asked_of
from fardplan.governance.forms_meetings import (
    ItemForm,
    MeetingForm,
    RecordItemForm,
    RecordMeetingForm,
    initial_of_item,
    initial_of_minutes,
)
from fardplan.governance.models import Forum, Meeting
from fardplan.governance.queries import parties_asked
from fardplan.governance.views_decisions import crumbs, parties_of
from fardplan.kit.editing import confirm_page, form_page
from fardplan.parties.registers import Register
from fardplan.parties.web import in_programme, require
from fardplan.portfolio.services import CannotMove

SPEAKS = (services.MinutesClosed, services.MinutesNotOpen, services.NotYetHeld, CannotMove, services.Closed)


def _meeting(request, slug):
    rows = Meeting.objects.visible_to(request.user).filter(programme=request.programme)
    return get_object_or_404(rows.select_related("forum", "programme"), slug=slug)


def _item(request, slug, pk):
    meeting = _meeting(request, slug)
    return meeting, get_object_or_404(meeting.items.select_related("meeting__programme", "matter__initiative"), pk=pk)


def _url(request, meeting, route="meeting"):
    return reverse(route, args=[request.programme.slug, meeting.slug])


def _home(request):
    return reverse("meetings", args=[request.programme.slug])


def _crumbs(request, meeting=None):
    here = [(meeting.title, _url(request, meeting))] if meeting else []
    return crumbs(request, (_("Meetings"), _home(request)), *here)


@in_programme(Permission.READ)
def meetings(request):
    coming, past = agenda.meeting_rows(request.programme, on=request.today)
    return render(
        request, "governance/meetings.html", {"coming": coming, "past": past, "can_prepare": access.can_prepare(request.authority)}
    )


@in_programme(Permission.READ)
def meeting(request, slug):
    row = _meeting(request, slug)
    context = {
        "page": agenda.meeting_page(row, parties=parties_of(request), on=request.today),
        "can_prepare": access.can_prepare(request.authority) and not row.is_closed,
        "can_record": access.can_record(request.authority) and not row.is_closed,
        "crumbs": _crumbs(request),
    }
    return render(request, "governance/meeting.html", context)


register = Register(
    Meeting,
    MeetingForm,
    add=services.add_meeting,
    edit=services.edit_meeting,
    remove=services.remove_meeting,
    titles=(gettext_lazy("Add a meeting"), gettext_lazy("Change the meeting")),
    route="meeting",
    wants_programme=True,
    reserved=frozenset({"nytt"}),
    permission=Permission.PREPARE_MATTER,
    initial=lambda request: {
        "forum": Forum.objects.visible_to(request.user).filter(programme=request.programme, slug=request.GET.get("forum", "")).first()
    },
    back=_url,
    home="meetings",
    home_label=gettext_lazy("Meetings"),
)


_edit = register.edit_view()


@in_programme(Permission.PREPARE_MATTER)
def edit(request, slug):
    """Until its minutes are closed: decisions refer to its forum and its day."""
    require(not _meeting(request, slug).is_closed)
    return _edit(request, programme=request.programme.slug, slug=slug)


@in_programme(Permission.PREPARE_MATTER)
def remove(request, slug):
    """Not by the pattern: afterwards there is no page of the meeting to go back to."""
    row = _meeting(request, slug)
    require(not row.is_closed)
    return confirm_page(
        request,
        do=lambda: services.remove_meeting(row, by=request.user),
        title=_("Take away “%(name)s”?") % {"name": row},
        what=[_("Its agenda goes with it."), _("It disappears from the pages. The history keeps what it said.")],
        submit=_("Take away"),
        back=_home(request),
        context={"crumbs": _crumbs(request, row)},
    )


# Agenda ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@in_programme(Permission.PREPARE_MATTER)
def add_item(request, slug):
    row = _meeting(request, slug)
    return form_page(
        request,
        ItemForm,
        title=_("Add an item"),
        back=_url(request, row),
        programme=request.programme,
        save=lambda form: services.add_item(row, by=request.user, **form.cleaned_data),
        speaks=SPEAKS,
        context={"crumbs": _crumbs(request, row)},
    )


@in_programme(Permission.PREPARE_MATTER)
def edit_item(request, slug, pk):
    row, item = _item(request, slug, pk)

    def save(form):
        values = dict(form.cleaned_data)
        if values["position"] is None:
            values.pop("position")
        return services.edit_item(item, by=request.user, seen=form.version, **values)

    return form_page(
        request,
        ItemForm,
        row=item,
        title=_("Change the item"),
        back=_url(request, row),
        programme=request.programme,
        save=save,
        speaks=SPEAKS,
        context={"crumbs": _crumbs(request, row), "item": item},
        template="governance/item_form.html",
    )


@in_programme(Permission.PREPARE_MATTER)
def remove_item(request, slug, pk):
    row, item = _item(request, slug, pk)
    return confirm_page(
        request,
        do=lambda: services.remove_item(item, by=request.user),
        title=_("Take “%(name)s” off the agenda?") % {"name": item},
        what=[_("The matter stays, with its proposal.")],
        submit=_("Take away"),
        speaks=SPEAKS,
        back=_url(request, row),
        context={"crumbs": _crumbs(request, row)},
    )


# Pack ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _document(request, row):
    """The pack that was sent last, or what is asked for: a version that was sent (?version=1), or the draft (?version=utkast)."""
    asked = request.GET.get("version", "")
    sent = list(row.packs.all())
    pack = sent[-1] if sent and asked != "utkast" else None
    if asked.isdecimal():
        pack = next((each for each in sent if each.number == int(asked)), pack)
    if pack is None:
        return None, packs.compose(row, on=request.today)
    return pack, agenda.document_of(pack)


@in_programme(Permission.READ)
def pack(request, slug):
    row = _meeting(request, slug)
    sent, document = _document(request, row)
    require(sent is not None or access.can_prepare(request.authority))
    context = {
        "meeting": row,
        "pack": sent,
        "packs": list(row.packs.all()),
        "sections": agenda.shown(document),
        "document": document,
        "query": request.GET.urlencode(),
        "can_prepare": access.can_prepare(request.authority),
        "crumbs": _crumbs(request, row),
    }
    return render(request, "governance/pack.html", context)


def _file(request, slug, suffix):
    row = _meeting(request, slug)
    sent, document = _document(request, row)
    require(sent is not None or access.can_prepare(request.authority))
    make, content_type = FILES[suffix]
    answer = HttpResponse(make(document), content_type=content_type)
    name = f"handling-{row.slug}{f'-v{sent.number}' if sent else '-utkast'}.{suffix}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@in_programme(Permission.READ)
def pack_pdf(request, slug):
    return _file(request, slug, "pdf")


@in_programme(Permission.READ)
def pack_docx(request, slug):
    return _file(request, slug, "docx")


@in_programme(Permission.PREPARE_MATTER)
def send_pack(request, slug):
    row = _meeting(request, slug)
    members = agenda.members_of(row.forum, on=request.today)

    def do():
        sent = services.send_pack(
            row, by=request.user, at=timezone.now(), on=request.today, link=request.build_absolute_uri(_url(request, row, "meeting_pack"))
        )
        count = sent.recipients.count()
        messages.success(request, ngettext("Sent to %(n)s person.", "Sent to %(n)s persons.", count) % {"n": count})

    people = ngettext(
        "%(n)s person who sits in %(forum)s gets a letter with the address.",
        "%(n)s persons who sit in %(forum)s get a letter with the address.",
        len(members),
    )
    return confirm_page(
        request,
        do=do,
        title=_("Send the pack for %(meeting)s?") % {"meeting": row.title},
        what=[
            people % {"n": len(members), "forum": row.forum},
            _("The pack is frozen as it stands. What is changed later is sent as a new version."),
        ],
        submit=_("Send the pack"),
        danger=False,
        speaks=(services.NobodyThere, services.AlreadySent),
        back=_url(request, row),
        context={"crumbs": _crumbs(request, row)},
    )


# Minutes ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@in_programme(Permission.READ)
def minutes(request, slug):
    row = _meeting(request, slug)
    context = {
        "page": agenda.meeting_page(row, parties=parties_of(request), on=request.today),
        "can_record": access.can_record(request.authority),
        "crumbs": _crumbs(request, row),
    }
    return render(request, "governance/minutes.html", context)


@in_programme(Permission.RECORD_DECISION)
def open_minutes(request, slug):
    row = _meeting(request, slug)
    return confirm_page(
        request,
        do=lambda: services.open_minutes(row, by=request.user, on=request.today),
        title=_("Open the minutes of %(meeting)s?") % {"meeting": row.title},
        what=[_("While they are open, the office records what is said and decided, and one outcome per party.")],
        submit=_("Open the minutes"),
        danger=False,
        speaks=SPEAKS,
        back=_url(request, row, "meeting_minutes"),
        context={"crumbs": _crumbs(request, row)},
    )


@in_programme(Permission.RECORD_DECISION)
def record(request, slug):
    row, parties = _meeting(request, slug), parties_of(request)
    return form_page(
        request,
        RecordMeetingForm,
        row=row,
        title=_("Who took part"),
        back=_url(request, row, "meeting_minutes"),
        initial_from=lambda held: initial_of_minutes(held, parties),
        save=lambda form: services.record_meeting(row, by=request.user, seen=form.version, **form.for_service()),
        speaks=SPEAKS,
        context={"crumbs": _crumbs(request, row)},
        parties=parties,
    )


@in_programme(Permission.RECORD_DECISION)
def record_item(request, slug, pk):
    row, item = _item(request, slug, pk)
    decision = item.decisions.first()
    if decision is None:
        parties = among(parties_of(request), asked_of(item.matter_id) if item.matter_id else None)
    else:
        parties = parties_asked(decision, today=parties_of(request))
    return form_page(
        request,
        RecordItemForm,
        row=item,
        title=item.title,
        back=_url(request, row, "meeting_minutes"),
        initial_from=lambda held: initial_of_item(held, held.decisions.first(), parties),
        save=lambda form: services.record_item(item, by=request.user, today=request.today, seen=form.version, **form.for_service()),
        speaks=SPEAKS,
        context={"crumbs": _crumbs(request, row)},
        item=item,
        parties=parties,
        decision=decision,
    )


@in_programme(Permission.RECORD_DECISION)
def close_minutes(request, slug):
    row = _meeting(request, slug)
    return confirm_page(
        request,
        do=lambda: services.close_minutes(row, by=request.user, at=timezone.now(), on=request.today),
        title=_("Close the minutes of %(meeting)s?") % {"meeting": row.title},
        what=[
            _("What was recorded stays. A correction is a complementary decision."),
            _("Parties that have not answered do it themselves, and may add to what they said."),
        ],
        submit=_("Close the minutes"),
        danger=False,
        speaks=SPEAKS,
        back=_url(request, row, "meeting_minutes"),
        context={"crumbs": _crumbs(request, row)},
    )
