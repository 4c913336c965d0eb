"""Writes of what a party answers: a draft of its own, sent once, then locked; a supplement is the next answer."""

from django.db import transaction
from django.utils.translation import gettext as _

from fardplan.attachments.models import Attachment
from fardplan.audit import writes
from fardplan.consultations.models import Consultation, ConsultationAnswer, SectionComment
from fardplan.consultations.services import NotNow
from fardplan.parties.services import free_slug


class AlreadyAnswered(Exception):
    """The party has sent this answer already."""


@transaction.atomic
def save_draft(consultation, party, *, by, number, seen=None, comments=(), **values):
    """Keep what `party` has written so far as its answer `number` (1, then 2 for a supplement); returns the draft.

    `comments` are dicts with section, stance and text; those that say nothing are left out. `seen` is the version of the draft that was
    shown, None when there was none. Raises NotNow, AlreadyAnswered, Stale.
    """
    # All that concerns a consultation's answers waits for this row: two who write for one party make one draft.
    current = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if not current.takes_answers:
        raise NotNow(_("It takes no answers now."))
    if not current.parties.filter(pk=party.pk).exists():
        raise NotNow(_("This party has not been asked."))
    answers = ConsultationAnswer.objects.filter(consultation=current, party=party)
    latest = answers.filter(is_draft=False).order_by("-number").first()
    if number != (latest.number if latest else 0) + 1:
        raise AlreadyAnswered(_("%(party)s has sent this answer already. What you wrote here is not sent.") % {"party": party.name})
    draft = answers.filter(is_draft=True).first()
    if draft is None:
        slug = free_slug(ConsultationAnswer, f"{current.slug[:40]} {party.slug[:25]} {number}", programme=current.programme)
        draft = writes.create(
            ConsultationAnswer, by=by, programme=current.programme, slug=slug, consultation=current, party=party, number=number, **values
        )
    elif seen is None:
        raise writes.Stale(draft, **writes.latest_writer(draft))
    else:
        draft = writes.change(draft, by=by, seen=seen, verb="drafted", **values)
    with writes.touching(draft, "comments", by=by):
        _set_comments(draft, by=by, comments=comments)
    return draft


@writes.told_once()
def send_answer(consultation, party, *, by, on, number, seen=None, comments=(), **values):
    """Save what was written and send it on the day `on`: from now on everybody in the programme reads it, and it does not change."""
    draft = save_draft(consultation, party, by=by, number=number, seen=seen, comments=comments, **values)
    sent = writes.change(draft, by=by, verb="sent", is_draft=False, sent_date=on)
    for comment in sent.comments.all():
        # The log kept the words to the party while it was a draft; now it tells them.
        comment.answer = sent
        writes.touch(comment, by=by)
    for attached in Attachment.objects.there().of(sent):
        writes.touch(attached, by=by)  # and what the files are called
    return sent


@transaction.atomic
def discard_draft(draft, *, by):
    """Throw away a draft. An answer that has been sent is never taken away."""
    current = ConsultationAnswer.objects.select_for_update().get(pk=draft.pk)
    if not current.is_draft:
        raise NotNow(_("It has been sent, so it cannot be taken away. Send a supplement instead."))
    for comment in current.comments.all():
        writes.remove(comment, by=by)
    writes.remove(current, by=by)


def _set_comments(answer, *, by, comments):
    held = {row.section_id: row for row in answer.comments.all()}
    for row in held.values():
        row.answer = answer
    for comment in comments:
        if not (comment.get("stance") or comment.get("text")):
            continue
        values = {name: value for name, value in comment.items() if name != "section"}
        row = held.pop(comment["section"].pk, None)
        if row is not None:
            writes.change(row, by=by, **values)
        else:
            writes.create(SectionComment, by=by, answer=answer, **comment)
    for row in held.values():
        writes.remove(row, by=by)


# From a folder


@transaction.atomic
def add_answer(*, by, comments=None, **values):
    """An answer that a folder states: it has been sent."""
    answer = writes.create(ConsultationAnswer, by=by, is_draft=False, **values)
    _set_comments(answer, by=by, comments=comments or ())
    return answer


@transaction.atomic
def edit_answer(answer, *, by, seen=None, comments=None, **values):
    answer = writes.change(answer, by=by, seen=seen, **values)
    if comments is not None:
        with writes.touching(answer, "comments", by=by):
            _set_comments(answer, by=by, comments=comments)
    return answer
