"""What the search knows of this room's rows."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fardplan.goals.models import ProgrammeArea
from fardplan.portfolio.models import Initiative
from fardplan.search import kinds
from fardplan.status.models import Checklist, Deviation, DeviationNote, Friction, FrictionNote, Risk, StatusReport
from fardplan.status.rules import PARTS, RiskState


def notes(row):
    return "\n".join(note.text for note in row.notes.all())


def register():
    kinds.register(
        StatusReport,
        name=_("Status reports"),
        texts=("done", "next", "deviations", "asks", "forecast", "reason", *(f"{part}_words" for part in PARTS)),
        title=lambda row: f"{row.about} {row.period}",
        page="status_report",
        related=("initiative", "programme_area"),
    )
    kinds.follow(Initiative, lambda row: row.status_reports.all())
    kinds.follow(ProgrammeArea, lambda row: row.status_reports.all())
    kinds.register(
        Risk,
        name=_("Risks"),
        texts=("text", "cause", "event", "effect", "response", "owner", "state_words"),
        page="risk",
        state="state",
        states=RiskState.choices,
        weight=1.2,
    )
    kinds.register(
        Deviation,
        name=_("Deviations"),
        texts=("happened", "doing", "activity_words", "closed_words", notes),
        page="deviation",
        weight=1.2,
    )
    kinds.follow(DeviationNote, lambda row: row.deviation)
    kinds.register(Friction, name=_("Friction"), texts=("text", "wanted", "closed_by_words", notes), page="friction", weight=1.2)
    kinds.follow(FrictionNote, lambda row: row.friction)
    kinds.register(Checklist, name=_("Checklists"), url=lambda row: reverse("checklists", args=[row.programme.slug]))
