"""From what the register knows of an effect to a plan that `fardplan evaluate` can read, figures and all."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from fardplan.effects import rules
from fardplan.effects.models import Effect
from fardplan.indicators import signals
from fardplan.indicators.models import Vintage
from fardplan.indicators.reading import lines, series_by_indicator
from fardplan.indicators.rules import decimals_for, period_kind
from fardplan.kit.collation import swedish
from fardplan.kit.numbers import format_number
from fardplan.kit.templatetags.fardplan import day_of, listed
from fardplan.parties.models import Organisation, Party


class NoFigures(Exception):
    """There is nothing to evaluate; the text says what is missing."""


@dataclass(frozen=True)
class Planned:
    """`plan` as `fardplan.evaluation.read` takes it, with the figures in `data`. `vintage`: the latest that counts."""

    plan: dict
    vintage: Vintage | None
    notes: list[str] = field(default_factory=list)
    size: Decimal | None = None
    unit: str = ""

    def sentences(self, result):
        """What is to be said beside the method's own words: whether the hoped-for difference could have been seen at all."""
        if self.size is None or result.effect is None or result.verdict != "not_shown":
            return []
        size, smallest = float(self.size), result.effect.smallest
        if size >= smallest:
            return []
        words = _("The plan hopes for a difference of %(size)s %(unit)s. That is less than what these figures could have shown.")
        return [words % {"size": format_number(self.size, decimals_for([self.size])), "unit": self.unit}]


def name_of(organisation):
    return organisation.short_name or organisation.name


def plan_of(effect, *, pin=None):
    """The Planned of an effect, on the figures known now or when the vintage `pin` had been recorded. Raises NoFigures."""
    starts = list(effect.starts.select_related("organisation"))
    if not starts:
        raise NoFigures(_("Nobody has begun yet, or nobody has said when. Write down where and when the new way began."))
    figures = _figures(effect, [row.organisation for row in starts], comparisons(effect, starts), pin)
    treated = [row for row in starts if figures.has(row.organisation)]
    missing = [row.organisation for row in starts if not figures.has(row.organisation)]
    if not treated:
        raise NoFigures(
            _("There are no figures of %(indicator)s for %(names)s.") % {"indicator": effect.indicator.title, "names": _names(missing)}
        )
    notes = [_("%(names)s has no figures and is left out.") % {"names": _names(missing)}] if missing else []
    kind = period_kind(figures.of(treated[0].organisation)[0][-1])
    begun = {row.organisation.pk: rules.from_period(row.began, kind) for row in treated}
    seen = figures.seen([(row.organisation, begun[row.organisation.pk]) for row in treated], effect.registered_date)
    shared = {
        "title": f"{effect.indicator.title}: {effect.initiative.label}",
        "unit": effect.indicator.unit,
        "direction": effect.direction,
        "vintage": figures.vintage_words,
        "registered": effect.registered_date.isoformat(),
        **({"seen": seen.isoformat()} if seen else {}),
    }
    make = _before_and_after if effect.compared == Effect.Compared.ITSELF else _compared
    plan, more = make(effect, figures, treated, begun)
    return Planned({**shared, **plan}, figures.vintage, [*notes, *more], effect.size, str(effect.indicator.difference_unit))


def comparisons(effect, starts):
    """Whom those that begin are compared with: the chosen, else the programme's other parties of the same kind."""
    if effect.compared == Effect.Compared.ITSELF:
        return []
    chosen = list(effect.compared_with.order_by(swedish("name")))
    if chosen:
        return chosen
    begun = {row.organisation_id for row in starts}
    kinds = {row.organisation.kind for row in starts}
    parties = Party.objects.filter(programme=effect.programme_id, organisation__kind__in=kinds).exclude(organisation__in=begun)
    return list(Organisation.objects.filter(pk__in=parties.values("organisation")).order_by(swedish("name")))


def _before_and_after(effect, figures, treated, begun):
    row = treated[0]
    periods, values = figures.of(row.organisation)
    plan = {
        "design": "its",
        "start": begun[row.organisation.pk],
        "season": effect.season,
        "data": {"x": periods, "y": [None if value is None else float(value) for value in values]},
    }
    return plan, []


