"""Direct age standardisation, from the cells that are shown and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction


def direct_rate(cells: Mapping[str, tuple[int, int]], weights: Mapping[str, int], per: int = 1) -> Fraction | None:
    """The rate per `per` if ages were as in the standard population.

    `cells`: age group -> (numerator, denominator). `weights`: age group -> persons of the standard population (`Definition.weights`).
    Exact. None when any weighted group lacks a figure or has nobody in it: leaving a group out would be to pretend to know.
    """
    if not weights or any(group not in cells or cells[group][1] <= 0 for group in weights):
        return None
    return per * sum((weight * Fraction(*cells[group]) for group, weight in weights.items()), Fraction()) / sum(weights.values())
