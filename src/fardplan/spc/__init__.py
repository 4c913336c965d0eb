"""Control charts and signal rules for many series at once. Pure: numpy only, no Django, nothing else of fardplan.

    series = spc.points(x=["2024-01", "2024-02", …], y=[…], n=[…])
    chart = spc.chart(series, "p", freeze=24)          # Shewhart and run charts, Anhøj rules
    chart = spc.mdc_chart(series, "mdc-r-0.2", direction="decrease", target=2.0)
    str(spc.verdict(chart)), spc.draw(spc.picture(chart, unit="dagar"))
    spc.many(matrix, "i"), spc.icons(matrix, direction=1, target=0.8)

A new chart is a row in `kinds.py`, a new version of the rules a row in `rulesets.py`, a new sentence a line in `words.py`.
"""

from .anhoej import Chart, Many, chart, many
from .drawing import Event
from .drawing import of as picture
from .errors import RowError, SpcError
from .kinds import KINDS
from .mdc import ASSURANCES, POINT_TYPES, Icons, MdcChart, icon, icons
from .mdc import chart as mdc_chart
from .rulesets import RULE_SETS, RuleSet
from .series import Points, points
from .svg import draw, sheet
from .svg_icons import assurance_icon, variation_icon
from .words import ASSURANCE, VARIATION, Verdict, alternative, method, reasons, verdict

__all__ = [
    "ASSURANCE", "ASSURANCES", "KINDS", "POINT_TYPES", "RULE_SETS", "VARIATION", "Chart", "Event", "Icons", "Many", "MdcChart", "Points",
    "RowError", "RuleSet", "SpcError", "Verdict", "alternative", "assurance_icon", "chart", "draw", "icon", "icons", "many", "mdc_chart", "method", "picture",
    "points", "reasons", "sheet", "variation_icon", "verdict",
]  # fmt: skip
