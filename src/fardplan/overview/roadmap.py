"""Where things stand on the roadmap's picture. Pure: dates and words in, whole pixels out.

Six years: the first two in quarters, the rest a narrow column each, as a programme plan is asked to be (two years in detail).
A lane holds bars first, then milestones. What does not overlap shares a row; what finds no row is left to the table.
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from fardplan.overview.letters import lines_of, shortened, width_of

YEARS = 6
DETAILED = 2
LABELS = 176  # the lanes' names
QUARTER = 86
YEAR = 100
AFTER = 58  # room for "2030 →"
RIGHT = LABELS + DETAILED * 4 * QUARTER + (YEARS - DETAILED) * YEAR
WIDTH = RIGHT + AFTER
HEAD = 58
BAR = 22
BAR_ROW = 30
MARK_ROW = 26
AIR = 14  # above and under what a lane holds
MARK_AIR = 8  # between the bars and the milestones under them
GAP = 14  # between two things on one row
POINT = 8  # how far an arrow or half a diamond sticks out
#: More rows than these in one lane say nothing in a picture: the table below has them all.
MOST_BARS = 14
MOST_MARKS = 6
#: A milestone within this many days is one filled diamond: a day, or a month.
AS_ONE_DAY = 31
#: A longer name is ended at a word; the table has it whole.
LONGEST = 400  # pixels
NAME_WIDTH = LABELS - 54
NAME_LINE = 16


@dataclass(frozen=True)
class Scale:
    """Days to pixels from 1 January of `year`."""

    year: int

    @property
    def first(self) -> date:
        return date(self.year, 1, 1)

    @property
    def until(self) -> date:
        """The first day after the picture."""
        return date(self.year + YEARS, 1, 1)

    def x(self, day: date) -> int:
        """Where a day begins; days outside land on the edge."""
        if day <= self.first:
            return LABELS
        if day >= self.until:
            return RIGHT
        into = day.year - self.year
        length = (date(day.year + 1, 1, 1) - date(day.year, 1, 1)).days
        part = (day - date(day.year, 1, 1)).days / length
        if into < DETAILED:
            return round(LABELS + (into + part) * 4 * QUARTER)
        return round(LABELS + DETAILED * 4 * QUARTER + (into - DETAILED + part) * YEAR)

    def columns(self):
        """(x, year, quarter or None) for each vertical line. Quarters are equally wide, whatever their days."""
        for into in range(YEARS):
            start = LABELS + min(into, DETAILED) * 4 * QUARTER + max(into - DETAILED, 0) * YEAR
            if into < DETAILED:
                for quarter in range(4):
                    yield start + quarter * QUARTER, self.year + into, quarter + 1
            else:
                yield start, self.year + into, None


@dataclass(frozen=True, slots=True)
class Item:
    """Something to draw: a bar, or a milestone. `ends` is exclusive; None when no end is set."""

    lane: int | None  # a goal's key; None is common to all
    label: str
    url: str
    words: str  # the time as worded
    starts: date | None
    ends: date | None
    style: str = ""  # "" running; plan, vague, rest, done
    is_milestone: bool = False
    told: str = ""  # said to those who do not see: phase, who


@dataclass(frozen=True, slots=True)
class Shape:
    """An item with its place. `kind` is bar, day (a filled diamond), span (bracket, dots, open diamond) or by (an open diamond)."""

    item: Item
    kind: str
    x1: int
    x2: int
    label: str
    text_x: int
    anchor: str
    left: int  # what it takes of its row, label included
    right: int
    is_inside: bool = False  # the label stands on the bar
    before: bool = False  # began before the picture
    beyond: bool = False  # goes on after it, or has no end set
    y: int = 0

    @property
    def text_y(self) -> int:
        return self.y + 16 if self.kind == "bar" else self.y + 13

    @property
    def middle(self) -> int:
        return self.y + (BAR // 2 if self.kind == "bar" else 8)

    @property
    def path(self) -> str:
        """A bar; pointed at the left when it began earlier, at the right when no end is set."""
        x1, x2, top, low, middle = self.x1, self.x2, self.y, self.y + BAR, self.y + BAR // 2
        left = f"M{x1} {top}L{x1 - POINT} {middle}L{x1} {low}" if self.before else f"M{x1} {top}L{x1} {low}"
        right = f"L{x2} {low}L{x2 + POINT} {middle}L{x2} {top}Z" if self.beyond else f"L{x2} {low}L{x2} {top}Z"
        return left + right

    @property
    def diamond(self) -> str:
        return f"M{self.x2} {self.middle - POINT}l{POINT} {POINT}l-{POINT} {POINT}l-{POINT} -{POINT}Z"

    @property
    def told(self) -> str:
        """All of it in words, for whoever points at it or does not see it."""
        names = [self.item.words, self.item.label] if self.item.is_milestone else [self.item.label, self.item.words]
        return f"{', '.join(filter(None, names))}. {self.item.told}".strip()

    @property
    def label_words(self) -> str:
        """The part of a milestone's label that is its time."""
        return self.item.words if self.label.startswith(self.item.words) else self.label

    @property
    def label_rest(self) -> str:
        return self.label.removeprefix(self.label_words).lstrip()

    @property
    def on_fill(self) -> bool:
        return self.is_inside and self.item.style in {"", "done"}


