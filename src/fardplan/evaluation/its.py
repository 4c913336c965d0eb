"""Before and after: one series, its own course before the start drawn on, and how far what came after lies from that.

Interrupted time series (Lopez Bernal, Cummins & Gasparrini 2017). Values: a straight line with AR(1) errors. Counts: log link,
population offset, quasi-Poisson (Pearson dispersion) or negative binomial, AR(1) on the standardised residuals.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass, replace

import numpy as np

from . import autocorrelation, calendar, complaints
from .autocorrelation import Fit
from .errors import PlanError, SpcError, Unjudged
from .plan import Plan
from .series import Series

MIN_BEFORE, MIN_AFTER, MIN_FREEDOM = 8, 4, 6
"""Fewer times than this before, after, or to spare beyond the model's coefficients: no answer."""
SURE = 24
"""Below this many times the answer is called uncertain."""
POWER = 0.8


@dataclass(frozen=True)
class Term:
    """One coefficient on the model's scale (logarithms for counts)."""

    name: str
    estimate: float
    low: float
    high: float
    p: float


@dataclass(frozen=True)
class Answer:
    """What the series says. On the model's scale; `ratio` tells that exp() of it is a rate ratio.

    effect: the mean difference over all times after the start. smallest: what would have been found four times of five.
    expected, without: the model's curve with the change, and without it, (k,), on the scale of y. memory: rho, None when not modelled.
    """

    effect: Term
    terms: tuple[Term, ...]
    ratio: bool
    smallest: float
    expected: np.ndarray
    without: np.ndarray
    memory: float | None
    dispersion: float | None
    steps: calendar.Steps
    before: int
    after: int


