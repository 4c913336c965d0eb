"""Figures are recorded by vintage: only what is new, never over what was said."""

from datetime import UTC, datetime
from decimal import Decimal

import numpy as np
import pytest
from django.core.exceptions import ValidationError
from django.db import Error, transaction

from fardplan.audit.models import Entry, Event
from fardplan.indicators import recording, services, store
from fardplan.indicators.fields import exact
from fardplan.indicators.models import Line, Vintage
from fardplan.indicators.reading import known_lines
from fardplan.indicators.recording import OlderThanStored, Row, SaidSince, TakenBackAlready, TwoValues, record, take_back
from tests.factories import IndicatorFactory, KoladaKpiFactory, OrganisationFactory
from tests.figures import each, observation, observations

pytestmark = pytest.mark.django_db
AUGUST_2024 = datetime(2024, 8, 30, tzinfo=UTC)
AUGUST_2026 = datetime(2026, 8, 20, tzinfo=UTC)


@pytest.fixture
def series():
    return services.series_of_kpi(KoladaKpiFactory())


@pytest.fixture
def place():
    return OrganisationFactory()


def told(rows, at=AUGUST_2024, **facts):
    return record(rows, by="test", kind="extract", source="Kolada", retrieved_at=at, **facts)


def points(series):
    found = known_lines(Line.objects.filter(series=series))
    return {period: list(point) for points in found.values() for period, point in points.items()}


def test_many_figures_are_one_entry_in_the_log(series, place):
    done = told([Row(series.pk, place.pk, str(year), value=Decimal("1.50")) for year in range(2000, 2020)])

    assert (done.read, done.added, done.revised, done.deleted, done.same) == (20, 20, 0, 0, 0)
    assert len(observations()) == 20
    assert Entry.objects.count() == 1
    event = Event.objects.get(verb="recorded")
    assert (event.after["read"], event.after["added"], len(event.after["sha256"])) == (20, 20, 64)


def test_only_what_differs_is_written_and_is_told_as_revised(series, place):
    told([Row(series.pk, place.pk, "2021", value="661.8"), Row(series.pk, place.pk, "2022", value="5")])
    later = told([Row(series.pk, place.pk, "2021", value="688.3"), Row(series.pk, place.pk, "2022", value="5.0")], AUGUST_2026)

    assert (later.added, later.revised, later.same) == (0, 1, 1)
    assert len(observations(vintage=later.vintage)) == 1
    assert points(series)["2021"][:1] + points(series)["2021"][4:6] == ["688.3", later.vintage.pk, 1]
    assert points(series)["2022"][5] == 0


def test_a_rounded_figure_is_no_revision(series, place):
    told([Row(series.pk, place.pk, "2021", value="44.72"), Row(series.pk, place.pk, "2022", value="44.78")])
    later = told([Row(series.pk, place.pk, "2021", value="44.7"), Row(series.pk, place.pk, "2022", value="44.7")], AUGUST_2026, decimals=1)

    assert later.revised == 1
    assert [points(series)[year][0] for year in ("2021", "2022")] == ["44.72", "44.7"]


def test_a_more_exact_figure_is_kept_and_is_no_revision(series, place):
    told([Row(series.pk, place.pk, "2021", value="44.7")], decimals=1)
    told([Row(series.pk, place.pk, "2021", value="44.72")], AUGUST_2026)

    assert points(series)["2021"][0] == "44.72"
    assert points(series)["2021"][5] == 0


def test_what_a_source_takes_away_is_told_by_a_vintage(series, place):
    told([Row(series.pk, place.pk, "2021", value="1")])
    later = told([Row(series.pk, place.pk, "2021", is_deleted=True), Row(series.pk, place.pk, "1999", is_deleted=True)], AUGUST_2026)

    assert later.deleted == 1
    assert points(series) == {}
    assert [row.is_deleted for row in observations()] == [False, True]


@pytest.mark.parametrize("absence", ["missing", "not_applicable", "confidential"])
def test_the_kinds_of_nothing_are_kept_apart(series, place, absence):
    told([Row(series.pk, place.pk, "2021", absence=absence, sign="x"), Row(series.pk, place.pk, "2022", value=0, sign="–")])

    assert observation(period="2021").absence == absence
    assert observation(period="2022").value == 0
    assert points(series)["2022"][:3] == ["0", "", "–"]


