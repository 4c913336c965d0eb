"""How working methods spread, as registers in and out: each party's own periods, what methods need, and what was aimed at."""

from django.utils.translation import gettext_lazy as _

from fardplan.accounts.permissions import Permission
from fardplan.governance.models import Decision
from fardplan.imports.columns import LONG, initiative, of, party
from fardplan.imports.fields import Choice, Day, Field, Money, Number, Ref, When
from fardplan.imports.guards import OwnRows, told_to_take
from fardplan.imports.kind_rows import RowKind
from fardplan.portfolio.models import WorkingMethod
from fardplan.spread import access
from fardplan.spread import services as spread
from fardplan.spread.models import AIM_CHOICES, Adoption, MethodSheet, SpreadAmbition, TransferCheck
from fardplan.spread.rules import Phase


def own_periods(context):
    """A coordinator writes the periods of the own party, and nobody writes those of others."""
    return OwnRows(access.writes_for(context.authority)) if context.authority is not None else told_to_take(context)


def _method():
    return Ref("method", "Arbetssätt", required=True, rows=of(WorkingMethod), name_of=lambda row: row.name, width=36)


SPREAD = (
    RowKind(
        "adoptions", _("Spread: periods per party"), Adoption, Permission.ANSWER_FOR_PARTY,
        (
            _method(),
            party("party", "Part", required=True, width=28),
            Choice("phase", "Fas", Phase.choices, required=True, width=14),
            When("began", "Började", width=18),
            When("ended", "Sista dag", width=18),
            Day("seen_date", "Känt den dag", width=14),
            Field("evidence", "Vad som visar det", **LONG),
            Field("lessons", "Lärdomar", **LONG),
            Ref("decision", "Beslut", rows=of(Decision), name_of=lambda row: row.title, width=36),
            initiative(),
        ),
        spread.add_adoption, spread.edit_adoption, page="spread", plans=own_periods, owned_by="party", remove=spread.remove_adoption,
        natural=("method", "party", "phase", "began"), named_by="method",
        rows=lambda p: Adoption.objects.filter(programme=p).select_related("method", "party__organisation", "decision", "initiative").order_by("method", "party", "from_date"),
        example_row=("Arbetssättets namn", "Kommunens namn", "Pilot", "HT 2024", None, None, None, None, None, None),
    ),
    RowKind(
        "method_sheets", _("Spread: what methods need"), MethodSheet, Permission.EDIT_FRAME,
        (
            _method(),
            Field("competence", "Kompetens", **LONG),
            Field("technique", "Teknik", **LONG),
            Field("agreements", "Avtal", **LONG),
            Money("cost", "Kostnad (kr)", width=16),
            Field("cost_words", "Om kostnaden", longest=300, width=30),
            Field("lessons", "Lärdomar", **LONG),
            Field("final_report", "Slutrapport", longest=200, width=36),
            Field("checklist", "Checklista för överföring", **LONG),
        ),
        spread.add_method_sheet, spread.edit_method_sheet, page="spread", remove=spread.remove_method_sheet, natural=("method",), named_by="method",
        rows=lambda p: MethodSheet.objects.filter(programme=p).select_related("method").order_by("pk"),
        example_row=("Arbetssättets namn", "Sjuksköterska", None, None, None, None, None, None, None),
    ),
    RowKind(
        "transfer_checks", _("Spread: check-lists per party"), TransferCheck, Permission.ANSWER_FOR_PARTY,
        (
            _method(),
            party("party", "Part", required=True, width=28),
            Field("done", "Gjort", required=True, **LONG),
            Field("words", "Om checklistan", longest=300, width=36),
        ),
        spread.add_transfer_check, spread.edit_transfer_check, page="spread", plans=own_periods, owned_by="party",
        remove=spread.remove_transfer_check, natural=("method", "party"), named_by="method",
        rows=lambda p: TransferCheck.objects.filter(programme=p).select_related("method", "party__organisation").order_by("pk"),
        example_row=("Arbetssättets namn", "Kommunens namn", "Avtal om läkartid är undertecknat", None),
    ),
    RowKind(
        "spread_ambitions", _("Spread: ambitions"), SpreadAmbition, Permission.EDIT_FRAME,
        (
            _method(),
            Number("year", "År", required=True, width=8),
            Choice("phase", "Minst", AIM_CHOICES, required=True, width=14),
            Number("parties", "Antal parter", required=True, width=12),
            Field("words", "Som det står", longest=200, width=36),
        ),
        spread.add_spread_ambition, spread.edit_spread_ambition, page="spread", remove=spread.remove_spread_ambition,
        natural=("method", "year", "phase"), named_by="method",
        rows=lambda p: SpreadAmbition.objects.filter(programme=p).select_related("method").order_by("pk"),
        example_row=("Arbetssättets namn", 2026, "Infört", 5, None),
    ),
)  # fmt: skip
