"""Variation and assurance icons as small drawings: shape first, then word, then colour (classes of fardplan.css section 7)."""

from __future__ import annotations

from html import escape

from .words import ASSURANCE, VARIATION

UP, DOWN = "M5 15 15 5M8 5H15V12", "M5 5 15 15M15 8V15H8"
DISC, RING = '<circle class="e-y" cx="10" cy="10" r="9"/>', '<circle class="m-k0" cx="10" cy="10" r="9"/>'
DIAMOND = '<path class="e-n" d="M10 .8 19.2 10 10 19.2.8 10Z"/>'
NONE = '<circle class="d-0" cx="10" cy="10" r="8.5"/>'
SHAPES = {
    "common_cause": RING + '<path class="m-l" stroke-width="1.6" d="M3.5 11C6 5.5 7.5 5.5 10 10S14 14.5 16.5 9"/>',
    "improvement_high": f'{DISC}<path class="e-v" transform="translate(1 1) scale(.9)" d="{UP}"/>',
    "improvement_low": f'{DISC}<path class="e-v" transform="translate(1 1) scale(.9)" d="{DOWN}"/>',
    "concern_high": f'{DIAMOND}<path class="e-x" fill="none" transform="translate(4 4) scale(.6)" d="{UP}"/>',
    "concern_low": f'{DIAMOND}<path class="e-x" fill="none" transform="translate(4 4) scale(.6)" d="{DOWN}"/>',
    "neutral_high": f'{RING}<path class="e-p" fill="none" transform="translate(1 1) scale(.9)" d="{UP}"/>',
    "neutral_low": f'{RING}<path class="e-p" fill="none" transform="translate(1 1) scale(.9)" d="{DOWN}"/>',
    "pass": f'{DISC}<path class="e-v" d="m5.5 10.5 3 3 6-7"/>',
    "fail": f'{DIAMOND}<path class="e-x" d="m7 7 6 6m0-6-6 6"/>',
    "inconsistent": f'{RING}<text class="k-tb" x="10" y="14.6" text-anchor="middle">?</text>',
}


def variation_icon(code: str, *, size: int = 20) -> str:
    """The icon of what the last point says; "" is "too few points". The words are its text alternative."""
    return _icon(SHAPES.get(code, NONE), VARIATION[code], size)


def assurance_icon(code: str, *, size: int = 20) -> str:
    """The icon of whether the target will be met by chance; "" is "no judgement"."""
    return _icon(SHAPES.get(code, NONE), ASSURANCE[code], size)


def _icon(shape: str, words: str, size: int) -> str:
    words = escape(words, quote=True)
    return f'<svg viewBox="0 0 20 20" width="{size}" height="{size}" role="img" aria-label="{words}"><title>{words}</title>{shape}</svg>'
