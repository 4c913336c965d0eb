"""A matter as those who decide get it: a proposal for decision."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.documents import blocks
from fardplan.governance.asking import among, asked_of
from fardplan.governance.models import Proposal
from fardplan.governance.paths import handling_rows
from fardplan.governance.queries import decision_rows
from fardplan.governance.rules import sections_of
from fardplan.reports.annual.draft import given, listed, prose

from .decisions import decision_table
from .registry import part

ABOUT = {"matter"}


def _proposal(draft):
    return Proposal.objects.filter(matter=draft.subject).prefetch_related("options").first()


def _parties(draft):
    """Those the matter asks, of the parties on the day."""
    today = [party for party in draft.register.parties if party.holds_on(draft.day)]
    return among(today, asked_of(draft.subject.pk))


@part("matter.facts", gettext_lazy("What the matter is: number, kind, what it concerns"), ABOUT)
def facts(draft):
    matter = draft.subject
    told = [
        (_("Matter"), matter.title),
        (_("Kind"), str(matter.get_kind_display())),
        (_("Reference number"), matter.reference_number),
        (_("Development work"), matter.initiative.title if matter.initiative_id else ""),
        (_("Governing document"), matter.document.title if matter.document_id else ""),
        (_("Asked"), listed(party.name for party in _parties(draft))),
    ]
    draft.mark([matter])
    draft.note(_("Matter: %(title)s") % {"title": matter.title}, str(matter.get_kind_display()), draft.address("matter", matter.slug))
    return [blocks.bullets(*([blocks.run(f"{term}: ", strong=True), words] for term, words in told if words))]


@part("matter.asked", gettext_lazy("Proposed decision"), ABOUT)
def asked(draft):
    proposal = _proposal(draft)
    if proposal is None:
        return [blocks.text(_("Nobody has written a proposal for decision in the matter."))]
    draft.mark([proposal])
    return [
        blocks.text(*(block | {"strong": True} for block in each["runs"])) if each["kind"] == "text" else each
        for each in prose(proposal.asked, f"asked-{proposal.pk}")
    ]


def _of_proposal(name, empty):
    def make(draft):
        proposal = _proposal(draft)
        words = getattr(proposal, name) if proposal else ""
        return prose(words, f"{name}-{proposal.pk}") if words else [blocks.text(str(empty))]

    return make


part("matter.where_we_are", gettext_lazy("Where we are"), ABOUT)(
    _of_proposal("where_we_are", gettext_lazy("The proposal does not say where we are."))
)
part("matter.concerns", gettext_lazy("Whom it concerns"), ABOUT)(
    _of_proposal("concerns", gettext_lazy("The proposal does not say whom it concerns."))
)


@part("matter.options", gettext_lazy("Options with consequences and cost"), ABOUT)
def options(draft):
    proposal = _proposal(draft)
    rows = list(proposal.options.all()) if proposal else []
    if not rows:
        return [blocks.text(_("The proposal tells no options."))]
    columns = [
        blocks.column("title", _("Option")),
        blocks.column("consequences", _("Consequences")),
        blocks.column("cost", _("Cost"), "money", unit="kr"),
    ]
    told = [
        {
            "id": f"option-{place}",
            "title": f"{row.title} ({_('recommended')})" if row.is_recommended else row.title,
            "consequences": given(" ".join(row.consequences.split())),
            "cost": row.cost if row.cost is not None else blocks.nothing(str(row.cost_absence.value)),
        }
        for place, row in enumerate(rows, 1)
    ]
    return [blocks.table("options", _("Options"), columns, told)]


@part("matter.text", gettext_lazy("The matter's own text"), ABOUT)
def text(draft):
    found = []
    for place, each in enumerate(sections_of(draft.subject.text)):
        found += [blocks.heading(each.title)] if each.title else []
        found += prose(each.text, f"matter-{place}")
    return found or [blocks.text(_("The matter has no text of its own."))]


@part("matter.route", gettext_lazy("The way the matter goes"), ABOUT)
def route(draft):
    steps = list(draft.subject.route.select_related("forum"))
    if not steps:
        return [blocks.text(_("Nobody has told which way the matter goes."))]
    columns = [
        blocks.column("step", _("Step")),
        blocks.column("forum", _("Forum")),
        blocks.column("planned", _("Planned"), "date"),
        blocks.column("done", _("Done"), "date"),
    ]
    told = [
        {
            "id": f"step-{place}",
            "step": str(step.get_role_display()),
            "forum": step.forum.name if step.forum_id else blocks.nothing("not_applicable"),
            "planned": step.planned_date.isoformat() if step.planned_date else blocks.nothing(),
            "done": step.done_date.isoformat() if step.done_date and step.done_date <= draft.day else blocks.nothing("not_applicable"),
        }
        for place, step in enumerate(steps, 1)
    ]
    return [blocks.table("route", _("The way of the matter"), columns, told)]


@part("matter.parties", gettext_lazy("When each party takes it up"), ABOUT)
def parties(draft):
    rows = handling_rows(draft.subject, parties=_parties(draft), on=draft.day)
    if not any(row.is_told for row in rows):
        return [blocks.text(_("No party has told when it takes the matter up."))]
    columns = [
        blocks.column("title", _("Party")),
        blocks.column("body", _("Body")),
        blocks.column("papers", _("Last day for papers"), "date"),
        blocks.column("meeting", _("Meets"), "date"),
        blocks.column("reference", _("Reference number")),
    ]
    told = [
        {
            "id": row.party_slug,
            "title": row.name,
            "body": given(row.body),
            "papers": row.papers.isoformat() if row.papers else blocks.nothing(),
            "meeting": row.meeting.isoformat() if row.meeting else blocks.nothing(),
            "reference": given(row.reference_number),
        }
        for row in rows
    ]
    return [blocks.table("handlings", _("When the parties take it up"), columns, told)]


@part("matter.decisions", gettext_lazy("What has been decided in the matter"), ABOUT)
def decisions(draft):
    rows = decision_rows(draft.programme, parties=_parties(draft), matter=draft.subject)
    rows = [row for row in rows if row.decided is None or row.decided <= draft.day]
    if not rows:
        return [blocks.text(_("Nothing has been decided in the matter."))]
    return decision_table(draft, rows[::-1], "matter_decisions", _("Decisions in the matter"))
