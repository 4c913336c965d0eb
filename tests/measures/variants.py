"""Which definitions the engines are compared on: each measure with the parameters that change its way of counting, over short windows."""

from __future__ import annotations

import dataclasses

from fardplan.measures import definition
from fardplan.measures import definition_rules as rules

BASES = {
    "readmission-30": {"window_days": 3, "follow_up_days": 3, "max_stay_days": 96},
    "avoidable-four": {"max_stay_days": 96},
    "continuity-coc-doctor": {"window_months": 2, "min_contacts": 2},
    "primary-share-doctor": {},
    "emergencies-80": {},
    "days-after-ready": {"max_stay_days": 96},
    "home-at-end": {"window_days": 7, "max_stay_days": 96},
    "emergencies-after-health-care": {"days": 4, "follow_up_days": 4, "max_stay_days": 96},
}

#: base -> (period, parameters) of each variant.
VARIANTS = {
    "readmission-30": [
        ("month", {}),
        ("month", {"transfer_gap_days": 1, "death_in_window": "exclude", "attribution": "residence", "age_from": 65}),
        ("quarter", {"transfer_gap_days": None, "same_day_counts": False}),
        ("month", {"transfer_gap_days": None, "next_stay_only": True, "index_exclude_diagnosis_prefixes": ["i50", "O"]}),
        ("month", {"transfer_gap_days": None, "index_exclude_discharged_to": [], "readmission_admission": ["planned", "unknown"]}),
        ("month", {"next_stay_only": True, "attribution": "residence", "organisations": ["K1a", "K2a", "K3B", "unknown"]}),
    ],
    "avoidable-four": [("month", {}), ("month", {"transfer_gap_days": None, "admission": ["unplanned"], "age_from": None}), ("quarter", {"transfer_gap_days": 1, "age_to": 79})],
    "continuity-coc-doctor": [
        ("month", {}),
        ("month", {"index": "upc", "attribution": "residence", "only_listed_unit": False, "living_in": ["care_home", "short_term"]}),
        ("month", {"index": "secon", "one_per_day": False, "modes": None, "professions": None}),
        ("month", {"index": "secon", "continuity_of": "unit", "only_listed_unit": False, "window_months": 3}),
        ("quarter", {"index": "upc", "only_listed_unit": False, "care": ["primary", "outpatient"], "age_from": 65}),
    ],
    "primary-share-doctor": [("month", {}), ("quarter", {"attribution": "provider", "professions": None, "modes": ["unknown", "visit"]})],
    "emergencies-80": [("month", {}), ("quarter", {"age_from": None, "outcomes": ["home", "unknown"]})],
    "days-after-ready": [("month", {}), ("month", {"attribution": "provider", "count_zero_days": True, "age_from": 65})],
    "home-at-end": [("month", {}), ("quarter", {"away_kinds": ["short_term", "care_home"], "age_from": None, "window_days": 30})],
    "emergencies-after-health-care": [
        ("month", {}),
        ("month", {"side": "before", "count": "stays", "attribution": "residence", "death_in_window": "keep"}),
        ("quarter", {"count": "contacts", "care": ["primary"], "professions": ["doctor"], "modes": ["visit", "home"], "kinds": ["health_care", "home_care"]}),
    ],
}  # fmt: skip


def variants() -> list[definition.Definition]:
    """The definitions compared, each with a key of its own."""
    out = []
    for key, each in VARIANTS.items():
        for number, (period, parameters) in enumerate(each, 1):
            said = definition.load(key).with_parameters(**{**BASES[key], **parameters})
            out.append(dataclasses.replace(said, key=f"{key}-{number}", period=period, breakdowns=breakdowns(said)))
    return out


def breakdowns(said: definition.Definition) -> tuple[tuple[str, ...], ...]:
    """As many dimensions as the definition knows, also all at once."""
    out = [("organisation", "period"), ("organisation", "period", "sex", "age_group")]
    attribution = said.parameters["attribution"]
    if attribution != "residence" and said.measure not in rules.NO_UNIT:
        out.append(("unit", "period") if attribution == "listing" else ("organisation", "unit", "period"))
    if said.measure in rules.FRAILTY:
        out.append(("organisation", "period", "age_group", "frailty"))
    return tuple(out)
