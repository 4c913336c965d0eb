"""How the figures of one line stand in store: one text with all that a vintage said of a series for one organisation, sex and breakdown.

    {"2021":"5.1","2022":[null,"missing","..",null,"",0],"2023":["7","","",12,"omräknat",1]}

A figure that is only a value is its digits; one with more to tell is [value, absence, sign, count, comment, mark]. Pure, no rows.
"""

import json
from operator import itemgetter

#: What a figure is beside those said before it: the first or the same again, one that says otherwise, one that the source no longer has.
PLAIN, REVISED, GONE = 0, 1, 2
#: json.dumps makes an encoder anew for each call that is not a plain one.
encoded = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode
_first = itemgetter(0)
#: What we wrote ourselves has no blanks around it to look for: json.loads does, for each of a nation's twenty thousand lines.
_decoded = json.JSONDecoder().raw_decode


def figure(value, absence="", sign="", count=None, comment="", mark=PLAIN):
    """One figure as it stands in the text. `value` is exact digits or None."""
    if value is not None and not mark and not sign and not comment and count is None:
        return value
    return [value, absence, sign, count, comment, mark]


def text_of(figures):
    """{period: figure} as the text, in order of period."""
    return encoded(dict(sorted(figures.items(), key=_first)))


def known(told):
    """What holds when all of `told` has been said: {line: {period: (value, absence, sign, count, vintage, is revised, comment)}}.

    `told` are (line, vintage, text) with the vintages of a line in order; `line` is whatever tells lines apart.
    """
    lines = {}
    for line, vintage, text in told:
        points = lines.get(line)
        if points is None:
            points = lines[line] = {}
        _tell(points, vintage, _decoded(text)[0])
    return lines


def _tell(points, vintage, figures):
    for period, said in figures.items():
        if type(said) is str:
            points[period] = (said, "", "", None, vintage, PLAIN, "")
        elif said[5] == GONE:
            points.pop(period, None)
        else:
            value, absence, sign, count, comment, mark = said
            points[period] = (value, absence, sign, count, vintage, mark, comment)


class Told:
    """All that has been said of one line, looked into only where somebody asks: pages show a figure or two of very many lines."""

    __slots__ = ("_said",)

    def __init__(self):
        self._said = []

    def add(self, vintage, text):
        """What the next vintage said."""
        self._said.append((vintage, _decoded(text)[0]))

    def plain(self):
        """{period: digits} in order of period when one vintage has said it all, and nothing but values; else None."""
        if len(self._said) != 1:
            return None
        figures = self._said[0][1]
        return figures if {str}.issuperset(map(type, figures.values())) else None

    def at(self, period):
        """The exact text of the value that holds for a period; None when there is none."""
        for _vintage, figures in reversed(self._said):
            figure = figures.get(period)
            if figure is not None:
                return figure if type(figure) is str else figure[0]
        return None

    def known(self):
        """{period: (value, absence, sign, count, vintage, is revised, comment)}, as `known` tells of a line."""
        points = {}
        for vintage, figures in self._said:
            _tell(points, vintage, figures)
        return points
