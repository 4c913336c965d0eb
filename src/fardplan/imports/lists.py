"""Lists that can be downloaded but not read in: what stands in them is written step by step on their pages, with somebody's name to each step.

Each shows whoever downloads it what its page shows them: a local group's own friction is nobody else's.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from fardplan.governance.models import DocumentPoint, DocumentVersion, Escalation, Meeting
from fardplan.imports.table import Column
from fardplan.plan.models import Dependency, OngoingWork, PlanItem
from fardplan.portfolio.models import Initiative
from fardplan.portfolio.rules import EARLY, Phase, phase_on
from fardplan.reviews.models import CitizenDialogue, Tip
from fardplan.status.models import ChecklistAnswer, Deviation, Friction, StatusReport


@dataclass(frozen=True)
class ListKind:
    """`columns` are (heading, width, what of a row: text, number, day or None)."""

    key: str
    title: Any
    model: type
    columns: tuple
    page: str
    related: tuple[str, ...] = ()
    prefetch: tuple[str, ...] = ()
    order: tuple[str, ...] = ("pk",)
    #: whether a row belongs in the list, when not all do
    only: Any = None
    #: where the programme stands, when the row is a part of another
    programme: str = "programme"

    def may(self, context):
        return False

    def columns_for(self, programme):
        return tuple(Column(heading, heading, False, (), "", (), False, width) for heading, width, _value in self.columns)

    def export(self, context):
        rows = self.model.objects.filter(**{self.programme: context.programme})
        if context.authority is not None and self.programme == "programme":
            rows = rows.visible_to(context.by).filter(programme=context.programme)
        for row in rows.select_related(*self.related).prefetch_related(*self.prefetch).order_by(*self.order):
            if self.only is None or self.only(row, context.day):
                with override("sv"):
                    cells = [value(row, context.day) for _heading, _width, value in self.columns]
                yield cells

    def example(self, context):
        return None

    def lists(self, context):
        return {}


def _get(path):
    """A value by its path: "forum.name"; days stay days, everything else is its words."""

    def value(row, day):
        found = row
        for name in path.split("."):
            found = getattr(found, name) if found is not None else None
        if found is None or (isinstance(found, date | int) and not isinstance(found, bool)):
            return found
        return str(found)

    return value


def _label(name):
    return lambda row, day: str(getattr(row, f"get_{name}_display")()) or None


def _yes_no(name):
    return lambda row, day: "Ja" if getattr(row, name) else "Nej"


def _is_early(row, day):
    phase = _phase(row, day)
    return phase is None or phase in EARLY


def _phase(row, day):
    """The phase of the day; of no day, when none is asked for, the last of the history."""
    phases = sorted(row.phases.all(), key=lambda phase: (phase.position, phase.pk))
    return phase_on(phases, day) if day else (phases[-1].phase if phases else None)


def _phase_label(row, day):
    phase = _phase(row, day)
    return str(Phase(phase).label) if phase else None


def _document_kind(row, day):
    return str(row.document.get_kind_display())


def _state(row, day):
    return str(row.activity.get_state_display())


def _plan_parties(row, day):
    return "; ".join(sorted(party.name for party in row.plan.parties.all()))


def _used_by(row, day):
    return "; ".join(use.party.name for use in row.uses.all()) or None


def _said(row, day):
    return "; ".join(finding.text for finding in row.findings.all()) or None


ORGANISATION = "party.organisation.name"

LISTS = (
    ListKind(
        "ideas", _("Ideas and proposals"), Initiative,
        (("Nyckel", 24, _get("slug")), ("Utvecklingsarbete", 50, _get("title")), ("Fas", 18, _phase_label), ("Beskrivning", 60, _get("description"))),
        "portfolio", prefetch=("phases",), order=("title", "pk"), only=_is_early,
    ),
    ListKind(
        "meetings", _("Meetings"), Meeting,
        (
            ("Nyckel", 24, _get("slug")), ("Forum", 30, _get("forum.name")), ("Möte", 36, _get("title")), ("När", 18, _get("time.words")),
            ("Var", 24, _get("place")), ("Protokoll", 20, _label("minutes")), ("Diarienummer", 18, _get("reference_number")),
        ),
        "meetings", related=("forum",), order=("time_starts_earliest", "pk"),
    ),
    ListKind(
        "raised", _("Raised obstacles and possibilities"), Escalation,
        (
            ("Nyckel", 24, _get("slug")), ("Slag", 14, _label("kind")), ("Vad det gäller", 50, _get("title")), ("Text", 60, _get("text")),
            ("Part", 28, _get(ORGANISATION)), ("Lyft", 12, _get("raised_date")), ("Svar", 60, _get("answer")), ("Besvarat", 12, _get("answered_date")),
        ),
        "raised", related=("party__organisation",), order=("raised_date", "pk"),
    ),
    ListKind(
        "status_reports", _("Status reports"), StatusReport,
        (
            ("Nyckel", 24, _get("slug")), ("Utvecklingsarbete", 40, _get("initiative.title")), ("Programområde", 30, _get("programme_area.name")),
            ("Period", 10, _get("period")), ("Version", 8, _get("number")), ("Skickad", 12, _get("sent_date")), ("Gjort", 60, _get("done")),
            ("Härnäst", 60, _get("next")), ("Avvikelser", 60, _get("deviations")), ("Till styrgruppen", 60, _get("asks")),
        ),
        "status_reports", related=("initiative", "programme_area"), order=("period", "pk"),
    ),
    ListKind(
        "deviations", _("Deviations"), Deviation,
        (
            ("Nyckel", 24, _get("slug")), ("Avvikelse", 50, _get("title")), ("Allvar", 30, _label("seriousness")),
            ("Utvecklingsarbete", 36, _get("initiative.title")), ("Part", 28, _get(ORGANISATION)), ("Vad som har hänt", 60, _get("happened")),
            ("Vad som görs", 60, _get("doing")), ("Rapporterad", 12, _get("reported_date")), ("Stängd", 12, _get("closed_date")),
            ("Hur det gick", 50, _get("closed_words")),
        ),
        "deviations", related=("initiative", "party__organisation"), order=("reported_date", "pk"),
    ),
    ListKind(
        "frictions", _("Friction"), Friction,
        (
            ("Nyckel", 24, _get("slug")), ("Part", 28, _get(ORGANISATION)), ("Vad som skaver", 50, _get("title")), ("För vem och när", 60, _get("text")),
            ("Hur det borde vara", 60, _get("wanted")), ("Infört", 12, _get("entered_date")), ("Delat i länet", 12, _get("shared_date")),
            ("Skaver inte sedan", 14, _get("closed_date")),
        ),
        "frictions", related=("party__organisation",), order=("entered_date", "pk"),
    ),
    ListKind(
        "dependencies", _("Dependencies"), Dependency,
        (
            ("Nyckel", 24, _get("slug")), ("Beroende", 60, _get("text")), ("Utvecklingsarbete", 40, _get("initiative.title")),
            ("Beror på", 40, _get("on_initiative.title")), ("Styrdokument", 40, _get("document.title")),
        ),
        "dependencies", related=("initiative", "on_initiative", "document"), order=("position", "pk"),
    ),
    ListKind(
        "ongoing_works", _("Ongoing work"), OngoingWork,
        (
            ("Nyckel", 24, _get("slug")), ("Part", 28, _get(ORGANISATION)), ("Pågående arbete", 50, _get("title")), ("Beskrivning", 60, _get("text")),
            ("Bedrivs", 30, _label("together")), ("Sedan", 18, _get("time.words")), ("Överenskommelse", 40, _get("agreement")),
            ("Rapporterat till staten", 14, _yes_no("is_reported")), ("Inventeringens år", 12, _get("year")),
        ),
        "ongoing_works", related=("party__organisation",), order=("-year", "party__organisation__short_name", "title"),
    ),
    ListKind(
        "plan_items", _("Activities of local plans"), PlanItem,
        (
            ("Plan", 40, _get("plan.title")), ("År", 8, _get("plan.year")), ("Parter", 40, _plan_parties), ("Aktivitet", 50, _get("activity.title")),
            ("När", 18, _get("activity.time.words")), ("Hur", 60, _get("how")), ("Vem", 30, _get("activity.executing")),
            ("Ansvarig part", 28, _get("activity.responsible.organisation.name")), ("Hur det följs upp", 60, _get("followed_up")),
            ("Läge", 14, _state), ("Förd över från", 50, _get("carried_from.title")),
        ),
        "plans", related=("plan", "activity__responsible__organisation", "carried_from"), prefetch=("plan__parties__organisation",),
        order=("-plan__year", "plan__title", "position", "pk"), programme="plan__programme",
    ),
    ListKind(
        "tips", _("What others can use"), Tip,
        (
            ("Nyckel", 24, _get("slug")), ("Använd det här", 50, _get("title")), ("Hur, och för vem", 60, _get("text")), ("Vad som krävs", 50, _get("needs")),
            ("Aktivitet", 50, _get("review.activity.title")), ("Period", 10, _get("review.period")), ("Part", 28, _get("review.party.organisation.name")),
            ("Används av", 40, _used_by),
        ),
        "tips", related=("review__activity", "review__party__organisation"), prefetch=("uses__party__organisation",), order=("-pk",),
    ),
    ListKind(
        "citizen_dialogues", _("Citizen dialogues"), CitizenDialogue,
        (
            ("Nyckel", 24, _get("slug")), ("Medborgardialog", 50, _get("title")), ("När", 18, _get("time.words")), ("Var", 24, _get("place")),
            ("Med vilka", 40, _get("with_whom")), ("Hur många", 10, _get("people")), ("Hur", 30, _get("method")), ("Hölls av", 28, _get(ORGANISATION)),
            ("Vad som sades", 80, _said), ("Återkopplat", 60, _get("told_back")), ("Återkopplat den", 12, _get("told_back_date")),
        ),
        "listening", related=("party__organisation",), prefetch=("findings",), order=("-time_starts_earliest", "-pk"),
    ),
    ListKind(
        "document_versions", _("Governing documents: versions"), DocumentVersion,
        (
            ("Nyckel", 24, _get("slug")), ("Styrdokument", 40, _get("document.title")), ("Slag", 24, _document_kind), ("Ägare", 30, _get("document.owner")),
            ("Version", 10, _get("number")), ("Datum", 18, _get("dated.words")), ("Vad som ändrades", 60, _get("summary")),
        ),
        "documents", related=("document",), order=("document__title", "position", "pk"),
    ),
    ListKind(
        "document_points", _("Governing documents: points"), DocumentPoint,
        (
            ("Nyckel", 24, _get("slug")), ("Styrdokument", 40, _get("document.title")), ("Slag", 24, _label("kind")), ("Nummer", 10, _get("number")),
            ("Text", 80, _get("text")),
        ),
        "documents", related=("document",), order=("document__title", "position", "pk"),
    ),
    ListKind(
        "checklist_answers", _("Checklists: answers"), ChecklistAnswer,
        (
            ("Checklista", 40, _get("round.checklist.title")), ("Omgång", 12, _get("round.dated")), ("Vem svarade", 30, _get("round.answered_by")),
            ("Fråga", 60, _get("question.text")), ("Svar", 14, _label("answer")), ("Kommentar", 60, _get("words")),
        ),
        "checklists", related=("round__checklist", "question"), order=("round__checklist", "round__dated", "question__position", "pk"),
        programme="round__programme",
    ),
)  # fmt: skip
