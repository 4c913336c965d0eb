"""A person's page in a programme: which roles and seats, when, and what they lead or are to carry out."""

from dataclasses import dataclass
from datetime import date

from fardplan.governance.models import FollowUp, ForumMember
from fardplan.parties.models import Membership
from fardplan.portfolio.models import Initiative


@dataclass(frozen=True)
class Held:
    """A role or a seat: what, for whom, and whether it holds on the day."""

    what: str
    where: str
    from_date: date | None
    until_date: date | None
    holds: bool


@dataclass(frozen=True)
class PersonPage:
    on: date
    roles: list[Held]
    seats: list[Held]
    initiatives: list[Initiative]
    follow_ups: list[FollowUp]


def person_page(user, programme, *, on: date) -> PersonPage:
    """What somebody has to do with a programme, as of a day: what holds first. Four queries."""
    roles = Membership.objects.filter(programme=programme, user=user).select_related("party__organisation")
    seats = ForumMember.objects.filter(programme=programme, user=user).select_related("forum", "party__organisation")
    follow_ups = FollowUp.objects.filter(programme=programme, responsible=user, done_date=None).select_related("decision")
    return PersonPage(
        on=on,
        roles=_ordered(Held(str(row.get_role_display()), _party(row), row.from_date, row.until_date, row.holds_on(on)) for row in roles),
        seats=_ordered(
            Held(f"{row.get_role_display()}, {row.forum.name}", _party(row), row.from_date, row.until_date, row.holds_on(on))
            for row in seats
        ),
        initiatives=list(Initiative.objects.filter(programme=programme, leader=user).order_by("title")),
        follow_ups=list(follow_ups.order_by("pk")),
    )


def _party(row):
    return row.party.name if row.party_id else ""


def _ordered(held):
    """What holds first, then the latest first."""
    return sorted(held, key=lambda each: (not each.holds, -(each.from_date or date.min).toordinal(), each.what))
