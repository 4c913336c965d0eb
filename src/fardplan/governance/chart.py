"""How forums hang together, as a drawing: who commissions and steers whom from left to right, other lines dashed. Pure: places, no rows.

Lengths are pixels of the drawing. The same is told in words beside it, so nothing is lost to who cannot see it.
"""

import textwrap
from dataclasses import dataclass

BOX, HIGH, GAP_X, GAP_Y, EDGE = 216, 64, 56, 18, 12
LETTERS = 27  # in a line of a box


@dataclass(frozen=True)
class Box:
    """A forum's box. `lines` are its name, broken; `where` is what stands below in small letters."""

    key: object
    x: int
    y: int
    lines: tuple[str, ...]
    where: str

    @property
    def right(self):
        return self.x + BOX

    @property
    def middle(self):
        return self.y + HIGH // 2

    @property
    def texts(self):
        """(the line, its height in the drawing) of the name."""
        top = self.y + (24 if len(self.lines) == 1 else 19)
        return [(line, top + 17 * place) for place, line in enumerate(self.lines)]

    @property
    def under(self):
        return self.y + HIGH - 9


@dataclass(frozen=True)
class Line:
    path: str
    is_dashed: bool
    title: str


@dataclass(frozen=True)
class Chart:
    width: int
    height: int
    boxes: list[Box]
    lines: list[Line]


def chart(tree, others=(), *, name, where) -> Chart:
    """The tree (rules.Node) and `others`, triples (from, to, how), as a Chart. `name(key)` and `where(key)` are a box's words.

    Each leaf has a row of its own; whoever stands above stands in the middle of those below.
    """
    boxes, rows = {}, [0]

    def put(node, depth):
        places = [put(child, depth + 1) for child in node.children]
        if places:
            y = (places[0] + places[-1]) // 2
        else:
            y = EDGE + rows[0] * (HIGH + GAP_Y)
            rows[0] += 1
        words = textwrap.wrap(name(node.key), LETTERS, max_lines=2, placeholder=" …") or [""]
        boxes[node.key] = Box(node.key, EDGE + depth * (BOX + GAP_X), y, tuple(words), where(node.key))
        return y

    for root in tree:
        put(root, 0)
    lines = [line for root in tree for line in _below(root, boxes, name)]
    drawn = {(parent, child) for root in tree for parent, child in _pairs(root)}
    bends = [_bend(boxes[a], boxes[b], f"{name(a)} {how} {name(b)}", n) for n, (a, b, how) in enumerate(_both(others, boxes, drawn))]
    right = max((box.right for box in boxes.values()), default=0) + EDGE
    reach = max((reach for _line, reach in bends), default=right)
    return Chart(max(right, reach + EDGE), EDGE + rows[0] * (HIGH + GAP_Y), list(boxes.values()), lines + [line for line, _reach in bends])


def _pairs(node):
    for child in node.children:
        yield node.key, child.key
        yield from _pairs(child)


def _below(node, boxes, name):
    above = boxes[node.key]
    for child in node.children:
        box = boxes[child.key]
        turn = above.right + GAP_X // 2
        yield Line(f"M{above.right} {above.middle}H{turn}V{box.middle}H{box.x}", False, f"{name(node.key)} {child.how} {name(child.key)}")
        yield from _below(child, boxes, name)


def _both(others, boxes, drawn):
    """Lines whose forums both have a box, other than those that the tree is made of."""
    return [(a, b, how) for a, b, how in others if a in boxes and b in boxes and (a, b) not in drawn and a != b]


def _bend(a, b, title, number):
    """A dashed bend on the right of both boxes, further out for each, so that no two lie on each other."""
    out = max(a.right, b.right) + 14 + 8 * (number % 6)
    start, end = a.middle + 8, b.middle + 8
    return Line(f"M{a.right} {start}C{out + 18} {start} {out + 18} {end} {b.right} {end}", True, title), out + 10
