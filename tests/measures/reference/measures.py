"""Which page counts which measure."""

from __future__ import annotations

from . import around_episode, avoidable, continuity, days_after_ready, emergencies, home_at_end, primary_share, readmission
from .common import Extract, Figures

PAGES = {
    "readmission": readmission.count,
    "avoidable": avoidable.count,
    "continuity": continuity.count,
    "primary_share": primary_share.count,
    "emergencies_80": emergencies.count,
    "days_after_ready": days_after_ready.count,
    "home_at_end": home_at_end.count,
    "around_episode": around_episode.count,
}


def compute(definition, extract: Extract) -> Figures:
    return PAGES[definition.measure](definition, extract)
