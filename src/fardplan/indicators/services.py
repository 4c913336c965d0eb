from fardplan.audit import writes
from fardplan.indicators.models import Indicator

add_indicator, edit_indicator = writes.verbs(Indicator)

#: An entry made by mistake. Raises ProtectedError when something hangs on it.
remove_indicator = writes.remove
