"""Measures beside each other: what two definitions of nearly the same say, in words and in figures."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from fardplan.indicators import rules
from fardplan.indicators.drawing import Curve, chart
from fardplan.indicators.models import DefinitionVersion, Indicator, Series
from fardplan.indicators.reading import Point, lines
from fardplan.kit.svg import Drawing
from fardplan.parties.models import Organisation

#: Words of a definition, in the order they are read: (key, what it is called on the page).
WORDS = ("description_sv", "numerator_sv", "denominator_sv", "certainty_sv", "source", "period")
POLICY = ("nulls", "ties", "open_stays", "censoring", "deaths", "attribution")


@dataclass(frozen=True)
class Difference:
    """One thing that is said or set otherwise; `parameter` when it is a setting, shown as it stands in the definition's file."""

    what: str
    one: str
    other: str
    is_parameter: bool = False


@dataclass(frozen=True)
class Side:
    """The same figure by both definitions, and how far apart they are."""

    organisation: Organisation
    period: str
    one: Point | None
    other: Point | None

    @property
    def apart(self):
        if not self.one or not self.other or self.one.value is None or self.other.value is None:
            return None
        return self.other.value - self.one.value


@dataclass(frozen=True)
class Beside:
    one: DefinitionVersion
    other: DefinitionVersion
    differences: list[Difference]
    figures: list[Side]
    decimals: int
    drawings: list[Drawing]
    #: what the two are called where there is little room
    names: tuple[str, str]

    @property
    def has_figures(self):
        return any(side.one and side.other for side in self.figures)


def measured_in(programme, user):
    """Definition versions that hold released measures, those of one measure after each other."""
    found = DefinitionVersion.objects.filter(
        Q(measured__taken_back__isnull=True),
        indicator__in=programme_indicators(programme, user),
        measured__isnull=False,
        series__isnull=False,
    ).select_related("indicator")
    return sorted(found, key=lambda version: (measure_of(version), version.indicator.code, version.number))


def programme_indicators(programme, user):
    return Indicator.objects.visible_to(user).filter(programme=programme)


def measure_of(version):
    """What kind of measure it is: versions of the same can be laid beside each other."""
    return (version.measured.get("definition") or {}).get("measure") or version.measured["key"]


def beside(one, other, places):
    """Beside of two versions, for the programme's organisations and the periods that either has, newest first."""
    series = dict(Series.objects.filter(definition__in=[one.pk, other.pk]).values_list("definition_id", "pk"))
    everyone = [each for each in (places.county, *places.municipalities) if each]
    found = lines(list(series.values()), [each.pk for each in everyone])
    own = {
        (version.pk, each.pk): {point.period: point for point in found.get((series[version.pk], each.pk), [])}
        for version in (one, other)
        for each in everyone
    }
    sides = [
        Side(each, period, own[one.pk, each.pk].get(period), own[other.pk, each.pk].get(period))
        for each in everyone
        for period in sorted(own[one.pk, each.pk].keys() | own[other.pk, each.pk].keys(), key=rules.position, reverse=True)[:4]
    ]
    values = [point.value for side in sides for point in (side.one, side.other) if point and point.value is not None]
    decimals = rules.decimals_for(values, one.indicator.unit) if values else 0
    return Beside(
        one, other, differences(one, other), sides, decimals, _drawings(one, other, everyone[:1], own, decimals), names(one, other)
    )


def _drawings(one, other, everyone, own, decimals):
    """The first organisation's two lines, wide and narrow."""
    if not everyone:
        return []
    curves = []
    # the end of a line has room for a word or two
    for version, name, is_reference in ((one, _("the one"), False), (other, _("the other"), True)):
        points = sorted(own[version.pk, everyone[0].pk].values(), key=lambda point: rules.position(point.period))
        if points:
            curves.append(Curve(name, points, is_reference=is_reference))
    label = _("%(place)s by both definitions: %(one)s and %(other)s.") % {
        "place": everyone[0].short_name,
        "one": name_of(one),
        "other": name_of(other),
    }
    drawn = (chart(curves, label=label, decimals=decimals, width=w, height=h) for w, h in ((820, 320), (310, 280))) if curves else ()
    return [each for each in drawn if each]


def names(one, other):
    """What two are called: by key and version, and by hash too where those are the same."""
    short = name_of(one), name_of(other)
    return short if short[0] != short[1] else (one.name, other.name)


def name_of(version):
    """readmission-30 1.0."""
    return f"{version.measured['key']} {version.measured['version']}"


def differences(one, other):
    """What differs, words first and then parameters by name; what is the same in both is left out."""
    first, second = ((version.measured.get("definition") or {}) for version in (one, other))
    called = {
        "description_sv": _("what it says"),
        "numerator_sv": _("numerator"),
        "denominator_sv": _("denominator"),
        "certainty_sv": _("how certain"),
        "source": _("source"),
        "period": _("period"),
        "nulls": _("what is unknown"),
        "ties": _("what comes first"),
        "open_stays": _("stays not ended"),
        "censoring": _("periods not over"),
        "deaths": _("deaths"),
        "attribution": _("where it is counted"),
    }
    found = [Difference(called[name], _text(first, name), _text(second, name)) for name in WORDS if first.get(name) != second.get(name)]
    policies = first.get("policy") or {}, second.get("policy") or {}
    found += [
        Difference(called[name], _text(policies[0], name), _text(policies[1], name))
        for name in POLICY
        if policies[0].get(name) != policies[1].get(name)
    ]
    parameters = first.get("parameters") or {}, second.get("parameters") or {}
    found += [
        Difference(name, _setting(parameters[0], name), _setting(parameters[1], name), is_parameter=True)
        for name in sorted(parameters[0].keys() | parameters[1].keys())
        if parameters[0].get(name) != parameters[1].get(name)
    ]
    return found


def _text(told, name):
    return " ".join(str(told.get(name) or "").split())


def _setting(told, name):
    value = told.get(name)
    if name not in told or value is None:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
