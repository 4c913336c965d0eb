"""What the search knows of this room's rows."""

from django.utils.translation import gettext_lazy as _

from fardplan.benefits.models import BenefitProfile
from fardplan.search import kinds


def register():
    kinds.register(
        BenefitProfile,
        name=_("Benefits"),
        texts=("change", "for_whom", "measurement", "prerequisites", "obstacles", "settled_words"),
        page="benefit",
    )
