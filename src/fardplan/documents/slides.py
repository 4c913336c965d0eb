"""How a document becomes slides: which, with what on them, and what is said beside them. No PowerPoint here.

A slide carries one thing. A paragraph gives its first sentence and is read in the notes; a list gives its items; a table is divided
where its rows no longer fit and its heads come again; a figure is a picture, followed by its values as a table. Sub-headings begin a
slide of their own. What does not fit is never cut without a word: it stands in the notes, and the slide says where the rest is.
Everything is measured in millimetres before it is drawn, so that nothing runs over the edge.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from . import chart
from .paper import Block, Bullets, Cell, Column, Figure, Heading, Note, Paper, Quote, Row, Run, Section, Table, Text
from .slide_tables import SlideTable, divided
from .text import clean
from .widths import column_widths, text_width

# Arial is wider than the sans serif that `text_width` measures, and what stands in for it may be wider still.
ARIAL, SERIF = 1.09, 1.3
LINE = 0.3528 * 1.22  # millimetres of a line per point
SIZES = (28.0, 24.0, 22.0, 20.0, 18.0)
CALM = 22.0  # larger letters are for slides that stay half empty
MOST_TEXT_SLIDES = 3  # of one heading; the rest is in the notes
LONGEST_POINT = 240  # characters of a point; a longer one ends in "…"
LONGEST_ITEM = 200  # of a list's item that is shown whole; of a longer one its first sentence
LONGEST_MESSAGE = 120  # of a sentence that becomes the heading over the table or figure that shows it
LONGEST_NOTES = 30_000
_GAP = 3.2  # between two points
_SENTENCE = re.compile(r"(\S+[.!?][”\")]?)\s+(?=[A-ZÅÄÖÉ”\"(])")
_SHORT = frozenset("kl. nr. ca. dvs. osv. etc. resp. inkl. exkl. jan. feb. aug. sept. okt. nov. dec. st. sid. tfn. s. e. f. d.".split())
_REST = "Resten står i anteckningarna."


@dataclass(frozen=True)
class Room:
    """Millimetres that a slide has for what stands on it: those of the layout that is used."""

    width: float = 302.0
    height: float = 123.0


@dataclass(frozen=True)
class Point:
    """A line of a list. `level` 0 is a point, -1 a paragraph without a mark, -2 a small remark; `number` is of an ordered list."""

    runs: tuple[Run, ...]
    level: int = 0
    number: int = 0

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Slide:
    """`kind`: title, contents, section, text, table, figure, end. `over` stands above the title, `foot` under what is shown."""

    kind: str
    title: str
    over: str = ""
    points: tuple[Point, ...] = ()
    size: float = SIZES[0]
    table: SlideTable | None = None
    figure: Figure | None = None
    foot: str = ""
    notes: str = ""


def slides(paper: Paper, room: Room | None = None) -> list[Slide]:
    """All slides of a document, in order: title, contents where there are at least three sections, the sections, where it comes from."""
    room = room or Room()
    shown = [slide for number, section in enumerate(paper.sections) for slide in _of_section(paper, number, section, room)]
    return [_title(paper), *_contents(paper, room), *shown, _end(paper)]


def _title(paper: Paper) -> Slide:
    return Slide("title", paper.title, over=paper.programme_name, foot="\n".join(paper.state), notes=_first_notes(paper))


def _first_notes(paper: Paper) -> str:
    told = [paper.title, paper.subtitle, *paper.state, f"{paper.parties_heading}: {', '.join(paper.parties)}" if paper.parties else ""]
    return "\n".join(line for line in told if line)


def _contents(paper: Paper, room: Room) -> list[Slide]:
    heads = [section.heading for section in paper.sections if section.depth == 1]
    if len(heads) < 3:
        return []
    points = tuple(Point((Run(head),), -1) for head in heads)
    shown = _pages(points, room, sizes=(20.0, 18.0, 16.0, 14.0))
    return [Slide("contents", "Innehåll", over=paper.title, points=page, size=size) for page, size in shown]


def _end(paper: Paper) -> Slide:
    lines = [*paper.state]
    lines += [f"{paper.parties_heading}: {', '.join(paper.parties)}"] if paper.parties else []
    lines += [f"Kontakt: {paper.contact}"] if paper.contact else []
    lines.append("Hela texten, alla tabeller och varifrån siffrorna kommer står i dokumentet som bilderna är gjorda av.")
    points = tuple(Point((Run(line),), -1) for line in lines)
    return Slide("end", "Varifrån detta kommer", over=paper.title, points=points, size=18.0)


# ── a section ──────────────────────────────────────────────────────────────
def _of_section(paper: Paper, number: int, section: Section, room: Room) -> Iterator[Slide]:
    above = _above(paper, number, section)
    if not section.blocks:
        follows = paper.sections[number + 1] if number + 1 < len(paper.sections) else None
        if follows is not None and follows.depth > section.depth:
            under = [found for found in _under(paper, number) if found.depth == section.depth + 1]
            points = tuple(Point((Run(found.heading),), -1) for found in under[:8])
            yield Slide("section", section.heading, over=above, points=points, size=18.0 if len(points) < 6 else 14.0)
        return
    for title, over, blocks in _parted(section, above):
        yield from _of_part(title, over, blocks, room)


def _under(paper: Paper, number: int) -> Iterator[Section]:
    for found in paper.sections[number + 1 :]:
        if found.depth <= paper.sections[number].depth:
            return
        yield found


def _above(paper: Paper, number: int, section: Section) -> str:
    """The heading that the section hangs under, or the document's title."""
    for earlier in reversed(paper.sections[:number]):
        if earlier.depth < section.depth:
            return earlier.heading
    return paper.title


