"""A party's own page, for its director: what have we said yes to, what do we pay, whom do we lend, what do we take part in?"""

from dataclasses import dataclass
from datetime import date

from fardplan.economy.models import Funding
from fardplan.economy.queries import BudgetTable, organisation_tables
from fardplan.governance.models import Seat
from fardplan.governance.queries import PartyAnswer, answers_of
from fardplan.kit.nothing import Sum, total
from fardplan.parties.models import Assignment, Party
from fardplan.parties.queries import lent_by
from fardplan.parties.rules import share_on
from fardplan.plan.models import Attendance
from fardplan.plan.queries import ActivityRow, MilestoneRow, activities_of_party, activity_rows, milestone_rows
from fardplan.plan.rules import participants
from fardplan.portfolio.queries import BriefRow, PhaseGroup, by_phase, initiatives_of_party

#: How many of each the page shows; the rest are one link away.
SHOWN = 12


@dataclass(frozen=True)
class PartyPage:
    party: Party
    year: int
    answers: list[PartyAnswer]
    groups: list[PhaseGroup]  # of the initiatives in the portfolio
    proposals: list[BriefRow]  # not in the portfolio: ideas, dialogues, proposals
    funding: list[Funding]
    budgets: list[BudgetTable]
    lent: list[Assignment]
    share: int  # per cent of full time, vacancies not counted
    activities: list[tuple[ActivityRow, int | None]]  # with how many of ours came; None: nobody has said
    activity_count: int
    ours: int | None  # participants of ours at the year's activities, as far as anybody has said
    counted: int  # of the year's activities
    seats: list[Seat]
    milestones: list[MilestoneRow]

    @property
    def pays(self) -> list[Funding]:
        return [row for row in self.funding if row.role == Funding.Role.PAYS]

    @property
    def receives(self) -> list[Funding]:
        return [row for row in self.funding if row.role == Funding.Role.RECEIVES]

    @property
    def paid_this_year(self) -> Sum:
        return total((row.amount, row.amount_absence) for row in self.pays if row.year == self.year)

    @property
    def shares_this_year(self) -> list:
        return [row.share for row in self.pays if row.year == self.year and row.share is not None]

    @property
    def late(self) -> list[MilestoneRow]:
        """The latest of all first."""
        return sorted((row for row in self.milestones if row.is_late), key=lambda row: -row.days_late)

    @property
    def coming(self) -> list[MilestoneRow]:
        return [row for row in self.milestones if not row.is_late]

    @property
    def vacancies(self) -> int:
        return sum(row.is_vacant for row in self.lent)

    @property
    def given(self) -> list[PartyAnswer]:
        return [row for row in self.answers if row.answer.is_given]

    @property
    def waiting(self) -> list[PartyAnswer]:
        return [row for row in self.answers if not row.answer.is_given]

    @property
    def yes(self) -> int:
        return sum(row.answer.mark in {"yes", "plus"} for row in self.answers)

    @property
    def initiatives(self) -> list[BriefRow]:
        return [row for group in self.groups for row in group.initiatives]

    @property
    def has_invented_goals(self) -> bool:
        return any(mark.is_invented for row in self.initiatives for mark in row.goals)

    @property
    def going_on(self) -> int:
        return sum(row.is_active for row in self.initiatives)

    @property
    def forums(self) -> int:
        return len({seat.forum_id for seat in self.seats})

    @property
    def waits(self) -> int:
        return len(self.milestones) + len(self.waiting)

    @property
    def waits_left_out(self) -> int:
        return sum(max(len(rows) - SHOWN, 0) for rows in (self.late, self.waiting, self.coming))


def party_page(party, *, on: date) -> PartyPage:
    """A party's part in its programme as it stands on a day. Ten queries; `party` comes with its organisation."""
    programme, organisation = party.programme, party.organisation
    rows = initiatives_of_party(party, on=on)
    lent = lent_by(organisation, programme, on=on)
    activities = _activities(party, on)
    counted = [number for _row, number in activities if number is not None]
    funding = Funding.objects.filter(programme=programme, organisation=organisation, year__lte=on.year)
    seats = Seat.objects.filter(programme=programme, organisation=organisation).holding_on(on).select_related("forum")
    return PartyPage(
        party=party,
        year=on.year,
        answers=answers_of(party),
        groups=[group for group in by_phase(programme, on=on, rows=rows) if group.is_in_portfolio and group.initiatives],
        proposals=[row for row in rows if not row.is_in_portfolio and not row.is_withdrawn],
        funding=list(funding.order_by("-year", "position", "pk")),
        budgets=organisation_tables(programme, organisation),
        lent=lent,
        share=share_on(lent, on),
        activities=activities[:SHOWN],
        activity_count=len(activities),
        ours=sum(counted) if counted else None,
        counted=len(counted),
        seats=sorted(seats, key=lambda seat: (seat.forum.position, seat.forum_id, seat.position, seat.pk)),
        milestones=[row for row in milestone_rows(programme, on=on, party=party) if not row.is_done and not row.is_outcome_unknown],
    )


def _activities(party, on):
    """The year's activities of a party, with how many of its people came."""
    counts = {}
    ours = Attendance.objects.filter(party=party, activity__year=on.year)
    for activity, group, number in ours.values_list("activity", "target_group", "number"):
        counts.setdefault(activity, []).append((None, group, number))
    rows = activity_rows(activities_of_party(party).filter(year=on.year).order_by("position", "pk"), on=on, counts={}, lecturers={})
    return [(row, participants(counts.get(row.pk, ()))) for row in rows]
