"""Names that changed or are written in several ways, and sentences that differ in a word between two documents."""

import re
from collections import defaultdict
from itertools import combinations

from django.utils.translation import gettext as _

from fardplan.reports.consistency.finding import Code, Finding, Said, Severity
from fardplan.search.words import stem, words_of

from .manuscript import Part

_FORMER = re.compile(r"(?P<new>[A-ZÅÄÖ]\w+)\s*(?:som [^()]{0,80})?\((?:tidigare|f\.?d\.?|före detta|förr)\s+(?P<old>[A-ZÅÄÖ][\w-]+)\)")
_RENAMED = re.compile(r"(?i)\bbyter\s+(?P<old>\w{6,})\s+namn\s+till\s+(?P<new>\w{6,})")
_DEFINITE = re.compile(r"(?:en|et|n|t)$")
_WORD = re.compile(r"(?<![\w.@/])[A-Za-zÅÄÖåäö][\wåäö]*(?:-[a-zåäö]\w+)*(?![\w@])")
MOST_PLACES = 5
BEGINNING = 11  # letters that forms of one word have in common: each word is told once
LONG = 11


def former(manuscripts):
    """The text itself tells that a name was changed, and the old one is used elsewhere without saying so."""
    for made in manuscripts:
        changes = {}
        for passage in made.passages:
            for found in (*_FORMER.finditer(passage.text), *_RENAMED.finditer(passage.text)):
                changes.setdefault(_DEFINITE.sub("", found["old"].casefold()), (found["old"], found["new"], passage))
        for old, (written, new, told) in changes.items():
            uses = [
                (passage, found)
                for passage in made.passages
                if passage is not told and new.casefold() not in passage.text.casefold()  # which tells of the change too
                for found in set(re.findall(rf"(?i)\b{re.escape(old)}\w*", passage.text))
            ]
            if uses:
                said = [Said(new, _piece(told.text, written), made.name, told.place)]
                said += [Said(found, _piece(passage.text, found), made.name, passage.place) for passage, found in uses[:MOST_PLACES]]
                yield Finding(Code.NAMES, Severity.WORDING, _("“%(old)s” is called “%(new)s”") % {"old": written, "new": new}, tuple(said))


def spellings(manuscripts):
    """One word written in several ways: with capitals inside, with a hyphen, with a letter more or less."""
    for made in manuscripts:
        places, ways = defaultdict(list), defaultdict(dict)
        for passage in made.passages:
            for word in _WORD.findall(passage.text):
                places[word].append(passage)
        for word in places:
            flat = word.replace("-", "").casefold()
            if len(flat) >= 5:
                ways[_bare(flat)].setdefault(_shape(word), word)
        told = set()
        for plain, shapes in sorted(ways.items()):
            if len(shapes) > 1 and plain[:BEGINNING] not in told:
                told.add(plain[:BEGINNING])
                yield _finding(made, sorted(shapes.values(), key=lambda word: -len(places[word])), places)
        yield from _slips(made, places)


def _bare(flat):
    """The stem, with a doubled last letter once: “gemensamma” and “gemensam”."""
    found = stem(flat)
    return found[:-1] if found[-1:] == found[-2:-1] else found


def _shape(word):
    """How a word is written, but for its ending and a capital at its beginning."""
    flat = word.replace("-", "")
    cut = len(_bare(flat.casefold()))
    marks = [place for place, letter in enumerate(word) if letter == "-"]
    inner = "" if flat.isupper() else "".join("A" if letter.isupper() else "a" for letter in flat[1:cut])
    return inner if "A" in inner else "", tuple(marks)


def _slips(made, places):
    """Long words that differ by one letter and are no inflections of each other: the rarer one is most often a slip."""
    kinds = defaultdict(list)
    for word in places:
        plain = stem(word.casefold().replace("-", ""))
        if len(plain) >= LONG:
            kinds[plain].append(word)
    found = defaultdict(set)
    for first, second in combinations(sorted(kinds), 2):
        if first[:2] == second[:2] and first[-3:] == second[-3:] and _one_apart(first, second):
            found[min(first, second, key=lambda plain: -_uses(plain, kinds, places))] |= {first, second}
    for group in found.values():
        words = [max(kinds[plain], key=lambda word: len(places[word])) for plain in group]
        yield _finding(made, sorted(words, key=lambda word: -len(places[word])), places)


def _uses(plain, kinds, places):
    return sum(len(places[word]) for word in kinds[plain])


def _one_apart(first, second):
    """Whether one letter is another, put in or left out; in a long word, one put in and one left out. Two letters changed are two words."""
    most = 2 if min(len(first), len(second)) > LONG + 2 else 1
    if abs(len(first) - len(second)) > most:
        return False
    if len(first) == len(second) and sum(one != other for one, other in zip(first, second, strict=True)) == 1:
        return True
    row = list(range(len(second) + 1))
    for place, letter in enumerate(first, 1):
        above, row = row, [place]
        for column, other in enumerate(second, 1):
            row.append(above[column - 1] if letter == other else min(above[column], row[-1]) + 1)
        if min(row) > most:
            return False
    return 0 < row[-1] <= most


def _finding(made, words, places):
    said = tuple(Said(word, _piece(places[word][0].text, word), made.name, _places(places[word])) for word in words[:MOST_PLACES])
    return Finding(Code.NAMES, Severity.WORDING, _("“%(word)s” is written in several ways") % {"word": words[0]}, said)


def _places(passages):
    more = len(passages) - 1
    return passages[0].place + (_(" and %(more)s more") % {"more": more} if more else "")


def _piece(text, word, most=60):
    """The words about a word."""
    place = max(text.casefold().find(word.casefold()), 0)
    start = text.rfind(" ", 0, max(0, place - most // 2)) + 1 if place > most // 2 else 0
    end = text.find(" ", place + len(word) + most // 2)
    return f"{'… ' if start else ''}{text[start : end if end > 0 else len(text)]}{' …' if end > 0 else ''}"


_LABEL = re.compile(r"^\w+ \d+\s*[,:.]\s*")


def sentences(manuscripts):
    """Goals of two documents, or the name of one thing in a list and in a table, that are the same but for a word."""
    told = [(made, passage, text) for made in manuscripts for passage in made.passages if (text := _short(passage))]
    for (first, mine, one), (second, other, two) in combinations(told, 2):
        if first is second and mine.part == other.part:
            continue  # rows of a table, and items of a list, are alike on purpose
        words, others = set(words_of(one)), set(words_of(two))
        changed = words ^ others
        if 0 < len(changed) <= 2 and len(words & others) >= 5 and not any(word.isdigit() for word in changed):
            said = (Said(one, one, first.name, mine.place), Said(two, two, second.name, other.place))
            yield Finding(Code.NAMES, Severity.WORDING, _("The same words, but for one"), said)


def _short(passage):
    """What an item or the first cell of a row names, without its label (“Goal 3, …”) and what is said of it after; "" when it is long."""
    if passage.part == Part.ITEM:
        text = re.split(r"\s\(|\s[-–—]\s", _LABEL.sub("", passage.text))[0]
    else:
        text = passage.cells[0] if passage.part == Part.ROW and len(passage.cells) > 2 else ""
    return text if 5 <= len(text.split()) <= 25 else ""
