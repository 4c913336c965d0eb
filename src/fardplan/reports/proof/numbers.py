"""Numbers that people write in running text, outside references."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256

from fardplan.kit.money import FACTORS, unit_of
from fardplan.kit.numbers import SPACES
from fardplan.reports.figures import Kind

from .manuscript import Manuscript, Part, Passage
from .mentions import days_in

_REFERENCE = re.compile(r"\[\[[^\[\]]*\]\]")
_NUMBER = re.compile(
    rf"(?<![\w/.,:@–-])(?P<number>[-−+]?\d{{1,3}}(?:[{SPACES}]\d{{3}})+(?:,\d+)?|[-−+]?\d+(?:,\d+)?)(?![\d/:@-]|[.,]\d)"
    rf"(?:[{SPACES}]?(?P<unit>%|procent\b|tkr\b|mnkr\b|mdkr\b|kkr\b|kk\b|kr\b|kronor\b|miljoner kronor\b))?"
)
#: Numbers that name a place or a version and count nothing.
_NAMES = re.compile(r"(?i)(?:avsnitt|kapitel|tabell|figur|bilaga|version|delmål|sida|punkt|paragraf|steg|§|nr|dnr|sou|prop\.?|kap\.?)\s*$")
_YEAR = re.compile(r"(?:19|20)\d\d")
LONGEST = 300
HOLE = "\N{OBJECT REPLACEMENT CHARACTER}"  # where a reference stands


@dataclass(frozen=True)
class Number:
    """A number, an amount in kronor, a share in per cent or a day, as it is written in a sentence under a heading."""

    section: str
    words: str
    value: Decimal | date
    kind: Kind
    sentence: str

    @property
    def beginning(self) -> str:
        """What tells the sentence from others, also where somebody has pasted pages without a full stop."""
        return self.sentence[:LONGEST]

    @property
    def shown(self) -> str:
        """The sentence for people: a reference is a figure of the register."""
        return self.beginning.replace(HOLE, "[…]")

    @property
    def key(self) -> str:
        """Tells the number from others of the report, in an address."""
        return key_of(self.section, self.words, self.beginning)


def key_of(section: str, words: str, sentence: str) -> str:
    return sha256(f"{section}\n{words}\n{sentence}".encode()).hexdigest()[:16]


def numbers_in(section: str, text: str, *, year: int | None = None) -> list[Number]:
    """What people wrote under a heading, in order. Years, and numbers that name a section or a version, count nothing and are left out."""
    found = []
    for line in text.splitlines():
        for sentence in re.split(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])", _REFERENCE.sub(HOLE, line)):
            found += _of_sentence(section, sentence.strip().removeprefix("- ").strip(), year)
    return list(dict.fromkeys(found))


def _of_sentence(section, sentence, year):
    days = days_in(Manuscript("", year=year), Passage(Part.TEXT, sentence, "", 0))
    found = [(day.start, Number(section, day.words, day.value, Kind.DATE, sentence)) for day in days]
    taken = [(day.start, day.start + len(day.words)) for day in days]
    for match in _NUMBER.finditer(sentence):
        inside = any(start <= match.start() < end for start, end in taken)
        if inside or _NAMES.search(sentence[: match.start()]) or (not match["unit"] and _YEAR.fullmatch(match["number"])):
            continue
        if re.match(r"^\d{1,2}[.)]\s", sentence) and match.start() == 0:
            continue  # the number of an item
        value = Decimal(match["number"].translate({ord(space): None for space in SPACES}).replace(",", ".").replace("−", "-"))
        kind, factor = _meant(match["unit"])
        found.append((match.start(), Number(section, match.group().strip(), value * factor, kind, sentence)))
    return [number for _start, number in sorted(found, key=lambda pair: pair[0])]


def _meant(unit):
    if not unit:
        return Kind.NUMBER, 1
    if unit in ("%", "procent"):
        return Kind.PERCENT, 1
    return Kind.MONEY, FACTORS[unit_of(unit).code]
