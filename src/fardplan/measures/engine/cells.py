"""From an engine's whole numbers to the rows of the output: breakdowns, rolling years, standardisation. Plain Python, the same for every engine.

Rates are formed here, last and exactly (fractions), never by an engine.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from ..definition import Definition
from .result import Outcome

DIMENSIONS = ("organisation", "unit", "period", "sex", "age_group", "frailty")
VALUE, NOT_AVAILABLE = "value", "not_available"


def rows(definition: Definition, outcome: Outcome) -> list[dict]:
    """One dictionary per cell of each breakdown, sorted: the dimensions (None: all), numerator, denominator, sum_millionths, persons,
    standardised_millionths and status."""
    out = []
    finest = _listed(outcome.cells)
    people = _listed(outcome.population) if outcome.population is not None else None
    for number, parts in enumerate(definition.breakdowns):
        dims = [name for name in parts if name != "period"]
        events = _summed(definition, outcome, finest, dims, [outcome.numerator] if people is not None else None, rolling=True)
        if people is not None:
            # Inhabitants are counted on the last day of a rolling year, not added up over its months.
            inhabitants = _summed(definition, outcome, people, dims, ["n"], rolling=False)
            events = {
                key: {"n": inhabitants.get(key, {"n": 0})["n"], outcome.numerator: events.get(key, {}).get(outcome.numerator, 0)}
                for key in events.keys() | inhabitants.keys()
            }
        standard = _standardised(definition, outcome, finest, people, dims) if definition.weights and "age_group" not in dims else {}
        labels = {period.index: period.label for period in outcome.periods}
        for (period, *values), sums in events.items():
            cell = dict.fromkeys(DIMENSIONS)
            cell.update(zip(dims, values, strict=True), period=labels[period])
            mean = outcome.numerator is None
            persons = outcome.persons[(number, period, *values)] if outcome.persons is not None else sums["n"]
            cell.update(
                numerator=None if mean else sums[outcome.numerator],
                denominator=sums["n"],
                sum_millionths=sums["millionths"] if mean else None,
                persons=persons if mean else None,
                standardised_millionths=standard.get((period, *values)),
                status=VALUE if sums["n"] else NOT_AVAILABLE,
            )
            out.append(cell)
    return sorted(out, key=lambda cell: tuple((cell[name] is not None, cell[name] or "") for name in DIMENSIONS))


def _listed(table) -> list[dict]:
    return table.to_pylist()


def _summed(
    definition: Definition, outcome: Outcome, cells: list[dict], dims: list[str], names: list[str] | None, *, rolling: bool
) -> dict:
    """(period, values …) -> sums, over what the breakdown does not tell apart."""
    names = names or [name for name in ("n", outcome.numerator, "millionths") if name and cells and name in cells[0]]
    base: dict = defaultdict(lambda: dict.fromkeys(names, 0))
    for cell in cells:
        sums = base[(cell["period"], *(cell[name] for name in dims))]
        for name in names:
            sums[name] += cell[name]
    if definition.period != "rolling_12":
        return base
    shown = {period.index for period in outcome.periods}
    if not rolling:
        return {key: sums for key, sums in base.items() if key[0] in shown}
    out: dict = defaultdict(lambda: dict.fromkeys(names, 0))
    for (month, *values), sums in base.items():
        for ahead in range(12):
            if month + ahead in shown:
                total = out[(month + ahead, *values)]
                for name in names:
                    total[name] += sums[name]
    return out


def _standardised(definition: Definition, outcome: Outcome, finest: list[dict], people: list[dict] | None, dims: list[str]) -> dict:
    """(period, values …) -> the directly standardised value in millionths, rounded down; no entry when an age group has no denominator."""
    by_age = [*dims, "age_group"]
    events = _summed(definition, outcome, finest, by_age, [outcome.numerator, "n"] if people is None else [outcome.numerator], rolling=True)
    among = events if people is None else _summed(definition, outcome, people, by_age, ["n"], rolling=False)
    weights = definition.weights
    out = {}
    for key in {key[:-1] for key in among}:
        total = Fraction(0)
        for label, weight in weights.items():
            n = among.get((*key, label), {}).get("n", 0)
            if not n:
                break
            total += Fraction(weight * events.get((*key, label), {}).get(outcome.numerator, 0), n)
        else:
            out[key] = int(total / sum(weights.values()) * 1_000_000 * definition.per)
    return out
