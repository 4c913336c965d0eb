"""One call: a plan and data in, a result out."""

from __future__ import annotations

import math

import numpy as np

from . import did, its, timing, words
from .errors import Unjudged
from .plan import Plan
from .result import EFFECT, LEVEL, NOT_SHOWN, UNJUDGED, Effect, Result, fingerprint
from .series import NEVER, Columns, Panel, Series, one, panel


def evaluate(plan: Plan, columns: Columns, *, name: str = "") -> Result:
    """Carry out a plan. name: of the file, for the record. Raises `SpcError` with a Swedish sentence where plan or data are wrong;
    data that are right but too few give a result whose verdict is "cannot_be_judged"."""
    data: Series | Panel = one(plan, columns) if plan.design == "its" else panel(plan, columns)
    start = _start(data)
    code, sentence = timing.of(plan, data.axis, data.place, start)
    source = {
        "file": name, "vintage": plan.vintage, "first": data.x[0], "last": data.x[-1], "times": len(data.x),
        "places": len(data.names) if isinstance(data, Panel) else 1, "sha256": fingerprint(plan, data),
    }  # fmt: skip
    same = {"plan": plan, "registered": code, "registered_text": sentence, "source": source, "data": data, "notes": data.notes}
    try:
        answer = its.evaluate(plan, data) if isinstance(data, Series) else did.evaluate(plan, data)
    except Unjudged as reason:
        return Result(
            verdict=UNJUDGED, headline=words.UNJUDGED, sentences=(str(reason), *_late(code, sentence)), effect=None, method=words.method(plan, None),
            comparison=words.comparison(plan, data, None), assumptions=words.assumptions(plan, None), cautions=(), **same,
        )  # fmt: skip
    verdict = EFFECT if answer.effect.p <= LEVEL else NOT_SHOWN
    other = its.other_memory(plan, data) if isinstance(data, Series) else None
    return Result(
        verdict=verdict, headline=words.headline(plan, verdict, answer.effect.estimate),
        sentences=(*words.conclusion(plan, data, verdict, answer), *_late(code, sentence)), effect=_effect(answer), method=words.method(plan, answer),
        comparison=words.comparison(plan, data, answer), assumptions=words.assumptions(plan, answer),
        cautions=words.cautions(plan, data, answer, other), answer=answer, **same,
    )  # fmt: skip


def _late(code: str, sentence: str) -> tuple[str, ...]:
    return () if code == timing.BEFORE else (sentence,)


def _start(data: Series | Panel) -> float | None:
    if isinstance(data, Series):
        return float(data.place[int(np.argmax(data.after))])
    started = data.start[data.start != NEVER]
    return float(data.place[started.min()]) if len(started) else None


def _effect(answer: its.Answer | did.Answer) -> Effect:
    ratio = isinstance(answer, its.Answer) and answer.ratio
    shown = [answer.effect.estimate, answer.effect.low, answer.effect.high]
    if ratio:
        shown = [math.exp(value) for value in shown]
    return Effect(
        "ratio" if ratio else "difference", *shown, answer.effect.p, math.exp(answer.smallest) if ratio else answer.smallest,
    )  # fmt: skip
