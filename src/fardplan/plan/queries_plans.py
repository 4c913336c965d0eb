"""Reads about plans: side by side, against their baseline, and who has approved them."""

import json
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from fardplan.goals.models import Goal
from fardplan.governance.rules import Outcome
from fardplan.kit.periods import ONE_DAY
from fardplan.parties.models import Party
from fardplan.plan.models import Activity, OperationalPlanEntry, Plan, PlanItem, PlanVersion
from fardplan.plan.progress import SHAPES, Against, against, counted_once, last_day


@dataclass(frozen=True)
class Approval:
    """What one of the plan's parties has said of a version."""

    party: Party
    outcome: str  # as words; empty while it has not answered
    is_yes: bool
    is_no: bool
    day: date | None
    left: date | None  # its last day as a party, when it has left

    @property
    def shape(self) -> str:
        return "done" if self.is_yes else "warn" if self.is_no else "clock"

    @property
    def label(self) -> str:
        return self.outcome or _("Has not answered")


@dataclass(frozen=True)
class VersionRow:
    version: PlanVersion
    approvals: list[Approval]

    @property
    def approved(self) -> int:
        return sum(row.is_yes for row in self.approvals)

    @property
    def is_adopted(self) -> bool:
        """Every party that is still one has said yes."""
        waited = [row for row in self.approvals if row.is_yes or not row.left]
        return bool(waited) and all(row.is_yes for row in waited)


@dataclass(frozen=True)
class ItemRow:
    """An activity of a plan, as it is and against the baseline. `item` is None for one that has been taken out."""

    title: str
    item: PlanItem | None
    activity: Activity | None
    against: Against | None  # None: there is no baseline
    moved: int | None  # days, later above nought
    left: date | None  # the last day of the party that answers for it, when that has left
    others: tuple[Plan, ...]  # the other plans it stands in
    operational: tuple[OperationalPlanEntry, ...]

    @property
    def shape(self) -> str:
        return SHAPES[self.against] if self.against else "clock"

    @property
    def moved_words(self) -> str:
        return "" if not self.moved else f"{self.moved:+d}".replace("-", "−")


@dataclass(frozen=True)
class PlanPage:
    plan: Plan
    parties: list[Party]
    items: list[ItemRow]
    versions: list[VersionRow]  # the latest first
    baseline: PlanVersion | None
    done: int
    total: int

    @property
    def latest(self) -> VersionRow | None:
        return self.versions[0] if self.versions else None


def left_day(party, on):
    """The party's last day, when it is no party any more."""
    return party.until_date - ONE_DAY if party is not None and party.until_date and party.until_date <= on else None


def plan_page(plan, *, on: date) -> PlanPage:
    """Ten queries, however many activities."""
    items = list(
        plan.items.select_related("activity__responsible__organisation", "activity__initiative", "carried_from").prefetch_related(
            "activity__goals", "activity__operational_plans__party__organisation", "activity__items__plan"
        )
    )
    parties = list(plan.parties.in_order())
    versions = versions_of(plan, parties, on=on)
    baseline = next((row.version for row in versions if row.version.is_baseline), None)
    then = {row["id"]: row for row in json.loads(baseline.document_text)["activities"]} if baseline else {}
    rows = [_item_row(item, then, baseline, plan, on) for item in items]
    here = {item.activity.slug for item in items}
    rows += [ItemRow(was["title"], None, None, Against.DROPPED, None, None, (), ()) for key, was in then.items() if key not in here]
    return PlanPage(
        plan=plan,
        parties=parties,
        items=rows,
        versions=versions,
        baseline=baseline,
        done=sum(item.activity.state == Activity.State.DONE for item in items),
        total=len(items),
    )


def _item_row(item, then, baseline, plan, on):
    activity = item.activity
    now = {"state": activity.state, "ends": last_day(activity.time_ends_latest)}
    stands, moved = against(then.get(activity.slug), now) if baseline else (None, None)
    return ItemRow(
        title=activity.title,
        item=item,
        activity=activity,
        against=stands,
        moved=moved,
        left=left_day(activity.responsible, on),
        others=tuple(other.plan for other in activity.items.all() if other.plan_id != plan.pk),
        operational=tuple(activity.operational_plans.all()),
    )


def versions_of(plan, parties, *, on: date) -> list[VersionRow]:
    """The latest first; two queries."""
    found = plan.versions.select_related("decision").prefetch_related("decision__party_decisions").order_by("-number")
    rows = []
    for version in found:
        said = {row.party_id: row for row in version.decision.party_decisions.all()}
        rows.append(VersionRow(version, [_approval(party, said.get(party.pk), on) for party in parties]))
    return rows


