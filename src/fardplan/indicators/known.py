"""What is to be known of all of a programme's indicators, for the command line: the notes of their pages."""

from fardplan.indicators.models import Indicator
from fardplan.indicators.notes import notes_of
from fardplan.indicators.queries import places_of
from fardplan.indicators.reading import lines, series_by_indicator


def problems_of(programme, *, on):
    """[(code, sentence), …] for all indicators with figures, in order of their codes."""
    places = places_of(programme, on=on)
    indicators = list(Indicator.objects.filter(programme=programme).select_related("kpi__metadata__successor").order_by("code"))
    series = series_by_indicator(indicators)
    found = []
    for indicator in indicators:
        figures = lines([series[indicator.pk]], places.keys) if series[indicator.pk] else {}
        if not figures:
            continue
        points = figures.get((series[indicator.pk], places.county.pk), []) if places.county else []
        found += [(indicator.code, note) for note in notes_of(indicator, points, figures, series[indicator.pk], places)]
    return found
