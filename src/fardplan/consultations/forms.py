from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from fardplan.consultations.rules import STANCE_WORDS, Kind, Stance
from fardplan.governance.models import DocumentVersion, Matter
from fardplan.governance.queries import matters_of
from fardplan.kit import forms
from fardplan.parties.models import Party


class ConsultationForm(forms.Form):
    title = forms.TextField(label=_("What is sent out"), max_length=200, hint=_("Such as Programme plan 1.3."))
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=Kind.choices,
        radio=True,
        initial=Kind.CONSULTATION,
        option_hints={
            Kind.CONSULTATION: _("The parties support, support with comments or reject."),
            Kind.LETTER_OF_INTENT: _("Each party adopts it or not, in its own body."),
        },
    )
    parties = forms.ModelMultipleChoiceField(Party.objects.none(), label=_("Send to the parties"), required=False)
    last_day = forms.DateField(
        label=_("Last day for answers"), required=False, hint=_("To and including that day. You can set it when you send.")
    )
    covering_text = forms.LongTextField(label=_("Covering text"), required=False, hint=_("What you ask for, and why now."))
    document_version = forms.ModelChoiceField(
        DocumentVersion.objects.none(),
        label=_("Version of a governing document"),
        required=False,
        label_of=lambda row: f"{row.document.title}, {row.number}",
    )
    matter = forms.ModelChoiceField(Matter.objects.none(), label=_("Matter"), required=False, empty_label=_("A matter of its own"))
    note = forms.LongTextField(label=_("Note"), required=False, rows=2)

    def __init__(self, *args, programme, parties, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parties"].queryset = Party.objects.filter(pk__in=[party.pk for party in parties]).in_order()
        self.fields["parties"].label_of = lambda party: party.name
        if held is None:
            self.fields["parties"].initial = [party.pk for party in parties]
        versions = DocumentVersion.objects.filter(programme=programme).select_related("document")
        self.fields["document_version"].queryset = versions.order_by("document_id", "position", "pk")
        self.fields["matter"].queryset = matters_of(programme)
        if held is not None:
            self.fields["matter"] = forms.ModelChoiceField(matters_of(programme), label=_("Matter"))


class TextForm(forms.Form):
    text = forms.LongTextField(
        label=_("The whole text"),
        rows=24,
        required=False,
        hint=_("Paste it. A line that begins with # is a heading, and so is a numbered line of its own, such as 2.1 Goals."),
    )


class SectionForm(forms.Form):
    number = forms.TextField(label=_("Number"), max_length=20, required=False, width="s")
    heading = forms.TextField(label=_("Heading"), max_length=200)
    level = forms.ChoiceField(
        label=_("Level"), choices=[(1, _("Chapter")), (2, _("Section")), (3, "3"), (4, "4")], coerce=int, initial=1, width="s"
    )
    text = forms.RichTextField(label=_("Text"), required=False, rows=10)

    layout = (("number", "level"), "heading", "text")


class SendForm(forms.Form):
    last_day = forms.DateField(label=_("Last day for answers"), hint=_("To and including that day."))
    covering_text = forms.LongTextField(label=_("Covering text"), required=False, hint=_("What you ask for, and why now."))


class ExtendForm(forms.Form):
    last_day = forms.DateField(label=_("New last day"), hint=_("To and including that day."))
    reason = forms.TextField(label=_("Reason"), max_length=300, hint=_("Everybody in the programme reads it."))


class CloseForm(forms.Form):
    pass


class CompileForm(forms.Form):
    conclusion = forms.LongTextField(
        label=_("What the answers say, and what becomes of them"), rows=10, hint=_("It stands first in the compiled document.")
    )


class AnswerForm(forms.Form):
    """A party's answer, with a comment on each section of `sections` where it wants to. Whole only when it is `sending`."""

    stance = forms.ChoiceField(label=_("What do you answer?"), radio=True, required=False, empty_label=_("Not decided yet"))
    words = forms.LongTextField(label=_("In your own words"), required=False, rows=5)
    decided_date = forms.DateField(label=_("The decision's date"), required=False)
    decided_by = forms.TextField(label=_("Deciding body"), max_length=160, required=False, hint=_("Such as the municipal executive board."))
    reference_number = forms.TextField(label=_("Reference number"), max_length=60, required=False)

    def __init__(self, *args, consultation, sections, sending, **kwargs):
        self.sections = sections
        super().__init__(*args, **kwargs)
        words = STANCE_WORDS[Kind(consultation.kind)]
        self.fields["stance"].choices = [(stance.value, words[stance]) for stance in Stance]
        if sending:
            self.fields["stance"].required = True
        if consultation.is_letter:
            self.fields["words"].label = _("Addition or reason")
        parts = []
        for section in sections:
            stance, text = f"section_{section.pk}", f"section_{section.pk}_text"
            self.fields[stance] = forms.ChoiceField(
                label=_("Answer on this part"), choices=self.fields["stance"].choices, required=False, empty_label=_("None of its own")
            )
            self.fields[text] = forms.LongTextField(label=_("Remark"), required=False, rows=3)
            parts.append(forms.Part(str(section), stance, text))
        self.layout = ("stance", "words", ("decided_date", "reference_number"), "decided_by", *parts)
        self.sending = sending

    @property
    def whole(self):
        """Rows of fields about the text as a whole."""
        return self.parts[0]["rows"]

    @property
    def chapters(self):
        """For each section: the section, its fields, and whether something stands in them."""
        found = []
        for section in self.sections:
            fields = [self[f"section_{section.pk}"], self[f"section_{section.pk}_text"]]
            is_open = any(bound.value() or bound.errors for bound in fields)
            found.append({"section": section, "fields": fields, "is_open": is_open})
        return found

    def clean(self):
        values = super().clean()
        if self.sending and values.get("stance") in (Stance.REJECTS, Stance.SUPPORTS_WITH_COMMENTS):
            said = values.get("words") or any(values.get(f"section_{section.pk}_text") for section in self.sections)
            if not said:
                self.add_error("words", django_forms.ValidationError(_("Say what you want otherwise, here or on a part of the text.")))
        return values

    def for_service(self):
        values = {name: self.cleaned_data[name] for name in AnswerForm.base_fields}
        comments = [
            {
                "section": section,
                "stance": self.cleaned_data[f"section_{section.pk}"],
                "text": self.cleaned_data[f"section_{section.pk}_text"],
            }
            for section in self.sections
        ]
        return {**values, "comments": comments}


def initial_of_answer(answer, sections):
    """The form's values from a draft, or from the answer that a supplement begins with."""
    if answer is None:
        return {}
    values = {name: getattr(answer, name) for name in AnswerForm.base_fields}
    held = {row.section_id: row for row in answer.comments.all()}
    for section in sections:
        row = held.get(section.pk)
        values[f"section_{section.pk}"] = row.stance if row else ""
        values[f"section_{section.pk}_text"] = row.text if row else ""
    return values
