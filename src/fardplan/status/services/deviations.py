from django.db import transaction
from django.utils.translation import gettext_lazy as _

from fardplan.audit import writes
from fardplan.status import mail
from fardplan.status.models import Deviation, DeviationNote


class AlreadyClosed(Exception):
    def __init__(self):
        super().__init__(_("The deviation has been closed. Open it again to go on."))


class StillOpen(Exception):
    def __init__(self):
        super().__init__(_("The deviation is open already."))


@transaction.atomic
def report_deviation(*, by, on, url="", **values):
    """Tell of a deviation: it is written down and goes by e-mail at once to the programme lead and the chair. `url`: its page's address."""
    deviation = writes.create(Deviation, by=by, reported_by=by, reported_date=on, **values)
    mail.tell_of_deviation(deviation, on=on, url=url)
    return deviation


@transaction.atomic
def add_deviation(*, by, notes=None, **values):
    """As a folder tells it: nothing is sent."""
    deviation = writes.create(Deviation, by=by, **values)
    _set_notes(deviation, by=by, notes=notes or ())
    return deviation


@transaction.atomic
def edit_deviation(deviation, *, by, seen=None, notes=None, **values):
    deviation = writes.change(deviation, by=by, seen=seen, **values)
    if notes is not None:
        with writes.touching(deviation, "notes", by=by):
            _set_notes(deviation, by=by, notes=notes)
    return deviation


def _locked(deviation):
    return Deviation.objects.select_for_update().get(pk=deviation.pk)


@transaction.atomic
def note_deviation(deviation, *, by, on, text):
    """What is done about it, as long as it is open. Raises AlreadyClosed."""
    deviation = _locked(deviation)
    if not deviation.is_open:
        raise AlreadyClosed
    note = writes.create(DeviationNote, by=by, deviation=deviation, dated=on, text=text, by_user=by)
    writes.touch(deviation, by=by)
    return note


@transaction.atomic
def close_deviation(deviation, *, by, on, words, seen=None):
    """Raises AlreadyClosed."""
    if not _locked(deviation).is_open:
        raise AlreadyClosed
    return writes.change(deviation, by=by, seen=seen, verb="closed", closed_date=on, closed_words=words)


@transaction.atomic
def reopen_deviation(deviation, *, by, on):
    """It was not over: what it was said to have ended with becomes a note. Raises StillOpen."""
    locked = _locked(deviation)
    if locked.is_open:
        raise StillOpen
    writes.create(DeviationNote, by=by, deviation=locked, dated=locked.closed_date, text=locked.closed_words, by_user=by)
    return writes.change(locked, by=by, verb="reopened", closed_date=None, closed_words="")


def _set_notes(deviation, *, by, notes):
    held = list(deviation.notes.all())
    for values in notes:
        if held:
            writes.change(held.pop(0), by=by, **values)
        else:
            writes.create(DeviationNote, by=by, deviation=deviation, **values)
    for row in held:
        writes.remove(row, by=by)
