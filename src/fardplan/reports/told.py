"""What parts share: rows of a query told as quoted, and what the document is about."""

from dataclasses import dataclass


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


def noun_of(draft) -> str:
    """ "initiative", "party", "benefitprofile" …; empty for a document about the programme."""
    return getattr(getattr(draft.subject, "_meta", None), "model_name", "")
