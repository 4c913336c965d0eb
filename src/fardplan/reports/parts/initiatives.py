"""The final report of one piece of development work: what it was for, what was done, what it gave, what was learnt, and what comes after."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fardplan.documents import blocks
from fardplan.kit.periods import ReportPeriod
from fardplan.plan.rules import State
from fardplan.portfolio.models import Reflection
from fardplan.portfolio.rules import Phase
from fardplan.reports.annual.draft import given, inside, listed, prose
from fardplan.reports.annual.effects import _row as effect_row
from fardplan.reports.statuses import Statuses
from fardplan.spread.rules import Phase as Stage
from fardplan.status.rules import Level

from .decisions import Deciding, decision_table
from .registry import part

ABOUT = {"initiative"}


@part("initiative.facts", gettext_lazy("What the work is: time, parties, leader, goals"), ABOUT)
def facts(draft):
    row, register = draft.subject, draft.register
    goals = [link.goal for link in register.goal_links.get(row.pk, []) if not link.is_invented or row.is_invented]
    leader = row.leader_organisation.short_name if row.leader_organisation_id else ""
    told = [
        (_("Form"), str(row.get_form_display()) if row.form else ""),
        (_("Time"), row.time.words if row.time else ""),
        (_("Parties"), _parties(draft, row)),
        (_("Leader"), _("Vacant") if row.leader_is_vacant else ", ".join(filter(None, [leader, inside(row.leader_note)]))),
        (_("Change owner"), row.change_owner),
        (_("Goals"), listed(f"{goal.number}. {goal.title}" for goal in goals)),
        (_("Target groups"), listed(str(group) for group in row.target_groups.all())),
    ]
    draft.mark([row])
    draft.note(
        _("Development work: %(title)s") % {"title": row.title}, row.time.words if row.time else "", draft.address("initiative", row.slug)
    )
    return [blocks.bullets(*([blocks.run(f"{term}: ", strong=True), words] for term, words in told if words))]


def _parties(draft, row):
    if row.parties_words or row.is_county_wide:
        return row.parties_words or _("All parties")
    taking_part = draft.register.party_ids.get(row.pk, set())
    partners = [link.organisation.short_name for link in draft.register.partner_links.get(row.pk, [])]
    return listed([party.name for party in draft.register.parties if party.pk in taking_part] + partners)


@part("initiative.description", gettext_lazy("What the work is about"), ABOUT)
def description(draft):
    found = prose(draft.subject.description, f"arbete-{draft.subject.slug}")
    return found or [blocks.text(_("The register does not tell what the work is about."))]


@part("initiative.phases", gettext_lazy("The phases the work has gone through"), ABOUT)
def phases(draft):
    rows = [
        row
        for row in draft.register.phases.get(draft.subject.pk, [])
        if not row.began.starts_earliest or row.began.starts_earliest <= draft.day
    ]
    if not rows:
        return [blocks.text(_("The register does not tell which phases the work has gone through."))]
    draft.mark(rows)
    columns = [blocks.column("title", _("Phase")), blocks.column("when", _("Began")), blocks.column("note", _("Note"))]
    told = [
        {
            "id": f"phase-{place}",
            "title": str(Phase(row.phase).label),
            "when": given(row.began.words),
            "note": row.note or blocks.nothing("not_applicable"),
        }
        for place, row in enumerate(rows, 1)
    ]
    return [blocks.table("phases", _("Phases"), columns, told)]


@part("initiative.status_history", gettext_lazy("How the work has stood, period by period"), ABOUT)
def status_history(draft):
    """Every period once, whatever period the document is of, up to its last day."""
    sent = draft.register.more(Statuses).sent
    newest = {}
    for report in sent:
        if report.about == ("initiative", draft.subject.pk) and report.period.first_day <= draft.day:
            if report.period.code not in newest or report.number > newest[report.period.code].number:
                newest[report.period.code] = report
    rows = [report.row for report in sorted(newest.values(), key=lambda report: (report.period.until_date, report.period.first_day))]
    if not rows:
        return [blocks.text(_("The work has sent no status report."))]
    columns = [
        blocks.column("period", _("Period")),
        blocks.column("overall", _("Overall")),
        blocks.column("words", _("In its leader's words")),
        blocks.column("done", _("Done in the period")),
    ]
    told = []
    for said in rows:
        href = draft.address("status_report", said.slug)
        label = ReportPeriod.parse(said.period).label
        draft.note(_("Status: %(work)s") % {"work": draft.subject.label}, label, href)
        told.append(
            {
                "id": said.slug,
                "period": label,
                "overall": str(Level(said.overall).label),
                "words": given(said.overall_words),
                "done": given(" ".join(said.done.split())),
                "href": href,
            }
        )
    draft.mark(rows)
    return [blocks.table("status_history", _("Status, period by period"), columns, told)]


@part("initiative.activities", gettext_lazy("What has been done"), ABOUT)
def activities(draft):
    rows = [row for row in draft.register.activities if row.initiative_id == draft.subject.pk]
    if not rows:
        return [blocks.text(_("The register has no activity of the work."))]
    columns = [blocks.column("title", _("Activity")), blocks.column("when", _("When")), blocks.column("state", _("State"))]
    told = [
        {
            "id": row.slug,
            "title": row.title,
            "when": given(row.time_words),
            "state": str(State(row.state).label),
            "href": draft.address("activity", row.slug),
        }
        for row in rows
    ]
    draft.mark(rows)
    return [blocks.table("initiative_activities", _("Activities of the work"), columns, told)]


@part("initiative.decisions", gettext_lazy("What has been decided about the work"), ABOUT)
def decisions(draft):
    rows = [row for row in draft.register.more(Deciding).rows if row.initiative_id == draft.subject.pk]
    rows = [row for row in rows if row.decided is None or row.decided <= draft.day]
    if not rows:
        return [blocks.text(_("The register has no decision about the work."))]
    return decision_table(draft, rows[::-1], "initiative_decisions", _("Decisions about the work"))


@part("initiative.effects", gettext_lazy("What the work was to move, and what can be said of it"), ABOUT)
def effects(draft):
    rows = [row for row in draft.register.effects if row.effect.initiative_id == draft.subject.pk]
    if not rows:
        return [blocks.text(_("Nobody has written down what the work was to move, so no effect can be told."))]
    columns = [
        blocks.column("indicator", _("Indicator")),
        blocks.column("where", _("Where")),
        blocks.column("verdict", _("What can be said")),
    ]
    found = [blocks.table("initiative_effects", _("Effects of the work"), columns, [effect_row(row) for row in rows])]
    for row in rows:
        if row.latest:
            found.append(blocks.text(blocks.run(f"{row.indicator.title}. ", strong=True), row.latest.in_words))
    draft.mark([row.effect for row in rows])
    return found


@part("initiative.lessons", gettext_lazy("What was learnt"), ABOUT)
def lessons(draft):
    rows = [row for row in draft.register.reflections if row.initiative_id == draft.subject.pk]
    if not rows:
        return [blocks.text(_("No lesson from the work has been written down."))]
    found = []
    for kind in Reflection.Kind:
        own = [row for row in rows if row.kind == kind]
        if own:
            found += [blocks.heading(str(kind.label)), *(block for row in own for block in prose(row.text, row.slug))]
    draft.mark(rows)
    return found


@part("initiative.spread", gettext_lazy("Where its working methods have come"), ABOUT)
def spread(draft):
    """The methods that came out of the work, and where each party stands with them on the document's day."""
    methods = sorted(draft.subject.working_methods.all(), key=lambda row: (row.name, row.pk))
    if not methods:
        return [blocks.text(_("No working method in the register comes from the work."))]
    found, held = [], draft.register.adoptions
    for method in methods:
        now = [
            row for row in held.get(method.pk, []) if row.from_date <= draft.day and (row.until_date is None or draft.day < row.until_date)
        ]
        words = [f"{Stage(row.phase).label}: {row.party.name}" for row in now]
        found.append(blocks.text(blocks.run(method.name, strong=True)))
        found.append(blocks.bullets(*words) if words else blocks.text(_("No party has begun with it.")))
        draft.mark(now)
    return found


@part("initiative.left", gettext_lazy("What is handed over: what is open when the work ends"), ABOUT)
def left(draft):
    activities = [row for row in draft.register.activities if row.initiative_id == draft.subject.pk]
    undone = [row for row in activities if row.state not in (State.DONE, State.CANCELLED)]
    if not undone:
        return [blocks.text(_("No activity of the work is open."))]
    words = ngettext("%(count)s activity is not finished:", "%(count)s activities are not finished:", len(undone)) % {"count": len(undone)}
    return [blocks.text(words), blocks.bullets(*(f"{row.title} ({row.time_words}, {State(row.state).label.lower()})" for row in undone))]
