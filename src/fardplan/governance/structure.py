"""Reads about forums: who steers, prepares and supports on a day, and how it hangs together."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import ngettext

from fardplan.governance.chart import Chart, chart
from fardplan.governance.models import FormerName, Forum, ForumLine, ForumMember, Seat
from fardplan.governance.rules import Node, hierarchy
from fardplan.kit.text import swedish_sort_key

#: The lines that put one forum under another.
FROM_ABOVE = {ForumLine.Kind.COMMISSIONS, ForumLine.Kind.STEERS}
CHAIRS_FIRST = [Seat.Role.CHAIR, Seat.Role.VICE_CHAIR, Seat.Role.MEMBER]


@dataclass(frozen=True)
class ForumCard:
    """A forum on a day: its seats then, what it was called, how it hangs together with others."""

    forum: Forum
    seats: list[Seat]
    former_names: list[FormerName]
    lines: list[ForumLine]  # from it and to it
    members: list[ForumMember]  # those with a log-in

    @property
    def seat_count(self) -> int:
        return sum(seat.number for seat in self.seats)

    @property
    def by_organisation(self) -> list[tuple[str, int]]:
        """How many seats each organisation fills, in Swedish order; those nobody has told of last, under an empty name."""
        counts = {}
        for seat in self.seats:
            counts[_organisation(seat)] = counts.get(_organisation(seat), 0) + seat.number
        return sorted(counts.items(), key=lambda item: (item[0] == "", swedish_sort_key(item[0])))

    @property
    def shared_period(self) -> Seat | None:
        """A seat to read the period from, when all seats have the same and it says something."""
        periods = {(seat.from_date, seat.until_date) for seat in self.seats}
        return self.seats[0] if len(periods) == 1 and periods != {(None, None)} else None


@dataclass(frozen=True)
class ForumsPage:
    on: date
    tree: list[Node]  # keys are forums
    groups: list[tuple[str, list[ForumCard]]]  # by function, in the order of Forum.Function
    lines: list[ForumLine]
    former: list[Forum]
    coming: list[Forum]

    @property
    def chart(self) -> Chart | None:
        """How it hangs together, drawn; None when nothing does."""
        if not self.tree:
            return None
        seats = {card.forum: card.seat_count for _label, cards in self.groups for card in cards}

        def where(forum):
            n = seats.get(forum, 0)
            words = str(forum.get_function_display())
            return f"{words} · {ngettext('%(n)s seat', '%(n)s seats', n) % {'n': n}}" if n else words

        others = [(row.from_forum, row.to_forum, row.get_kind_display()) for row in self.lines if row.kind not in FROM_ABOVE]
        return chart(self.tree, others, name=str, where=where)

    @property
    def count(self) -> int:
        return sum(len(cards) for _label, cards in self.groups)


def forums_page(programme, *, on: date) -> ForumsPage:
    """The forums of a day. Five queries."""
    every = list(Forum.objects.filter(programme=programme))
    forums = {forum.pk: forum for forum in every if forum.holds_on(on)}
    names, own_lines, seats, members = {}, {}, {}, {}
    for row in FormerName.objects.filter(programme=programme).order_by("from_date", "pk"):
        names.setdefault(row.forum_id, []).append(row)
    lines = []
    for row in ForumLine.objects.filter(programme=programme).holding_on(on).select_related("from_forum", "to_forum").order_by("pk"):
        if row.from_forum_id in forums and row.to_forum_id in forums:
            lines.append(row)
            own_lines.setdefault(row.from_forum_id, []).append(row)
            own_lines.setdefault(row.to_forum_id, []).append(row)
    for row in Seat.objects.filter(programme=programme).holding_on(on).select_related("organisation"):
        seats.setdefault(row.forum_id, []).append(row)
    sitting = ForumMember.objects.filter(programme=programme).holding_on(on).select_related("user", "party__organisation")
    for row in sorted(sitting, key=lambda row: swedish_sort_key(str(row.user))):
        members.setdefault(row.forum_id, []).append(row)
    groups = {}
    for forum in forums.values():
        card = ForumCard(
            forum=forum,
            seats=sorted(seats.get(forum.pk, []), key=_seat_order),
            former_names=names.get(forum.pk, []),
            lines=own_lines.get(forum.pk, []),
            members=members.get(forum.pk, []),
        )
        groups.setdefault(forum.function, []).append(card)
    return ForumsPage(
        on=on,
        tree=hierarchy(
            list(forums.values()),
            [(row.from_forum, row.to_forum, row.get_kind_display()) for row in lines if row.kind in FROM_ABOVE],
        ),
        groups=[(function.label, groups[function]) for function in Forum.Function if function in groups],
        lines=lines,
        former=[forum for forum in every if forum.until_date and forum.until_date <= on],
        coming=[forum for forum in every if forum.from_date and forum.from_date > on],
    )


def _organisation(seat):
    return seat.organisation.short_name if seat.organisation else ""


def _seat_order(seat):
    """Chairs first, then the organisations in Swedish order, each with its seats as they were entered."""
    name = _organisation(seat)
    return CHAIRS_FIRST.index(seat.role), name == "", swedish_sort_key(name), seat.position, seat.pk
