"""How reviews are put together, and which small groups are not shown. Pure: no rows, no clock."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from fardplan.kit.periods import ReportPeriod


class Kind(models.TextChoices):
    HELPED = "helped", _("helped")
    HINDERED = "hindered", _("hindered")


class Tone(models.TextChoices):
    """What a step of the scale says of the way to the goal."""

    CLOSER = "closer", _("nearer the goal")
    SAME = "same", _("neither nearer nor further away")
    FURTHER = "further", _("further from the goal")
    EARLY = "early", _("too early to say")


#: The tone as a shape (kit/status.html): an early word is not a warning.
SHAPES = {Tone.CLOSER: "ok", Tone.SAME: "paused", Tone.FURTHER: "bad", Tone.EARLY: "clock"}


def within(code: str, period: ReportPeriod) -> bool:
    """Whether a period's code lies inside `period`: "2022-H1" lies in 2022."""
    inner = ReportPeriod.parse(code)
    return period.first_day <= inner.first_day and inner.until_date <= period.until_date


def codes_within(period: ReportPeriod) -> frozenset[str]:
    """Every code of a stretch inside `period`, itself included: of 2022 the year, two halves, four quarters and twelve months."""
    year = period.year
    codes = [
        f"{year}",
        *(f"{year}-H{n}" for n in (1, 2)),
        *(f"{year}-Q{n}" for n in range(1, 5)),
        *(f"{year}-{n:02}" for n in range(1, 13)),
    ]
    return frozenset(code for code in codes if within(code, period))


def places(party, code):
    """Whose year a review of `party` (its key; None: the programme's own) for the period `code` tells of: for `kit.locking`."""
    return [] if party is None else [(party, code)]


def latest_of_each(reviews):
    """Of each activity and party the latest review, so that none is counted twice.

    `reviews`: (activity, party, period's code, anything). The one whose period ends last counts; of two that end on the same day the
    longer, which has seen more.
    """
    found, ranks = {}, {}
    for activity, party, code, held in reviews:
        rank = ranks.get(code)
        if rank is None:  # thousands of reviews, of a few periods
            period = ReportPeriod.parse(code)
            rank = ranks[code] = (period.until_date, -period.first_day.toordinal())
        if (activity, party) not in found or rank > found[activity, party][0]:
            found[activity, party] = (rank, held)
    return [held for _rank, held in found.values()]


#: Answers that a group needs to be shown, unless a survey says another number.
FEWEST = 5


def hidden_groups(answered, minimum, *, has_total=True):
    """Names of the groups that are not shown. `answered`: {group: answers}.

    A group with fewer answers than `minimum` is hidden, and when that is only one and the total is shown, the smallest of the others with
    it: the one could be worked out as what is left.
    """
    small = {group for group, n in answered.items() if n < minimum}
    others = [group for group in answered if group not in small]
    if has_total and small and others and sum(answered[group] for group in small) < minimum:
        small.add(min(others, key=lambda group: (answered[group], group)))
    return small


def share(favourable, answered):
    """Per cent satisfied of those who answered, a whole number; None when nobody did."""
    return None if not answered else round(100 * favourable / answered)
