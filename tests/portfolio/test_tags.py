"""Tags: put on rows, found by, merged; and what no longer holds is not offered for anything new."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.urls import reverse

from fardplan.audit.models import Event
from fardplan.audit.writes import Stale
from fardplan.portfolio import inclusion, services
from fardplan.portfolio.models import InclusionDemand, Tag
from tests.factories import ActivityFactory, InitiativeFactory, ProgrammeFactory, TargetGroupFactory
from tests.pages import send, told

pytestmark = pytest.mark.django_db

DAY = date(2024, 6, 1)


@pytest.fixture
def tag(programme):
    return lambda name, **values: Tag.objects.create(programme=programme, slug=name.lower(), name=name, **values)


def names(row):
    return sorted(each.name for each in row.tags.all())


def test_merged_rows_carry_the_one_that_stays_once_and_tell_of_it(programme, alva, tag):
    old, new = tag("Hemma"), tag("Nara")
    both, only, activity = (
        InitiativeFactory(programme=programme),
        InitiativeFactory(programme=programme),
        ActivityFactory(programme=programme),
    )
    both.tags.set([old, new])
    only.tags.set([old])
    activity.tags.set([old])

    services.merge_tags(old, by=alva, into=new)

    assert names(both) == names(only) == names(activity) == ["Nara"]
    assert not Tag.objects.filter(pk=old.pk).exists()
    told_of = Event.objects.exclude(model="portfolio.Tag").order_by("model", "object_id").values_list("model", "object_id", "verb")
    assert [*told_of] == [
        ("plan.Activity", activity.pk, "changed"),
        ("portfolio.Initiative", both.pk, "changed"),
        ("portfolio.Initiative", only.pk, "changed"),
    ]


def test_merging_is_refused_whole(programme, alva, tag):
    one = tag("Hemma")
    stranger = Tag.objects.create(programme=ProgrammeFactory(), slug="x", name="X")
    for into in (one, stranger):
        with pytest.raises(ValidationError):
            services.merge_tags(one, by=alva, into=into)
    with pytest.raises(Stale):
        services.merge_tags(one, by=alva, into=tag("Nara"), seen=0)
    assert Tag.objects.filter(pk=one.pk).exists()


def test_merged_from_the_page(programme, alva, bo, logged_in, tag):
    old, new = tag("Hemma"), tag("Nara")
    InitiativeFactory(programme=programme, title="Närvårdsteam").tags.set([old])
    url = reverse("tag_merge", args=[programme.slug, old.slug])

    assert logged_in(bo).get(url).status_code == 403
    answer = send(logged_in(alva), url, into=new.pk)

    assert answer.headers["Location"] == reverse("tag", args=[programme.slug, new.slug])
    assert "Närvårdsteam" in logged_in(bo).get(answer.headers["Location"]).content.decode()


def test_what_others_carry_is_not_taken_away(programme, alva, tag):
    """The database would only let the link go; then no history would tell that it was there."""
    carried, group = tag("Hemma"), TargetGroupFactory(programme=programme)
    row = InitiativeFactory(programme=programme)
    row.tags.set([carried])
    row.target_groups.set([group])
    for held, remove in ((carried, services.remove_tag), (group, services.remove_target_group)):
        with pytest.raises(ProtectedError):
            remove(held, by=alva)
    assert (names(row), row.target_groups.count()) == (["Hemma"], 1)


def test_two_tags_of_one_name(programme, alva, logged_in, tag):
    tag("Hemma")

    answer = send(logged_in(alva), reverse("tag_add", args=[programme.slug]), name="hemma")

    assert told(answer) == ["Etikett: Det finns redan en etikett som heter så."]


@pytest.mark.parametrize("page, query", [("portfolio", {"fas": "all"}), ("activities", {"ar": "2024"})])
def test_lists_are_narrowed_by_tag(programme, bo, logged_in, tag, page, query):
    hemma = tag("Hemma")
    tag("Annat")
    factory = {"portfolio": InitiativeFactory, "activities": lambda **values: ActivityFactory(year=2024, **values)}[page]
    factory(programme=programme, title="Med etiketten").tags.set([hemma])
    factory(programme=programme, title="Utan etikett")

    html = logged_in(bo).get(reverse(page, args=[programme.slug]), {**query, "etikett": "hemma", "vy": "tabell"}).content.decode()

    assert "Med etiketten" in html
    assert "Utan etikett" not in html


@pytest.mark.parametrize("page, args, queries", [("tags", [], 6), ("tag", ["t-0"], 6)])
def test_pages_of_many_tags_in_the_same_queries(programme, bo, logged_in, django_assert_num_queries, tag, page, args, queries):
    for number in range(5):
        held = tag(f"T-{number}")
        for _ in range(3):
            InitiativeFactory(programme=programme).tags.add(held)
            ActivityFactory(programme=programme).tags.add(held)
    client, url = logged_in(bo), reverse(page, args=[programme.slug, *args])

    with django_assert_num_queries(queries):
        assert client.get(url).status_code == 200


def test_what_has_ended_is_kept_where_it_is_and_offered_for_nothing_new(programme, alva, logged_in, tag):
    ended, holds = tag("Slut", until_date=date(2020, 1, 1)), tag("Nu")
    row = InitiativeFactory(programme=programme)
    row.tags.set([ended])
    client = logged_in(alva)

    def offered(route, *args):
        form = client.get(reverse(route, args=[programme.slug, *args])).context["form"]
        return [str(each) for each in form.fields["tags"].queryset]

    assert offered("initiative_add") == offered("activity_add") == [str(holds)]
    assert offered("initiative_edit", row.slug) == ["Nu", "Slut"]
    send(client, reverse("initiative_edit", args=[programme.slug, row.slug]), title="Nytt namn")
    row.refresh_from_db()
    assert (row.title, names(row)) == ("Nytt namn", ["Slut"])


def test_a_demand_counts_on_the_days_it_holds(programme):
    InclusionDemand.objects.create(programme=programme, slug="tre", least=3, until_date=DAY)

    assert len(inclusion.rule_in_words(programme, on=date(2024, 5, 31))) == len(inclusion.rule_in_words(programme, on=DAY)) + 1
