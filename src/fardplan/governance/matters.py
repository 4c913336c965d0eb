"""Writes about matters: their text, their way, each party's own handling, what is proposed, what is raised."""

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from fardplan.audit import writes
from fardplan.documents import canonical_text, sha256
from fardplan.governance.asking import refuse_to_drop, require_asked
from fardplan.governance.models import Escalation, Matter, MatterVersion, PartyHandling, Proposal, ProposalOption, RouteStep
from fardplan.governance.rules import sections_of
from fardplan.parties.services import free_slug

#: Words of the addresses of matters.
RESERVED = frozenset({"nytt"})


class NeedsReason(Exception):
    """A text that was sent on already is corrected by a new version, which says what is corrected."""

    def __init__(self):
        super().__init__(_("The text has been sent on before: say what is corrected."))


class NothingNew(Exception):
    """The text stands as it was sent on."""

    def __init__(self):
        super().__init__(_("The text has not changed since it was sent on."))


class AlreadySettled(Exception):
    """What was raised has got its answer, or is a matter."""

    def __init__(self):
        super().__init__(_("Somebody has answered it, or made it a matter."))


@transaction.atomic
def add_matter(*, by, route=(), handlings=(), proposal=None, options=(), links=None, parties=(), **values):
    """Enter a matter. `route`, `handlings` and `options` are dicts of their rows' fields; `proposal` is one, or a list of one.

    `parties`: those who are asked; none: all. A folder says them in `links`.
    """
    matter = writes.create(Matter, by=by, links={"parties": list(parties), **(links or {})}, **values)
    _put_rows(matter, by=by, route=route, handlings=handlings, proposal=proposal, options=options)
    return matter


@transaction.atomic
def edit_matter(matter, *, by, seen=None, route=None, handlings=None, proposal=None, options=None, links=None, parties=None, **values):
    """Change a matter; what is None is left alone. Raises HasSpoken: whoever has answered in it stays asked."""
    links = dict(links or {}) if parties is None else {"parties": list(parties), **(links or {})}
    if "parties" in links:
        refuse_to_drop(matter, links["parties"])
    matter = writes.change(matter, by=by, seen=seen, links=links, **values)
    with writes.touching(matter, "route", "handlings", by=by):
        _put_rows(matter, by=by, route=route, handlings=handlings, proposal=proposal, options=options)
    return matter


@transaction.atomic
def remove_matter(matter, *, by):
    """Take away a matter that was entered by mistake, with its way and its proposal. Raises ProtectedError when it has been sent on,
    stands on an agenda, has a decision, or a party has said when its body takes it up."""
    if held := list(matter.handlings.all()):
        raise ProtectedError("handled by parties", set(held))
    if proposal := Proposal.objects.filter(matter=matter).first():
        writes.remove_with("options")(proposal, by=by)
    writes.remove_with("route")(matter, by=by)


def _put_rows(matter, *, by, route, handlings, proposal, options):
    if route is not None:
        _set_in_order(RouteStep, matter.route, {"matter": matter}, route, by=by)
    for handling in handlings or ():
        _put_handling(matter, by=by, **handling)
    if proposal:
        given = proposal[0] if isinstance(proposal, list) else proposal
        put_proposal(matter, by=by, options=options, **given)


def _set_in_order(model, rows, parent, wanted, *, by):
    """The rows under a parent, in order: told anew, as in a form or a folder."""
    held = {row.position: row for row in rows.all()}
    for position, values in enumerate(wanted):
        if position in held:
            writes.change(held.pop(position), by=by, **values)
        else:
            writes.create(model, by=by, position=position, **parent, **values)
    for row in held.values():
        writes.remove(row, by=by)


@transaction.atomic
def enter_matter(*, by, programme, title, **values):
    """From the pages: a matter with a key of its own."""
    slug = free_slug(Matter, title, programme=programme)
    if slug in RESERVED:
        slug = free_slug(Matter, f"arende {slug}", programme=programme)
    return add_matter(by=by, programme=programme, slug=slug, title=title, **values)


# Its way


@transaction.atomic
def set_route(matter, *, by, route, seen=None):
    """The stops on the matter's way, in order: dicts with role, forum (not for the parties' own) and planned_date."""
    matter = writes.change(matter, by=by, seen=seen)
    with writes.touching(matter, "route", by=by):
        _set_in_order(RouteStep, matter.route, {"matter": matter}, route, by=by)
    return matter


