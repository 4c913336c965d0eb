"""A meeting on paper: the pack that is sent out before it, and its minutes. What `governance` prints is what stands here too."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.documents import blocks
from fardplan.governance import packs
from fardplan.governance.followups import of_decision
from fardplan.governance.models import Decision
from fardplan.governance.queries import decision_rows
from fardplan.kit.periods import day_in_words
from fardplan.kit.templatetags.fardplan import day_of
from fardplan.reports.annual.draft import given, one_line, prose
from fardplan.reports.told import quoted

from .decisions import answers_in_words, follow_up_table
from .registry import part

ABOUT = {"meeting"}


def _day(draft):
    """The day of the meeting; the document's own when the words say none."""
    return draft.subject.time.starts_earliest or draft.day


def _packed(register, meeting, day):
    """The pack as `governance` composes it: {id of a section: its blocks}."""
    return {section["id"]: section["blocks"] for section in packs.compose(meeting, on=day)["sections"]}


def _pack(draft):
    return draft.register.more(_packed, draft.subject, _day(draft))


def _items(draft):
    return list(draft.subject.items.select_related("matter__proposal"))


@part("meeting.facts", gettext_lazy("When, where and who calls"), ABOUT)
def facts(draft):
    meeting = draft.subject
    told = [
        (_("Forum"), meeting.forum.name),
        (_("When and where"), packs.when_and_where(meeting)),
        (_("Reference number"), meeting.reference_number),
    ]
    draft.mark([meeting])
    draft.note(_("Meeting: %(title)s") % {"title": meeting.title}, packs.when_and_where(meeting), draft.address("meeting", meeting.slug))
    found = [blocks.bullets(*([blocks.run(f"{term}: ", strong=True), words] for term, words in told if words))]
    return found + prose(meeting.note, f"note-{meeting.pk}")


@part("meeting.agenda", gettext_lazy("The agenda"), ABOUT)
def agenda(draft):
    items = _items(draft)
    if not items:
        return [blocks.text(_("No agenda has been written."))]
    columns = [
        blocks.column("number", _("Item")),
        blocks.column("title", _("What it is about")),
        blocks.column("kind", _("Kind")),
        blocks.column("who", _("Presented by")),
        blocks.column("length", _("Length, minutes"), "number"),
    ]
    told = [
        {
            "id": f"item-{place}",
            "number": str(place),
            "title": item.title,
            "kind": str(item.get_kind_display()),
            "who": given(item.presenter),
            "length": item.length if item.length is not None else blocks.nothing(),
        }
        for place, item in enumerate(items, 1)
    ]
    return [blocks.table("agenda", _("Agenda"), columns, told)]


@part("meeting.earlier", gettext_lazy("What became of earlier decisions"), ABOUT)
def earlier(draft):
    return _pack(draft)[packs.EARLIER]


@part("meeting.papers", gettext_lazy("The papers of each item"), ABOUT)
def papers(draft):
    """A heading for each item, with proposal, options and what the parties have said: as in the pack that is sent."""
    found = []
    for place, item in enumerate(_items(draft), 1):
        content = _pack(draft)[f"punkt-{item.pk}"]
        found += [blocks.heading(f"{place}. {item.title}"), *map(_one_deeper, content)]
    return found or [blocks.text(_("There are no items, and so no papers."))]


def _one_deeper(block):
    return block | {"level": block["level"] + 1} if block["kind"] == "heading" else block


@part("meeting.asked", gettext_lazy("What the meeting is to decide"), ABOUT)
def asked(draft):
    items = [item for item in _items(draft) if item.is_for_decision]
    if not items:
        return [blocks.text(_("Nothing on the agenda is for decision."))]
    told = []
    for item in items:
        proposal = getattr(item.matter, "proposal", None)
        words = one_line(proposal.asked) if proposal else _("No proposal has been written.")
        told.append([blocks.run(f"{item.title}: ", strong=True, href=draft.address("matter", item.matter.slug)), words])
    return [blocks.bullets(*told, ordered=True)]


