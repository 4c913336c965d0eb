"""Reads about reviews: the list with its filters, one review, and what reports and the overview count."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Prefetch, Q

from fardplan.goals.models import Goal
from fardplan.kit.periods import ReportPeriod
from fardplan.parties.models import Party
from fardplan.plan.models import Activity
from fardplan.plan.rules import State
from fardplan.reviews.models import ActivityReview, Factor, FactorTag, FrameworkQuestion, ProgressStep, Tip, TipUse
from fardplan.reviews.rules import Kind, codes_within, latest_of_each


def reviews_in(programme, period: ReportPeriod, *, party=None):
    """A programme's reviews of periods that lie inside `period`, with all that a page or a report says of each, as a queryset.

    `party` (a Party) narrows to its own. Five queries when read.
    """
    return with_all(_in_period(programme, period, party))


def brief_reviews(programme, period: ReportPeriod, *, party=None):
    """The same with what a line of a list says: the activity and the judgement. One query when read."""
    return _in_period(programme, period, party).select_related("activity", "progress")


def _in_period(programme, period, party):
    found = ActivityReview.objects.filter(programme=programme, period__in=codes_within(period))
    return found if party is None else found.filter(party=party)


def with_all(reviews):
    """The same of any queryset of reviews."""
    uses = TipUse.objects.select_related("party__organisation", "initiative")
    return reviews.select_related("activity", "party__organisation", "progress").prefetch_related(
        Prefetch("factors", Factor.objects.select_related("tag")),
        Prefetch("tips", Tip.objects.prefetch_related(Prefetch("uses", uses))),
        Prefetch("questions", FrameworkQuestion.objects.select_related("area__framework")),
        "goals",
    )


def tips_of(programme, user):
    """What others can use, the latest first, each with who has taken it up. Three queries when read."""
    uses = TipUse.objects.select_related("party__organisation", "initiative")
    rows = Tip.objects.visible_to(user).filter(programme=programme)
    return rows.select_related("review__activity", "review__party__organisation").prefetch_related(Prefetch("uses", uses))


@dataclass(frozen=True)
class FactorCount:
    """A tag's reviews in a period: in how many it helped and hindered, and for which parties (short names, in order)."""

    tag: FactorTag
    helped: int
    hindered: int
    parties: list[str]

    @property
    def total(self):
        return self.helped + self.hindered


def factor_counts(programme, period: ReportPeriod | None = None, *, party=None) -> list[FactorCount]:
    """How often each tag was coded, the most coded first; tags that nobody used are left out. Two queries."""
    where = Q(review__programme=programme)
    if period is not None:
        where &= Q(review__period__in=codes_within(period))
    if party is not None:
        where &= Q(review__party=party)
    counts, parties = Counter(), defaultdict(set)
    for tag, kind, name in Factor.objects.filter(where).values_list("tag", "kind", "review__party__organisation__short_name"):
        counts[tag, kind] += 1
        if name:
            parties[tag].add(name)
    tags = FactorTag.objects.filter(programme=programme, pk__in={tag for tag, _kind in counts})
    found = [FactorCount(tag, counts[tag.pk, Kind.HELPED], counts[tag.pk, Kind.HINDERED], sorted(parties[tag.pk])) for tag in tags]
    return sorted(found, key=lambda row: (-row.total, row.tag.position, row.tag.pk))


@dataclass(frozen=True)
class Judged:
    """What activities towards a goal were judged to have brought one party: {step's key: how many}, how many were reviewed without a
    judgement, and how many activities have no review at all."""

    steps: dict[int, int] = field(default_factory=dict)
    unjudged: int = 0
    unreviewed: int = 0

    @property
    def judged(self):
        return sum(self.steps.values())

    @property
    def is_empty(self):
        return not (self.judged or self.unjudged or self.unreviewed)


@dataclass(frozen=True)
class Progress:
    """How far the activities of a period brought a programme. `cells` are by (goal's key, party's key); party None is the programme's own."""

    steps: list[ProgressStep]
    cells: dict[tuple[int, int | None], Judged]

    def of(self, goal, party) -> Judged:
        """The cell of a Goal and a Party (None: the programme's own activities)."""
        return self.cells.get((goal.pk, party and party.pk), Judged())


