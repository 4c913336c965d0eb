"""What a measure answers before it becomes rows: whole numbers per cell, and the flow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa
from ibis.expr import types as ir

from .periods import Period
from .rows import Flow


@dataclass
class Outcome:
    """`cells`: period (number), the finest dimensions, `n` units and the measure's own sums. `population`: the same with `n` inhabitants, for
    rates. `persons`: different persons per cell of each breakdown, where a person can be several units. `detail`: one row per stay, for
    debugging."""

    periods: list[Period]
    cells: pa.Table
    flow: Flow
    numerator: str | None = None
    """The column of `cells` that is the numerator of a share or rate; None for a mean, whose sum of millionths is `millionths`."""
    population: pa.Table | None = None
    persons: Mapping[tuple, int] | None = None
    detail: ir.Table | None = field(default=None, repr=False)
