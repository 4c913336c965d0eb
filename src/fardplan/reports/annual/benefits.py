"""What the changes have given: the values that the parties have confirmed, each in its own unit, and the work that crossed a boundary.

Kronor, hours and quality are never added together. Values after the period are not told; a frozen report keeps those it told.
"""

from django.utils.translation import gettext as _

from fardplan.benefits import rules
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
    draft.mark([*draft.register.benefit_parts, *moved] if found else [])
    return found


def _part(draft, part):
    """A row when the party had confirmed a value by the period's last day."""
    answered = [value for value in part.values.all() if value.is_answered and value.dated <= draft.day and value.answered_date <= draft.day]
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
