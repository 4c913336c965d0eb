"""Rows to choose among, read once for a form: ten fields that offer the same organisations ask the database once, not ten times."""

from functools import cached_property

from django import forms
from django.core.exceptions import EmptyResultSet
from django.db.models import IntegerField, Value
from django.forms.models import ModelChoiceIterator
from django.utils.html import format_html, format_html_join

from fardplan.kit.text import swedish_sort_key


class Offered(ModelChoiceIterator):
    """The choices of a field with a queryset. Those with the same question, columns and labels in one form share the answer."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        yield from self._choices()

    def __len__(self):
        return len(self._choices()) + (1 if self.field.empty_label is not None else 0)

    def __bool__(self):
        return self.field.empty_label is not None or bool(self._choices())

    def _choices(self):
        if self.field.known is not None:
            return [self.choice(row) for row in self.field.known()]
        rows = self.queryset if self.field.brief is None else self.queryset.only(*self.field.brief)
        try:
            key = (rows.model, rows.query.sql_with_params(), self.field.label_of)
        except EmptyResultSet:  # nothing can be in it: the database is not asked
            return []
        held = self.field.offered
        if key not in held:
            held[key] = [self.choice(row) for row in rows]
        return held[key]


class Together:
    """The choices of several fields as one question: `columns` is {field: the columns that its labels need}, all of them text.

    Each field's rows come in the Swedish order of those columns.
    """

    def __init__(self, form, columns: dict[str, tuple[str, ...]]):
        self.asked = {name: (form.fields[name].queryset, needs) for name, needs in columns.items() if name in form.fields}
        for name in self.asked:
            form.fields[name].known = self.of(name)

    def of(self, name):
        return lambda: self._rows[name]

    @cached_property
    def _rows(self):
        width = max((len(needs) for _rows, needs in self.asked.values()), default=0)
        parts = []
        for number, (rows, needs) in enumerate(self.asked.values()):
            blanks = [Value("")] * (width - len(needs))
            parts.append(rows.order_by().values_list(Value(number, IntegerField()), "pk", *needs, *blanks))
        found = {name: [] for name in self.asked}
        names = list(self.asked)
        for number, pk, *texts in parts[0].union(*parts[1:], all=True) if parts else ():
            rows, needs = self.asked[names[number]]
            found[names[number]].append((tuple(swedish_sort_key(text) for text in texts), pk, dict(zip(needs, texts, strict=False))))
        return {
            name: [self.asked[name][0].model(pk=pk, **values) for _key, pk, values in sorted(rows, key=lambda row: row[:2])]
            for name, rows in found.items()
        }


def linked(row, *names) -> dict[str, list[int]]:
    """{name: keys of what the row is linked to}, of many-to-many relations: one question for all of them."""
    parts = []
    for number, name in enumerate(names):
        field = row._meta.get_field(name)
        links = field.remote_field.through.objects.filter(**{field.m2m_field_name(): row.pk})
        parts.append(links.order_by().values_list(Value(number, IntegerField()), field.m2m_reverse_field_name()))
    found = {name: [] for name in names}
    for number, pk in parts[0].union(*parts[1:], all=True):
        found[names[number]].append(pk)
    return found


def key_or_value(row, name):
    """An attribute for a form to begin with; of a row that it points to the key, which needs no reading."""
    return getattr(row, f"{name}_id") if hasattr(row, f"{name}_id") else getattr(row, name)


class Select(forms.Select):
    """A drop-down drawn in one go: a template for each option costs more than all else on a page that offers 600."""

    template_name = "kit/select.html"

    def create_option(self, name, value, label, selected, index, subindex=None, attrs=None):
        return {"value": value, "label": label, "selected": selected}

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["drawn"] = format_html_join("", "{}", ((_group(*each),) for each in context["widget"]["optgroups"]))
        return context


def _group(label, options, _index):
    drawn = format_html_join("", "{}", ((_option(option),) for option in options))
    return format_html('<optgroup label="{}">{}</optgroup>', label, drawn) if label else drawn


def _option(option):
    chosen = '<option value="{}" selected>{}</option>' if option["selected"] else '<option value="{}">{}</option>'
    return format_html(chosen, str(option["value"]), option["label"])
