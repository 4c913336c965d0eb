"""Reads about how things stand, a module for each kind."""

from fardplan.status.queries.checklists import checklist_page, checklists_of
from fardplan.status.queries.deviations import deviation_rows
from fardplan.status.queries.frictions import friction_page
from fardplan.status.queries.reports import asks_of, latest_status, reports_page, setup_of, statuses_at
from fardplan.status.queries.risks import heat_map, risk_rows

__all__ = [
    "asks_of",
    "checklist_page",
    "checklists_of",
    "deviation_rows",
    "friction_page",
    "heat_map",
    "latest_status",
    "reports_page",
    "risk_rows",
    "setup_of",
    "statuses_at",
]