# Minutes ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@part("minutes.state", gettext_lazy("Whether the minutes are closed"), ABOUT)
def state(draft):
    meeting = draft.subject
    if meeting.is_closed:
        return [blocks.text(_("The minutes were closed on %(day)s.") % {"day": day_in_words(day_of(meeting.minutes_closed_at))})]
    if meeting.is_recording:
        return [blocks.note(_("The minutes are open: what stands here may still change."), _("Draft"))]
    return [blocks.note(_("No minutes have been opened: what was said and decided is not in the register."), _("Draft"))]


@part("minutes.presence", gettext_lazy("Which parties took part"), ABOUT)
def presence(draft):
    held = {row.party_id: row for row in draft.subject.presences.select_related("party__organisation")}
    if not held:
        return [blocks.text(_("Nobody has noted which parties took part."))]
    day = _day(draft)
    parties = [party for party in draft.register.parties if party.holds_on(day) or party.pk in held]
    columns = [blocks.column("title", _("Party")), blocks.column("there", _("Took part"))]
    if any(row.words for row in held.values()):
        columns.append(blocks.column("who", _("By whom")))
    told = []
    for party in parties:
        row = held.get(party.pk)
        there = blocks.nothing() if row is None else _("yes") if row.was_there else _("no")
        told.append({"id": party.slug, "title": party.name, "there": there, "who": given(row.words if row else "")})
    draft.mark(held.values())
    return [blocks.table("presence", _("The parties at the meeting"), columns, told)]


@part("minutes.items", gettext_lazy("What was said and decided, item by item"), ABOUT)
def items(draft):
    meeting, rows = draft.subject, _items(draft)
    taken = dict(Decision.objects.filter(item__in=rows).values_list("item", "pk"))
    matters = [row.matter_id for row in rows if row.matter_id]
    told = decision_rows(draft.programme, parties=draft.register.parties, matters=matters) if taken else []
    decisions = {row.pk: row for row in told}
    found = prose(meeting.minutes_text, f"minutes-{meeting.pk}")
    for place, row in enumerate(rows, 1):
        found.append(blocks.heading(f"{place}. {row.title}"))
        content = prose(row.said, f"said-{row.pk}")
        decision = decisions.get(taken.get(row.pk))
        if decision is not None:
            content += _decided(draft, decision)
        found += content or [blocks.text(_("Nothing has been written about this item."))]
        draft.mark([row])
    return found or [blocks.text(_("The meeting had no agenda in the register."))]


def _decided(draft, row):
    href = draft.address("decision", row.slug)
    draft.note(_("Decision: %(title)s") % {"title": row.title}, row.standing_label, href)
    draft.mark(quoted([row]))
    found = [blocks.text(blocks.run(_("Decision: "), strong=True), blocks.run(row.title, href=href))]
    found += prose(row.text, f"decision-{row.slug}")
    if row.answers:
        words = [answers_in_words(row)]
        for answer in row.answers:
            if said := " ".join(filter(None, [answer.added, answer.supplement])):
                words.append(f"{answer.name}: {said}")
        found.append(blocks.bullets(*words) if len(words) > 1 else blocks.text(words[0]))
    return found


@part("minutes.follow_ups", gettext_lazy("What the meeting asked somebody to do"), ABOUT)
def follow_ups(draft):
    """As it stands on the document's day."""
    rows = []
    for decision in (
        Decision.objects.filter(item__meeting=draft.subject, follow_ups__isnull=False).distinct().order_by("item__position", "pk")
    ):
        rows += of_decision(decision, on=draft.day)
    if not rows:
        return [blocks.text(_("The meeting asked nobody to do anything, as far as the register knows."))]
    return [follow_up_table(draft, rows, "minutes_follow_ups", _("What the meeting asked for"))]


@part("minutes.signatures", gettext_lazy("Lines for whoever signs"), ABOUT)
def signatures(draft):
    line = "_" * 40
    return [blocks.text(f"{line}\n{words}") for words in (_("At the minutes"), _("Adjusted by"))]
