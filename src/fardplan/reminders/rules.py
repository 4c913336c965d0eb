"""When somebody is reminded: before, on the day, and ever more seldom after; then silence."""

from datetime import timedelta

#: Who has been away for so long comes anew: what has happened since is new to them.
AWAY = timedelta(hours=1)
#: Days left to the last day, to and including; below nought it has passed.
STEPS = (7, 1, 0, -1, -7, -30)


def step_reached(days_left):
    """The latest step that `days_left` has come to; None before the first.

    A day when nothing went out (a holiday of the server) is made up for by one reminder, at the step reached by then.
    """
    reached = [step for step in STEPS if days_left <= step]
    return reached[-1] if reached else None


def urgency(days_left):
    """What stands first: what is late most, then what comes first; what has no last day is last."""
    return (days_left is None, days_left if days_left is not None else 0)


def shape(days_left):
    """The shape of how urgent it is: passed, within a week, or later."""
    if days_left is None or days_left > 7:
        return "off"
    return "bad" if days_left < 0 else "warn"


def visited(visit, *, number, at):
    """What a visit becomes when its owner comes at the moment `at`, and the log has come to `number`: its fields, as a dictionary.

    `visit`: an object with the four fields, or None for who has never been here; then nothing is new.
    """
    if visit is None:
        return {"seen_number": number, "seen_at": at, "before_number": number, "before_at": at}
    if at - visit.seen_at >= AWAY:
        return {"seen_number": number, "seen_at": at, "before_number": visit.seen_number, "before_at": visit.seen_at}
    return {"seen_number": number, "seen_at": at, "before_number": visit.before_number, "before_at": visit.before_at}
