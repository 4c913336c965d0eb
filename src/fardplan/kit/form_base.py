"""One field with everything round it: label, hint, control, message, and how it reads. Every field of ours stands on this."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fardplan.kit.text import clean_text


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
        return not self.field.required and not self.is_check and self.field.says_optional

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
    def span(self):
        """The first and last day that the words can mean: "HT 2023 = 1 juli–31 december 2023"."""
        return self.field.span(self.value()) if self.reads else ""

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
    #: Whether a field that need not be filled in is called optional beside its label.
    says_optional = True
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

    def span(self, value):
        """The first and last day that the words can mean, when that is worth telling."""
        return ""

    def shown_as(self, value):
        """The words that pages will show, when they are not those of `reads`."""
        return ""

    def in_words(self, value):
        if value in self.empty_values:
            return gettext("empty")
        return str(value)


def stripped(value):
    """Typed text without what cannot be seen at its ends; only spaces is nothing at all."""
    return clean_text(value).strip() if isinstance(value, str) else value


def spoken(words):
    """A list in one line, plain text; "empty" when there is nothing in it."""
    return "; ".join(words) or gettext("empty")
