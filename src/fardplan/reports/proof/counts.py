"""Counts that disagree: with each other, with the list after them, with the rows of their table, with how often something is done."""

import re
from collections import defaultdict
from itertools import combinations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fardplan.reports.consistency.finding import Code, Finding, Said, Severity
from fardplan.search.words import stem, words_of

from .manuscript import Part
from .mentions import _noun, _root, counts_in, days_in

_MARKED = re.compile(r"\s[-–—]\s+(\w{4,})")
_ENDED = re.compile(r"(?i)\b(avslutat|avslutad|avslutade|vilande)\b")


def statements(manuscripts):
    """“One project has been closed” and “two works have been closed”: what is counted and what has happened to it is the same."""
    told = [(made, count) for made in manuscripts for passage in made.prose for count in counts_in(passage)]
    by_state = defaultdict(list)
    for made, count in told:
        for state in count.states:
            by_state[made.name, state].append(count)
    for (name, _state), counts in by_state.items():
        for first, second in combinations(counts, 2):
            if first.number == second.number or first.passage is second.passage or not _same(first, second):
                continue
            said = tuple(Said(count.number, count.words, name, count.passage.place) for count in (first, second))
            yield Finding(Code.COUNTS, Severity.CONTRADICTION, _("How many: “%(what)s”") % {"what": second.words}, said)


def _same(first, second):
    """The same noun, and at least one participle that says what happened in both."""
    return bool(first.noun) and first.noun == second.noun and bool(first.states & second.states)


def lists(manuscripts):
    """A count before a list whose items are marked (“– closed”), with another number of items so marked."""
    for made in manuscripts:
        for place, passage in enumerate(made.passages):
            if passage.part != Part.TEXT or not passage.text.endswith(":"):
                continue
            items = []
            for item in made.passages[place + 1 :]:
                if item.part != Part.ITEM:
                    break
                items.append(item)
            marks = [_root(found[-1]) for item in items if (found := _MARKED.findall(item.text))]
            for count in counts_in(passage):
                for state in count.states:
                    number = marks.count(state)
                    if number and number != count.number:
                        said = (Said(count.number, count.words, made.name, passage.place),)
                        detail = ngettext("%(number)s item is marked so.", "%(number)s items are marked so.", number) % {"number": number}
                        yield Finding(
                            Code.COUNTS,
                            Severity.CONTRADICTION,
                            _("The list after “%(what)s”") % {"what": count.words},
                            said,
                            details=(detail,),
                        )


def rows(manuscripts):
    """A count of what a table lists: the number of rows, and rows that say they are ended although what is counted is there still."""
    for made in manuscripts:
        ended = _ended_names(made)
        for table in made.tables:
            listed = _listed(table)
            if len(listed) < 3:
                continue
            counts = [count for passage in made.prose for count in counts_in(passage) if _is_about(count, table)]
            wrong = [count for count in counts if count.number != len(listed)]
            if wrong and len(wrong) == len(counts):
                said = tuple(Said(count.number, count.words, made.name, count.passage.place) for count in wrong)
                detail = _("The table has %(rows)s rows.") % {"rows": len(listed)}
                yield Finding(
                    Code.COUNTS, Severity.CHECK, _("What %(table)s lists") % {"table": table.name or table.caption}, said, details=(detail,)
                )
            gone = [row for row in listed if _ENDED.search(row.text) or _key(row.cells[0]) & ended]
            if gone and len(wrong) < len(counts):
                right = [count for count in counts if count.number == len(listed)]
                said = tuple(Said(count.number, count.words, made.name, count.passage.place) for count in right)
                detail = _("%(gone)s of them are ended or at rest: %(names)s. Say whether they are counted.")
                yield Finding(
                    Code.COUNTS,
                    Severity.CHECK,
                    _("%(number)s are counted in %(table)s") % {"number": len(listed), "table": table.name or table.caption},
                    said,
                    details=(detail % {"gone": len(gone), "names": "; ".join(row.cells[0] for row in gone)},),
                )


def _listed(table):
    """The rows of a table that has one head and no sum: those with as many cells as most have, after the head."""
    widths = [sum(bool(cell) for cell in row.cells) for row in table.rows]
    full = max(widths, default=0)
    kept = [row for row, width in zip(table.rows, widths, strict=True) if width >= max(3, full - 1)]
    return kept[1:]


def _is_about(count, table):
    """The caption names both what is counted and what is said of it."""
    nouns = {_noun(word) for word in words_of(table.caption)}
    roots = {_root(word) for word in words_of(table.caption)}
    return bool(count.noun) and count.noun in nouns and bool(count.states & roots or _roots_of(count) & roots)


def _roots_of(count):
    """“Stöd till 8 inkluderade …”, “Åtta … är … inkluderade”: participles anywhere in the sentence of the count."""
    sentence = re.split(r"(?<=[.:])\s", count.passage.text[count.start :])[0]
    return {_root(word) for word in words_of(sentence) if word.endswith(("ade", "ats"))}


def _ended_names(made):
    """Words of items that are marked as ended."""
    found = set()
    for passage in made.prose:
        if passage.part == Part.ITEM and (marks := _MARKED.findall(passage.text)) and _ENDED.fullmatch(marks[-1]):
            found |= _key(re.split(r"\s\(|\s[-–—]\s", passage.text)[0])
    return found


def _key(name):
    """What tells one name from another: its rarest look, the three longest stems together."""
    words = sorted((stem(word) for word in words_of(name) if len(word) > 3), key=len, reverse=True)[:3]
    return {frozenset(words)} if words else set()


# How often ──────────────────────────────────────────────────────────────────────────────────────────────────────────

_OFTEN = re.compile(
    r"(?i)(?P<what>[A-ZÅÄÖa-zåäö][\w ]+?)[,:]?\s+(?:ca\s+)?(?P<low>\d+)(?:\s*[-–]\s*(?P<high>\d+))?\s*(?:ggr?|gånger|st)?\s*(?:/|per |i )(?P<unit>mån\w*|vecka\w*|v\b)"
)
_A_YEAR = {"m": 12, "v": 52}


def rhythms(manuscripts):
    """“1–2 times a month”, and a heading in a table with so few dated rows under it that it cannot be."""
    for made in manuscripts:
        for passage in made.prose:
            for found in _OFTEN.finditer(passage.text):
                under = _dated_under(made, frozenset(stem(word) for word in words_of(found["what"])))
                least = int(found["low"]) * _A_YEAR[found["unit"][0].casefold()]
                most = int(found["high"] or found["low"]) * _A_YEAR[found["unit"][0].casefold()]
                if len(under) < 3 or least <= len(under) <= most:
                    continue
                said = (
                    Said(found["low"], found.group().strip(), made.name, passage.place),
                    Said(len(under), _("%(rows)s dated rows") % {"rows": len(under)}, made.name, under[0].place),
                )
                detail = _("That is %(least)s to %(most)s in a year, if it is the whole year.") % {"least": least, "most": most}
                yield Finding(
                    Code.COUNTS, Severity.CHECK, _("How often: “%(what)s”") % {"what": found["what"].strip()}, said, details=(detail,)
                )


def _dated_under(made, wanted):
    """Rows with a day of their own that stand under a row whose first cell is the heading `wanted`."""
    for table in made.tables:
        for place, row in enumerate(table.rows):
            first = frozenset(stem(word) for word in words_of(row.cells[0])) if row.cells else frozenset()
            if not first or first != wanted or days_in(made, row):
                continue
            found = []
            for below in table.rows[place + 1 :]:
                if not days_in(made, below):
                    break
                found.append(below)
            return found
    return []
