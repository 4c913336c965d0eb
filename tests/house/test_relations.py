"""Rows point downwards, and never from one programme into another.

A string key ("plan.Milestone") is invisible to import-linter, so every relation is walked here.
"""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from tests.house.house import layer_of


def our_models():
    return sorted((model for model in apps.get_models() if model.__module__.startswith("fardplan.")), key=lambda model: model._meta.label)


def room_of(model):
    return model.__module__.split(".")[1]


def relations(model):
    """The relations a model declares, not those that others point at it with."""
    return [field for field in model._meta.get_fields() if field.is_relation and not field.auto_created]


def points_down(room, target):
    if not target.__module__.startswith("fardplan."):
        return False  # django.contrib's rows are not ours to hang on
    other = room_of(target)
    return other == room or layer_of(other) > layer_of(room)


def test_every_relation_points_down():
    found = []
    for model in our_models():
        for field in relations(model):
            if field.related_model is None:
                found.append(f"{model._meta.label}.{field.name} may point anywhere (generic)")
            elif not points_down(room_of(model), field.related_model):
                found.append(f"{model._meta.label}.{field.name} points at {field.related_model._meta.label}")
    assert found == []


def test_the_log_outlives_what_it_describes():
    """No foreign key leaves `audit`: its rows name others by key."""
    found = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        if room_of(model) == "audit"
        for field in relations(model)
        if room_of(field.related_model) != "audit"
    ]
    assert found == []


# --- Links stay inside a programme ---------------------------------------------------------------------------------
# Rows are built in memory, one link at a time leading to another programme, and `full_clean` must refuse it by name:
# `audit.writes` calls it before every save, so a service that forgot to check is refused as well.

HERE, THERE = 1, 2


def leg_to_programme(model, seen=()):
    """The name of the field through which a row of `model` belongs to a programme: `programme`, or its parent's name."""
    names = {field.name: field for field in model._meta.concrete_fields if field.many_to_one or field.one_to_one}
    if "programme" in names:
        return "programme"
    if not hasattr(model, "programme"):
        return None
    # A child says whose programme it shares by a property `programme`; the parent is the required key it is deleted with.
    for name, field in names.items():
        if field.related_model not in seen and not field.null and leg_to_programme(field.related_model, (*seen, model)):
            return name
    return None


def in_programme(model, number):
    """A row of `model`, in memory, that belongs to programme `number`."""
    row = model(pk=number)
    leg = leg_to_programme(model)
    if leg == "programme":
        field = model._meta.get_field(leg)
        row.programme = field.related_model(pk=number, slug=f"p{number}", name=f"P{number}")
    else:
        setattr(row, leg, in_programme(model._meta.get_field(leg).related_model, number))
    return row


def links_within_a_programme():
    """(model, field) for every link from a programme's row to a programme's row, but the one that makes it belong."""
    for model in our_models():
        leg = leg_to_programme(model)
        if leg is None:
            # A row between programmes' rows that claims no programme of its own would be missed: it must say.
            reachable = [
                f.name
                for f in relations(model)
                if f.related_model and f.related_model.__module__.startswith("fardplan.") and leg_to_programme(f.related_model)
            ]
            if len(reachable) > 1 and room_of(model) != "audit":
                yield pytest.param(model, None, id=f"{model._meta.label}-without-programme")
            continue
        for field in relations(model):
            if field.name != leg and field.related_model and leg_to_programme(field.related_model):
                yield pytest.param(model, field, id=f"{model._meta.label}.{field.name}")


@pytest.mark.parametrize("model, field", list(links_within_a_programme()))
def test_links_stay_inside_the_programme(model, field):
    if field is None:
        pytest.fail(f"{model._meta.label} joins rows of programmes and has no `programme` (a key, or a property that asks its parent)")
    row, stranger = in_programme(model, HERE), in_programme(field.related_model, THERE)
    with pytest.raises(ValidationError) as refused:  # noqa: PT012  both are one question: is it refused?
        if field.many_to_many:
            row.check_links({field.name: [stranger]})
        else:
            setattr(row, field.name, stranger)
            row.clean()
    assert field.name in refused.value.message_dict
