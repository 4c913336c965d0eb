"""Milestones by how late they are; whom the activities of a year have reached; activities as rows."""

import datetime

import pytest

from fardplan.plan import queries
from fardplan.plan.filters import ActivityFilter, activity_options
from fardplan.plan.models import Activity, Lecturer
from fardplan.plan.rules import State
from tests.factories import ActivityFactory, InitiativeFactory, MilestoneFactory, OrganisationFactory, TargetGroupFactory
from tests.portfolio.conftest import TODAY

pytestmark = pytest.mark.django_db

Kind = Activity.Kind


def titles(rows):
    return [row.title for row in rows]


# Milestones ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_late_first_the_latest_and_next_the_nearest(programme):
    for title, time, done in (
        ("sedan länge", "Oktober 2020", ""),
        ("nyss", "30 december 2023", ""),
        ("i år", "2023", ""),  # its last day is today: not late
        ("tidigt", "tidigt 2024", ""),
        ("löpande", "Löpande", ""),
        ("klar", "2021", "2022-03-01"),
    ):
        MilestoneFactory(programme=programme, title=title, time=time, done=done)
    MilestoneFactory(programme=programme, title="ingen vet", time="2019", is_outcome_unknown=True)

    rows = queries.milestone_rows(programme, on=TODAY)

    assert titles(queries.late_milestones(programme, on=TODAY, rows=rows)) == ["sedan länge", "nyss"]
    assert [row.days_late for row in queries.late_milestones(programme, on=TODAY)] == [1156, 1]
    assert titles(queries.next_milestones(programme, on=TODAY, rows=rows)) == ["i år", "tidigt", "löpande"]
    assert titles(queries.next_milestones(programme, on=TODAY, limit=1)) == ["i år"]


def test_whom_a_milestone_waits_for(programme, ekby):
    MilestoneFactory(programme=programme, title="a", party=ekby, responsible="Direktören")
    MilestoneFactory(programme=programme, title="b", responsible="Programledaren")
    MilestoneFactory(programme=programme, title="c")

    assert [row.waits_for for row in queries.milestone_rows(programme, on=TODAY)] == ["Ekby", "Programledaren", ""]


@pytest.mark.parametrize(
    "time, done, day, state, days",
    [
        ("HT 2023", "", "2023-12-31", "Kommer", 0),
        ("HT 2023", "", "2024-01-01", "Försenad", 1),
        ("HT 2023", "2024", "2025-01-01", "Klar", 0),
        ("Löpande", "", "2030-01-01", "Kommer", 0),
    ],
)
def test_how_a_milestone_stands(programme, time, done, day, state, days):
    MilestoneFactory(programme=programme, time=time, done=done)

    row = queries.milestone_rows(programme, on=datetime.date.fromisoformat(day))[0]

    assert (row.state_label, row.days_late) == (state, days)


def test_milestones_of_one_initiative_and_one_query(programme, ekby, django_assert_num_queries):
    initiative = InitiativeFactory(programme=programme, short_title="Kort")
    MilestoneFactory(programme=programme, title="ens", initiative=initiative, party=ekby)
    MilestoneFactory(programme=programme, title="annat")

    with django_assert_num_queries(1):
        rows = queries.milestone_rows(programme, on=TODAY, initiative=initiative)

    assert [(row.title, row.initiative, row.initiative_slug) for row in rows] == [("ens", "Kort", initiative.slug)]


# Whom have we reached ───────────────────────────────────────────────────────────────────────────────────────────────


def test_what_nobody_has_counted_is_missing_not_nought(programme, ekby, abyfors):
    old, young = TargetGroupFactory(programme=programme, name="Äldre"), TargetGroupFactory(programme=programme, name="Unga")
    ActivityFactory(programme=programme, counts=[(None, None, 265)])
    ActivityFactory(programme=programme, counts=[(ekby, None, 7), (None, old, 5)])
    ActivityFactory(programme=programme, counts=[(None, None, 0), (ekby, None, 0)])
    for _ in range(21):
        ActivityFactory(programme=programme)
    ActivityFactory(programme=programme, state=State.PLANNED)
    ActivityFactory(programme=programme, state=State.CANCELLED, counts=[(None, None, 1000)])
    ActivityFactory(programme=programme, year=2022, counts=[(None, None, 99)])

    reach = queries.reach(programme, 2023)

    assert (reach.activities, reach.counted, reach.missing, reach.participants) == (24, 3, 21, 272)
    assert (reach.planned, reach.cancelled) == (1, 1)
    assert [(row.name, row.participants, row.activities) for row in reach.parties] == [("Ekby", 7, 2), ("Åbyfors", None, 0)]
    assert [(row.name, row.participants) for row in reach.target_groups] == [("Unga", None), ("Äldre", 5)]
    assert young.pk


