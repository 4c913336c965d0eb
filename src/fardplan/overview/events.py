"""The page "Händelser": who did what in a programme, and when. Read from the log, a page at a time, with as many queries however long it is."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from fardplan.accounts.models import User
from fardplan.accounts.permissions import Role
from fardplan.audit.models import Event
from fardplan.kit.collation import swedish
from fardplan.kit.text import clean_text
from fardplan.overview import event_words
from fardplan.overview.kinds import COMMANDS
from fardplan.parties.models import Membership

PER_PAGE = 40
USER = User._meta.label


@dataclass(frozen=True)
class EventFilter:
    """What somebody asks of the log, read from an address. What cannot be read is no filter."""

    person: str = ""  # the key that stands in the log
    kind: str = ""  # "goals.Goal"
    row: int | None = None  # with a kind: that row's own history
    from_day: date | None = None
    last_day: date | None = None  # to and including

    @classmethod
    def from_params(cls, params):
        kind, _colon, row = params.get("rad", "").partition(":")
        chosen = kind if row.isdecimal() and len(row) < 19 else params.get("slag", "")
        person = params.get("av", "")
        return cls(
            person=person if person.isdecimal() or person in COMMANDS else "",
            kind=chosen if event_words.model_of(chosen) else "",
            row=int(row) if chosen == kind and row else None,
            from_day=_day(params.get("fran", "")),
            last_day=_day(params.get("till", "")),
        )

    @property
    def is_narrow(self):
        return self != EventFilter()

    def apply(self, events):
        if self.person:
            events = events.filter(entry__by=self.person)
        if self.kind:
            events = events.filter(model=self.kind)
        if self.row is not None:
            events = events.filter(object_id=self.row)
        if self.from_day:
            events = events.filter(entry__at__gte=_midnight(self.from_day))
        if self.last_day:
            events = events.filter(entry__at__lt=_midnight(self.last_day + timedelta(days=1)))
        return events


def _day(text):
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1900 < day.year < 2200 else None


def _midnight(day):
    """The local day's first moment: filters are by the days people live in."""
    return timezone.make_aware(datetime.combine(day, time.min))


@dataclass(frozen=True)
class Told:
    """One event in words."""

    kind: str
    name: str
    verb: str
    row: str  # "goals.Goal:17", for the row's own history
    changes: list
    is_new: bool  # the row came or went: all it said is folded away


@dataclass
class Save:
    """What one person did at one moment: an entry of the log, or the part of it that this page shows."""

    at: datetime
    who: str
    told: list[Told] = field(default_factory=list)


@dataclass(frozen=True)
class EventsPage:
    page: Page
    saves: list[Save]
    people: list[tuple[str, str]]
    kinds: list[tuple[str, str]]
    row_name: str  # of the row whose history this is


def events_page(programme, asked: EventFilter, *, page) -> EventsPage:
    """One page of the log, the latest first: seven queries."""
    ours = Event.objects.filter(programme=programme.slug)
    kinds = ours.order_by().values_list("model", flat=True).distinct()
    found = Paginator(asked.apply(ours).select_related("entry").order_by("-number"), PER_PAGE).get_page(page)
    events = list(found.object_list)

    fields = {label: event_words.fields_of(label) for label in {event.model for event in events}}
    wanted = {pair for event in events for pair in event_words.links_in(event, fields[event.model])}
    wanted |= {(event.model, event.object_id) for event in events if event.model == USER}
    writers = {event.entry.by for event in events if event.entry.by.isdecimal()}
    members, users = _people(programme, {key for label, key in wanted if label == USER} | {int(key) for key in writers})
    names = _names(programme, {pair for pair in wanted if pair[0] != USER})

    def name_of(label, key):
        known = users.get(key) if label == USER else names.get((label, key))
        return known or _("number %(key)s") % {"key": key}

    saves = {}
    for event in events:
        save = saves.setdefault(event.entry_id, Save(event.entry.at, _who(event.entry.by, users)))
        changed = event_words.changes(event, fields[event.model], name_of)
        name = _name(event, name_of)
        row = f"{event.model}:{event.object_id}"
        is_new = event.before is None or event.after is None
        save.told.append(Told(event_words.kind(event.model), name, event_words.verb(event.verb), row, changed, is_new))
    shown = list(saves.values())
    return EventsPage(
        page=found,
        saves=shown,
        people=[*members, *((code, str(words)) for code, words in COMMANDS.items())],
        kinds=sorted(((label, event_words.kind(label)) for label in kinds), key=lambda pair: pair[1].lower()),
        row_name=shown[0].told[0].name if shown and asked.row is not None else "",
    )


def _name(event, name_of):
    """What the row is called. People are named by key in the log, and so are their roles."""
    if event.model == USER:
        return name_of(USER, event.object_id)
    if event.model == Membership._meta.label:
        said = event.after or event.before or {}
        return f"{name_of(USER, said.get('user_id'))}, {dict(Role.choices).get(said.get('role'), '')}"
    return clean_text(event.label).replace("\n", " ")


def _who(key, users):
    if key.isdecimal():
        return users.get(int(key)) or _("Somebody whose log-in is gone")
    return str(COMMANDS.get(key, _("By a command")))


def _people(programme, keys):
    """Those who have held a role here, as choices in Swedish order; and the names of all users asked for."""
    here = Q(memberships__programme=programme)
    rows = User.objects.filter(here | Q(pk__in=keys)).annotate(role=Max("memberships__pk", filter=here)).order_by(swedish("display_name"))
    rows = list(rows.values_list("pk", "display_name", "role"))
    return [(str(pk), name) for pk, name, role in rows if role], {pk: name for pk, name, _role in rows}


def _names(programme, wanted):
    """What rows are called, by (model label, key): as they were called last in the log, so that those that are gone have names too."""
    if not wanted:
        return {}
    keys = {}
    for label, key in wanted:
        keys.setdefault(label, set()).add(key)
    asked = Q()
    for label, several in keys.items():
        asked |= Q(model=label, object_id__in=several)
    latest = (
        Event.objects.filter(asked, programme__in=[programme.slug, ""]).order_by().values("model", "object_id").annotate(latest=Max("pk"))
    )
    rows = Event.objects.filter(pk__in=latest.values("latest")).values_list("model", "object_id", "label")
    return {(label, key): clean_text(name) for label, key, name in rows}
