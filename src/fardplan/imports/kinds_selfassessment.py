"""The statements of instruments of self-assessment, in and out. A unit's answers have a file of their own, on its page."""

from django.utils.translation import gettext_lazy

from fardplan.accounts.permissions import Permission
from fardplan.goals.models import Goal
from fardplan.imports.columns import of
from fardplan.imports.fields import Field, Number, Ref
from fardplan.imports.kind_rows import RowKind
from fardplan.selfassessment import services
from fardplan.selfassessment.models import Instrument, Statement

STATEMENTS = (
    RowKind(
        "statements", gettext_lazy("Statements of self-assessment"), Statement, Permission.EDIT_INDICATORS,
        (
            Ref("instrument", "Instrument", required=True, rows=of(Instrument), name_of=str, width=36, help="Namn och version, som Självskattning, 1."),
            Ref("goal", "Delmål", required=True, rows=of(Goal), name_of=lambda row: row.title, width=40),
            Field("text", "Påstående", required=True, longest=300, width=60),
            Field("help", "Vad som menas", longest=500, width=40),
            Number("weight", "Vikt", width=8, default="1"),
        ),
        services.add_statement, services.edit_statement, page="instruments", remove=services.remove_statement,
        natural=("instrument", "text"), named_by="text",
        rows=lambda p: Statement.objects.filter(programme=p).select_related("instrument", "goal").order_by("instrument", "goal__number", "position", "pk"),
        example_row=("Självskattning, 1", "Delmålets namn", "Vi frågar vad som är viktigt.", None, 1),
    ),
)  # fmt: skip
