"""A year's plan copied to the next: planned anew, times moved, what needs a look named, nothing doubled, and taken back as one."""

from django.urls import reverse

from fardplan.plan.models import Activity
from fardplan.workflows.models import BulkChange
from tests.factories import ActivityFactory, OrganisationFactory
from tests.workflows.test_bulk import choose, say_yes


def test_a_years_plan(programme, alva, logged_in, ekby, goal):
    course = ActivityFactory(
        programme=programme, title="Kurs", time="25-okt", year=2023, responsible=ekby, state="done", counts=[(None, None, 12)]
    )
    course.goals.add(goal)
    course.lecturers.create(organisation=OrganisationFactory(), role="Utbildare", position=0)
    ActivityFactory(programme=programme, title="Nätverk", time="v. 12 2023", year=2023, state="ongoing")
    client = logged_in(alva)
    url = choose(client, "activities_change", programme, "copy:1", query="?ar=2023", alla="1")
    page = client.get(url).content.decode()
    assert "Att titta på" in page
    assert "v. 12 2023" in page

    bulk = say_yes(client, url)

    assert bulk.changed == 2
    new = Activity.objects.get(year=2024, title="Kurs")
    assert (new.state, new.time_words, new.time_starts_earliest.isoformat(), new.responsible) == ("planned", "25-okt", "2024-10-25", ekby)
    assert list(new.goals.all()) == [goal]
    assert new.lecturers.get().role == "Utbildare"
    assert not new.attendances.exists(), "who came last year did not come this year"
    assert Activity.objects.get(year=2024, title="Nätverk").time_words == "2024", "the only thing that is known"
    assert "tiden gick inte att flytta" in client.get(url).content.decode()

    again = say_yes(client, choose(client, "activities_change", programme, "copy:1", query="?ar=2023", alla="1"))
    assert again.changed == 0
    assert Activity.objects.filter(year=2024).count() == 2

    client.post(f"{url}angra/")
    assert not Activity.objects.filter(year=2024).exists()
    assert Activity.objects.filter(year=2023).count() == 2


def test_a_copy_that_somebody_has_worked_on_is_not_taken_back(programme, alva, bo, logged_in, activities):
    from fardplan.plan import services as plan

    client = logged_in(alva)
    url = choose(client, "activities_change", programme, "copy:1", activities)
    say_yes(client, url)
    copy = Activity.objects.get(year=2024, title="Ekbys kurs")
    plan.edit_activity(copy, by=bo, attendance=[{"number": 3}])
    client.post(f"{url}angra/")
    assert list(Activity.objects.filter(year=2024)) == [copy]
    assert [name for _pk, name, _why in BulkChange.objects.latest("pk").kept] == ["Ekbys kurs"]


def test_one_activity_from_its_own_page(programme, ester, logged_in, activities):
    client = logged_in(ester)
    assert 'value="copy:1"' in client.get(reverse("activity", args=[programme.slug, "ekbys"])).content.decode()
    assert 'value="copy:1"' not in client.get(reverse("activity", args=[programme.slug, "dalbys"])).content.decode()
    bulk = say_yes(client, choose(client, "activities_change", programme, "copy:1", activities, query="?ar=2023"))
    assert (bulk.changed, len(bulk.left)) == (1, 2)
