"""Events of the log in words, for every page that tells what happened: who, when, which row, and what it said before and after."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from fardplan.accounts.models import User
from fardplan.accounts.permissions import Role
from fardplan.audit.models import Event
from fardplan.kit.text import clean_text
from fardplan.overview import event_words
from fardplan.overview.kinds import COMMANDS
from fardplan.parties.models import Membership

USER = User._meta.label


@dataclass(frozen=True)
class Told:
    """One event in words."""

    kind: str
    name: str
    verb: str
    row: str  # "goals.Goal:17", for the row's own history
    changes: list
    is_new: bool  # the row came or went: all it said is folded away
    event: int = 0  # key in the log


@dataclass
class Save:
    """What one person did at one moment: an entry of the log, or the part of it that this page shows."""

    at: datetime
    who: str
    told: list[Told] = field(default_factory=list)


def saves_of(programme, events, *, known_users=()) -> list[Save]:
    """Events in words, those of one entry together, in the order given. Two queries, three when links are named.

    `known_users`: pairs of key and name that the caller has read already.
    """
    fields = {label: event_words.fields_of(label) for label in {event.model for event in events}}
    wanted = {pair for event in events for pair in event_words.links_in(event, fields[event.model])}
    wanted |= {(event.model, event.object_id) for event in events if event.model == USER}
    writers = {event.entry.by for event in events if event.entry.by.isdecimal()}
    users = dict(known_users)
    missing = ({key for label, key in wanted if label == USER} | {int(key) for key in writers}) - users.keys()
    if missing:
        users |= dict(User.objects.filter(pk__in=missing).values_list("pk", "display_name"))
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
        save.told.append(Told(event_words.kind(event.model), name, event_words.verb(event.verb), row, changed, is_new, event.pk))
    return list(saves.values())


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
