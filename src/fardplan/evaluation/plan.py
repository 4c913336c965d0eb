"""A plan: what was decided before anybody looked. A mapping (YAML, JSON or a stored field) becomes a `Plan`, or a Swedish sentence.

Two designs: "its", one series before and after; "did", places that started at different times compared with those that had not.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

from fardplan.spc.axis import as_date

from . import complaints
from .errors import PlanError

CHOICES = {
    "design": ("its", "did"),
    "kind": ("value", "count"),
    "direction": ("increase", "decrease", "neutral"),
    "model": ("step", "step_slope"),
    "family": ("quasipoisson", "negativebinomial"),
    "autocorrelation": ("ar1", "none"),
    "comparison": ("never", "not_yet"),
    "base": ("auto", "last", "all"),
    "inference": ("auto", "placebo", "cluster"),
}
NEEDED = {"its": ("start",), "did": ("starts",)}
ONLY = {
    "its": ("start", "kind", "population", "model", "season", "period", "family", "autocorrelation"),
    "did": ("starts", "places", "wide", "comparison", "base", "inference", "seed"),
}


@dataclass(frozen=True)
class Plan:
    """Every choice of an evaluation.

    Both designs: outcome, time: columns (`time` may be two, year and month). unit: of the outcome, in words. direction: what is
    better. vintage: which edition of the data. registered: the day the plan was written down. seen: the day its author last saw
    the outcome, if they did. data: a file beside the plan, or columns in the plan itself.

    its: start: first time of the new way of working. kind: "count" has a log link. population: column, offset. model: a change
    of level, or of level and slope. season: pairs of harmonics; period: times per cycle where the dates do not tell.
    did: places: column; starts: column, or place -> first time (empty, 0, or absent: never); wide: one column per place.
    base: compare with the last time before the start, or with all of them; auto: all when everybody starts at once.
    inference: placebo (permuted starts), or cluster (normal theory, by place); auto: placebo when few.
    """

    design: str
    title: str = ""
    question: str = ""
    outcome: str = "y"
    time: tuple[str, ...] = ("x",)
    unit: str = ""
    direction: str = "neutral"
    vintage: str = ""
    registered: str = ""
    seen: str = ""
    data: Any = None
    start: str = ""
    kind: str = "value"
    population: str = ""
    model: str = "step"
    season: int = 0
    period: int = 0
    family: str = "quasipoisson"
    autocorrelation: str = "ar1"
    starts: Any = None
    places: str = "place"
    wide: bool = False
    comparison: str = "never"
    base: str = "auto"
    inference: str = "auto"
    seed: int = 1

    def as_dict(self) -> dict[str, Any]:
        """The choices that concern this design, as they can be stored and read again; columns of data are not repeated."""
        other = ONLY["did" if self.design == "its" else "its"]
        kept = {key: value for key, value in asdict(self).items() if key not in other and key != "data"}
        kept["time"] = list(self.time)
        if isinstance(self.data, str):
            kept["data"] = self.data
        return kept


KEYS = tuple(field.name for field in fields(Plan))


def read(given: Any) -> Plan:
    """A mapping -> a `Plan`. Raises `PlanError`."""
    if not isinstance(given, Mapping):
        raise PlanError(complaints.NOT_A_PLAN)
    for key in given:
        if key not in KEYS:
            near = difflib.get_close_matches(str(key), KEYS, 1)
            raise PlanError(complaints.unknown_key(str(key), near[0] if near else ""), key=str(key))
    values = {key: value for key, value in given.items() if value is not None and value != ""}
    if "design" not in values:
        raise PlanError(complaints.missing_key("design", CHOICES["design"]), key="design")
    for key, allowed in CHOICES.items():
        if key in values and values[key] not in allowed:
            raise PlanError(complaints.not_a_choice(key, values[key], allowed), key=key)
    design = values["design"]
    for key in NEEDED[design]:
        if values.get(key) in (None, {}):
            raise PlanError(complaints.missing_key(key), key=key)
    for key in ONLY["did" if design == "its" else "its"]:
        if key in values:
            raise PlanError(complaints.other_design(key, design), key=key)
    for key in ("season", "period", "seed"):
        if key in values and (not isinstance(values[key], int) or isinstance(values[key], bool) or not 0 <= values[key] < 10_000):
            raise PlanError(complaints.not_whole(key, values[key]), key=key)
    if not isinstance(values.get("wide", False), bool):
        raise PlanError(complaints.not_a_choice("wide", values["wide"], ("true", "false")), key="wide")
    times = values.pop("time", ("x",))
    times = tuple(str(column) for column in (times if isinstance(times, list | tuple) else [times]))
    if not 1 <= len(times) <= 2:
        raise PlanError(complaints.TIME_COLUMNS, key="time")
    for key in ("registered", "seen"):
        if key in values:
            values[key] = _day(values[key], key)
    if isinstance(values.get("starts"), Mapping):
        values["starts"] = {str(place): text(at) for place, at in values["starts"].items()}
    elif design == "did":
        values["starts"] = str(values["starts"])
        if values.get("wide"):
            raise PlanError(complaints.WIDE_STARTS, key="starts")
    for key in ("title", "question", "outcome", "unit", "vintage", "population", "places", "start"):
        if key in values:
            values[key] = text(values[key])
    if values.get("population") and values.get("kind") != "count":
        raise PlanError(complaints.POPULATION_OF_VALUE, key="population")
    if not isinstance(values.get("data"), str | Mapping | None):
        raise PlanError(complaints.NOT_DATA, key="data")
    return Plan(time=times, **values)


def text(value: Any) -> str:
    """How a time or a number in a plan would stand in a file: 2021-05-01, 37; missing is empty."""
    if value is None or value is False or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def _day(value: Any, key: str) -> str:
    found = as_date(text(value))
    if found is None:
        raise PlanError(complaints.not_a_day(key, value), key=key)
    return found.isoformat()
