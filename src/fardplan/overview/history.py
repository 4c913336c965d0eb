"""What has happened to an initiative, in plain words, from the audit log: when, who, what. The log is the only history there is."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, OuterRef, Q, Subquery
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fardplan.accounts.models import User
from fardplan.audit.models import Event
from fardplan.audit.writes import changed_fields
from fardplan.kit.templatetags.fardplan import listed
from fardplan.portfolio.models import Initiative, InitiativeGoal, InitiativePartner, InitiativePhase
from fardplan.portfolio.rules import Phase

SHOWN = 10
#: One save may change many rows; this many events are read to find SHOWN saves.
READ = 120

#: Who writes when nobody is logged in: the word that stands in the log.
COMMANDS = {
    "load": gettext_lazy("read in from a folder"),
    "demo": gettext_lazy("set up for the demonstration"),
    "command": gettext_lazy("from the command line"),
}
#: What the model's own words do not say, because forms say it otherwise.
FIELDS = {
    "title": gettext_lazy("title"),
    "leader_id": gettext_lazy("leader"),
    "programme_area_id": gettext_lazy("programme area"),
}
#: A time is stored in several columns, and people know it as one thing.
TIME = "time_"


@dataclass(frozen=True, slots=True)
class Save:
    """One save: the moment, who made it (empty when nobody knows any more) and what it did, as short sentences."""

    at: datetime
    who: str
    what: list[str]


def history(initiative, *, phases, goals, partners) -> list[Save]:
    """The latest saves of an initiative and of what hangs on it (primary keys), the latest first. One query."""
    wanted = _of(Initiative, [initiative.pk])
    for model, pks in ((InitiativePhase, phases), (InitiativeGoal, goals), (InitiativePartner, partners)):
        if pks:
            wanted |= _of(model, pks)
    writers = User.objects.annotate(key=Cast("pk", CharField())).filter(key=OuterRef("entry__by")).values("display_name")
    events = Event.objects.filter(wanted).select_related("entry").annotate(writer=Subquery(writers[:1]))
    saves = {}
    for event in events.order_by("-entry__at", "-id")[:READ]:
        saves.setdefault(event.entry_id, []).insert(0, event)
    told = (_save(events) for events in saves.values())
    return [save for save in told if save.what][:SHOWN]


def _of(model, pks):
    return Q(model=model._meta.label, object_id__in=list(pks))


def _save(events):
    entry = events[0].entry
    return Save(entry.at, events[0].writer or str(COMMANDS.get(entry.by, "")), what(events))


def what(events) -> list[str]:
    """What one save did, as sentences; `events` in the order they were made."""
    by_model = {}
    for event in events:
        by_model.setdefault(event.model, []).append(event)
    return [words for model, tell in TELLS.items() for words in tell(by_model.get(model, [])) if words]


def _of_itself(events):
    for event in events:
        if event.verb == "created":
            yield _("Entered the initiative.")
        elif fields := field_names(Initiative, changed_fields(event)):
            yield _("Changed %(fields)s.") % {"fields": listed(fields)}


def _of_phases(events):
    entered = []
    for event in events:
        values = event.after or event.before
        known = {"phase": Phase(values["phase"]).label, "when": values["began_words"]}
        if event.verb == "created":
            entered.append(_("%(phase)s, %(when)s") % known)
        elif event.verb == "removed":
            yield _("Took away the phase %(phase)s.") % known
        else:
            yield _("Changed the phase %(phase)s, now %(when)s.") % known
    yield entered and ngettext("Phase: %(phases)s.", "Phases: %(phases)s.", len(entered)) % {"phases": "; ".join(entered)}


def _of_goals(events):
    n = sum(event.verb == "created" for event in events)
    yield n and ngettext("Linked %(n)s goal.", "Linked %(n)s goals.", n) % {"n": n}
    n = sum(event.verb == "changed" for event in events)
    yield n and ngettext("Changed the link to %(n)s goal.", "Changed the link to %(n)s goals.", n) % {"n": n}


def _of_partners(events):
    for verb, words in (("created", _("Added the partner %(names)s.")), ("changed", _("Changed the partner %(names)s."))):
        names = [event.label for event in events if event.verb == verb]
        yield names and words % {"names": listed(names)}


TELLS = {
    Initiative._meta.label: _of_itself,
    InitiativePhase._meta.label: _of_phases,
    InitiativeGoal._meta.label: _of_goals,
    InitiativePartner._meta.label: _of_partners,
}


def field_names(model, names) -> list[str]:
    """Stored names of fields as people know them, each once; a time's columns are one thing."""
    labels = {field.attname: field.verbose_name for field in model._meta.concrete_fields}
    labels |= {field.name: field.verbose_name for field in model._meta.many_to_many}
    told = (("time_words" if name.startswith(TIME) else name) for name in names)
    return list(dict.fromkeys(str(FIELDS.get(name, labels.get(name, name))) for name in told))
