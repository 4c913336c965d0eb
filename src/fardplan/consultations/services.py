"""Writes about what is sent out: prepared, sent, extended, closed, compiled. What the parties answer is written in `answering`."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from fardplan.audit import writes
from fardplan.consultations import mail
from fardplan.consultations.models import Consultation, ConsultationSection, Extension
from fardplan.consultations.rules import State, may_move, pieces_of
from fardplan.governance.models import Matter
from fardplan.governance.services import add_matter
from fardplan.parties.services import free_slug


class NotNow(Exception):
    """The consultation is in another state than the verb needs; the text says what to do."""


def _locked(consultation):
    """The consultation as it stands now, held until the transaction ends."""
    return Consultation.objects.select_for_update().get(pk=consultation.pk)


def _require(allowed, message):
    if not allowed:
        raise NotNow(message)


# Preparing


@transaction.atomic
def enter_consultation(*, by, programme, slug, title, matter=None, parties=(), **values):
    """From the pages: a consultation in a matter that is known, or in one of its own."""
    matter = matter or add_matter(by=by, programme=programme, slug=free_slug(Matter, title, programme=programme), title=title)
    return writes.create(
        Consultation, by=by, programme=programme, slug=slug, title=title, matter=matter, links={"parties": list(parties)}, **values
    )


@transaction.atomic
def change_consultation(consultation, *, by, seen=None, parties=None, **values):
    """From the pages, while it is being prepared. Raises NotNow, Stale and ValidationError."""
    _require(_locked(consultation).is_preparing, _("It has been sent, so it cannot be changed. Make a new version."))
    links = None if parties is None else {"parties": list(parties)}
    return writes.change(consultation, by=by, seen=seen, links=links, **values)


@transaction.atomic
def remove_consultation(consultation, *, by):
    """Take away one that has not been sent, with its text. Raises NotNow."""
    _require(_locked(consultation).is_preparing, _("It has been sent, so it cannot be taken away."))
    for section in consultation.sections.all():
        writes.remove(section, by=by)
    writes.remove(consultation, by=by)


@transaction.atomic
def set_text(consultation, *, by, text, seen=None):
    """The whole text anew, from words with headings (`rules.pieces_of`): sections keep their place and key where there are as many."""
    current = _locked(consultation)
    _require(current.is_preparing, _("It has been sent, so its text does not change. Make a new version."))
    if seen is not None and seen != current.version:
        raise writes.Stale(current, **writes.latest_writer(current))
    with writes.touching(current, "sections", by=by):
        held = list(current.sections.order_by("position", "pk"))
        for position, piece in enumerate(pieces_of(text, untitled=_("Introduction"))):
            values = {"position": position, "level": piece.level, "number": piece.number, "heading": piece.heading, "text": piece.text}
            if held:
                writes.change(held.pop(0), by=by, **values)
            else:
                _add_piece(current, by=by, **values)
        for surplus in held:
            writes.remove(surplus, by=by)
    return current


def _add_piece(consultation, *, by, **values):
    name = f"{consultation.slug[:50]} {values['number'] or values['heading'][:25]}"
    slug = free_slug(ConsultationSection, name, programme=consultation.programme)
    return writes.create(ConsultationSection, by=by, consultation=consultation, programme=consultation.programme, slug=slug, **values)


@transaction.atomic
def add_section(*, by, consultation, **values):
    """One section, from the pages. Raises ValidationError when the text has been sent."""
    _still_preparing(consultation)
    with writes.touching(consultation, "sections", by=by):
        return writes.create(ConsultationSection, by=by, consultation=consultation, **values)


@transaction.atomic
def edit_section(section, *, by, seen=None, **values):
    _still_preparing(section.consultation)
    with writes.touching(section.consultation, "sections", by=by):
        return writes.change(section, by=by, seen=seen, **values)


@transaction.atomic
def remove_section(section, *, by):
    _still_preparing(section.consultation)
    with writes.touching(section.consultation, "sections", by=by):
        writes.remove(section, by=by)


def _still_preparing(consultation):
    # The pattern of registers tells a ValidationError above the form.
    if not _locked(consultation).is_preparing:
        raise ValidationError(_("It has been sent, so its text does not change. Make a new version."))


# Sending, closing, compiling


def _move(consultation, to, *, by, seen, verb, message, **values):
    current = _locked(consultation)
    _require(may_move(current.state, to), message)
    return writes.change(current, by=by, seen=seen, verb=verb, state=to, **values)


@transaction.atomic
def send(consultation, *, by, on, last_day, covering_text="", seen=None):
    """Send the text to the chosen parties on the day `on`, for answers to and including `last_day`. The text is locked from now on.

    Raises NotNow when there is nothing to send or nobody to send it to, and ValidationError for a last day that has passed.
    """
    _require(consultation.sections.exists(), _("There is no text to send. Add it first."))
    _require(consultation.parties.exists(), _("There is no party to send it to. Choose the parties first."))
    if last_day < on:
        raise ValidationError({"last_day": _("The last day has passed.")})
    sent = _move(
        consultation,
        State.SENT,
        by=by,
        seen=seen,
        verb="sent",
        message=_("It has been sent already."),
        sent_date=on,
        last_day=last_day,
        covering_text=covering_text,
    )
    mail.tell_coordinators(sent, on=on)
    return sent


@transaction.atomic
def extend(consultation, *, by, on, last_day, reason, seen=None):
    """Move the last day ahead, with a reason that everybody can read; a closed one is open again when the new day has not passed.

    Raises NotNow, and ValidationError when the day is not later than the one before.
    """
    current = _locked(consultation)
    _require(current.takes_answers and current.last_day, _("Only what is out for answers has a last day to move."))
    if last_day <= current.last_day:
        raise ValidationError({"last_day": _("The last day can only be moved ahead.")})
    if seen is not None and seen != current.version:
        raise writes.Stale(current, **writes.latest_writer(current))
    writes.create(Extension, by=by, consultation=current, from_day=current.last_day, to_day=last_day, made_date=on, reason=reason)
    reopened = {"state": State.SENT, "closed_date": None} if last_day >= on else {}
    return writes.change(current, by=by, verb="extended", last_day=last_day, **reopened)


@transaction.atomic
def close(consultation, *, by, on, seen=None):
    """Answers are no longer expected; those that come all the same are taken, and marked late when the last day has passed."""
    return _move(consultation, State.CLOSED, by=by, seen=seen, verb="closed", message=_("It is not out for answers."), closed_date=on)


@transaction.atomic
def compile_answers(consultation, *, by, on, conclusion, seen=None):
    """The answers are summed up in `conclusion`, and no more are taken."""
    message = _("It is not out for answers.")
    return _move(consultation, State.COMPILED, by=by, seen=seen, verb="compiled", message=message, conclusion=conclusion, compiled_date=on)


@transaction.atomic
def reopen(consultation, *, by, seen=None):
    """Back from compiled: answers are taken again. The conclusion stays."""
    message = _("It is not compiled.")
    _require(_locked(consultation).is_compiled, message)
    return _move(consultation, State.CLOSED, by=by, seen=seen, verb="reopened", message=message, compiled_date=None)


@transaction.atomic
def new_version(consultation, *, by):
    """A new consultation in the same matter, to the same parties and with the same text to work on. This one stays as it was."""
    _require(not consultation.is_preparing, _("It has not been sent, so it can be changed as it is."))
    made = enter_consultation(
        by=by,
        programme=consultation.programme,
        slug=free_slug(Consultation, consultation.title, programme=consultation.programme),
        title=consultation.title,
        matter=consultation.matter,
        parties=consultation.parties.all(),
        kind=consultation.kind,
        document_version=consultation.document_version,
        previous=consultation,
    )
    for section in consultation.sections.all():
        names = ("position", "level", "number", "heading", "text")
        _add_piece(made, by=by, **{name: getattr(section, name) for name in names})
    return made


# From a folder: what sources say, as they say it


@transaction.atomic
def add_consultation(*, by, state=State.SENT, **values):
    """What a folder states has been sent, unless it says otherwise."""
    return writes.create(Consultation, by=by, state=state, **values)


edit_consultation = writes.verbs(Consultation)[1]
add_consultation_section, edit_consultation_section = writes.verbs(ConsultationSection)
