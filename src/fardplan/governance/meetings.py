"""Writes about meetings: agenda, pack, minutes; and what is written to a forum."""

from datetime import UTC, datetime
from datetime import time as clock_time

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.accounts.mail import send_later
from fardplan.accounts.permissions import Role
from fardplan.audit import writes
from fardplan.documents import canonical_text, sha256
from fardplan.governance import decisions, packs
from fardplan.governance.models import AgendaItem, Decision, ForumMember, Meeting, Message, Pack, Presence
from fardplan.parties.models import Membership
from fardplan.parties.services import free_slug

MIDDAY = clock_time(12)


class NobodyThere(Exception):
    """There is nobody to send to."""

    def __init__(self):
        super().__init__(gettext_lazy("Nobody with a log-in sits there on this day. Enter who sits in the forum first."))


class MinutesClosed(Exception):
    def __init__(self):
        super().__init__(gettext_lazy("The minutes are closed. Only the parties themselves add to what they said."))


class MinutesNotOpen(Exception):
    def __init__(self):
        super().__init__(gettext_lazy("Open the minutes first."))


class NotYetHeld(Exception):
    def __init__(self):
        super().__init__(gettext_lazy("The meeting has not been held yet. Minutes can be opened on its day."))


class AlreadySent(Exception):
    def __init__(self):
        super().__init__(gettext_lazy("The pack has been sent as it stands. Change something, and a new version can be sent."))


@transaction.atomic
def add_meeting(*, by, agenda=(), presences=(), packs=(), **values):
    """Enter a meeting. `agenda` and `presences` are dicts of their rows' fields; `packs`: see _put_packs."""
    meeting = writes.create(Meeting, by=by, **_closed_when(values, values.get("time")))
    _put_rows(meeting, by=by, agenda=agenda, presences=presences)
    _put_packs(meeting, packs, by=by)
    return meeting


@transaction.atomic
def edit_meeting(meeting, *, by, seen=None, agenda=None, presences=None, packs=None, **values):
    """Change a meeting; what is None is left alone."""
    meeting = writes.change(meeting, by=by, seen=seen, **_closed_when(values, values.get("time") or meeting.time))
    _put_rows(meeting, by=by, agenda=agenda, presences=presences)
    _put_packs(meeting, packs or (), by=by)
    return meeting


def _put_packs(meeting, told, *, by):
    """Packs that a folder says were sent, the first first: dicts with `sent_at`, a day. Nobody is mailed.

    Each is composed from what the register says was known that day and frozen as any other; one that is there already stays as it was sent.
    """
    there = meeting.packs.count()
    for number, values in enumerate(told, 1):
        if "sent_at" not in values:
            raise ValidationError({"packs": gettext_lazy("Say which day the pack was sent.")})
        if number > there:
            day = values["sent_at"]
            _freeze(meeting, packs.compose(meeting, on=day), number=number, by=by, at=midday(day), to=sits_in(meeting.forum, on=day))


def midday(day):
    return timezone.make_aware(datetime.combine(day, MIDDAY)).astimezone(UTC)


def _freeze(meeting, composed, *, number, by, at, to):
    document = composed | {"version": str(number)}
    return writes.create(
        Pack,
        by=by,
        links={"recipients": to},
        meeting=meeting,
        number=number,
        document_text=canonical_text(document),
        sha256=sha256(document),
        sent_at=at,
        sent_by=None if isinstance(by, str) else by,
    )


def _closed_when(values, time):
    """Minutes that a folder tells are closed were so on the meeting's last day: no source says when."""
    if values.get("minutes") != Meeting.Minutes.CLOSED or "minutes_closed_at" in values:
        return values
    day = time and (time.last_day_latest or time.starts_latest or time.starts_earliest)
    if not day:
        raise ValidationError({"minutes": gettext_lazy("Minutes can be closed when the meeting has a day.")})
    # In UTC, as the database gives it back: the same folder read again changes nothing.
    return {**values, "minutes_closed_at": timezone.make_aware(datetime.combine(day, MIDDAY)).astimezone(UTC)}


