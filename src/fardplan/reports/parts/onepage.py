"""The page for directors and politicians: is it nearer, party by party, and what is asked of them. One page, so one line for each."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from fardplan.documents import blocks
from fardplan.reports.annual.draft import given, number
from fardplan.reports.annual.indicators import by_goal, row_of
from fardplan.reports.figures.portfolio import in_portfolio
from fardplan.spread.rules import Phase

from .registry import part


@part("onepage.goals", gettext_lazy("One line for each goal: a figure of the county's, and the country's"))
def goals(draft):
    """The first indicator of each goal that has a figure of the county's; a goal without one says so. Chance is not told from change
    here: the annual report does that."""
    rows = {goal.pk: mine for goal, mine in by_goal(draft, draft.register.indicator_rows(draft.day)) if goal}
    holding = [goal for goal in draft.register.goals if goal.holds_on(draft.day)]
    if not holding:
        return []
    columns = [
        blocks.column("goal", _("Goal")),
        blocks.column("indicator", _("Indicator")),
        blocks.column("county", _("The county"), "number"),
        blocks.column("change", pgettext("difference", "Change"), "number", signed=True),
        blocks.column("country", _("The country"), "number"),
    ]
    told = []
    for goal in holding:
        found = next((row for row in rows.get(goal.pk, ()) if row.latest), None)
        cells = row_of(found) if found else {}
        told.append(
            {
                "id": goal.slug,
                "goal": goal.short_title or goal.title,
                "indicator": f"{cells['title']}, {cells['period']}" if found else _("no figure of the county's yet"),
                "county": cells.get("county", blocks.nothing()),
                "change": cells.get("change", blocks.nothing()),
                "country": cells.get("country", blocks.nothing()),
            }
        )
    draft.mark(holding)
    return [blocks.table("nearer", _("A figure for each goal"), columns, told)]


@part("onepage.parties", gettext_lazy("One line for each party: development work and working methods"))
def parties(draft):
    register, day = draft.register, draft.day
    rows = [row for row in register.parties if row.holds_on(day)]
    going = [row for row in register.initiatives if in_portfolio(register.phases.get(row.pk, []), draft.period)]
    if not rows or not (going or register.adoptions):
        return []
    columns = [
        blocks.column("party", _("Party")),
        blocks.column("work", _("Development work it takes part in"), "number"),
        blocks.column("tried", _("Working methods it tries"), "number"),
        blocks.column("introduced", _("Working methods introduced"), "number"),
    ]
    told = []
    for party in rows:
        now = [
            row
            for held in register.adoptions.values()
            for row in held
            if row.party_id == party.pk and row.from_date <= day and (row.until_date is None or day < row.until_date)
        ]
        told.append(
            {
                "id": party.slug,
                "party": party.name,
                "work": number(sum(row.is_county_wide or party.pk in register.party_ids[row.pk] for row in going)),
                "tried": sum(row.phase in (Phase.EXPLORING, Phase.PILOT) for row in now),
                "introduced": sum(row.phase in (Phase.INTRODUCED, Phase.IN_LINE) for row in now),
            }
        )
    note = _("Work of the whole county counts for every party.") if any(row.is_county_wide for row in going) else None
    return [blocks.table("parties", _("The parties' work and working methods"), columns, told, note=note)]


@part("onepage.decisions", gettext_lazy("What was decided in the period, one line each"))
def decisions(draft):
    rows = [
        row for row in draft.register.decisions if row.time and row.time.starts_latest and draft.period.contains(row.time.starts_latest)
    ]
    rows.sort(key=lambda row: (row.time.sort_key(), row.pk))
    if not rows:
        return []
    columns = [blocks.column("title", _("Decision")), blocks.column("when", _("When")), blocks.column("by", _("Decided by"))]
    told = [
        {
            "id": row.slug,
            "title": row.title,
            "when": row.time.words,
            "by": given(row.decided_by or (row.forum.name if row.forum_id else "")),
        }
        for row in rows[-MOST:]
    ]
    draft.mark(rows[-MOST:])
    note = _("The latest of %(count)s.") % {"count": len(rows)} if len(rows) > MOST else None
    return [blocks.table("decided", _("Decisions of %(period)s") % {"period": draft.period.label}, columns, told, note=note)]


#: Decisions on the page: more would not fit on one.
MOST = 6
