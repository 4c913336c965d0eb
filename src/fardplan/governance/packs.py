"""The pack of a meeting as a document: earlier decisions first, then each point of the agenda. No cover: a short agenda is one page."""

import json

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from fardplan.documents import blocks
from fardplan.governance.asking import among, asked_by_matter
from fardplan.governance.followups import FollowUpRow, for_pack
from fardplan.governance.models import Meeting, Pack, PartyDecision, PartyHandling
from fardplan.kit import prose
from fardplan.kit.templatetags.fardplan import clock, datum
from fardplan.parties.models import Party

#: The first section: what became of earlier decisions.
EARLIER = "uppfoljning"


def compose(meeting: Meeting, *, on) -> dict:
    """The pack as it would be sent on the day `on`, with what was known then: a document for `fardplan.documents`. Nine queries, however long the agenda."""
    programme = meeting.programme
    parties = list(Party.objects.filter(programme=programme).holding_on(on).in_order())
    items = list(
        meeting.items.select_related("matter__proposal", "matter__initiative", "matter__document").prefetch_related(
            "matter__proposal__options"
        )
    )
    matters = [item.matter_id for item in items if item.matter_id]
    asking, said = asked_by_matter(matters), {}
    for row in PartyDecision.objects.filter(decision__matter__in=matters).select_related("decision").order_by("decision__pk"):
        if _was_said(row, on):
            said.setdefault(row.decision.matter_id, {})[row.party_id] = row
    handlings = {}
    for item in items:
        handlings.setdefault(item.matter_id, {})
    for row in PartyHandling.objects.filter(matter__in=matters):
        handlings[row.matter_id][row.party_id] = row
    sections = [_earlier(for_pack(meeting, on=on))]
    for number, item in enumerate(items, 2):
        asked = among(parties, asking.get(item.matter_id))
        sections.append(
            _item(item, number, asked, said.get(item.matter_id, {}), handlings.get(item.matter_id, {}), len(asked) < len(parties))
        )
    when = meeting.time.starts_earliest
    return {
        "schema": 1,
        "programme": programme.slug,
        "programme_name": programme.name,
        "period": str(when.year) if when else meeting.time.words,
        "kind": "meeting_pack",
        "title": meeting.title,
        "subtitle": when_and_where(meeting),
        "as_of": on.isoformat(),
        "parties": [party.name for party in parties],
        "state_words": _("Meeting pack"),
        "cover": False,
        "sections": sections,
    }


def _was_said(answer, on) -> bool:
    """Whether a party had answered on a day: by the day of its own answer, or by the decision's where it gives none."""
    day = answer.decided_date or answer.decision.time_starts_earliest
    return day is None or day <= on


def says_the_same(pack: Pack, composed: dict) -> bool:
    """Whether a pack that was sent says what is composed now, whatever day it is."""
    held = json.loads(pack.document_text)
    ours = json.loads(json.dumps(composed, default=str))
    dated = ("as_of", "version")
    return {k: v for k, v in held.items() if k not in dated} == {k: v for k, v in ours.items() if k not in dated}


def when_and_where(meeting) -> str:
    """ "2 februari 2024, kl. 9.00–11.00, digitalt"."""
    hours = ""
    if meeting.starts_at and meeting.ends_at:
        hours = _("at %(from)s–%(to)s") % {"from": clock(meeting.starts_at), "to": clock(meeting.ends_at)}
    elif meeting.starts_at:
        hours = _("at %(from)s") % {"from": clock(meeting.starts_at)}
    exact = meeting.time.is_exact_day
    return ", ".join(filter(None, [datum(meeting.time.starts_earliest) if exact else meeting.time.words, hours, meeting.place]))


