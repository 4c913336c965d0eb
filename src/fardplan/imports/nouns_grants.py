"""Funding and what grants were used for, as a folder tells it."""

from fardplan.economy import models as economy
from fardplan.economy import services as E
from fardplan.imports.noun import noun, pair

USES = noun("uses", economy.GrantUse, pair(E, "grant_use"), "id title", "kind amount own comment", parent="funding")
FUNDING = noun(
    "funding",
    economy.Funding,
    pair(E, "funding"),
    "id year",
    "role organisation organisation_words grant chapter share amount printed comment",
    children=(USES,),
)
