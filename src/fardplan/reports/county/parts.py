"""The sections of the county report and of a party's own follow-up: from Gathered to blocks."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from fardplan.documents import blocks
from fardplan.followup.rules import Standing
from fardplan.kit.numbers import format_number
from fardplan.kit.periods import day_in_words
from fardplan.plan.rules import State
from fardplan.reports.annual.draft import given, listed, number, prose
from fardplan.reviews.rules import Kind


def written_only(draft):
    """People write it: the register has nothing of its own to say here."""
    return []


def readiness(draft):
    rows = draft.rows
    if not rows:
        return [blocks.text(_("No follow-up has been asked for of %(period)s.") % {"period": draft.period.label})]
    template = _("%(ready)s of %(asked)s parties have marked their follow-up of %(period)s as ready.")
    found = [blocks.text(template % {"ready": len(draft.told), "asked": len(rows), "period": draft.period.label})]
    late = [row.party.name for row in rows if row.standing == Standing.LATE]
    if late:
        due = draft.compilation.due_date
        words = ngettext(
            "%(parties)s is late: the last day was %(day)s. Its part is not in the report.",
            "%(parties)s are late: the last day was %(day)s. Their parts are not in the report.",
            len(late),
        )
        found.append(blocks.note(words % {"parties": listed(late), "day": day_in_words(due)}, _("Late with its follow-up")))
    waited = [row.party.name for row in rows if row.standing in (Standing.WAITING, Standing.REOPENED)]
    if waited:
        found.append(blocks.text(_("Not ready, and so not in the report: %(parties)s.") % {"parties": listed(waited)}))
    columns = [blocks.column("title", _("Party")), blocks.column("state", _("State")), blocks.column("ready", _("Marked ready"))]
    table = []
    for row in rows:
        href = draft.address("party_year", draft.compilation.slug, row.party.slug)
        name = row.party.name
        if row.left:
            name = _("%(party)s (party until %(day)s)") % {"party": name, "day": day_in_words(row.left)}
        ready = day_in_words(row.ready) if row.ready else _("not yet")
        table.append({"id": row.party.slug, "title": name, "state": str(row.label), "ready": ready, "href": href})
        draft.note(_("%(party)s's follow-up") % {"party": row.party.name}, str(row.label), href)
    found.append(blocks.table("readiness", _("The parties' follow-up of %(period)s") % {"period": draft.period.label}, columns, table))
    return found


# Self-assessment


def assessment(draft):
    points = draft.points
    if not points:
        return []
    columns = [
        blocks.column("title", _("Goal")),
        blocks.column("party", _("Party")),
        blocks.column("points", pgettext("self-assessment", "Points"), "number"),
        blocks.column("change", _("Since last round"), "number", signed=True),
        blocks.column("units", _("Units"), "number"),
        blocks.column("spread", _("Spread between units")),
    ]
    told, href = [], draft.address("round", draft.round.slug)
    for goal in draft.goals:
        for party in draft.told_parties():
            cell = points.get((goal.pk, party.pk))
            if cell is None:
                continue
            told.append(
                {
                    "id": f"{goal.slug}-{party.slug}",
                    "title": f"{goal.number}. {goal.label}",
                    "party": party.name,
                    "points": number(cell.points, None if cell.is_shown else "confidential" if cell.is_kept or cell.is_few else "missing"),
                    "change": number(cell.change, None if cell.change is not None else "not_applicable"),
                    "units": number(cell.units if cell.is_shown else None, None if cell.is_shown else "confidential"),
                    "spread": f"{format_number(cell.low)}–{format_number(cell.high)}" if cell.spread else blocks.nothing("not_applicable"),
                    "href": href,
                }
            )
    if not told:
        return []
    shown = sum(isinstance(row["points"], int) or not isinstance(row["points"], dict) for row in told)
    draft.note(_("Points of the self-assessment"), str(shown), href)
    words = _(
        "Each party's units have answered what fits them. Points are from 0 to 100; what few have answered, or a party keeps, is not shown."
    )
    table = blocks.table("points", _("Points by goal and party"), columns, told, note=_("No total is made of the goals."))
    return [blocks.text(words), table]


# Reviews


def reviews(draft):
    rows = draft.reviews
    if not rows:
        return []
    steps = Counter(row.progress.label if row.progress else "" for row in rows)
    order = sorted({row.progress for row in rows if row.progress}, key=lambda step: (step.position, step.pk))
    total = ngettext("%(count)s activity has been reviewed.", "%(count)s activities have been reviewed.", len(rows)) % {"count": len(rows)}
    found = [blocks.text(total)]
    counted = [f"{step.label}: {steps[step.label]}" for step in order]
    counted += [_("Not judged: %(n)s") % {"n": steps[""]}] if steps[""] else []
    found.append(blocks.bullets(*counted))
    columns = [
        blocks.column("title", _("Activity")),
        blocks.column("party", _("Party")),
        blocks.column("done", _("What has been done, and with what result")),
        blocks.column("progress", _("How far it brought us")),
    ]
    table = []
    for row in rows:
        href = draft.address("activity_review", row.slug)
        table.append(
            {
                "id": row.slug,
                "title": row.activity.title,
                "party": row.party.name if row.party else blocks.nothing("not_applicable"),
                "done": given(" ".join(" ".join([row.done, row.result]).split())),
                "progress": row.progress.label if row.progress else blocks.nothing(),
                "href": href,
            }
        )
        draft.note(_("Review: %(title)s") % {"title": row.activity.title}, row.party.name if row.party else "", href)
    draft.mark(rows)
    return [*found, blocks.table("reviews", _("Reviewed activities"), columns, table)]


def factors(draft):
    """In how many reviews each tag was coded as having helped or hindered: a review once for each tag and side."""
    helped, hindered = Counter(), Counter()
    for row in draft.reviews:
        for tag, kind in {(factor.tag.name, factor.kind) for factor in row.factors.all()}:
            (helped if kind == Kind.HELPED else hindered)[tag] += 1
    names = sorted({*helped, *hindered}, key=lambda name: (-helped[name] - hindered[name], name))
    if not names:
        return []
    columns = [
        blocks.column("title", _("Factor")),
        blocks.column("helped", _("Helped"), "number"),
        blocks.column("hindered", _("Hindered"), "number"),
    ]
    rows = [
        {"id": f"factor-{place}", "title": name, "helped": helped[name], "hindered": hindered[name]} for place, name in enumerate(names)
    ]
    table = blocks.table("factors", _("In how many reviews"), columns, rows)
    return [blocks.text(_("What the parties themselves say helped and hindered, coded from their reviews.")), table]


# Activities


def activities(draft):
    rows = draft.activities
    if not rows:
        return []
    states = Counter(row.state for row, _plans in rows)
    several = sum(len(plans) > 1 for _row, plans in rows)
    words = ngettext("%(count)s activity of those who have told.", "%(count)s activities of those who have told.", len(rows))
    said = words % {"count": len(rows)}
    if several:
        said += " " + ngettext(
            "%(count)s of them stands in more than one plan and is counted once.",
            "%(count)s of them stand in more than one plan and are counted once.",
            several,
        ) % {"count": several}
    found = [blocks.text(said), blocks.bullets(*[f"{state.label}: {states[state]}" for state in State if states[state]])]
    columns = [
        blocks.column("title", _("Activity")),
        blocks.column("goals", _("Goals")),
        blocks.column("party", _("Party")),
        blocks.column("when", _("When")),
        blocks.column("state", _("State")),
        blocks.column("plans", _("Plans")),
    ]
    table = []
    for row, plans in rows:
        href = draft.address("activity", row.slug)
        who = {draft.party_names[party] for plan in plans for party in draft.plan_parties.get(plan.pk, ())}
        party = row.responsible.name if row.responsible else listed(sorted(who))
        table.append(
            {
                "id": row.slug,
                "title": row.title,
                "goals": listed(f"{goal.number}" for goal in row.goals.all()) or blocks.nothing(),
                "party": given(party),
                "when": row.time_words,
                "state": str(State(row.state).label),
                "plans": listed(plan.title for plan in plans) or blocks.nothing("not_applicable"),
                "href": href,
            }
        )
        draft.note(_("Activity: %(title)s") % {"title": row.title}, str(State(row.state).label), href)
    draft.mark([row for row, _plans in rows])
    caption = _("Activities %(period)s, each once") % {"period": draft.period.label}
    return [*found, blocks.table("activities", caption, columns, table)]


def work(draft):
    """The initiatives that the told activities belong to: one in two plans, or of two parties, is one."""
    found = {}
    for activity, plans in draft.activities:
        if activity.initiative_id:
            activities, places = found.setdefault(activity.initiative_id, ([], {}))
            activities.append(activity)
            places |= {plan.pk: plan for plan in plans}
    rows = [row for row in draft.register.initiatives if row.pk in found]
    if not rows:
        return []
    several = sum(len(found[row.pk][1]) > 1 for row in rows)
    words = ngettext(
        "The activities belong to %(count)s piece of development work.",
        "The activities belong to %(count)s pieces of development work.",
        len(rows),
    ) % {"count": len(rows)}
    if several:
        words += " " + ngettext(
            "%(count)s of them stands in more than one plan and is counted once.",
            "%(count)s of them stand in more than one plan and are counted once.",
            several,
        ) % {"count": several}
    columns = [
        blocks.column("title", _("Development work")),
        blocks.column("activities", _("Activities"), "number"),
        blocks.column("plans", _("Plans")),
    ]
    table = []
    for row in rows:
        activities, places = found[row.pk]
        href = draft.address("initiative", row.slug)
        named = listed(plan.title for plan in places.values()) or blocks.nothing("not_applicable")
        table.append({"id": row.slug, "title": row.label, "activities": len(activities), "plans": named, "href": href})
        draft.note(_("Development work: %(title)s") % {"title": row.title}, str(len(activities)), href)
    draft.mark(rows)
    return [blocks.text(words), blocks.table("work", _("Development work, each once"), columns, table)]


# In their own words


def parties(draft):
    found = []
    for row in draft.told:
        words = own_words(draft, row.party)
        if words:
            found += [blocks.heading(row.party.name, 1), *words]
    return found


def own_words(draft, party):
    row = next((row for row in draft.rows if row.party == party), None)
    year = row.year if row else None
    if year is None or not (year.summary or year.ahead):
        return []
    draft.mark([year])
    found = prose(year.summary, f"own-{party.slug}") if year.summary else []
    if year.ahead:
        found += [blocks.heading(_("What we do next"), 2), *prose(year.ahead, f"ahead-{party.slug}")]
    return found


def sources(draft):
    """Where each line and figure above comes from, for those who read on paper."""
    if not draft.noted:
        return []
    columns = [blocks.column("title", _("What")), blocks.column("value", _("Says")), blocks.column("where", _("Place in the register"))]
    rows = [
        {"id": f"source-{place}", "title": what, "value": given(value), "where": href, "href": href}
        for place, (what, value, href) in enumerate(draft.noted, 1)
    ]
    return [blocks.table("sources", _("Rows that the report rests on"), columns, rows)]
