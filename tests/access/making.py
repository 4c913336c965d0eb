"""A row of any model, and a form filled in, whatever fields they have: so that a new model or page is in the matrix at once."""

import itertools
import uuid
from datetime import UTC, date, datetime
from decimal import Decimal

from django import forms
from django.conf import settings
from django.db import models
from django.forms.models import ModelChoiceIterator

from fardplan.indicators.fields import ExactField
from fardplan.kit.timing import Timing
from fardplan.parties.models import Organisation, Party, Programme, Unit
from tests.factories import OrganisationFactory, UnitFactory, UserFactory

_number = itertools.count(1)
DAY = date(2024, 3, 1)


def make_row(model, programme, **given):
    """A saved row of `model` in `programme`; what is not `given` is the least the table asks for."""
    values = dict(given)
    words = {field.attname.removesuffix("_words"): field for field in model._meta.concrete_fields if field.attname.endswith("_words")}
    timed = {name for name in words if hasattr(model, name) and hasattr(getattr(model, name), "columns")}
    for name in timed:
        if name not in values and not words[name].blank:
            values.update(getattr(model, name).columns(Timing.parse("2024")))
        elif isinstance(values.get(name), str):
            values.update(getattr(model, name).columns(Timing.parse(values.pop(name))))
    for field in model._meta.concrete_fields:
        if field.name in values or field.attname in values or (field.primary_key and not field.remote_field):
            continue
        if field.many_to_one or field.one_to_one:
            if not field.null or field.name == "programme":
                values[field.name] = related_row(field, programme, given)
        elif field.has_default() or field.null or (field.blank and isinstance(field, models.CharField | models.TextField)):
            continue
        else:
            values[field.name] = plain(field)
    return model._base_manager.create(**values)


def related_row(field, programme, given):
    model = field.related_model
    if model is Programme:
        return programme
    if model._meta.label == settings.AUTH_USER_MODEL:
        return UserFactory()
    if model is Party:
        return given.get("party") or Party.objects.filter(programme=programme).first()
    if model is Organisation:
        return Organisation.objects.filter(parties__programme=programme).first() or OrganisationFactory()
    if model is Unit:
        return UnitFactory()
    found = rows_in(model, programme).first()
    return found or make_row(model, programme, **{name: value for name, value in given.items() if name == "party" and has(model, "party")})


def rows_in(model, programme):
    """Rows of `model` in `programme`, also of one that reaches it through another."""
    if model is Programme:
        return Programme.objects.filter(pk=programme.pk)
    if has(model, "programme"):
        return model._base_manager.filter(programme=programme).order_by("pk")
    for field in model._meta.concrete_fields:
        if (field.many_to_one or field.one_to_one) and has(field.related_model, "programme"):
            return model._base_manager.filter(**{f"{field.name}__programme": programme}).order_by("pk")
    return model._base_manager.order_by("pk")


def has(model, name):
    return any(field.name == name for field in model._meta.concrete_fields)


def plain(field):
    number = next(_number)
    if field.choices:
        return next(code for code, _label in field.flatchoices if code not in ("", None))
    match field:
        case models.SlugField() | models.CharField() if field.name == "slug":
            return f"rad-{number}"
        case ExactField():
            return Decimal(1)
        case models.EmailField():
            return f"nagon{number}@exempel.example"
        case models.CharField() if field.model.__name__ == "StatedFigure" and field.name == "value":
            return str(number)  # read as its kind, and the first kind is a number
        case models.CharField() | models.TextField():
            return f"Text {number}"[: field.max_length]
        case models.BooleanField():
            return False
        case models.DateTimeField():
            return datetime(2024, 3, 1, 12, tzinfo=UTC)
        case models.DateField():
            return DAY
        case models.DecimalField():
            return Decimal(1)
        case models.IntegerField():
            return 2024 if "year" in field.name else number % 90 + 1
        case models.UUIDField():
            return uuid.uuid4()
        case models.JSONField():
            return {}
        case models.BinaryField():
            return b"x"
    raise LookupError(f"How is {field} filled? Write it in tests/access/making.py.")


# Forms ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def sent(form, **changed):
    """What a browser would send of `form`: what it shows, what it carries unseen, and the least that its empty fields ask for."""
    body = {}
    for bound in form:
        value = bound.value()
        if callable(value):
            value = value()
        if isinstance(bound.field, forms.BooleanField):
            value = "on" if value else None
        if value in (None, "", []) and bound.field.required:
            value = something(bound.field)
        if isinstance(value, models.Model):
            value = value.pk
        if isinstance(value, list | tuple):
            value = [getattr(each, "pk", each) for each in value]
        if value not in (None, "", []):
            body[bound.html_name] = value
    return {**body, **{name: value for name, value in changed.items() if value is not None}}


def something(field):
    number = next(_number)
    match field:
        case forms.ModelMultipleChoiceField():
            return [row.pk for row in field.queryset[:1]]
        case forms.ModelChoiceField():
            row = field.queryset.first()
            return row.pk if row else None
        case forms.MultipleChoiceField():
            return [code for code, _label in field.choices if code][:1]
        case forms.ChoiceField() if not isinstance(field.choices, ModelChoiceIterator):
            return next((code for code, _label in flat(field.choices) if code), None)
        case forms.BooleanField():
            return "on"
        case forms.EmailField():
            return f"nagon{number}@exempel.example"
    match type(field).__name__:
        case "YearField":
            return "2024"
        case "PlainValueField":
            return str(number)
        case "NumberField" | "PercentField" | "MoneyField" | "IntegerField":
            return str(max(1, int(getattr(field, "min_value", None) or 1)))
        case "DateField":
            return "2024-03-01"
        case "EndDateField":
            return "2030-12-31"
        case "TimingField":
            return "2024"
        case "FileField":
            return Upload()
    return f"Text {number}"[: getattr(field, "max_length", None) or 100]


class Upload:
    """A small text file for a form, which can be sent any number of times."""

    name, content_type = "Anteckning.txt", "text/plain"

    def __init__(self):
        self.content = f"Bara ett exempel, {next(_number)}.\n".encode()

    def read(self):
        return self.content


def flat(choices):
    for code, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield code, label
