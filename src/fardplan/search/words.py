"""What a text and a question have in common: folded words, their stems, and the parts of compounds. No ORM, no clock.

The same words are given to PostgreSQL and to SQLite, so that both find the same.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from fardplan.kit.text import fold

_WORD = re.compile(r"[^\W_]+")
#: So much of a text is read. 300 000 characters pasted into a field are found by their beginning and their title.
MOST_CHARACTERS = 60_000
#: A question of more words than this is cut.
MOST_TERMS = 8
#: Longer than any Swedish word that is meant; what is longer is cut, so that a lexeme never grows past what PostgreSQL takes.
LONGEST = 60

VOWELS = frozenset("aeiouyåäö")
#: Consonants that a Swedish word, and so the last part of a compound, begins with.
_ONSETS = frozenset(
    "b bl br c ch ck d dj dr f fj fl fr g gj gl gn gr h hj j k kj kl kn kr kv l lj m n p ph pl pr ps q r s sch sj sk skj skr sl sm sn sp spl "
    "spr st stj str sv t th tj tr tv v vr w x z".split()
)
#: A compound is at least so long, its first part and its last at least so long.
COMPOUND, FIRST, LAST = 7, 3, 4

#: Words that a question is the same without.
_SMALL = frozenset("att av de den det du en ett för har hur i inte med och om på som till vad var är".split())

#: Endings of inflection, longest first: what is left of a word of a question is looked for as the beginning of words.
_ENDINGS = (
    "heterna", "hetens", "arnas", "ernas", "ornas", "heten", "heter", "andet", "endet", "arna", "erna", "orna", "ande", "ende", "aren", "ades",
    "erns", "are", "ade", "ens", "ern", "ets", "as", "ar", "at", "en", "er", "es", "et", "na", "or", "a", "e", "n", "s",
)  # fmt: skip
_SHORTEST_STEM = 4


def words_of(text: str) -> list[str]:
    """The folded words of a text, in order, each once."""
    return list(dict.fromkeys(word[:LONGEST] for word in _WORD.findall(fold(text[:MOST_CHARACTERS]))))


@lru_cache(maxsize=65_536)
def parts_of(word: str) -> tuple[str, ...]:
    """Where the last part of a compound may begin: "demensarbete" gives "arbete" and a few that nobody looks for.

    Without a dictionary nobody knows; so every tail that could begin a Swedish word counts, when a vowel stands on each side of the cut.
    """
    if len(word) < COMPOUND or not word.isalpha():
        return ()
    found = []
    for cut in range(FIRST, len(word) - LAST + 1):
        tail = word[cut:]
        onset = re.match("[^aeiouyåäö]*", tail).group()
        if len(onset) == len(tail) or not VOWELS & set(word[:cut]):
            continue
        if not onset or onset in _ONSETS:
            found.append(tail)
    return tuple(found)


def stem(word: str) -> str:
    """The word without its ending of inflection: "arbeten" and "arbetets" give "arbet". Short words are left as they are."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


@dataclass(frozen=True)
class Term:
    """A word of a question: itself, and the beginning that every word it stands for has."""

    word: str
    beginning: str


def terms_of(question: str) -> tuple[Term, ...]:
    """What is asked for. All terms must be found; empty when nothing but signs is asked for."""
    words = words_of(question[:400])
    meant = [word for word in words if word not in _SMALL] or words
    return tuple(Term(word, stem(word)) for word in meant[:MOST_TERMS])


@dataclass(frozen=True)
class Words:
    """What the index keeps of a row: the words of its title and of its text, and the parts of their compounds that are not words there."""

    head: tuple[str, ...]
    head_parts: tuple[str, ...]
    body: tuple[str, ...]
    body_parts: tuple[str, ...]


def indexed(head: str, body: str) -> Words:
    """The words of a row. Each word stands once, where it counts most."""
    first = words_of(head)
    seen = set(first)
    first_parts = _parts(first, seen)
    rest = [word for word in words_of(body) if word not in seen]
    seen.update(rest)
    return Words(tuple(first), first_parts, tuple(rest), _parts(rest, seen))


def _parts(words, seen):
    parts = dict.fromkeys(part for word in words for part in parts_of(word) if part not in seen)
    seen.update(parts)
    return tuple(parts)
