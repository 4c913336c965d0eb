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
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from difflib import get_close_matches
from itertools import pairwise

from django.utils.translation import gettext as _

from .periods import ONE_DAY, day_in_words
from .rhythm import RHYTHM_WORDS, take_rhythm
from .text import quote
from .timing import LONGEST_WORDS, Timing, TimingError

FIRST_YEAR, LAST_YEAR = 1950, 2099

# -- words ------------------------------------------------------------------------------------------------------------

_MONTH_WORDS = [
    ("januari", "jan", "january"), ("februari", "feb", "febr", "february"), ("mars", "mar", "march"), ("april", "apr"),
    ("maj", "may"), ("juni", "jun", "june"), ("juli", "jul", "july"), ("augusti", "aug", "august"),
    ("september", "sep", "sept", "septembers"), ("oktober", "okt", "october", "oct"), ("november", "nov"),
    ("december", "dec"),
]  # fmt: skip
_MONTHS = {word: number for number, words in enumerate(_MONTH_WORDS, 1) for word in words}
_SEASONS = {  # first month, number of months
    "vt": (1, 6), "våren": (1, 6), "vår": (1, 6), "vårterminen": (1, 6), "spring": (1, 6),
    "ht": (7, 6), "hösten": (7, 6), "höst": (7, 6), "höstterminen": (7, 6), "autumn": (7, 6),
    "sommaren": (6, 3), "sommar": (6, 3), "summer": (6, 3),
}  # fmt: skip
_WEEKDAYS = {
    word: number
    for number, words in enumerate(
        [("måndag", "mån"), ("tisdag", "tis"), ("onsdag", "ons"), ("torsdag", "tors"), ("fredag", "fre"), ("lördag", "lör"), ("söndag", "sön")]
    )
    for word in (*words, words[0] + "en")
}
_ORDINALS = {"första": 1, "andra": 2, "tredje": 3, "fjärde": 4, "1:a": 1, "2:a": 2, "3:e": 3, "4:e": 4, "sista": 4}
_HOLIDAYS = ("midsommarafton", "midsommardagen", "midsommar", "juldagen", "julen", "jul", "påskdagen", "påsken", "påsk", "midsummer", "christmas", "easter")
_WORDS = {
    "range": ("-", "till", "to"),
    "through": ("till och med", "t.o.m.", "t.o.m", "t o m", "tom", "through"),
    "onwards": ("från och med", "fr.o.m.", "fr.o.m", "fr o m", "from och med", "f.o.m.", "f.o.m", "fom", "from"),
    "starts": ("start", "starts", "startar", "startade", "startat", "startas", "starta", "påbörjas", "påbörjat", "påbörjades", "inleds", "med start", "från", "sedan", "since"),
    "ends": ("avslutad", "avslutat", "avslutas", "avslutades", "avslut", "klar", "klart", "klara", "slut", "slutförs", "slutfört", "färdig", "färdigt", "ended", "done"),
    "by": ("senast", "klart senast", "klar senast", "by", "no later than"),
    "earliest": ("tidigast", "no earlier than"),
    "after": ("efter", "after"),
    "before": ("före", "innan", "before"),
    "between": ("mellan", "between"),
    "early": ("tidigt", "tidig", "början av", "inledningen av", "i början av", "early", "beginning of"),
    "middle": ("mitten av", "i mitten av", "mitt i", "medio", "mid"),
    "late": ("sent", "sen", "slutet av", "i slutet av", "ultimo", "late", "end of"),
    "about": ("ca", "ca.", "cirka", "c:a", "omkring", "runt", "about", "around"),
    "or": ("/", "eller", "or"),
    "and": ("och", "samt", "&", "and"),
    "comma": (",", ";"),
    "skip": ("under", "i", "hela", "den", "år", "året", "åren", "verksamhetsåret", "kalenderåret", "prel", "prel.", "preliminärt", "planerat", "in", "during", "the", "whole", "of", "av", "by the"),
}  # fmt: skip
_KINDS = {word: kind for kind, words in _WORDS.items() for word in words}


