"""Activities and portfolio: what was done, and what development work there was."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fardplan.documents import blocks
from fardplan.kit.numbers import format_number
from fardplan.plan.models import Activity
from fardplan.plan.rules import State, participants
from fardplan.portfolio.rules import Phase, phase_on
from fardplan.reports.figures.dates import took_place
from fardplan.reports.figures.portfolio import ended, entered, in_portfolio

from .draft import given, inside, listed, mostly_known, number, one_line, prose, sentence
from .opening import activities_in_short, portfolio_in_short

# Activities ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def activities(draft):
    rows = took_place(draft.register, draft.period)
    if not rows:
        return [draft.say(_("No activities have been recorded for %(period)s."), {"period": draft.period.label})]
    found = [blocks.text(*activities_in_short(draft)), blocks.bullets(*_kinds(draft, rows))]
    found.append(_participants_in_words(draft, rows))
    columns = [
        blocks.column("title", _("Activity")),
        blocks.column("when", _("When")),
        blocks.column("format", _("Form")),
        blocks.column("audience", _("Target group")),
        blocks.column("about", _("Lecturers and comment")),
        blocks.column("participants", _("Participants"), "number"),
    ]
    told = [_activity_row(draft, row) for row in rows]
    if not mostly_known(told, "participants"):
        # A column of missing figures helps nobody: those that are known stand with the comment.
        columns.pop()
        for row in told:
            row["about"] = " ".join(filter(None, [row["about"], _participants(row["participants"])]))
    found.append(blocks.table("activities", _("Activities, %(period)s") % {"period": draft.period.label}, columns, told))
    draft.mark(rows)
    return [*found, *_reached(draft, rows)]


def _participants(number):
    if isinstance(number, dict):
        return ""
    return ngettext("%(count)s participant.", "%(count)s participants.", number) % {"count": format_number(number)}


def _kinds(draft, rows):
    """How many of each kind, in the order of the kinds."""
    count = Counter(row.kind for row in rows)
    return [
        draft.runs("%(kind)s: %(count)s", {"kind": str(kind.label)}, count=f"activities.count:{kind.value}")
        for kind in Activity.Kind
        if count[kind]
    ]


def _participants_in_words(draft, rows):
    counted = [value for row in rows if (value := participants(draft.register.attendances.get(row.pk, []))) is not None]
    if not counted:
        return draft.say(_("Nobody has counted the participants."))
    template = ngettext(
        "Participants have been counted at one activity: %(people)s.",
        "Participants have been counted at %(activities)s activities, together %(people)s.",
        len(counted),
    )
    return draft.say(template, {"activities": len(counted), "people": format_number(sum(counted))})


def _activity_row(draft, row):
    register = draft.register
    lecturers = [_lecturer(lecturer) for lecturer in register.lecturers.get(row.pk, [])]
    state = "" if row.state in (State.DONE, State.ONGOING) else str(State(row.state).label)
    about = " ".join(sentence(part) for part in (listed(lecturers), one_line(row.comment), state) if part)
    told = {
        "id": row.slug,
        "kind": row.kind,
        "kind_label": str(Activity.Kind(row.kind).label),
        "title": row.title,
        "when": row.time.words,
        "format": given(row.format_words or (str(Activity.Format(row.format).label) if row.format else "")),
        "audience": given(row.audience),
        "lecturers": listed(lecturers),
        "participants": number(participants(register.attendances.get(row.pk, []))),
        "comment": row.comment,
        "about": about,
        "state": row.state,
    }
    return told | ({"origin": row.origin} if row.origin else {})


def _lecturer(lecturer):
    words = ", ".join(filter(None, [lecturer.unit_words, inside(lecturer.role)]))
    return f"{lecturer.organisation.short_name} ({words})" if words else lecturer.organisation.short_name


def _reached(draft, rows):
    """How many came from each party: all parties, also those nobody has counted."""
    counts = [draft.register.attendances.get(row.pk, []) for row in rows]
    told = []
    for party in (party for party in draft.register.parties if party.holds_on(draft.day)):
        numbers = [value for rows_ in counts if (value := participants(rows_, party=party.pk)) is not None]
        told.append({"id": party.slug, "title": party.name, "participants": number(sum(numbers) if numbers else None)})
    if all(isinstance(row["participants"], dict) for row in told):
        return []
    columns = [blocks.column("title", _("Party")), blocks.column("participants", _("Participants"), "number")]
    return [blocks.table("attendance", _("Participants by party, where they have been counted"), columns, told)]


# Portfolio ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def portfolio(draft):
    phases = draft.register.phases
    rows = [row for row in draft.register.initiatives if in_portfolio(phases.get(row.pk, []), draft.period)]
    if not rows:
        waiting = len(draft.register.initiatives)
        if not waiting:
            return [draft.say(_("No development work has been recorded."))]
        template = ngettext(
            "No development work was in the portfolio during %(period)s. One is on its way in.",
            "No development work was in the portfolio during %(period)s. %(count)s are on their way in.",
            waiting,
        )
        return [draft.say(template, {"period": draft.period.label, "count": waiting})]
    columns = [
        blocks.column("title", _("Development work")),
        blocks.column("parties", _("Parties")),
        blocks.column("leader", _("Leader")),
        blocks.column("start", _("Time")),
        blocks.column("state_label", _("State")),
    ]
    caption = _("The portfolio, %(period)s") % {"period": draft.period.label}
    table = blocks.table("portfolio", caption, columns, [_initiative_row(draft, row) for row in rows])
    found = [blocks.text(*portfolio_in_short(draft)), *_came_and_ended(draft, rows), table]
    if any(row.description for row in rows):
        found.append(blocks.heading(_("What the work is about")))
        for row in rows:
            if row.description:
                found += [blocks.heading(row.title, 2), *prose(row.description, f"arbete-{row.slug}"), *_worked_for(draft, row)]
    draft.mark(rows)
    return found


def _initiative_row(draft, row):
    phase = phase_on(draft.register.phases.get(row.pk, []), draft.day)
    goals = [link.goal.number for link in draft.register.goal_links.get(row.pk, []) if not link.is_invented]
    told = {
        "id": row.slug,
        "title": row.title,
        "state": str(phase) if phase else blocks.nothing(),
        "state_label": str(Phase(phase).label) if phase else blocks.nothing(),
        "parties": given(_parties(draft, row)),
        "leader": given(_leader(row)),
        "start": given(row.time.words if row.time else ""),
        "description": row.description,
        "goals": goals,
    }
    return told | ({"origin": row.origin} if row.origin else {})


def _parties(draft, row):
    """In the source's own words where there are such; else the parties in alphabetical order, then others who take part."""
    if row.parties_words:
        return row.parties_words
    partners = [link.organisation.short_name for link in draft.register.partner_links.get(row.pk, [])]
    if row.is_county_wide:
        return ", ".join([_("All parties"), *partners])
    taking_part = draft.register.party_ids.get(row.pk, set())
    return ", ".join([party.name for party in draft.register.parties if party.pk in taking_part] + partners)


