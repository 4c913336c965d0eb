"""What a definition may say: the keys of the file, and for each measure its parameters with their kinds. Data; `definition.py` reads it."""

from __future__ import annotations

from dataclasses import dataclass

from . import schema


@dataclass(frozen=True)
class Kind:
    """What one parameter may hold. `choices`: the words allowed (of a single word or of each in a list). `least`: of a number."""

    type: str
    choices: tuple[str, ...] = ()
    least: int | None = None
    nullable: bool = False
    free: bool = False
    """A list of any text, such as prefixes of codes."""


def number(least: int = 0, *, nullable: bool = False) -> Kind:
    return Kind("number", least=least, nullable=nullable)


def word(*choices: str) -> Kind:
    return Kind("word", choices)


def words(*choices: str, nullable: bool = False) -> Kind:
    return Kind("words", choices, nullable=nullable, free=not choices)


YES_NO = Kind("yes_no")


def _codes(table: str, column: str) -> tuple[str, ...]:
    return schema.table(table)[column].allowed


DISCHARGED_TO = _codes("stays", "discharged_to")
ADMISSION = _codes("stays", "admission")
CARE = _codes("contacts", "care")
PROFESSIONS = _codes("contacts", "profession")
MODES = _codes("contacts", "mode")
EPISODES = _codes("episodes", "kind")
OUTCOMES = _codes("emergencies", "outcome")

#: Where an event is counted: at the party and unit answering for it, where the person lives, or where the person is listed.
PROVIDER, RESIDENCE, LISTING = "provider", "residence", "listing"

#: Parameters of every measure.
COMMON = {
    "dedupe": word("exact"),
    "age_from": number(nullable=True),
    "age_to": number(nullable=True),
    "organisations": words(nullable=True),
    "follow_up_days": number(),
}
CHAINED = {"transfer_gap_days": number(nullable=True), "max_stay_days": number(1)}
CONTACTS = {"professions": words(*PROFESSIONS, nullable=True), "modes": words(*MODES, nullable=True)}

PARAMETERS: dict[str, dict[str, Kind]] = {
    "readmission": {
        **COMMON, **CHAINED,
        "attribution": word(PROVIDER, RESIDENCE),
        "window_days": number(1),
        "same_day_counts": YES_NO,
        "next_stay_only": YES_NO,
        "readmission_admission": words(*ADMISSION),
        "index_exclude_discharged_to": words(*DISCHARGED_TO),
        "index_exclude_diagnosis_prefixes": words(),
        "death_in_window": word("keep", "exclude"),
    },
    "avoidable": {**COMMON, **CHAINED, "attribution": word(RESIDENCE), "admission": words(*ADMISSION, nullable=True)},
    "continuity": {
        **COMMON, **CONTACTS,
        "attribution": word(LISTING, RESIDENCE),
        "index": word("coc", "upc", "secon"),
        "continuity_of": word("provider", "unit"),
        "only_listed_unit": YES_NO,
        "care": words(*CARE),
        "window_months": number(1),
        "min_contacts": number(2),
        "one_per_day": YES_NO,
        "living_in": words(*EPISODES, nullable=True),
    },
    "primary_share": {**COMMON, **CONTACTS, "attribution": word(RESIDENCE, PROVIDER), "counted_care": words(*CARE), "among_care": words(*CARE)},
    "emergencies_80": {**COMMON, "attribution": word(RESIDENCE), "outcomes": words(*OUTCOMES, nullable=True)},
    "days_after_ready": {**COMMON, "attribution": word(RESIDENCE, PROVIDER), "max_stay_days": number(1), "count_zero_days": YES_NO},
    "home_at_end": {
        **COMMON, "attribution": word(RESIDENCE), "max_stay_days": number(1), "window_days": number(1), "away_kinds": words(*EPISODES),
    },
    "around_episode": {
        **COMMON, **CONTACTS,
        "attribution": word(PROVIDER, RESIDENCE),
        "kinds": words(*EPISODES),
        "count": word("emergencies", "stays", "contacts"),
        "care": words(*CARE, nullable=True),
        "side": word("before", "after"),
        "days": number(1),
        "death_in_window": word("keep", "exclude"),
        "max_stay_days": number(1),
    },
}  # fmt: skip

#: measure -> what its value is: a share of the denominator, events per so many of a population, or a mean over units.
RESULTS = {
    "readmission": "share", "avoidable": "rate", "continuity": "mean", "primary_share": "share", "emergencies_80": "rate",
    "days_after_ready": "mean", "home_at_end": "mean", "around_episode": "mean",
}  # fmt: skip

#: Event tables a measure reads. `moves`, `deaths` may be missing: nobody moved, nobody died.
TABLES = {
    "readmission": ("stays", "persons", "deaths", "moves"),
    "avoidable": ("stays", "persons", "deaths", "moves"),
    "continuity": ("contacts", "listings", "episodes", "persons", "deaths", "moves"),
    "primary_share": ("contacts", "persons", "moves"),
    "emergencies_80": ("emergencies", "persons", "deaths", "moves"),
    "days_after_ready": ("ready", "stays", "persons", "moves"),
    "home_at_end": ("deaths", "stays", "episodes", "persons", "moves"),
    "around_episode": ("episodes", "emergencies", "stays", "contacts", "persons", "deaths", "moves"),
}

#: measure -> why a unit is left out, in the order the reasons are tried: the first that holds is the one counted.
AGE = ("unknown_age", "age")
LAST = ("other_organisation", "incomplete_period")
EXCLUSIONS = {
    "readmission": ("open", "discharged_to", "died_in_stay", "diagnosis", *AGE, "death_in_window", *LAST),
    "avoidable": ("open", "admission", "not_in_codes", *AGE, *LAST),
    "continuity": ("dead", "not_listed", "not_living_in", "few_contacts", *AGE, LAST[0]),
    "primary_share": ("other_care", "profession", "mode", *AGE, *LAST),
    "emergencies_80": ("outcome", *AGE, *LAST),
    "days_after_ready": ("open", "no_days", *AGE, *LAST),
    "home_at_end": (*AGE, *LAST),
    "around_episode": ("lookback", "death_in_window", *AGE, *LAST),
}

#: The registers' reasons to reject a row before anything is counted, in order.
REJECTIONS = (
    "duplicate",
    "missing_value",
    "unknown_code",
    "impossible_date",
    "end_before_start",
    "open_too_long",
    "no_stay",
    "outside_stay",
)

DIMENSIONS = ("organisation", "unit", "period", "sex", "age_group", "frailty")
#: Measures that know how frail a person was: those whose units are stays. Measures whose events have no unit.
FRAILTY = ("readmission", "days_after_ready")
NO_UNIT = ("around_episode", "home_at_end")
PERIODS = ("month", "quarter", "year", "rolling_12")
POLICY = ("nulls", "ties", "open_stays", "censoring", "deaths", "attribution")
CERTAINTY = ("official", "follows", "own")

REQUIRED = (
    "key", "version", "name_sv", "name_en", "measure", "source", "certainty", "certainty_sv", "description_sv", "numerator_sv", "denominator_sv",
    "parameters", "exclusions", "breakdowns", "period", "age_groups", "min_persons", "policy",
)  # fmt: skip
OPTIONAL = ("codes", "standardise", "frailty_groups", "per", "extends")
