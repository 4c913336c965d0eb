"""One event of the log in plain words: field by field, what stood there before and what stands there now."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from fardplan.audit.writes import REPLACED, STATED
from fardplan.kit.fields import AbsenceField, MoneyField, TimingProperty
from fardplan.kit.nothing import Absence
from fardplan.kit.templatetags.fardplan import datum, kr, moment, number
from fardplan.kit.text import clean_text, shortened
from fardplan.overview.kinds import FIELDS, KINDS, VERBS

#: Never shown: keys of the machinery, and the halves of a time that people do not write.
HIDDEN = {"id", "version", "programme_id"}
LONG = 160


@dataclass(frozen=True)
class Value:
    """One value as people know it. `text` is empty when there was none; a long one has its beginning in `short`."""

    text: str
    short: str = ""


@dataclass(frozen=True)
class Change:
    label: str
    before: Value
    after: Value


def model_of(label):
    """The model that a label in the log names, or None when there is none any more."""
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def kind(label):
    """What a row of this kind is called: "Delmål"."""
    return str(KINDS.get(label) or label.rpartition(".")[2])


def verb(code):
    return str(VERBS.get(code, VERBS["changed"]))


def fields_of(label):
    """{stored name: field} that may be shown, in the model's own order."""
    model = model_of(label)
    if model is None:
        return {}
    timings = [name for name in dir(model) if isinstance(getattr(model, name, None), TimingProperty)]
    halves = {
        f"{name}_{part}" for name in timings for part in ("starts_earliest", "starts_latest", "ends_earliest", "ends_latest", "rhythm")
    }
    named = {field.attname: field for field in model._meta.concrete_fields if field.attname not in HIDDEN | halves}
    return named | {field.name: field for field in model._meta.many_to_many}


def field_label(name, field):
    """A field as people know it; a link without words of its own is called as the kind it leads to."""
    if name in FIELDS:
        return str(FIELDS[name])
    if field is None:
        return name
    if field.is_relation and isinstance(field.verbose_name, str):  # Django's own words, which are not translated
        return kind(field.related_model._meta.label).lower()
    return str(field.verbose_name)


def links_in(event, fields):
    """(model label, key) of every row that the event's values point at, for looking their names up all at once."""
    for said in (event.before, event.after):
        for name, value in (said or {}).items():
            field = fields.get(name)
            if field is not None and field.is_relation and value:
                for key in value if isinstance(value, list) else [value]:
                    yield field.related_model._meta.label, key


def changes(event, fields, name_of):
    """What the event changed, as Changes in the model's own order; everything that was stated, when the row is new or gone.

    `name_of(model label, key)` gives the name of a row that is pointed at.
    """
    before, after = event.before or {}, event.after or {}
    names = [*fields, *sorted((before.keys() | after.keys()) - fields.keys())] if not fields else list(fields)
    out = []
    for name in names:
        if before.get(name) == after.get(name) or (name not in before and not _stated(after.get(name))):
            continue
        field = fields.get(name)
        old, new = (_value(field, name, said.get(name), name_of) if name in said else Value("") for said in (before, after))
        if old.text or new.text:
            out.append(Change(field_label(name, field), old, new))
    return out


def _stated(value):
    return value not in (None, "", [], False)


def _value(field, name, value, name_of):
    text = clean_text(_words(field, name, value, name_of))
    return Value(text, shortened(text, LONG) if len(text) > LONG or "\n" in text else "")


def _words(field, name, value, name_of):
    """A stored value in words. What cannot be read any more is shown as it stands: the log is older than the code."""
    if value in (STATED, REPLACED):
        return _("personal, not in the log")
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field is None:
        return str(value)
    if field.is_relation:
        keys = value if isinstance(value, list) else [value]
        return ", ".join(name_of(field.related_model._meta.label, key) for key in keys)
    try:
        return str(_typed(field, name, value))
    except (ValueError, TypeError, ArithmeticError, KeyError):
        return str(value)


def _typed(field, name, value):
    if isinstance(field, AbsenceField):
        return Absence(value).label
    if field.choices:
        return dict(field.flatchoices).get(value, value)
    if isinstance(field, MoneyField):
        return kr(Decimal(value))
    if isinstance(field, models.DateTimeField):
        return moment(datetime.fromisoformat(value))
    if isinstance(field, models.DateField):
        day = date.fromisoformat(value)
        # Stored is the first day it no longer holds; people say the last day it does.
        return datum(day - timedelta(days=1) if name == "until_date" else day)
    if isinstance(field, models.DecimalField):
        return number(Decimal(value))
    return value
