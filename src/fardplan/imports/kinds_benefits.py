"""Benefits and work that crosses a boundary, as registers in and out. What a party says that a value is, is never read from a file."""

from django.utils.translation import gettext_lazy as _

from fardplan.accounts.permissions import Permission
from fardplan.benefits import services as benefits
from fardplan.benefits.models import BenefitProfile, BoundaryCost, Kind
from fardplan.goals.models import BenefitObject, Goal
from fardplan.imports.columns import LONG, initiative, of, party
from fardplan.imports.fields import Choice, Day, Field, Money, Number, Ref, YesNo
from fardplan.imports.kind_rows import RowKind

BENEFITS = (
    RowKind(
        "benefits", _("Benefits"), BenefitProfile, Permission.EDIT_INITIATIVE,
        (
            Field("title", "Nytta", required=True, longest=200, width=50),
            initiative(),
            Field("change", "Vad som förändras", **LONG),
            Field("for_whom", "För vem", longest=200, width=30),
            Ref("benefit_object", "Nyttoobjekt", rows=of(BenefitObject), name_of=lambda row: row.title, width=30),
            Ref("goal", "Delmål", rows=of(Goal), name_of=lambda row: row.title, width=30),
            Choice("kind", "Slag", Kind.choices, width=18),
            YesNo("is_negative", "Negativ", width=10),
            Field("measurement", "Egen mätning", longest=200, width=36),
            Field("unit", "Enhet", longest=60),
            Field("method", "Hur det mäts", **LONG),
            Number("frequency", "Månader mellan", width=12, help="1, 3, 6 eller 12"),
            Day("first_date", "Första uppföljning", width=14),
            Field("prerequisites", "Förutsättningar", **LONG),
            Field("obstacles", "Hinder", **LONG),
            Money("cost", "Kostnad (kr)", width=16),
        ),
        benefits.add_profile, benefits.edit_profile, page="benefits", remove=benefits.remove_profile, natural=("title",),
        rows=lambda p: BenefitProfile.objects.filter(programme=p).select_related("initiative", "benefit_object", "goal").order_by("title", "pk"),
        example_row=(
            "Färre besök på akuten", None, "Teamet åker hem", "Sköra äldre", None, None, "Kvalitet", "Nej", "Räknade besök", "besök", None, 6, "2024-06-30", None, None, None,
        ),
    ),
    RowKind(
        "boundary_costs", _("Work that crosses boundaries"), BoundaryCost, Permission.EDIT_ECONOMY,
        (
            Field("title", "Vad som flyttas", required=True, longest=200, width=50),
            party("from_party", "Från part", required=True, width=28),
            party("to_party", "Till part", required=True, width=28),
            Number("year", "År", required=True, width=8),
            initiative(),
            Number("volume", "Volym", whole=False, width=12),
            Field("unit", "Räknas i", longest=60),
            Number("hours", "Timmar", whole=False, width=12),
            Money("amount", "Kostnad (kr)", width=16),
            Choice("agreed", "Överenskommet", BoundaryCost.Agreed.choices, width=20),
            Field("agreement", "Om överenskommelsen", width=40),
        ),
        benefits.add_boundary_cost, benefits.edit_boundary_cost, page="boundary_costs", remove=benefits.remove_boundary_cost,
        natural=("title", "from_party", "to_party", "year"),
        rows=lambda p: BoundaryCost.objects.filter(programme=p).select_related("from_party__organisation", "to_party__organisation", "initiative").order_by("year", "pk"),
        example_row=("Blodprov hemma", "Regionens namn", "Kommunens namn", 2024, None, 300, "prov", 150, 120_000, None, None),
    ),
)  # fmt: skip
