"""Forums: who steers, prepares and supports."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fardplan.accounts.permissions import Permission
from fardplan.governance import services, structure
from fardplan.governance.forms import DayForm, FormerNameForm, ForumForm, ForumMemberForm, LineForm, SeatForm
from fardplan.governance.models import FormerName, Forum, ForumLine, ForumMember, Seat
from fardplan.parties.registers import Register
from fardplan.parties.web import in_programme

FORUMS = {"home": "forums", "home_label": _("Forums")}


@in_programme(Permission.READ)
def forums(request):
    """The forums of any chosen day."""
    form = DayForm(request.GET or {"pa": request.today.isoformat()})
    on = form.chosen.get("pa") or request.today
    context = {
        "form": form,
        "page": structure.forums_page(request.programme, on=on),
        "today": request.today,
        "other_day": on != request.today or bool(form.errors),
        "can_edit": request.authority.may(Permission.EDIT_FRAME),
    }
    return render(request, "governance/forums.html", context)


def _at(request, forum):
    return f"{reverse('forums', args=[request.programme.slug])}#{forum.slug}"


forum = Register(
    Forum,
    ForumForm,
    add=services.add_forum,
    edit=services.edit_forum,
    end=services.end_forum,
    reopen=services.reopen_forum,
    remove=services.remove_forum,
    titles=(_("Add a forum"), _("Change the forum")),
    route="forum",
    named_by="name",
    under=(
        (_("Add a seat"), "seat_add"),
        (_("Add somebody who sits there"), "forum_member_add"),
        (_("Tie it to another forum"), "forum_line_add"),
        (_("Add a former name"), "former_name_add"),
    ),
    back=_at,
    **FORUMS,
)

seat = Register(
    Seat,
    SeatForm,
    add=services.add_seat,
    edit=services.edit_seat,
    end=services.end_seat,
    reopen=services.reopen_seat,
    remove=services.remove_seat,
    titles=(_("Add a seat"), _("Change the seat")),
    route="seat",
    parent=("forum", Forum),
    wants_programme=True,
    back=lambda request, row: _at(request, row.forum),
    **FORUMS,
)

member = Register(
    ForumMember,
    ForumMemberForm,
    add=services.add_forum_member,
    edit=services.edit_forum_member,
    end=services.end_forum_member,
    reopen=services.reopen_forum_member,
    remove=services.remove_forum_member,
    titles=(_("Add somebody who sits there"), _("Change who sits there")),
    route="forum_member",
    named_by=ForumMemberForm.key,
    parent=("forum", Forum),
    wants_programme=True,
    back=lambda request, row: _at(request, row.forum),
    **FORUMS,
)

former_name = Register(
    FormerName,
    FormerNameForm,
    add=services.add_former_name,
    edit=services.edit_former_name,
    remove=services.remove_former_name,
    titles=(_("Add a former name"), _("Change the former name")),
    route="former_name",
    named_by="name",
    parent=("forum", Forum),
    back=lambda request, row: _at(request, row.forum),
    **FORUMS,
)

forum_line = Register(
    ForumLine,
    LineForm,
    add=services.add_forum_line,
    edit=services.edit_forum_line,
    end=services.end_forum_line,
    reopen=services.reopen_forum_line,
    remove=services.remove_forum_line,
    titles=(_("Tie it to another forum"), _("Change how the forums hang together")),
    route="forum_line",
    named_by=LineForm.key,
    parent=("from_forum", Forum),
    wants_programme=True,
    back=lambda request, row: _at(request, row.from_forum),
    **FORUMS,
)
