"""A programme's rows as a report reads them: each table once, and only when somebody asks for it.

Whoever composes a report or checks figures gets one Register and goes on in Python, so that the number of queries does not grow
with the rows, and the order is the same on every database.
"""

from collections import defaultdict
from datetime import date
from functools import cached_property

from django.db.models import Q

from fardplan.benefits.models import BenefitPart, BoundaryCost
from fardplan.benefits.queries import calculations
from fardplan.economy import grants
from fardplan.economy.models import Budget, BudgetLine, Funding, Outturn
from fardplan.effects import queries as effects
from fardplan.effects.models import Effect
from fardplan.goals.models import (
    Ambition,
    BenefitObject,
    Goal,
    OutcomeGoal,
    Principle,
    ProgrammeArea,
    Shift,
    StrategicGoal,
    SuperiorStrategy,
    Vision,
)
from fardplan.governance.models import Decision, Document, DocumentVersion, FollowUp, FormerName, Forum, ForumLine, PartyDecision, Seat
from fardplan.indicators.models import DefinitionVersion, Indicator, Vintage
from fardplan.indicators.queries import places_of, rows_of
from fardplan.kit.text import swedish_sort_key
from fardplan.parties.models import Assignment, Partner, Party, Post
from fardplan.plan.models import Activity, Attendance, Lecturer, Milestone
from fardplan.portfolio.models import (
    InclusionCriterion,
    Initiative,
    InitiativeGoal,
    InitiativePartner,
    InitiativePhase,
    Reflection,
)
from fardplan.reports.register_work import WorkRows
from fardplan.spread.models import Adoption, SpreadAmbition


def _in_order(rows):
    """As they were put in order by people; as they were entered where nobody did."""
    return sorted(rows, key=lambda row: (getattr(row, "position", 0), row.pk))


def _by_name(rows):
    return sorted(rows, key=lambda row: (swedish_sort_key(str(row)), row.pk))


def _grouped(rows, key):
    found = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found


