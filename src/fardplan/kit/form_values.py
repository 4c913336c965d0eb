"""Fields for days, times, figures and money. What is typed stays; what it was read as is shown beside it."""

import datetime
import re
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from fardplan.kit.form_base import Shown, stripped
from fardplan.kit.money import parse_money
from fardplan.kit.numbers import parse_number, parse_percent
from fardplan.kit.periods import Period
from fardplan.kit.templatetags.fardplan import MONTHS, SHORT_MONTHS, datum, figure, kr
from fardplan.kit.text import Unreadable
from fardplan.kit.timing import Timing, TimingError

ONE_DAY = datetime.timedelta(days=1)

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
        return {"autocomplete": "off", "data-reads": "dag"} | super().widget_attrs(widget)

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
        year = {"data-year": str(self.year)} if self.year else {}
        return {"autocomplete": "off", "data-reads": "tid"} | year | super().widget_attrs(widget)

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

    def span(self, value):
        try:
            timing = self.to_python(value)
        except forms.ValidationError:
            return ""
        if timing is None or timing.starts_earliest is None or timing.ends_latest is None:
            return ""
        if timing.ends_latest - timing.starts_earliest <= ONE_DAY:
            return ""
        return f"{timing.words} = {Period(timing.starts_earliest, timing.ends_latest).for_screen}"

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


class YearField(NumberField):
    """A year: "2024", never "2 024"."""

    messages = {"min": _("The year is %(limit)s at the earliest."), "max": _("The year is %(limit)s at the latest.")}

    def __init__(self, *, min_value=1990, max_value=2100, **kwargs):
        super().__init__(whole=True, min_value=min_value, max_value=max_value, **kwargs)

    def prepare_value(self, value):
        return str(value) if isinstance(value, int) else value

    def validate(self, value):
        forms.Field.validate(self, value)
        if value is not None and not self.min_value <= value <= self.max_value:
            code = "min" if value < self.min_value else "max"
            limit = self.min_value if code == "min" else self.max_value
            raise forms.ValidationError(self.error_messages[code], code=code, params={"limit": limit})

    def in_words(self, value):
        return str(value) if isinstance(value, int) else super().in_words(value)


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

    def widget_attrs(self, widget):
        return {"data-reads": "belopp", "data-unit": self.unit} | super().widget_attrs(widget)

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
