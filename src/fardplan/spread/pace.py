"""How many parties have introduced a method, year by year, beside what was meant: a bar for each year, a lighter one for those who have come
as far as an ambition speaks of, and a line for each ambition. Pure."""

from html import escape

from django.utils.translation import gettext as _

from fardplan.kit.svg import Drawing

WIDE, NARROW = 820, 330
HIGH, FOOT, HEAD = 150, 24, 22


def pictures(years, *, label) -> list[Drawing]:
    """`years` are queries.YearRow. A drawing for a page and one for a phone; none when nothing was meant and nothing has come."""
    most = max([row.come for row in years] + [aim.parties for row in years for aim, _come, _missing in row.aims], default=0)
    return [_drawn(years, most, label, width) for width in (WIDE, NARROW)] if most else []


def _drawn(years, most, label, width):
    step = min((width - 12) / len(years), 90)
    foot, out = HEAD + HIGH, []

    def y(number):
        return foot - number / most * HIGH

    out.append(f'<line class="k-ax" x1="0" x2="{12 + step * len(years):.0f}" y1="{foot}" y2="{foot}"/>')
    for place, row in enumerate(years):
        left, middle = 6 + step * place, 6 + step * (place + 0.5)
        # Whoever has come as far as the ambition speaks of stands behind those who have introduced it.
        for come, css in [*((come, "k-bar2") for _aim, come, _missing in row.aims), (row.come, "k-bar")] if row.is_over else ():
            if come:
                out.append(
                    f'<rect class="{css}" x="{left + step * 0.2:.1f}" y="{y(come):.1f}" width="{step * 0.6:.1f}" height="{foot - y(come):.1f}"/>'
                )
        tops = [y(max([row.come, *(come for _aim, come, _missing in row.aims)]))] if row.is_over else []
        for aim, _come, _missing in row.aims:
            at = y(aim.parties)
            out.append(f'<line class="k-mark" x1="{left + step * 0.08:.1f}" x2="{left + step * 0.92:.1f}" y1="{at:.1f}" y2="{at:.1f}"/>')
            tops.append(at)
        if tops:
            out.append(f'<text class="k-tb" x="{middle:.1f}" y="{min(tops) - 6:.1f}" text-anchor="middle">{escape(_said(row))}</text>')
        # On a phone every other year is named, so that the words do not touch.
        if width == WIDE or step >= 38 or (len(years) - 1 - place) % 2 == 0:
            out.append(f'<text class="k-t" x="{middle:.1f}" y="{foot + 17}" text-anchor="middle">{row.year}</text>')
    css = "fp-only-s" if width == NARROW else "fp-only-l"
    height = foot + FOOT
    return Drawing(
        f'<svg class="{css}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-label="{escape(label, quote=True)}">{"".join(out)}</svg>'
    )


def _said(row):
    """“3” where nothing was meant, “3/5” of five meant, “mål 8” for a year to come."""
    if not row.aims:
        return str(row.come)
    aim, come, _missing = max(row.aims, key=lambda each: each[0].parties)
    return f"{come}/{aim.parties}" if row.is_over else _("aim %(n)s") % {"n": aim.parties}
