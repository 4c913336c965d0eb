"""My page: what waits for me, over all my programmes; my own work, my party's activities and the nearest meetings."""

from dataclasses import dataclass

from django.db.models import Q

from fardplan.governance.models import Meeting
from fardplan.overview.news import Followed, followed_by
from fardplan.parties.access import Authority
from fardplan.parties.models import Membership
from fardplan.plan.models import Activity
from fardplan.portfolio.models import Initiative
from fardplan.reminders.gather import Due, waiting_for_user

MOST = 8


@dataclass(frozen=True)
class MyPage:
    due: list[Due]
    roles: list[str]
    initiatives: list[Initiative]
    activities: list[Activity]
    meetings: list[Meeting]
    followed: list[Followed]


def my_page(user, *, today) -> MyPage:
    """Four queries and those of the rooms, for each programme that the user takes part in."""
    held = list(Membership.objects.filter(user=user).holding_on(today).select_related("party__organisation", "programme"))
    programmes = {row.programme for row in held}
    parties = {row.party_id for row in held if row.party_id}
    days = {programme.pk: programme.shown_as_of or today for programme in programmes}

    def still_to_come(name):
        coming = Q(pk__in=[])
        for pk, day in days.items():
            coming |= Q(programme=pk, **{f"{name}__gt": day})
        return coming

    return MyPage(
        due=waiting_for_user(user, today=today),
        roles=_roles(held),
        initiatives=list(Initiative.objects.visible_to(user).filter(leader=user).select_related("programme").order_by("title")[:MOST]),
        activities=list(
            Activity.objects.visible_to(user)
            .filter(still_to_come("time_ends_latest"), responsible__in=parties, state=Activity.State.PLANNED)
            .select_related("programme", "responsible__organisation")
            .order_by("time_ends_latest", "pk")[:MOST]
        ),
        meetings=list(
            Meeting.objects.visible_to(user)
            .filter(still_to_come("time_ends_latest"))
            .select_related("programme", "forum")
            .order_by("time_starts_earliest", "pk")[:MOST]
        ),
        followed=followed_by(user, [Authority(user, programme, frozenset()) for programme in programmes]),
    )


def _roles(held):
    """ "Samordnare för en part, Ekby" and so on, each once, in the order they were given."""
    words = [f"{row.get_role_display()}, {row.party.name}" if row.party_id else row.get_role_display() for row in held]
    return list(dict.fromkeys(words))
