"""What a party has handed in stands: rooms say whose year a row tells of, and a room above them says which years are locked.

    locking.register(Activity, places)      # in AppConfig.ready of the row's room: places(row) gives (party's key, "2023") pairs
    locking.LOCKS["followup"] = locked      # in the room that locks: locked(places) gives those of them that are locked

`audit.writes` asks before every write, so that no verb, import or page has to remember. A row that tells of several parties' years is
locked as soon as one of them is: what one party has handed in would say something else otherwise.
"""

from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

Place = tuple[int, str]  # a party's key and a period such as "2023", "2023-H1"

#: {"plan.Activity": places}. A row whose kind is not here is never locked.
PLACES: dict[str, Callable[[object], Iterable[Place]]] = {}
#: Under a name, so that a room that is loaded twice is asked once. Each gives {place: (name of the party, name of the period)}.
LOCKS: dict[str, Callable[[set[Place]], dict[Place, tuple[str, str]]]] = {}


class Locked(ValidationError):
    """The row tells of a year that a party has handed in. Its text is for people."""

    def __init__(self, party, period):
        super().__init__(
            _("%(party)s has marked its follow-up of %(period)s as ready, so this is locked. Reopen the year first, with a reason.")
            % {"party": party, "period": period}
        )


def register(model, places):
    PLACES[model._meta.label] = places


def places_of(row) -> set[Place]:
    """Whose years the row tells of; empty for a kind that nobody has registered."""
    found = PLACES.get(row._meta.label)
    return set(found(row)) if found and LOCKS else set()


def refuse(places: set[Place]):
    """Raise Locked when one of `places` is."""
    if not places:
        return
    for locked in LOCKS.values():
        found = locked(places)
        if found:
            raise Locked(*min(found.values()))


def is_locked(row) -> bool:
    """For pages: whether the row can be written at all."""
    try:
        refuse(places_of(row))
    except Locked:
        return True
    return False
