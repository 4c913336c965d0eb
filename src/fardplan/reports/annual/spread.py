"""How working methods spread: where the parties stand when the period ends, what began in it, and what each said of a proposal to spread."""

from django.utils.translation import gettext as _

from fardplan.documents import blocks
from fardplan.spread.rules import Phase, behind, reached

from .draft import given, listed


def spread(draft):
    held = draft.register.adoptions
    rows = draft.register.working_methods
    begun = [row for each in held.values() for row in each if draft.period.contains(row.from_date)]
    answers = [row for row in draft.register.spread_answers if row.decided_date and draft.period.contains(row.decided_date)]
    if not rows and not answers:
        return []
    columns = [
        blocks.column("title", _("Working method")),
        blocks.column("tried", _("Is explored or tried")),
        blocks.column("introduced", _("Introduced or in the line")),
        blocks.column("ambition", _("Ambition")),
    ]
    told = [_row(draft, row, held[row.pk]) for row in rows]
    found = [
        blocks.text(_("Each party decides for itself. Here is where they stood when the period ended, as far as the register knows.")),
        blocks.table("spread", _("Working methods and parties"), columns, told),
    ]
    if begun:
        found += [
            blocks.heading(_("Begun during %(period)s") % {"period": draft.period.label}),
            blocks.bullets(*map(_begun, _sorted(begun))),
        ]
    if answers:
        found += [blocks.heading(_("What parties answered to proposals for spread")), blocks.bullets(*map(_answer, answers))]
    draft.mark([row for each in held.values() for row in each if row.from_date <= draft.day])
    return found


def _row(draft, method, held):
    day = draft.day
    now = [row for row in held if row.from_date <= day and (row.until_date is None or day < row.until_date) and row.party.holds_on(day)]
    names = {phase: [row.party.name for row in _sorted(now) if row.phase == phase] for phase in Phase}
    return {
        "id": method.slug,
        "title": method.name,
        "tried": given(listed([*names[Phase.EXPLORING], *names[Phase.PILOT]])),
        "introduced": given(listed([*names[Phase.INTRODUCED], *names[Phase.IN_LINE]])),
        "ambition": given(_ambition(draft, method, now)),
    }


def _ambition(draft, method, now):
    words = []
    for row in draft.register.spread_ambitions:
        if row.method_id != method.pk or row.year != draft.period.year:
            continue
        come = sum(reached(each.phase, row.phase) for each in now)
        aim = f"{row.parties} {row.get_phase_display().lower()}"
        missing = behind(row.parties, come, year=row.year, on=draft.day)
        words.append(_("%(aim)s, %(n)s missing") % {"aim": aim, "n": missing} if missing else aim)
    return "; ".join(words)


def _sorted(rows):
    return sorted(rows, key=lambda row: (row.from_date, row.pk))


def _begun(row):
    words = {"party": row.party.name, "method": row.method.name, "phase": row.get_phase_display().lower(), "when": row.began_words}
    return _("%(party)s, %(method)s: %(phase)s, %(when)s") % words if row.began_words else _("%(party)s, %(method)s: %(phase)s") % words


def _answer(row):
    words = {"party": row.party.name, "matter": row.decision.title, "answer": row.get_outcome_display().lower(), "why": row.words}
    return _("%(matter)s. %(party)s: %(answer)s. %(why)s") % words if row.words else _("%(matter)s. %(party)s: %(answer)s") % words
