"""What the changes have given: the values that the parties have confirmed, each in its own unit, and the work that crossed a boundary.

Kronor, hours and quality are never added together. Values of days after the period are not told: those of the period are, also when the
party confirmed them while the report was written. A frozen report keeps those it told.
"""

from django.utils.translation import gettext as _

from fardplan.benefits import counting, rules
from fardplan.benefits.presenting import measured, unit_of
from fardplan.benefits.queries.boundaries import pairs_of
from fardplan.documents import blocks

from .draft import given


def benefits(draft):
    found = []
    parts = [row for part in draft.register.benefit_parts if (row := _part(draft, part))]
    if parts:
        columns = [
            blocks.column("title", _("Benefit")),
            blocks.column("party", _("Party")),
            blocks.column("baseline", _("Value before")),
            blocks.column("target", _("Target")),
            blocks.column("value", _("Confirmed by the party")),
            blocks.column("way", _("Of the way to the target")),
        ]
        note = _(
            "Each benefit in its own unit: kronor, hours and quality are never added together. Without a value before nothing is called realised."
        )
        found.append(blocks.table("benefits", _("Confirmed benefits"), columns, parts, note=note))
    counted = [page for page in draft.register.calculations if draft.period.contains(page.calculation.dated)]
    if counted:
        found.append(_calculations(counted))
    moved = [row for row in draft.register.boundary_costs if row.year == draft.period.year]
    if moved:
        columns = [
            blocks.column("giver", _("From")),
            blocks.column("taker", _("To")),
            blocks.column("kronor", _("Cost")),
            blocks.column("agreed", _("In agreement")),
        ]
        rows = [
            {
                "id": f"{number}",
                "giver": pair.giver,
                "taker": pair.taker,
                "kronor": given(measured(pair.kronor.value, _("kr"))),
                "agreed": _("%(n)s of %(all)s") % {"n": pair.agreed_rows, "all": pair.rows},
            }
            for number, pair in enumerate(pairs_of(moved), start=1)
        ]
        found.append(blocks.table("boundary_costs", _("Work that crosses boundaries"), columns, rows))
    draft.mark([*draft.register.benefit_parts, *(page.calculation for page in counted), *moved] if found else [])
    return found


def _calculations(pages):
    """What the calculations of the period came to: certain kronor, hours and the rest in columns of their own."""
    columns = [
        blocks.column("title", _("Calculation")),
        blocks.column("years", _("Years")),
        blocks.column("kronor", _("Certain kronor, present value")),
        blocks.column("hours", _("Hours, freed less used")),
        blocks.column("others", _("Quality and environment")),
    ]
    rows = [
        {
            "id": page.calculation.slug,
            "title": page.calculation.title,
            "years": short["years"],
            "kronor": f"{short['present']} kr" if short["present"] else blocks.nothing("not_applicable"),
            "hours": short["hours"] or blocks.nothing("not_applicable"),
            "others": "; ".join(counting.others_in_words(page)) or blocks.nothing("not_applicable"),
        }
        for page in pages
        for short in (counting.in_short(page),)
    ]
    note = _("From the least to the most, against doing nothing, in constant prices. The three are never added together.")
    return blocks.table("calculations", _("Benefit calculations"), columns, rows, note=note)


def _part(draft, part):
    """A row when the party has confirmed a value of the period or before it."""
    answered = [value for value in part.values.all() if value.is_answered and value.dated <= draft.day]
    if not answered:
        return None
    latest, unit = max(answered, key=lambda value: value.dated), unit_of(part.profile)
    way = rules.reached(part.baseline, part.target, latest.value)
    return {
        "id": part.slug,
        "title": part.profile.title,
        "party": str(part.party),
        "baseline": given(measured(part.baseline, unit)),
        "target": given(measured(part.target, unit)),
        "value": f"{measured(latest.value, unit)} ({latest.dated.isoformat()})",
        "way": given(None if way is None else measured(way, "%")),
    }
