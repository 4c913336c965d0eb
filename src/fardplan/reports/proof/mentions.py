"""Days, amounts, shares and counts as they are written in Swedish text, with where they stand."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fardplan.kit.numbers import SPACES
from fardplan.search.words import stem

from .manuscript import Manuscript, Passage

_MONTHS = {
    **{name: place for place, name in enumerate("jan feb mar apr maj jun jul aug sep okt nov dec".split(), 1)},
    **{name: place for place, name in enumerate("januari februari mars april maj juni juli augusti september oktober november december".split(), 1)},
    "sept": 9,
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAYS = (
    re.compile(r"(?<![\d-])(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?![\d-])"),
    re.compile(r"(?<![\d-])(?P<y>\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?![\d-])"),
    re.compile(r"(?<![\w ]\d)(?<![\d:-])(?P<y>\d\d)(?P<m>\d\d)(?P<d>\d\d)(?![\d:-]|[ \u00a0]\d{3}\b)"),
    re.compile(rf"(?i)(?<!\d)(?P<d>\d{{1,2}})[ \u00a0-](?P<m>{_MONTH})\b\.?(?:[ \u00a0](?P<y>(?:19|20)\d\d))?"),
    re.compile(r"(?i)\b(?:tom|t\.o\.m\.?|from|fr\.o\.m\.?|från|den|till|per)[ \u00a0](?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\d/])"),
)


@dataclass(frozen=True)
class Day:
    value: date
    words: str
    passage: Passage
    start: int


def days_in(manuscript: Manuscript, passage: Passage) -> list[Day]:
    """Days of a passage, in order. One without a year is in the manuscript's; with none, it is left out."""
    found, taken = [], []
    for pattern in _DAYS:
        for match in pattern.finditer(passage.text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            day = _day(match.groupdict(), manuscript.year)
            if day is not None:
                taken.append(match.span())
                found.append(Day(day, match.group().strip(), passage, match.start()))
    return sorted(found, key=lambda day: day.start)


def _day(parts, year):
    written, month = parts.get("y"), parts["m"].casefold()
    if written:
        year = int(written) if len(written) == 4 else 2000 + int(written)
    if year is None or (len(written or "2000") == 2 and not 2000 <= year <= 2049):
        return None
    try:
        return date(year, _MONTHS.get(month) or int(month), int(parts["d"]))
    except ValueError:
        return None


# Numbers in cells ───────────────────────────────────────────────────────────────────────────────────────────────────

_CELL = re.compile(rf"[-−+]?\d{{1,3}}(?:[{SPACES}]\d{{3}})+(?:,\d+)?|[-−+]?\d+(?:,\d+)?")


def number_in(cell: str) -> Decimal | None:
    """The number that a cell is, with or without “%” or “kr”; None for words, days and cells with several numbers."""
    text = re.sub(r"(?i)[ \u00a0]?(%|kr|tkr|kk|kkr|mnkr|procent|st\.?)$", "", cell.strip()).strip("*").strip()
    if not _CELL.fullmatch(text):
        return None
    digits = text.translate({ord(space): None for space in SPACES}).replace(",", ".").replace("−", "-")
    return Decimal(digits)


# Counts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

_WORDS = {word: number for number, word in enumerate("noll ett två tre fyra fem sex sju åtta nio tio elva tolv".split())} | {"en": 1}
_NUMBER = rf"(?P<number>{'|'.join(_WORDS)}|(?!(?:19|20)\d\d\b)\d{{1,4}}(?![\d,.%/-]|[ \u00a0]?%|[ \u00a0]\d{{3}}))"
_COUNT = re.compile(rf"(?i)(?<![\w/.,:-]){_NUMBER}[ \u00a0](?=(?P<after>[^.,;:()]{{2,80}}))")
#: What is said to have happened to what is counted: a participle that ends in -ats, -its, -at, -ade …
_HAPPENED = re.compile(r"(?i)\b(\w{4,}?(?:ats|its|atts|tits|lagts|erats))\b")
_STATE = re.compile(r"(?i)\b(\w{4,}?(?:erade|ade|lade|ande|ende|nya|vilande|pågående))\b")
#: Words that mean the same thing counted, in this field.
SAME = {word: "arbete" for word in ("projekt", "utvecklingsprojekt", "utvecklingsarbet", "arbet", "utvecklingsarbeten", "initiativ")}


@dataclass(frozen=True)
class Count:
    """“har två utvecklingsarbeten avslutats”: `number` 2, `noun` the stem of what is counted, `states` what is said of it."""

    number: int
    noun: str
    states: frozenset[str]
    words: str
    passage: Passage
    start: int


def counts_in(passage: Passage) -> list[Count]:
    """Counts of things in a passage. “Ett” and “en” count only where something is said to have happened to the one."""
    found = []
    for match in _COUNT.finditer(passage.text):
        # Another number begins another count: "ett projekt avslutats och två nya tillkommit".
        after = re.split(rf"(?i)\s(?:och|samt|respektive|varav)\s+(?={_NUMBER}\b)", match["after"])[0]
        words = after.split()[:9]
        told = " ".join(words)
        happened = {_root(word) for word in _HAPPENED.findall(told)}
        states = happened | {_root(word) for word in _STATE.findall(told)}
        noun = next((word for word in words if len(word) >= 4 and _root(word) not in states), "")
        if match["number"].casefold() in ("ett", "en") and not happened:
            continue
        number = _WORDS.get(match["number"].casefold())
        number = int(match["number"]) if number is None else number
        if noun or states:
            said = f"{match['number']} {told}".strip()
            found.append(Count(number, _noun(noun), frozenset(states), said, passage, match.start()))
    return found


def _noun(word):
    plain = stem(word.casefold())
    return SAME.get(plain, SAME.get(word.casefold(), plain))


def _root(word):
    """What “avslutats”, “avslutade” and “avslutat” have in common."""
    return re.sub(r"(?:erats|erade|erad|erat|ades|ade|ats|its|at|ad|ande|ende|it|ts|t|a)$", "", word.casefold())
