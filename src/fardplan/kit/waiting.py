"""What waits for somebody. Each room that has such things says so in its `waiting.py`; my page and the reminders gather them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Waiting:
    """One thing that one person is expected to do.

    `kind` is a code such as "consultation_answer", which reminders can be turned off for; `key` names the thing, the same
    from day to day ("consultation-answer:17:4"); `title` says what is to be done, verb first; `url` is where it is done.
    """

    kind: str
    key: str
    title: str
    url: str
    last_day: date | None = None  # to and including; None when there is none
    detail: str = ""  # such as the party it is done for

    def days_left(self, today):
        """Whole days to the last day; negative when it has passed; None without one."""
        return None if self.last_day is None else (self.last_day - today).days
