"""The words of time, and a text split into points in time and what stands between them."""

import re
import unicodedata
from dataclasses import replace

from django.utils.translation import gettext as _

from .text import quote
from .timing import TimingError
from .timing_points import FIRST_YEAR, LAST_YEAR, SEASONS, Point, outside

# -- words ------------------------------------------------------------------------------------------------------------

_MONTH_WORDS = [
    ("januari", "jan", "january"), ("februari", "feb", "febr", "february"), ("mars", "mar", "march"), ("april", "apr"),
    ("maj", "may"), ("juni", "jun", "june"), ("juli", "jul", "july"), ("augusti", "aug", "august"),
    ("september", "sep", "sept", "septembers"), ("oktober", "okt", "october", "oct"), ("november", "nov"),
    ("december", "dec"),
]  # fmt: skip
MONTHS = {word: number for number, words in enumerate(_MONTH_WORDS, 1) for word in words}
_WEEKDAYS = {
    word: number
    for number, words in enumerate(
        [
            ("måndag", "mån"),
            ("tisdag", "tis"),
            ("onsdag", "ons"),
            ("torsdag", "tors"),
            ("fredag", "fre"),
            ("lördag", "lör"),
            ("söndag", "sön"),
        ]
    )
    for word in (*words, words[0] + "en")
}
_ORDINALS = {"första": 1, "andra": 2, "tredje": 3, "fjärde": 4, "1:a": 1, "2:a": 2, "3:e": 3, "4:e": 4, "sista": 4}
HOLIDAYS = (
    "midsommarafton",
    "midsommardagen",
    "midsommar",
    "juldagen",
    "julen",
    "jul",
    "påskdagen",
    "påsken",
    "påsk",
    "midsummer",
    "christmas",
    "easter",
)
_WORDS = {
    "range": ("-", "till", "to"),
    "through": ("till och med", "t.o.m.", "t.o.m", "t o m", "tom", "through"),
    "onwards": ("från och med", "fr.o.m.", "fr.o.m", "fr o m", "from och med", "f.o.m.", "f.o.m", "fom", "from"),
    "starts": (
        "start", "starts", "startar", "startade", "startat", "startas", "starta", "påbörjas", "påbörjat", "påbörjades", "inleds",
        "med start", "från", "sedan", "since",
    ),
    "ends": (
        "avslutad", "avslutat", "avslutas", "avslutades", "avslut", "klar", "klart", "klara", "slut", "slutförs", "slutfört",
        "färdig", "färdigt", "ended", "done",
    ),
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
    "skip": (
        "under", "i", "hela", "den", "år", "året", "åren", "verksamhetsåret", "kalenderåret", "prel", "prel.", "preliminärt",
        "planerat", "in", "during", "the", "whole", "of", "av",
    ),
}  # fmt: skip
KINDS = {word: kind for kind, words in _WORDS.items() for word in words}