class Register(WorkRows):
    """The rows of `programme`. Every attribute is a list (or lists by the parent's key), read once."""

    def __init__(self, programme):
        self.programme = programme
        self._by_slug = {}
        self._more = {}
        self._figures = {}

    def _all(self, model, *related):
        return list(model.objects.filter(programme=self.programme).select_related(*related).order_by("pk"))

    def _children(self, model, parent, *related):
        rows = model.objects.filter(**{f"{parent}__programme": self.programme}).select_related(*related).order_by("pk")
        return _grouped(_in_order(rows), f"{parent}_id")

    def one(self, table, slug):
        """The row of `table` with this key, or None."""
        if table not in self._by_slug:
            self._by_slug[table] = {row.slug: row for row in getattr(self, table)}
        return self._by_slug[table].get(slug)

    def more(self, make, *about):
        """What `make(register, *about)` reads, once: rows that only some documents ask for are read by a class or function of their own."""
        if (make, about) not in self._more:
            self._more[make, about] = make(self, *about)
        return self._more[make, about]

    # Who takes part

    @cached_property
    def parties(self):
        return _by_name(self._all(Party, "organisation"))

    @cached_property
    def partners(self):
        return _by_name(self._all(Partner, "organisation"))

    @cached_property
    def posts(self):
        return _in_order(self._all(Post))

    @cached_property
    def assignments(self):
        return _in_order(self._all(Assignment, "lent_by", "post"))

    # What the programme is for

    @cached_property
    def visions(self):
        return self._all(Vision)

    def vision(self, day: date):
        """The one that holds on a day; the latest to begin where several do."""
        holding = [row for row in self.visions if row.holds_on(day)]
        return max(holding, key=lambda row: (row.from_date or date.min, row.pk), default=None)

    @cached_property
    def goals(self):
        return sorted(self._all(Goal), key=lambda row: (row.number, row.pk))

    @cached_property
    def ambitions(self):
        return sorted(self._all(Ambition, "goal"), key=lambda row: (row.goal.number, row.pk))

    @cached_property
    def shifts(self):
        return _in_order(self._all(Shift))

    @cached_property
    def principles(self):
        return _in_order(self._all(Principle))

    @cached_property
    def strategic_goals(self):
        return self._all(StrategicGoal)

    @cached_property
    def outcome_goals(self):
        return self._all(OutcomeGoal)

    @cached_property
    def benefit_objects(self):
        return sorted(self._all(BenefitObject), key=lambda row: (row.number, row.pk))

    @cached_property
    def areas(self):
        return _in_order(self._all(ProgrammeArea))

    @cached_property
    def strategies(self):
        return _in_order(self._all(SuperiorStrategy))

    # What is read to see whether the goals come nearer

    @cached_property
    def indicators(self):
        rows = Indicator.objects.filter(programme=self.programme).select_related("kpi__metadata").prefetch_related("goals")
        return sorted(rows, key=lambda row: (swedish_sort_key(row.title), row.pk))

    @cached_property
    def computed_indicators(self):
        """Keys of the indicators whose newest definition is computed from other figures."""
        versions = DefinitionVersion.objects.filter(indicator__programme=self.programme).order_by("number")
        newest = {row.indicator_id: row.is_computed for row in versions}
        return {key for key, is_computed in newest.items() if is_computed}

    def indicator_rows(self, day: date):
        """Each indicator with its latest figures of periods that had ended by a day, as they are known now."""
        if day not in self._figures:
            parties = [party for party in self.parties if party.holds_on(day)]
            places = places_of(self.programme, on=day, parties=parties)
            self._figures[day] = rows_of(self.indicators, places, until=day) if self.indicators else []
        return self._figures[day]

    @cached_property
    def vintages(self):
        """{key: when its figures were retrieved, and from where}: those of everybody and of the programme."""
        rows = Vintage.objects.filter(Q(programme=self.programme) | Q(programme__isnull=True))
        return {row.pk: row for row in rows}

    # What the work means to move

    @cached_property
    def effects(self):
        """EffectRow of each intended effect, by the initiative's name."""
        return effects.rows_of(effects.with_all(Effect.objects.filter(programme=self.programme)))

    # What it gives

    @cached_property
    def benefit_parts(self):
        """Each party's part of each benefit, with its values."""
        rows = BenefitPart.objects.filter(programme=self.programme).select_related("profile__indicator", "party__organisation")
        return sorted(
            rows.prefetch_related("values"), key=lambda row: (swedish_sort_key(row.profile.title), swedish_sort_key(str(row.party)))
        )

    @cached_property
    def calculations(self):
        """Every benefit calculation, counted: CalculationPage."""
        rows = calculations.of_programme(self.programme)
        return sorted(rows, key=lambda page: (page.calculation.dated, swedish_sort_key(page.calculation.title)))

    @cached_property
    def boundary_costs(self):
        rows = BoundaryCost.objects.filter(programme=self.programme)
        return list(rows.select_related("from_party__organisation", "to_party__organisation"))

    # Spread

    @cached_property
    def working_methods(self):
        """Those that some party has a period with."""
        return _by_name({key: rows[0].method for key, rows in self.adoptions.items()}.values())

    @cached_property
    def adoptions(self):
        """Periods by the key of their method, the earliest first."""
        rows = self._all(Adoption, "party__organisation", "method")
        return dict(_grouped(sorted(rows, key=lambda row: (row.from_date, row.pk)), "method_id"))

    @cached_property
    def spread_ambitions(self):
        return self._all(SpreadAmbition)

    @cached_property
    def spread_answers(self):
        """What parties have said of proposals for spread."""
        rows = PartyDecision.objects.filter(decision__programme=self.programme, decision__matter__spread_proposal__isnull=False)
        return list(rows.select_related("party__organisation", "decision").order_by("decided_date", "decision", "pk"))

    # The portfolio

    @cached_property
    def criteria(self):
        return _in_order(self._all(InclusionCriterion))

    @cached_property
    def initiatives(self):
        return _by_name(self._all(Initiative, "leader_organisation"))

    @cached_property
    def phases(self):
        """{initiative: phases, in the order of its history}."""
        rows = InitiativePhase.objects.filter(initiative__programme=self.programme).order_by("position", "pk")
        return _grouped(rows, "initiative_id")

    @cached_property
    def goal_links(self):
        links = InitiativeGoal.objects.filter(initiative__programme=self.programme).select_related("goal").order_by("pk")
        return _grouped(sorted(links, key=lambda link: (link.goal.number, link.pk)), "initiative_id")

    @cached_property
    def partner_links(self):
        links = InitiativePartner.objects.filter(initiative__programme=self.programme).select_related("organisation").order_by("pk")
        return _grouped(_by_name(links), "initiative_id")

    @cached_property
    def party_ids(self):
        """{initiative: keys of the parties that take part}."""
        found = defaultdict(set)
        links = Initiative.parties.through.objects.filter(initiative__programme=self.programme)
        for initiative, party in links.values_list("initiative_id", "party_id"):
            found[initiative].add(party)
        return found

    @cached_property
    def reflections(self):
        return _in_order(self._all(Reflection))

    # Forums, documents, decisions

    @cached_property
    def forums(self):
        return _in_order(self._all(Forum))

    @cached_property
    def former_names(self):
        return _grouped(self._all(FormerName), "forum_id")

    @cached_property
    def forum_lines(self):
        return self._all(ForumLine, "from_forum", "to_forum")

    @cached_property
    def seats(self):
        return _grouped(_in_order(self._all(Seat, "organisation")), "forum_id")

    @cached_property
    def documents(self):
        return self._all(Document)

    @cached_property
    def versions(self):
        return _in_order(self._all(DocumentVersion, "document"))

    @cached_property
    def decisions(self):
        return self._all(Decision, "forum", "matter")

    @cached_property
    def follow_ups(self):
        """What decisions have asked for."""
        return self._all(FollowUp, "decision")

    # What is done, and what it costs

    @cached_property
    def activities(self):
        return _in_order(self._all(Activity))

    @cached_property
    def lecturers(self):
        return self._children(Lecturer, "activity", "organisation")

    @cached_property
    def attendances(self):
        """{activity: [(party, target group, number)]}."""
        found = defaultdict(list)
        rows = Attendance.objects.filter(activity__programme=self.programme).order_by("pk")
        for activity, party, group, number in rows.values_list("activity_id", "party_id", "target_group_id", "number"):
            found[activity].append((party, group, number))
        return found

    @cached_property
    def milestones(self):
        return _in_order(self._all(Milestone))

    @cached_property
    def budgets(self):
        return sorted(self._all(Budget), key=lambda row: (row.year, not row.is_programme_budget, row.pk))

    @cached_property
    def lines(self):
        return _in_order(self._all(BudgetLine, "budget"))

    @cached_property
    def lines_of(self):
        """{budget: its own lines}, without parts."""
        return _grouped([line for line in self.lines if line.parent_id is None], "budget_id")

    @cached_property
    def parts_of(self):
        """{line: its "varav" lines}."""
        return _grouped([line for line in self.lines if line.parent_id is not None], "parent_id")

    @cached_property
    def outturns(self):
        """{line: {period: (amount, absence)}}."""
        found = defaultdict(dict)
        rows = Outturn.objects.filter(line__programme=self.programme).order_by("pk")
        for row in rows:
            found[row.line_id][row.period] = (row.amount, row.amount_absence)
        return found

    @cached_property
    def funding(self):
        return _in_order(self._all(Funding, "organisation"))

    @cached_property
    def grants(self):
        """Grants that somebody received, with what became of them: GrantRow."""
        return grants.rows_of([row for row in self.funding if row.role == Funding.Role.RECEIVES])

    @cached_property
    def lenders(self):
        """Organisations that lend somebody, by name."""
        found = {row.lent_by_id: row.lent_by for row in self.assignments if row.lent_by_id}
        return sorted(found.values(), key=lambda row: (swedish_sort_key(row.short_name), row.pk))

    def programme_budget(self, year):
        """The programme's own budget of a year, or None."""
        return next((row for row in self.budgets if row.year == year and row.is_programme_budget), None)
