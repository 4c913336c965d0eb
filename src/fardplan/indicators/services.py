from fardplan.audit import writes
from fardplan.indicators.models import Indicator

add_indicator, edit_indicator = writes.verbs(Indicator)
