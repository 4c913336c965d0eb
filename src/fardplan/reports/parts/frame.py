"""What the programme is for and what it must reckon with: vision, shifts, goals, milestones, exclusions, dependencies, risks, checklists."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.documents import blocks
from fardplan.reports.annual.draft import given, listed, number, one_line, prose, sentence
from fardplan.status.models import Risk

from .registry import PARTS, part


@part("frame.vision", gettext_lazy("Vision with goals and what they mean"))
def vision(draft):
    held, found = draft.register.vision(draft.day), []
    if held:
        found += [blocks.quote(held.text, _("Vision")), *prose(held.purpose, "vision")]
        draft.mark([held])
    goals = [row for row in draft.register.goals if row.holds_on(draft.day)]
    for goal in goals:
        found.append(blocks.heading(_("Goal %(number)s: %(title)s") % {"number": goal.number, "title": goal.title}))
        found += prose(goal.meaning, goal.slug)
    draft.mark(goals)
    return found


@part("frame.goals", gettext_lazy("Vision and goals, in short"))
def goals(draft):
    held, found = draft.register.vision(draft.day), []
    if held:
        found.append(blocks.quote(held.text, _("Vision")))
        draft.mark([held])
    rows = [row for row in draft.register.goals if row.holds_on(draft.day)]
    if rows:
        found.append(blocks.bullets(*(row.title for row in rows)))
    draft.mark(rows)
    return found


@part("frame.shifts", gettext_lazy("What we move from and to"))
def shifts(draft):
    rows = draft.register.shifts
    draft.mark(rows)
    if not rows:
        return []
    lead = blocks.text(_("Together we change how we think and work. We go:"))
    return [lead, blocks.bullets(*(_("From %(from)s to %(to)s") % {"from": row.from_text, "to": row.to_text} for row in rows))]


@part("frame.aims", gettext_lazy("Strategic goal and outcome goal"))
def aims(draft):
    return [*strategic_goals(draft), *outcome_goals(draft)]


@part("frame.strategic_goals", gettext_lazy("Strategic goal"))
def strategic_goals(draft):
    return _aims(draft, _("Strategic goal"), draft.register.strategic_goals)


@part("frame.outcome_goals", gettext_lazy("Outcome goal"))
def outcome_goals(draft):
    return _aims(draft, _("Outcome goal"), draft.register.outcome_goals)


def _aims(draft, label, rows):
    draft.mark(rows)
    return [blocks.text(blocks.run(f"{label}: ", strong=True), sentence(row.text)) for row in rows]


@part("frame.benefit_objects", gettext_lazy("Benefit objects"))
def benefit_objects(draft):
    rows = [row for row in draft.register.benefit_objects if row.holds_on(draft.day)]
    draft.mark(rows)
    if not rows:
        return []
    lead = blocks.text(_("The outcome goal breaks down into benefit objects, which the line organisations realise."))
    return [lead, blocks.bullets(*(row.title for row in rows), ordered=True)]


@part("frame.strategies", gettext_lazy("Strategies above the programme, with their goals"))
def strategies(draft):
    rows = draft.register.strategies
    draft.mark(rows)
    return [blocks.bullets(*(_named(row.name, row.description) for row in rows))] if rows else []


def _named(name, about):
    return [blocks.run(name, strong=True), blocks.run(f". {sentence(one_line(about))}")] if about else [blocks.run(name)]


@part("directive.strategy", gettext_lazy("Programme directive: what it works within; else the strategies above the programme"))
def strategy_of_directive(draft):
    """The directive's own words where it has any: strategies that came later are no part of it."""
    return PARTS["directive.frames"].make(draft) or strategies(draft)


@part("frame.partners", gettext_lazy("Those who take part without being parties"))
def partners(draft):
    rows = [row for row in draft.register.partners if row.holds_on(draft.day)]
    draft.mark(rows)
    return [blocks.bullets(*(_named(str(row), row.role) for row in rows))] if rows else []


@part("frame.audience", gettext_lazy("For whom the programme is, and its target groups"))
def audience(draft):
    found = prose(draft.programme.target_audience, "for-whom") if draft.programme.target_audience else []
    rows = [row for row in draft.register.target_groups if row.holds_on(draft.day)]
    draft.mark([*([draft.programme] if found else []), *rows])
    return [*found, *([blocks.heading(_("Target groups")), blocks.bullets(*map(str, rows))] if rows else [])]


@part("frame.areas", gettext_lazy("Programme areas"))
def areas(draft):
    rows = [row for row in draft.register.areas if row.holds_on(draft.day)]
    draft.mark(rows)
    vacant = _("vacant")
    return [blocks.bullets(*(f"{row.name} ({vacant})" if row.is_vacant else row.name for row in rows))] if rows else []


