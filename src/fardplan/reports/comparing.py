"""What differs between two documents: figures by where they stand, words side by side. Pure; documents are those of `fardplan.documents`."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from fardplan.documents import canonical_text
from fardplan.documents.paper import Bullets, Heading, Note, Quote, Table, Text, prepared
from fardplan.kit.differences import Piece, differences, shortened
from fardplan.reports.texts import TEXT_NAME

#: Of rows that came or went only so many are named.
MOST_ROWS = 12


@dataclass(frozen=True)
class FigureChange:
    """A figure that stands in both, and says something else in each."""

    where: str
    before: str
    now: str


@dataclass(frozen=True)
class SectionChange:
    """`state`: same, changed, new (only in the later document) or gone. `left` and `right` are the words before and now, in pieces."""

    id: str
    title: str
    state: str
    figures: tuple[FigureChange, ...] = ()
    rows_new: tuple[str, ...] = ()
    rows_gone: tuple[str, ...] = ()
    left: tuple[Piece, ...] = ()
    right: tuple[Piece, ...] = ()

    @property
    def has_new_words(self):
        return any(piece.differs for piece in (*self.left, *self.right))

    @property
    def count(self):
        """How much of the register's facts is another: figures, and rows that came or went."""
        return len(self.figures) + len(self.rows_new) + len(self.rows_gone)


@dataclass(frozen=True)
class Facts:
    """A section taken apart: `words` as lines, `figures` by (table, row, column) or reference, `rows` by (table, row)."""

    title: str
    words: str
    figures: dict[tuple, tuple[str, str]]
    rows: dict[tuple, str]


def compare(before: dict, now: dict, *, name_of: Callable[[str], str] = str) -> list[SectionChange]:
    """Every section of either document, in the order of the later one. `name_of` gives a reference's name for people."""
    earlier, later = facts_of(before, name_of), facts_of(now, name_of)
    found = []
    for id, facts in later.items():
        if id not in earlier:
            found.append(SectionChange(id, facts.title, "new", right=(Piece(facts.words, True),) if facts.words else ()))
        else:
            found.append(_section(id, earlier[id], facts))
    found += [
        SectionChange(id, facts.title, "gone", left=(Piece(facts.words, True),) if facts.words else ())
        for id, facts in earlier.items()
        if id not in later
    ]
    return found


def _section(id, before, now):
    figures = tuple(
        FigureChange(name, before.figures[key][1], said)
        for key, (name, said) in now.figures.items()
        if key in before.figures and before.figures[key][1] != said
    )
    new = tuple(name for key, name in now.rows.items() if key not in before.rows)
    gone = tuple(name for key, name in before.rows.items() if key not in now.rows)
    if before.words == now.words:
        return SectionChange(id, now.title, "changed" if figures or new or gone else "same", figures, new, gone)
    left, right = differences(before.words, now.words)
    return SectionChange(id, now.title, "changed", figures, new, gone, tuple(shortened(left)), tuple(shortened(right)))


def facts_of(document: dict, name_of: Callable[[str], str] = str) -> dict[str, Facts]:
    """{section id: what it says}. Tables that people wrote count as words, those of the register as figures."""
    plain = json.loads(canonical_text(document))
    paper = prepared(plain)
    return {
        raw["id"]: Facts(drawn.title, *_taken_apart(raw["blocks"], drawn.blocks, name_of))
        for raw, drawn in zip(plain["sections"], paper.sections, strict=True)
    }


def _taken_apart(raw, drawn, name_of):
    lines, figures, rows = [], {}, {}
    tables = iter([block for block in raw if block["kind"] == "table"])
    for block in drawn:
        if isinstance(block, Table):
            given = next(tables)
            if given["id"].startswith(TEXT_NAME):
                lines += [" | ".join(cell.text for cell in row.cells) for row in block.rows]
            else:
                _table(given, block, figures, rows)
            continue
        lines += _lines(block)
        for run in _runs(block):
            if run.ref:
                bare = run.ref.partition("@")[0] + (":" + run.ref.partition(":")[2] if ":" in run.ref else "")
                figures.setdefault(("", bare), (name_of(run.ref), run.text))
    return "\n\n".join(line for line in lines if line.strip()), figures, rows


def _table(given, table, figures, rows):
    seen = Counter()
    for row in table.rows:
        label = row.cells[0].text
        seen[label] += 1
        rows[given["id"], label, seen[label]] = f"{table.caption}: {label}"
        for column, head, cell in zip(given["columns"], table.columns, row.cells, strict=False):
            if head.numeric:
                figures[given["id"], label, seen[label], column["key"]] = (f"{table.caption}: {label}, {head.title}", cell.text)
    for column, head, cell in zip(given["columns"], table.columns, table.total or (), strict=False):
        if head.numeric:
            figures[given["id"], "", 0, column["key"]] = (f"{table.caption}: {table.total[0].text}, {head.title}", cell.text)


def _runs(block):
    if isinstance(block, Text | Quote):
        return block.runs
    return [run for item in block.items for run in item] if isinstance(block, Bullets) else ()


def _lines(block):
    if isinstance(block, Heading | Note):
        return [block.text]
    if isinstance(block, Text | Quote):
        return ["".join(run.text for run in block.runs)]
    return [f"- {''.join(run.text for run in item)}" for item in block.items] if isinstance(block, Bullets) else []
