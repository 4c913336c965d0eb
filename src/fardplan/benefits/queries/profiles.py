"""What pages and reports read of benefits: each with its parts and their values, in as many questions however many there are."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.paginator import Page, Paginator
from django.db.models import Case, CharField, Count, Exists, OuterRef, Prefetch, Q, Value, When

from fardplan.benefits import rules
from fardplan.benefits.models import BenefitCalculation, BenefitPart, BenefitProfile, BenefitValue, ChainLink
from fardplan.benefits.rules import Facts, PartFacts, Step
from fardplan.kit.text import swedish_sort_key

PER_PAGE = 50


@dataclass(frozen=True)
class PartRow:
    """A party's part with its values, oldest first. `latest` is the last that the party has answered."""

    part: BenefitPart
    values: tuple[BenefitValue, ...]
    frequency: int | None
    first: date | None
    is_settled: bool

    @property
    def latest(self) -> BenefitValue | None:
        return next((value for value in reversed(self.values) if value.is_answered), None)

    @property
    def waiting(self) -> list[BenefitValue]:
        return [value for value in self.values if not value.is_answered]

    @property
    def change(self) -> Decimal | None:
        return rules.change(self.part.baseline, self.latest.value if self.latest else None)

    @property
    def reached(self) -> Decimal | None:
        return rules.reached(self.part.baseline, self.part.target, self.latest.value if self.latest else None)

    @property
    def left(self) -> date | None:
        return self.part.party.until_date

    @property
    def due(self) -> date | None:
        """When the next value is to be there; None when it is settled, the party has left or nobody has said how often."""
        if self.is_settled:
            return None
        latest = self.values[-1].dated if self.values else None
        due = rules.next_due(first=self.first, latest=latest, frequency=self.frequency)
        return None if due is None or (self.left and due >= self.left) else due


@dataclass(frozen=True)
class BenefitRow:
    profile: BenefitProfile
    parts: tuple[PartRow, ...]
    chain: tuple[ChainLink, ...]
    on: date

    @property
    def facts(self) -> Facts:
        return _facts(self.profile, self.parts, self.chain, on=self.on)

    @property
    def steps(self):
        return rules.steps(self.facts)

    @property
    def standing(self) -> Step | None:
        return rules.standing(self.steps)


def with_all(queryset):
    """Profiles with everything that a row shows. Four questions more when they are read."""
    values = Prefetch("values", queryset=BenefitValue.objects.order_by("dated", "pk"))
    parts = BenefitPart.objects.select_related("party__organisation").prefetch_related(values)
    return queryset.select_related(
        "initiative", "indicator", "goal", "benefit_object", "working_method", "risk", "decision"
    ).prefetch_related(Prefetch("parts", queryset=parts), "chain")


def row_of(profile, *, on) -> BenefitRow:
    """A profile read by `with_all` as a row. Parts in Swedish order of the parties."""
    parts = sorted(profile.parts.all(), key=lambda part: swedish_sort_key(str(part.party)))
    found = tuple(PartRow(part, tuple(part.values.all()), profile.frequency, profile.first_date, profile.is_settled) for part in parts)
    return BenefitRow(profile, found, tuple(profile.chain.all()), on)


def facts_of(profile, *, on) -> Facts:
    """What is filled in of one profile, read anew."""
    return row_of(with_all(BenefitProfile.objects.filter(pk=profile.pk)).get(), on=on).facts


def _facts(profile, parts, chain, *, on):
    stages = {link.stage for link in chain}
    return Facts(
        change=bool(profile.change),
        for_whom=bool(profile.for_whom),
        goal=bool(profile.goal_id or profile.benefit_object_id),
        kind=bool(profile.kind),
        chain="benefit" in stages and len(stages) > 1,
        measure=bool(profile.indicator_id or profile.measurement),
        unit=bool(profile.unit or profile.indicator_id),
        method=bool(profile.method or profile.indicator_id),
        frequency=profile.frequency is not None,
        prerequisites=bool(profile.prerequisites),
        reviewed=profile.reviewed_date is not None,
        approved=profile.approved_date is not None,
        settled=profile.is_settled,
        parts=tuple(_part_facts(row, on) for row in parts),
    )


def _part_facts(row, on):
    part, latest = row.part, row.latest
    return PartFacts(
        str(part.party),
        bool(part.owner),
        part.baseline,
        part.baseline_date,
        part.target,
        reported=len(row.values),
        unanswered=len(row.waiting),
        latest=latest.value if latest else None,
        latest_date=latest.dated if latest else None,
        left=row.left if row.left and row.left <= on else None,
    )


