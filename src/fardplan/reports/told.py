"""What parts share: rows of a query told as quoted, and what the document is about."""

from dataclasses import dataclass
from datetime import date

from fardplan.kit.periods import day_in_words


@dataclass(frozen=True)
class Quoted:
    """A row of a query as `Draft.mark` wants it: with a name of its own, and where its words are from."""

    title: str
    is_invented: bool
    is_restated: bool
    source: str

    def __str__(self):
        return self.title


def quoted(rows) -> list[Quoted]:
    """`rows` have title, is_invented, is_restated and source: what `governance` and `plan` make for their pages."""
    return [Quoted(row.title, row.is_invented, row.is_restated, row.source) for row in rows]


def when(words) -> str:
    """A day as documents write it, “18 juni 2024”, when the words are nothing but a day; any other words as they stand."""
    try:
        return day_in_words(date.fromisoformat(words))
    except ValueError:
        return words


def noun_of(draft) -> str:
    """ "initiative", "party", "benefitprofile" …; empty for a document about the programme."""
    return getattr(getattr(draft.subject, "_meta", None), "model_name", "")
