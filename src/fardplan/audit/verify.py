"""Whether the log still says what it said: every chain is followed from its beginning and its sums worked out again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from fardplan.audit.chain import BEGINNING, link
from fardplan.audit.models import ChainHead, Entry, Event

AT_A_TIME = 2_000

#: What can be wrong, by code: told to people with the event's number.
FAULTS = {
    "altered": _("what it says is not what was written"),
    "missing": _("it has been taken away, or its number changed"),
    "cut": _("the log goes on after it, but what followed has been taken away"),
    "beyond": _("it follows the end of the chain: somebody has put it in"),
    "no_head": _("the chain has no head: somebody has taken it away"),
    "head_differs": _("the chain's head is not the sum of its last event"),
    "unknown_head": _("the head that was kept is not in the log: it has been cut off or written anew"),
    "empty_entry": _("an entry without any event: its events have been taken away, or somebody has put it in"),
}


@dataclass(frozen=True)
class Fault:
    """Something that does not agree: in which chain, at which event, and since when; what is not known is None."""

    programme: str
    code: str
    number: int | None = None
    at: datetime | None = None
    label: str = ""  # "goals.Goal 17", never a value that somebody wrote
    request: str = ""

    @property
    def words(self):
        return FAULTS[self.code]


@dataclass(frozen=True)
class Chain:
    programme: str
    number: int  # of the head
    hash: str
    checked: int  # events
    faults: tuple[Fault, ...]


def heads(programme=None):
    """The heads of all chains, or of one, by programme: what is to be kept elsewhere."""
    found = ChainHead.objects.order_by("programme")
    return list(found if programme is None else found.filter(programme=programme))


def chains(programme=None):
    """Programmes that have something in the log, with or without a head."""
    if programme is not None:
        return [programme]
    known = set(ChainHead.objects.values_list("programme", flat=True)) | set(
        Event.objects.order_by().values_list("programme", flat=True).distinct()
    )
    return sorted(known)


def verify(programme, *, kept=(), progress=lambda n: None) -> Chain:
    """Follow one chain. `kept` are sums of heads noted earlier that must be in it; `progress` is told how many events were read."""
    head = ChainHead.objects.filter(programme=programme).first()
    faults, seen = [], set()
    previous, expected, last, checked = BEGINNING, 1, None, 0
    for event in _events(programme):
        entry = event.entry
        place = {"at": entry.at, "label": f"{event.model} {event.object_id}"}
        if event.number != expected:
            faults.append(Fault(programme, "missing", expected, last and last.entry.at))
        # After a gap the event's own sum can still be right only if the one before it stands there unharmed.
        if head is not None and event.number > head.number:
            faults.append(Fault(programme, "beyond", event.number, **place))
        elif event.number == expected and link(previous, event, entry) != event.hash:
            faults.append(Fault(programme, "altered", event.number, **place))
        previous, expected, last = event.hash, event.number + 1, event
        seen.add(event.hash)
        checked += 1
        if checked % AT_A_TIME == 0:
            progress(AT_A_TIME)
    progress(checked % AT_A_TIME)
    faults += _at_the_end(programme, head, last)
    faults += [Fault(programme, "unknown_head") for sum_ in kept if sum_ not in seen and sum_ != BEGINNING]
    return Chain(programme, head.number if head else 0, head.hash if head else "", checked, tuple(faults))


def _at_the_end(programme, head, last) -> Iterator[Fault]:
    number = last.number if last else 0
    at = last.entry.at if last else None
    if head is None:
        yield Fault(programme, "no_head", None, at)
    elif number < head.number:
        yield Fault(programme, "cut", number, at)
    elif number == head.number and head.hash != (last.hash if last else BEGINNING):
        yield Fault(programme, "head_differs", number, at)


def empty_entries() -> list[Fault]:
    """Entries that no event belongs to: none is ever written without."""
    bare = Entry.objects.filter(~Exists(Event.objects.filter(entry=OuterRef("pk")))).order_by("pk")
    return [Fault("", "empty_entry", None, entry.at, request=str(entry.request_id)) for entry in bare[:1_000]]


def _events(programme):
    """The chain's events in order, some at a time: a long log is never in memory whole."""
    after = None
    while True:
        rows = Event.objects.filter(programme=programme).select_related("entry").order_by("number", "pk")
        batch = list((rows if after is None else rows.filter(number__gt=after))[:AT_A_TIME])
        yield from batch
        if len(batch) < AT_A_TIME:
            return
        after = batch[-1].number
