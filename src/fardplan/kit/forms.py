"""Forms in our look. A form cleans a dictionary; a service saves it.

    class ActivityForm(Form):
        name = TextField(label=_("Activity"), hint=_("Begin with a verb if you can."))
        when = TimingField(label=_("When"))
        layout = ["name", "when", ("owner", "state")]      # a tuple stands side by side

    form = ActivityForm(request.POST or None, version=activity.version, initial=…)

What people type stays as they typed it. A new kind of field belongs here when two rooms need it.
"""

import datetime
import re
import uuid
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.db.models import Model
from django.forms.renderers import DjangoTemplates
from django.utils.choices import BaseChoiceIterator
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from fardplan.kit.money import parse_money
from fardplan.kit.numbers import parse_number, parse_percent
from fardplan.kit.templatetags.fardplan import MONTHS, SHORT_MONTHS, datum, figure, kr
from fardplan.kit.text import Unreadable, clean_text, looks_like_personal_number
from fardplan.kit.timing import Timing, TimingError

ONE_DAY = datetime.timedelta(days=1)
UNASKED = object()


# One field with everything round it ─────────────────────────────────────────────────────────────────────────────────


class BoundField(forms.BoundField):
    @property
    def template_name(self):
        return self.field.template_name or "kit/field.html"

    @property
    def hint_id(self):
        return f"{self.auto_id}_hint"

    @property
    def error_id(self):
        return f"{self.auto_id}_error"

    @property
    def reads_id(self):
        return f"{self.auto_id}_reads"

    @property
    def unit_id(self):
        return f"{self.auto_id}_unit"

    @property
    def optional(self):
        return not self.field.required and not self.is_check

    @property
    def is_check(self):
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def target_id(self):
        """Where a link in the error summary leads: the control itself, the first of a group."""
        return f"{self.auto_id}_0" if self.use_fieldset else self.auto_id

    @cached_property
    def reads(self):
        """How the words are understood, shown under the control; nothing while they are not."""
        if self.errors:
            return ""
        value = self.value()
        return "" if value in (None, "") else self.field.reads(value)

    @property
    def shown_as(self):
        words = self.field.shown_as(self.value())
        return "" if words == self.reads else words

    @property
    def aria_describedby(self):
        ids = []
        if self.help_text:
            ids.append(self.hint_id)
        if getattr(self.field, "unit", ""):
            ids.append(self.unit_id)
        if self.errors:
            ids.append(self.error_id)
        elif not self.is_hidden and self.reads:
            ids.append(self.reads_id)
        return " ".join(ids)

    def in_words(self):
        """What stands in the control now, as a reader would see it on a page."""
        value = self.value()
        if not self.errors:
            try:
                value = self.field.clean(value)
            except forms.ValidationError:
                return str(value)
        return self.field.in_words(value)


class Shown:
    """What every field of ours can do: carry a hint, wear our classes, tell how it reads."""

    width = ""
    unit = ""
    messages = {}

    def __init__(self, *args, hint="", width="", attrs=None, **kwargs):
        kwargs.setdefault("help_text", hint)
        self.width = width or self.width
        self.own_attrs = attrs or {}
        kwargs["error_messages"] = {"required": _("This needs to be filled in.")} | self.messages | kwargs.get("error_messages", {})
        super().__init__(*args, **kwargs)

    def widget_attrs(self, widget):
        attrs = super().widget_attrs(widget) | {"class": "ds-input"} | self.own_attrs
        # The browser would cut what is pasted without a word; we say that it is too long and keep it.
        attrs.pop("maxlength", None)
        if self.width:
            attrs["data-width"] = self.width
        return attrs

    def get_bound_field(self, form, field_name):
        return BoundField(form, self, field_name)

    def reads(self, value):
        """How `value` is understood, when that is worth telling."""
        return ""

    def shown_as(self, value):
        """The words that pages will show, when they are not those of `reads`."""
        return ""

    def in_words(self, value):
        if value in self.empty_values:
            return gettext("empty")
        return str(value)


# Words ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


