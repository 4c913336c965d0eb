"""What a folder may hold of benefits: profiles with their parties, calculations, work that crosses a boundary."""

from fardplan.benefits import models as benefits
from fardplan.benefits import services as B
from fardplan.imports.noun import SOURCED, Inline, noun, pair

BENEFITS = (
    noun(
        "benefits",
        benefits.BenefitProfile,
        pair(B, "profile"),
        "id title",
        "initiative working_method change for_whom benefit_object goal kind negative indicator measurement unit method frequency first_date"
        " prerequisites obstacles cost risk risk_words state reviewed_date reviewed_by approved_date approved_by decision settled_date outcome"
        " settled_words",
        inlines={"chain": Inline(benefits.ChainLink, ("stage", "text", "leads_to", *SOURCED), "chain")},
        children=(
            noun(
                "parties",
                benefits.BenefitPart,
                pair(B, "part"),
                "id party",
                "owner baseline baseline_date target target_date note",
                parent="profile",
                children=(
                    noun(
                        "values",
                        benefits.BenefitValue,
                        pair(B, "value"),
                        "id dated reported",
                        "words value answered_date answered_as answer_words",
                        parent="part",
                    ),
                ),
            ),
        ),
    ),
    noun("calculation_bases", benefits.CalculationBasis, pair(B, "basis"), "id from_date hours_per_month factor rate"),
    noun(
        "benefit_calculations",
        benefits.BenefitCalculation,
        pair(B, "calculation"),
        "id title dated first_year years",
        "profile initiative alternative conclusion",
        children=(
            noun(
                "lines",
                benefits.CalculationLine,
                pair(B, "calculation_line"),
                "id title side kind",
                "party actor unit salary assumption",
                parent="calculation",
                inlines={"amounts": Inline(benefits.CalculationAmount, ("year", "low", "high"), "amounts")},
            ),
        ),
    ),
    noun(
        "boundary_costs",
        benefits.BoundaryCost,
        pair(B, "boundary_cost"),
        "id title from_party to_party year",
        "initiative working_method volume unit hours amount agreed decision agreement",
    ),
)
