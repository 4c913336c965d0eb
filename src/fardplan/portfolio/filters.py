"""What somebody can ask of the portfolio, read from an address."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from fardplan.goals.models import BenefitObject, Goal
from fardplan.kit.collation import swedish
from fardplan.parties.models import Party
from fardplan.portfolio.models import Initiative, Tag, TargetGroup
from fardplan.portfolio.rules import IN_PORTFOLIO, WAITING, Phase


@dataclass(frozen=True)
class PortfolioFilter:
    """What somebody asks of the portfolio: the pages' filters. Keys of rows; empty means all.

    `phase` is a Phase, "waiting" for ideas and proposals, "all", or empty for those in the portfolio.
    """

    party: str = ""
    goal: str = ""
    benefit_object: str = ""
    phase: str = ""
    form: str = ""
    target_group: str = ""
    tag: str = ""

    #: The names in the address. People read addresses aloud.
    PARAMS = {
        "party": "part",
        "goal": "mal",
        "benefit_object": "nytta",
        "phase": "fas",
        "form": "form",
        "target_group": "malgrupp",
        "tag": "etikett",
    }

    @classmethod
    def from_params(cls, params, options: "FilterOptions") -> "PortfolioFilter":
        """Read an address. What is not among `options` is no filter."""
        known = options.keys()
        asked = {name: params.get(param, "") for name, param in cls.PARAMS.items()}
        return cls(**{name: value for name, value in asked.items() if value in known[name]})

    def apply(self, initiatives):
        """Narrow a queryset that has `phase` annotated."""
        if self.party:
            taking_part = Initiative.parties.through.objects.filter(party__slug=self.party).values("initiative")
            initiatives = initiatives.filter(Q(pk__in=taking_part) | Q(is_county_wide=True))
        if self.goal:
            initiatives = initiatives.filter(goal_links__goal__slug=self.goal)
        if self.benefit_object:
            initiatives = initiatives.filter(benefit_objects__slug=self.benefit_object)
        if self.target_group:
            initiatives = initiatives.filter(target_groups__slug=self.target_group)
        if self.tag:
            initiatives = initiatives.filter(tags__slug=self.tag)
        if self.form:
            initiatives = initiatives.filter(form=self.form)
        if self.phase != "all":
            groups = {"": IN_PORTFOLIO, "waiting": WAITING}
            initiatives = initiatives.filter(phase__in=groups.get(self.phase, [self.phase]))
        return initiatives


IN_THE_PORTFOLIO = PortfolioFilter()
EVERYTHING = PortfolioFilter(phase="all")


@dataclass(frozen=True)
class FilterOptions:
    """What can be filtered by in a programme on a day."""

    parties: list[Party]
    goals: list[Goal]
    benefit_objects: list[BenefitObject]
    target_groups: list[TargetGroup]
    tags: list[Tag]

    def keys(self) -> dict[str, set[str]]:
        return {
            "party": {row.slug for row in self.parties},
            "goal": {row.slug for row in self.goals},
            "benefit_object": {row.slug for row in self.benefit_objects},
            "target_group": {row.slug for row in self.target_groups},
            "tag": {row.slug for row in self.tags},
            "phase": {"all", "waiting", *Phase.values},
            "form": set(Initiative.Form.values) - {""},
        }


def filter_options(programme, *, on: date) -> FilterOptions:
    """Five queries."""
    return FilterOptions(
        parties=list(Party.objects.filter(programme=programme).holding_on(on).in_order()),
        goals=list(Goal.objects.filter(programme=programme).holding_on(on)),
        benefit_objects=list(BenefitObject.objects.filter(programme=programme).holding_on(on)),
        target_groups=list(TargetGroup.objects.filter(programme=programme).order_by(swedish("name"))),
        tags=list(Tag.objects.filter(programme=programme).order_by(swedish("name"))),
    )
