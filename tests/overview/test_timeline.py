"""The roadmap page: picture and tables tell the same."""

from datetime import date

import pytest
from django.urls import reverse

from fardplan.goals.models import ProgrammeArea
from fardplan.kit.timing import Timing
from fardplan.overview.timeline import AREA, GOAL, PARTY, timeline_page
from fardplan.portfolio.models import InitiativePhase
from fardplan.portfolio.rules import Phase
from tests.factories import GoalFactory, InitiativeFactory, MilestoneFactory, bulk
from tests.overview.conftest import address
from tests.overview.test_county import main_of

pytestmark = pytest.mark.django_db
TODAY = date(2024, 10, 15)


@pytest.fixture
def dated(programme):
    programme.shown_as_of = TODAY
    programme.save()
    return programme


def shapes_of(page):
    return {shape.item.label: (lane.label, shape) for lane in page.picture.lanes for shape in lane.shapes}


def test_what_is_drawn_stands_in_the_tables(dated, bo, shown):
    goal = GoalFactory(programme=dated, number=1, short_title="Nära")
    InitiativeFactory(programme=dated, title="Närvårdsteam", time="2023 – 2026", goals=[goal])
    InitiativeFactory(programme=dated, title="Utan mål", time="Start 2024")
    MilestoneFactory(programme=dated, title="Team i alla parter", time="VT 2025").goals.add(goal)
    MilestoneFactory(programme=dated, title="Löpande avstämning", time="Löpande")

    page = timeline_page(dated, on=TODAY)
    text = main_of(shown(bo, "timeline", dated))
    tables = text[text.index("</svg></figure>") if "</svg></figure>" in text else text.rindex("</figure>") :]

    drawn = shapes_of(page)
    assert {label: lane for label, (lane, _shape) in drawn.items()} == {
        "Närvårdsteam": "Nära",
        "Utan mål": "Gemensamt",
        "Team i alla parter": "Nära",
    }
    for label in [*drawn, "Löpande avstämning"]:
        assert label in tables
    assert "ritas 1\N{NO-BREAK SPACE}jan\N{NO-BREAK SPACE}2023 – 31\N{NO-BREAK SPACE}dec\N{NO-BREAK SPACE}2026" in tables
    assert "utan satt slut" in tables


@pytest.mark.parametrize(
    "phase, style",
    [
        (Phase.RUNNING, ""),
        (Phase.SPREAD_DECIDED, ""),
        (Phase.INCLUDED, "plan"),
        (Phase.PAUSED, "rest"),
        (Phase.CLOSED, "done"),
        (Phase.PROPOSED, "vague"),
        (Phase.IDEA, "vague"),
    ],
)
def test_a_bar_is_drawn_by_its_phase(dated, phase, style):
    InitiativeFactory(programme=dated, title="Arbetet", time="2023 – 2026", phase=phase)

    assert shapes_of(timeline_page(dated, on=TODAY))["Arbetet"][1].item.style == style


def test_withdrawn_work_is_not_on_the_way(dated):
    InitiativeFactory(programme=dated, title="Arbetet", time="2023 – 2026", phase=Phase.WITHDRAWN)

    assert timeline_page(dated, on=TODAY).is_empty


def test_without_a_time_of_its_own_the_phases_tell(dated):
    work = InitiativeFactory(programme=dated, title="Arbetet", phase=Phase.RUNNING, began="mars 2024")
    InitiativePhase.objects.create(
        initiative=work, phase=Phase.CLOSED, position=1, **InitiativePhase.began.columns(Timing.parse("30 juni 2024"))
    )

    _lane, shape = shapes_of(timeline_page(dated, on=TODAY))["Arbetet"]

    assert (shape.item.starts, shape.item.ends) == (date(2024, 3, 1), date(2024, 7, 1))