def _either(words) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_MONTH = rf"(?:{_either(MONTHS)})"
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
    (
        "dm",
        r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})"
        rf"(?: ?[-/]? ?(?P<year>[0-9]{{4}})|(?:[-/]| -)(?P<yy>[0-9]{{2}})(?![0-9]|[/.][0-9]| ?{_MONTH}\b))?",
    ),
    ("days", rf"(?P<day>[0-9]{{1,2}})\.? ?- ?(?P<day2>[0-9]{{1,2}})\.? ?(?P<name>{_MONTH})\.?{_YEAR}"),
    ("day", rf"{_WEEKDAY}(?P<day>[0-9]{{1,2}})(?::?e|:?a|\.)?[ -]?(?P<name>{_MONTH})\.?{_YEAR}"),
    ("month", rf"(?P<name>{_MONTH})(?: månad)?\.?{_YEAR}"),
    ("season", rf"(?P<season>{_either(SEASONS)})\.?{_YEAR}"),
    ("quarters", rf"(?:q|kv\.?|kvartal|quarter) ?(?P<quarter>[1-4]) ?- ?(?:q|kv\.?|kvartal)? ?(?P<quarter2>[1-4]){_EDGE}{_YEAR}"),
    ("quarter", rf"(?:q|kv\.?|kvartal|quarter) ?(?P<quarter>[1-4]){_EDGE}{_YEAR}"),
    ("quarter", rf"(?P<ordinal>{_either(_ORDINALS)}) kvartalet{_YEAR}"),
    ("half", rf"(?:h|halvår) ?(?P<half>[12]){_EDGE}{_YEAR}"),
    ("half", rf"(?P<ordinal>första|andra|1:a|2:a) halvåret{_YEAR}"),
    ("weeks", rf"(?:veckorna|vecka|v\.|v|week|w) ?(?P<week>[0-9]{{1,2}}) ?- ?(?:v\.? ?)?(?P<week2>[0-9]{{1,2}})(?![0-9]){_YEAR}"),
    ("week", rf"(?:vecka|v\.|v|week|w) ?(?P<week>[0-9]{{1,2}})(?![0-9]){_YEAR}"),
    ("holiday", rf"(?P<holiday>{_either(HOLIDAYS)}){_YEAR}"),
    ("years", r"(?P<year>[0-9]{4})"),
]  # fmt: skip
_POINTS = [(kind, re.compile(pattern + _EDGE)) for kind, pattern in _POINTS]
_CHRISTMAS = re.compile(rf"(?P<holiday>jul){_EDGE}(?: (?P<year>[0-9]{{4}}))?{_EDGE}")
_WORD = re.compile(rf"(?:{_either(w for w in KINDS if w[0].isalpha())})(?![^\W_])|[-/,;&]")
_CLOCK = re.compile(
    r",? ?(?:kl\.?|klockan) ?[0-9]{1,2}(?:[.:][0-9]{2})?(?: ?- ?[0-9]{1,2}(?:[.:][0-9]{2})?)?(?![0-9])"
    r"|(?<=[0-9])[ t][0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?$"
)
_SHARED_MONTH = re.compile(rf"(?<![0-9])((?:[0-9]{{1,2}}, ?)*[0-9]{{1,2}}) (och|samt|&) ([0-9]{{1,2}}\.?) ?({_MONTH}){_EDGE}")
_SHORT_YEARS = re.compile(r"(?<![0-9])([0-9]{2})([0-9]{2})-(1[3-9]|[2-9][0-9])(?![0-9-])")

# -- splitting --------------------------------------------------------------------------------------------------------


def plain(words: str) -> str:
    """Composed, lower case, one kind of dash and space; no hyphen that a line break or a narrow column left inside a word."""
    text = unicodedata.normalize("NFC", words).replace("\u00ad", "").replace("\u200b", "").lower()
    text = re.sub("[\u2010-\u2015\u2212]", "-", text)
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r"([^\W\d_]{2,})- ([^\W\d_]{1,9})(?= |$)", _heal, text)
    text = _CLOCK.sub("", text)
    text = _SHORT_YEARS.sub(r"\1\2-\1\3", text)  # 2023-24
    text = _SHARED_MONTH.sub(lambda said: re.sub("[0-9]+(?=,|$)", rf"\g<0> {said[4]}", said[1]) + f" {said[2]} {said[3]} {said[4]}", text)
    return text.strip(" .,:;")


def _heal(broken) -> str:
    whole = broken[1] + broken[2]
    return whole if whole in MONTHS or whole in KINDS or whole in SEASONS else broken[0]


def split(text: str) -> list:
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
                kind = KINDS[found[0]]
                if kind != "skip":
                    tokens.append(kind)
        if not found:
            return None
        at = found.end()
    return tokens


def _point(kind: str, found) -> Point:
    groups = {name: value for name, value in found.groupdict().items() if value is not None}
    year = int(groups["year"]) if "year" in groups else 2000 + int(groups["yy"]) if "yy" in groups else None
    year2 = groups.get("year2")
    if year2 is not None:
        year2 = int(year2) if len(year2) == 4 else year // 100 * 100 + int(year2)
    point = Point(kind, found[0].strip(), year, year2, weekday=_WEEKDAYS.get(groups.get("weekday")))
    if year is not None and not (FIRST_YEAR <= year <= LAST_YEAR and (year2 is None or FIRST_YEAR <= year2 <= LAST_YEAR)):
        raise outside(point.said)
    month = MONTHS[groups["name"]] if "name" in groups else int(groups.get("month", 0))
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


def _over_new_year(point: Point) -> Point:
    if point.year and point.year2 is None:
        name = point.said.rsplit(" ", 1)[0]
        raise TimingError(
            _("“%(words)s” can be read in two ways. Write both years, such as %(suggestion)s.")
            % {"words": quote(point.said), "suggestion": f"{name} {point.year}/{point.year + 1}"}
        )
    if point.year and point.year2 != point.year + 1:
        raise point.no_such()
    return point