def _leader(row):
    if row.leader_is_vacant:
        return _("Vacant")
    if not row.leader_organisation_id:
        return row.leader_note
    note = f" ({inside(row.leader_note)})" if row.leader_note else ""
    return f"{row.leader_organisation.short_name}{note}"


def _worked_for(draft, row):
    """Goals that a source, or the programme itself, ties the work to. Invented ties stay out of a report."""
    numbers = [str(link.goal.number) for link in draft.register.goal_links.get(row.pk, []) if not link.is_invented]
    if not numbers:
        return []
    template = ngettext("Works towards goal %(numbers)s.", "Works towards goals %(numbers)s.", len(numbers))
    return [draft.say(template, {"numbers": listed(numbers)})]


def _came_and_ended(draft, rows):
    came, gone = [], []
    for row in rows:
        phases = draft.register.phases.get(row.pk, [])
        if phase := entered(phases, draft.period):
            came.append(_moved(draft, row, phase))
        if phase := ended(phases, draft.period):
            gone.append(_moved(draft, row, phase))
    found = []
    words = {"period": draft.period.label}
    if came:
        found += [blocks.heading(_("Came during %(period)s") % words), blocks.bullets(*came)]
    if gone:
        found += [blocks.heading(_("Ended during %(period)s") % words), blocks.bullets(*gone)]
    if not found:
        found.append(draft.say(_("Nothing came and nothing ended during %(period)s."), words))
    return found


def _moved(draft, row, phase):
    told = f"{row.title} ({_parties(draft, row)})" if _parties(draft, row) else row.title
    when = phase.began.words
    return f"{told}, {when}" if when != str(draft.period.year) else told
