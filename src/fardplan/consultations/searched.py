"""What the search knows of this room's rows."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fardplan.consultations.models import Consultation, ConsultationAnswer, ConsultationSection, SectionComment
from fardplan.consultations.rules import State
from fardplan.search import kinds


def sections(consultation):
    return "\n".join(f"{row.heading} {row.text}" for row in consultation.sections.all())


def comments(answer):
    return "\n".join(row.text for row in answer.comments.all())


def register():
    kinds.register(
        Consultation,
        name=_("Consultations"),
        texts=("covering_text", "conclusion", "note", sections),
        page="consultation",
        state="state",
        states=State.choices,
        weight=1.4,
    )
    kinds.follow(ConsultationSection, lambda row: row.consultation)
    kinds.register(
        ConsultationAnswer,
        name=_("Answers to consultations"),
        texts=("words", "decided_by", comments),
        codes=("reference_number",),
        url=lambda row: reverse("answer", args=[row.programme.slug, row.consultation.slug, row.party.slug]),
        # What a party has not sent has no page of its own to be found on: whoever writes it has it on My page.
        rows=lambda rows: rows.sent(),
        related=("consultation", "party__organisation"),
    )
    kinds.follow(SectionComment, lambda row: row.answer)
    kinds.follow(Consultation, lambda row: row.answers.all())