@part("frame.principles", gettext_lazy("Principles"))
def principles(draft):
    rows = draft.register.principles
    draft.mark(rows)
    return [blocks.bullets(*(row.text for row in rows))] if rows else []


@part("frame.criteria", gettext_lazy("What work must meet to be included"))
def criteria(draft):
    rows = draft.register.criteria
    draft.mark(rows)
    mandatory = _("mandatory")
    return [blocks.bullets(*(f"{row.text} ({mandatory})" if row.is_mandatory else row.text for row in rows))] if rows else []


@part("frame.parties", gettext_lazy("The parties"))
def parties(draft):
    rows = [row for row in draft.register.parties if row.holds_on(draft.day)]
    if not rows:
        return []
    words = {"programme": draft.programme.name, "names": listed(row.name for row in rows)}
    return [draft.say(_("%(programme)s is run by %(count)s equal parties: %(names)s."), words, count="parties.count")]


@part("milestones.directive", gettext_lazy("Milestones of the programme directive"))
def milestones_of_directive(draft):
    keys = {row.pk for row in draft.register.documents if row.kind == row.Kind.DIRECTIVE}
    return milestones_table(draft, [row for row in draft.register.milestones if row.document_id in keys], "milestones-directive")


@part("milestones.all", gettext_lazy("Milestones"))
def milestones(draft):
    return milestones_table(draft, draft.register.milestones, "milestones")


def milestones_table(draft, rows, id):
    """What, who, when: as worded. An outcome nobody knows is told as such."""
    columns = [
        blocks.column("number", "#"),
        blocks.column("title", _("What")),
        blocks.column("who", _("Who")),
        blocks.column("when", _("When")),
    ]
    told = [
        {"id": row.slug, "number": row.number, "title": row.title, "who": given(row.responsible), "when": row.time.words} for row in rows
    ]
    if not any(row.number for row in rows):
        columns.pop(0)
    draft.mark(rows)
    return [blocks.table(id, _("Milestones"), columns, told)] if told else []


@part("frame.exclusions", gettext_lazy("What is left to others"))
def exclusions(draft):
    rows = [row for row in draft.register.exclusions if row.holds_on(draft.day)]
    draft.mark(rows)
    return [blocks.bullets(*(row.text for row in rows))] if rows else []


@part("frame.dependencies", gettext_lazy("Dependencies"))
def dependencies(draft):
    rows = [row for row in draft.register.dependencies if row.holds_on(draft.day)]
    draft.mark(rows)
    told = [f"{row.initiative.title}: {row.text}" if row.initiative_id else row.text for row in rows]
    return [blocks.bullets(*map(sentence, told))] if told else []


@part("frame.work_dependencies", gettext_lazy("Dependencies of the programme as a whole"))
def outer_dependencies(draft):
    rows = [row for row in draft.register.dependencies if row.holds_on(draft.day) and row.initiative_id is None]
    draft.mark(rows)
    return [blocks.bullets(*(sentence(row.text) for row in rows))] if rows else []


@part("risks.change", gettext_lazy("Risks of the change as a whole"))
def risks_of_change(draft):
    return _risks(draft, Risk.Scope.CHANGE)


@part("risks.execution", gettext_lazy("Risks of the programme's own work"))
def risks_of_execution(draft):
    return _risks(draft, Risk.Scope.EXECUTION)


def _risks(draft, scope):
    """Judged ones as a table with likelihood and impact; where nobody has judged any, as a list."""
    rows = [row for row in draft.register.risks if row.scope == scope and row.initiative_id is None and row.state == Risk.State.OPEN]
    draft.mark(rows)
    if not rows:
        return []
    if all(row.likelihood is None and row.impact is None for row in rows):
        return [blocks.bullets(*(_named(row.title, row.text) for row in rows))]
    columns = [
        blocks.column("title", _("Risk")),
        blocks.column("likelihood", _("Likelihood, 1–5"), "number"),
        blocks.column("impact", _("Impact, 1–5"), "number"),
        blocks.column("response", _("Response")),
        blocks.column("owner", _("Owner")),
    ]
    told = [
        {
            "id": row.slug,
            "title": row.title,
            "likelihood": number(row.likelihood),
            "impact": number(row.impact),
            "response": given(one_line(row.response)),
            "owner": given(row.owner),
        }
        for row in rows
    ]
    return [blocks.table(f"risks-{scope}", str(scope.label), columns, told)]


@part("checklists.questions", gettext_lazy("Checklists: the questions"))
def checklists(draft):
    found = []
    for row, questions in draft.register.checklists:
        if questions:
            found += [blocks.heading(row.title), blocks.bullets(*(one.text for one in questions), ordered=True)]
            draft.mark([row, *questions])
    return found