class TextField(Shown, forms.CharField):
    """One line. Nothing about single persons: what looks like a personal number is refused."""

    messages = {
        "max_length": _("%(show_value)s characters is too long. At most %(limit_value)s fit."),
        "personal": _("This looks like a personal identity number. Never write about individual patients here."),
    }

    def to_python(self, value):
        return clean_text(super().to_python(value))

    def validate(self, value):
        super().validate(value)
        if looks_like_personal_number(value):
            raise forms.ValidationError(self.error_messages["personal"], code="personal")


class LongTextField(TextField):
    """Several lines. Kept as typed apart from the ends; shown with `|paragraphs`."""

    widget = forms.Textarea

    def __init__(self, *args, rows=4, **kwargs):
        super().__init__(*args, **kwargs)
        self.widget.attrs["rows"] = rows
        self.widget.attrs.pop("cols", None)


class EmailField(Shown, forms.EmailField):
    messages = {"invalid": _("An address looks like name@example.se.")}

    def widget_attrs(self, widget):
        return {"autocomplete": "email"} | super().widget_attrs(widget)


class PasswordField(Shown, forms.CharField):
    widget = forms.PasswordInput

    def __init__(self, *args, autocomplete="current-password", **kwargs):
        super().__init__(*args, strip=False, **kwargs)
        self.widget.attrs["autocomplete"] = autocomplete


class FileField(Shown, forms.FileField):
    messages = {"required": _("Choose a file."), "empty": _("The file is empty."), "missing": _("Choose a file.")}

    def __init__(self, *args, accept="", **kwargs):
        super().__init__(*args, **kwargs)
        self.widget = forms.FileInput(attrs=self.widget_attrs(forms.FileInput()) | ({"accept": accept} if accept else {}))


def stripped(value):
    """Typed text without what cannot be seen at its ends; only spaces is nothing at all."""
    return clean_text(value).strip() if isinstance(value, str) else value


def spoken(words):
    """A list in one line, plain text; "empty" when there is nothing in it."""
    return "; ".join(words) or gettext("empty")


# Choices ────────────────────────────────────────────────────────────────────────────────────────────────────────────


class Options:
    """A list of checkboxes or radio buttons. `option_hints` is {value: a line under the option}."""

    option_hints = {}
    template_name = "kit/choices.html"
    use_fieldset = True

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if hint := self.option_hints.get(getattr(value, "value", value)):
            option["hint"] = hint
            option["attrs"]["aria-describedby"] = f"{option['attrs']['id']}_hint"
        return option


class CheckList(Options, forms.CheckboxSelectMultiple):
    pass


class RadioList(Options, forms.RadioSelect):
    pass


class ChoiceField(Shown, forms.TypedChoiceField):
    """One of a few. `radio=True` shows all of them at once; `coerce=int` for numbers; empty becomes `empty_value` ("")."""

    messages = {"required": _("Choose one."), "invalid_choice": _("“%(value)s” is not one of the choices.")}

    def __init__(self, *, choices=(), radio=False, empty_label=None, option_hints=None, **kwargs):
        self.empty_label = empty_label
        self.own_empty_label = empty_label is not None
        self.radio = radio
        if radio:
            kwargs["widget"] = RadioList
        super().__init__(choices=choices, **kwargs)
        self.widget.option_hints = option_hints or {}

    @property
    def choices(self):
        return self._choices

    @choices.setter
    def choices(self, value):
        forms.ChoiceField.choices.fset(self, value)
        self.widget.choices = _WithEmpty(self)

    def __deepcopy__(self, memo):
        result = super().__deepcopy__(memo)
        result.widget.choices = _WithEmpty(result)
        return result

    def in_words(self, value):
        labels = {str(key): str(label) for key, label in _flat(self.choices)}
        return labels.get(str(value), "") or super().in_words(value)


class _WithEmpty(BaseChoiceIterator):
    """The choices, with an empty first one where nothing may be chosen or nothing is chosen yet. Read when shown: labels follow the language."""

    def __init__(self, field):
        self.field = field

    def __iter__(self):
        keys = [str(key) for key, _label in _flat(self.field.choices)]
        if "" not in keys and not (self.field.radio and self.field.required):
            yield "", self.field.empty_label or (gettext("Choose …") if self.field.required else gettext("None chosen"))
        yield from self.field.choices


