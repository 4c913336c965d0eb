"""Rows to choose among, read once for a form: ten fields that offer the same organisations ask the database once, not ten times."""

from django import forms
from django.core.exceptions import EmptyResultSet
from django.forms.models import ModelChoiceIterator
from django.utils.html import format_html, format_html_join


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
        rows = self.queryset if self.field.brief is None else self.queryset.only(*self.field.brief)
        try:
            key = (rows.model, rows.query.sql_with_params(), self.field.label_of)
        except EmptyResultSet:  # nothing can be in it: the database is not asked
            return []
        held = self.field.offered
        if key not in held:
            held[key] = [self.choice(row) for row in rows]
        return held[key]


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
