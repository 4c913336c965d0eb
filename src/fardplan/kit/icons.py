"""The shapes. A shape never stands alone: a word is beside it, so the svg is always hidden from screen readers."""

from django.utils.html import format_html
from django.utils.safestring import mark_safe

STROKE = 'fill="none" stroke="currentColor" stroke-width="%s"'

SHAPES = {
    # status: disc with tick, triangle, diamond with cross, dashed ring, disc with pause, open ring with tick
    "ok": '<path d="M8 .8a7.2 7.2 0 1 0 0 14.4A7.2 7.2 0 0 0 8 .8Zm3.9 5.1-4.6 5.4a.9.9 0 0 1-1.3 0L3.9 9.2l1.2-1.2 1.5 1.5 4-4.7z"/>',
    "warn": '<path d="M8 .9c.4 0 .7.2.9.5l6.7 12.2c.4.7-.1 1.5-.9 1.5H1.3c-.8 0-1.3-.8-.9-1.5L7.1 1.4c.2-.3.5-.5.9-.5Zm-.9 4.6.2 4.6h1.4l'
    '.2-4.6zM8 11.2a1 1 0 1 0 0 2 1 1 0 0 0 0-2Z"/>',
    "bad": '<path d="m8 .3 7.7 7.7L8 15.7.3 8zM5.6 4.5 4.5 5.6 6.9 8l-2.4 2.4 1.1 1.1L8 9.1'
    'l2.4 2.4 1.1-1.1L9.1 8l2.4-2.4-1.1-1.1L8 6.9z"/>',
    "off": f'<circle cx="8" cy="8" r="6.3" {STROKE % 1.6} stroke-dasharray="2.4 2.1"/>',
    "paused": '<path fill-rule="evenodd" d="M8 .8a7.2 7.2 0 1 0 0 14.4A7.2 7.2 0 0 0 8 .8ZM5 4.6h2v6.8H5zm4 0h2v6.8H9z"/>',
    "done": f'<circle cx="8" cy="8" r="6.4" {STROKE % 1.6}/><path d="m4.8 8.2 2.3 2.3 4.2-5" {STROKE % 1.7}/>',
    # phase, which is no judgement: never a filled tick
    "running": '<path fill-rule="evenodd" d="M8 .8a7.2 7.2 0 1 0 0 14.4A7.2 7.2 0 0 0 8 .8ZM6 4.4v7.2L12 8z"/>',
    "included": f'<circle cx="8" cy="8" r="6.4" {STROKE % 1.6}/><path d="M6.3 4.9v6.2L11.4 8z"/>',
    "spread": f'<circle cx="8" cy="8" r="6.4" {STROKE % 1.6}/><path d="M4.4 8h6.6M8.4 5.2 11.2 8l-2.8 2.8" {STROKE % 1.7}/>',
    "idea": f'<circle cx="8" cy="8" r="6.4" {STROKE % 1.6}/><circle cx="8" cy="8" r="1.7"/>',
    "dialogue": f'<circle cx="8" cy="8" r="6.4" {STROKE % 1.6}/><circle cx="4.9" cy="8" r="1.1"/><circle cx="8" cy="8" r="1.1"/>'
    '<circle cx="11.1" cy="8" r="1.1"/>',
    "withdrawn": f'<circle cx="8" cy="8" r="6.4" {STROKE % 1.6}/><path d="M4.8 8h6.4" {STROKE % 1.7}/>',
    "signal": f'<circle cx="8" cy="8" r="5.4" {STROKE % 2.6}/>',
    # an answer is a square
    "yes": '<rect x="1" y="1" width="14" height="14" rx="2"/>'
    '<path class="fp-i__on" d="m4.4 8.2 2.6 2.7 4.6-5.6" fill="none" stroke-width="1.9"/>',
    "plus": f'<rect x="1.8" y="1.8" width="12.4" height="12.4" rx="2" {STROKE % 1.6}/><path d="M8 4.6v6.8M4.6 8h6.8" {STROKE % 1.7}/>',
    "no": f'<rect x="1.8" y="1.8" width="12.4" height="12.4" rx="2" {STROKE % 1.6}/>'
    f'<path d="m5.2 5.2 5.6 5.6m0-5.6-5.6 5.6" {STROKE % 1.7}/>',
    "noted": f'<rect x="1.8" y="1.8" width="12.4" height="12.4" rx="2" {STROKE % 1.6}/><path d="M4.8 8h6.4" {STROKE % 1.7}/>',
    "waiting": f'<rect x="1.8" y="1.8" width="12.4" height="12.4" rx="2" {STROKE % 1.6} stroke-dasharray="2.2 2"/>',
    # direction, from a chart's rule or a leader's own judgement, never from two points
    "up": f'<path d="M3 13 12 4M5.5 3.6H12.4V10.5" {STROKE % 2}/>',
    "flat": f'<path d="M1.8 8H13M9 3.8 13.4 8 9 12.2" {STROKE % 2}/>',
    "down": f'<path d="M3 3 12 12M12.4 5.5V12.4H5.5" {STROKE % 2}/>',
    # time
    "diamond": '<path d="M8 1.2 14.8 8 8 14.8 1.2 8z"/>',
    "diamond-open": f'<path d="M8 2.2 13.8 8 8 13.8 2.2 8z" {STROKE % 1.6}/>',
    "clock": f'<circle cx="8" cy="8" r="6.3" {STROKE % 1.6}/><path d="M8 4.2V8l2.7 2" {STROKE % 1.6}/>',
    # things to do and find
    "search": f'<circle cx="6.8" cy="6.8" r="4.8" {STROKE % 1.7}/><path d="m10.4 10.4 4.4 4.4" {STROKE % 1.7}/>',
    "star": '<path d="M8 1.3 10.1 5.7 14.9 6.3 11.4 9.6 12.3 14.4 8 12 3.7 14.4 4.6 9.6 1.1 6.3 5.9 5.7z"/>',
    "star-open": f'<path d="M8 1.3 10.1 5.7 14.9 6.3 11.4 9.6 12.3 14.4 8 12 3.7 14.4 4.6 9.6 1.1 6.3 5.9 5.7z" {STROKE % 1.4}/>',
    "lock": f'<path d="M3.5 7.2h9v7h-9zM5.3 7V5a2.7 2.7 0 0 1 5.4 0v2" {STROKE % 1.5}/>',
    "info": '<path fill-rule="evenodd" d="M8 .8a7.2 7.2 0 1 0 0 14.4A7.2 7.2 0 0 0 8 .8ZM7.1 7h1.8v5H7.1z'
    'M8 3.8a1.05 1.05 0 1 1 0 2.1 1.05 1.05 0 0 1 0-2.1Z"/>',
    "person": f'<circle cx="8" cy="5" r="3" {STROKE % 1.6}/><path d="M2.2 14.6c.4-3.2 2.8-5 5.8-5s5.4 1.8 5.8 5" {STROKE % 1.6}/>',
    "chevron": f'<path d="m3.5 6 4.5 4.5L12.5 6" {STROKE % 1.8}/>',
    "back": f'<path d="M14 8H3M7 3.8 2.6 8 7 12.2" {STROKE % 1.8}/>',
    "add": f'<path d="M8 2.5v11M2.5 8h11" {STROKE % 1.9}/>',
    "edit": f'<path d="m2.2 13.8.7-3.2 7.9-7.9 2.5 2.5-7.9 7.9zM9.3 4.2l2.5 2.5" {STROKE % 1.5}/>',
    "copy": f'<path d="M5.5 5.5h8v8h-8zM3.8 10.5H2.5v-8h8v1.3" {STROKE % 1.5}/>',
    "file": f'<path d="M3.2 1.8h6l3.6 3.6v8.8H3.2zM9 2v3.6h3.6" {STROKE % 1.5}/>',
    "download": f'<path d="M8 1.8v8M4.4 6.6 8 10.2l3.6-3.6M2.2 13.8h11.6" {STROKE % 1.7}/>',
}