def _parted(section: Section, above: str) -> Iterator[tuple[str, str, list[Block]]]:
    """The section divided at its headings: title, what it hangs under, blocks."""
    title, over, blocks = section.heading, above, []
    for block in section.blocks:
        if isinstance(block, Heading):
            if blocks:
                yield title, over, blocks
            title, over, blocks = block.text or section.heading, section.heading, []
        else:
            blocks.append(block)
    if blocks or title != section.heading:
        yield title, over, blocks


def _of_part(title: str, over: str, blocks: list[Block], room: Room) -> Iterator[Slide]:
    notes = _notes(blocks)
    points = [point for block in blocks for point in _points(block)]
    drawn = [block for block in blocks if isinstance(block, Table | Figure)]
    remark = " ".join(f"{block.tag}: {block.text}" for block in blocks if isinstance(block, Note) and block.tag)
    message = _message(points) if drawn else ""
    if (points and not message) or not drawn:
        yield from _of_points(title, over, points, remark if not drawn else "", notes, room)
    for number, block in enumerate(drawn):
        inside = _with_notes(block, title, notes)
        said = message if number == 0 else ""
        if isinstance(block, Table):
            yield from _of_table(block, title, remark, inside, room, said)
        else:
            foot = " ".join(part for part in (f"{block.label}. {block.caption}." if said else "", _figure_foot(block, remark)) if part)
            yield Slide("figure", said or block.caption or title, over=title, figure=block, foot=foot, notes=inside)
            yield from _of_table(_values(block), title, remark, inside, room)


def _message(points: list[Point]) -> str:
    """The one sentence of a part, when it is short enough to stand as the heading over what shows it."""
    if len(points) == 1 and points[0].level == 0 and len(points[0].text) <= LONGEST_MESSAGE:
        return points[0].text
    return ""


def _of_points(title: str, over: str, points: list[Point], remark: str, notes: str, room: Room) -> Iterator[Slide]:
    if len(points) == 1 and not points[0].number:
        points = [replace(points[0], level=min(points[0].level, -1))]  # one thing said needs no mark before it
    pages = _pages(points, room)
    left_out = len(pages) > MOST_TEXT_SLIDES
    pages = pages[:MOST_TEXT_SLIDES] or [((), SIZES[0])]
    for number, (page, size) in enumerate(pages, 1):
        last = number == len(pages)
        foot = " ".join(part for part in (remark, _REST if left_out and last else "") if part)
        yield Slide("text", _turned(title, number, len(pages)), over=over, points=page, size=size, foot=foot, notes=notes)


