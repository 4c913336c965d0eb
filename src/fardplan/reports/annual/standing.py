"""How the work stood in the year, compiled from what was reported during it: each piece of work once, each line with its report."""

from fardplan.reports.statuses import Statuses

#: Parts that the section is made of, in order: what counts, then what the half-year reports said of it.
COUNTED = ("status.summary", "status.colours", "status.missing")
HALF_YEARS = ("compiled.half_years", "compiled.recommended")


def status(draft):
    """Nothing when nobody has reported: a year before there were status reports has no such section."""
    from fardplan.reports.parts import PARTS  # parts are made of this package
    from fardplan.reports.parts.compiled import HalfYears

    names = COUNTED if draft.register.more(Statuses).of(draft.period) else ()
    names += HALF_YEARS if draft.register.more(HalfYears).of(draft.period) else ()
    return [block for name in names for block in PARTS[name].make(draft)]