def icon(name, extra=""):
    """The shape `name` as inline svg. An unknown name is a mistake in the template, so it is loud."""
    return format_html(
        '<svg class="fp-i{}" viewBox="0 0 16 16" fill="currentColor" aria-hidden="true" focusable="false">{}</svg>',
        f" {extra}" if extra else "",
        mark_safe(SHAPES[name]),  # noqa: S308 the shapes are our own
    )


QUARTERS = {
    1: '<path class="d-f" d="M10 10V2A8 8 0 0 1 18 10Z"/>',
    2: '<path class="d-f" d="M10 2A8 8 0 0 1 10 18Z"/>',
    3: '<path class="d-f" d="M10 10V2A8 8 0 1 1 2 10Z"/>',
    4: '<circle class="d-f" cx="10" cy="10" r="8"/>',
}


def disc(quarters):
    """A disc filled by quarters, 0 to 4; None is the dashed ring of what does not apply."""
    ring = "d-0" if quarters is None else "d-r"
    return format_html(
        '<svg class="fp-disc" viewBox="0 0 20 20" aria-hidden="true" focusable="false"><circle class="{}" cx="10" cy="10" r="8"/>{}</svg>',
        ring,
        mark_safe(QUARTERS.get(quarters, "")),  # noqa: S308 our own
    )


# Class of the square and the sign drawn in it, from x = left edge.
SQUARES = {
    "yes": ("e-y", '<path class="e-v" d="m{3} 7.6 2.6 2.7 4.3-5.4"/>'),
    "plus": ("e-a", '<path class="e-p" d="M{6}.5 4v7M{3} 7.5h7"/>'),
    "no": ("e-n", '<path class="e-x" d="m{3}.5 4.5 6 6m0-6-6 6"/>'),
    "noted": ("e-a", '<path class="e-p" d="M{3} 7.5h7"/>'),
    "waiting": ("e-w", ""),
}
STEP = 17


def squares(marks):
    """One square per answer on a line; `marks` are keys of SQUARES. Returns the svg's width and its inside."""
    parts = []
    for place, mark in enumerate(marks):
        left = STEP * place
        css, sign = SQUARES[mark]
        parts.append(f'<rect class="{css}" x="{left + 1}" y="1" width="13" height="13" rx="2"/>')
        parts.append(sign.replace("{3}", str(left + 4)).replace("{6}", str(left + 7)))
    return max(STEP * len(marks) - 1, 1), mark_safe("".join(parts))  # noqa: S308 numbers and our own shapes
