"""Where the synthetic people live: regions, municipalities and units. Codes that no real county or municipality has."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

COUNTY = ("99",)
NATION = tuple(str(code) for code in range(50, 71))
ELSEWHERE = "9799"
"""Municipality of those who move out of the extract's area."""
WARDS = ("MED", "GER", "KIR", "ORT")
COUNTY_MUNICIPALITIES = 7
NATION_MUNICIPALITIES = 290


@dataclass(frozen=True)
class Geography:
    """Codes and the arrays that point into them. Everything that is per municipality has the municipalities' order."""

    regions: tuple[str, ...]
    municipalities: tuple[str, ...]
    region_of: np.ndarray
    """Municipality -> index of its region."""
    share: np.ndarray
    """Share of the people."""
    old: np.ndarray
    """How much likelier an old person is to live there than a young one, around 1."""
    returns: np.ndarray
    """How much likelier an unplanned return is there, around 1."""
    units: tuple[str, ...]
    unit_kind: tuple[str, ...]
    unit_organisation: np.ndarray
    """Unit -> index into `organisations`."""
    hospital: np.ndarray
    """Municipality -> index of the first ward of its hospital; the others follow in the order of WARDS, then emergency and outpatient."""
    primary_first: np.ndarray
    primary_count: np.ndarray
    municipal_unit: np.ndarray
    continuity: np.ndarray = field(default_factory=lambda: np.zeros(0))
    """Unit -> chance that a visit to a doctor is to one's own doctor (0 for units that are not primary)."""

    @property
    def organisations(self) -> tuple[str, ...]:
        return self.regions + self.municipalities


def geography(persons: int, seed: int, nation: bool = False) -> Geography:
    """A county of seven municipalities and a region, or a nation of 21 regions and 290 municipalities, the same for the same arguments."""
    random = np.random.default_rng([seed, 7001])
    regions = NATION if nation else COUNTY
    counts = _spread(NATION_MUNICIPALITIES, len(regions), random) if nation else np.array([COUNTY_MUNICIPALITIES])
    region_of = np.repeat(np.arange(len(regions)), counts)
    municipalities = tuple(f"{regions[r]}{i + 1:02d}" for r, count in enumerate(counts) for i in range(count))
    size = random.lognormal(0.0, 0.9, len(municipalities))
    share = size / size.sum()
    units, kinds, owners = [], [], []

    def add(code: str, kind: str, owner: int) -> int:
        units.append(code)
        kinds.append(kind)
        owners.append(owner)
        return len(units) - 1

    hospital = np.zeros(len(municipalities), dtype=np.int64)
    for region, code in enumerate(regions):
        homes = np.flatnonzero(region_of == region)
        people = persons * share[homes].sum()
        hospitals = []
        for number in range(1, max(1, min(6, round(people / 110_000))) + 1):
            hospitals.append(add(f"{code}-S{number}-{WARDS[0]}", "hospital", region))
            for ward in WARDS[1:]:
                add(f"{code}-S{number}-{ward}", "hospital", region)
            add(f"{code}-S{number}-AKM", "emergency", region)
            add(f"{code}-S{number}-MOTT", "outpatient", region)
        hospital[homes] = np.array(hospitals)[np.arange(len(homes)) * len(hospitals) // len(homes)]
    first, number_of, municipal = [], [], []
    for index, code in enumerate(municipalities):
        here = max(1, min(40, round(persons * share[index] / 9_000)))
        codes = [add(f"{code}-VC{number + 1}", "primary", int(region_of[index])) for number in range(here)]
        first.append(codes[0])
        number_of.append(here)
        municipal.append(add(f"{code}-HSV", "municipal", len(regions) + index))
    primary = np.array([kind == "primary" for kind in kinds])
    return Geography(
        regions, municipalities, region_of, share,
        old=np.exp(random.normal(0, 0.25, len(municipalities))),
        returns=np.exp(random.normal(0, 0.12, len(municipalities))),
        units=tuple(units), unit_kind=tuple(kinds), unit_organisation=np.array(owners), hospital=hospital,
        primary_first=np.array(first), primary_count=np.array(number_of), municipal_unit=np.array(municipal),
        continuity=np.where(primary, random.beta(5, 6, len(units)), 0.0),
    )  # fmt: skip


def _spread(total: int, parts: int, random: np.random.Generator) -> np.ndarray:
    """`total` in `parts` numbers of at least four."""
    weights = random.dirichlet(np.full(parts, 3.0))
    counts = 4 + np.floor(weights * (total - 4 * parts)).astype(np.int64)
    counts[: total - counts.sum()] += 1
    return counts
