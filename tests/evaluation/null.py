"""Worlds where nothing happened: how often does an evaluation say otherwise? Used by the tests, small, and by the bench, large."""

import numpy as np

from fardplan import evaluation

MONTHS = [f"{2020 + i // 12}-{i % 12 + 1:02d}" for i in range(120)]


def remembering(rng, shape, rho):
    """Errors with AR(1) memory rho along the last axis, from the first point on."""
    e = rng.standard_normal(shape)
    e[..., 0] /= np.sqrt(1 - rho**2)
    for i in range(1, shape[-1]):
        e[..., i] += rho * e[..., i - 1]
    return e


def series(n, rho, worlds, *, seed=1, effect=0.0, **plan):
    """Verdicts of `worlds` series of n months around a line, changed by `effect` standard deviations half way."""
    rng = np.random.default_rng(seed)
    made = evaluation.read({"design": "its", "start": MONTHS[n // 2], "registered": "2019-12-31", **plan})
    line = 50 + 0.1 * np.arange(n) + effect / np.sqrt(1 - rho**2) * (np.arange(n) >= n // 2)
    for errors in remembering(rng, (worlds, n), rho):
        y = line + errors
        if plan.get("kind") == "count":
            y = rng.poisson(np.exp(np.log(50) + 0.1 * errors))
        yield evaluation.evaluate(made, evaluation.inline({"x": MONTHS[:n], "y": y.tolist()}))


def places(n, started, worlds, *, seed=1, rho=0.5, times=24, effect=0.0, **plan):
    """Verdicts of `worlds` panels of n places, of which `started` started half way. started: a number, or months of start one by one."""
    rng = np.random.default_rng(seed)
    months = [times // 2] * started if isinstance(started, int) else list(started)
    starts = {f"Plats {i}": MONTHS[month] for i, month in enumerate(months)}
    made = evaluation.read({"design": "did", "starts": starts, "registered": "2019-12-31", **plan})
    x = MONTHS[:times] * n
    names = [f"Plats {i}" for i in range(n) for _ in range(times)]
    for errors in remembering(rng, (worlds, n, times), rho):
        level = rng.normal(0, 3, (n, 1)) + rng.normal(0, 1, (1, times))
        y = level + errors
        for i, month in enumerate(months):
            y[i, month:] += effect
        yield evaluation.evaluate(made, evaluation.inline({"x": x, "place": names, "y": y.ravel().tolist()}))


def share(results, verdict="effect"):
    """Share of results with this verdict."""
    found = [result.verdict for result in results]
    return found.count(verdict) / len(found)
