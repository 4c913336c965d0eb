"""What is asked of those who decide, what they have decided, and what became of it."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fardplan.documents import blocks
from fardplan.governance.followups import follow_ups_of
from fardplan.governance.models import AgendaItem, Decision, Matter, Proposal
from fardplan.governance.queries import decision_rows
from fardplan.kit.periods import day_in_words
from fardplan.reports.annual.draft import given, inside, listed, one_line
from fardplan.reports.statuses import Statuses, concerns, is_of_some, name_of
from fardplan.reports.told import noun_of, quoted, when

from .registry import part


class Deciding:
    """Proposals, decisions and follow-ups of a programme, read once: `register.more(Deciding)`."""

    def __init__(self, register):
        programme = register.programme
        self.proposals = list(Proposal.objects.filter(matter__programme=programme).select_related("matter__initiative").order_by("pk"))
        self.decided = {}  # {matter: the earliest day its decisions can mean}
        rows = Decision.objects.filter(programme=programme).order_by("pk").values_list("matter_id", "time_starts_latest")
        for matter, day in rows:
            if day is not None and (matter not in self.decided or day < self.decided[matter]):
                self.decided[matter] = day
        self.undated = {matter for matter, _day in rows} - set(self.decided)
        self.rows = decision_rows(programme, parties=register.parties)
        self.items = {}  # {matter: [(day, meeting)]}
        items = AgendaItem.objects.filter(meeting__programme=programme, matter__isnull=False, kind=AgendaItem.Kind.DECISION)
        for item in items.select_related("meeting").order_by("meeting__time_starts_earliest", "pk"):
            self.items.setdefault(item.matter_id, []).append((item.meeting.time_starts_earliest, item.meeting))

    def taken_up(self, matter, day):
        """(day, name) of the first meeting after `day` that is to decide in a matter; None when no agenda has it."""
        found = ((when, meeting.title) for when, meeting in self.items.get(matter, []) if when and when > day)
        return next(found, None)

    def is_waiting(self, matter, day) -> bool:
        """Whether nobody had decided in a matter by `day`. A decision without a day has been taken, whenever that was."""
        decided = self.decided.get(matter)
        return matter not in self.undated and (decided is None or decided > day)


def _about(draft, initiative_id):
    """Whether what concerns an initiative, or none, belongs in a document about the draft's subject."""
    row = next((row for row in draft.register.initiatives if row.pk == initiative_id), None)
    return concerns(draft, row) if row else not is_of_some(draft)


@part("decisions.recommended", gettext_lazy("Recommended decisions"))
def recommended(draft):
    """What status reports ask, and what proposals say that nobody has decided: a proposal that answers an ask is told once.

    What a meeting is to decide comes first, in the order of the meetings.
    """
    deciding, statuses = draft.register.more(Deciding), draft.register.more(Statuses)
    latest = [row.latest for row in statuses.work(draft) if row.told] + ([] if is_of_some(draft) else statuses.areas(draft))
    asks = [said for said in latest if said.asks]
    proposals = {row.matter_id: row for row in deciding.proposals}
    told = []
    for said in asks:
        if said.matter_id is None or (deciding.is_waiting(said.matter_id, draft.day) and said.matter_id not in proposals):
            told.append(_line(draft, said.matter_id, said.asks, name_of(said), _("Status report"), "status_report", said.slug))
            draft.mark([said])
    asked, on_agenda = {said.matter_id for said in asks}, _on_agenda(draft)
    for proposal in deciding.proposals:
        matter = proposal.matter
        if matter.pk not in on_agenda and deciding.is_waiting(matter.pk, draft.day) and _about(draft, matter.initiative_id):
            basis = _("Proposal for decision, asked for in the status report") if matter.pk in asked else _("Proposal for decision")
            told.append(_line(draft, matter.pk, proposal.asked, matter.title, basis, "matter", matter.slug))
            draft.mark([matter])
    if not told:
        return [blocks.text(_("Nothing is asked of those who decide: no status report asks anything, and no proposal waits."))]
    columns = [
        blocks.column("asked", _("Proposed decision")),
        blocks.column("about", _("Concerns")),
        blocks.column("when", _("Taken up at")),
        blocks.column("basis", _("Rests on")),
    ]
    told.sort(key=lambda line: line[0])
    rows = [row for _day, row in told]
    return [blocks.table("recommended", _("What is proposed, and what it rests on"), columns, rows)]


def _on_agenda(draft):
    """Keys of the matters that the meeting itself is to decide: a report to it tells them apart from the others."""
    if noun_of(draft) != "meeting":
        return frozenset()
    items = draft.register.more(Deciding).items.items()
    return frozenset(matter for matter, taken_up in items if any(meeting.pk == draft.subject.pk for _day, meeting in taken_up))


def _line(draft, matter, asked, about, basis, page, slug):
    """(the day it is to be decided, the row)."""
    href = draft.address(page, slug)
    day, meeting = draft.register.more(Deciding).taken_up(matter, draft.day) or (date.max, blocks.nothing())
    draft.note(_("Recommended decision: %(about)s") % {"about": about}, basis, href)
    words = {"asked": one_line(asked), "about": about, "when": meeting, "basis": basis}
    return day, {"id": f"{page}-{slug}", "href": href} | words


