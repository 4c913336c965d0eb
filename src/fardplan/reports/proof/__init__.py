"""What a text says of itself that cannot all be true: days, counts, sums, shares, names, references, pictures.

    found = proofread([read(Path("Årsrapport 2023.docx"))])      # tuple of Finding, the gravest first

Nothing here knows the register: any Word document or text of the programme can be read so before it is sent, and two together. Each rule is
a generator of findings from manuscripts. A finding may have a good reason; it asks somebody to look and says where.
"""

from fardplan.reports.consistency.finding import Finding, Severity

from . import counts, days, marks, names, sums
from .manuscript import Manuscript
from .reading import Unreadable, of_text, read

RULES = (
    days.happenings,
    days.versions,
    counts.statements,
    counts.lists,
    counts.rows,
    counts.rhythms,
    sums.tables,
    sums.shares,
    names.former,
    names.spellings,
    names.sentences,
    marks.units,
    marks.shares_of_nothing,
    marks.references,
    marks.pictures,
)


def proofread(manuscripts: list[Manuscript]) -> tuple[Finding, ...]:
    """Every finding of every rule, contradictions first, each once."""
    found = []
    for rule in RULES:
        found += (finding for finding in rule(manuscripts) if finding not in found)
    order = list(Severity)
    return tuple(sorted(found, key=lambda finding: order.index(finding.severity)))


__all__ = ["Manuscript", "Unreadable", "of_text", "proofread", "read"]
