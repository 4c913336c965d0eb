"""The effect chain drawn: boxes in five stages, from left to right on a page and from top to bottom on a phone, with an arrow for each step.

Pure: no rows, no clock. Classes of fardplan.css only. What the picture says stands as a list beside it, which a screen reader reads.
"""

from dataclasses import dataclass
from html import escape

from fardplan.benefits import rules
from fardplan.kit.svg import Drawing

WIDE, NARROW = 980, 330
GAP, PAD, LINE, HEAD = 34, 9, 17, 26
#: Average width of a character of 13 px, in pixels: generous, so that text stays in its box.
CHARACTER = 7.0


@dataclass(frozen=True)
class Box:
    stage: str
    place: int
    text: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]


def wrapped(text, width):
    """Words in lines of at most `width` pixels; a word that is too long is cut."""
    most = max(4, int(width / CHARACTER))
    lines = [""]
    for whole in text.split():
        word = whole
        while len(word) > most:
            lines += [f"{word[: most - 1]}-", ""]
            word = word[most - 1 :]
        lines[-1] = f"{lines[-1]} {word}".strip() if len(lines[-1]) + len(word) < most else lines[-1]
        if not lines[-1].endswith(word):
            lines.append(word)
    return tuple(line for line in lines if line) or ("",)


def chain_pictures(stages, texts, leads, *, label, unsaid):
    """The drawing for a page and the one for a phone. `stages` are (code, heading) in order, `texts` {code: [text, …]}, `leads`
    {(code, place): places in the next stage}; `unsaid` stands where a stage has no box. None without any box."""
    if not any(texts.values()):
        return []
    found = rules.arrows({code: len(texts.get(code, ())) for code, _heading in stages}, leads, [code for code, _heading in stages])
    return [_across(stages, texts, found, label, unsaid), _down(stages, texts, found, label, unsaid)]


def _boxes(stage, texts, x, y, width):
    made = []
    for place, text in enumerate(texts, start=1):
        lines = wrapped(text, width - 2 * PAD)
        height = len(lines) * LINE + 2 * PAD
        made.append(Box(stage, place, text, x, y, width, height, lines))
        y += height + 12
    return made, y


def _across(stages, texts, arrows, label, unsaid):
    width = (WIDE - GAP * (len(stages) - 1) - 2) / len(stages)
    boxes, out, tallest = {}, [], 0.0
    for column, (code, heading) in enumerate(stages):
        x = 1 + column * (width + GAP)
        out.append(f'<text class="k-tb" x="{x:.1f}" y="14">{escape(heading)}</text>')
        made, bottom = _boxes(code, texts.get(code, ()), x, HEAD, width)
        if not made:
            out.append(_missing(x, HEAD, width, unsaid))
            bottom = HEAD + LINE + 2 * PAD
        boxes |= {(box.stage, box.place): box for box in made}
        tallest = max(tallest, bottom)
    for start, end in arrows:
        one, other = boxes[start], boxes[end]
        x1, y1 = one.x + one.width, one.y + one.height / 2
        x2, y2 = other.x, other.y + other.height / 2
        half = (x2 - x1) / 2
        out.append(f'<path class="b-l" d="M{x1:.1f} {y1:.1f}C{x1 + half:.1f} {y1:.1f} {x2 - half:.1f} {y2:.1f} {x2 - 7:.1f} {y2:.1f}"/>')
        out.append(f'<path class="b-h" d="M{x2:.1f} {y2:.1f}l-8 -4v8z"/>')
    out += [_drawn(box) for box in boxes.values()]
    return _svg(out, WIDE, tallest, label, "fp-only-l")


def _down(stages, texts, arrows, label, unsaid):
    boxes, out, y = {}, [], 0.0
    for number, (code, heading) in enumerate(stages):
        out.append(f'<text class="k-tb" x="1" y="{y + 14:.0f}">{escape(heading)}</text>')
        made, bottom = _boxes(code, texts.get(code, ()), 22, y + HEAD - 4, NARROW - 23)
        if not made:
            out.append(_missing(22, y + HEAD - 4, NARROW - 23, unsaid))
            bottom = y + HEAD + LINE + 2 * PAD + 8
        boxes |= {(box.stage, box.place): box for box in made}
        if number < len(stages) - 1:
            out.append(f'<path class="b-l" d="M8 {y + HEAD:.0f}V{bottom - 3:.0f}"/><path class="b-h" d="M8 {bottom + 4:.0f}l-4 -8h8z"/>')
        y = bottom + 8
    out += [_drawn(box) for box in boxes.values()]
    return _svg(out, NARROW, y, label, "fp-only-s")


def _missing(x, y, width, unsaid):
    height = LINE + 2 * PAD
    return (
        f'<rect class="d-0" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height}" rx="3"/>'
        f'<text class="k-t" x="{x + PAD:.1f}" y="{y + PAD + 13:.1f}">{escape(unsaid)}</text>'
    )


def _drawn(box):
    texts = "".join(
        f'<text class="k-td" x="{box.x + PAD:.1f}" y="{box.y + PAD + 13 + LINE * place:.1f}">{escape(line)}</text>'
        for place, line in enumerate(box.lines)
    )
    return f'<rect class="fp-org__box" x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" rx="3"/>{texts}'


def _svg(out, width, height, label, shown):
    return Drawing(
        f'<svg class="{shown}" viewBox="0 0 {width} {height:.0f}" width="{width}" height="{height:.0f}" role="img" '
        f'aria-label="{escape(label)}">{"".join(out)}</svg>'
    )
