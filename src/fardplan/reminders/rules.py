"""When somebody is reminded: before, on the day, and ever more seldom after; then silence."""

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
