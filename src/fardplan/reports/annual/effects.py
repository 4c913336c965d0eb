"""Whether the development work made a difference: each intended effect with its conclusion in words, also when nothing was shown.

The conclusions are the latest when the report is composed; they are evaluations that never change, and a frozen report keeps them.
"""

from django.utils.translation import gettext as _

from fardplan.documents import blocks
from fardplan.effects.learning import hoped_words
from fardplan.indicators.notes import source_line
from fardplan.reports.figures.portfolio import in_portfolio

from .draft import given, listed


def effects(draft):
    phases = draft.register.phases
    rows = [row for row in draft.register.effects if in_portfolio(phases.get(row.effect.initiative_id, []), draft.period)]
    if not rows:
        return []
    columns = [
        blocks.column("title", _("Development work")),
        blocks.column("indicator", _("Indicator")),
        blocks.column("where", _("Where")),
        blocks.column("verdict", _("What can be said")),
    ]
    found = [
        blocks.text(
            _(
                "What the work means to move was written down with its comparison. The conclusions are the methods' own: that no effect was"
                " shown does not mean that there is none."
            )
        ),
        blocks.table("effects", _("Effects"), columns, [_row(row) for row in rows], note=_sources(rows)),
    ]
    for row in rows:
        if row.latest:
            found.append(
                blocks.text(blocks.run(f"{row.effect.initiative.label}, {row.indicator.title}. ", strong=True), row.latest.in_words)
            )
    draft.mark([row.effect for row in rows])
    return found


def _row(row):
    return {
        "id": row.effect.slug,
        "title": row.effect.initiative.label,
        "indicator": f"{row.indicator.title} ({hoped_words(row.effect)})",
        "where": given(listed(row.where)),
        "verdict": row.verdict_words,
        "verdict_code": row.verdict or "not_evaluated",
    }


def _sources(rows):
    """Whose the figures are and when they were retrieved, each once. What is counted from Kolada's figures is own processing."""
    counted = [row for row in rows if row.latest]
    sources = dict.fromkeys(source_line(row.indicator, is_derived=row.indicator.is_kolada) for row in counted)
    vintages = list(dict.fromkeys(row.latest.record.result["source"]["vintage"] for row in counted))
    return " ".join([*sources, _("Figures: %(vintages)s.") % {"vintages": listed(vintages)}]) if counted else ""
