"""What the annual report says of the indicators: goal by goal, with what is missing as missing, and frozen as it was known."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from fardplan.documents import render_docx, render_html, render_pdf
from fardplan.goals.models import Goal
from fardplan.indicators import services as indicators
from fardplan.indicators.models import KpiMetadata, Vintage
from fardplan.indicators.recording import Row, record
from fardplan.kit.periods import ReportPeriod
from fardplan.parties.models import Organisation
from fardplan.reports import services
from fardplan.reports.annual import compose
from fardplan.reports.content import composed_of, document_of
from tests.factories import IndicatorFactory, KoladaKpiFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
YEAR = ReportPeriod.parse("2023")
FIRST, LATER = datetime(2024, 1, 10, 12, tzinfo=UTC), datetime(2025, 9, 1, 12, tzinfo=UTC)


@pytest.fixture
def areas(filled):
    Organisation.objects.filter(slug="zon").update(code="0097", kind=Organisation.Kind.REGION)
    country = OrganisationFactory(code="0000", short_name="Riket", name="Riket", kind=Organisation.Kind.OTHER)
    return {"county": Organisation.objects.get(slug="zon"), "country": country, "eby": Organisation.objects.get(slug="eby")}


@pytest.fixture
def kpi(filled):
    return KoladaKpiFactory(code="U79133", title="Påverkbar slutenvård")


@pytest.fixture
def indicator(filled, kpi):
    made = IndicatorFactory(programme=filled, slug="u79133", code="U79133", name="Påverkbar slutenvård", unit="per 100 000", kpi=kpi)
    made.goals.add(Goal.objects.get(programme=filled))
    return made


def tell(indicator, areas, told, at=FIRST):
    """`told`: {area: {period: figure}}."""
    series = indicators.series_of(indicator, by="test")
    rows = [Row(series.pk, areas[name].pk, period, value=Decimal(v)) for name, points in told.items() for period, v in points.items()]
    source, mine = ("Kolada", None) if indicator.is_kolada else ("Test", indicator.programme)
    return record(rows, by="test", kind="sync" if indicator.is_kolada else "file", source=source, retrieved_at=at, programme=mine)


def made(programme, period=YEAR):
    document = compose(programme, period).document
    return next((part for part in document["sections"] if part["id"] == "indicators"), None)


def table(section, id="indicators-delmal-1"):
    return next(block for block in section["blocks"] if block.get("id") == id)


def test_no_indicators_no_section(filled):
    assert made(filled) is None


def test_latest_figure_of_the_year_change_and_country(filled, areas, indicator):
    tell(indicator, areas, {"county": {"2021": "661.8", "2023": "651.94", "2024": "700"}, "country": {"2023": "690", "2024": "1"}})
    row = table(made(filled))["rows"][0]
    assert row["title"] == "Påverkbar slutenvård, per 100 000"
    assert (row["period"], row["county"], row["country"]) == ("2023", Decimal("651.9"), 690), "2024 had not ended on the report's day"
    assert (row["change"], row["before"]) == (Decimal("-9.9"), "2021")


def test_missing_is_told_as_missing(filled, areas, indicator):
    assert "Uppgift saknas: " in json.dumps(made(filled)["blocks"], ensure_ascii=False)
    tell(indicator, areas, {"country": {"2023": "690"}})
    row = table(made(filled))["rows"][0]
    assert (row["period"], row["country"]) == ("2023", 690)
    assert {row[name]["nothing"] for name in ("county", "change", "before")} == {"missing"}


def test_municipalities_where_the_county_has_no_figure(filled, areas, indicator):
    tell(indicator, areas, {"eby": {"2022": "12.5"}})
    row = table(made(filled))["rows"][0]
    assert row["county"] == "12,5–12,5 i kommunerna"
    assert row["change"] == {"nothing": "not_applicable"}


def test_no_change_over_a_break(filled, areas, indicator, kpi):
    KpiMetadata.objects.create(kpi=kpi, break_period="2023", break_words="Ny källa.")
    tell(indicator, areas, {"county": {"2022": "10", "2023": "20"}})
    found = table(made(filled))
    assert found["rows"][0]["change"] == {"nothing": "not_applicable"}
    assert "Källa eller definition har bytts" in found["note"]


def test_sources_are_named(filled, areas, indicator, kpi):
    tell(indicator, areas, {"county": {"2023": "10"}})
    assert table(made(filled))["note"].replace("\xa0", " ") == "Källa: Kolada. Uppgifterna är som de var kända 10 januari 2024."
    below = KoladaKpiFactory(code="N1")
    share = IndicatorFactory(programme=filled, slug="andel", code="E1", name="Andel", primary_source="SKR")
    indicators.add_definition(share, by="test", numerator_kpi=kpi, denominator_kpi=below)
    tell(share, areas, {"county": {"2023": "13.9"}})
    share.goals.add(Goal.objects.get(programme=filled))
    assert "Källa: SKR, egen bearbetning: Andel." in table(made(filled))["note"]


def test_drawn_as_page_word_and_pdf(filled, areas, indicator):
    tell(indicator, areas, {"county": {"2022": "10.5", "2023": "9"}})
    document = json.loads(json.dumps(compose(filled, YEAR).document, default=str))
    html = render_html(document)
    assert "Påverkbar slutenvård" in html
    assert "Källa: Kolada" in html
    assert "\u22121,5" in html
    assert render_docx(document)[:2] == b"PK"
    assert render_pdf(document)[:4] == b"%PDF"


def test_a_frozen_report_keeps_what_was_known(filled, areas, indicator, alva):
    tell(indicator, areas, {"county": {"2022": "10", "2023": "12"}})
    first = Vintage.objects.latest("pk")
    report = services.start_draft(by=alva, programme=filled, period="2023")
    for verb in (services.review, services.approve, services.freeze):
        report = verb(report, by=alva, at=FIRST)
    assert report.vintage == first

    tell(indicator, areas, {"county": {"2023": "15"}}, at=LATER)
    frozen = next(part for part in document_of(report)["sections"] if part["id"] == "indicators")
    assert table(frozen)["rows"][0]["county"] == 12
    fresh = services.start_draft(by=alva, programme=filled, period="2023")
    row = table(next(part for part in composed_of(fresh).document["sections"] if part["id"] == "indicators"))["rows"][0]
    assert (row["county"], row["period"]) == (15, "2023, reviderad")


def test_figures_revised_after_the_approval_are_told_before_freezing(filled, areas, indicator, alva):
    tell(indicator, areas, {"county": {"2023": "12"}})
    report = services.start_draft(by=alva, programme=filled, period="2023")
    for verb in (services.review, services.approve):
        report = verb(report, by=alva, at=FIRST)
    tell(indicator, areas, {"county": {"2023": "15"}}, at=LATER)
    with pytest.raises(services.ChangedSinceApproval, match="Nyckeltal"):
        services.freeze(report, by=alva, at=LATER)
