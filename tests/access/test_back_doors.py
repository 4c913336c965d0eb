"""Foreign keys as a back door: every field of every form that chooses a row refuses a row of another programme, and nothing is written."""

import pytest
from django import forms

from tests.access import policy
from tests.access.asking import ask
from tests.access.making import has, make_row, rows_in, sent
from tests.access.test_matrix import routes
from tests.access.world import GIVEN, patterns, things

CHUNKS = 4


def pages_with_forms(world, drawn, wanted=routes):
    """(person, thing, form, body) of every address in the programme that shows a form: once for each label of what it is about."""
    for name, arguments in wanted():
        if "programme" not in arguments:
            continue
        seen = set()
        for thing in things(world, name, arguments):
            if thing.label in seen:
                continue
            person = next((each for each in world.people if policy.expected(each, thing, "POST", in_programme=True) == "yes"), None)
            if person is None:
                continue
            form = ask(person.user, "GET", thing.url, drawn=drawn).context.get("form")
            if isinstance(form, forms.Form) and form.is_bound is False:
                seen.add(thing.label)
                yield person, thing, form, sent(form)


def stranger_for(field, world):
    """A row of the field's kind in the other programme; None where the rows are shared by all."""
    model = field.queryset.model
    if not has(model, "programme"):
        return None
    row = rows_in(model, world.other).first()
    if row is None:
        given = GIVEN.get(model.__name__, {})
        row = make_row(model, world.other, **{key: value(world.other) if callable(value) else value for key, value in given.items()})
    return row


def doors(world, drawn, wanted=routes):
    """(field tried, what was wrong or "") for every field that chooses a row."""
    for person, thing, form, body in pages_with_forms(world, drawn, wanted):
        for name, field in form.fields.items():
            if not isinstance(field, forms.ModelChoiceField):
                continue
            row = stranger_for(field, world)
            if row is None:
                continue
            answer = ask(person.user, "POST", thing.url, {**body, name: [row.pk]}, drawn=drawn)
            told = answer.context.get("form")
            wrong = answer.status != 422 or answer.writes or told is None or name not in told.errors
            yield f"{thing} {name}", f"{answer.status} {answer.writes[:1]}" if wrong else ""


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_another_programmes_row_is_refused_in_every_field(world, db, drawn, chunk):
    tried = dict(doors(world, drawn, lambda: routes()[chunk::CHUNKS]))

    assert {field: wrong for field, wrong in tried.items() if wrong} == {}


def test_forms_are_found_at_all(world, db, drawn):
    """The tests above would be green too if no form was found."""
    wanted = [(name, arguments) for name, arguments in patterns() if name in {"activity_add", "initiative_edit", "budget_add"}]
    assert len(list(doors(world, drawn, lambda: wanted))) >= 9
