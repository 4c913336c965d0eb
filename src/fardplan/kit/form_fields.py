"""Fields for words, choices and files, and the hidden ones a form carries."""

import json

from django import forms
from django.db.models import Model
from django.utils.choices import BaseChoiceIterator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fardplan.kit.form_base import Shown, spoken
from fardplan.kit.offered import Offered, Select
from fardplan.kit.pasted import looks_like_html, prose_of
from fardplan.kit.text import clean_text, looks_like_personal_number

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


EDITOR_WORDS = {
    "toolbar": _("Tools for the text"),
    "heading": _("Heading"),
    "subheading": _("Subheading"),
    "strong": _("Bold"),
    "em": _("Italic"),
    "bullets": _("Points"),
    "numbers": _("Numbered points"),
    "table": _("Table"),
    "row": _("Row below"),
    "column": _("Column to the right"),
    "row_away": _("Take away the row"),
    "column_away": _("Take away the column"),
    "table_away": _("Take away the table"),
    "undo": _("Undo"),
    "as_text": _("Write as plain text"),
    "as_shown": _("Write with headings and tables"),
}


class RichTextField(LongTextField):
    """A long text with headings, lists, tables and emphasis, kept as the text of `kit.prose`. With scripts it is an editor, without a text
    area; HTML that is pasted there becomes text. Shown with `|paragraphs`, in documents by `prose.document_blocks`."""

    is_rich = True

    def __init__(self, *args, rows=10, **kwargs):
        super().__init__(*args, rows=rows, **kwargs)

    def get_bound_field(self, form, field_name):
        # Here and not when the class is made: the words are in the reader's language.
        words = {name: str(said) for name, said in EDITOR_WORDS.items()}
        self.widget.attrs |= {"data-rich": "", "data-words": json.dumps(words, ensure_ascii=False)}
        return super().get_bound_field(form, field_name)

    def to_python(self, value):
        value = super().to_python(value)
        return prose_of(value) if looks_like_html(value) else value


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

    widget = Select
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
    """`label_of=lambda row: row.short_name` when the row's own name is not the one to show. `brief` names the columns that the labels
    need, where the rows are many and wide."""

    iterator = Offered

    def __init__(self, queryset, *, label_of=None, brief=None, **kwargs):
        self.label_of, self.brief = label_of or str, brief
        self.offered = {}
        self.known = None
        super().__init__(queryset, **kwargs)

    def __deepcopy__(self, memo):
        result = super().__deepcopy__(memo)
        result.offered = {}  # what one form has read is never another's
        return result

    def get_bound_field(self, form, field_name):
        self.offered = form.offered
        return super().get_bound_field(form, field_name)

    def label_from_instance(self, row):
        return self.label_of(row)

    def row_of(self, key):
        """The row with a key, whether or not this person may choose it: somebody else may have, meanwhile."""
        return self.queryset.model._base_manager.filter(pk=key).first()


class ModelChoiceField(LabelOf, Shown, forms.ModelChoiceField):
    """One row. The queryset says which rows this person may choose."""

    widget = Select
    messages = {"required": _("Choose one."), "invalid_choice": _("That is no longer one of the choices.")}

    def __init__(self, queryset, *, radio=False, **kwargs):
        if radio:
            kwargs["widget"] = RadioList
            kwargs.setdefault("empty_label", None)
        self.own_empty_label = "empty_label" in kwargs
        kwargs.setdefault("empty_label", _("Choose …") if kwargs.get("required", True) else _("None chosen"))
        super().__init__(queryset, **kwargs)

    def in_words(self, value):
        row = value if not value or isinstance(value, Model) else self.row_of(value)
        return self.label_of(row) if row else gettext("empty")


class ModelMultipleChoiceField(LabelOf, Shown, forms.ModelMultipleChoiceField):
    """Any number of rows, as checkboxes."""

    widget = CheckList
    messages = {
        "required": _("Choose at least one."),
        "invalid_choice": _("One of them is no longer among the choices."),
        "invalid_pk_value": _("One of them is no longer among the choices."),
    }

    def in_words(self, value):
        rows = [row if isinstance(row, Model) else self.row_of(row) for row in value or []]
        return spoken([self.label_of(row) for row in rows if row is not None])


class BooleanField(Shown, forms.BooleanField):
    """A yes or no; not ticked is no."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("required", False)
        super().__init__(*args, **kwargs)

    def in_words(self, value):
        return gettext("yes") if value else gettext("no")


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


class HiddenOwnerField(forms.CharField):
    """Whose the form is, signed. A form that is shown again carries a mark of its own, whatever was sent."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def bound_data(self, data, initial):
        return initial