def tick_step(step, *, by, done_date):
    """The matter has passed a stop. Ticked again, the first day stays."""
    with transaction.atomic():
        held = RouteStep.objects.select_for_update().get(pk=step.pk)
        return held if held.done_date else writes.change(held, by=by, verb="passed", done_date=done_date)


def untick_step(step, *, by):
    return writes.change(step, by=by, verb="not passed", done_date=None)


@transaction.atomic
def handle(matter, *, party, by, seen=None, **values):
    """When and where the party's own body takes the matter up. Written by that party: the page asks `may_for`."""
    # Locked, so that two who write for the first time make one row.
    locked = Matter.objects.select_for_update().get(pk=matter.pk)
    return _put_handling(locked, by=by, party=party, seen=seen, **values)


def _put_handling(matter, *, by, party, seen=None, **values):
    matter.check_links({"party": [party]})
    require_asked(matter, party)
    held = PartyHandling.objects.filter(matter=matter, party=party).first()
    if held is None:
        return writes.create(PartyHandling, by=by, matter=matter, party=party, **values)
    return writes.change(held, by=by, seen=seen, **values)


# Its text, sent on


def document_of(matter):
    """The matter's text with section ids, as it is frozen."""
    return {
        "schema": "matter-1",
        "programme": matter.programme.slug,
        "matter": matter.slug,
        "title": matter.title,
        "sections": [{"id": part.id, "title": part.title, "text": part.text} for part in sections_of(matter.text)],
    }


@transaction.atomic
def send_on(matter, *, by, at, note=""):
    """Freeze the matter's text as it stands. Raises NothingNew and, from the second version on, NeedsReason."""
    locked = Matter.objects.select_for_update().get(pk=matter.pk)
    latest = locked.versions.last()
    document = document_of(locked)
    digest = sha256(document)
    if latest is not None and latest.sha256 == digest:
        raise NothingNew
    if latest is not None and not note:
        raise NeedsReason
    return writes.create(
        MatterVersion,
        by=by,
        matter=locked,
        number=latest.number + 1 if latest else 1,
        document_text=canonical_text(document),
        sha256=digest,
        sent_at=at,
        sent_by=None if isinstance(by, str) else by,
        note=note if latest else "",
    )


# What is proposed


@transaction.atomic
def put_proposal(matter, *, by, seen=None, options=None, **values):
    """The proposal in a matter: entered, or changed. `options` are dicts, in order; None leaves them alone."""
    locked = Matter.objects.select_for_update().get(pk=matter.pk)
    held = Proposal.objects.filter(matter=locked).first()
    if held is None:
        held = writes.create(Proposal, by=by, matter=locked, **values)
    else:
        held = writes.change(held, by=by, seen=seen, **values)
    if options is not None:
        with writes.touching(held, "options", by=by):
            _set_options(held, by=by, options=options)
    return held


def _set_options(proposal, *, by, options):
    # None is recommended while they change places: only one may be at a time.
    for row in proposal.options.filter(is_recommended=True):
        recommended = next((option for place, option in enumerate(options) if option.get("is_recommended") and place == row.position), None)
        if recommended is None:
            writes.change(row, by=by, is_recommended=False)
    _set_in_order(ProposalOption, proposal.options, {"proposal": proposal}, options, by=by)


# What is raised


def escalate(*, by, programme, title, **values):
    """Raise an obstacle or a possibility."""
    slug = free_slug(Escalation, title, programme=programme)
    return add_escalation(by=by, programme=programme, slug=slug, title=title, raised_by=None if isinstance(by, str) else by, **values)


add_escalation, edit_escalation = writes.verbs(Escalation)


def _open(escalation):
    held = Escalation.objects.select_for_update().get(pk=escalation.pk)
    if not held.is_open:
        raise AlreadySettled
    return held


@transaction.atomic
def answer_escalation(escalation, *, by, answer, answered_date):
    """Answer what was raised, where it needs no decision. Raises AlreadySettled."""
    return writes.change(_open(escalation), by=by, verb="answered", answer=answer, answered_date=answered_date)


@transaction.atomic
def make_matter(escalation, *, by, title, text="", **values):
    """What was raised becomes a matter. Raises AlreadySettled."""
    held = _open(escalation)
    matter = enter_matter(by=by, programme=held.programme, title=title, text=text, kind=Matter.Kind.ESCALATION, **values)
    writes.change(held, by=by, verb="made a matter", matter=matter)
    return matter