def _of_table(table: Table, title: str, remark: str, notes: str, room: Room, message: str = "") -> Iterator[Slide]:
    parts, left = divided(table, room.width, room.height)
    for number, part in enumerate(parts, 1):
        told = [f"{table.label}. {table.caption}." if message else "", table.note, remark]
        if left and number == len(parts):
            told.insert(0, f"{left} rader till står i dokumentet och i arbetsboken.")
        foot = _shortened(" ".join(line for line in told if line), 330)
        cut = [*part.cut] and "\n\nKortat på bilden:\n" + "\n".join(part.cut)
        whole = _limited(notes + (cut or ""))
        yield Slide("table", _turned(message or table.caption or title, number, len(parts)), over=title, table=part, foot=foot, notes=whole)


def _values(figure: Figure) -> Table:
    """What a figure shows, as a table."""
    heads = ("Post", "Budget", "Utfall") if figure.chart["type"] == "budget_bars" else ("Benämning", "Värde")
    unit = clean(figure.chart.get("unit") or "").strip()
    columns = tuple(Column(f"{head}, {unit}" if unit and place else head, place > 0) for place, head in enumerate(heads))
    rows = tuple(Row(tuple(Cell(text) for text in row), 0) for row in chart.data_rows(figure.chart))
    widths = column_widths(
        [column.title for column in columns], [[cell.text for cell in row.cells] for row in rows], [column.numeric for column in columns]
    )
    return Table(figure.number, f"{figure.caption or figure.label}: värdena", columns, rows, None, "", widths)


def _figure_foot(figure: Figure, remark: str) -> str:
    return " ".join(part for part in (chart.unit_line(figure.chart), remark) if part)


# ── points ─────────────────────────────────────────────────────────────────
def _points(block: Block) -> Iterator[Point]:
    match block:
        case Text(runs):
            if "".join(run.text for run in runs).strip():
                yield Point(_first_sentence(runs))
        case Bullets(ordered, items):
            for number, item in enumerate(items, 1):
                whole = len("".join(run.text for run in item)) <= LONGEST_ITEM
                yield Point(_cut(item, LONGEST_POINT) if whole else _first_sentence(item), number=number if ordered else 0)
        case Quote(runs, by):
            said = _cut(tuple(replace(run, em=True) for run in runs), LONGEST_POINT)
            yield Point((Run("”"), *said, Run("”"), *((Run(f" – {by}"),) if by else ())), -1)
        case Note(text, tag) if not tag:
            yield Point((Run(_shortened(text, LONGEST_POINT)),), -2)


