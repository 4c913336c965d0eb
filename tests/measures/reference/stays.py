"""Stays of one person put together into episodes of hospital care."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .common import DAY, FAR

REST = ("organisation", "unit", "admission", "discharged_to", "diagnosis", "frailty")


def until(stay: dict) -> date:
    """The day of discharge; a stay that goes on ends last of all."""
    return stay["discharged"] or FAR


def rest(stay: dict) -> tuple:
    return tuple(stay[name] or (0 if name == "frailty" else "") for name in REST)


def order(stay: dict) -> tuple:
    return (stay["admitted"], until(stay), stay["stay"] or "", *rest(stay))


def last_order(stay: dict) -> tuple:
    return (until(stay), stay["admitted"], stay["stay"] or "", *rest(stay))


@dataclass
class Episode:
    stays: list[dict]

    @property
    def first(self) -> dict:
        return min(self.stays, key=order)

    @property
    def last(self) -> dict:
        return max(self.stays, key=last_order)

    @property
    def start(self) -> date:
        return self.first["admitted"]

    @property
    def end(self) -> date:
        return until(self.last)

    @property
    def is_open(self) -> bool:
        return self.end == FAR


def episodes(stays: list[dict], gap: int | None) -> dict[str, list[Episode]]:
    """Each person's episodes in order. A stay joins the episode when it begins at most `gap` days after its latest discharge so far."""
    out: dict[str, list[Episode]] = {}
    for stay in sorted(stays, key=lambda stay: (stay["person"], *order(stay))):
        mine = out.setdefault(stay["person"], [])
        if gap is not None and mine and (mine[-1].is_open or stay["admitted"] <= mine[-1].end + gap * DAY):
            mine[-1].stays.append(stay)
        else:
            mine.append(Episode([stay]))
    return out


def pick(stays: list[dict]) -> dict | None:
    """Of several stays the one admitted last, then discharged last, then with the greatest key and the rest."""
    return max(stays, key=order, default=None)