def test_words_that_disagree_still_make_a_bar(dated):
    """The work is said to begin in 2025, and was closed in 2024."""
    work = InitiativeFactory(programme=dated, title="Arbetet", time="Start 2025", phase=Phase.RUNNING, began="2023")
    InitiativePhase.objects.create(
        initiative=work, phase=Phase.CLOSED, position=1, **InitiativePhase.began.columns(Timing.parse("30 juni 2024"))
    )

    _lane, shape = shapes_of(timeline_page(dated, on=TODAY))["Arbetet"]

    assert shape.x2 > shape.x1


@pytest.mark.parametrize(
    "asked, first", [("", 2024), ("2021", 2021), ("2100", 2100), ("1999", 2024), ("i fjol", 2024), ("²", 2024), ("20240", 2024)]
)
def test_which_years(dated, bo, shown, logged_in, asked, first):
    InitiativeFactory(programme=dated)

    text = logged_in(bo).get(address("timeline", dated), {"fran": asked}).content.decode()

    assert f"Färdplan {first}–{first + 5}" in text


def test_an_empty_roadmap_says_what_to_do_to_those_who_may(dated, alva, bo, shown):
    assert address("milestone_add", dated) in shown(alva, "timeline", dated)
    reads = main_of(shown(bo, "timeline", dated))
    assert "Inget på färdplanen än." in reads
    assert "ds-button" not in reads


def test_the_picture_is_a_valid_drawing(dated, bo, shown):
    """Coordinates with a decimal comma, or words that are not escaped, would break it."""
    from xml.etree import ElementTree

    InitiativeFactory(programme=dated, title="Å & ä <ö>", time="3 februari 2024 – 17 maj 2025")
    MilestoneFactory(programme=dated, title="”Citat” & <b>", time="VT 2025")
    text = shown(bo, "timeline", dated)
    svg = text[text.index('<svg viewBox="0 0 1322') :]
    svg = svg[: svg.index("</svg>") + 6]

    root = ElementTree.fromstring(svg)

    numbers = [
        value
        for node in root.iter()
        for name, value in node.attrib.items()
        if name in {"x", "y", "x1", "x2", "y1", "y2", "width", "height"}
    ]
    assert all(value.isdigit() for value in numbers)
    assert "Å & ä <ö>" in "".join(root.itertext())


def test_invented_links_are_told(dated, bo, shown):
    goal = GoalFactory(programme=dated, number=1)
    work = InitiativeFactory(programme=dated, time="2024", goals=[goal])
    assert "Ingen källa anger" not in shown(bo, "timeline", dated)
    work.goal_links.update(origin="invented")

    assert "Ingen källa anger" in shown(bo, "timeline", dated)


def test_lanes_by_party_and_by_area(programme, logged_in, bo):
    stock = bulk.fill(programme, initiatives=12, activities=0)
    area = ProgrammeArea.objects.create(programme=programme, slug="omrade", name="Hemgång")
    stock.initiatives[1].programme_area = area
    stock.initiatives[1].save()
    by_party = timeline_page(programme, on=bulk.TODAY, by=PARTY)
    names = [party.name for party in stock.parties]
    assert sorted(lane.key or 0 for lane in by_party.picture.lanes) == sorted([0, *(party.pk for party in stock.parties)])
    of = {lane.key: {shape.item.url for shape in lane.shapes if not shape.item.is_milestone} for lane in by_party.picture.lanes}
    url = next(line.url for line in by_party.initiatives if line.url.endswith("/arbete-1/"))
    assert {key for key, urls in of.items() if url in urls} == set(stock.initiatives[1].parties.values_list("pk", flat=True))

    by_area = timeline_page(programme, on=bulk.TODAY, by=AREA)
    assert [lane.key for lane in by_area.picture.lanes] == [area.pk, None]
    answer = logged_in(bo).get(reverse("timeline", args=[programme.slug]), {"efter": "part"})
    assert all(name in answer.content.decode() for name in names)
    assert logged_in(bo).get(reverse("timeline", args=[programme.slug]), {"efter": "x"}).context["page"].by == GOAL
