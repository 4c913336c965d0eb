"""What the indicators say of each goal: the last figure up to the report's last day, what it was before, and the country beside.

The figures are those known when the report is composed. Once frozen it keeps them, whatever the source revises afterwards.
"""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from fardplan.documents import blocks
from fardplan.indicators.drawing import period_words
from fardplan.indicators.notes import primary_source
from fardplan.kit.numbers import format_number
from fardplan.kit.periods import day_in_words
from fardplan.kit.templatetags.fardplan import day_of

from .draft import listed, number

NOT_APPLICABLE = blocks.nothing("not_applicable")


def indicators(draft):
    rows = draft.register.indicator_rows(draft.day)
    if not rows:
        return []
    found = []
    for goal, mine in by_goal(draft, rows):
        if goal:
            heading = _("Goal %(number)s: %(title)s") % {"number": goal.number, "title": goal.title}
        else:
            heading = _("Tell of no goal, but of resources and staff")
        id = f"indicators-{goal.slug}" if goal else "indicators-other"
        known, unknown = _split(mine)
        found.append(blocks.heading(heading))
        if known:
            found.append(_table(draft, id, heading, known))
        if unknown:
            found.append(blocks.text(blocks.run(_("No figures: "), strong=True), f"{listed(row.indicator.title for row in unknown)}."))
    found.append(blocks.text(_how_to_read(draft)))
    draft.mark([row.indicator for row in rows])
    return found


def by_goal(draft, rows):
    """[(goal or None, its rows)]: each indicator under every goal it tells about; those that tell of none come last."""
    found = [
        (goal, [row for row in rows if goal in row.indicator.goals.all()]) for goal in draft.register.goals if goal.holds_on(draft.day)
    ]
    placed = {row.indicator.pk for _goal, mine in found for row in mine}
    return [(goal, mine) for goal, mine in [*found, (None, [row for row in rows if row.indicator.pk not in placed])] if mine]


def _split(rows):
    """Those that there is a figure of (the county's, a municipality's or the country's), and those that there is none of."""
    known = [row for row in rows if row.latest or row.is_span or row.country]
    return known, [row for row in rows if row not in known]


def _table(draft, id, heading, rows):
    columns = [
        blocks.column("title", _("Indicator")),
        blocks.column("period", _("Period")),
        blocks.column("county", _("The county"), "number"),
        blocks.column("change", pgettext("difference", "Change"), "number", signed=True),
        blocks.column("before", _("Since")),
        blocks.column("country", _("The country"), "number"),
    ]
    caption = _("Indicators. %(heading)s") % {"heading": heading}
    return blocks.table(id, caption, columns, [row_of(row) for row in rows], note=_sources(draft, rows))


def row_of(row):
    indicator, latest = row.indicator, row.latest
    country = row.country if row.country and (not row.period or row.country.period == row.period) else None
    period = row.period or (country.period if country else "")
    words = period_words(period) if period else blocks.nothing()
    if latest and latest.is_revised:
        words = _("%(period)s, revised") % {"period": words}
    return {
        "id": indicator.slug,
        "title": f"{indicator.title}, {indicator.unit}",
        "code": indicator.code,
        "unit": indicator.unit,
        "period": words,
        "county": _county(row),
        "change": _change(row),
        "before": period_words(row.before.period)
        if row.change is not None
        else NOT_APPLICABLE
        if latest or row.is_span
        else blocks.nothing(),
        "country": _figure(country.value, country.absence, row.decimals) if country else blocks.nothing(),
    }


def _county(row):
    if row.latest:
        return _figure(row.latest.value, row.latest.absence, row.decimals)
    if row.is_span:
        return _("%(lowest)s–%(highest)s in the municipalities") % {
            "lowest": format_number(row.lowest, row.decimals),
            "highest": format_number(row.highest, row.decimals),
        }
    return blocks.nothing()


def _change(row):
    if row.change is not None:
        return _figure(row.change, "", row.decimals)
    return NOT_APPLICABLE if row.latest or row.is_span else blocks.nothing()


def _figure(value, absence, decimals):
    return number(None, absence) if value is None else number(value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def _sources(draft, rows):
    """Kolada where figures stand as Kolada has them; else the primary source, and "egen bearbetning"; and when they were retrieved."""
    computed, told = draft.register.computed_indicators, {}
    for row in rows:
        primary = primary_source(row.indicator)
        if row.indicator.pk in computed:
            words = _("Source: %(source)s, own processing") % {"source": primary or "Kolada"}
        elif row.indicator.is_kolada:
            words = _("Source: Kolada")
        else:
            words = _("Source: %(source)s") % {"source": primary or draft.programme.name}
        told.setdefault(words, []).append(row)
    # The source of most is named for all that nothing else is said of.
    most = max(told, key=lambda words: (len(told[words]), words == _("Source: Kolada")))
    sentences = [f"{most}."] + [f"{words}: {listed(row.indicator.title for row in mine)}." for words, mine in told.items() if words != most]
    if day := _retrieved(draft, rows):
        sentences.append(_("Figures as they were known on %(day)s.") % {"day": day_in_words(day)})
    broken = listed(row.indicator.title for row in rows if row.is_over_break)
    if broken:
        sentences.append(
            _("Source or definition has changed since the figure before, so no change is told: %(names)s.") % {"names": broken}
        )
    return " ".join(sentences)


def _retrieved(draft, rows):
    """The latest day that some of the figures were retrieved."""
    shown = {point.vintage_id for row in rows for point in (row.latest, row.country) if point}
    days = [day_of(vintage.retrieved_at) for key, vintage in draft.register.vintages.items() if key in shown]
    return max(days, default=None)


def _how_to_read(draft):
    return _(
        "The figures are of periods that had ended by %(day)s. A change is the difference to the figure before, in the indicator's own unit, "
        "worked out here (own processing); whether it is more than chance is not judged."
    ) % {"day": day_in_words(draft.day)}