@pytest.mark.parametrize(
    "row",
    [
        {"period": "2021-13", "value": 1},
        {"period": "21", "value": 1},
        {"period": "2021"},
        {"period": "2021", "value": 1, "absence": "missing"},
        {"period": "2021", "value": 1, "sex": "F"},
        {"period": "2021", "value": "nan"},  # Decimal reads it; a register does not
    ],
)
def test_what_is_no_figure_is_refused_and_nothing_is_stored(series, place, row):
    with pytest.raises(ValueError, match=r"period|sex|value|number"):
        told([Row(series.pk, place.pk, "2020", value=1), Row(series.pk, place.pk, **row)])
    assert not Vintage.objects.exists()


def test_two_values_of_one_figure_are_refused(series, place):
    with pytest.raises(TwoValues):
        told([Row(series.pk, place.pk, "2021", value="1"), Row(series.pk, place.pk, "2021", value="2")])
    assert not Line.objects.exists()


def test_an_older_retrieval_never_overrides_a_newer(series, place):
    told([Row(series.pk, place.pk, "2021", value="2")], AUGUST_2026)
    with pytest.raises(OlderThanStored):
        told([Row(series.pk, place.pk, "2021", value="1")], AUGUST_2024)


@pytest.mark.parametrize(
    "change",
    [
        lambda: Line.objects.update(figures='{"2021":"9"}'),
        lambda: Line.objects.all()._raw_delete("default"),
        lambda: Vintage.objects.update(source="x"),
    ],
)
def test_the_database_refuses_to_rewrite_what_was_said(series, place, change):
    told([Row(series.pk, place.pk, "2021", value="1")])
    with pytest.raises(Error), transaction.atomic():
        change()


def test_an_import_is_taken_back_by_a_vintage_of_its_own(series, place):
    told([Row(series.pk, place.pk, "2021", value="1")])
    second = told([Row(series.pk, place.pk, "2021", value="2"), Row(series.pk, place.pk, "2022", value="3")], AUGUST_2026)

    back = take_back(second.vintage, by="test")

    assert {period: point[0] for period, point in points(series).items()} == {"2021": "1"}
    assert len(observations(vintage=back.vintage)) == 2
    with pytest.raises(TakenBackAlready):
        take_back(second.vintage, by="test")


def test_what_others_have_said_since_is_not_taken_back(series, place):
    first = told([Row(series.pk, place.pk, "2021", value="1")])
    told([Row(series.pk, place.pk, "2021", value="2")], AUGUST_2026)
    with pytest.raises(SaidSince):
        take_back(first.vintage, by="test")


def test_a_line_that_comes_in_pieces_is_one(series, place, monkeypatch):
    monkeypatch.setattr(recording, "CHUNK", 2)
    told([Row(series.pk, place.pk, "2020", value="0.5")])
    done = told([Row(series.pk, place.pk, str(year), value=year) for year in range(2024, 2016, -1)], AUGUST_2026)

    assert (done.added, done.revised, Line.objects.filter(vintage=done.vintage).count()) == (7, 1, 1)
    assert Line.objects.get(vintage=done.vintage).told == 8
    assert [period for period, *_rest in each(Line.objects.get(vintage=done.vintage).figures)] == [str(y) for y in range(2017, 2025)]
    assert points(series)["2020"][5] == 1


@pytest.mark.parametrize("pieces", [1, 4])
def test_by_column_is_the_same_as_row_by_row(place, pieces):
    """In an order of its own, in pieces, beside lines that are begun; plain figures, long ones, signs and comments."""
    other, ways = OrganisationFactory(), [services.series_of_kpi(KoladaKpiFactory(code=code)) for code in ("U1", "U2")]
    years = [str(year) for year in (2021, 2019, 2020, 2023)]
    values = ["1.5", None, "0", "12345678901234567890.5", "-3", "7", None, "8"]
    odd = {1: ("missing", "..", ""), 2: ("", "–", ""), 4: ("", "", 'å"|'), 6: ("confidential", "x", "")}
    for series in ways:
        told([Row(series.pk, place.pk, "2020", value="5"), Row(series.pk, place.pk, "2018", value="4")])

    def columns():
        for part in np.array_split(np.arange(8), pieces):
            odds = {at: odd[i] for at, i in enumerate(part.tolist()) if i in odd}
            areas = np.where(part < 4, place.pk, other.pk)
            yield store.Columns(np.full(len(part), ways[0].pk), areas, part % 4, years, [values[i] for i in part], odds)

    rows = [
        Row(ways[1].pk, (place if i < 4 else other).pk, years[i % 4], "T", "", values[i], absence, sign, None, comment)
        for i in range(8)
        for absence, sign, comment in [odd.get(i, ("", "", ""))]
    ]
    by_column, by_row = told((), AUGUST_2026, columns=columns()), told(rows, AUGUST_2026)

    assert by_column[1:] == by_row[1:] == (8, 7, 1, 0)
    texts = [list(series.lines.order_by("organisation", "vintage").values_list("organisation", "figures", "told")) for series in ways]
    assert texts[0] == texts[1]


