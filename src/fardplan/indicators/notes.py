"""What a reader should know before believing a figure, in sentences; and how its source is named."""

from django.utils.translation import gettext as _

from fardplan.indicators import checks, rules
from fardplan.indicators.drawing import period_words
from fardplan.indicators.models import Indicator, Series
from fardplan.indicators.reading import lines
from fardplan.kit.numbers import format_number


def source_line(indicator, *, retrieved=None, is_derived=False):
    """How the figures' source is named: Kolada when they stand as Kolada has them, else the primary source and "egen bearbetning"."""
    if indicator.own_work:
        told = _("Own processing: %(measure)s.") % {"measure": indicator.own_work}
        return f"{told} {synthetic_words()}" if indicator.is_synthetic else told
    if indicator.is_kolada and not is_derived:
        return _("Source: Kolada, %(code)s.") % {"code": indicator.kpi.code}
    primary = primary_source(indicator)
    if indicator.is_kolada or is_derived:
        return _("Source: %(source)s, own processing.") % {"source": primary or _("the primary source named in the description")}
    return _("Source: %(source)s.") % {"source": primary} if primary else _("Own indicator, entered by the programme.")


def synthetic_words():
    """What is said of figures that come from made-up events."""
    return _("Synthetic figures: computed from made-up events, and say nothing of any real county.")


def primary_source(indicator):
    meta = getattr(indicator.kpi, "metadata", None) if indicator.kpi_id else None
    return indicator.primary_source or (meta.primary_source if meta else "")


def notes_of(indicator, points, figures, series, places):
    """Sentences about one indicator, most serious first. `points` are those of the county, `figures` all that the page has read."""
    told, pairs = [], [(point.period, point.value) for point in points]
    if indicator.kpi_id:
        told += _about_kolada(indicator, pairs)
        told += _same_as_others(indicator, figures, series, places)
    if gaps := checks.gaps(pairs):
        words = ", ".join(f"{period_words(a)}\u2013{period_words(b)}" for a, b in gaps)
        told.append(_("Figures are missing between %(periods)s. Nothing is filled in there.") % {"periods": words})
    if pairs and not checks.may_show_a_trend(pairs):
        told.append(_("There are fewer than three figures: they say nothing about a development."))
    if any(point.is_revised for point in points):
        told.append(_("The source has revised figures since they were first fetched. Revised figures are marked."))
    return told


def _about_kolada(indicator, pairs):
    decimals = rules.decimals_for([value for _period, value in pairs if value is not None], indicator.unit)
    meta = getattr(indicator.kpi, "metadata", None)
    year = checks.ended_year(indicator.kpi.title)
    if year:
        told = _("Kolada ended this key figure in %(year)s.") % {"year": year}
        successor = meta.successor if meta else None
        yield told + (" " + _("It is followed by %(code)s, on another scale.") % {"code": successor.code} if successor else "")
    elif meta and meta.lifecycle == meta.Lifecycle.ENDED:
        yield _("Kolada has no coming publication of this key figure.")
    if meta and meta.break_period:
        yield _("A break in %(period)s: %(words)s Figures before and after are not compared.") % {
            "period": period_words(meta.break_period),
            "words": meta.break_words,
        }
        if step := checks.step_at(pairs, meta.break_period):
            before, after, usual = (format_number(value, decimals) for value in step)
            yield _(
                "The figures step there, from %(before)s to %(after)s. Between two other periods the difference is usually %(usual)s."
            ) % {
                "before": before,
                "after": after,
                "usual": usual,
            }
    wordings = list(indicator.kpi.wordings.all())
    if len(wordings) > 1:
        yield _("Kolada has reworded it; before it was called “%(title)s”.") % {"title": wordings[-2].title}


def _same_as_others(indicator, figures, series, places):
    """Another indicator of the programme with the very same figures under another definition: not to be shown beside this one."""
    others = Indicator.objects.filter(
        programme=indicator.programme_id, unit=indicator.unit, kpi__isnull=False, kpi__perspective=indicator.kpi.perspective
    )
    others = others.filter(kpi__operating_area=indicator.kpi.operating_area).exclude(pk=indicator.pk)
    names = {row["kpi"]: (row["code"], row["short_name"] or row["name"]) for row in others.values("kpi", "code", "short_name", "name")}
    keys = {row.pk: names[row.kpi_id] for row in Series.objects.filter(kpi__in=names)}
    if not keys:
        return
    wanted = [each.pk for each in places.municipalities]
    theirs = lines(list(keys), wanted)
    mine = {area: _pairs(points) for (key, area), points in figures.items() if key == series and area in wanted}
    for key, (code, name) in keys.items():
        their = {area: _pairs(points) for (other, area), points in theirs.items() if other == key}
        for same in checks.identical({"mine": mine, "their": their}):
            periods = ", ".join(period_words(period) for period in same.periods)
            yield _(
                "In %(periods)s all figures are the same as those of %(code)s %(name)s, which counts something else. Do not show both before it is found out which is wrong."
            ) % {
                "periods": periods,
                "code": code,
                "name": name,
            }


def _pairs(points):
    return [(point.period, point.value) for point in points]


__all__ = ["notes_of", "primary_source", "rules", "source_line"]
