"""The page "Händelser": who did what in a programme, and when. Read from the log, a page at a time, with as many queries however long it is."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Max, Q
from django.utils import timezone

from fardplan.accounts.models import User
from fardplan.audit.models import Event
from fardplan.kit.collation import swedish
from fardplan.overview import event_words
from fardplan.overview.kinds import COMMANDS
from fardplan.overview.telling import USER, Save, saves_of

PER_PAGE = 40


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

    writers = {event.entry.by for event in events if event.entry.by.isdecimal()}
    subjects = {event.object_id for event in events if event.model == USER}
    members, users = _people(programme, subjects | {int(key) for key in writers})
    shown = saves_of(programme, events, known_users=users.items())
    return EventsPage(
        page=found,
        saves=shown,
        people=[*members, *((code, str(words)) for code, words in COMMANDS.items())],
        kinds=sorted(((label, event_words.kind(label)) for label in kinds), key=lambda pair: pair[1].lower()),
        row_name=shown[0].told[0].name if shown and asked.row is not None else "",
    )


def _people(programme, keys):
    """Those who have held a role here, as choices in Swedish order; and the names of all users asked for."""
    here = Q(memberships__programme=programme)
    rows = User.objects.filter(here | Q(pk__in=keys)).annotate(role=Max("memberships__pk", filter=here)).order_by(swedish("display_name"))
    rows = list(rows.values_list("pk", "display_name", "role"))
    return [(str(pk), name) for pk, name, role in rows if role], {pk: name for pk, name, _role in rows}