@part("decisions.taken", gettext_lazy("Decisions of the period and what each party said"))
def taken(draft):
    rows = [row for row in draft.register.more(Deciding).rows if row.decided and draft.period.contains(row.decided)]
    rows = [row for row in rows if _about(draft, row.initiative_id)]
    if not rows:
        return [blocks.text(_("The register has no decision from %(period)s.") % {"period": draft.period.label})]
    return decision_table(draft, rows[::-1], "decisions", _("Decisions, %(period)s") % {"period": draft.period.label})


def decision_table(draft, rows, id, caption):
    columns = [
        blocks.column("title", _("Decision")),
        blocks.column("when", _("When")),
        blocks.column("forum", _("Forum")),
        blocks.column("standing", _("Outcome of the decision")),
        blocks.column("answers", _("What the parties said")),
    ]
    told = []
    for row in rows:
        href = draft.address("decision", row.slug)
        words = {
            "title": row.title,
            "when": given(when(row.time)),
            "forum": given(row.forum),
            "standing": row.standing_label,
            "answers": answers_in_words(row),
        }
        draft.note(_("Decision: %(title)s") % {"title": row.title}, row.standing_label, href)
        told.append({"id": row.slug, "href": href} | words)
    draft.mark(quoted(rows))
    return [blocks.table(id, caption, columns, told)]


def answers_in_words(row):
    """“7 av 8 har svarat. Nej: Eby. Med tillägg: Zon.”"""
    if not row.answers:
        return _("No party has been asked.")
    answered = sum(answer.is_given for answer in row.answers)
    words = [_("%(some)s of %(all)s have answered.") % {"some": answered, "all": len(row.answers)}]
    added = [answer.name for answer in row.answers if answer.mark == "plus"]
    if added:
        words.append(_("With an addition: %(who)s.") % {"who": listed(added)})
    if row.refused:
        words.append(_("No: %(who)s.") % {"who": listed(row.refused)})
    if row.waits_for and answered:
        words.append(_("Waits for %(who)s.") % {"who": listed(row.waits_for)})
    return " ".join(words)


@part("decisions.open", gettext_lazy("What decisions have asked for and is not done"))
def open_follow_ups(draft):
    rows = [row for row in follow_ups_of(draft.programme, on=draft.day) if row.is_open or row.done_date > draft.day]
    slugs = {row.slug for row in draft.register.more(Deciding).rows if _about(draft, row.initiative_id)}
    rows = [row for row in rows if row.decision_slug in slugs and not _is_later(draft, row)]
    if not rows:
        return [blocks.text(_("Nothing that decisions have asked for is open."))]
    late = sum(row.is_late for row in rows)
    words = ngettext("%(count)s task is open, %(late)s of them late.", "%(count)s tasks are open, %(late)s of them late.", len(rows))
    return [
        blocks.text(words % {"count": len(rows), "late": late}),
        follow_up_table(draft, rows, "follow_ups", _("What decisions have asked for")),
    ]


def _is_later(draft, row):
    """Asked for by a decision that was taken after the day the document looks back from."""
    decision = next(each for each in draft.register.more(Deciding).rows if each.slug == row.decision_slug)
    return decision.decided is not None and decision.decided > draft.day


def follow_up_table(draft, rows, id, caption):
    columns = [
        blocks.column("title", _("To do")),
        blocks.column("decision", _("Decision")),
        blocks.column("who", _("Responsible")),
        blocks.column("due", _("Last day")),
        blocks.column("state", _("State")),
    ]
    told = []
    for row in rows:
        state = row.state_words
        if row.done_date and row.done_date > draft.day:
            state = _("open then; %(state)s %(day)s") % {"state": inside(row.state_label), "day": day_in_words(row.done_date)}
        words = {"title": row.title, "decision": row.decision, "who": given(row.responsible), "due": given(when(row.due)), "state": state}
        told.append({"id": row.slug, "href": draft.address("follow_up", row.slug)} | words)
    return blocks.table(id, caption, columns, told)


@part("decisions.coming", gettext_lazy("Matters on their way to a decision"))
def coming(draft):
    """Matters that nobody has decided in, where somebody has told the way they go."""
    deciding = draft.register.more(Deciding)
    rows = (
        Matter.objects.filter(programme=draft.programme, route__isnull=False)
        .distinct()
        .order_by("title", "pk")
        .prefetch_related("route__forum")
    )
    told = []
    for row in rows:
        if not deciding.is_waiting(row.pk, draft.day) or not _about(draft, row.initiative_id):
            continue
        ahead = [step for step in row.route.all() if step.done_date is None or step.done_date > draft.day]
        step = next(iter(ahead), None)
        words = {
            "title": row.title,
            "where": f"{step.get_role_display()} {step.forum.name if step.forum_id else ''}".strip() if step else _("the whole way passed"),
            "when": step.planned_date.isoformat() if step and step.planned_date else blocks.nothing(),
        }
        told.append({"id": row.slug, "href": draft.address("matter", row.slug)} | words)
        draft.mark([row])
    if not told:
        return [blocks.text(_("No matter is on its way to a decision, as far as the register knows."))]
    columns = [blocks.column("title", _("Matter")), blocks.column("where", _("Next step")), blocks.column("when", _("Planned"), "date")]
    return [blocks.table("matters", _("Matters on their way"), columns, told)]