def _flat(choices):
    for key, label in choices:
        if isinstance(label, (list, tuple)):
            yield from label
        else:
            yield key, label


class MultipleChoiceField(Shown, forms.TypedMultipleChoiceField):
    """Any number of a few, as checkboxes."""

    widget = CheckList
    messages = {"required": _("Choose at least one."), "invalid_choice": _("“%(value)s” is not one of the choices.")}

    def __init__(self, *, option_hints=None, **kwargs):
        super().__init__(**kwargs)
        self.widget.option_hints = option_hints or {}

    def in_words(self, value):
        labels = {str(key): str(label) for key, label in _flat(self.choices)}
        return spoken([labels.get(str(key), str(key)) for key in value or []])


class LabelOf:
    """`label_of=lambda row: row.short_name` when the row's own name is not the one to show."""

    def __init__(self, queryset, *, label_of=None, **kwargs):
        self.label_of = label_of or str
        super().__init__(queryset, **kwargs)

    def label_from_instance(self, row):
        return self.label_of(row)


class ModelChoiceField(Shown, LabelOf, forms.ModelChoiceField):
    """One row. The queryset says which rows this person may choose."""

    messages = {"required": _("Choose one."), "invalid_choice": _("That is no longer one of the choices.")}

    def __init__(self, queryset, *, radio=False, **kwargs):
        if radio:
            kwargs["widget"] = RadioList
            kwargs.setdefault("empty_label", None)
        self.own_empty_label = "empty_label" in kwargs
        kwargs.setdefault("empty_label", _("Choose …") if kwargs.get("required", True) else _("None chosen"))
        super().__init__(queryset, **kwargs)

    def in_words(self, value):
        row = value if not value or isinstance(value, Model) else self.to_python(value)
        return self.label_of(row) if row else gettext("empty")


class ModelMultipleChoiceField(Shown, LabelOf, forms.ModelMultipleChoiceField):
    """Any number of rows, as checkboxes."""

    widget = CheckList
    messages = {
        "required": _("Choose at least one."),
        "invalid_choice": _("One of them is no longer among the choices."),
        "invalid_pk_value": _("One of them is no longer among the choices."),
    }

    def in_words(self, value):
        rows = [row if isinstance(row, Model) else self.queryset.get(pk=row) for row in value or []]
        return spoken([self.label_of(row) for row in rows])


