from fardplan.audit import writes
from fardplan.benefits.models import BoundaryCost

add_boundary_cost, edit_boundary_cost = writes.verbs(BoundaryCost)
#: An entry made by mistake.
remove_boundary_cost = writes.remove
