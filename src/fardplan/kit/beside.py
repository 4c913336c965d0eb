"""What rooms above show on the page of a row in a room below, which cannot import them. The upper room says so in its `AppConfig.ready`:

beside.register(Risk, answering.section)

and the lower room's template says where: `{% beside risk %}`.
"""

from collections.abc import Callable

SHOWN: dict[str, list[Callable]] = {}
#: Kinds of rows ("plan.Activity") that have a page of their history, which members may read: the room of those pages says which.
WITH_HISTORY: set[str] = set()


def register(model, draw):
    """`draw(context, row)` gives HTML that is safe to put out, or an empty string; `context` is the page's own."""
    SHOWN.setdefault(model._meta.label, []).append(draw)


def drawn(context, row):
    """Everything that is shown beside the row, in the order it was registered."""
    return [draw(context, row) for draw in SHOWN.get(row._meta.label, ())]