class BooleanField(Shown, forms.BooleanField):
    """A yes or no; not ticked is no."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("required", False)
        super().__init__(*args, **kwargs)

    def in_words(self, value):
        return gettext("yes") if value else gettext("no")


# Days ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

MONTH_NUMBERS = {
    name.casefold(): place
    for names in (MONTHS["sv"], MONTHS["en"], SHORT_MONTHS["sv"], SHORT_MONTHS["en"])
    for place, name in enumerate(names, 1)
}
WRITTEN = [
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"),
    re.compile(r"(?P<year>\d\d)(?P<month>\d\d)(?P<day>\d\d)"),
    re.compile(r"(?P<day>\d{1,2})(?:\.|:e|:a|)\s*(?P<name>[a-zåäö]+)\.?\s*(?P<year>\d{4})"),
    re.compile(r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./ ]\s*(?P<year>\d{4})"),
]


def parse_day(text):
    """A day as people write it; ValueError when it is not one."""
    plain = " ".join(text.replace("–", "-").replace("\u2212", "-").casefold().split())
    plain = plain.removeprefix("den ")
    for pattern in WRITTEN:
        if match := pattern.fullmatch(plain):
            parts = match.groupdict()
            month = MONTH_NUMBERS.get(parts["name"], 0) if "name" in parts else int(parts["month"])
            year = int(parts["year"]) + (2000 if len(parts["year"]) == 2 else 0)
            if 1900 <= year < 2200:
                return datetime.date(year, month, int(parts["day"]))
    raise ValueError(text)


class DateField(Shown, forms.Field):
    """A day: 2023-10-25, 25 oktober 2023 or 231025. Words that are not a day are for TimingField."""

    widget = forms.TextInput
    width = "m"
    messages = {"invalid": _("“%(value)s” is not a day in the calendar. Write for example 2023-10-25.")}

    def widget_attrs(self, widget):
        return {"autocomplete": "off"} | super().widget_attrs(widget)

    def to_python(self, value):
        value = stripped(value)
        if value in self.empty_values:
            return None
        if isinstance(value, datetime.datetime):
            return value.date()
        if isinstance(value, datetime.date):
            return value
        try:
            return parse_day(value)
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid", params={"value": value}) from None

    def prepare_value(self, value):
        return value.isoformat() if isinstance(value, datetime.date) else value

    def has_changed(self, initial, data):
        try:
            return self.to_python(initial) != self.clean(data)
        except forms.ValidationError:
            return True

    def reads(self, value):
        """Only when the day was written some other way than it is stored."""
        if not isinstance(value, str) or re.fullmatch(r"\d{4}-\d\d-\d\d", value.strip()):
            return ""
        words = datum(self.to_python(value))
        return "" if words.replace("\u00a0", " ") == value.strip() else words

    def in_words(self, value):
        return datum(value) if isinstance(value, datetime.date) else super().in_words(value)


class EndDateField(DateField):
    """The last day that counts, as people say it. Cleans to the first day after: periods are half-open in storage."""

    def clean(self, value):
        day = super().clean(value)
        return day + ONE_DAY if day else None

    def prepare_value(self, value):
        return super().prepare_value(value - ONE_DAY if isinstance(value, datetime.date) else value)

    def has_changed(self, initial, data):
        try:
            return initial != self.clean(data)
        except forms.ValidationError:
            return True

    def in_words(self, value):
        return super().in_words(value - ONE_DAY if isinstance(value, datetime.date) else value)


class TimingField(Shown, forms.Field):
    """When, in the words people use: "HT 2024", "25 okt", "löpande". Cleans to a Timing that keeps the words. `year` is the year meant
    when none is written."""

    widget = forms.TextInput

    def __init__(self, *, year=None, **kwargs):
        self.year = year
        kwargs.setdefault("hint", _("Write as you usually do: 25 okt, mars 2024, HT 2024, löpande. The words are kept as they stand."))
        super().__init__(**kwargs)

    def widget_attrs(self, widget):
        return {"autocomplete": "off"} | super().widget_attrs(widget)

    def to_python(self, value):
        value = stripped(value)
        if value in self.empty_values:
            return None
        if isinstance(value, Timing):
            return value
        try:
            return Timing.parse(value, year=self.year)
        except TimingError as error:
            raise forms.ValidationError(error.message, code="invalid") from None

    def prepare_value(self, value):
        return getattr(value, "words", value)

    def has_changed(self, initial, data):
        return (self.prepare_value(initial) or "") != (data or "")

    def reads(self, value):
        try:
            return self.to_python(value).reads_as()
        except forms.ValidationError:
            return ""

    def shown_as(self, value):
        return str(value)

    def in_words(self, value):
        return super().in_words(self.prepare_value(value))


# Figures ────────────────────────────────────────────────────────────────────────────────────────────────────────────


class NumberField(Shown, forms.Field):
    """A number as Swedes write it: "1 714,5". Cleans to Decimal, or int with `whole=True`. Empty is None, never nought."""

    widget = forms.TextInput
    width = "s"
    messages = {
        "whole": _("Write a whole number."),
        "min": _("%(limit)s is the least it can be."),
        "max": _("%(limit)s is the most it can be."),
    }

    def __init__(self, *, whole=False, min_value=None, max_value=None, unit="", **kwargs):
        self.whole, self.min_value, self.max_value = whole, min_value, max_value
        self.unit = unit or self.unit
        super().__init__(**kwargs)

    def widget_attrs(self, widget):
        return {"inputmode": "numeric" if self.whole else "decimal", "autocomplete": "off"} | super().widget_attrs(widget)

    def parse(self, text):
        return parse_number(text)

    def to_python(self, value):
        value = stripped(value)
        if value in self.empty_values:
            return None
        if isinstance(value, (int, float, Decimal)):
            return value
        try:
            found = self.parse(value)
        except Unreadable as error:
            raise forms.ValidationError(error.message, code="invalid") from None
        if self.whole:
            if found != int(found):
                raise forms.ValidationError(self.error_messages["whole"], code="whole")
            found = int(found)
        return found

    def validate(self, value):
        super().validate(value)
        if value is None:
            return
        if self.min_value is not None and value < self.min_value:
            raise forms.ValidationError(self.error_messages["min"], code="min", params={"limit": figure(self.min_value)})
        if self.max_value is not None and value > self.max_value:
            raise forms.ValidationError(self.error_messages["max"], code="max", params={"limit": figure(self.max_value)})

    def prepare_value(self, value):
        return figure(value).replace("\u00a0", " ") if isinstance(value, (int, float, Decimal)) else value

    def has_changed(self, initial, data):
        try:
            return initial != self.to_python(data)
        except forms.ValidationError:
            return True

    def in_words(self, value):
        if not isinstance(value, (int, float, Decimal)):
            return super().in_words(value)
        return f"{figure(value)}\u00a0{self.unit}" if self.unit else figure(value)


class PercentField(NumberField):
    """A number of per cent: "94,3" and "94,3 %" are the same."""

    unit = "%"

    def parse(self, text):
        return parse_percent(text)


class MoneyField(NumberField):
    """An amount. Cleans to kronor (Decimal): "1 714 tkr", "1,7 mnkr" and "1 714 000 kr" say their unit; a bare number is kronor, or
    thousands with `unit="tkr"`. Shows what was read."""

    width = "m"
    unit = "kr"

    def parse(self, text):
        return parse_money(text, self.unit)

    def prepare_value(self, value):
        if isinstance(value, (int, Decimal)) and self.unit == "tkr":
            value = Decimal(value) / 1000
        return super().prepare_value(value)

    def reads(self, value):
        """Only when a unit was written that is not the field's own."""
        if not isinstance(value, str) or not re.search(r"[a-zA-Z]", value):
            return ""
        try:
            return kr(self.to_python(value))
        except forms.ValidationError:
            return ""

    def in_words(self, value):
        return kr(value) if isinstance(value, (int, Decimal)) else Shown.in_words(self, value)