def evaluate(plan: Plan, series: Series) -> Answer:
    """The answer of a series. Raises `Unjudged` where it is too small, `SpcError` where no model can be fitted."""
    steps = calendar.steps(series.axis.kind, series.place)
    before, after = int((~series.after).sum()), int(series.after.sum())
    x, names = _design(plan, series, steps)
    _enough(plan, series, steps, before, after, x)
    counts = plan.kind == "count"
    rho = autocorrelation.RHO if plan.autocorrelation == "ar1" else np.zeros(1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", RuntimeWarning)
            fit, plain, dispersion = _counts(plan, series, x, steps.at, rho) if counts else _values(series, x, steps.at, rho)
            changes = [i for i, name in enumerate(names) if name in ("level", "slope")]
            effect = np.zeros(x.shape[1])
            effect[changes] = x[series.after][:, changes].mean(axis=0)
            said = _plain_contrast if plain else fit.contrast
            terms = tuple(Term(name, *said_of) for name, said_of in _terms(names, said, plain, fit))
            whole = Term("effect", *(_plain_contrast(plain, effect) if plain else fit.contrast(effect)))
    except (RuntimeWarning, np.linalg.LinAlgError, ValueError, FloatingPointError) as problem:
        raise SpcError(complaints.FAILED) from problem
    beta = plain[0] if plain else fit.mean
    without = beta.copy()
    without[changes] = 0
    offset = np.log(series.population) if series.population is not None else 0.0
    back = (lambda eta: np.exp(eta + offset)) if counts else (lambda eta: eta)
    return Answer(
        whole, terms, counts, _smallest(whole, None if plain else fit.freedom), back(x @ beta), back(x @ without),
        fit.memory if plan.autocorrelation == "ar1" else None, dispersion, steps, before, after,
    )  # fmt: skip


def other_memory(plan: Plan, series: Series) -> Answer:
    """The same with the other view of autocorrelation, to show how much it matters."""
    return evaluate(replace(plan, autocorrelation="none" if plan.autocorrelation == "ar1" else "ar1"), series)


def left_over(series: Series, answer: Answer) -> float:
    """How alike neighbouring residuals are, -1 to 1: what a model without autocorrelation has not explained."""
    rest = series.y - answer.expected
    if answer.ratio:
        rest = rest / np.sqrt(answer.expected)
    return float(np.sum(rest[1:] * rest[:-1]) / np.sum(rest**2))


def _design(plan: Plan, series: Series, steps: calendar.Steps) -> tuple[np.ndarray, list[str]]:
    at, after = steps.at.astype(float), series.after.astype(float)
    first = at[int(np.argmax(series.after))]
    columns, names = [np.ones(len(at)), at - at[0]], ["constant", "trend"]
    columns.append(after)
    names.append("level")
    if plan.model == "step_slope":
        columns.append(after * (at - first))
        names.append("slope")
    if plan.season:
        period = plan.period or steps.period
        if not period:
            raise PlanError(complaints.NO_PERIOD, key="period")
        waves = calendar.harmonics(steps.at, min(plan.season, int(period // 2)), period)
        columns += list(waves.T)
        names += [f"season{i + 1}" for i in range(waves.shape[1])]
    return np.array(columns).T, names


def _enough(plan: Plan, series: Series, steps: calendar.Steps, before: int, after: int, x: np.ndarray) -> None:
    if np.ptp(series.y if series.population is None else series.y / series.population) == 0:
        raise Unjudged(complaints.CONSTANT)
    if before < MIN_BEFORE:
        raise Unjudged(complaints.few_before(before, MIN_BEFORE))
    if after < MIN_AFTER:
        raise Unjudged(complaints.few_after(after, MIN_AFTER))
    if plan.season and steps.at[-1] + 1 < 2 * (plan.period or steps.period):
        raise Unjudged(complaints.few_cycles(len(series.y), int(2 * (plan.period or steps.period))))
    if len(series.y) < x.shape[1] + MIN_FREEDOM:
        raise Unjudged(complaints.few_for_model(len(series.y), x.shape[1] + MIN_FREEDOM))
    if plan.kind == "count":
        for when, these in (("före", ~series.after), ("efter", series.after)):
            if not series.y[these].sum():
                raise Unjudged(complaints.no_cases(when))
    _, squares = np.linalg.lstsq(x, series.y, rcond=None)[:2]
    if not plan.kind == "count" and len(squares) and squares[0] <= 1e-20 * np.sum((series.y - series.y.mean()) ** 2):
        raise Unjudged(complaints.CONSTANT)


def _values(series: Series, x: np.ndarray, at: np.ndarray, rho: np.ndarray) -> tuple[Fit, None, None]:
    return autocorrelation.fit(x, series.y, at, rho), None, None


def _counts(plan: Plan, series: Series, x: np.ndarray, at: np.ndarray, rho: np.ndarray) -> tuple[Fit | None, tuple | None, float]:
    """The generalised linear model, and where memory is asked for, its working line fitted with AR(1) until it stands still."""
    from statsmodels.genmod import families
    from statsmodels.genmod.generalized_linear_model import GLM

    offset = np.log(series.population) if series.population is not None else np.zeros(len(series.y))
    extra = _extra(series.y, x, offset) if plan.family == "negativebinomial" else 0.0
    family = families.NegativeBinomial(alpha=extra) if extra else families.Poisson()
    quasi = plan.family == "quasipoisson"
    glm = GLM(series.y, x, family=family, offset=offset).fit(scale="X2" if quasi else None, tol=1e-12)
    dispersion = float(glm.scale) if quasi else extra
    if plan.autocorrelation == "none":
        return None, (np.asarray(glm.params), np.asarray(glm.cov_params())), dispersion
    beta, found = np.asarray(glm.params), None
    for _ in range(50):
        eta = x @ beta
        mean = np.exp(eta + offset)
        weight = np.sqrt(mean / (1 + extra * mean))
        found = autocorrelation.fit(x * weight[:, None], (eta + (series.y - mean) / mean) * weight, at, rho)
        moved, beta = np.max(np.abs(found.mean - beta)), found.mean
        if moved < 1e-10:
            break
    return found, None, dispersion


def _extra(y: np.ndarray, x: np.ndarray, offset: np.ndarray) -> float:
    """Alpha of the negative binomial (variance = mean + alpha mean²), by maximum likelihood; 0 when the counts are not overdispersed."""
    from statsmodels.discrete.discrete_model import NegativeBinomial
    from statsmodels.tools.sm_exceptions import ConvergenceWarning, HessianInversionWarning

    with warnings.catch_warnings():
        for kind in (ConvergenceWarning, HessianInversionWarning, RuntimeWarning):
            warnings.simplefilter("ignore", kind)
        alpha = float(NegativeBinomial(y, x, offset=offset).fit(disp=0, maxiter=200).params[-1])
    return alpha if np.isfinite(alpha) and alpha > 1e-8 else 0.0


def _plain_contrast(plain: tuple[np.ndarray, np.ndarray], c: np.ndarray) -> tuple[float, float, float, float]:
    """Estimate, 95 % interval and p by the normal distribution, as generalised linear models are usually reported."""
    from scipy.special import ndtr, ndtri

    value, se = float(c @ plain[0]), float(np.sqrt(c @ plain[1] @ c))
    reach = float(ndtri(0.975)) * se
    return value, value - reach, value + reach, float(2 * ndtr(-abs(value) / se))


def _terms(names, said, plain, fit):
    for i, name in enumerate(names):
        unit = np.eye(len(names))[i]
        yield name, said(plain, unit) if plain else said(unit)


def _smallest(effect: Term, freedom: int | None) -> float:
    """The effect that is found with the chance `POWER`: half the interval stretched by the quantile of power."""
    from scipy.special import ndtri, stdtrit

    quantile = (lambda q: float(ndtri(q))) if freedom is None else (lambda q: float(stdtrit(freedom, q)))
    return (effect.high - effect.low) / 2 * (1 + quantile(POWER) / quantile(0.975))
