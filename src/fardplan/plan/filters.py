"""What somebody can ask of the activities, read from an address."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from fardplan.goals.models import Goal
from fardplan.kit.collation import swedish
from fardplan.parties.models import Party
from fardplan.plan.models import Activity, Attendance
from fardplan.portfolio.models import Initiative, Tag


@dataclass(frozen=True)
class ActivityFilter:
    """What somebody asks of the activities of a year. Keys of rows and codes; empty means all."""

    year: int
    kind: str = ""
    format: str = ""
    goal: str = ""
    party: str = ""
    initiative: str = ""
    tag: str = ""

    #: The names in the address.
    PARAMS = {"kind": "slag", "format": "form", "goal": "mal", "party": "part", "initiative": "arbete", "tag": "etikett"}

    @classmethod
    def from_params(cls, params, options: "ActivityOptions", *, on: date) -> "ActivityFilter":
        """Read an address. What is not among `options` is no filter; without a year it is the latest that has begun."""
        known = options.keys()
        asked = {name: params.get(param, "") for name, param in cls.PARAMS.items()}
        year = int(params["ar"]) if params.get("ar", "") in {str(each) for each in options.years} else None
        begun = [each for each in options.years if each <= on.year]
        return cls(
            year=year or max(begun, default=min(options.years, default=on.year)),
            **{name: value for name, value in asked.items() if value in known[name]},
        )

    @property
    def is_narrow(self) -> bool:
        return self != ActivityFilter(self.year)

    def apply(self, activities):
        activities = activities.filter(year=self.year)
        if self.kind:
            activities = activities.filter(kind=self.kind)
        if self.format:
            activities = activities.filter(format=self.format)
        if self.goal:
            activities = activities.filter(goals__slug=self.goal)
        if self.initiative:
            activities = activities.filter(initiative__slug=self.initiative)
        if self.tag:
            activities = activities.filter(tags__slug=self.tag)
        if self.party:
            counted = Attendance.objects.filter(party__slug=self.party).values("activity")
            activities = activities.filter(Q(responsible__slug=self.party) | Q(pk__in=counted))
        return activities


@dataclass(frozen=True)
class ActivityOptions:
    years: list[int]
    parties: list[Party]
    goals: list[Goal]
    initiatives: list[tuple[str, str]]  # (key, short title)
    tags: list[Tag]

    def keys(self) -> dict[str, set[str]]:
        return {
            "kind": set(Activity.Kind.values),
            "format": set(Activity.Format.values) - {""},
            "goal": {row.slug for row in self.goals},
            "party": {row.slug for row in self.parties},
            "initiative": {key for key, _label in self.initiatives},
            "tag": {row.slug for row in self.tags},
        }


def activity_options(programme, *, on: date) -> ActivityOptions:
    """What can be filtered by: five queries."""
    titles = Initiative.objects.filter(programme=programme).order_by(swedish("title")).values_list("slug", "short_title", "title")
    return ActivityOptions(
        years=years_of(programme) or [on.year],
        parties=list(Party.objects.filter(programme=programme).holding_on(on).in_order()),
        goals=list(Goal.objects.filter(programme=programme).holding_on(on)),
        initiatives=[(slug, short or title) for slug, short, title in titles],
        tags=list(Tag.objects.filter(programme=programme).order_by(swedish("name"))),
    )


def years_of(programme) -> list[int]:
    """The years that have activities, the latest first; one query."""
    return list(Activity.objects.filter(programme=programme).order_by("-year").values_list("year", flat=True).distinct())


def asked_initiative(programme, params) -> Initiative | None:
    """The initiative an address names (`?arbete=…`), for a form that begins with it."""
    slug = params.get(ActivityFilter.PARAMS["initiative"], "")
    return Initiative.objects.filter(programme=programme, slug=slug).first() if slug else None