def test_nothing_counted_at_all(programme, ekby):
    ActivityFactory(programme=programme)

    reach = queries.reach(programme, 2023)

    assert reach.participants is None
    assert (reach.parties_known, reach.groups_known) == (False, False)


def test_reach_in_four_queries(programme, ekby, django_assert_num_queries):
    for _ in range(3):
        ActivityFactory(programme=programme, counts=[(ekby, None, 1)])
    with django_assert_num_queries(4):
        queries.reach(programme, 2023)


# Activities ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_a_row_tells(programme, ekby):
    initiative = InitiativeFactory(programme=programme, short_title="Kort")
    row = ActivityFactory(
        programme=programme, title="Seminariet", time="3 feb.", format="digital", format_words="Digitalt", audience="Kommun/region",
        responsible=ekby, initiative=initiative, counts=[(None, None, 12)], comment="Ord " * 100,
    )  # fmt: skip
    home = OrganisationFactory(short_name="Region X")
    Lecturer.objects.create(activity=row, organisation=home, unit_words="Enheten för folkhälsa", role="Föreläsare (två)", position=0)
    Lecturer.objects.create(activity=row, organisation=home, role="VD", position=1)

    found = queries.activity_rows(Activity.objects.filter(programme=programme), on=TODAY)[0]

    assert (found.title, found.time, found.format, found.audience) == ("Seminariet", "3 feb.", "Digitalt", "Kommun/region")
    assert found.lecturers == "Region X, Enheten för folkhälsa (föreläsare (två)); Region X (VD)"
    assert (found.participants, found.initiative, found.responsible) == (12, "Kort", "Ekby")
    assert found.summary.endswith(" …")


@pytest.mark.parametrize(
    "state, time, label",
    [
        (State.PLANNED, "30 december", "Försenad"),
        (State.PLANNED, "HT", "Planerad"),
        (State.PLANNED, "Löpande", "Planerad"),
        (State.DONE, "3 februari", "Klar"),
        (State.ONGOING, "3 februari", "Pågår"),
        (State.CANCELLED, "3 februari", "Inställd"),
    ],
)
def test_how_an_activity_stands(programme, state, time, label):
    ActivityFactory(programme=programme, state=state, time=time)

    assert queries.activity_rows(Activity.objects.filter(programme=programme), on=TODAY)[0].state_label == label


def test_kinds_in_their_order(programme):
    for kind in (Kind.OTHER, Kind.CONFERENCE, Kind.LEARNING_SEMINAR):
        ActivityFactory(programme=programme, kind=kind)

    groups = queries.by_kind(queries.activity_rows(Activity.objects.all(), on=TODAY))

    assert [group.label for group in groups] == ["Lärseminarium", "Temakonferens", "Övrigt"]


def test_filters(programme, goals, ekby, abyfors):
    initiative = InitiativeFactory(programme=programme, slug="arbetet")
    one = ActivityFactory(programme=programme, title="ett", responsible=ekby, format="digital", initiative=initiative)
    one.goals.add(goals[0])
    ActivityFactory(programme=programme, title="två", kind=Kind.CONFERENCE, counts=[(ekby, None, 3), (abyfors, None, 4)])
    ActivityFactory(programme=programme, title="förra året", year=2022)
    options = activity_options(programme, on=TODAY)

    def found(**params):
        chosen = ActivityFilter.from_params(params, options, on=TODAY)
        return titles(queries.activity_rows(chosen.apply(Activity.objects.filter(programme=programme)), on=TODAY))

    assert found() == ["ett", "två"]
    assert found(ar="2022") == ["förra året"]
    assert found(ar="1999") == found(ar="tjugotre") == found(ar="\x00") == ["ett", "två"]
    assert found(slag="conference") == ["två"]
    assert found(form="digital") == ["ett"]
    assert found(mal=goals[0].slug) == ["ett"]
    assert found(mal=goals[1].slug) == []
    assert found(part="ekby") == ["ett", "två"]
    assert found(part="abyfors") == ["två"]
    assert found(arbete="arbetet") == ["ett"]
    assert found(arbete="finns-inte", slag="tårta", form="x" * 1000, part="'", mal="1") == ["ett", "två"]


@pytest.mark.parametrize("years, chosen", [([], 2023), ([2020, 2021], 2021), ([2023, 2024], 2023), ([2025, 2026], 2025)])
def test_the_year_shown_first_is_the_latest_that_has_begun(programme, years, chosen):
    for year in years:
        ActivityFactory(programme=programme, year=year)

    assert ActivityFilter.from_params({}, activity_options(programme, on=TODAY), on=TODAY).year == chosen


def test_activities_of_a_party(programme, ekby, abyfors):
    ActivityFactory(programme=programme, title="ansvarar", responsible=ekby)
    ActivityFactory(programme=programme, title="deltog", counts=[(ekby, None, 3)])
    ActivityFactory(programme=programme, title="andras", responsible=abyfors)

    assert titles(queries.activities_of_party(ekby)) == ["ansvarar", "deltog"]
