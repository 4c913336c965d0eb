"""Rows of the same fields in a form, without scripts."""

import pytest

from fardplan.kit import forms
from fardplan.kit.rows import MOST_ROWS, Rows, as_initial


class GuestsForm(forms.Form):
    title = forms.TextField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.guests = Rows(
            self,
            "guests",
            lambda n: {"name": forms.TextField(label=f"Gäst {n}", required=False), "age": forms.NumberField(whole=True, required=False)},
            needs=["name"],
        )

    def clean(self):
        values = super().clean()
        self.guests.clean()
        self.guests.refuse_twice("name", "%(name)s finns två gånger.")
        return values


def names_of(form):
    return [name for name in form.fields if name.endswith("-name")]


def test_a_new_form_has_empty_rows_and_a_filled_one_two_more():
    assert names_of(GuestsForm()) == ["guests-0-name", "guests-1-name"]
    shown = GuestsForm(initial=as_initial("guests", [{"name": "Alva", "age": 40}, {"name": "Bo", "age": None}]))
    assert len(names_of(shown)) == 4
    assert shown["guests-0-age"].value() == "40"


def test_what_was_sent_is_what_there_is():
    form = GuestsForm({"title": "Fest", "guests-0-name": "Alva", "guests-0-age": "40", "guests-1-name": "", "guests-2-name": "Bo"})

    assert form.is_valid()
    assert form.guests.filled() == [{"name": "Alva", "age": 40}, {"name": "Bo", "age": None}]
    assert form.guests.without(form.cleaned_data) == {"title": "Fest"}


@pytest.mark.parametrize(
    "row, field",
    [({"guests-0-age": "40"}, "guests-0-name"), ({"guests-0-name": "Bo", "guests-0-age": "många"}, "guests-0-age")],
)
def test_a_row_that_is_begun_is_finished(row, field):
    assert list(GuestsForm({"title": "Fest", **row}).errors) == [field]


def test_the_same_twice_is_told_beside_the_second():
    form = GuestsForm({"title": "Fest", "guests-0-name": "Bo", "guests-1-name": "Bo"})

    assert form.errors == {"guests-1-name": ["Bo finns två gånger."]}


@pytest.mark.parametrize("name", ["guests-1000000000-name", "guests-x-name", "guests-", "guests--1-name"])
def test_row_numbers_somebody_made_up(name):
    form = GuestsForm({"title": "Fest", name: "X"})

    assert len(names_of(form)) <= MOST_ROWS
    form.is_valid()
