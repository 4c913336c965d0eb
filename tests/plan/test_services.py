"""What is done and when: entered, changed, closed; what hangs on an activity counts as a change of it."""

import pytest
from django.core.exceptions import ValidationError

from fardplan.audit.models import Event
from fardplan.audit.writes import Stale
from fardplan.kit.timing import Timing
from fardplan.plan import services
from fardplan.plan.models import RESERVED_SLUGS, Activity, Attendance, Milestone
from fardplan.plan.rules import State
from tests.factories import ActivityFactory, MilestoneFactory, OrganisationFactory, PartyFactory, TargetGroupFactory

pytestmark = pytest.mark.django_db


def add(programme, by, slug="x", **values):
    time = Timing.parse("3 feb", year=2023)
    return services.add_activity(by=by, programme=programme, slug=slug, title="X", kind=Activity.Kind.OTHER, time=time, year=2023, **values)


def test_a_new_row_stands_last(programme, alva):
    ActivityFactory(programme=programme, position=7)
    MilestoneFactory(programme=programme, position=3)
    time = Timing.parse("2024")

    assert add(programme, alva).position == 8
    assert add(programme, alva, slug="y", position=2).position == 2
    assert services.add_milestone(by=alva, programme=programme, slug="m", title="M", time=time).position == 4
    assert services.add_exclusion(by=alva, programme=programme, slug="e", text="E").position == 0


def test_lecturers_and_attendance(programme, ekby, alva):
    group, home = TargetGroupFactory(programme=programme), OrganisationFactory()
    activity = add(
        programme,
        alva,
        lecturers=[{"organisation": home, "role": "Föreläsare"}],
        attendance=[{"number": 10}, {"party": ekby, "number": 4}, {"target_group": group, "number": 2}],
    )

    services.edit_activity(activity, by=alva, attendance=[{"number": 11}, {"party": ekby, "number": 4}], lecturers=[])

    assert set(activity.attendances.values_list("party", "target_group", "number")) == {(None, None, 11), (ekby.pk, None, 4)}
    assert not activity.lecturers.exists()


def test_who_came_is_a_change_of_the_activity(programme, alva):
    activity = add(programme, alva)

    changed = services.edit_activity(activity, by=alva, seen=1, attendance=[{"number": 10}])

    assert changed.version == 2
    with pytest.raises(Stale):
        services.edit_activity(activity, by=alva, seen=1, attendance=[{"number": 12}])
    assert services.edit_activity(activity, by=alva, seen=2, attendance=[{"number": 10}]).version == 2


def test_another_programmes_party_is_refused(programme, other_programme, alva):
    strange = PartyFactory(programme=other_programme)

    with pytest.raises(ValidationError):
        add(programme, alva, attendance=[{"party": strange, "number": 1}])
    with pytest.raises(ValidationError):
        add(programme, alva, responsible=strange)
    assert not Activity.objects.exists()


def test_close_and_reopen(programme, alva):
    activity = ActivityFactory(programme=programme, state=State.ONGOING)

    services.close_activity(activity, state=State.DONE, participants=265, by=alva, seen=1)

    activity.refresh_from_db()
    assert (activity.state, Attendance.objects.get().number) == (State.DONE, 265)
    assert [event.verb for event in Event.objects.order_by("pk")] == ["closed", "created", "touched"]
    services.close_activity(activity, state=State.DONE, participants=266, by=alva)
    assert Attendance.objects.get().number == 266
    services.reopen_activity(activity, by=alva)
    activity.refresh_from_db()
    assert (activity.state, Attendance.objects.get().number) == (State.ONGOING, 266)


def test_cancelled_counts_nobody(programme, alva):
    activity = ActivityFactory(programme=programme, state=State.PLANNED)

    services.close_activity(activity, state=State.CANCELLED, participants=3, by=alva)

    assert not Attendance.objects.exists()


def test_to_go_on_is_not_to_close(programme, alva):
    with pytest.raises(ValidationError):
        services.close_activity(ActivityFactory(programme=programme), state=State.ONGOING, by=alva)


def test_a_milestone_is_reached(programme, alva):
    milestone = MilestoneFactory(programme=programme)

    services.finish_milestone(milestone, done=Timing.parse("HT 2023"), by=alva, seen=1)

    assert (Milestone.objects.get().done_words, Event.objects.get().verb) == ("HT 2023", "closed")
    with pytest.raises(Stale):
        services.finish_milestone(milestone, done=Timing.parse("2024"), by=alva, seen=1)


def test_what_nobody_knew_is_known(programme, alva):
    milestone = MilestoneFactory(programme=programme, is_outcome_unknown=True)

    services.finish_milestone(milestone, done=Timing.parse("2023"), by=alva)

    assert not Milestone.objects.get().is_outcome_unknown


@pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS))
def test_a_key_that_is_a_page_is_refused(programme, alva, slug):
    with pytest.raises(ValidationError):
        add(programme, alva, slug=slug)
