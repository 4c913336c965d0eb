"""How words become days.

Each choice has a reason; where a reading can be wide or narrow it is wide, because a narrow one calls things late that are not.

- VT is January–June and HT July–December, and "våren" and "hösten" the same: in planning the words are used for one another.
- "sommaren" is June–August. "vintern 2023/2024" is December–February; a winter with one year alone could be either, so we ask.
- "tidigt", "mitten av" and "sent" are thirds: January–April of a year, day 1–10 of a month. Halves would leave no middle.
- "årsskiftet 2023/2024" is December and January: what is done by the turn of the year is often closed in January.
- "juli–september" begins some time in July and ends some time in September. "från och med" and "till och med" mean what they
  say: all of the month named is included.
- "start 2021" begins some time in 2021 and has no end. "klart HT 2023" only ends.
- "okt/nov" is some time in those two months; "juni och december" is once in each.
- "före midsommar" ends the day before the holiday itself, as "före jul" ends on 24 December. Elsewhere "jul" is short for July.
- Two-digit years belong to this century. Six digits are YYMMDD. "25-okt" is a day and "okt-23" a year, as spreadsheets write them.
- "ca 1 juni" is a week either way. Wider words are wide enough already.
- A clock time is kept in the words and not read; a weekday must agree with its date.

The text is split into points in time and the words between them; what cannot be split is refused, never skipped.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from itertools import pairwise

from django.utils.translation import gettext as _

from .periods import ONE_DAY
from .rhythm import RHYTHM_WORDS, take_rhythm
from .text import quote
from .timing import LONGEST_WORDS, Timing, TimingError
from .timing_points import FIRST_YEAR, LAST_YEAR, SEASONS, NoSuchDay, Point, outside
from .timing_words import HOLIDAYS, KINDS, MONTHS, plain, split

# -- reading ----------------------------------------------------------------------------------------------------------


def parse(words: str, *, year: int | None = None) -> Timing:
    """The Timing that `words` mean; `year` fills in where they name none. Raises TimingError, and nothing else."""
    words = words.strip()
    if not words:
        raise TimingError(_("No time is given."))
    if len(words) > LONGEST_WORDS:
        raise TimingError(_("A time is at most %(most)s characters.") % {"most": LONGEST_WORDS})
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise outside(str(year))
    try:
        timing = _read(words, year)
    except NoSuchDay as error:
        if meant := _meant(words, year):
            raise TimingError(
                _("%(complaint)s Did you mean %(suggestion)s?") % {"complaint": error.message, "suggestion": quote(meant)}, suggestion=meant
            ) from None
        raise TimingError(error.message) from None
    if timing is None:
        raise _unreadable(words, year)
    return timing


def _read(words: str, year: int | None) -> Timing | None:
    if any(unicodedata.category(c) in ("Cc", "Cs", "Cn", "Co") and c not in "\t\n\r" for c in words):
        return None
    rhythm, rest = take_rhythm(plain(words))
    if rhythm and not rest.strip(" .,()-"):
        return Timing(words, rhythm=rhythm)
    tokens = split(rest)
    if not tokens:
        return None
    points = [token for token in tokens if isinstance(token, Point)]
    if rhythm and year is None and {p.kind for p in points} == {"month"} and not any(p.year for p in points) and "range" not in tokens:
        return Timing(words, rhythm=_in_months(points))  # "två gånger per år (juni och december)"
    return _Reader(words, rhythm, year).read(_modified(tokens))


def _modified(tokens: list) -> list:
    """Words such as "tidigt" and "ca", joined to the point they stand before."""
    modifiers = {"early": {"third": 1}, "middle": {"third": 2}, "late": {"third": 3}, "about": {"about": True}}
    done, waiting = [], {}
    for token in tokens:
        if isinstance(token, Point):
            done.append(replace(token, **waiting))
            waiting = {}
        elif token in modifiers:
            waiting |= modifiers[token]
        else:
            done.append(token)
    return [*done, "dangling"] if waiting else done


_POINT = "point"
# What a word says of the stretch (first day, last day) that follows it: the earliest and latest first day …
_BEGINS = {
    "starts": lambda first, last: (first, last),
    "onwards": lambda first, last: (first, first),
    "earliest": lambda first, last: (first, None),
    "after": lambda first, last: (last + ONE_DAY, None),
}
# … or the earliest and latest last day.
_ENDS = {
    "range": lambda first, last: (first, last),
    "ends": lambda first, last: (first, last),
    "through": lambda first, last: (last, last),
    "by": lambda first, last: (None, last),
    "before": lambda first, last: (None, first - ONE_DAY),
}


def _said_once(shape: list[str]) -> list[str]:
    """Without the words another one makes redundant ("start tidigast", "klart senast", "– till och med"), or a dash at the end."""
    kept = [
        kind
        for kind, follower in zip(shape, [*shape[1:], ""], strict=True)
        if not ((kind == "starts" and follower in _BEGINS) or (kind in ("range", "ends") and follower in _ENDS and follower != kind))
    ]
    return ["starts", _POINT] if kept == [_POINT, "range"] else kept[:-1] if len(kept) > 1 and kept[-1] == "range" else kept


@dataclass
class _Reader:
    words: str
    rhythm: str
    year: int | None

    def read(self, tokens: list) -> Timing | None:
        points = [token for token in tokens if isinstance(token, Point)]
        shape = [_POINT if isinstance(token, Point) else token for token in tokens]
        if "or" in shape:
            return self._alternatives(shape, points)
        if "and" in shape and "between" not in shape:
            return self._each(shape, points)
        match _said_once([kind for kind in shape if kind != "comma"]):
            case ["point"] | ["between", "point", "range" | "and", "point"]:
                return self._within(self._days(points))
            case [begins, "point"] if begins in _BEGINS:
                return self._made(_BEGINS[begins](*self._days(points)[0]), (None, None))
            case [ends, "point"] if ends in _ENDS:
                return self._made((None, None), _ENDS[ends](*self._days(points)[0]))
            case ["point", ends, "point"] if ends in _ENDS:
                return self._from_to("starts", ends, self._days(points))
            case [begins, "point", ends, "point"] if begins in _BEGINS and ends in _ENDS:
                return self._from_to(begins, ends, self._days(points))
        return None

    def _alternatives(self, shape, points) -> Timing | None:
        """Some time in all of it: "okt/nov", "VT/HT 2024"."""
        if shape[::2] != [_POINT] * len(points) or set(shape[1::2]) != {"or"}:
            return None
        return self._within(self._days(points))

    def _each(self, shape, points) -> Timing | None:
        """Once in each: "juni och december"."""
        if len(points) < 2 or shape[-2:] != ["and", _POINT] or set(shape[:-2]) - {_POINT, "comma"}:
            return None
        days = self._days(points)
        if all(p.kind == "day" for p in points) and all(b[0] - a[1] == ONE_DAY for a, b in pairwise(days)):
            return self._from_to("starts", "ends", days)
        if all(p.kind == "month" and not p.third for p in points) and days[0][0].year == days[-1][1].year:
            self.rhythm = _in_months(points)
        else:
            self.rhythm = "several"
        return self._from_to("starts", "ends", days)

    # -- years --------------------------------------------------------------------------------------------------------

    def _days(self, points: list[Point]) -> list[tuple[date, date]]:
        """First and last day of each point, in order of time; a year said once serves its neighbours."""
        years = [point.year for point in points]
        known = [year for year in years if year is not None] or ([self.year] if self.year else [])
        if not known:
            raise TimingError(_("“%(words)s” has no year. Write it too, as in 25 oktober 2024 or HT 2024.") % {"words": quote(self.words)})
        days: list = [point.days(year) if year is not None else None for point, year in zip(points, years, strict=True)]
        if all(found is None for found in days):
            days[0] = points[0].days(self.year)
        for at in range(len(days) - 2, -1, -1):
            if days[at] is None and days[at + 1] is not None:
                days[at] = self._nearest(points[at], days[at + 1], before=True)
        for at in range(1, len(days)):
            if days[at] is None:
                days[at] = self._nearest(points[at], days[at - 1], before=False)
        return days

    @staticmethod
    def _nearest(point: Point, neighbour: tuple[date, date], *, before: bool) -> tuple[date, date]:
        if before:
            year = neighbour[0].year
            days = point.days(year)
            return days if days[0] <= neighbour[0] else point.days(year - 1)
        year = neighbour[0].year
        days = point.days(year)
        return days if days[1] >= neighbour[0] else point.days(year + 1)

    # -- making -------------------------------------------------------------------------------------------------------

    def _within(self, days) -> Timing:
        stretch = days[0][0], days[-1][1]
        return self._made(stretch, stretch)

    def _from_to(self, begins: str, ends: str, days) -> Timing:
        starts_earliest, starts_latest = _BEGINS[begins](*days[0])
        ends_earliest, ends_latest = _ENDS[ends](*days[-1])
        if starts_latest:  # "2023 – mars 2023" begins in March at the latest
            starts_latest = max(min(starts_latest, ends_latest), starts_earliest)
        if ends_earliest:
            ends_earliest = max(ends_earliest, starts_earliest)
        return self._made((starts_earliest, starts_latest), (ends_earliest, ends_latest))

    def _made(self, begins, ends) -> Timing:
        if begins[0] and ends[1] and ends[1] < begins[0]:
            raise self._backwards()
        return Timing(self.words, *begins, *(last and last + ONE_DAY for last in ends), self.rhythm)

    def _backwards(self) -> TimingError:
        return TimingError(_("“%(words)s” ends before it begins.") % {"words": quote(self.words)})


def _in_months(points: list[Point]) -> str:
    return "in:" + ",".join(f"{point.numbers[0]:02}" for point in points)


# -- what was meant ---------------------------------------------------------------------------------------------------

_LEXICON = sorted(
    {*MONTHS, *SEASONS, *(w for w in KINDS if len(w) > 3), *RHYTHM_WORDS, *HOLIDAYS, "kvartal", "halvår", "vecka", "årsskiftet"}
)
_LOOKALIKE = str.maketrans("oOlIiSsB|", "001115581")


def _unreadable(words: str, year: int | None) -> TimingError:
    if meant := _meant(words, year):
        return TimingError(
            _("“%(words)s” cannot be read as a time. Did you mean %(suggestion)s?") % {"words": quote(words), "suggestion": quote(meant)},
            suggestion=meant,
        )
    return TimingError(
        _("“%(words)s” cannot be read as a time. Write for example 25 oktober 2024, mars 2024, HT 2024 or löpande.")
        % {"words": quote(words)}
    )


def _meant(words: str, year: int | None) -> str | None:
    for guess in _guesses(words):
        try:
            if _read(guess, year) is not None:
                return guess
        except TimingError:
            continue
    return None


def _guesses(words: str) -> Iterator[str]:
    """Readings a slip of the finger away: letters for digits, misspelt words, day and month exchanged, YYYYMM."""
    digits = re.sub(r"\S*[0-9]\S*", lambda found: _as_digits(found[0]), words)
    if digits != words:
        yield digits
    spelt = re.sub(r"[^\W\d_]{2,}", lambda found: _as_known(found[0]), digits)
    if spelt != digits:
        yield spelt
    if found := re.fullmatch(r"([0-9]{4})(0[1-9]|1[0-2])", words):
        yield f"{found[1]}-{found[2]}"
    if found := re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", words):
        yield f"{found[1]}-{found[3]}-{found[2]}"
    if found := re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})(.*)", words):
        yield f"{found[2]}/{found[1]}{found[3]}"


def _as_digits(token: str) -> str:
    fixed = token.translate(_LOOKALIKE)
    return fixed if re.fullmatch(r"[0-9]{4}|[0-9]{2}|[0-9]{4}-[0-9]{2}(-[0-9]{2})?|[0-9]{6}|[0-9]{1,2}/[0-9]{1,2}", fixed) else token


def _as_known(word: str) -> str:
    low = word.lower()
    if low in _LEXICON or low in KINDS:
        return word
    close = get_close_matches(low, _LEXICON, n=1, cutoff=0.75)
    return close[0] if close else word
