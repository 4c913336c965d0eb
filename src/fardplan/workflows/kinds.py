"""What can be changed in many rows at once: of each kind, its rows, its changes, and who may make them of which row."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Value
from django.utils.translation import gettext as _

from fardplan.goals.models import Goal, ProgrammeArea
from fardplan.kit.collation import swedish
from fardplan.kit.text import swedish_sort_key
from fardplan.kit.timing import Timing
from fardplan.parties.choices import organisations_for
from fardplan.parties.models import Membership, Party
from fardplan.plan import access as plan_access
from fardplan.plan import copying as plan_copying
from fardplan.plan import services as plan_services
from fardplan.plan.models import Activity
from fardplan.plan.rules import State
from fardplan.portfolio import access as portfolio_access
from fardplan.portfolio import services as portfolio_services
from fardplan.portfolio.models import Initiative, Tag, TargetGroup
from fardplan.portfolio.rules import EARLY, Phase, may_move, may_prepare, phase_on


@dataclass(frozen=True)
class Asker:
    """Who changes, and what the rules need to know besides the row: the day, and for phases when they begin."""

    user: object
    authority: object
    today: object
    began: Timing | None = None


@dataclass(frozen=True)
class Change:
    """One change, as it can be chosen. `now(row)` is what the row says before, in words; `then` what it says after; `why_not(row, asker)`
    is the reason why this row cannot be changed so, or empty; `is_same(row)` whether it says so already; `do(row, asker, seen)` the verb."""

    code: str
    group: str
    label: str
    now: Callable
    then: Callable
    is_same: Callable
    do: Callable
    why_not: Callable = lambda row, asker: ""
    wants_day: bool = False
    look: Callable = lambda row: ""  # what a person should look at afterwards

    @property
    def words(self):
        return f"{self.group}: {self.label}"


@dataclass(frozen=True)
class Kind:
    """`rows(programme, user, pks)` are read with all that the changes ask of them: as many queries however many rows."""

    key: str
    model: type[models.Model]
    route: str
    changes: Callable
    rows: Callable
    may: Callable
    name: Callable = str
    wants_day: bool = field(default=False)


def _not_yours():
    return _("not yours to change")


# Activities


def _activities(programme, user, pks):
    found = Activity.objects.visible_to(user).filter(programme=programme, pk__in=pks)
    return found.select_related("responsible__organisation", "programme").prefetch_related("goals", "target_groups", "tags")


def _names(rows):
    return ", ".join(str(row) for row in rows) or _("none")


def _linked(relation, row, code, group, label, *, add, edit):
    """To put `row` among what is linked through `relation`, or to take it away."""

    def held(each):
        return list(getattr(each, relation).all())

    def wanted(each):
        rest = [one for one in held(each) if one.pk != row.pk]
        return [*rest, row] if add else rest

    return Change(
        f"{code}{'+' if add else '-'}:{row.pk}",
        group,
        label,
        now=lambda each: _names(held(each)),
        then=lambda each: _names(wanted(each)),
        is_same=lambda each: (row.pk in {one.pk for one in held(each)}) == add,
        do=lambda each, asker, seen: edit(each, by=asker.user, seen=seen, links={relation: wanted(each)}),
    )


def _links(relation, rows, code, added, taken, *, edit):
    return [_linked(relation, row, code, added if add else taken, str(row), add=add, edit=edit) for add in (True, False) for row in rows]


def _goals_of(programme, on):
    return list(Goal.objects.filter(programme=programme).holding_on(on))


def _people(programme, on):
    """Those who log in to the programme: one of them can be made leader."""
    members = Membership.objects.filter(programme=programme).holding_on(on).values("user")
    return list(get_user_model().objects.filter(pk__in=members).order_by(swedish("display_name")))


def _groups_and_tags(programme, on, edit):
    """To add and to take away target groups and tags. One query for both."""
    kinds = {"group": TargetGroup, "tag": Tag}
    parts = [
        model.objects.filter(programme=programme).holding_on(on).order_by().values_list(Value(code), "pk", "name")
        for code, model in kinds.items()
    ]
    rows = {code: [] for code in kinds}
    for code, pk, name in sorted(parts[0].union(*parts[1:], all=True), key=lambda row: swedish_sort_key(row[2])):
        rows[code].append(kinds[code](pk=pk, name=name, programme=programme))
    return [
        *_links("target_groups", rows["group"], "group", _("Add the target group"), _("Take away the target group"), edit=edit),
        *_links("tags", rows["tag"], "tag", _("Add the tag"), _("Take away the tag"), edit=edit),
    ]


class Copies:
    """What is needed to copy activities to the next year, read once when it is asked for."""

    def __init__(self, programme):
        self.programme = programme

    @cached_property
    def there(self):
        """(year, title, key of the party) of every activity of the programme."""
        return set(Activity.objects.filter(programme=self.programme).values_list("year", "title", "responsible"))

    def is_made(self, row):
        return (row.year + 1, row.title, row.responsible_id) in self.there

    def moved(self, row):
        return plan_copying.moved(row, years=1)

    def look(self, row):
        return plan_copying.look(row, self.moved(row))


def _activity_changes(programme, on):
    def of_state(state):
        return Change(
            f"state:{state.value}",
            _("State"),
            str(state.label),
            now=lambda row: str(State(row.state).label),
            then=lambda row: str(state.label),
            is_same=lambda row: row.state == state,
            do=lambda row, asker, seen: plan_services.edit_activity(row, by=asker.user, seen=seen, state=state),
        )

    def of_party(party):
        key = party.pk if party else None

        def why_not(row, asker):
            mine = plan_access.plans_of(asker.authority).include(key, row.initiative_id)
            return "" if mine else _("it would not be yours to change afterwards")

        label = party.name if party else _("nobody")
        return Change(
            f"party:{key or 0}",
            _("Responsible party"),
            label,
            now=lambda row: row.responsible.name if row.responsible_id else _("nobody"),
            then=lambda row: label,
            is_same=lambda row: row.responsible_id == key,
            do=lambda row, asker, seen: plan_services.edit_activity(row, by=asker.user, seen=seen, responsible=party),
            why_not=why_not,
        )

    edit = plan_services.edit_activity
    copies = Copies(programme)
    parties = Party.objects.filter(programme=programme).holding_on(on).in_order()
    return [
        *map(of_state, State),
        *map(of_party, [*parties, None]),
        Change(
            "copy:1",
            _("Copy"),
            _("to the next year, as planned"),
            now=lambda row: row.time_words,
            then=lambda row: copies.moved(row).time.words,
            is_same=copies.is_made,
            do=lambda row, asker, seen: plan_copying.copy_activity(row, copies.moved(row).time, by=asker.user, years=1),
            look=copies.look,
        ),
        *_links("goals", _goals_of(programme, on), "goal", _("Add the goal"), _("Take away the goal"), edit=edit),
        *_groups_and_tags(programme, on, edit),
    ]


def _activity_may(authority):
    """A function from a row to whether it is theirs to change; what it needs is read once."""
    plans = plan_access.plans_of(authority)
    return lambda row: plans.include(row.responsible_id, row.initiative_id)


# Initiatives


def _initiatives(programme, user, pks):
    found = Initiative.objects.visible_to(user).filter(programme=programme, pk__in=pks)
    return found.select_related("leader_organisation", "leader", "programme_area", "programme").prefetch_related(
        "goal_links__goal", "target_groups", "tags", "parties", "phases"
    )


def _initiative_goal(goal, *, add):
    def held(row):
        return [link.goal for link in row.goal_links.all()]

    def wanted(row):
        rest = [one for one in held(row) if one.pk != goal.pk]
        return [*rest, goal] if add else rest

    return Change(
        f"goal{'+' if add else '-'}:{goal.pk}",
        _("Add the goal") if add else _("Take away the goal"),
        str(goal),
        now=lambda row: _names(held(row)),
        then=lambda row: _names(wanted(row)),
        is_same=lambda row: (goal.pk in {one.pk for one in held(row)}) == add,
        do=lambda row, asker, seen: portfolio_services.edit_initiative(row, by=asker.user, seen=seen, goals=wanted(row)),
    )


def _initiative_changes(programme, on):
    def of_phase(phase):
        def why_not(row, asker):
            if not portfolio_access.can_move(asker.authority):
                return _not_yours()
            now = phase_on(list(row.phases.all()), asker.today)
            if may_prepare(now, phase):
                return ""
            cannot = portfolio_services.CannotMove if not may_move(now, phase) else portfolio_services.NeedsDecision
            return str(cannot(now, phase) if cannot is portfolio_services.CannotMove else cannot(phase))

        def now(row):
            phase = phase_on(list(row.phases.all()), on)
            return str(Phase(phase).label) if phase else _("none")

        return Change(
            f"phase:{phase.value}",
            _("Phase"),
            str(phase.label),
            now=now,
            then=lambda row: str(phase.label),
            is_same=lambda row: phase_on(list(row.phases.all()), on) == phase,
            do=lambda row, asker, seen: portfolio_services.prepare(
                row, to=phase, began=asker.began, by=asker.user, today=asker.today, seen=seen
            ),
            why_not=why_not,
            wants_day=True,
        )

    def of_field(code, group, name, value, label, **more):
        key = value.pk if value else None
        return Change(
            f"{code}:{key or 0}",
            group,
            label,
            now=lambda row: str(getattr(row, name)) if getattr(row, f"{name}_id") else _("none"),
            then=lambda row: label,
            is_same=lambda row: getattr(row, f"{name}_id") == key,
            do=lambda row, asker, seen: portfolio_services.edit_initiative(row, by=asker.user, seen=seen, **{name: value}, **more),
        )

    edit = portfolio_services.edit_initiative
    organisations = organisations_for(programme, by="short_name")
    areas = list(ProgrammeArea.objects.filter(programme=programme).holding_on(on))
    return [
        *(of_phase(phase) for phase in Phase if phase in EARLY),
        *(
            of_field("leader", _("Leader from"), "leader_organisation", row, str(row), leader_is_vacant=False) for row in organisations
        ),
        *(of_field("person", _("Leader"), "leader", row, str(row), leader_is_vacant=False) for row in _people(programme, on)),
        *(of_field("area", _("Programme area"), "programme_area", row, str(row)) for row in areas),
        *(_initiative_goal(goal, add=add) for add, goal in product((True, False), _goals_of(programme, on))),
        *_groups_and_tags(programme, on, edit),
    ]  # fmt: skip


def _initiative_may(authority):
    return lambda row: portfolio_access.can_edit(authority, row, {party.pk for party in row.parties.all()})


KINDS = {
    "activities": Kind("activities", Activity, "activities", _activity_changes, _activities, _activity_may),
    "initiatives": Kind("initiatives", Initiative, "portfolio", _initiative_changes, _initiatives, _initiative_may, wants_day=True),
}
