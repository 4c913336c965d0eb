"""What the search knows of this room's rows."""

from django.utils.translation import gettext_lazy as _

from fardplan.followup.models import Compilation
from fardplan.search import kinds


def register():
    kinds.register(Compilation, name=_("Yearly follow-ups"), codes=("period",), page="compilation")
