"""Reads about what chafes."""

from dataclasses import dataclass, field

from fardplan.kit.periods import ReportPeriod
from fardplan.parties.models import Party
from fardplan.status.models import Friction, FrictionPriority
from fardplan.status.rules import FEWEST_PRIORITISED


@dataclass(frozen=True)
class FrictionRow:
    friction: Friction
    place: int | None  # among its group's priorities in the period
    echoes: list
    notes: list

    @property
    def latest_done(self):
        return self.notes[-1] if self.notes else None

    @property
    def state_shape(self):
        return "done" if not self.friction.is_open else "running" if self.notes else "off"


@dataclass(frozen=True)
class PartyFrictions:
    """What one party's local group has told: what it works on in the period, in order, and the rest."""

    party: Party
    rows: list[FrictionRow] = field(default_factory=list)
    is_own: bool = False

    @property
    def prioritised(self):
        return sorted((row for row in self.rows if row.place), key=lambda row: row.place)

    @property
    def others(self):
        return [row for row in self.rows if not row.place]

    @property
    def is_few(self):
        """Fewer than three chosen, though there is something to choose: a reminder, not an error."""
        return self.is_own and any(row.friction.is_open for row in self.rows) and len(self.prioritised) < FEWEST_PRIORITISED


@dataclass(frozen=True)
class FrictionPage:
    period: ReportPeriod
    groups: list[PartyFrictions]

    @property
    def count(self):
        return sum(len(group.rows) for group in self.groups)


def friction_page(programme, *, user, on, period, own, state="open") -> FrictionPage:
    """What chafes, party by party, as far as `user` may see. `own`: keys of the parties whose friction the user writes. Five queries."""
    found = Friction.objects.visible_to(user).filter(programme=programme).select_related("decision", "party__organisation")
    found = found.prefetch_related("notes", "echoes__party__organisation")
    if state != "all":
        found = found.filter(closed_date__isnull=state == "open")
    rows = list(found)
    places = dict(FrictionPriority.objects.filter(friction__programme=programme, period=period.code).values_list("friction_id", "place"))
    by_party = {}
    for friction in rows:
        by_party.setdefault(friction.party_id, []).append(
            FrictionRow(friction, places.get(friction.pk), list(friction.echoes.all()), list(friction.notes.all()))
        )
    parties = list(Party.objects.filter(programme=programme).holding_on(on).in_order())
    # A party that has left still has told what it told.
    known = {party.pk for party in parties}
    parties += {friction.party_id: friction.party for friction in rows if friction.party_id not in known}.values()
    return FrictionPage(period, [PartyFrictions(party, by_party.get(party.pk, []), party.pk in own) for party in parties])
