"""Rows of the same fields in a form, such as the organisations that take part. Works without scripts: a few empty rows wait at the end.

    class InitiativeForm(Form):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.partners = Rows(self, "partners", lambda n: {"organisation": ModelChoiceField(…, label=_("Partner %s") % n), "role": TextField(…)})

        layout → Part(_("Partners"), *form.partners.layout)

A row's fields are fields of the form, called "partners-0-organisation", so labels, errors and conflicts work as for any other.
"""

from django.utils.translation import gettext_lazy as _

from fardplan.kit.forms import Part

MOST_ROWS = 60


class Rows:
    """`make(number)` gives one row's fields, none of them required; `needs` are those that must be filled when another is."""

    def __init__(self, form, name, make, *, needs=(), spare=2):
        self.form, self.name, self.needs = form, name, needs
        self.keys = []
        for number in range(min(self._how_many(spare), MOST_ROWS)):
            fields = {f"{name}-{number}-{key}": field for key, field in make(number + 1).items()}
            form.fields.update(fields)
            self.keys.append({name: name.rsplit("-", 1)[1] for name in fields})

    def _how_many(self, spare):
        """As many as were sent; else those there are and `spare` more."""
        source = self.form.data if self.form.is_bound else self.form.initial
        numbers = [int(key.split("-")[1]) for key in source if key.startswith(f"{self.name}-") and key.split("-")[1].isdigit()]
        held = max(numbers, default=-1) + 1
        return held if self.form.is_bound and held else held + spare

    @property
    def layout(self):
        return [tuple(names) for names in self.keys]

    def part(self, title, hint=""):
        return Part(title, *self.layout, hint=hint)

    def clean(self):
        """Call from the form's own `clean`: a row that is begun has what it needs."""
        for names in self.keys:
            if any(self._has(name) for name in names):
                for name, key in names.items():
                    if key in self.needs and not self._has(name) and name not in self.form.errors:
                        self.form.add_error(name, self.form.fields[name].error_messages["required"])

    def _has(self, name):
        return self.form.cleaned_data.get(name) not in (None, "")

    def filled(self):
        """The rows with something in them, as a list of dictionaries."""
        rows = [{key: self.form.cleaned_data.get(name) for name, key in names.items()} for names in self.keys]
        return [row for row in rows if any(value not in (None, "") for value in row.values())]

    def without(self, values):
        """`values` without the rows' fields: what is left is for the service."""
        ours = {name for names in self.keys for name in names}
        return {name: value for name, value in values.items() if name not in ours}

    def refuse_twice(self, key, message):
        """Put `message` beside the second row that has the same `key`."""
        seen = set()
        for names in self.keys:
            for name, each in names.items():
                value = self.form.cleaned_data.get(name)
                if each == key and value not in (None, ""):
                    if value in seen:
                        self.form.add_error(name, message % {"name": value})
                    seen.add(value)


def as_initial(name, rows):
    """Rows as a form's initial values: [{"role": "x"}] is {"partners-0-role": "x"}."""
    return {f"{name}-{number}-{key}": value for number, row in enumerate(rows) for key, value in row.items()}


MORE_ROWS = _("Leave empty what is not needed. If the rows are not enough: save, and open again.")
