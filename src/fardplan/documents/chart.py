"""Figures drawn as SVG by the server: one drawing, painted by CSS classes on screen or by colours on paper.

Bars start at zero. A value that is missing gets its word instead of a bar. Only labels and numbers are written; title, unit and
alternative text belong to the figure around the drawing.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from html import escape

from . import numbers
from .text import NOTHING_WORDS, clean, drawable
from .widths import text_width

WIDE, NARROW = 640, 310  # user units (px). A phone gets its own drawing, never a shrunken one
SIZE = 13  # px
_PX_PER_MM = SIZE / 3.53
_LINE = 17

# Light mode colours of look.md, for paper.
_PRINT = {
    "bar": 'fill="#14506b"',
    "barbg": 'fill="#e4dfd5"',
    "over": 'fill="#b04a17"',
    "mark": 'stroke="#23221f" stroke-width="2"',
    "ax": 'stroke="#23221f" stroke-width="1"',
    "t": 'fill="#58554e"',
    "td": 'fill="#23221f"',
    "tb": 'fill="#23221f" font-weight="600"',
}
Paint = Callable[[str], str]


def screen(role: str) -> str:
    """Classes of fardplan.css, which follow light and dark."""
    return f'class="k-{role}"'


def paper(role: str) -> str:
    return _PRINT[role]


def unit_line(chart: dict) -> str:
    """What stands under the title: the unit, and how to read the mark."""
    unit = clean(chart.get("unit") or "").strip()
    return " · ".join(part for part in (unit, "strecket är budgeten" if chart["type"] == "budget_bars" else "") if part)


def svg(chart: dict, *, paint: Paint, width: int = WIDE, attributes: str = "") -> str:
    """The whole `<svg>` element. `attributes` is put into its start tag as it is (class, role, label), already escaped."""
    if not chart["rows"]:
        body, height = _text(0, 20, "Inga värden.", "td", paint), 30
    elif chart["type"] == "budget_bars":
        body, height = _budget_bars(chart["rows"], paint, width)
    elif width / len(chart["rows"]) >= 58:
        body, height = _columns(chart["rows"], paint, width)
    else:
        body, height = _bars(chart["rows"], paint, width)
    family = f' font-family="Fardplan Sans" font-size="{SIZE}"' if paint is paper else ""
    size = f'viewBox="0 0 {width} {height:g}" width="{width}" height="{height:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}{family}{" " + attributes if attributes else ""}>{body}</svg>'


def data_rows(chart: dict) -> list[tuple[str, ...]]:
    """Label and values in words, for a table beside the figure."""
    fields = ("budget", "outturn") if chart["type"] == "budget_bars" else ("value",)
    return [(clean(row["label"]), *(_words(row.get(field)) for field in fields)) for row in chart["rows"]]


def _budget_bars(rows: list[dict], paint: Paint, width: int) -> tuple[str, float]:
    """Each bar as a share of its own budget: grey to the budget, a mark at 100 per cent, what goes over in its own colour."""
    stacked = width < 480
    figures = [_budget_words(row) for row in rows]
    label_room = 0 if stacked else min(220.0, max(_px(clean(row["label"]), bold=True) for row in rows) + 12)
    figure_room = 0 if stacked else max(_px(words) for words in figures) + 12
    shares = [_share(row) for row in rows]
    most = max([Decimal(100), *(share for share in shares if share is not None)])
    most = min(most, Decimal(200))  # one line of 900 per cent must not flatten the rest
    scale = (width - label_room - figure_room - 4) / float(most)
    parts, y = [], 2.0
    for row, share, words in zip(rows, shares, figures, strict=True):
        lines = _wrap(clean(row["label"]), (width if stacked else label_room) - 8)
        if stacked:
            for number, line in enumerate(lines):
                parts.append(_text(0, y + 14 + number * _LINE, line, "tb", paint))
            parts.append(_text(0, y + 14 + len(lines) * _LINE, words, "td", paint))
            top = y + len(lines) * _LINE + _LINE + 7
            y = top + 26
        else:
            height = max(30, len(lines) * _LINE + 8)
            first = y + height / 2 + 4.5 - (len(lines) - 1) * _LINE / 2
            for number, line in enumerate(lines):
                parts.append(_text(0, first + number * _LINE, line, "tb", paint))
            parts.append(_text(width, y + height / 2 + 4.5, words, "td", paint, anchor="end"))
            top = y + height / 2 - 7
            y += height
        parts.append(_rect(label_room, top, 100 * scale, 14, "barbg", paint))
        if share is not None:
            shown = float(max(Decimal(0), min(share, most)))
            parts.append(_rect(label_room, top + 3, min(shown, 100) * scale, 8, "bar", paint))
            if shown > 100:
                parts.append(_rect(label_room + 100 * scale, top + 3, (shown - 100) * scale, 8, "over", paint))
        mark = label_room + 100 * scale
        parts.append(f'<line x1="{mark:.1f}" x2="{mark:.1f}" y1="{top - 3:.1f}" y2="{top + 17:.1f}" {paint("mark")}/>')
    return "".join(parts), y + 2


def _columns(rows: list[dict], paint: Paint, width: int) -> tuple[str, float]:
    step = width / len(rows)
    labels = [_wrap(clean(row["label"]), step - 8) for row in rows]
    values = [numbers.as_decimal(row.get("value")) for row in rows]
    known = [float(value) for value in values if value is not None]
    high, low = max([0.0, *known]), min([0.0, *known])
    scale = 170 / ((high - low) or 1)
    base = 24 + high * scale
    parts = []
    foot = 24 + (high - low) * scale + (22 if low < 0 else 6)
    for position, (row, value, lines) in enumerate(zip(rows, values, labels, strict=True)):
        middle = step * (position + 0.5)
        bar = min(64.0, step * 0.56)
        height = abs(float(value or 0)) * scale
        top = base - height if (value or 0) >= 0 else base
        if value is not None:
            parts.append(_rect(middle - bar / 2, top, bar, height, "bar", paint))
        above = top - 7 if (value or 0) >= 0 else top + height + 16
        words = _wrap(_words(row.get("value")), step - 4)
        for number, line in enumerate(words):
            parts.append(
                _text(middle, above - (len(words) - 1 - number) * _LINE, line, "tb" if value is not None else "t", paint, anchor="middle")
            )
        for number, line in enumerate(lines):
            parts.append(_text(middle, foot + 14 + number * _LINE, line, "td", paint, anchor="middle"))
    parts.append(f'<line x1="0" x2="{width}" y1="{base:.1f}" y2="{base:.1f}" {paint("ax")}/>')
    return "".join(parts), foot + 22 + (max(len(lines) for lines in labels) - 1) * _LINE


def _bars(rows: list[dict], paint: Paint, width: int) -> tuple[str, float]:
    """Columns lying down, when there are too many or too long labels to stand."""
    values = [numbers.as_decimal(row.get("value")) for row in rows]
    most = max([float(abs(value)) for value in values if value is not None] or [1.0]) or 1.0
    parts, y = [], 2.0
    for row, value in zip(rows, values, strict=True):
        lines = _wrap(clean(row["label"]), width - 110)
        for number, line in enumerate(lines):
            parts.append(_text(0, y + 14 + number * _LINE, line, "td", paint))
        parts.append(_text(width, y + 14, _words(row.get("value")), "tb" if value is not None else "t", paint, anchor="end"))
        y += len(lines) * _LINE + 3
        if value is not None:
            role = "bar" if value >= 0 else "over"
            parts.append(_rect(0, y, abs(float(value)) / most * width, 8, role, paint))
        y += 18
    return "".join(parts), y


def _budget_words(row: dict) -> str:
    share = _share(row)
    shares = f" · {numbers.percent_text(share, decimals=1)}" if share is not None else ""
    return f"{_words(row.get('outturn'))} av {_words(row.get('budget'))}{shares}"


def _share(row: dict) -> Decimal | None:
    budget, outturn = numbers.as_decimal(row.get("budget")), numbers.as_decimal(row.get("outturn"))
    return outturn / budget * 100 if budget and budget > 0 and outturn is not None else None


def _words(value: object) -> str:
    number = numbers.as_decimal(value)
    if number is not None:
        return numbers.number_text(number)
    if isinstance(value, dict):
        return NOTHING_WORDS[value["nothing"]]
    return clean(str(value)).strip() or NOTHING_WORDS["missing"] if value is not None else NOTHING_WORDS["missing"]


def _wrap(text: str, room: float) -> list[str]:
    """Lines of at most `room` px; a word longer than that is cut into pieces."""
    lines = [""]
    for word in _words_that_fit(text, room):
        candidate = f"{lines[-1]} {word}".strip()
        if lines[-1] and _px(candidate, bold=True) > room:
            lines.append(word)
        else:
            lines[-1] = candidate
    return lines[:6]


def _words_that_fit(text: str, room: float) -> Iterator[str]:
    for word in text.split():
        size = max(1, int(len(word) * room / max(_px(word, bold=True), 1)))
        yield from (word[start : start + size] for start in range(0, len(word), size))


def _px(text: str, *, bold: bool = False) -> float:
    return text_width(text, bold=bold) * _PX_PER_MM


def _text(x: float, y: float, text: str, role: str, paint: Paint, anchor: str = "") -> str:
    shown = drawable(text) if paint is paper else text
    where = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{where} {paint(role)}>{escape(shown)}</text>'


def _rect(x: float, y: float, width: float, height: float, role: str, paint: Paint) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{max(height, 0):.1f}" {paint(role)}/>'
