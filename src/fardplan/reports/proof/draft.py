"""Every number in a draft's texts: a reference to the register, a stated figure with a source, or marked by a person as free.

What is none of these is told, with the reference that says the same where there is one; so is a number that the register, or the report
of the year before, says otherwise. Nothing is changed here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from fardplan.kit.periods import ReportPeriod
from fardplan.reports.consistency import grouped
from fardplan.reports.consistency.finding import Finding
from fardplan.reports.consistency.statements import agrees
from fardplan.reports.figures import Figure, Kind, available
from fardplan.reports.rules import read_value
from fardplan.search.words import stem, words_of

from .numbers import Number, numbers_in

LONG = 5  # letters of a word that says what something is about
MOST_PROPOSED = 3


@dataclass(frozen=True)
class Offered:
    """A figure of the register and the words that tell it: the row's name and what is known of it."""

    name: str
    reference: str
    figure: Figure
    stems: frozenset[str]
    is_of_row: bool


@dataclass(frozen=True)
class Checked:
    """A number of the text and how it stands. `same`: references that say the same; `other`: what the register says instead;
    `before`: what the report before said."""

    number: Number
    title: str
    source: str = ""
    is_free: bool = False
    same: tuple[Offered, ...] = ()
    other: tuple[Offered, ...] = ()
    before: str = ""

    @property
    def is_told(self) -> bool:
        return bool(self.source or self.is_free)


@dataclass(frozen=True)
class Answer:
    """What somebody answers for, where it is from, and whether the sentence it was said of still stands in the text."""

    words: str
    sentence: str
    reason: str
    key: str
    stands: bool


@dataclass(frozen=True)
class DraftCheck:
    """`numbers` in the order of the texts, `references` how many figures are references, `findings` what the whole text disagrees on,
    `answers` what people have marked as free."""

    numbers: tuple[Checked, ...]
    references: int
    findings: tuple[Finding, ...] = field(default=())
    answers: tuple["Answer", ...] = field(default=())

    @property
    def against_register(self) -> list[Checked]:
        return [checked for checked in self.numbers if checked.other and not checked.is_told]

    @property
    def against_before(self) -> list[Checked]:
        return [checked for checked in self.numbers if checked.before]

    @property
    def untold(self) -> list[Checked]:
        return [checked for checked in self.numbers if not checked.is_told and not checked.other]

    @property
    def free(self) -> list[Checked]:
        return [checked for checked in self.numbers if checked.is_free]

    @property
    def stated(self) -> list[Checked]:
        return [checked for checked in self.numbers if checked.source and not checked.is_free]

    @property
    def groups(self):
        return grouped(self.findings)

    @property
    def waits(self) -> int:
        """Numbers that somebody has to say something about."""
        return sum(not checked.is_told for checked in self.numbers)


def check_texts(
    texts: Iterable[tuple[str, str, str]], *, register, period: ReportPeriod, stated=(), free=frozenset(), before=None
) -> tuple[Checked, ...]:
    """`texts` are (section, its title, text); `stated` StatedFigure rows; `free` the (section, words, sentence) that people have marked;
    `before` the frozen document of the same kind for an earlier period, or None."""
    written = [(title, number) for section, title, text in texts for number in numbers_in(section, text, year=period.year)]
    # The days that a period begins and ends with say which period it is.
    written = [(title, number) for title, number in written if number.value not in (period.first_day, period.last_day)]
    if not written:
        return ()
    offered = [_offered(offer, choice) for offer in available(register, period) for choice in offer.choices]
    sources = [(row, _value(row), _stems(row.label)) for row in stated]
    told_before = _figures_of(before) if before else {}
    return tuple(_checked(number, title, offered, sources, free, told_before, before) for title, number in written)


def _checked(number, title, offered, sources, free, told_before, before):
    about = _stems(number.sentence)
    near = [offer for offer in offered if _fits(number, offer) and _is_about(offer, about)]
    same = tuple(offer for offer in offered if _fits(number, offer) and _says(offer.figure, number))
    same = tuple(sorted(same, key=lambda offer: offer not in near))[:MOST_PROPOSED]
    other = tuple(near) if near and not any(_says(offer.figure, number) for offer in near) else ()
    source = next((f"{row.document}, {row.place}" for row, value, stems in sources if value == number.value and stems & about), "")
    return Checked(
        number,
        title,
        source=source,
        is_free=(number.section, number.words, number.beginning) in free,
        same=tuple(offer for offer in same if offer in near or _is_telling(number)),
        other=tuple(offer for offer in other if offer.is_of_row)[:MOST_PROPOSED],
        before=_before(number, about, offered, told_before, before),
    )


def _fits(number, offer):
    """Whether a number can be of the kind: an amount is written with its unit or in full."""
    kind = offer.figure.kind
    if not offer.figure.is_known:
        return False
    return kind == number.kind or (kind == Kind.MONEY and number.kind == Kind.NUMBER and abs(number.value) >= 1000)


def _says(figure, number):
    """Whether the figure is the number, at the precision that it is written with: 6,3 mnkr is 6 300 000 kr."""
    if figure.kind == Kind.MONEY and isinstance(figure.value, Decimal) and "kr" in number.words and number.value:
        step = (
            Decimal(1).scaleb(number.value.normalize().as_tuple().exponent)
            if number.value.normalize().as_tuple().exponent > 0
            else Decimal(1)
        )
        return (figure.value / step).quantize(Decimal(1), rounding="ROUND_HALF_UP") * step == number.value
    return agrees(number.value, figure)


def _is_telling(number):
    """A number that is not the same as another by chance: 12 is in every text, 1 406 000 is not."""
    return number.kind in (Kind.DATE, Kind.PERCENT) or abs(number.value) >= 100


def _offered(offer, choice):
    return Offered(choice.name, choice.reference, choice.figure, _stems(choice.name), offer.is_many)


def _is_about(offer, stems):
    """The sentence names the row: all long words of its name, or of one that is long most of them."""
    if not offer.stems:
        return False
    return len(offer.stems & stems) >= max(1, round(0.75 * len(offer.stems)))


def _stems(text):
    return frozenset(stem(word) for word in words_of(text) if len(word) >= LONG and not word.isdigit())


def _value(row):
    try:
        return read_value(row.kind, row.value)
    except ValueError:
        return None


# The report before ───────────────────────────────────────────────────────────────────────────────────────────────────


def _figures_of(document):
    """{reference without its time: what it was} of the figures in a frozen document's texts."""
    found = {}
    for section in document["sections"]:
        for block in section["blocks"]:
            runs = [*block.get("runs", ()), *(run for item in block.get("items", ()) for run in item)]
            for run in runs:
                if run.get("ref"):
                    found.setdefault(_timeless(run["ref"]), run["text"])
    return found


def _timeless(reference):
    name, _at, rest = reference.partition("@")
    return f"{name}:{rest.partition(':')[2]}" if ":" in rest else name


def _before(number, about, offered, told, document):
    """What the report before said of the same figure, when the sentence speaks of that year and says something else."""
    if document is None or document["period"][:4] not in number.sentence:
        return ""
    for offer in offered:
        said = told.get(_timeless(offer.reference))
        if said and _is_about(offer, about) and offer.figure.kind == number.kind:
            then = numbers_in("", said)
            if then and then[0].value != number.value:
                return _("%(title)s says %(words)s.") % {"title": document["title"], "words": said}
    return ""
