"""Summary, background, assignment and goals: what the programme is, and the year in a few figures."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fardplan.documents import blocks
from fardplan.governance.asking import asked_by_matter
from fardplan.governance.models import Document
from fardplan.kit.periods import day_in_words

from .draft import listed, one_line, opening, prose, sentence


def summary(draft):
    parties = [party.name for party in draft.register.parties if party.holds_on(draft.day)]
    points = []
    if parties:
        template = ngettext(
            "%(programme)s is run by one party: %(names)s.", "%(programme)s is run by %(count)s equal parties: %(names)s.", len(parties)
        )
        points.append(draft.runs(template, {"programme": draft.programme.name, "names": listed(parties)}, count="parties.count"))
    if draft.figure("initiatives.included").value:
        points.append(portfolio_in_short(draft))
    if draft.figure("activities.count").value:
        points.append(activities_in_short(draft))
    if draft.figure("budget.amount").is_known:
        points.append(budget_in_short(draft))
    if draft.figure("posts.share").is_known or draft.figure("assignments.share").is_known:
        points.append(staffing_in_short(draft))
    heading = blocks.heading(_("%(period)s in figures") % {"period": opening(draft.period.label)})
    return [heading, blocks.bullets(*points)] if points else []


def portfolio_in_short(draft):
    template = ngettext(
        "During %(period)s there was %(included)s piece of development work in the portfolio; %(new)s came and %(closed)s ended.",
        "During %(period)s there were %(included)s pieces of development work in the portfolio; %(new)s came and %(closed)s ended.",
        int(draft.figure("initiatives.included").value),
    )
    words = {"period": draft.period.label}
    return draft.runs(template, words, included="initiatives.included", new="initiatives.new", closed="initiatives.closed")


def activities_in_short(draft):
    words = {"period": draft.period.label}
    count = int(draft.figure("activities.count").value)
    seminars = int(draft.figure("activities.count:learning_seminar").value)
    if seminars and count > 1:
        template = ngettext(
            "For %(period)s %(count)s activities are told, of which %(seminars)s is a learning seminar.",
            "For %(period)s %(count)s activities are told, of which %(seminars)s are learning seminars.",
            seminars,
        )
        return draft.runs(template, words, count="activities.count", seminars="activities.count:learning_seminar")
    template = ngettext("For %(period)s %(count)s activity is told.", "For %(period)s %(count)s activities are told.", count)
    return draft.runs(template, words, count="activities.count")


def budget_in_short(draft):
    if draft.figure("budget.used_share").is_known:
        return draft.runs(
            _("The programme used %(outturn)s of %(budget)s, %(share)s."),
            outturn="budget.outturn",
            budget="budget.amount",
            share="budget.used_share",
        )
    if draft.figure("budget.outturn").is_known:
        return draft.runs(_("The programme used %(outturn)s. The budget was %(budget)s."), outturn="budget.outturn", budget="budget.amount")
    return draft.runs(_("The budget was %(budget)s. No outturn has been recorded."), budget="budget.amount")


def staffing_in_short(draft):
    if not draft.figure("assignments.share").is_known:
        return draft.runs(_("The programme office was planned for %(planned)s of full time."), planned="posts.share")
    if not draft.figure("posts.share").is_known:
        return draft.runs(
            _("On %(day)s the programme office was staffed to %(staffed)s of full time."),
            {"day": day_in_words(draft.day)},
            staffed="assignments.share",
        )
    return draft.runs(
        _("On %(day)s the programme office was staffed to %(staffed)s of full time; %(planned)s was planned."),
        {"day": day_in_words(draft.day)},
        staffed="assignments.share",
        planned="posts.share",
    )


def background(draft):
    programme, vision = draft.programme, draft.register.vision(draft.day)
    found = []
    if programme.start:
        start = {"start": programme.start.words}
        if programme.horizon_year:
            found.append(draft.say(_("The programme began %(start)s and looks towards %(year)s."), start, year="programme.horizon_year"))
        else:
            found.append(draft.say(_("The programme began %(start)s."), start))
    if vision:
        decided = " ".join(filter(None, [vision.decided.words if vision.decided else "", vision.decided_by and f"({vision.decided_by})"]))
        by = _("Vision, decided %(when)s") % {"when": decided} if decided else _("Vision")
        found.append(blocks.quote(vision.text, by))
        if not draft.has_text("background"):
            found += prose(vision.purpose, "malbild")
    if programme.target_audience:
        found += [blocks.heading(_("For whom")), *prose(programme.target_audience, "for-vem")]
    if draft.register.shifts:
        found.append(blocks.heading(_("What we move from and to")))
        found.append(
            blocks.bullets(*(_("From %(from)s to %(to)s") % {"from": row.from_text, "to": row.to_text} for row in draft.register.shifts))
        )
    if draft.register.principles:
        found.append(blocks.heading(_("What guides us")))
        found.append(blocks.bullets(*(row.text for row in draft.register.principles)))
    if draft.register.strategies:
        found.append(blocks.heading(_("Strategies above the programme")))
        found.append(blocks.bullets(*(row.name for row in draft.register.strategies)))
    draft.mark([vision] if vision else [])
    return found


def assignment(draft):
    register, found = draft.register, []
    if draft.programme.purpose and not draft.has_text("assignment"):
        found += prose(draft.programme.purpose, "syfte")
        draft.mark([draft.programme])
    if register.criteria:
        found.append(blocks.heading(_("What work must meet to be included")))
        mandatory = _("mandatory")
        points = [f"{row.text} ({mandatory})" if row.is_mandatory else row.text for row in register.criteria]
        found.append(blocks.bullets(*points))
    areas = [row for row in register.areas if row.holds_on(draft.day)]
    if areas:
        found.append(blocks.heading(_("Programme areas")))
        vacant = _("vacant")
        found.append(blocks.bullets(*(f"{row.name} ({vacant})" if row.is_vacant else row.name for row in areas)))
    if papers := _governing(draft):
        found += [blocks.heading(_("Governing documents")), blocks.bullets(*papers)]
    if decisions := _decisions(draft):
        found += [blocks.heading(_("Decisions during %(period)s") % {"period": draft.period.label}), blocks.bullets(*decisions)]
    if carried_out := _carried_out(draft):
        found += [blocks.heading(_("Carried out during %(period)s") % {"period": draft.period.label}), blocks.bullets(*carried_out)]
    return found


def _governing(draft):
    """Each governing document with the version that held on the last day: the last one dated no later."""
    kinds = {Document.Kind.DIRECTIVE, Document.Kind.PROGRAMME_PLAN, Document.Kind.LETTER_OF_INTENT}
    told = []
    for document in draft.register.documents:
        if document.kind not in kinds:
            continue
        versions = [row for row in draft.register.versions if row.document_id == document.pk]
        dated = [row for row in versions if row.dated and row.dated.starts_latest and row.dated.starts_latest <= draft.day]
        latest = max(dated, key=lambda row: (row.dated.starts_latest, row.position), default=None)
        undated = next((row for row in reversed(versions) if not row.dated), None)
        if latest:
            words = {"title": document.title, "number": latest.number, "date": latest.dated.words}
            told.append(_("%(title)s, version %(number)s, %(date)s") % words)
        elif undated:
            told.append(_("%(title)s, version %(number)s") % {"title": document.title, "number": undated.number})
        elif not versions:
            told.append(document.title)
    return told


def _decisions(draft):
    rows = [
        row for row in draft.register.decisions if row.time and row.time.starts_latest and draft.period.contains(row.time.starts_latest)
    ]
    rows.sort(key=lambda row: (row.time.sort_key(), row.pk))
    asked, told = asked_by_matter({row.matter_id for row in rows}), []
    for row in rows:
        by = row.decided_by or (row.forum.name if row.forum_id else "")
        words = ", ".join(filter(None, [row.title, by, row.time.words, row.reference_number]))
        if keys := asked.get(row.matter_id):
            parties = ", ".join(party.name for party in draft.register.parties if party.pk in keys)
            words = _("%(decision)s. Asked: %(parties)s") % {"decision": words, "parties": parties}
        told.append(words)
    return told


def _carried_out(draft):
    """What decisions asked for and was carried out in the period, in the order it was done."""
    rows = [row for row in draft.register.follow_ups if row.state == "carried_out" and draft.period.contains(row.done_date)]
    rows.sort(key=lambda row: (row.done_date, row.pk))
    words = _("%(task)s, carried out %(day)s. Decision: %(decision)s")
    return [words % {"task": row.title, "day": day_in_words(row.done_date), "decision": row.decision.title} for row in rows]


def goals(draft):
    register, found = draft.register, []
    aims = [(_("Strategic goal"), row) for row in register.strategic_goals] + [(_("Outcome goal"), row) for row in register.outcome_goals]
    for label, row in aims:
        found.append(blocks.text(blocks.run(f"{label}: ", strong=True), sentence(row.text)))
    holding = [goal for goal in register.goals if goal.holds_on(draft.day)]
    if holding:
        found.append(blocks.heading(_("Goals")))
        ambitions = {row.goal_id: row.text for row in register.ambitions if row.year == draft.period.year}
        points = []
        for goal in holding:
            runs = [blocks.run(_("Goal %(number)s:") % {"number": goal.number}, strong=True), blocks.run(f" {goal.title}")]
            if goal.pk in ambitions:
                words = {"year": draft.period.year, "ambition": sentence(one_line(ambitions[goal.pk]))}
                runs.append(blocks.run(". " + _("Ambition %(year)s: %(ambition)s") % words))
            points.append(runs)
        found.append(blocks.bullets(*points))
    benefits = [row for row in register.benefit_objects if row.holds_on(draft.day)]
    if benefits:
        found.append(blocks.heading(_("Benefit objects")))
        found.append(blocks.text(_("The outcome goal breaks down into benefit objects, which the line organisations realise.")))
        found.append(blocks.bullets(*(row.title for row in benefits)))
    draft.mark([*(row for _label, row in aims), *holding, *benefits])
    return found
