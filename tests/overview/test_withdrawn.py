"""What was entered by mistake is taken away from the pages, and what something hangs on is not."""

import pytest
from django.urls import reverse

from fardplan.audit.models import Event
from fardplan.governance.models import RouteStep
from fardplan.kit.timing import Timing
from fardplan.plan.models import Attendance, Dependency, Exclusion
from fardplan.portfolio.models import InitiativePhase
from tests.factories import ActivityFactory, DecisionFactory, ForumFactory, GoalFactory, InitiativeFactory, MatterFactory, MilestoneFactory

pytestmark = pytest.mark.django_db


def a_counted_activity(programme):
    row = ActivityFactory(programme=programme)
    Attendance.objects.create(activity=row, number=12)
    return row


def an_idea(programme):
    row = InitiativeFactory(programme=programme)
    if not row.phases.exists():
        InitiativePhase.objects.create(initiative=row, phase="idea", began=Timing.parse("2024"), position=0)
    return row


def a_matter_with_a_way(programme):
    row = MatterFactory(programme=programme)
    RouteStep.objects.create(matter=row, role="decides", forum=ForumFactory(programme=programme))
    return row


MADE = {
    "goal": lambda p: GoalFactory(programme=p),
    "activity": a_counted_activity,
    "milestone": lambda p: MilestoneFactory(programme=p),
    "dependency": lambda p: Dependency.objects.create(programme=p, slug="d", text="Ny lag"),
    "exclusion": lambda p: Exclusion.objects.create(programme=p, slug="e", text="Tandvård"),
    "initiative": an_idea,
    "matter": a_matter_with_a_way,
}


@pytest.mark.parametrize("noun", MADE)
def test_a_mistake_is_taken_away(noun, programme, alva, bo, logged_in):
    row, client = MADE[noun](programme), logged_in(alva)
    url = reverse(f"{noun}_remove", args=[programme.slug, row.slug])
    assert url in client.get(reverse(f"{noun}_edit", args=[programme.slug, row.slug])).content.decode()

    assert logged_in(bo).post(url).status_code == 403
    assert client.get(url).status_code == 200
    assert type(row).objects.filter(pk=row.pk).exists(), "to look is not to do"
    assert client.post(url).status_code == 302

    assert not type(row).objects.filter(pk=row.pk).exists()
    assert Event.objects.filter(verb="removed", model=type(row)._meta.label, object_id=row.pk).exists()


HANGS = {
    "goal": lambda row: (
        ActivityFactory(programme=row.programme, initiative=None).goals.add(row)
        or row.initiative_links.create(initiative=InitiativeFactory(programme=row.programme))
    ),
    "initiative": lambda row: ActivityFactory(programme=row.programme, initiative=row),
    "matter": lambda row: DecisionFactory(programme=row.programme, matter=row),
}


@pytest.mark.parametrize("noun", HANGS)
def test_what_something_hangs_on_stays_and_says_why(noun, programme, alva, logged_in):
    row = MADE[noun](programme)
    HANGS[noun](row)

    answer = logged_in(alva).post(reverse(f"{noun}_remove", args=[programme.slug, row.slug]))

    assert answer.status_code == 422
    assert "Annat hör till" in answer.content.decode()
    assert type(row).objects.filter(pk=row.pk).exists()


def test_work_that_has_been_talked_over_is_not_taken_away(programme, alva, logged_in):
    row = an_idea(programme)
    row.dialogue_notes.create(held_date="2024-03-01", text="Vi pratade.", written_by=alva)

    assert logged_in(alva).post(reverse("initiative_remove", args=[programme.slug, row.slug])).status_code == 422
    assert row.phases.exists()


def test_a_milestone_that_was_not_done_is_opened_again(programme, alva, logged_in):
    row, client = MilestoneFactory(programme=programme, done="mars 2024"), logged_in(alva)
    url = reverse("milestone_reopen", args=[programme.slug, row.slug])
    assert url in client.get(reverse("milestone_edit", args=[programme.slug, row.slug])).content.decode()

    client.post(url)

    row.refresh_from_db()
    assert row.done is None
