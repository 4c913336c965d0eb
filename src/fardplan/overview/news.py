"""What others have changed: since one was last here, during some days, in what one follows. A line for each row, never a value:
the row's own history tells what it said."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from fardplan.accounts.models import User
from fardplan.audit.models import Event
from fardplan.audit.writes import changed_fields
from fardplan.kit.text import clean_text
from fardplan.overview import event_words
from fardplan.overview.kinds import COMMANDS
from fardplan.overview.row_history import OPEN, find, is_told_to_all
from fardplan.reminders.models import Follow

#: Events read for a page of news; a year of an eager county is counted, not shown.
READ = 2_000


@dataclass
class News:
    """What has happened to one row: its latest name, who did it, what was done, when last."""

    label: str
    row_id: int
    kind: str
    name: str
    url: str  # of its history; empty when the row is gone
    at: datetime
    who: list[str] = field(default_factory=list)
    what: list[str] = field(default_factory=list)

    @property
    def row(self):
        return f"{self.label}:{self.row_id}"


def news(programme, *, user, after=0, since=None, until=None, rows=None) -> list[News]:
    """What others than `user` have changed, the latest first: after the event numbered `after`, or from `since` until before `until`.

    `rows`: only these, as pairs of label and key. Two queries.
    """
    events = Event.objects.filter(programme=programme.slug, number__gt=after, model__in=OPEN).exclude(entry__by=str(user.pk))
    if since:
        events = events.filter(entry__at__gte=since)
    if until:
        events = events.filter(entry__at__lt=until)
    if rows is not None:
        asked = Q(pk__in=[])
        for label, key in rows:
            asked |= Q(model=label, object_id=key)
        events = events.filter(asked)
    found = events.select_related("entry").order_by("-number")[:READ]
    return told_by_row(programme, [event for event in found if is_told_to_all(event)])


def told_by_row(programme, events) -> list[News]:
    """Events, the latest first, as a line for each row. One query, for the names of those who wrote."""
    keys = {int(event.entry.by) for event in events if event.entry.by.isdecimal()}
    users = dict(User.objects.filter(pk__in=keys).values_list("pk", "display_name")) if keys else {}
    fields = {label: event_words.fields_of(label) for label in {event.model for event in events}}
    found = {}
    for event in events:
        line = found.get((event.model, event.object_id))
        if line is None:
            gone = event.after is None
            url = "" if gone else reverse("row_history", args=[programme.slug, event.model, event.object_id])
            name = clean_text(event.label).replace("\n", " ")
            line = News(event.model, event.object_id, event_words.kind(event.model), name, url, event.entry.at)
            found[event.model, event.object_id] = line
        by = event.entry.by
        who = users.get(int(by), _("Somebody whose log-in is gone")) if by.isdecimal() else str(COMMANDS.get(by, _("By a command")))
        for words, several in ((who, line.who), (_what(event, fields[event.model]), line.what)):
            if words not in several:
                several.append(words)
    return list(found.values())


def _what(event, fields):
    """ "Ändrades: när, läge"; of what came or went, and of verbs that say it all, only the verb."""
    verb = event_words.verb(event.verb)
    if event.before is None or event.after is None:
        return verb
    names = [event_words.field_label(name, fields[name]) for name in changed_fields(event) if name in fields]
    names = list(dict.fromkeys(names))
    return f"{verb}: {', '.join(names)}" if names else verb


@dataclass(frozen=True)
class Followed:
    """Something that somebody follows: where it is shown, and what others have done with it since they last looked."""

    following: Follow
    kind: str
    name: str
    url: str
    news: News | None


def followed_by(user, authorities) -> list[Followed]:
    """All that `user` follows in the programmes of `authorities`, what is new first. What they may not read any more is not told."""
    out = []
    for authority in authorities:
        wanted = list(Follow.objects.filter(user=user, programme=authority.programme))
        if not wanted:
            continue
        least = min(row.seen_number for row in wanted)
        lines = news(authority.programme, user=user, after=least, rows=[(row.row_model, row.row_id) for row in wanted])
        told = {(line.label, line.row_id): line for line in lines}
        for row in wanted:
            known = readable(authority, row)
            if known is None:
                continue
            line = told.get((row.row_model, row.row_id))
            if line is not None and line.at <= row.seen_at:
                line = None
            url = reverse("row_history", args=[authority.programme.slug, row.row_model, row.row_id])
            out.append(Followed(row, event_words.kind(row.row_model), str(known), url, line))
    return sorted(out, key=lambda each: (each.news is None, each.name))


def readable(authority, following):
    """The row that is followed, or None when it is gone or no longer theirs to read."""
    from django.http import Http404

    try:
        return find(authority, following.row_model, following.row_id)[1]
    except Http404:
        return None