def _either(words) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_MONTH = rf"(?:{_either(_MONTHS)})"
# A year after a month, term or quarter: four digits, or two close by. Two digits that begin the next date are not a year.
_YEAR = rf"(?:[ -]{{0,2}}(?P<year>[0-9]{{4}})|[ -]{{0,2}}'?(?P<yy>[0-9]{{2}})(?![0-9]|[/:.][0-9]| ?-?{_MONTH}\b))?"
_WEEKDAY = rf"(?:(?P<weekday>{_either(_WEEKDAYS)})\.?,? ?(?:den )?)?"
_EDGE = r"(?![^\W_])"

_POINTS = [
    ("ymd", rf"{_WEEKDAY}(?P<year>[0-9]{{4}})(?P<sep>[-/.])(?P<month>[0-9]{{1,2}})(?P=sep)(?P<day>[0-9]{{1,2}})"),
    ("ymd", r"(?P<yy>[0-9]{2})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"),
    ("ymd", r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"),
    ("ymd", r"(?P<yy>[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"),
    ("ymd", r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4})"),
    ("quarter", r"(?P<year>[0-9]{4})[- ]?(?:q|kv)(?P<quarter>[1-4])"),
    ("half", r"(?P<year>[0-9]{4})[- ]?h(?P<half>[12])"),
    ("week", r"(?P<year>[0-9]{4})[- ]?[vw]\.? ?(?P<week>[0-9]{1,2})"),
    ("turn", r"årsskiftet (?P<year>[0-9]{4})(?: ?[/-] ?(?P<year2>[0-9]{4}|[0-9]{2}))?"),
    ("winter", r"(?:vintern|vinter|winter)(?: (?P<year>[0-9]{4})(?: ?[/-] ?(?P<year2>[0-9]{4}|[0-9]{2}))?)?"),
    ("school", r"(?:läsåret|läsår) (?P<year>[0-9]{4}) ?[/-] ?(?P<year2>[0-9]{4}|[0-9]{2})"),
    ("month", r"(?P<year>[0-9]{4}) ?- ?(?P<month>0[1-9]|1[0-2])(?! ?-? ?[0-9a-zåäö])"),
    ("years", r"(?P<year>[0-9]{4})/(?P<year2>[0-9]{2})"),
    ("dm", r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})(?: ?[-/]? ?(?P<year>[0-9]{4})|(?:[-/]| -)(?P<yy>[0-9]{2})(?![0-9]|[/.][0-9]| ?" + _MONTH + r"\b))?"),
    ("days", rf"(?P<day>[0-9]{{1,2}})\.? ?- ?(?P<day2>[0-9]{{1,2}})\.? ?(?P<name>{_MONTH})\.?{_YEAR}"),
    ("day", rf"{_WEEKDAY}(?P<day>[0-9]{{1,2}})(?::?e|:?a|\.)?[ -]?(?P<name>{_MONTH})\.?{_YEAR}"),
    ("month", rf"(?P<name>{_MONTH})(?: månad)?\.?{_YEAR}"),
    ("season", rf"(?P<season>{_either(_SEASONS)})\.?{_YEAR}"),
    ("quarters", rf"(?:q|kv\.?|kvartal|quarter) ?(?P<quarter>[1-4]) ?- ?(?:q|kv\.?|kvartal)? ?(?P<quarter2>[1-4]){_EDGE}{_YEAR}"),
    ("quarter", rf"(?:q|kv\.?|kvartal|quarter) ?(?P<quarter>[1-4]){_EDGE}{_YEAR}"),
    ("quarter", rf"(?P<ordinal>{_either(_ORDINALS)}) kvartalet{_YEAR}"),
    ("half", rf"(?:h|halvår) ?(?P<half>[12]){_EDGE}{_YEAR}"),
    ("half", rf"(?P<ordinal>första|andra|1:a|2:a) halvåret{_YEAR}"),
    ("weeks", rf"(?:veckorna|vecka|v\.|v|week|w) ?(?P<week>[0-9]{{1,2}}) ?- ?(?:v\.? ?)?(?P<week2>[0-9]{{1,2}})(?![0-9]){_YEAR}"),
    ("week", rf"(?:vecka|v\.|v|week|w) ?(?P<week>[0-9]{{1,2}})(?![0-9]){_YEAR}"),
    ("holiday", rf"(?P<holiday>{_either(_HOLIDAYS)}){_YEAR}"),
    ("years", r"(?P<year>[0-9]{4})"),
]  # fmt: skip
_POINTS = [(kind, re.compile(pattern + _EDGE)) for kind, pattern in _POINTS]
_CHRISTMAS = re.compile(rf"(?P<holiday>jul){_EDGE}(?: (?P<year>[0-9]{{4}}))?{_EDGE}")
_WORD = re.compile(rf"(?:{_either(w for w in _KINDS if w[0].isalpha())})(?![^\W_])|[-/,;&]")
_CLOCK = re.compile(
    r",? ?(?:kl\.?|klockan) ?[0-9]{1,2}(?:[.:][0-9]{2})?(?: ?- ?[0-9]{1,2}(?:[.:][0-9]{2})?)?(?![0-9])"
    r"|(?<=[0-9])[ t][0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?$"
)
_SHARED_MONTH = re.compile(rf"(?<![0-9])((?:[0-9]{{1,2}}, ?)*[0-9]{{1,2}}) (och|samt|&) ([0-9]{{1,2}}\.?) ?({_MONTH}){_EDGE}")
_SHORT_YEARS = re.compile(r"(?<![0-9])([0-9]{2})([0-9]{2})-(1[3-9]|[2-9][0-9])(?![0-9-])")

