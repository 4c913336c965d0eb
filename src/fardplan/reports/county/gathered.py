"""What the parties have handed in for a period: the rows that the county report is composed from, each once."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from fardplan.followup.models import Compilation
from fardplan.followup.queries import parties_of, year_rows
from fardplan.kit.periods import ONE_DAY, day_in_words
from fardplan.kit.text import swedish_sort_key
from fardplan.parties.models import Party
from fardplan.plan.models import Activity, Plan, PlanItem
from fardplan.plan.progress import counted_once
from fardplan.reports.annual.draft import Draft
from fardplan.reviews.queries import reviews as review_queries
from fardplan.selfassessment import queries as assessments


def belongs_to(responsible, plan_parties, told):
    """Whether an activity is part of the report: its party has told, or, when no single party answers for it, one of its plans' has.

    `told`: keys of the parties whose part is in. Such an activity is locked with the first of them, so what is said of it stands.
    """
    if responsible is not None:
        return responsible in told
    return bool(told.intersection(plan_parties))


@dataclass
class Gathered(Draft):
    """`only` (a Party) makes it that party's own follow-up, locked or not; otherwise it is of every party that has marked ready."""

    only: object = None

    @cached_property
    def compilation(self):
        return Compilation.objects.filter(programme=self.programme, period=self.period.code).first()

    @cached_property
    def rows(self):
        """How each party's year stands, in order. A period that nobody has asked for has no row that is ready.

        "Late" is told as of the day after the last day to be ready: a report says the same on every day it is made.
        """
        asked = self.compilation or Compilation(programme=self.programme, period=self.period.code)
        on = self.compilation.due_date if self.compilation and self.compilation.due_date else self.period.last_day
        found = year_rows(asked, on=on + ONE_DAY, parties=parties_of(asked)) if asked.pk else []
        return [row for row in found if self.only is None or row.party == self.only]

    @property
    def told(self):
        """Those whose part is in the report."""
        return [row for row in self.rows if row.is_locked]

    @cached_property
    def told_keys(self):
        return frozenset({self.only.pk}) if self.only else frozenset(row.party.pk for row in self.told)

    def standing_words(self, party):
        row = next((row for row in self.rows if row.party == party), None)
        if row is None:
            return _("The period's follow-up has not been started")
        return _("Marked ready %(day)s") % {"day": day_in_words(row.ready)} if row.ready else str(row.label)

    @cached_property
    def goals(self):
        return [goal for goal in self.register.goals if goal.holds_on(self.day)]

    def told_parties(self):
        return [self.only] if self.only else [row.party for row in self.told]

    # Activities

    @cached_property
    def placed(self):
        """(plan, activity) pairs of the year's plans."""
        items = PlanItem.objects.filter(plan__programme=self.programme, plan__year=self.period.year).order_by("plan", "position", "pk")
        return list(items.values_list("plan", "activity"))

    @cached_property
    def plans(self):
        return {row.pk: row for row in Plan.objects.filter(programme=self.programme, year=self.period.year)}

    @cached_property
    def plan_parties(self):
        """{plan: keys of its parties}."""
        found = {}
        for plan, party in Plan.parties.through.objects.filter(plan__in=self.plans).values_list("plan", "party"):
            found.setdefault(plan, set()).add(party)
        return found

    @cached_property
    def activities(self):
        """The activities that the parties have told of, each once however many plans it stands in: [(activity, its plans)]."""
        where = counted_once(self.placed)
        rows = Activity.objects.filter(programme=self.programme, year=self.period.year).select_related("responsible__organisation")
        rows = rows.prefetch_related("goals").order_by("title", "pk")
        found = []
        for row in rows:
            plans = where.get(row.pk, ())
            parties = set().union(*(self.plan_parties.get(plan, set()) for plan in plans))
            if belongs_to(row.responsible_id, parties, self.told_keys):
                named = sorted((self.plans[plan] for plan in plans), key=lambda plan: (swedish_sort_key(plan.title), plan.slug))
                found.append((row, tuple(named)))
        return found

    @cached_property
    def party_names(self):
        rows = Party.objects.filter(programme=self.programme).select_related("organisation")
        return {row.pk: row.name for row in rows}

    # Reviews and points

    @cached_property
    def reviews(self):
        """The latest review of each activity and party that has told, once."""
        found = {}
        rows = review_queries.reviews_in(self.programme, self.period)
        for row in rows.filter(party__in=self.told_keys).order_by("activity__title", "period", "pk"):
            found[row.activity_id, row.party_id] = row
        return list(found.values())

    @cached_property
    def points(self):
        """{(goal, party): Points} of the latest round of the period, for those who have told."""
        own = frozenset({self.only.pk}) if self.only else frozenset()
        found = assessments.points_per_goal_and_party(self.programme, self.period, own=own)
        return {(goal, party): cell for (goal, party), cell in found.items() if party in self.told_keys}

    @cached_property
    def round(self):
        """The round that the points are of, or None."""
        return next(iter(assessments.rounds_of(self.programme, self.period)), None)