# The register ───────────────────────────────────────────────────────────────────────────────────────────────────────


def standing_case(on):
    """`rules.standing` as the database says it, to count and choose by: "" when all five steps are done. A test holds the two together."""
    parts = BenefitPart.objects.filter(profile=OuterRef("pk"))
    here = Q(party__until_date__isnull=True) | Q(party__until_date__gt=on)
    values = BenefitValue.objects.filter(part=OuterRef("pk"))
    chain = ChainLink.objects.filter(profile=OuterRef("pk"))
    two_stages = Exists(chain.filter(stage="benefit")) & Exists(chain.exclude(stage="benefit"))
    return Case(
        When(Q(change="") | Q(for_whom="") | Q(goal__isnull=True, benefit_object__isnull=True), then=Value(Step.IDENTIFY)),
        When(Q(kind="") | Q(indicator__isnull=True) & (Q(measurement="") | Q(unit="")) | ~two_stages, then=Value(Step.SPECIFY)),
        When(
            Q(frequency__isnull=True)
            | Q(prerequisites="")
            | Q(indicator__isnull=True, method="")
            | Q(reviewed_date__isnull=True)
            | Q(approved_date__isnull=True)
            | ~Exists(parts)
            | Exists(parts.filter(Q(owner="") | Q(baseline__isnull=True) | Q(target__isnull=True))),
            then=Value(Step.PLAN),
        ),
        When(Exists(parts.filter(here).exclude(Exists(values))), then=Value(Step.REALISE)),
        When(
            ~Q(state=BenefitProfile.State.SETTLED)
            | Exists(BenefitValue.objects.filter(here_of("part__party", on), part__profile=OuterRef("pk"), value__isnull=True)),
            then=Value(Step.FOLLOW_UP),
        ),
        default=Value(""),
        output_field=CharField(),
    )


def here_of(path, on):
    return Q(**{f"{path}__until_date__isnull": True}) | Q(**{f"{path}__until_date__gt": on})


@dataclass(frozen=True)
class BenefitsPage:
    """One page of the register. `counts` is how many stand at each step ("" those that are done), of all that may be read."""

    rows: list[BenefitRow]
    counts: dict[str, int]
    total: int
    waiting: int
    page: Page


def benefits_page(programme, user, *, on, chosen, page=1) -> BenefitsPage:
    """`chosen`: step, state, kind, party (key), initiative (key), words; what is not there is no filter. At most nine questions."""
    everything = BenefitProfile.objects.visible_to(user).filter(programme=programme)
    standing = everything.annotate(standing=standing_case(on))
    counts = dict(standing.order_by().values_list("standing").annotate(n=Count("pk")))
    total = sum(counts.values())
    found = standing if "step" in chosen else everything
    if "step" in chosen:
        found = found.filter(standing="" if chosen["step"] == "done" else chosen["step"])
    for name, path in (("state", "state"), ("kind", "kind"), ("initiative", "initiative"), ("party", "parts__party")):
        if name in chosen:
            found = found.filter(**{path: chosen[name]})
    if "words" in chosen:
        found = found.filter(Q(title__icontains=chosen["words"]) | Q(for_whom__icontains=chosen["words"]))
    shown = Paginator(with_all(found.order_by("title", "pk")), PER_PAGE).get_page(page)
    waiting = BenefitValue.objects.filter(programme=programme, value__isnull=True).count()
    return BenefitsPage([row_of(profile, on=on) for profile in shown], counts, total, waiting, shown)


@dataclass(frozen=True)
class OfInitiative:
    """What a piece of work is to give: profiles read by `with_all`, and calculations."""

    profiles: list[BenefitProfile]
    calculations: list[BenefitCalculation]


NO_BENEFITS = OfInitiative([], [])


def of_initiative(initiative, user) -> OfInitiative:
    """In Swedish order of their titles. Five questions, two when there is nothing."""
    profiles = list(with_all(BenefitProfile.objects.visible_to(user).filter(initiative=initiative)))
    calculations = BenefitCalculation.objects.visible_to(user).filter(initiative=initiative)
    return OfInitiative(
        sorted(profiles, key=lambda row: swedish_sort_key(row.title)), sorted(calculations, key=lambda row: swedish_sort_key(row.title))
    )


def of_programme(programme, *, on):
    """Every benefit of a programme as a row, for reports and exports. Four questions."""
    return [row_of(profile, on=on) for profile in with_all(BenefitProfile.objects.filter(programme=programme))]
