"""Days that disagree: one happening on two days, one version with two dates."""

import re
from collections import Counter, defaultdict
from itertools import combinations

from django.utils.translation import gettext as _

from fardplan.kit.periods import day_in_words
from fardplan.reports.consistency.finding import Code, Finding, Said, Severity
from fardplan.reports.consistency.statements import difference

from .manuscript import Part
from .mentions import days_in

#: Two days of one happening are most often a slip of a day or of a digit: farther apart, they are two happenings.
NEAR = 31
#: A word that stands in so many passages or fewer tells what a passage is about.
RARE = 9
LONG = 7

_VERSION = re.compile(r"(?i)\b(?:version|utgåva|v)[ .]?(?P<v>\d{1,2}[._]\d{1,2})\b")
_BARE_VERSION = re.compile(r"^\d{1,2}[._]\d{1,2}$")


def happenings(manuscripts):
    """Pairs of passages about the same thing, told by a long word that few passages have, with days that are near and not the same."""
    told = [day for made in manuscripts for passage in made.passages for day in _single(days_in(made, passage))]
    documents = {id(passage): made.name for made in manuscripts for passage in made.passages}
    spread = Counter(word for made in manuscripts for passage in made.passages for word in passage.stems)
    by_word = defaultdict(list)
    for day in told:
        for word in _about(day):
            if len(word) >= LONG and spread[word] <= RARE and not word.isdigit():
                by_word[word].append(day)
    groups = {}
    for word, days in by_word.items():
        values = sorted({day.value for day in days})
        if len(values) < 2 or (values[-1] - values[0]).days > NEAR or _is_series(days):
            continue
        key = frozenset((id(day.passage), day.start) for day in days)
        groups.setdefault(key, (word, days))
    whole = [key for key in groups if not any(key < other for other in groups)]
    for key in whole:
        word, days = groups[key]
        yield _finding(_title(word, days), days, documents)


def _single(days):
    """A passage with several days tells of several things, or of a stretch: only one that has a single day is compared."""
    return days if len({day.value for day in days}) == 1 else []


def _about(day):
    """The words near the day: those of its row, or of the clause that it stands in."""
    if day.passage.part == Part.ROW:
        return day.passage.stems
    from fardplan.search.words import stem, words_of

    clause = re.split(r"[.;:](?=\s)", day.passage.text)
    place, here = 0, day.passage.text
    for piece in clause:
        if place <= day.start <= place + len(piece):
            here = piece
            break
        place += len(piece) + 1
    return frozenset(stem(word) for word in words_of(here))


def _is_series(days):
    """Rows of one table with a day each are a series, such as seminars."""
    rows = [day for day in days if day.passage.part == Part.ROW]
    return any(first.passage.table is second.passage.table and first.passage != second.passage for first, second in combinations(rows, 2))


def _title(word, days):
    if row := next((day.passage for day in days if day.passage.part == Part.ROW and day.passage.cells[0]), None):
        return _("The day of “%(what)s”") % {"what": row.cells[0]}
    for day in days:
        for written in re.findall(r"\w+", day.passage.text):
            if written.casefold().startswith(word[:LONG]):
                return _("The day of “%(what)s”") % {"what": written.casefold()}
    return _("Two days of one thing")


def _finding(title, days, documents):
    values = list(dict.fromkeys(day.value for day in days))
    said = tuple(
        Said(day.value, _around(day), documents[id(day.passage)], day.passage.place)
        for day in {(id(day.passage), day.value): day for day in days}.values()
    )
    return Finding(Code.DAYS, Severity.CONTRADICTION, title, said, difference=difference(values, None))


def _around(day, most=70):
    """The words of the passage about the day."""
    text = day.passage.text
    start = max(0, day.start - most // 2)
    end = min(len(text), day.start + len(day.words) + most // 2)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    cut = text.find(" ", end)
    piece = text[start : cut if cut > 0 else len(text)]
    return f"{'… ' if start else ''}{piece}{' …' if start + len(piece) < len(text) else ''}"


def versions(manuscripts):
    """One version of a document with two dates, or its number written in two ways."""
    for made in manuscripts:
        dated, written = defaultdict(list), defaultdict(dict)
        for passage in made.passages:
            found = _VERSION.search(passage.text)
            number = found["v"] if found else passage.cells[0] if passage.cells and _BARE_VERSION.match(passage.cells[0]) else ""
            if not number:
                continue
            plain = number.replace("_", ".")
            written[plain].setdefault(number, passage)
            days = days_in(made, passage)
            if len(days) == 1:
                dated[plain].append(days[0])
        for number, days in dated.items():
            if len({day.value for day in days}) > 1:
                title = _("The date of version %(number)s") % {"number": number}
                yield _finding(title, days, {id(day.passage): made.name for day in days})
        for number, ways in written.items():
            if len(ways) > 1:
                said = tuple(Said(way, way, made.name, passage.place) for way, passage in ways.items())
                yield Finding(Code.NAMES, Severity.WORDING, _("How version %(number)s is written") % {"number": number}, said)


__all__ = ["day_in_words", "happenings", "versions"]
