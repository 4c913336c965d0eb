"""Forms in our look. A form cleans a dictionary; a service saves it.

    class ActivityForm(Form):
        name = TextField(label=_("Activity"), hint=_("Begin with a verb if you can."))
        when = TimingField(label=_("When"))
        layout = ["name", "when", ("owner", "state")]      # a tuple stands side by side

    form = ActivityForm(request.POST or None, version=activity.version, initial=…)

What people type stays as they typed it. A new kind of field belongs in the kit when two rooms need it.
"""

import datetime
import uuid
from dataclasses import dataclass

from django import forms
from django.core import signing
from django.forms.renderers import DjangoTemplates
from django.forms.utils import ErrorDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from fardplan.kit import keeping
from fardplan.kit.differences import differences, shortened
from fardplan.kit.form_base import BoundField
from fardplan.kit.form_fields import (
    BooleanField,
    CheckList,
    ChoiceField,
    EmailField,
    FileField,
    HiddenOwnerField,
    HiddenTokenField,
    HiddenVersionField,
    LongTextField,
    ModelChoiceField,
    ModelMultipleChoiceField,
    MultipleChoiceField,
    PasswordField,
    RadioList,
    RichTextField,
    TextField,
)
from fardplan.kit.form_values import DateField, EndDateField, MoneyField, NumberField, PercentField, TimingField, YearField

__all__ = [
    "BooleanField",
    "BoundField",
    "CheckList",
    "ChoiceField",
    "Clash",
    "Conflict",
    "DateField",
    "EmailField",
    "EndDateField",
    "FileField",
    "FilterForm",
    "Form",
    "HiddenTokenField",
    "HiddenVersionField",
    "LongTextField",
    "ModelChoiceField",
    "ModelMultipleChoiceField",
    "MoneyField",
    "MultipleChoiceField",
    "NumberField",
    "Part",
    "PasswordField",
    "PercentField",
    "RadioList",
    "RichTextField",
    "TextField",
    "TimingField",
    "YearField",
]

UNASKED = object()


@dataclass(frozen=True)
class Part:
    """Fields under a heading of their own, in `layout`: Part(_("Budget"), "amount", ("from_date", "until_date"), hint=…)."""

    title: str
    rows: tuple
    hint: str = ""

    def __init__(self, title, *rows, hint=""):
        object.__setattr__(self, "title", title)
        object.__setattr__(self, "rows", rows)
        object.__setattr__(self, "hint", hint)


@dataclass(frozen=True)
class Clash:
    """One field where what is stored and what was written differ. `theirs` and `mine` are the two as Pieces; `chosen` is what was
    settled about it: "mine", "theirs", "merged", or nothing yet."""

    label: str
    stored: str
    yours: str
    link: str
    name: str = ""
    theirs: tuple = ()
    mine: tuple = ()
    can_merge: bool = False
    chosen: str = ""


@dataclass(frozen=True)
class Conflict:
    by: str
    at: datetime.datetime | None
    rows: list
    mark: str = ""  # by and at, signed: carried while fields are settled one by one

    @property
    def left(self):
        """How many fields nobody has settled yet."""
        return sum(not row.chosen for row in self.rows)


