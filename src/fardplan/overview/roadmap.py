"""Where things stand on the roadmap's picture. Pure: dates and words in, coordinates out.

Six years: the first two in quarters, the rest a narrow column each, as a programme plan is asked to be (two years in detail).
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

YEARS = 6
DETAILED = 2
LABELS = 168  # the lanes' names
QUARTER = 76
YEAR = 86
WIDTH = LABELS + DETAILED * 4 * QUARTER + (YEARS - DETAILED) * YEAR + 40
HEAD = 58
ROW = 25
BAR = 19
LANE_AIR = 16
#: More rows than this in one lane say nothing in a picture: the table below has them all.
MOST_ROWS = 24
LETTER = 7.1  # width of an average letter at the size the labels are set


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

    @property
    def right(self) -> float:
        return LABELS + DETAILED * 4 * QUARTER + (YEARS - DETAILED) * YEAR

    def x(self, day: date) -> float:
        """Where a day begins; days outside land on the edge."""
        if day <= self.first:
            return LABELS
        if day >= self.until:
            return self.right
        into = day.year - self.year
        length = (date(day.year + 1, 1, 1) - date(day.year, 1, 1)).days
        part = (day - date(day.year, 1, 1)).days / length
        if into < DETAILED:
            return LABELS + (into + part) * 4 * QUARTER
        return LABELS + DETAILED * 4 * QUARTER + (into - DETAILED + part) * YEAR

    def columns(self):
        """(x, year, quarter or None) for each vertical line."""
        for into in range(YEARS):
            start = self.year + into
            if into < DETAILED:
                for quarter in range(4):
                    yield self.x(date(start, 1 + 3 * quarter, 1)), start, quarter + 1
            else:
                yield self.x(date(start, 1, 1)), start, None


@dataclass(frozen=True)
class Item:
    """Something to draw: a bar (`is_milestone` False) or a milestone. `ends` is exclusive; None when no end is set."""

    lane: int | None  # a goal's key; None is common to all
    label: str
    url: str
    words: str  # the time as worded
    starts: date | None
    ends: date | None
    style: str = ""  # "" running, plan, vague, done
    is_milestone: bool = False
    told: str = ""  # said to those who do not see: phase, who


@dataclass(frozen=True)
class Shape:
    item: Item
    y: float
    x1: float
    x2: float
    text_x: float
    anchor: str
    inside: bool
    before: bool = False  # began before the picture
    open_end: bool = False

    @property
    def width(self) -> float:
        return round(self.x2 - self.x1, 1)

    @property
    def text_y(self) -> float:
        return self.y + 14

    @property
    def middle(self) -> float:
        return self.y + BAR / 2

    @property
    def path(self) -> str:
        """A bar; pointed at the left when it began earlier, at the right when no end is set."""
        x1, x2, top, low, middle = self.x1, self.x2, self.y, self.y + BAR, self.y + BAR / 2
        left = f"M{x1:.1f} {top}L{x1 - 7:.1f} {middle}L{x1:.1f} {low}" if self.before else f"M{x1:.1f} {top}L{x1:.1f} {low}"
        right = f"L{x2:.1f} {low}L{x2 + 7:.1f} {middle}L{x2:.1f} {top}Z" if self.open_end else f"L{x2:.1f} {low}L{x2:.1f} {top}Z"
        return left + right

    @property
    def diamond(self) -> str:
        x, y = self.x2, self.middle
        return f"M{x:.1f} {y - 7}L{x + 7:.1f} {y}L{x:.1f} {y + 7}L{x - 7:.1f} {y}Z"


@dataclass(frozen=True)
class Lane:
    key: int | None
    number: int | None
    title: str
    y: float
    height: float
    shapes: list[Shape] = field(default_factory=list)
    left_out: int = 0

    @property
    def text_y(self) -> float:
        return self.y + 22


@dataclass(frozen=True)
class Picture:
    scale: Scale
    lanes: list[Lane]
    height: float
    today_x: float | None

    width = WIDTH
    head = HEAD

    @property
    def low(self) -> float:
        return self.height - 8

    @property
    def years(self):
        return [(x, year) for x, year, quarter in self.scale.columns() if quarter in (1, None)]

    @property
    def quarters(self):
        return [(x, quarter) for x, _year, quarter in self.scale.columns() if quarter]

    @property
    def lines(self):
        return [x for x, _year, _quarter in self.scale.columns()]


def draw(items, lanes, *, year: int, today: date) -> Picture:
    """Lay out `items` in `lanes` ((key, number, title), in order) on six years from `year`. What lies wholly outside is left out."""
    scale = Scale(year)
    y, drawn = HEAD, []
    for key, number, title in lanes:
        inside = [item for item in items if item.lane == key and _is_visible(item, scale, today)]
        shown = sorted(inside, key=lambda item: (item.is_milestone, item.starts or date.min, item.label))[:MOST_ROWS]
        shapes = [_place(item, scale, y + LANE_AIR / 2 + number_of * ROW, today) for number_of, item in enumerate(shown)]
        height = max(len(shown), 2) * ROW + LANE_AIR
        drawn.append(Lane(key, number, title, y, height, shapes, len(inside) - len(shown)))
        y += height
    inside_picture = scale.first <= today < scale.until
    return Picture(scale, drawn, y + 10, scale.x(today) if inside_picture else None)


def end_of(item, today):
    """Where a bar ends: its end, or today (or its own beginning, if later) when none is set."""
    if item.ends is not None:
        return item.ends
    return max(today, item.starts or today) + timedelta(days=1)


def _is_visible(item, scale, today):
    if item.starts is None and item.ends is None:
        return False
    return end_of(item, today) > scale.first and (item.starts or scale.first) < scale.until


def _place(item, scale, y, today):
    ends = end_of(item, today)
    x1, x2 = scale.x(item.starts or scale.first), scale.x(ends)
    before = item.starts is not None and item.starts < scale.first
    wanted = len(item.label) * LETTER + (len(item.words) * LETTER + 8 if item.is_milestone else 0)
    if item.is_milestone:
        # An exact day is one diamond; a span is a bracket, dots and an open diamond at its end.
        exact = (ends - (item.starts or ends)).days <= 1
        x1, x2 = (x1, x1) if exact else (x1, max(x2, x1 + 8))
        fits = x2 + 12 + wanted < WIDTH
        return Shape(item, y, x1, x2, x2 + 12 if fits else x1 - 12, "start" if fits else "end", exact, before)
    x2 = max(x2, x1 + 6)
    if x2 - x1 > wanted + 16:
        return Shape(item, y, x1, x2, x1 + 10, "start", True, before, item.ends is None)
    beside = x2 + 14 + wanted < WIDTH
    return Shape(item, y, x1, x2, x2 + 14 if beside else x1 - 12, "start" if beside else "end", False, before, item.ends is None)