# -- points in time ---------------------------------------------------------------------------------------------------


class _NoSuchDay(TimingError):
    """ "30 feb": well written, and not in any calendar."""


@dataclass(frozen=True)
class _Point:
    """One stretch of days, its year perhaps still to be told. `third` is 1, 2 or 3 for early, middle, late."""

    kind: str
    said: str
    year: int | None = None
    year2: int | None = None
    numbers: tuple[int, ...] = ()
    name: str = ""
    weekday: int | None = None
    third: int = 0
    about: bool = False

    def days(self, year: int) -> tuple[date, date]:
        """First and last day."""
        first, last = self._whole(year)
        if self.weekday is not None and first.weekday() != self.weekday:
            raise TimingError(_("“%(words)s” has a weekday that does not agree with the date.") % {"words": quote(self.said)})
        if self.about and first == last:
            return first - timedelta(days=7), last + timedelta(days=7)
        return _third(first, last, self.third) if self.third else (first, last)

    def _whole(self, year: int) -> tuple[date, date]:
        match self.kind:
            case "day":
                month, day = self.numbers
                return self._day(year, month, day), self._day(year, month, day)
            case "days":
                month, day, day2 = self.numbers
                return self._day(year, month, day), self._day(year, month, day2)
            case "month":
                return _months(year, self.numbers[0], 1)
            case "season":
                return _months(year, *_SEASONS[self.name])
            case "quarter":
                return _months(year, self.numbers[0] * 3 - 2, 3)
            case "quarters":
                return _months(year, self.numbers[0] * 3 - 2, 3 * (self.numbers[1] - self.numbers[0] + 1))
            case "half":
                return _months(year, self.numbers[0] * 6 - 5, 6)
            case "week" | "weeks":
                return self._week(year, self.numbers[0])[0], self._week(year, self.numbers[-1])[1]
            case "turn":
                return _months(year, 12, 2)
            case "winter":
                return _months(year, 12, 3)
            case "school":
                return _months(year, 7, 12)
            case "holiday":
                return (_holiday(self.name, year),) * 2
        return date(year, 1, 1), date(self.year2 or year, 12, 31)

    def _day(self, year: int, month: int, day: int) -> date:
        try:
            return date(year, month, day)
        except ValueError:
            raise self._no_such() from None

    def _week(self, year: int, week: int) -> tuple[date, date]:
        try:
            return date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7)
        except ValueError:
            raise self._no_such() from None

    def _no_such(self) -> TimingError:
        return _NoSuchDay(_("“%(words)s” does not exist.") % {"words": quote(self.said)})


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    months = year * 12 + month - 2 + count
    last_year, last_month = months // 12, months % 12 + 1
    return date(year, month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])


