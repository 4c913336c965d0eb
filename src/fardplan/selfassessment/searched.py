"""What the search knows of this room's rows. Answers are nobody's but the unit's: they are not searched."""

from django.utils.translation import gettext_lazy as _

from fardplan.search import kinds
from fardplan.selfassessment.models import Instrument, Round, Statement
from fardplan.selfassessment.rules import State


def statements(instrument):
    return "\n".join(f"{row.text} {row.help}" for row in instrument.statements.all())


def register():
    kinds.register(
        Round, name=_("Rounds of self-assessment"), texts=("note",), codes=("period",), page="round", state="state", states=State.choices
    )
    kinds.register(Instrument, name=_("Instruments"), texts=("description", statements), page="instrument")
    kinds.follow(Statement, lambda row: row.instrument)
