"""What the search knows of this room's rows."""

from django.utils.translation import gettext_lazy as _

from fardplan.indicators.models import Indicator
from fardplan.search import kinds


def register():
    kinds.register(
        Indicator,
        name=_("Indicators"),
        texts=("method", "primary_source", "responsible"),
        codes=("short_name",),
        page="indicator",
        weight=1.2,
    )