def _approval(party, said, on):
    return Approval(
        party=party,
        outcome=str(said.get_outcome_display()) if said else "",
        is_yes=said is not None and said.outcome != Outcome.NOT_AGREED,
        is_no=said is not None and said.outcome == Outcome.NOT_AGREED,
        day=said.decided_date if said else None,
        left=left_day(party, on),
    )


@dataclass(frozen=True)
class PlanRow:
    """A plan in the list. `approved` of `asked` parties have said yes to the latest version; None: none has been sent."""

    plan: Plan
    parties: list[str]
    activities: int
    done: int
    version: int | None
    approved: int | None


def plan_rows(plans) -> list[PlanRow]:
    """The lines of those plans, in their order. Six queries, however many there are; frozen texts are not read."""
    prefetch_related_objects(
        plans,
        "parties__organisation",
        Prefetch("versions", PlanVersion.objects.defer("document_text").select_related("decision")),
        "versions__decision__party_decisions",
    )
    states: dict[int, list[str]] = {}
    for plan, state in PlanItem.objects.filter(plan__in=plans).order_by().values_list("plan", "activity__state"):
        states.setdefault(plan, []).append(state)
    return [_plan_row(plan, states.get(plan.pk, [])) for plan in plans]


def _plan_row(plan, states):
    latest = max(plan.versions.all(), key=lambda row: row.number, default=None)
    parties = {party.pk: party.name for party in plan.parties.all()}
    said = [row for row in latest.decision.party_decisions.all() if row.party_id in parties] if latest else []
    return PlanRow(
        plan=plan,
        parties=sorted(parties.values()),
        activities=len(states),
        done=states.count(Activity.State.DONE),
        version=latest.number if latest else None,
        approved=sum(row.outcome != Outcome.NOT_AGREED for row in said) if latest else None,
    )


@dataclass(frozen=True)
class Beside:
    """An activity in the side by side under one of its goals: who does it, and in which plans. It stands once, whatever number of plans
    it is in."""

    label: str  # of the goal
    activity: Activity
    parties: tuple[str, ...]
    plans: tuple[Plan, ...]


@dataclass(frozen=True)
class Sides:
    """The year's plans side by side. `lines` are (goal or None, activity's key), goal by goal and by title: what is turned over a page at a
    time; `counted` is how many activities there are, each once."""

    lines: list
    counted: int
    where: dict  # activity's key -> keys of its plans

    def rows(self, lines) -> list[Beside]:
        """Those lines with all that is shown of them. Three queries."""
        keys = {activity for _goal, activity in lines}
        shown = {plan for key in keys for plan in self.where[key]}
        plans = {row.pk: row for row in Plan.objects.filter(pk__in=shown).prefetch_related("parties__organisation")}
        activities = Activity.objects.in_bulk(keys)
        found = []
        for goal, key in lines:
            named = tuple(plans[each] for each in self.where[key])
            who = sorted({each.name for plan in named for each in plan.parties.all()})
            label = f"{goal.number}. {goal.label}" if goal else _("Without a goal")
            found.append(Beside(label, activities[key], tuple(who), named))
        return found


def side_by_side(programme, user, *, year: int, goal="", party="", text="") -> Sides:
    """Who else does this? The year's plans, an activity under each of its goals and counted once. Three queries.

    `goal` and `party` are keys; `text` is looked for in titles and in how it is done.
    """
    plans = Plan.objects.visible_to(user).filter(programme=programme, year=year)
    if party:
        plans = plans.filter(pk__in=Plan.parties.through.objects.filter(party__programme=programme, party__slug=party).values("plan"))
    items = PlanItem.objects.filter(plan__in=plans)
    rows = items.order_by("activity__title", "activity", "pk").values_list("plan", "activity", "activity__title", "how")
    wanted = text.casefold()  # the database folds no Swedish letters on SQLite
    once = counted_once((plan, key) for plan, key, title, how in rows if wanted in f"{title}\n{how}".casefold())
    goals = {row.pk: row for row in Goal.objects.filter(programme=programme)}
    leads = {}
    for activity, lead in Activity.goals.through.objects.filter(activity__in=items.values("activity")).values_list("activity", "goal"):
        leads.setdefault(activity, []).append(goals[lead])
    lines, counted = [], 0
    for activity in once:
        here = [each for each in leads.get(activity, ()) if not goal or each.slug == goal]
        if goal and not here:
            continue
        counted += 1
        lines += [(each, activity) for each in here or [None]]
    lines.sort(key=lambda line: (line[0] is None, (line[0].number, line[0].pk) if line[0] else ()))
    return Sides(lines, counted, once)


def plan_years(programme) -> list[int]:
    return list(Plan.objects.filter(programme=programme).order_by("-year").values_list("year", flat=True).distinct())