def _third(first: date, last: date, third: int) -> tuple[date, date]:
    """Whole months of a year or term; of a month, days 1–10, 11–20 and the rest; of anything else, days."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if first.day == 1 and months % 3 == 0 and (last + ONE_DAY).day == 1:
        later = first.year * 12 + first.month - 1 + months // 3 * (third - 1)
        return _months(later // 12, later % 12 + 1, months // 3)
    length = (last - first).days + 1
    cuts = [0, 10, 20, length] if 28 <= length <= 31 else [length * n // 3 for n in range(4)]
    return first + timedelta(days=cuts[third - 1]), first + timedelta(days=max(cuts[third], cuts[third - 1] + 1) - 1)


def _holiday(name: str, year: int) -> date:
    if name.startswith(("jul", "christmas")):
        return date(year, 12, 25)
    if name.startswith(("påsk", "easter")):
        return _easter(year)
    saturday = next(day for day in (date(year, 6, 20) + timedelta(days=n) for n in range(7)) if day.weekday() == 5)
    return saturday - ONE_DAY if name.endswith("afton") else saturday


def _easter(year: int) -> date:
    """The Gregorian computus (Meeus)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    m = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    n = h + m - 7 * ((a + 11 * h + 22 * m) // 451) + 114
    return date(year, n // 31, n % 31 + 1)


# -- splitting --------------------------------------------------------------------------------------------------------


def _plain(words: str) -> str:
    """Composed, lower case, one kind of dash and space; no hyphen that a line break or a narrow column left inside a word."""
    text = unicodedata.normalize("NFC", words).replace("\u00ad", "").replace("\u200b", "").lower()
    text = re.sub("[\u2010-\u2015\u2212]", "-", text)
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r"([^\W\d_]{3,})- ([^\W\d_]{1,5})(?= |$)", _heal, text)
    text = _CLOCK.sub("", text)
    text = _SHORT_YEARS.sub(r"\1\2-\1\3", text)  # 2023-24
    text = _SHARED_MONTH.sub(lambda said: re.sub("[0-9]+(?=,|$)", rf"\g<0> {said[4]}", said[1]) + f" {said[2]} {said[3]} {said[4]}", text)
    return text.strip(" .,:;")


def _heal(broken) -> str:
    whole = broken[1] + broken[2]
    return whole if whole in _MONTHS or whole in _KINDS or whole in _SEASONS else broken[0]


def _split(text: str) -> list:
    """Points and kinds of words, in order. None when something is neither."""
    tokens, at = [], 0
    while at < len(text):
        if text[at] in " .()":
            at += 1
            continue
        points = [("holiday", _CHRISTMAS), *_POINTS] if tokens and tokens[-1] in ("before", "after") else _POINTS
        for kind, pattern in points:
            if found := pattern.match(text, at):
                tokens.append(_point(kind, found))
                break
        else:
            if found := _WORD.match(text, at):
                kind = _KINDS[found[0]]
                if kind != "skip":
                    tokens.append(kind)
        if not found:
            return None
        at = found.end()
    return tokens


def _point(kind: str, found) -> _Point:
    groups = {name: value for name, value in found.groupdict().items() if value is not None}
    year = int(groups["year"]) if "year" in groups else 2000 + int(groups["yy"]) if "yy" in groups else None
    year2 = groups.get("year2")
    if year2 is not None:
        year2 = int(year2) if len(year2) == 4 else year // 100 * 100 + int(year2)
    point = _Point(kind, found[0].strip(), year, year2, weekday=_WEEKDAYS.get(groups.get("weekday")))
    if year is not None and not (FIRST_YEAR <= year <= LAST_YEAR and (year2 is None or FIRST_YEAR <= year2 <= LAST_YEAR)):
        raise _outside(point.said)
    month = _MONTHS[groups["name"]] if "name" in groups else int(groups.get("month", 0))
    match kind:
        case "ymd" | "dm" | "day":
            return replace(point, kind="day", numbers=(month, int(groups["day"])))
        case "days":
            return replace(point, numbers=(month, int(groups["day"]), int(groups["day2"])))
        case "month":
            return replace(point, numbers=(month,))
        case "season":
            return replace(point, name=groups["season"])
        case "holiday":
            return replace(point, name=groups["holiday"])
        case "quarter" | "half" | "week":
            return replace(point, numbers=(_ORDINALS[groups["ordinal"]] if "ordinal" in groups else int(groups[kind]),))
        case "quarters" | "weeks":
            one = kind[:-1]
            return replace(point, numbers=(int(groups[one]), int(groups[one + "2"])))
        case "turn" | "winter" | "school":
            return _over_new_year(point)
    return point


def _outside(said: str) -> TimingError:
    return TimingError(
        _("“%(words)s” is outside the years %(first)s–%(last)s.") % {"words": quote(said), "first": FIRST_YEAR, "last": LAST_YEAR}
    )


def _over_new_year(point: _Point) -> _Point:
    if point.year and point.year2 is None:
        name = point.said.rsplit(" ", 1)[0]
        raise TimingError(
            _("“%(words)s” can be read in two ways. Write both years, such as %(suggestion)s.")
            % {"words": quote(point.said), "suggestion": f"{name} {point.year}/{point.year + 1}"}
        )
    if point.year and point.year2 != point.year + 1:
        raise point._no_such()
    return point


# -- reading ----------------------------------------------------------------------------------------------------------


def parse(words: str, *, year: int | None = None) -> Timing:
    """The Timing that `words` mean; `year` fills in where they name none. Raises TimingError, and nothing else."""
    words = words.strip()
    if not words:
        raise TimingError(_("No time is given."))
    if len(words) > LONGEST_WORDS:
        raise TimingError(_("A time is at most %(most)s characters.") % {"most": LONGEST_WORDS})
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise _outside(str(year))
    try:
        timing = _read(words, year)
    except _NoSuchDay as error:
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
    rhythm, rest = take_rhythm(_plain(words))
    if rhythm and not rest.strip(" .,()-"):
        return Timing(words, rhythm=rhythm)
    tokens = _split(rest)
    if not tokens:
        return None
    points = [token for token in tokens if isinstance(token, _Point)]
    if rhythm and year is None and {p.kind for p in points} == {"month"} and not any(p.year for p in points) and "range" not in tokens:
        return Timing(words, rhythm=_in_months(points))  # "två gånger per år (juni och december)"
    return _Reader(words, rhythm, year).read(_modified(tokens))


def _modified(tokens: list) -> list:
    """"early", "about" and their like, joined to the point they stand before."""
    thirds = {"early": 1, "middle": 2, "late": 3}
    done, waiting = [], {}
    for token in tokens:
        if token in thirds:
            waiting["third"] = thirds[token]
        elif token == "about":
            waiting["about"] = True
        elif isinstance(token, _Point):
            done.append(replace(token, **waiting))
            waiting = {}
        else:
            done.append(token)
    return [*done, "dangling"] if waiting else done


_POINT = "point"


@dataclass
class _Reader:
    words: str
    rhythm: str
    year: int | None

    def read(self, tokens: list) -> Timing | None:
        points = [token for token in tokens if isinstance(token, _Point)]
        shape = [_POINT if isinstance(token, _Point) else token for token in tokens]
        if "and" not in shape:
            shape = [token for token in shape if token != "comma"]
        if "or" in shape:
            return self._alternatives(shape, points)
        if "and" in shape and "between" not in shape:
            return self._each(shape, points)
        match shape:
            case ["point"]:
                return self._within(self._days(points))
            case ["between", "point", "range" | "and", "point"]:
                return self._within(self._days(points))
            case ["point", "range", "point"] | ["starts", "point", "range" | "ends", "point"] | ["starts", "point", "range", "ends", "point"]:
                return self._from_to(*self._days(points))
            case ["point", "range", "ends", "point"] | ["point", "ends", "point"]:
                return self._from_to(*self._days(points))
            case ["point", "through", "point"] | ["starts", "point", "through", "point"]:
                return self._from_to(*self._days(points), through=True)
            case ["onwards", "point", "through", "point"]:
                return self._from_to(*self._days(points), onwards=True, through=True)
            case ["onwards", "point", "range", "point"]:
                return self._from_to(*self._days(points), onwards=True)
            case ["starts", "point"] | ["starts", "point", "range"]:
                (first, last), = self._days(points)
                return self._made(first, last, None, None)
            case ["point", "range"]:
                (first, last), = self._days(points)
                return self._made(first, last, None, None)
            case ["onwards", "point"] | ["onwards", "point", "range"] | ["starts", "onwards", "point"]:
                (first, _last), = self._days(points)
                return self._made(first, first, None, None)
            case ["through", "point"] | ["range", "through", "point"]:
                (_first, last), = self._days(points)
                return self._made(None, None, last, last)
            case ["range", "point"]:
                (first, last), = self._days(points)
                return self._made(None, None, first, last)
            case ["ends", "point"]:
                (first, last), = self._days(points)
                return self._made(None, None, first, last)
            case ["by", "point"] | ["ends", "by", "point"]:
                (_first, last), = self._days(points)
                return self._made(None, None, None, last)
            case ["before", "point"] | ["ends", "before", "point"]:
                (first, _last), = self._days(points)
                return self._made(None, None, None, first - ONE_DAY)
            case ["earliest", "point"] | ["starts", "earliest", "point"]:
                (first, _last), = self._days(points)
                return self._made(first, None, None, None)
            case ["after", "point"] | ["starts", "after", "point"]:
                (_first, last), = self._days(points)
                return self._made(last + ONE_DAY, None, None, None)
        return None

    def _alternatives(self, shape, points) -> Timing | None:
        """"okt/nov", "VT/HT 2024": some time in the whole of it."""
        if shape[::2] != [_POINT] * len(points) or set(shape[1::2]) != {"or"}:
            return None
        return self._within(self._days(points))

    def _each(self, shape, points) -> Timing | None:
        """"juni och december": once in each."""
        if len(points) < 2 or shape[-2:] != ["and", _POINT] or set(shape[:-2]) - {_POINT, "comma"}:
            return None
        days = self._days(points)
        if all(p.kind == "day" for p in points) and all(b[0] - a[1] == ONE_DAY for a, b in pairwise(days)):
            return self._from_to(days[0], days[-1])
        if all(p.kind == "month" and not p.third for p in points) and days[0][0].year == days[-1][1].year:
            self.rhythm = _in_months(points)
        else:
            self.rhythm = "several"
        return self._from_to(days[0], days[-1])

    # -- years --------------------------------------------------------------------------------------------------------

    def _days(self, points: list[_Point]) -> list[tuple[date, date]]:
        """First and last day of each point, in order of time; a year said once serves its neighbours."""
        years = [point.year for point in points]
        known = [year for year in years if year is not None] or ([self.year] if self.year else [])
        if not known:
            raise TimingError(
                _("“%(words)s” has no year. Write it too, as in 25 oktober 2024 or HT 2024.") % {"words": quote(self.words)}
            )
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
    def _nearest(point: _Point, neighbour: tuple[date, date], *, before: bool) -> tuple[date, date]:
        if before:
            year = neighbour[0].year
            days = point.days(year)
            return days if days[0] <= neighbour[0] else point.days(year - 1)
        year = neighbour[0].year
        days = point.days(year)
        return days if days[1] >= neighbour[0] else point.days(year + 1)

    # -- making -------------------------------------------------------------------------------------------------------

    def _within(self, days) -> Timing:
        first, last = days[0][0], days[-1][1]
        return self._made(first, last, first, last)

    def _from_to(self, begins, ends, *, onwards=False, through=False) -> Timing:
        if ends[1] < begins[0]:
            raise self._backwards()
        starts_latest = begins[0] if onwards else min(begins[1], ends[1])
        ends_earliest = ends[1] if through else max(ends[0], begins[0])
        return self._made(begins[0], starts_latest, ends_earliest, ends[1])

    def _made(self, starts_earliest, starts_latest, last_day_earliest, last_day_latest) -> Timing:
        if starts_earliest and last_day_latest and last_day_latest < starts_earliest:
            raise self._backwards()
        return Timing(
            self.words,
            starts_earliest,
            starts_latest,
            last_day_earliest and last_day_earliest + ONE_DAY,
            last_day_latest and last_day_latest + ONE_DAY,
            self.rhythm,
        )

    def _backwards(self) -> TimingError:
        return TimingError(_("“%(words)s” ends before it begins.") % {"words": quote(self.words)})


def _in_months(points: list[_Point]) -> str:
    return "in:" + ",".join(f"{point.numbers[0]:02}" for point in points)


# -- what was meant ---------------------------------------------------------------------------------------------------

_LEXICON = sorted({*_MONTHS, *_SEASONS, *(w for w in _KINDS if len(w) > 3), *RHYTHM_WORDS, *_HOLIDAYS, "kvartal", "halvår", "vecka", "årsskiftet"})
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
    if low in _LEXICON or low in _KINDS:
        return word
    close = get_close_matches(low, _LEXICON, n=1, cutoff=0.75)
    return close[0] if close else word