def progress_by_goal_and_party(programme, period: ReportPeriod) -> Progress:
    """Judged progress, goal by party. Of each activity and party the latest review counts, once; three queries however many there are.

    An activity that is cancelled needs no review. One that is reviewed by several parties counts with each; an activity that nobody has
    reviewed stands with the party that answers for it.
    """
    codes = codes_within(period)
    reviews = ActivityReview.objects.filter(programme=programme, period__in=codes)
    goals, told = defaultdict(list), {}
    for activity, party, code, pk, step, goal in reviews.values_list("activity", "party", "period", "pk", "progress", "goals"):
        told[pk] = (activity, party, code, (pk, (party, step)))
        if goal is not None:
            goals[pk].append(goal)
    steps, unjudged = defaultdict(Counter), Counter()
    for review, (party, step) in latest_of_each(told.values()):
        for goal in goals[review]:
            if step is None:
                unjudged[goal, party] += 1
            else:
                steps[goal, party][step] += 1
    open_activities = Activity.objects.filter(programme=programme, year=period.year).exclude(state=State.CANCELLED)
    waiting = open_activities.exclude(reviews__period__in=codes).values_list("goals", "responsible").annotate(n=Count("pk")).order_by()
    unreviewed = {(goal, party): n for goal, party, n in waiting if goal is not None}
    keys = steps.keys() | unjudged.keys() | unreviewed.keys()
    return Progress(
        list(ProgressStep.objects.filter(programme=programme)),
        {key: Judged(dict(steps[key]), unjudged[key], unreviewed.get(key, 0)) for key in keys},
    )


@dataclass(frozen=True)
class ReviewFilter:
    """What somebody asks of the reviews. Keys of rows and codes; empty means all."""

    period: str = ""
    goal: str = ""
    party: str = ""
    tag: str = ""
    kind: str = ""
    step: str = ""

    #: The names in the address.
    PARAMS = {"period": "period", "goal": "mal", "party": "part", "tag": "faktor", "kind": "slag", "step": "steg"}

    @classmethod
    def from_params(cls, params, options: "ReviewOptions") -> "ReviewFilter":
        """Read an address. What is not among `options` is no filter."""
        known = options.keys()
        asked = {name: params.get(param, "") for name, param in cls.PARAMS.items()}
        return cls(**{name: value for name, value in asked.items() if value in known[name]})

    def apply(self, reviews):
        if self.period:
            reviews = reviews.filter(period__in=codes_within(ReportPeriod.parse(self.period)))
        if self.goal:
            reviews = reviews.filter(goals__slug=self.goal)
        if self.party:
            reviews = reviews.filter(party__slug=self.party)
        if self.step:
            reviews = reviews.filter(progress=None) if self.step == UNJUDGED else reviews.filter(progress__slug=self.step)
        if self.tag or self.kind:
            coded = {"tag__slug": self.tag, "kind": self.kind}
            factors = Factor.objects.filter(**{name: value for name, value in coded.items() if value})
            reviews = reviews.filter(pk__in=factors.values("review"))
        return reviews


#: In the filter: a review whose progress nobody has judged.
UNJUDGED = "utan"


@dataclass(frozen=True)
class ReviewOptions:
    periods: list[str]
    goals: list[Goal]
    parties: list[Party]
    tags: list[FactorTag]
    steps: list[ProgressStep]

    def keys(self):
        years = {code[:4] for code in self.periods}
        return {
            "period": {*self.periods, *years},
            "goal": {row.slug for row in self.goals},
            "party": {row.slug for row in self.parties},
            "tag": {row.slug for row in self.tags},
            "kind": set(Kind.values),
            "step": {UNJUDGED, *(row.slug for row in self.steps)},
        }


def review_options(programme) -> ReviewOptions:
    """What can be filtered by: five queries. Parties that have left stay: their reviews do."""
    return ReviewOptions(
        periods=list(ActivityReview.objects.filter(programme=programme).order_by("-period").values_list("period", flat=True).distinct()),
        goals=list(Goal.objects.filter(programme=programme)),
        parties=list(Party.objects.filter(programme=programme).in_order()),
        tags=list(FactorTag.objects.filter(programme=programme)),
        steps=list(ProgressStep.objects.filter(programme=programme)),
    )
