from fardplan.benefits.models.boundaries import BoundaryCost
from fardplan.benefits.models.calculations import BenefitCalculation, CalculationAmount, CalculationBasis, CalculationLine
from fardplan.benefits.models.profiles import BenefitPart, BenefitProfile, BenefitValue, ChainLink, Kind

__all__ = [
    "BenefitCalculation",
    "BenefitPart",
    "BenefitProfile",
    "BenefitValue",
    "BoundaryCost",
    "CalculationAmount",
    "CalculationBasis",
    "CalculationLine",
    "ChainLink",
    "Kind",
]
