"""What the search knows of this room's rows."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fardplan.benefits.models import BenefitCalculation, BenefitProfile, BoundaryCost
from fardplan.search import kinds


def register():
    kinds.register(
        BenefitProfile,
        name=_("Benefits"),
        texts=("change", "for_whom", "measurement", "prerequisites", "obstacles", "settled_words"),
        page="benefit",
    )
    kinds.register(BenefitCalculation, name=_("Benefit calculations"), texts=("alternative", "conclusion"), page="calculation")
    kinds.register(
        BoundaryCost,
        name=_("Work that crosses boundaries"),
        texts=("agreement",),
        url=lambda row: f"{reverse('boundary_costs', args=[row.programme.slug])}?ar={row.year}#{row.slug}",
    )