@dataclass(frozen=True)
class Lane:
    key: int | None
    number: int | None
    name: list[str]  # lines
    meaning: list[str]  # lines
    y: int
    height: int
    shapes: list[Shape] = field(default_factory=list)
    left_out: int = 0

    @property
    def low(self) -> int:
        return self.y + self.height

    @property
    def disc_y(self) -> int:
        return self.y + 28

    @property
    def name_lines(self) -> list[tuple[int, str]]:
        return [(self.y + 27 + NAME_LINE * place, line) for place, line in enumerate(self.name)]

    @property
    def meaning_lines(self) -> list[tuple[int, str]]:
        return [(self.y + 27 + NAME_LINE * (len(self.name) + place), line) for place, line in enumerate(self.meaning)]

    @property
    def label(self) -> str:
        return " ".join(self.name)

    @property
    def text_y(self) -> int:
        """Where an empty lane says that it is empty."""
        return self.y + 28


@dataclass(frozen=True)
class Picture:
    scale: Scale
    lanes: list[Lane]
    height: int
    today_x: int | None

    width = WIDTH
    labels = LABELS

    @property
    def years(self):
        return [(x, year) for x, year, quarter in self.scale.columns() if quarter in (1, None)]

    @property
    def quarters(self):
        return [(x, quarter) for x, _year, quarter in self.scale.columns() if quarter]

    @property
    def lines(self):
        """(x, where it begins): a year's line is taller than a quarter's. The first stands under the lanes' edge and is not drawn."""
        return [*[(x, 4 if quarter in (1, None) else 46) for x, _year, quarter in self.scale.columns()][1:], (RIGHT, 4)]

    @property
    def after(self) -> tuple[int, int]:
        """Where the year after the picture is named, and which."""
        return RIGHT + 6, self.scale.year + YEARS

    @property
    def today_at_left(self) -> bool:
        """The word stands at the left of its line when there is no room at the right."""
        return self.today_x is not None and self.today_x > RIGHT - 40


def draw(items, lanes, *, year: int, today: date) -> Picture:
    """Lay out `items`, the most important first, in `lanes`: (key, number, name, meaning), in order; six years from `year`.

    What lies wholly outside the years is left out.
    """
    scale = Scale(year)
    y, drawn = HEAD, []
    for key, number, name, meaning in lanes:
        inside = [item for item in items if item.lane == key and _is_visible(item, scale, today)]
        bars, bars_left = _pack([_bar(item, scale, today) for item in inside if not item.is_milestone], MOST_BARS)
        marks, marks_left = _pack([_mark(item, scale) for item in inside if item.is_milestone], MOST_MARKS)
        top = y + AIR
        shapes = [replace(shape, y=top + row * BAR_ROW) for row, found in enumerate(bars) for shape in found]
        below = top + len(bars) * BAR_ROW + (MARK_AIR if bars and marks else 0)
        shapes += [replace(shape, y=below + row * MARK_ROW) for row, found in enumerate(marks) for shape in found]
        named = lines_of(name, NAME_WIDTH if number else LABELS - 24, 3)
        means = lines_of(meaning, NAME_WIDTH if number else LABELS - 24, 4)
        height = max(below + len(marks) * MARK_ROW + AIR - 4 - y, 24 + NAME_LINE * (len(named) + len(means)))
        drawn.append(Lane(key, number, named, means, y, height, shapes, bars_left + marks_left))
        y += height
    return Picture(scale, drawn, y + 6, scale.x(today) if scale.first <= today < scale.until else None)