def _compared(effect, figures, treated, begun):
    begins = {row.organisation.pk for row in treated}
    others = [each for each in figures.comparing if each.pk not in begins]
    there, without = [each for each in others if figures.has(each)], [each for each in others if not figures.has(each)]
    # Only times that somebody who began has a figure of; the rest would leave out everybody with a hole there.
    periods = sorted({period for row in treated for period, value in zip(*figures.of(row.organisation), strict=True) if value is not None})
    data = {"place": [], "x": [], "y": []}
    for organisation in [*(row.organisation for row in treated), *there]:
        known = dict(zip(*figures.of(organisation), strict=True))
        for period in periods:
            value = known.get(period)
            data["place"].append(name_of(organisation))
            data["x"].append(period)
            data["y"].append(None if value is None else float(value))
    plan = {
        "design": "did",
        "comparison": effect.compared,
        "starts": {name_of(row.organisation): begun[row.organisation.pk] for row in treated},
        "data": data,
    }
    notes = [_("%(names)s has no figures and is left out.") % {"names": _names(without)}] if without else []
    if taking_part := _taking_part(effect, there):
        words = _("%(names)s takes part in the work but has no day of beginning, and stands among those it is compared with.")
        notes.append(words % {"names": _names(taking_part)})
    return plan, notes


def _taking_part(effect, organisations):
    if effect.initiative.is_county_wide:
        parties = Party.objects.filter(programme=effect.programme_id)
    else:
        parties = effect.initiative.parties.all()
    keys = set(parties.values_list("organisation", flat=True))
    return [each for each in organisations if each.pk in keys]


def _names(organisations, most=4):
    names = [name_of(each) for each in organisations]
    more = [_("%(n)s more") % {"n": len(names) - most}] if len(names) > most else []
    return listed([*names[:most], *more])


class _Figures:
    """The figures of an indicator for some organisations, each as (periods, values) without a hole, since a change of definition."""

    def __init__(self, points, broken, comparing):
        self.points, self.comparing = points, comparing
        self.broken = broken
        used = {point.vintage_id for found in points.values() for point in found}
        self.vintages = {row.pk: row for row in Vintage.objects.filter(pk__in=used)}
        self._known = {}

    def of(self, organisation):
        if organisation.pk not in self._known:
            self._known[organisation.pk] = signals.stretch(self.points.get(organisation.pk, []), break_period=self.broken)
        return self._known[organisation.pk]

    def has(self, organisation):
        return any(value is not None for value in self.of(organisation)[1])

    @property
    def vintage(self):
        return max(self.vintages.values(), key=lambda row: (row.retrieved_at, row.pk), default=None)

    @property
    def vintage_words(self):
        latest = self.vintage
        return f"{latest.source} {day_of(latest.retrieved_at).isoformat()}" if latest else ""

    def seen(self, begun, registered):
        """The latest day up to `registered` on which the register got an outcome of somebody who had begun; None when there was none."""
        days = [
            day_of(self.vintages[point.vintage_id].retrieved_at)
            for organisation, start in begun
            for point in self.points.get(organisation.pk, [])
            if point.value is not None and rules.is_after(point.period, start)
        ]
        return max((day for day in days if day <= registered), default=None)


def _figures(effect, treated, comparing, pin):
    indicator = effect.indicator
    series = series_by_indicator([indicator])[indicator.pk]
    keys = [each.pk for each in [*treated, *comparing]]
    found = lines([series], keys, pin=pin) if series else {}
    return _Figures({organisation: points for (_series, organisation), points in found.items()}, signals.break_of(indicator), comparing)


def pin_of_day(programme, day):
    """The key of the last vintage that had been retrieved by the end of a day; None when all that is known had been."""
    rows = Vintage.objects.filter(Q(programme=programme) | Q(programme__isnull=True)).values_list("pk", "retrieved_at")
    known = [pk for pk, at in rows if day_of(at) <= day]
    return None if len(known) == len(rows) else max(known, default=0)
