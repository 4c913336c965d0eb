"""The cover's picture: hills by a fjord and the way over them, with one stop for each goal. Decoration, so it has no text alternative."""

WIDTH, HEIGHT = 794, 330  # px; an A4 page is 794 wide
FJORD, RIDGE, SHORE, TRAIL = "#14506b", "#0e3d53", "#0a2f41", "#8fc1d9"
_START = (0.0, 286.0)
# Cubic Bézier pieces: two control points and an end point each.
_WAY = (
    ((150.0, 276.0), (190.0, 214.0), (330.0, 214.0)),
    ((470.0, 214.0), (500.0, 130.0), (610.0, 118.0)),
    ((700.0, 108.0), (740.0, 50.0), (800.0, 26.0)),
)
_FIRST_STOP, _LAST_STOP = 119.0, 698.0


def hills(stops: int, *, sky: bool = False) -> str:
    """SVG of WIDTH x HEIGHT with numbered stops along the way; `sky` paints the fjord colour behind it."""
    way = f"M{_START[0]:g} {_START[1]:g}" + "".join(f"C{a[0]:g} {a[1]:g} {b[0]:g} {b[1]:g} {c[0]:g} {c[1]:g}" for a, b, c in _WAY)
    parts = [f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{FJORD}"/>'] if sky else []
    parts.append(f'<path d="{way}V{HEIGHT}H0Z" fill="{RIDGE}"/>')
    parts.append(f'<path d="M0 318C160 306 240 268 380 266S620 190 794 150V{HEIGHT}H0Z" fill="{SHORE}"/>')
    parts.append(f'<path d="{way}" fill="none" stroke="{TRAIL}" stroke-width="3"/>')
    radius = 16 if stops <= 12 else 190 / stops
    for number in range(1, stops + 1):
        x = _FIRST_STOP + (_LAST_STOP - _FIRST_STOP) * ((number - 1) / (stops - 1) if stops > 1 else 0.5)
        y = _height_at(x)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="#fff"/>')
        size = f'font-family="Fardplan Sans" font-size="{radius * 1.06:.1f}" font-weight="600" text-anchor="middle" fill="{FJORD}"'
        parts.append(f'<text x="{x:.1f}" y="{y + radius * 0.37:.1f}" {size}>{number}</text>')
    box = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{"".join(parts)}</svg>'


def _height_at(x: float) -> float:
    """y of the way at x, found by halving; x grows along every piece."""
    start = _START
    for first, second, end in _WAY:
        if x <= end[0]:
            low, high = 0.0, 1.0
            for _step in range(40):
                middle = (low + high) / 2
                if _on_curve(start[0], first[0], second[0], end[0], middle) < x:
                    low = middle
                else:
                    high = middle
            return _on_curve(start[1], first[1], second[1], end[1], low)
        start = end
    return start[1]


def _on_curve(a: float, b: float, c: float, d: float, t: float) -> float:
    return a * (1 - t) ** 3 + 3 * b * t * (1 - t) ** 2 + 3 * c * t**2 * (1 - t) + d * t**3