class Form(forms.Form):
    """Draws itself with `{% include "kit/form.html" %}`, or only its fields with `{{ form }}`.

    `version` is the version of the row that was shown: the form carries it and gives it back as `form.version`.
    `token=True` (always with a version) carries a token made once per shown form: `form.form_token`.
    Neither is in `cleaned_data`, which stays what the service takes.
    `layout` orders the fields: names, tuples of names side by side, Parts. Fields it does not name come last.
    """

    template_name = "kit/fields.html"
    default_renderer = DjangoTemplates()
    bound_field_class = BoundField
    use_required_attribute = False
    layout = ()
    conflict = None
    #: What was typed before and not saved: keeping.Kept.
    kept = None

    def __init__(self, data=None, files=None, *, version=UNASKED, token=False, **kwargs):
        kwargs.setdefault("label_suffix", "")
        self.offered = {}
        super().__init__(data, files, **kwargs)
        self.version = None if version is UNASKED else version
        self.form_token = None
        if version is not UNASKED:
            self.fields["version"] = HiddenVersionField(initial=version)
        if token or version is not UNASKED:
            self.form_token = uuid.uuid4().hex
            self.fields["form_token"] = HiddenTokenField(initial=self.form_token)

    def _post_clean(self):
        super()._post_clean()
        for name in ("version", "form_token", keeping.OWNER):
            if name in self.fields:
                setattr(self, name, self.cleaned_data.pop(name, None))

    def carry_owner(self, user_id):
        """Let the form say whose it is, so that what is typed can be kept. One that asks for a password is never kept."""
        if not any(isinstance(field.widget, forms.PasswordInput) for field in self.fields.values()):
            self.fields[keeping.OWNER] = HiddenOwnerField(initial=keeping.owner_mark(user_id))

    @property
    def keeps_drafts(self):
        """Whether what is typed is kept on the way: where there is a long text."""
        return keeping.OWNER in self.fields and any(isinstance(field, LongTextField) for field in self.fields.values())

    @property
    def is_rich(self):
        """Whether the page needs the editor for long texts."""
        return any(isinstance(field, RichTextField) for field in self.fields.values())

    @property
    def form_owner_is_ours(self):
        return keeping.OWNER in self.fields

    def show_as_typed(self):
        """Show what the form was filled with as it stands, without judging it yet."""
        self._errors = ErrorDict()
        self.cleaned_data = {}

    @property
    def needs_files(self):
        return self.is_multipart()

    # Drawing

    def _row(self, row):
        names = (row,) if isinstance(row, str) else row
        return [self[name] for name in names if name in self.fields]

    @property
    def parts(self):
        """The layout with bound fields in it: a list of {title, hint, rows}, each row a list of fields."""
        parts, loose, named = [], [], set()

        def close():
            if loose:
                parts.append({"title": "", "hint": "", "rows": list(loose)})
                loose.clear()

        for item in self.layout:
            if isinstance(item, Part):
                close()
                rows = [row for row in map(self._row, item.rows) if row]
                named |= {bound.name for row in rows for bound in row}
                if rows:
                    parts.append({"title": item.title, "hint": item.hint, "rows": rows})
            elif row := self._row(item):
                named |= {bound.name for bound in row}
                loose.append(row)
        rest = [[bound] for bound in self.visible_fields() if bound.name not in named]
        if rest and parts and not loose:
            close()
        loose.extend(rest)
        close()
        return parts

    @property
    def error_items(self):
        """What to put right, in the order of the page: label, message and the control it is about."""
        items = [{"label": "", "message": message, "link": ""} for message in self.non_field_errors()]
        for part in self.parts:
            for row in part["rows"]:
                for bound in row:
                    items += [{"label": bound.label, "message": m, "link": f"#{bound.target_id}"} for m in bound.errors]
        return items

    @property
    def error_heading(self):
        count = len(self.error_items)
        return ngettext("Put one thing right, then you can save", "Put %(n)s things right, then you can save", count) % {"n": count}

    # Somebody else was first

    def show_conflict(self, *, stored, version, by="", at=None, chosen=None):
        """Somebody saved in between: keep what was written, show what is stored, and let the next save stand on the new version.

        `stored` is {field: value now}, as for `initial`; `by` and `at` say who and when; `chosen` is {field: what was settled}.
        """
        rows, chosen = [], chosen or {}
        for name, value in stored.items():
            if name not in self.fields:
                continue
            now, yours = self.fields[name].in_words(value), self[name].in_words()
            if now != yours or name in chosen:
                theirs, mine = differences(now, yours)
                rows.append(
                    Clash(
                        self[name].label,
                        now,
                        yours,
                        f"#{self[name].target_id}",
                        name,
                        tuple(shortened(theirs)),
                        tuple(shortened(mine)),
                        isinstance(self.fields[name], TextField),
                        chosen.get(name, ""),
                    )
                )
        self.conflict = Conflict(by, at, rows, signing.dumps([by, at.isoformat() if at else ""], salt="krock"))
        self.version = version
        if "version" in self.fields:
            self.data = self.data.copy()
            self.data[self.add_prefix("version")] = str(version)
        return self.conflict


class FilterForm(Form):
    """Filters above a register, kept in the address: `FilterForm(request.GET)`. Nothing is required and a value that is not a choice is
    no filter. `form.chosen` is what to filter by."""

    template_name = "kit/filters.html"

    def __init__(self, data=None, **kwargs):
        super().__init__(data if data is not None else {}, **kwargs)
        for field in self.fields.values():
            field.required = False
            if not getattr(field, "own_empty_label", True):
                field.empty_label = _("All")

    @cached_property
    def chosen(self):
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [], False) and name not in self.errors}
