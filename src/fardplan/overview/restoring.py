"""Earlier texts of a row, as the log tells them, and the way back to one of them: a new write, by whoever may change the row."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from fardplan.audit.models import Event
from fardplan.audit.writes import REPLACED, STATED
from fardplan.kit import forms
from fardplan.kit.templatetags.fardplan import moment
from fardplan.kit.text import shortened
from fardplan.overview import event_words
from fardplan.overview.row_history import READ

#: Texts to choose among.
MOST = 40


@dataclass(frozen=True)
class Earlier:
    """One text that a field held until the moment `at`."""

    field: str
    label: str
    text: str
    at: datetime
    event: int
    row: object
    verb: object = None  # how a text under the row is written; None for the row's own

    @property
    def code(self):
        return f"{self.event}:{self.field}"


def text_fields(model):
    """{stored name: field} of what people write in words: no keys, no choices, nothing personal, no halves of a time."""
    personal = getattr(model, "personal", ())
    return {
        name: field
        for name, field in event_words.fields_of(model._meta.label).items()
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and name not in personal
        and name not in {"slug", "source"}
        and not name.endswith("_words")
    }


def earlier_texts(one, row, *, authority) -> list[Earlier]:
    """What the row's texts have said before, the latest first, each once; never what they say now. One query, and one for each text under it.

    Of a row that has been a draft, texts from then are given to those who write drafts of it.
    """
    hides = one.shared is not None and not one.drafts(authority, row)
    found = [] if one.edit is None else _texts_of(row, row, may_be_told=one.shared if hides else None)
    for relation, (verb, called) in one.texts.items():
        for child in [] if hides else getattr(row, relation).all():
            found += _texts_of(child, row, verb=verb, called=called)
    return sorted(found, key=lambda text: -text.event)[:MOST]


def _texts_of(row, whole, *, verb=None, called=None, may_be_told=None):
    model = type(row)
    fields = text_fields(model)
    events = Event.objects.filter(model=model._meta.label, object_id=row.pk, programme=whole.programme.slug, before__isnull=False)
    found, known = [], {(name, getattr(row, name)) for name in fields}
    for event in events.select_related("entry").order_by("-number")[:READ]:
        if may_be_told is not None and not may_be_told(event.before):
            continue
        for name, field in fields.items():
            before, after = event.before.get(name), (event.after or {}).get(name)
            if not isinstance(before, str) or before in ("", STATED, REPLACED) or before == after or (name, before) in known:
                continue
            known.add((name, before))
            label = event_words.field_label(name, field) if called is None else called(row)
            found.append(Earlier(name, label, before, event.entry.at, event.pk, row, verb))
    return found


class RestoreForm(forms.Form):
    """Which earlier text is to hold again."""

    def __init__(self, *args, texts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"] = forms.ChoiceField(
            label=_("Earlier texts"),
            choices=[(each.code, f"{each.label[:1].upper()}{each.label[1:]}, {moment(each.at)}") for each in texts],
            option_hints={each.code: shortened(each.text, 600) for each in texts},
            radio=True,
            hint=_("The moment tells until when the text stood there."),
        )
