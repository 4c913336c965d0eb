"""The planted effect: an intervention that lowers unplanned returns in chosen municipalities from a day on, and the truth about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ..errors import MeasuresError
from .hospital import ADVICE, DEAD, NEVER, UNPLANNED, WINDOW, Stays, removed
from .people import People


@dataclass(frozen=True)
class Effect:
    """`relative` -0.2: every fifth unplanned return within 30 days of a discharge on or after `since` does not happen in `municipalities` (indices)."""

    relative: float
    since: int
    municipalities: tuple[int, ...]

    def __post_init__(self) -> None:
        if not -1 <= self.relative <= 0:
            raise MeasuresError("Effekten skrivs som en minskning mellan -1 och 0, till exempel -0.2 för 20 procent färre.")


@dataclass
class Episodes:
    """Stays of one chunk chained over transfers: a new one begins when somebody is admitted more than `gap` days after all earlier discharges."""

    first: np.ndarray
    """Row of the first stay, and `last` of the one that ends last."""
    last: np.ndarray
    person: np.ndarray
    admitted: np.ndarray
    discharged: np.ndarray


def episodes(stays: Stays, gap: int = 1) -> Episodes:
    """`stays` in the order of person and day, none overlapping another of the same person."""
    count = len(stays)
    starts = np.ones(count, dtype=bool)
    starts[1:] = (stays.person[1:] != stays.person[:-1]) | (stays.admitted[1:] > stays.discharged[:-1] + gap)
    first = np.flatnonzero(starts)
    last = np.append(first[1:], count) - 1 if count else first
    return Episodes(first, last, stays.person[first], stays.admitted[first], stays.discharged[last])


def returns(stays: Stays, found: Episodes) -> np.ndarray:
    """Which episodes are followed by an unplanned one that begins at most 30 days after the discharge."""
    back = np.zeros(len(found.first), dtype=bool)
    back[:-1] = (
        (found.person[1:] == found.person[:-1])
        & (found.admitted[1:] <= found.discharged[:-1] + WINDOW)
        & (stays.admission[found.first[1:]] == UNPLANNED)
    )
    # A planned episode between does not hide an unplanned one later in the window.
    for step in (2, 3):
        back[:-step] |= (
            (found.person[step:] == found.person[:-step])
            & (found.admitted[step:] <= found.discharged[:-step] + WINDOW)
            & (stays.admission[found.first[step:]] == UNPLANNED)
        )
    return back


def prevented(stays: Stays, who: People, effect: Effect | None, random: np.random.Generator) -> np.ndarray:
    """Which stays the intervention prevents. Whoever does not return does not return from that return either."""
    none = np.zeros(len(stays), dtype=bool)
    if effect is None or not len(stays):
        return none
    found = episodes(stays)
    treated = np.isin(who.home_at(found.person, found.discharged), effect.municipalities) & (found.discharged >= effect.since)
    counts = np.zeros(len(found.first), dtype=bool)
    counts[1:] = (
        treated[:-1]
        & (found.person[1:] == found.person[:-1])
        & (found.admitted[1:] <= found.discharged[:-1] + WINDOW)
        & (stays.admission[found.first[1:]] == UNPLANNED)
    )
    goes = counts & (random.random(len(counts)) < -effect.relative)
    return removed(stays, np.unique(stays.spell[found.first[goes]])) if goes.any() else none


@dataclass
class Tally:
    """Index episodes and those followed by an unplanned return, per municipality, month and whether the intervention is counted in."""

    months: int
    first_month: int
    index: np.ndarray
    returned: np.ndarray

    @classmethod
    def empty(cls, municipalities: int, start: int, end: int) -> Tally:
        first, last = _month(np.array([start, end]))
        shape = (2, municipalities, int(last - first + 1))
        return cls(shape[2], int(first), np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64))

    def add(self, stays: Stays, who: People, gone: np.ndarray, start: int, end: int) -> None:
        """An index episode: closed from `start`, 30 days before `end` at the latest, alive, not against advice."""
        for row, present in enumerate((stays, stays.only(~gone))):
            if not len(present):
                continue
            found = episodes(present)
            to = present.discharged_to[found.last]
            index = (
                (found.discharged >= start)
                & (found.discharged <= end - WINDOW)
                & (to != DEAD)
                & (to != ADVICE)
                & (found.discharged != NEVER)
            )
            back = returns(present, found) & index
            home = who.home_at(found.person, found.discharged)
            month = np.clip(_month(found.discharged) - self.first_month, 0, self.months - 1)
            np.add.at(self.index[row], (home[index], month[index]), 1)
            np.add.at(self.returned[row], (home[back], month[back]), 1)

    def truth(self, effect: Effect | None, municipalities: tuple[str, ...]) -> dict[str, Any]:
        """What was planted, and the counts with and without it, as JSON."""
        months = [str(np.datetime64(self.first_month + i, "M")) for i in range(self.months)]
        answer: dict[str, Any] = {
            "measure": "readmission",
            "counted": "Vårdepisoder (glapp högst 1 dag) med utskrivning i livet och inte mot läkares råd, senast 30 dagar före uttagets slut, "
            "per hemkommun vid utskrivningen; oplanerad ny episod inom 30 dagar.",
            "planted": None,
            "all": self._counts(slice(None), slice(None)),
        }
        if effect is not None:
            since = str(np.datetime64(effect.since, "D"))
            treated = np.zeros(len(municipalities), dtype=bool)
            treated[list(effect.municipalities)] = True
            after = np.array([month > since[:7] or (month == since[:7] and since.endswith("-01")) for month in months])
            answer["planted"] = {
                "relative": effect.relative, "from": since, "municipalities": [municipalities[i] for i in effect.municipalities],
            }  # fmt: skip
            answer["cells"] = {
                f"{name}_{time}": self._counts(where, when)
                for name, where in (("treated", treated), ("others", ~treated))
                for time, when in (("before", ~after), ("after", after))
            }
            answer["realised_relative"] = self._relative(treated, after)
        answer["monthly"] = [
            {"municipality": code, "month": month, "index": int(self.index[1, i, j]), "returned": int(self.returned[1, i, j])}
            for i, code in enumerate(municipalities)
            for j, month in enumerate(months)
        ]
        return answer

    def _sums(self, where: Any, when: Any) -> tuple[np.ndarray, np.ndarray]:
        return self.index[:, where][:, :, when].sum(axis=(1, 2)), self.returned[:, where][:, :, when].sum(axis=(1, 2))

    def _counts(self, where: Any, when: Any) -> dict[str, Any]:
        index, returned = self._sums(where, when)
        return {
            name: {
                "index": int(index[row]),
                "returned": int(returned[row]),
                "rate": float(returned[row] / index[row]) if index[row] else None,
            }
            for row, name in enumerate(("without", "with"))
        }

    def _relative(self, where: Any, when: Any) -> float | None:
        index, returned = self._sums(where, when)
        if not index.all() or not returned[0]:
            return None
        return float((returned[1] / index[1]) / (returned[0] / index[0]) - 1)


def _month(day: np.ndarray) -> np.ndarray:
    return day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