def _end_of(item, today):
    """Where a bar ends: its end, or after today (or its own beginning, if later) when none is set."""
    if item.ends is not None:
        return item.ends
    return max(today, item.starts or today) + timedelta(days=1)


def _is_visible(item, scale, today):
    if item.starts is None and item.ends is None:
        return False
    begins = item.starts or (item.ends - timedelta(days=1) if item.is_milestone else scale.first)
    return _end_of(item, today) > scale.first and begins < scale.until


def _bar(item, scale, today):
    x1, x2 = scale.x(item.starts or scale.first), scale.x(_end_of(item, today))
    x2 = max(x2, x1 + 6)
    before = item.starts is None or item.starts < scale.first
    beyond = item.ends is None or item.ends > scale.until
    label = shortened(item.label, LONGEST)
    left, right = x1 - POINT * before, x2 + POINT * beyond
    if x2 - x1 >= width_of(label) + 16:
        return Shape(item, "bar", x1, x2, label, x1 + 9, "start", left, right, True, before, beyond)
    return _beside(item, "bar", x1, x2, label, left, right, before, beyond)


def _mark(item, scale):
    """A milestone. An exact day, or a month, is one diamond; a longer time is a bracket, dots and an open diamond at its end."""
    starts, ends = item.starts, item.ends
    before, beyond = starts is not None and starts < scale.first, ends is None or ends > scale.until
    if starts is None:
        kind, x1 = "by", scale.x(ends)
        x2 = x1
    elif ends is not None and (ends - starts).days <= AS_ONE_DAY:
        kind = "day"
        x1 = x2 = scale.x(starts + (ends - starts - timedelta(days=1)) / 2)
    else:
        kind, x1 = "span", scale.x(starts)
        x2 = max(scale.x(ends) if ends else RIGHT, x1 + POINT + 4)
    return _beside(item, kind, x1, x2, f"{item.words} {item.label}", x1 - POINT, x2 + POINT, before, beyond)


def _beside(item, kind, x1, x2, label, left, right, before, beyond):
    """With its label at the right, or at the left when there is more room; shortened when neither has enough."""
    wide = width_of(label)
    at_right, at_left = WIDTH - 4 - (right + 6), left - 6 - (LABELS + 4)
    if wide > at_right and (wide <= at_left or at_left > at_right):
        label, x, anchor = shortened(label, at_left), left - 6, "end"
        left = x - width_of(label)
    else:
        label, x, anchor = shortened(label, at_right), right + 6, "start"
        right = x + width_of(label)
    return Shape(item, kind, x1, x2, label, x, anchor, left, right, False, before, beyond)


def _pack(shapes, most):
    """Rows of shapes that do not touch, and how many found no place in `most` rows. The earlier in the list, the surer of a place."""
    rows, left_out = [], 0
    for shape in shapes:
        row = next((row for row in rows if _has_room(row, shape)), None)
        if row is not None:
            row.append(shape)
        elif len(rows) < most:
            rows.append([shape])
        else:
            left_out += 1
    return sorted(rows, key=lambda row: min((shape.x1, shape.item.label) for shape in row)), left_out


def _has_room(row, shape):
    left, right = shape.left - GAP, shape.right + GAP
    for other in row:  # a plain loop: tried for every shape on every row
        if left < other.right and other.left < right:
            return False
    return True