def _put_rows(meeting, *, by, agenda, presences):
    if agenda is not None:
        held = {row.position: row for row in meeting.items.all()}
        for position, values in enumerate(agenda):
            if position in held:
                writes.change(held[position], by=by, **values)
            else:
                held[position] = writes.create(AgendaItem, by=by, meeting=meeting, position=position, **values)
        _tie_decisions(meeting, held.values(), by=by)
    if presences is not None:
        _set_presences(meeting, by=by, presences=presences)


def _tie_decisions(meeting, items, *, by):
    """The forum's decision in an item's matter on the meeting's day was taken under that item."""
    for item in items:
        if not item.is_for_decision:
            continue
        taken = Decision.objects.filter(
            matter=item.matter_id, forum=meeting.forum_id, time_starts_earliest=meeting.time_starts_earliest, item__isnull=True
        ).first()
        if taken is not None and not item.decisions.exists():
            taken = writes.change(taken, by=by, item=item)
        for decision in item.decisions.filter(closed_at__isnull=True) if meeting.is_closed else ():
            writes.change(decision, by=by, closed_at=meeting.minutes_closed_at)


def remove_meeting(meeting, *, by):
    """Take away a meeting that was entered by mistake, with its agenda. Raises ProtectedError when it has been sent or has decided."""
    with transaction.atomic():
        for row in (*meeting.presences.all(), *meeting.items.all()):
            writes.remove(row, by=by)
        writes.remove(meeting, by=by)


# Agenda


@transaction.atomic
def add_item(meeting, *, by, position=None, **values):
    """Put a point on the agenda, last unless told. Raises MinutesClosed."""
    held = _not_closed(meeting)
    if position is None:
        last = held.items.last()
        position = last.position + 1 if last else 0
    item = writes.create(AgendaItem, by=by, meeting=held, position=position, **values)
    writes.touch(held, by=by)
    return item


@transaction.atomic
def edit_item(item, *, by, seen=None, **values):
    _not_closed(item.meeting)
    return writes.change(item, by=by, seen=seen, **values)


@transaction.atomic
def remove_item(item, *, by):
    """Take a point off the agenda. Raises ProtectedError when something was decided under it, and MinutesClosed."""
    _not_closed(item.meeting)
    writes.remove(item, by=by)


def _not_closed(meeting):
    held = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if held.is_closed:
        raise MinutesClosed
    return held


# Pack


def sits_in(forum, *, on):
    """The users who sit in a forum on a day, each once: [User]."""
    members = ForumMember.objects.filter(forum=forum).holding_on(on).values("user")
    return list(get_user_model().objects.filter(pk__in=members, is_active=True).order_by("pk"))


def coordinators_of(programme, *, on):
    """The users who coordinate a party on a day, each once: [User]."""
    held = Membership.objects.filter(programme=programme, role=Role.COORDINATOR).holding_on(on).values("user")
    return list(get_user_model().objects.filter(pk__in=held, is_active=True).order_by("pk"))


@transaction.atomic
def send_pack(meeting, *, by, at, on, link):
    """Freeze the pack as it stands and mail its address to all who sit in the forum. `on` is the day it is made.

    Raises NobodyThere, and AlreadySent when nothing has changed since the last one.
    """
    held = Meeting.objects.select_for_update().get(pk=meeting.pk)
    to = sits_in(held.forum, on=on)
    if not to:
        raise NobodyThere
    latest = held.packs.last()
    number = latest.number + 1 if latest else 1
    composed = packs.compose(held, on=on)
    if latest is not None and packs.says_the_same(latest, composed):
        raise AlreadySent
    pack = _freeze(held, composed, number=number, by=by, at=at, to=to)
    subject = _("Pack: %(meeting)s") % {"meeting": held.title}
    lines = [item.title for item in held.items.all()]
    numbered = "\n".join(f"{place}. {line}" for place, line in enumerate(lines, 2))
    text = _("The pack for %(meeting)s, %(when)s, can be read here:\n%(link)s\n\n1. Follow-up of earlier decisions\n%(items)s") % {
        "meeting": held.title,
        "when": held.time,
        "link": link,
        "items": numbered,
    }
    for user in to:
        send_later(user, subject, text, key=f"pack:{pack.pk}:{user.pk}")
    return pack


