"""Primary care's share of contacts."""

from __future__ import annotations

from .common import Counting, Extract, Figures, Unit, clean, periods


def count(definition, extract: Extract) -> Figures:
    p = definition.parameters
    contacts, rejected = clean(extract, "contacts")
    counting = Counting(definition, extract, periods(definition, extract))
    for contact in contacts:
        if contact["care"] not in p["among_care"]:
            counting.exclude("other_care")
        elif p["professions"] is not None and contact["profession"] not in p["professions"]:
            counting.exclude("profession")
        elif p["modes"] is not None and contact["mode"] not in p["modes"]:
            counting.exclude("mode")
        else:
            counted = int(contact["care"] in p["counted_care"])
            counting.add(Unit(contact["person"], contact["date"], counted, organisation=contact["organisation"], unit=contact["unit"]))
    return counting.figures(len(extract.rows("contacts")), rejected)