@pytest.mark.parametrize("wrong", [{"values": ["x"]}, {"names": ["2021-13"]}, {"values": [None]}, {"odd": {0: ("missing", "", "")}}])
def test_what_is_no_figure_is_refused_by_column_too(series, place, wrong):
    right = {"names": ["2021"], "values": ["1"], "odd": {}}
    with pytest.raises(ValueError, match=r"period|value|number"):
        told((), columns=[store.Columns(np.array([series.pk]), np.array([place.pk]), np.array([0]), **{**right, **wrong})])
    assert not Vintage.objects.exists()


def test_a_figure_taken_away_and_told_again_is_there(series, place):
    told([Row(series.pk, place.pk, "2021", value="1")])
    told([Row(series.pk, place.pk, "2021", is_deleted=True)], AUGUST_2026)
    told([Row(series.pk, place.pk, "2021", value="2", comment="å")], AUGUST_2026)

    assert points(series)["2021"][:1] + points(series)["2021"][5:] == ["2", 0, "å"]


@pytest.mark.parametrize(
    "value, text", [("2.30", "2.3"), (Decimal("1E+3"), "1000"), (0, "0"), ("-0.0", "0"), ("10", "10"), (Decimal("0.10"), "0.1")]
)
def test_a_figure_has_one_way_to_be_written(value, text):
    assert exact(value) == text


def test_a_figure_is_exact_on_every_database(series, place):
    told([Row(series.pk, place.pk, "2021", value="12345678901234567.123456789")])
    assert observation().value == Decimal("12345678901234567.123456789")


def test_an_own_indicator_takes_figures_by_hand_under_its_latest_definition(programme, alva, place):
    indicator = IndicatorFactory(programme=programme)

    services.put_value(indicator, by=alva, organisation=place, period="2023", value=Decimal("13.9"))
    services.add_definition(indicator, by=alva, name="Bredare", why="Hemsjukvården räknas in")
    services.put_value(indicator, by=alva, organisation=place, period="2023", value=Decimal("18.3"))

    told_ = [(each.series.definition.number, each.value) for each in observations()]
    assert told_ == [(1, Decimal("13.9")), (2, Decimal("18.3"))]


def test_the_same_figure_once_more_is_no_vintage(programme, alva, place):
    indicator = IndicatorFactory(programme=programme)
    for _ in range(2):
        services.put_value(indicator, by=alva, organisation=place, period="2023", value=Decimal("1"))
    assert Vintage.objects.count() == 1


def test_figures_of_kolada_are_not_entered_by_hand(programme, alva, place):
    indicator = IndicatorFactory(programme=programme, kpi=KoladaKpiFactory())
    with pytest.raises(services.NotOurs):
        services.put_value(indicator, by=alva, organisation=place, period="2023", value=1)


@pytest.mark.parametrize("values, field", [({"period": "HT 2023", "value": 1}, "period"), ({"period": "2023"}, "value")])
def test_a_wrong_figure_is_told_beside_its_field(programme, alva, place, values, field):
    with pytest.raises(ValidationError) as refused:
        services.put_value(IndicatorFactory(programme=programme), by=alva, organisation=place, **values)
    assert field in refused.value.message_dict


def test_a_target_for_the_same_is_changed_not_doubled(programme, alva):
    indicator = IndicatorFactory(programme=programme)
    services.put_target(indicator, by=alva, period="2030", value=Decimal("80"))
    services.put_target(indicator, by=alva, period="2030", value=Decimal("85"))
    assert [target.value for target in indicator.targets.all()] == [Decimal("85")]