def _first_sentence(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    whole = "".join(run.text for run in runs)
    return _cut(runs, min(_end_of_sentence(whole), LONGEST_POINT), told=False)


def _end_of_sentence(text: str) -> int:
    """Where the first sentence ends: not after t.ex. or kl., which have a capital or a figure after them often enough."""
    for found in _SENTENCE.finditer(text[: 2 * LONGEST_POINT]):
        word = found[1]
        if "." not in word[:-1].rstrip(".") and word.casefold() not in _SHORT:
            return found.end(1)
    return len(text)


def _cut(runs: tuple[Run, ...], most: int, *, told: bool = True) -> tuple[Run, ...]:
    """The runs as far as `most` characters, whole words; "…" where something is left out of a sentence."""
    kept: list[Run] = []
    room = most
    for run in runs:
        if room <= 0:
            break
        text = run.text.replace("\n", " ")
        if len(text) > room:
            text = _shortened(text, room) if told or most == LONGEST_POINT else text[:room]
            room = 0  # nothing follows what is cut
        kept.append(replace(run, text=text, ref="", href=""))
        room -= len(text)
    return tuple(kept)


def _shortened(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    head = text[: most - 1]
    at = head.rfind(" ")
    return (head[:at] if at > most / 2 else head).rstrip(" ,;–-") + "…"


def _pages(points: Sequence[Point], room: Room, sizes: Sequence[float] = SIZES) -> list[tuple[tuple[Point, ...], float]]:
    """The points divided over slides, each page with the largest letters that take it. One page where any size does."""
    for size in sizes:
        if sum(height(point, size, room.width) for point in points) <= room.height * (0.6 if size > CALM else 1):
            return [(tuple(points), size)] if points else []
    size = sizes[-1]
    heights = [height(point, size, room.width) for point in points]
    # Divided evenly: a last slide with a single point says less than three alike.
    count = -(-sum(heights) // room.height)
    most = min(room.height, sum(heights) / count + max(heights) / 2)
    pages: list[list[Point]] = [[]]
    used = 0.0
    for point, tall in zip(points, heights, strict=True):
        if pages[-1] and used + tall > most:
            pages.append([])
            used = 0.0
        pages[-1].append(point)
        used += tall
    return [(tuple(page), size) for page in pages]


def height(point: Point, size: float, width: float) -> float:
    """Millimetres of a point in letters of `size` points, with the air after it."""
    size = size * 0.78 if point.level == -2 else size
    return lines(point.text, size, width - (9 if point.level >= 0 else 0)) * size * LINE + _GAP


def lines(text: str, size: float, width: float, *, face: float = ARIAL) -> int:
    """How many lines the text takes: word by word, as it is drawn. A word wider than the line is broken."""
    most, count, used = width / (size / 10 * face), 1, 0.0
    for word in text.split():
        long = text_width(word) * max(1.0, len(word) / 400)
        if used and used + long > most:
            count, used = count + 1, 0.0
        count += int(long // most)
        used += long % most + text_width(" ")
    return count


def title_size(title: str, width: float, sizes: Sequence[float]) -> float:
    """The largest of `sizes` (points) at which the title takes at most two lines; else the smallest."""
    return next((size for size in sizes if lines(title, size, width, face=SERIF) <= 2), sizes[-1])


def _turned(title: str, number: int, count: int) -> str:
    return f"{title} ({number} av {count})" if count > 1 else title


# ── notes ──────────────────────────────────────────────────────────────────
def _notes(blocks: Sequence[Block]) -> str:
    """The whole text, as it is read aloud, and where its figures come from."""
    told = [text for block in blocks if (text := _read(block))]
    refs = list(dict.fromkeys(run.ref for block in blocks for run in _runs(block) if run.ref))
    if refs:
        told.append("Siffror ur registret: " + ", ".join(refs))
    return _limited("\n\n".join(told))


def _read(block: Block) -> str:
    match block:
        case Text(runs):
            return "".join(run.text for run in runs).strip()
        case Bullets(ordered, items):
            marks = (f"{number}. " if ordered else "– " for number in range(1, len(items) + 1))
            return "\n".join(mark + "".join(run.text for run in item) for mark, item in zip(marks, items, strict=True))
        case Quote(runs, by):
            return f"”{''.join(run.text for run in runs)}” {by}".strip()
        case Note(text, tag):
            return f"{tag}: {text}" if tag else text
        case Table():
            return f"{block.label}. {block.caption}" + (f"\n{block.note}" if block.note else "")
        case Figure():
            return f"{block.label}. {block.caption}\n{block.alt}"
    return ""


def _runs(block: Block) -> tuple[Run, ...]:
    match block:
        case Text(runs) | Quote(runs, _):
            return runs
        case Bullets(_, items):
            return tuple(run for item in items for run in item)
    return ()


def _with_notes(block: Table | Figure, title: str, notes: str) -> str:
    return _limited(f"{title}\n{_read(block)}" + (f"\n\n{notes}" if notes else ""))


def _limited(text: str) -> str:
    return text if len(text) <= LONGEST_NOTES else text[:LONGEST_NOTES].rstrip() + "… Hela texten står i dokumentet."
