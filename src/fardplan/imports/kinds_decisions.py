"""Matters, decisions and what is to become of them, as registers in and out. A decision from a file moves no work: that is done on its page."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fardplan.accounts.permissions import Permission
from fardplan.governance import services as governance
from fardplan.governance.decisions import free_decision_slug
from fardplan.governance.models import Decision, Document, FollowUp, Forum, Matter
from fardplan.governance.rules import TaskState
from fardplan.imports.columns import LONG, initiative, of, party
from fardplan.imports.fields import Choice, Day, Field, Ref, When
from fardplan.imports.kind_rows import RowKind


def _title(row):
    return row.title


def _add_matter(*, by, slug, **values):
    return governance.enter_matter(by=by, **values)


def _add_decision(*, by, slug, programme, title, matter=None, **values):
    """A decision whose matter is not named gets one of its own, as on its page."""
    matter = matter or governance.enter_matter(by=by, programme=programme, title=title)
    return governance.add_decision(
        by=by, programme=programme, slug=free_decision_slug(programme, title), title=title, matter=matter, **values
    )


def _edit_decision(decision, *, by, **values):
    if "matter" in values and values["matter"] is None:
        values.pop("matter")  # no decision is without one
    try:
        return governance.edit_decision(decision, by=by, **values)
    except governance.Closed as closed:
        raise ValidationError(str(closed)) from closed


DECISIONS = (
    RowKind(
        "matters", _("Matters"), Matter, Permission.PREPARE_MATTER,
        (
            Field("title", "Ärende", required=True, longest=200, width=50),
            Choice("kind", "Slag", Matter.Kind.choices, width=24, default=Matter.Kind.OTHER),
            Field("text", "Text", **LONG),
            Field("reference_number", "Diarienummer", longest=60),
            Ref("document", "Styrdokument", rows=of(Document), name_of=_title, width=36),
            initiative(),
            party("parties", "Tillfrågade parter", many=True, width=40, help="Flera skiljs åt med semikolon. Tomt: alla parter."),
        ),
        _add_matter, governance.edit_matter, page="matters",
        rows=lambda p: Matter.objects.filter(programme=p).select_related("document", "initiative").order_by("title", "pk"),
        example_row=("Handlingsplan 2025", "Plan", None, "2024-0012", None, None, None),
    ),
    RowKind(
        "decisions", _("Decisions"), Decision, Permission.RECORD_DECISION,
        (
            Field("title", "Beslut", required=True, longest=200, width=50),
            Choice("kind", "Slag", Decision.Kind.choices, width=16, default=Decision.Kind.DECIDES),
            When("time", "När", width=18),
            Ref("forum", "Forum", rows=of(Forum), name_of=lambda row: row.name, width=28),
            Field("decided_by", "Beslutat av", longest=160, width=28),
            Field("reference_number", "Diarienummer", longest=60),
            Ref("matter", "Ärende", rows=of(Matter), name_of=_title, width=36, help="Lämna tom för ett nytt ärende med beslutets namn."),
            Field("text", "Text", **LONG),
        ),
        _add_decision, _edit_decision, page="decisions", remove=governance.remove_decision, natural=("title", "time"),
        rows=lambda p: Decision.objects.filter(programme=p).select_related("forum", "matter").order_by("title", "pk"),
        example_row=("Handlingsplanen antas", "Beslutar", "2024-11-20", "Styrgruppen", None, "2024-0012", None, None),
    ),
    RowKind(
        "follow_ups", _("What is to be done"), FollowUp, Permission.RECORD_DECISION,
        (
            Ref("decision", "Beslut", required=True, rows=of(Decision), name_of=_title, width=40),
            Field("title", "Att göra", required=True, longest=200, width=50),
            party("party", "Part", width=28),
            Ref("forum", "Forum", rows=of(Forum), name_of=lambda row: row.name, width=28),
            Field("post", "Funktion", longest=120, width=24, help="En roll, aldrig ett namn."),
            When("due", "Sista dag", required=True, width=18),
            Choice("state", "Läge", TaskState.choices, width=14, default=TaskState.NOT_BEGUN),
            Day("done_date", "Klar eller förfallen", width=16),
            Field("reason", "Varför den förföll", width=36),
        ),
        governance.add_follow_up, governance.edit_follow_up, page="follow_ups", remove=governance.remove_follow_up,
        natural=("decision", "title"), named_by="title",
        rows=lambda p: FollowUp.objects.filter(programme=p).select_related("decision", "party__organisation", "forum").order_by("decision", "pk"),
        example_row=("Handlingsplanen antas", "Skicka ut planen", None, None, "Programledare", "2024-12-01", "Ej påbörjad", None, None),
    ),
)  # fmt: skip
