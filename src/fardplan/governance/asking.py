"""Which parties a matter asks. None said: every party of the programme, on the day in question.

A matter that only some are asked about waits for those alone: nobody else is reminded, counted or shown as one that has not answered.
"""

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from fardplan.governance.models import Matter, PartyDecision, PartyHandling
from fardplan.kit.text import swedish_sort_key

_THROUGH = Matter.parties.through


class NotAsked(ValidationError):
    """The matter asks other parties than this one."""

    def __init__(self, party):
        super().__init__(_("%(party)s is not asked in this matter.") % {"party": party.name})


class HasSpoken(ValidationError):
    """A party that has answered, or said when its body takes the matter up, stays asked."""

    def __init__(self, parties):
        names = ", ".join(sorted((party.name for party in parties), key=swedish_sort_key))
        words = _("Stays among those who are asked, since it has answered or taken up the matter: %(parties)s.")
        super().__init__({"parties": words % {"parties": names}})


def asks_some(matter="pk"):
    """For `annotate`: whether a matter asks only some. `matter`: path from the row to the key of its matter."""
    return Exists(_THROUGH.objects.filter(matter=OuterRef(matter)))


def asks(party, matter="pk"):
    """For `filter`: whether a matter names `party` among those it asks."""
    return Exists(_THROUGH.objects.filter(matter=OuterRef(matter), party=party))


def asked_by_matter(matters) -> dict[int, frozenset[int]]:
    """{key of a matter: keys of the parties it asks}, without the matters that ask all. `matters`: keys, rows or a queryset. One query."""
    found = {}
    for matter, party in _THROUGH.objects.filter(matter__in=matters).values_list("matter", "party"):
        found.setdefault(matter, set()).add(party)
    return {matter: frozenset(parties) for matter, parties in found.items()}


def asked_of(matter) -> frozenset[int]:
    """Keys of the parties that a matter names; none when it asks all. One query."""
    return frozenset(_THROUGH.objects.filter(matter=matter).values_list("party", flat=True))


def is_asked(party_id, keys) -> bool:
    """Whether a party is asked when a matter names `keys`."""
    return not keys or party_id in keys


def among(parties, keys):
    """Those of `parties`, rows in order, that are asked when a matter names `keys`."""
    return [party for party in parties if is_asked(party.pk, keys)]


def require_asked(matter, party):
    """Raises NotAsked."""
    if not is_asked(party.pk, asked_of(matter)):
        raise NotAsked(party)


def refuse_to_drop(matter, parties):
    """Raises HasSpoken when `parties`, the asked to be, leave out one that has spoken in the matter. None at all: all are asked."""
    if not parties:
        return
    keys = {party.pk for party in parties}
    said = PartyDecision.objects.filter(decision__matter=matter).select_related("party__organisation")
    told = PartyHandling.objects.filter(matter=matter).select_related("party__organisation")
    left = {row.party_id: row.party for row in (*said, *told) if row.party_id not in keys}
    if left:
        raise HasSpoken(left.values())
