from django.utils.translation import gettext_lazy as _

from fardplan.kit import forms
from fardplan.reports.models import StatedFigure
from fardplan.reports.subjects import SUBJECTS


class StartForm(forms.Form):
    """`kind` is a `kinds.Kind`; `rows` are what it can be about, none when it is about the programme."""

    about = forms.ChoiceField(label=_("About"))
    period = forms.TextField(
        label=_("Period"),
        max_length=7,
        width="s",
        hint=_("A year such as 2023, a half-year 2023-H1, a quarter 2023-Q1 or a month 2023-05."),
    )
    title = forms.TextField(label=_("Title"), max_length=200, required=False, hint=_("Left empty, the report is called after its period."))

    layout = ("about", "period", "title")

    def __init__(self, *args, kind, rows=(), **kwargs):
        super().__init__(*args, **kwargs)
        if kind.is_about_programme:
            del self.fields["about"]
            return
        self.fields["about"].label = SUBJECTS[kind.about].title
        self.fields["about"].choices = [("", _("Choose")), *((row.slug, str(row)) for row in rows)]


class SectionTextForm(forms.Form):
    text = forms.RichTextField(
        label=_("Text"),
        required=False,
        rows=18,
        hint=_(
            "An empty line begins a new paragraph. Lines that begin with “- ” make a list. A figure from the register is written [[…]]."
        ),
    )


class PlainValueField(forms.TextField):
    """A value written plainly: what is right depends on its kind, which the row knows."""


class StatedFigureForm(forms.Form):
    label = forms.TextField(label=_("About what"), max_length=200, hint=_("In words, such as “Budget for 2023”."))
    subject = forms.TextField(
        label=_("Key"), max_length=120, hint=_("Statements with the same key are compared with each other, such as budget-2023.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=StatedFigure.Kind.choices)
    words = forms.TextField(label=_("As printed"), max_length=300, hint=_("Word for word, such as “6,3 mnkr”."))
    value = PlainValueField(label=_("Value"), max_length=120, hint=_("The same, plainly: 6300000, 94.3 or 2023-10-25."))
    document = forms.TextField(label=_("Document"), max_length=160)
    place = forms.TextField(label=_("Place"), max_length=120, hint=_("Page, section or table."))
    register = forms.TextField(
        label=_("Figure in the register"),
        max_length=160,
        required=False,
        hint=_("Its reference, such as budget.outturn@2023. Left empty, the statement is compared with other statements only."),
    )

    layout = ("label", "subject", ("kind", "value"), "words", ("document", "place"), "register")


class FreeFigureForm(forms.Form):
    reason = forms.TextField(
        label=_("Where the number is from"),
        max_length=300,
        hint=_("Such as “counted at the meeting on 3 May” or “the municipality's own annual report”. It stays with the draft."),
    )


class StepForm(forms.Form):
    """Asks nothing: the page says what will happen, and the button does it."""