def _earlier(rows: list[FollowUpRow]):
    if not rows:
        return blocks.section(EARLIER, _("Follow-up of earlier decisions"), [blocks.text(_("Nothing from earlier decisions is open."))])
    columns = [
        blocks.column("what", _("Earlier decision")),
        blocks.column("who", _("Responsible")),
        blocks.column("due", _("Last day"), "date"),
        blocks.column("state", _("State")),
    ]
    told = [
        {"what": f"{row.title} ({row.decision})", "who": row.responsible or blocks.nothing(), "due": row.due, "state": row.state_words}
        for row in rows
    ]
    return blocks.section(
        EARLIER,
        _("Follow-up of earlier decisions"),
        [blocks.table("tidigare-beslut", _("Earlier decisions: what is late first"), columns, told)],
    )


def _item(item, number, parties, said, handlings, asks_some):
    """`parties`: those who are asked; `asks_some`: others are not."""
    kind = item.get_kind_display()
    facts = [kind]
    if item.length:
        facts.append(_("%(n)s minutes") % {"n": item.length})
    if item.presenter:
        facts.append(_("presented by %(who)s") % {"who": item.presenter})
    if item.matter_id and item.matter.reference_number:
        facts.append(item.matter.reference_number)
    parts = [blocks.text(blocks.run(", ".join([facts[0], *facts[1:]]) + ".", em=True))]
    if asks_some:
        parts.append(blocks.text(_("Asked: %(parties)s.") % {"parties": ", ".join(party.name for party in parties)}))
    proposal = getattr(item.matter, "proposal", None) if item.matter_id else None
    if proposal is not None:
        parts += _proposal(proposal)
    if item.text:
        parts += prose.document_blocks(item.text, name=f"punkt-{item.pk}-text")
    if item.matter_id and (said or handlings):
        parts.append(_parties(number, parties, said, handlings))
    if proposal is None and not item.text and not said and not handlings:
        parts.append(blocks.note(_("No papers have been written for this item.")))
    return blocks.section(f"punkt-{item.pk}", item.title, parts)


def _proposal(proposal):
    found = [blocks.heading(_("Proposed decision")), *(blocks.text(blocks.run(part, strong=True)) for part in _paragraphs(proposal.asked))]
    for title, words in ((_("Where we are"), proposal.where_we_are), (_("Whom it concerns"), proposal.concerns)):
        if words:
            found += [blocks.heading(title), *prose.document_blocks(words, name=f"underlag-{proposal.pk}-{len(found)}", level=2)]
    options = list(proposal.options.all())
    if options:
        columns = [
            blocks.column("title", _("Option")),
            blocks.column("consequences", _("Consequences")),
            blocks.column("cost", _("Cost"), "money", unit="kr"),
        ]
        rows = [
            {
                "title": f"{option.title} ({_('recommended')})" if option.is_recommended else option.title,
                "consequences": option.consequences,
                "cost": option.cost if option.cost is not None else blocks.nothing(str(option.cost_absence.value)),
            }
            for option in options
        ]
        found.append(blocks.table(f"alternativ-{proposal.pk}", _("Options"), columns, rows))
    return found


def _parties(number, parties, said, handlings):
    columns = [
        blocks.column("party", _("Party")),
        blocks.column("answer", _("Answer")),
        blocks.column("date", _("Decided"), "date"),
        blocks.column("reference", _("Reference number")),
        blocks.column("words", _("In its own words")),
    ]
    rows = []
    for party in parties:
        answer, handling = said.get(party.pk), handlings.get(party.pk)
        meets = (
            handling
            and handling.meeting_date
            and _("%(body)s meets %(day)s") % {"body": handling.body, "day": datum(handling.meeting_date)}
        )
        rows.append(
            {
                "party": party.name,
                "answer": str(answer.get_outcome_display()) if answer else pgettext("decision", "has not answered"),
                "date": _decided_day(answer),
                "reference": (answer and answer.reference_number) or (handling and handling.reference_number) or "",
                "words": (answer and " ".join(filter(None, [answer.words, answer.supplement]))) or meets or "",
            }
        )
    return blocks.table(f"parterna-{number}", _("The parties"), columns, rows)


def _decided_day(answer):
    if answer is None:
        return blocks.nothing("not_applicable")
    return answer.decided_date.isoformat() if answer.decided_date else blocks.nothing()


def _paragraphs(text):
    return [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
