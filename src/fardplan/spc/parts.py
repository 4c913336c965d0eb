"""Which points belong together and which may estimate: split, freeze, exclude. Indices are 1..k over the whole series."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from . import complaints
from .errors import SpcError


@dataclass(frozen=True)
class Plan:
    """How a series of k points is divided.

    part: (k,) part number from 1. included: (k,) False where left out of estimates and runs. baseline: (k,) True where
    the point may estimate. freeze: the last baseline point in force, or None. ignored: choices that had no effect, in Swedish.
    """

    part: np.ndarray
    included: np.ndarray
    baseline: np.ndarray
    freeze: int | None
    ignored: tuple[str, ...] = ()

    @property
    def slices(self) -> list[slice]:
        """One slice per part, in order."""
        starts = np.flatnonzero(np.diff(self.part, prepend=0))
        return [slice(int(a), int(b)) for a, b in zip(starts, [*starts[1:], len(self.part)], strict=True)]


def divide(
    k: int, *, split: Collection[int] = (), labels: tuple[str, ...] | None = None, freeze: int | None = None, exclude: Collection[int] = ()
) -> Plan:
    """A part ends at each index in `split`, or begins where `labels` change. `freeze` gives way to parts."""
    ignored = []
    if labels is not None and split:
        raise SpcError(complaints.TWO_SPLITS)
    starts = [i for i in range(1, k) if labels[i] != labels[i - 1]] if labels is not None else sorted({s for s in split if 0 < s < k})
    if labels is None and (outside := sorted({s for s in split if not 0 < s < k})):
        ignored.append(complaints.split_outside(outside, k))
    part = np.ones(k, int)
    for start in starts:
        part[start:] += 1
    divided = bool(split) if labels is None else True
    if freeze is not None and (divided or not 0 < freeze < k):
        ignored.append(complaints.freeze_ignored(freeze, k, divided))
        freeze = None
    if outside := sorted({e for e in exclude if not 0 < e <= k}):
        ignored.append(complaints.exclude_outside(outside, k))
    index = np.arange(1, k + 1)
    included = ~np.isin(index, list(exclude))
    return Plan(part, included, included & (index <= (freeze or k)), freeze, tuple(ignored))