@transaction.atomic
def write_to(*, by, programme, subject, text, at, on, forum=None):
    """Write to all who sit in `forum`, or to all coordinators at once; kept as a row. Raises NobodyThere."""
    to = sits_in(forum, on=on) if forum else coordinators_of(programme, on=on)
    if not to:
        raise NobodyThere
    message = writes.create(
        Message,
        by=by,
        links={"recipients": to},
        programme=programme,
        slug=free_slug(Message, subject, programme=programme),
        forum=forum,
        subject=subject,
        text=text,
        sent_at=at,
        sent_by=by,
    )
    for user in to:
        send_later(user, subject, text, key=f"message:{message.pk}:{user.pk}")
    return message


def add_message(*, by, sent_at, **values):
    """A letter that a folder tells of: who wrote it stands in words, and nobody is mailed. `sent_at`: a day."""
    return writes.create(Message, by=by, sent_at=midday(sent_at), **values)


def edit_message(message, *, by, sent_at=None, **values):
    """Put right a letter from a folder. `sent_at`: a day; left out, it stays."""
    return writes.change(message, by=by, **values, **({"sent_at": midday(sent_at)} if sent_at else {}))


# Minutes


@transaction.atomic
def open_minutes(meeting, *, by, on=None):
    """The office may record. Opened twice, they are open; closed, they stay closed: raises MinutesClosed.

    Raises NotYetHeld before the first day that the meeting's time can mean; without `on`, the day is not asked for.
    """
    held = _not_closed(meeting)
    if on is not None and held.time.starts_earliest and on < held.time.starts_earliest:
        raise NotYetHeld
    return held if held.is_recording else writes.change(held, by=by, verb="minutes opened", minutes=Meeting.Minutes.OPEN)


def _recording(meeting):
    held = _not_closed(meeting)
    if not held.is_recording:
        raise MinutesNotOpen
    return held


@transaction.atomic
def record_meeting(meeting, *, by, presences, seen=None, **values):
    """Who took part, per party, and what the minutes say in general. Raises MinutesClosed and MinutesNotOpen."""
    held = writes.change(_recording(meeting), by=by, seen=seen, **values)
    with writes.touching(held, "presences", by=by):
        _set_presences(held, by=by, presences=presences)
    return held


def _set_presences(meeting, *, by, presences):
    held = {row.party: row for row in meeting.presences.select_related("party")}
    for values in presences:
        party = values["party"]
        meeting.check_links({"party": [party]})
        if party in held:
            writes.change(held.pop(party), by=by, **{name: value for name, value in values.items() if name != "party"})
        else:
            writes.create(Presence, by=by, meeting=meeting, **values)
    for row in held.values():
        writes.remove(row, by=by)


@transaction.atomic
def record_item(item, *, by, said, today, seen=None, decision=None):
    """What was said under a point and, when it was decided, the decision: a dict with title and optionally text, kind,
    reference_number, moves_to and outcomes. Raises MinutesClosed, MinutesNotOpen, Stale and portfolio's CannotMove.
    """
    meeting = _recording(item.meeting)
    item = writes.change(item, by=by, seen=seen, said=said)
    held = Decision.objects.filter(item=item).first()
    if decision is None:
        return held
    if held is not None:
        with writes.touching(item, "decisions", by=by):
            return decisions.revise_decision(held, by=by, today=today, **decision)
    with writes.touching(item, "decisions", by=by):
        return decisions.enter_decision(
            by=by,
            programme=meeting.programme,
            today=today,
            matter=item.matter,
            item=item,
            forum=meeting.forum,
            time=meeting.time,
            **decision,
        )


@transaction.atomic
def close_minutes(meeting, *, by, at, on):
    """What was recorded stays. The meeting's decisions close with it, and its matters have passed their stop here. Closed twice is closed."""
    held = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if held.is_closed:
        return held
    if not held.is_recording:
        raise MinutesNotOpen
    held = writes.change(held, by=by, verb="minutes closed", minutes=Meeting.Minutes.CLOSED, minutes_closed_at=at)
    day = held.time.last_day_latest if held.time and held.time.last_day_latest and held.time.last_day_latest <= on else on
    for item in held.items.select_related("matter"):
        for decision in item.decisions.all():
            decisions.close_decision(decision, by=by, at=at)
        if item.matter_id:
            decisions.pass_step(item.matter, held.forum, by=by, done_date=day)
    return held
