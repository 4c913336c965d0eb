"""Many rows at once: what is theirs changes, the rest is named, and one undo gives back exactly what was."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from fardplan.accounts import runner
from fardplan.audit import writes
from fardplan.audit.models import Event
from fardplan.plan import services as plan
from fardplan.plan.models import Activity
from fardplan.portfolio.models import Initiative
from fardplan.workflows import services
from fardplan.workflows.models import BulkChange
from fardplan.workflows.rules import sort_rows
from tests.factories import TargetGroupFactory


def choose(client, name, programme, change, rows=(), query="", **more):
    """Choose rows in the list, and come to the page that shows what would change."""
    url = reverse(name, args=[programme.slug]) + query
    answer = client.post(url, {"change": change, "rad": [row.pk for row in rows], **more})
    assert answer.status_code == 302, answer.context and (answer.context["problem"], answer.context["form"].errors)
    return answer.headers["Location"]


def say_yes(client, url):
    assert client.post(f"{url}genomfor/").status_code == 302
    return BulkChange.objects.latest("pk")


def snapshots(rows):
    """What rows say, but their versions, and what hangs on them."""
    said = []
    for given in rows:
        row = type(given)._base_manager.get(pk=given.pk)
        said.append({name: value for name, value in writes.snapshot(row).items() if name != "version"})
        for relation in ("phases", "goal_links"):
            if hasattr(row, relation):
                said += [
                    {name: value for name, value in writes.snapshot(each).items() if name != "version"}
                    for each in getattr(row, relation).order_by("pk")
                ]
    return said


def test_rows_are_sorted_purely():
    class Thing:
        def __init__(self, pk, version=1):
            self.pk, self.version = pk, version

    others, moved, same, no, yes = (Thing(pk) for pk in range(5))
    moved.version = 2
    found = sort_rows(
        [others, moved, same, no, yes],
        may=lambda row: row is not others,
        why_not=lambda row: "no" if row is no else "",
        is_same=lambda row: row is same,
        now=lambda row: "before",
        then=lambda row: "after",
        not_yours="not yours",
        seen={pk: 1 for pk in range(5)},
        moved_on="moved on",
    )
    assert found.change == [(yes, "before", "after")]
    assert found.same == [same]
    assert found.left == [(others, "not yours"), (moved, "moved on"), (no, "no")]
    assert found.count == 5


def test_nothing_happens_before_the_yes(programme, alva, logged_in, activities):
    client = logged_in(alva)
    page = client.get(choose(client, "activities_change", programme, "state:done", activities)).content.decode()
    assert "Ändra 3 rader" in page
    assert "Planerad" in page
    assert "Klar" in page
    assert set(Activity.objects.values_list("state", flat=True)) == {"planned"}


def test_done_as_one_entry_and_taken_back_exactly(programme, alva, logged_in, activities, ekby):
    client = logged_in(alva)
    before = snapshots(activities)
    url = choose(client, "activities_change", programme, f"party:{ekby.pk}", activities)
    bulk = say_yes(client, url)
    assert {row.responsible_id for row in Activity.objects.all()} == {ekby.pk}
    assert bulk.changed == 2
    events = Event.objects.filter(entry__request_id=bulk.request_id)
    assert {event.entry_id for event in events} == {events[0].entry_id}
    assert events.count() == 3, "two activities, and the change of several rows itself"

    client.post(f"{url}angra/")

    bulk.refresh_from_db()
    assert (bulk.state, bulk.undone, bulk.kept) == ("undone", 2, [])
    assert snapshots(activities) == before
    assert "Detta är ångrat" in client.get(url).content.decode()


def test_undo_refuses_what_somebody_changed_since(programme, alva, bo, logged_in, activities):
    client = logged_in(alva)
    url = choose(client, "activities_change", programme, "state:done", activities)
    say_yes(client, url)
    touched = Activity.objects.get(slug="ekbys")
    plan.edit_activity(touched, by=bo, comment="Det blev bra.")

    client.post(f"{url}angra/")

    assert dict(Activity.objects.values_list("slug", "state")) == {"ekbys": "done", "dalbys": "planned", "programmets": "planned"}
    bulk = BulkChange.objects.latest("pk")
    assert bulk.undone == 2
    assert [(name, why) for _pk, name, why in bulk.kept] == [("Ekbys kurs", f"{bo} har ändrat den sedan dess")]
    assert "Ekbys kurs" in client.get(url).content.decode()


def test_only_rows_that_are_theirs_and_the_rest_named(programme, ester, logged_in, activities, dalby):
    client = logged_in(ester)
    url = choose(client, "activities_change", programme, "state:cancelled", activities)
    page = client.get(url).content.decode()
    assert page.count("inte ditt att ändra") == 2
    bulk = say_yes(client, url)
    assert dict(Activity.objects.values_list("slug", "state")) == {"ekbys": "cancelled", "dalbys": "planned", "programmets": "planned"}
    assert [name for _pk, name, _why in bulk.left] == ["Dalbys kurs", "Programmets kurs"]

    url = choose(client, "activities_change", programme, f"party:{dalby.pk}", activities)
    say_yes(client, url)
    assert Activity.objects.get(slug="ekbys").responsible.slug == "ekby", "given away, it would not be hers to take back"


def test_a_row_changed_between_the_showing_and_the_yes(programme, alva, bo, logged_in, activities):
    client = logged_in(alva)
    url = choose(client, "activities_change", programme, "state:done", activities)
    plan.edit_activity(activities[0], by=bo, title="Nytt namn")
    bulk = say_yes(client, url)
    assert bulk.changed == 2
    assert bulk.left[0][1:] == ["Nytt namn", "någon annan har ändrat den sedan den visades"]


def test_yes_and_undo_count_once(programme, alva, logged_in, activities):
    client = logged_in(alva)
    url = choose(client, "activities_change", programme, "state:done", activities)
    say_yes(client, url)
    say_yes(client, url)
    assert BulkChange.objects.get().changed == 3
    client.post(f"{url}angra/")
    client.post(f"{url}angra/")
    assert BulkChange.objects.get().undone == 3


def test_goals_and_target_groups_of_activities(programme, alva, logged_in, activities, goal):
    group = TargetGroupFactory(programme=programme)
    activities[0].goals.add(goal)
    client, before = logged_in(alva), snapshots(activities)
    for change, relation, row in ((f"goal+:{goal.pk}", "goals", goal), (f"group+:{group.pk}", "target_groups", group)):
        url = choose(client, "activities_change", programme, change, activities)
        say_yes(client, url)
        assert all(row in getattr(each, relation).all() for each in activities)
        client.post(f"{url}angra/")
    assert snapshots(activities) == before


def test_phases_by_who_prepares_and_by_decision_only(programme, alva, logged_in, initiatives):
    client, before = logged_in(alva), snapshots(initiatives)
    url = choose(client, "initiatives_change", programme, "phase:proposed", initiatives, query="?fas=all", began="1 mars 2024")
    assert "kommer genom beslut" in client.get(url).content.decode() or "inte gå till" in client.get(url).content.decode()
    bulk = say_yes(client, url)
    assert bulk.changed == 1
    assert [row.phase for row in initiatives[0].phases.all()] == ["idea", "proposed"]
    assert [row.phase for row in initiatives[1].phases.all()] == ["running"]
    client.post(f"{url}angra/")
    assert snapshots(initiatives) == before


def test_goals_of_initiatives_come_back_with_their_origin(programme, alva, logged_in, initiatives, goal):
    link = initiatives[1].goal_links.get()
    type(link).objects.filter(pk=link.pk).update(origin="invented")
    client, before = logged_in(alva), snapshots(initiatives)
    url = choose(client, "initiatives_change", programme, f"goal-:{goal.pk}", initiatives, query="?fas=all")
    say_yes(client, url)
    assert not initiatives[1].goal_links.exists()
    client.post(f"{url}angra/")
    assert snapshots(initiatives) == before
    assert initiatives[1].goal_links.get().origin == "invented"


@pytest.mark.parametrize("change", ["", "state:nonsense", "party:999999"])
def test_what_is_no_change_is_refused(programme, alva, logged_in, activities, change):
    answer = logged_in(alva).post(reverse("activities_change", args=[programme.slug]), {"change": change, "rad": [activities[0].pk]})
    assert answer.status_code == 422
    assert not BulkChange.objects.exists()


def test_nothing_chosen(programme, alva, logged_in, activities):
    answer = logged_in(alva).post(reverse("activities_change", args=[programme.slug]), {"change": "state:done"})
    assert answer.status_code == 422
    assert "Välj minst en rad" in answer.content.decode()


def test_another_programmes_rows_are_not_reached(programme, other_programme, alva, logged_in, activities):
    from tests.factories import ActivityFactory

    theirs = ActivityFactory(programme=other_programme, state="planned")
    url = choose(logged_in(alva), "activities_change", programme, "state:done", [theirs, activities[0]])
    say_yes(logged_in(alva), url)
    theirs.refresh_from_db()
    assert theirs.state == "planned"


def test_a_preview_is_its_makers_alone(programme, alva, ester, bo, logged_in, activities):
    url = choose(logged_in(alva), "activities_change", programme, "state:done", activities)
    assert logged_in(ester).get(url).status_code == logged_in(ester).post(f"{url}genomfor/").status_code == 404
    say_yes(logged_in(alva), url)
    assert logged_in(ester).get(url).status_code == 200
    assert logged_in(ester).post(f"{url}angra/").status_code == 403
    assert logged_in(bo).get(url).status_code == 404


def many(programme, number):
    return Activity.objects.bulk_create(
        Activity(programme=programme, slug=f"rad-{n}", title=f"Rad {n}", kind="other", time_words="2023", year=2023, position=n)
        for n in range(number)
    )


def test_many_rows_are_changed_by_the_runner(transactional_db, programme, alva, logged_in, monkeypatch):
    """More than a page shows, chosen with one box; the page tells how far it has come."""
    monkeypatch.setattr(services, "WHILE_WAITING", 30)
    monkeypatch.setattr(services, "AT_A_TIME", 20)
    many(programme, 45)
    client = logged_in(alva)
    url = choose(client, "activities_change", programme, "state:done", query="?ar=2023", alla="1")
    client.post(f"{url}genomfor/")
    assert BulkChange.objects.get().state == "going"
    assert "av 45 rader" in client.get(url).content.decode()
    runner.discover()
    runner.work_off()
    assert Activity.objects.filter(state="done").count() == 45
    client.post(f"{url}angra/")
    runner.work_off()
    assert BulkChange.objects.get().undone == 45
    assert Activity.objects.filter(state="planned").count() == 45


def test_cut_off_and_gone_on_with(programme, alva, activities):
    """A runner that is killed leaves what it did; the next one does the rest, in the same entry."""
    bulk = writes.create(
        BulkChange, by=alva, programme=programme, kind="activities", change="state:done", label="x", made_by=alva,
        shown_at=timezone.now(), rows=[[row.pk, 1] for row in activities], state="going", request_id=uuid.uuid4(),
    )  # fmt: skip
    from fardplan.audit import scope

    with scope.entry("x", request_id=bulk.request_id):
        plan.edit_activity(activities[0], by=alva, state="done")
    BulkChange.objects.filter(pk=bulk.pk).update(changed=1)
    services.make(bulk.pk, at=timezone.now())
    assert set(Activity.objects.values_list("state", flat=True)) == {"done"}
    services.begin_undo(bulk, by=alva, at=timezone.now())
    assert set(Activity.objects.values_list("state", flat=True)) == {"planned"}


def test_as_many_questions_however_many_rows(programme, alva, logged_in, django_assert_max_num_queries):
    many(programme, 150)
    client = logged_in(alva)
    with django_assert_max_num_queries(15):
        client.get(reverse("activities_change", args=[programme.slug]) + "?ar=2023")
    url = choose(client, "activities_change", programme, "state:done", query="?ar=2023", alla="1")
    with django_assert_max_num_queries(15):
        client.get(url)
    with django_assert_max_num_queries(15):
        client.get(reverse("initiatives_change", args=[programme.slug]))


def test_links_lead_here_for_those_who_may(programme, alva, bo, logged_in, activities, initiatives):
    for name in ("activities", "initiatives"):
        home = reverse("activities" if name == "activities" else "portfolio", args=[programme.slug])
        query = "?ar=2023" if name == "activities" else ""
        assert f"{home}flera/" in logged_in(alva).get(home + query).content.decode()
        assert f"{home}flera/" not in logged_in(bo).get(home + query).content.decode()
        assert logged_in(bo).get(f"{home}flera/").status_code == 403
    assert Initiative.objects.count() == 2
