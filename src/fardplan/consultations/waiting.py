"""What consultations expect of whom: a party's answer, and the compiling of them all."""

from django.urls import reverse
from django.utils.translation import gettext as _

from fardplan.consultations import access, queries
from fardplan.consultations.models import Consultation
from fardplan.consultations.rules import TAKES_ANSWERS
from fardplan.kit.waiting import Waiting


def waiting_for(authority, *, today) -> list[Waiting]:
    """Answers due for the parties that the user answers for, and what can be compiled. Three queries, or none for those it is not for."""
    own = access.answers_for(authority)
    prepares = access.can_prepare(authority)
    if not (own or prepares):
        return []
    programme = authority.programme
    out = Consultation.objects.filter(programme=programme, state__in=TAKES_ANSWERS, answers_unknown=False)
    waiting = []
    for line in queries.lines_of(out, today=today):
        row = line.consultation
        for square in line.squares:
            if square.party.pk in own and not square.is_given:
                waiting.append(
                    Waiting(
                        kind="consultation_answer",
                        key=f"consultation-answer:{row.pk}:{square.party.pk}",
                        title=_("Answer “%(title)s”") % {"title": row.title},
                        url=reverse("answer_write", args=[programme.slug, row.slug, square.party.slug, 1]),
                        last_day=row.last_day,
                        detail=square.name,
                    )
                )
        if prepares and line.squares and not line.missing:
            waiting.append(
                Waiting(
                    kind="consultation_compile",
                    key=f"consultation-compile:{row.pk}",
                    title=_("Compile the answers to “%(title)s”") % {"title": row.title},
                    url=reverse("consultation_compile", args=[programme.slug, row.slug]),
                    detail=_("All have answered."),
                )
            )
    return waiting
