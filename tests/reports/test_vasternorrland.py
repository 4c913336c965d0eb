"""The example county, loaded from its folder: every figure that must come out of its report and its check."""

import json
from pathlib import Path

import pytest
from django.db import transaction

from fardplan.documents import canonical_text
from fardplan.imports.loader import load
from fardplan.kit.periods import ReportPeriod
from fardplan.parties.models import Programme
from fardplan.reports import annual, consistency
from fardplan.reports.content import composed_of
from fardplan.reports.models import Report
from fardplan.reports.register import Register

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parents[2] / "examples/vasternorrland"


@pytest.fixture(scope="module")
def programme(django_db_setup, django_db_blocker):
    """Loaded once for the module, and gone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(FOLDER)
        yield Programme.objects.get(slug="vasternorrland")
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def composed(programme):
    return composed_of(Report.objects.get(programme=programme, period="2023"))


@pytest.fixture(scope="module")
def report(composed):
    return json.loads(canonical_text(composed.document))


@pytest.fixture(scope="module")
def tables(report):
    return {block["id"]: block for section in report["sections"] for block in section["blocks"] if block["kind"] == "table"}


def test_the_contract(report, tables):
    assert {"schema": 1, "programme": "vasternorrland", "period": "2023"}.items() <= report.items()
    assert [section["id"] for section in report["sections"]] == [name for name in annual.IDS if name not in ("status", "benefits")], (
        "no source tells of a value"
    )
    assert {"activities", "portfolio", "posts", "assignments", "budget", "funding"} <= tables.keys()


@pytest.mark.parametrize(
    "name, total",
    [
        ("budget", {"budget": 6_300_000, "outturn": 5_938_000}),
        ("posts", {"share": 470}),
        ("assignments", {"share": 460}),
        ("funding", {"share": 100}),
    ],
)
def test_totals(tables, name, total):
    assert tables[name]["total"] == total


def test_parts_are_told_and_not_added_again(tables):
    rows = tables["budget"]["rows"]
    assert [row["id"] for row in rows if row.get("part_of") == "utvecklingsmedel"] == [
        "utbildningssatsning",
        "nv-reportage",
        "forandringsaktiviteter",
    ]
    assert sum(row["outturn"] for row in rows if "part_of" not in row) == tables["budget"]["total"]["outturn"]


def test_eight_pieces_of_work_as_they_stood(tables):
    states = {row["id"]: row["state"] for row in tables["portfolio"]["rows"]}
    assert len(states) == 8
    assert {name for name, state in states.items() if state == "closed"} == {"lss-boende", "seniorvard"}
    assert states["barn-som-lever-med-foraldrar-som-dor"] == "paused"


def test_ten_learning_seminars(tables):
    assert [row["kind"] for row in tables["activities"]["rows"]].count("learning_seminar") == 10


def test_the_texts_point_to_nothing_unknown(composed):
    assert composed.troubles == {}
    assert [name for name, _title in composed.empty] == ["status", "benefits"]


def test_the_register_alone_gives_every_table(programme):
    alone = annual.compose(programme, ReportPeriod.parse("2023"), register=Register(programme)).document
    named = {block["id"] for section in alone["sections"] for block in section["blocks"] if block["kind"] == "table"}
    assert {"activities", "portfolio", "posts", "assignments", "budget", "funding"} <= named


# What does not agree ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def findings(programme):
    return [finding.as_json() for finding in consistency.check(programme).findings]


def values(finding):
    stated = {(said["value"], said["document"]) for said in finding["statements"]}
    return {value for value, _document in stated} | {figure["value"] for figure in finding["register"]}


KNOWN = {
    "the day of the conference": {"2023-10-26", "2023-10-25"},
    "pieces of work that ended": {1, 2},
    "change leaders": {200, 190},
    "the office": {470, 460},
    "the office on 1 August, when a handover overlaps": {510, 470},
    "10 medarbetare, and the roll": {10, 11},
    "development funds and their parts": {1_500_000, 1_400_000},
    "state grants: 7 x 1 714 + 2 286": {14_286_000, 14_284_000},
    "a unit that is no standard": {"kk"},
    "the horizon": {2030, 2035},
    "the directive's cover and its revisions": {"2020-09-10", "2020-09-07"},
    "approved, and planned to be": {"2020-09-18", "2020-10-01"},
    "grants for one year or two": {12_000_000, 14_286_000},
}


@pytest.mark.parametrize("expected", KNOWN.values(), ids=KNOWN.keys())
def test_each_known_contradiction_is_found(findings, expected):
    assert [finding for finding in findings if expected <= values(finding)]


def test_how_a_sum_is_made_is_told(findings):
    (grants,) = [finding for finding in findings if {14_286_000, 14_284_000} <= values(finding)]
    assert "7 × 1 714 000 kr + 2 286 000 kr" in grants["register"][0]["place"].replace("\u00a0", " ")


def test_each_thing_is_told_once(findings):
    told = [(finding["code"], finding["title"]) for finding in findings]
    assert len(told) == len(set(told))


def test_nothing_points_to_a_figure_that_is_not_there(findings):
    assert [finding["title"] for finding in findings if finding["code"] in ("unknown_figure", "register_missing")] == []