# Hidden things a form carries ───────────────────────────────────────────────────────────────────────────────────────


class HiddenVersionField(forms.IntegerField):
    """The version the person saw. Something that is no number is no version: the service then says that somebody else was first."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def clean(self, value):
        try:
            return super().clean(value)
        except forms.ValidationError:
            return None


class HiddenTokenField(forms.UUIDField):
    """Made when the form is shown: posted twice, it is known the second time."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def clean(self, value):
        try:
            found = super().clean(value)
        except forms.ValidationError:
            return None
        return found.hex if found else None


# The form ───────────────────────────────────────────────────────────────────────────────────────────────────────────


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
    """One field where what is stored and what was written differ."""

    label: str
    stored: str
    yours: str
    link: str


@dataclass(frozen=True)
class Conflict:
    by: str
    at: datetime.datetime | None
    rows: list


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

    def __init__(self, data=None, files=None, *, version=UNASKED, token=False, **kwargs):
        kwargs.setdefault("label_suffix", "")
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
        for name in ("version", "form_token"):
            if name in self.fields:
                setattr(self, name, self.cleaned_data.pop(name, None))

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

    def show_conflict(self, *, stored, version, by="", at=None):
        """Somebody saved in between: keep what was written, show what is stored, and let the next save stand on the new version.

        `stored` is {field: value now}, as for `initial`; `by` and `at` say who and when.
        """
        rows = []
        for name, value in stored.items():
            if name not in self.fields:
                continue
            now, yours = self.fields[name].in_words(value), self[name].in_words()
            if now != yours:
                rows.append(Clash(self[name].label, now, yours, f"#{self[name].target_id}"))
        self.conflict = Conflict(by, at, rows)
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
