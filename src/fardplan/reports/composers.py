"""Who composes a report of each kind: a module with `compose`, `IDS`, `title_of` and `title_of_section`, as `reports.annual` has."""

from fardplan.reports import annual, county
from fardplan.reports.models import Report

OF_KIND = {Report.Kind.ANNUAL: annual, Report.Kind.COUNTY: county}


def of(kind):
    return OF_KIND[Report.Kind(kind)]
