"""A result: what was found, how, on what, and what it rests on. `as_dict` is what is stored; the same plan and data give the same dict."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

from . import did, its
from .plan import Plan
from .series import Panel, Series

VERSION = "1"
"""Edition of the methods. A change that can move a number is a new edition."""
LEVEL = 0.05
EFFECT, NOT_SHOWN, UNJUDGED = "effect", "not_shown", "cannot_be_judged"


@dataclass(frozen=True)
class Effect:
    """The finding on the scale people read: a difference in the outcome's unit, or a ratio. smallest: in the same way, above 0 or 1."""

    scale: str
    estimate: float
    low: float
    high: float
    p: float
    smallest: float


@dataclass(frozen=True)
class Result:
    """What `evaluate` answers. Texts are Swedish.

    verdict: "effect", "not_shown" or "cannot_be_judged". headline and sentences: the conclusion, with `registered` (when the plan was
    written) among the sentences if it weakens the answer. cautions: what this case gives reason to doubt. answer: of `its` or `did`.
    """

    plan: Plan
    verdict: str
    headline: str
    sentences: tuple[str, ...]
    effect: Effect | None
    method: str
    comparison: str
    assumptions: tuple[str, ...]
    cautions: tuple[str, ...]
    registered: str
    registered_text: str
    source: dict[str, Any]
    data: Series | Panel
    answer: its.Answer | did.Answer | None = None
    notes: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        return " ".join([f"{self.headline}.", *self.sentences])

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON, missing numbers as None. Numbers keep every digit."""
        return {
            "evaluation": VERSION, "software": software(self.plan), "plan": self.plan.as_dict(), "source": self.source, "verdict": self.verdict,
            "headline": self.headline, "conclusion": list(self.sentences),
            "effect": None if self.effect is None else {name: _number(value) for name, value in vars(self.effect).items()},
            "method": self.method, "comparison": self.comparison, "assumptions": list(self.assumptions), "cautions": list(self.cautions),
            "registered": self.registered, "registered_text": self.registered_text, "notes": list(self.notes), **_details(self),
        }  # fmt: skip


def fingerprint(plan: Plan, data: Series | Panel) -> str:
    """Sums up the numbers that were used, in order, so that two results can be seen to rest on the same data."""
    parts: list[Any] = [list(data.x), data.y.tolist()]
    parts.append([data.population.tolist() if data.population is not None else None, plan.start] if isinstance(data, Series) else
                 [list(data.names), data.start.tolist()])  # fmt: skip
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def software(plan: Plan) -> dict[str, str]:
    """What counted, with versions."""
    names = ["numpy", "scipy", *(["statsmodels"] if plan.kind == "count" else [])]
    return {name: version(name) for name in names}


def _details(result: Result) -> dict[str, Any]:
    answer, data = result.answer, result.data
    if isinstance(answer, its.Answer):
        return {
            "terms": {term.name: _term(term) for term in answer.terms}, "autocorrelation": _number(answer.memory), "dispersion": _number(answer.dispersion),
            "series": [{"x": x, "y": float(y), "expected": float(e), "without": float(w), "after": bool(a)}
                       for x, y, e, w, a in zip(data.x, data.y, answer.expected, answer.without, data.after, strict=True)],
        }  # fmt: skip
    if isinstance(answer, did.Answer):
        return {
            "group_time": [{"start": data.x[s], "time": data.x[t], **_term(term)} for (s, t), term in answer.cells.items()],
            "event_study": [{"since_start": event, **_term(term)} for event, term in answer.events.items()],
            "aggregates": {term.name: _term(term) for term in answer.aggregates},
            "pre_trend": {"p": _number(answer.pre_trend), "test": answer.pre_test}, "inference": answer.inference, "base": answer.base,
            "ways": answer.ways, "exact": answer.exact, "started": list(answer.treated), "never_started": list(answer.comparing),
        }  # fmt: skip
    return {}


def _term(term: its.Term) -> dict[str, Any]:
    return {name: _number(getattr(term, name)) for name in ("estimate", "low", "high", "p")}


def _number(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value
