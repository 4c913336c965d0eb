"""When something happens, in the words people used, with the days those words can mean.

The words are kept and shown; the days are for drawing, sorting and telling what is late. How words are read stands in
`timing_parser`, and `docs/spec/sa-lases-tid.md` shows it.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from .periods import ONE_DAY, Period, day_in_words, days_in_words, stretch_in_words
from .rhythm import LONGEST_RHYTHM, Rhythm
from .text import Unreadable

LONGEST_WORDS = 120
__all__ = ["LONGEST_RHYTHM", "LONGEST_WORDS", "Timing", "TimingError"]


class TimingError(Unreadable):
    """Words that cannot be read as a time. `suggestion`, when there is one, can."""


@dataclass(frozen=True)
class Timing:
    """A time as given. The first day lies in `starts_earliest`..`starts_latest`, both included.

    Ends are half-open: `ends_earliest` and `ends_latest` are the first day after. `last_day_earliest` and `last_day_latest`
    are what the screen shows. None means that the words say nothing about it.
    """

    words: str
    starts_earliest: date | None = None
    starts_latest: date | None = None
    ends_earliest: date | None = None
    ends_latest: date | None = None
    rhythm: str = ""

    def __post_init__(self):
        if not self.words.strip():
            raise TimingError(_("No time is given."))
        if len(self.words) > LONGEST_WORDS:
            raise TimingError(_("A time is at most %(most)s characters.") % {"most": LONGEST_WORDS})
        if len(self.rhythm) > LONGEST_RHYTHM:
            raise ValueError(f"The rhythm code {self.rhythm!r} is longer than {LONGEST_RHYTHM}")
        se, sl, ee, el = self.starts_earliest, self.starts_latest, self.ends_earliest, self.ends_latest
        in_order = [(se, sl, True), (ee, el, True), (se, ee, False), (sl, el, False), (se, el, False)]
        if any(a and b and (a > b or (a == b and not may_meet)) for a, b, may_meet in in_order):
            raise TimingError(_("The time ends before it begins."))

    # -- making -------------------------------------------------------------------------------------------------------

    @classmethod
    def parse(cls, words: str, *, year: int | None = None) -> "Timing":
        """Read words; `year` is the year they stand in, for "25-okt" in a report about 2023. Raises TimingError."""
        from .timing_parser import parse

        return parse(words, year=year)

    @classmethod
    def of_days(cls, first: date, last: date | None = None, words: str = "") -> "Timing":
        """Exact days, both included, for callers that have dates rather than words."""
        last = last or first
        written = f"{first:%Y-%m-%d}" if first == last else f"{first:%Y-%m-%d} – {last:%Y-%m-%d}"
        return cls(words or written, first, first, last + ONE_DAY, last + ONE_DAY)

    # -- asking -------------------------------------------------------------------------------------------------------

    @property
    def last_day_earliest(self) -> date | None:
        return self.ends_earliest and self.ends_earliest - ONE_DAY

    @property
    def last_day_latest(self) -> date | None:
        return self.ends_latest and self.ends_latest - ONE_DAY

    def span(self) -> Period:
        """From the earliest start to the latest end: what a timeline draws."""
        return Period(self.starts_earliest, self.ends_latest)

    @property
    def is_exact_day(self) -> bool:
        return self._starts_on_a_day and self.ends_earliest == self.ends_latest == self.starts_earliest + ONE_DAY

    @property
    def is_exact(self) -> bool:
        """Both ends are known to the day."""
        return self._starts_on_a_day and self._ends_on_a_day

    @property
    def is_open_ended(self) -> bool:
        return self.ends_latest is None

    @property
    def is_recurring(self) -> bool:
        """It goes on or comes again: once a week, in June and December, continuously."""
        return bool(self.rhythm)

    def has_begun(self, on: date) -> bool:
        """Begun for certain, if the words hold; "HT 2023" has not, before its last day."""
        return self.starts_latest is not None and self.starts_latest <= on

    def is_over(self, on: date) -> bool:
        """Every reading of the words lies in the past."""
        return self.ends_latest is not None and self.ends_latest <= on

    def is_late(self, on: date) -> bool:
        """The same day for what is not yet done: it should have been, under the kindest reading."""
        return self.is_over(on)

    def days_late(self, on: date) -> int:
        return (on - self.last_day_latest).days if self.is_late(on) else 0

    def sort_key(self) -> tuple:
        """By earliest start; what only has an end stands at that end, and what has no day at all last."""
        begins = self.starts_earliest or self.ends_earliest or self.ends_latest or date.max
        return begins, self.ends_latest or date.max, self.words.casefold()

    # -- telling ------------------------------------------------------------------------------------------------------

    def reads_as(self) -> str:
        """How we understood the words, as a piece of a sentence: "senast 21 juni 2024", "löpande, en gång i veckan"."""
        days = self._days
        if not self.rhythm:
            return days
        often = Rhythm(self.rhythm).in_words
        if self.rhythm.startswith("in:") and self.starts_earliest:
            return f"{often} {self._years}"
        if not days:
            return often if "/" not in self.rhythm else _("continuously, %(often)s") % {"often": often}
        return f"{often}, {days}"

    def __str__(self):
        return self.words

    @property
    def _starts_on_a_day(self) -> bool:
        return self.starts_earliest is not None and self.starts_earliest == self.starts_latest

    @property
    def _ends_on_a_day(self) -> bool:
        return self.ends_earliest is not None and self.ends_earliest == self.ends_latest

    @property
    def _is_somewhere_within(self) -> bool:
        """One stretch, and it happens somewhere in it: HT 2023, 2021, oktober 2020."""
        return (
            None not in (self.starts_earliest, self.starts_latest)
            and self.starts_earliest + ONE_DAY == self.ends_earliest
            and self.starts_latest + ONE_DAY == self.ends_latest
        )

    @property
    def _years(self) -> str:
        return stretch_in_words(date(self.starts_earliest.year, 1, 1), date((self.last_day_latest or self.starts_latest).year, 12, 31))

    @property
    def _days(self) -> str:
        if self.is_exact:
            return days_in_words(self.starts_earliest, self.last_day_latest)
        if self._is_somewhere_within:
            return _("during %(days)s") % {"days": stretch_in_words(self.starts_earliest, self.last_day_latest)}
        if None in (self.starts_earliest, self.starts_latest, self.ends_earliest, self.ends_latest):
            return ", ".join(filter(None, [self._beginning, self._end]))
        begins = stretch_in_words(self.starts_earliest, self.starts_latest)
        ends = stretch_in_words(self.last_day_earliest, self.last_day_latest)
        if "–" in begins + ends:
            return _("from %(begins)s to %(ends)s") % {"begins": begins, "ends": ends}
        return _joined(begins, ends)

    @property
    def _beginning(self) -> str:
        if self._starts_on_a_day:
            return _("from %(day)s") % {"day": day_in_words(self.starts_earliest)}
        if self.starts_earliest and self.starts_latest:
            return _("begins in %(days)s") % {"days": stretch_in_words(self.starts_earliest, self.starts_latest)}
        if self.starts_earliest:
            return _("%(day)s at the earliest") % {"day": day_in_words(self.starts_earliest)}
        return _("begins %(day)s at the latest") % {"day": day_in_words(self.starts_latest)} if self.starts_latest else ""

    @property
    def _end(self) -> str:
        if self._ends_on_a_day:
            return _("until and including %(day)s") % {"day": day_in_words(self.last_day_latest)}
        if self.ends_earliest and self.ends_latest:
            return _("ends in %(days)s") % {"days": stretch_in_words(self.last_day_earliest, self.last_day_latest)}
        if self.ends_latest:
            return _("%(day)s at the latest") % {"day": day_in_words(self.last_day_latest)}
        return _("ends %(day)s at the earliest") % {"day": day_in_words(self.last_day_earliest)} if self.ends_earliest else ""


def _joined(begins: str, ends: str) -> str:
    """A shared year is said once: "februari – juni 2023", "2024–2029"."""
    if ends.endswith(shared := begins[-5:]) and shared.startswith(" "):
        begins = begins.removesuffix(shared)
    return f"{begins} – {ends}" if " " in ends else f"{begins}–{ends}"
