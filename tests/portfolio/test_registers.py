"""Requirements, target groups and working methods: read by all, changed by those who set the frame."""

import pytest
from django.urls import reverse

from fardplan.portfolio.models import InclusionCriterion, Reflection, Tag, TargetGroup, WorkingMethod
from tests.factories import InitiativeFactory, TargetGroupFactory
from tests.pages import Page, PageStories
from tests.portfolio.conftest import hidden, told

pytestmark = pytest.mark.django_db


class TestPages(PageStories):
    PAGES = (
        Page("inclusion_criterion", InclusionCriterion, "inclusion_criteria", {"text": "Minst två parter", "position": "1"}, field="text"),
        Page("target_group", TargetGroup, "target_groups", {"name": "Barn med astma"}, field="name", bad={"age_from": "ung"}),
        Page("working_method", WorkingMethod, "working_methods", {"name": "Fast läkarkontakt"}, field="name"),
        Page("tag", Tag, "tags", {"name": "Nära hemmet", "meaning": "Där personen bor"}, field="name", bad={"from_date": "snart"}),
        Page(
            "lesson",
            Reflection,
            "lessons",
            {"kind": "lesson", "year": "2024", "text": "Börja med dem som vill"},
            field="text",
            bad={"year": "i fjol"},
            said="År",
        ),
    )


def test_lessons_of_all_years_in_the_same_queries(programme, bo, logged_in, django_assert_num_queries):
    client, url = logged_in(bo), reverse("lessons", args=[programme.slug])
    for number in range(20):
        Reflection.objects.create(
            programme=programme,
            slug=f"l-{number}",
            kind="lesson",
            year=2010 + number,
            text=f"Lärdom {number}",
            initiative=InitiativeFactory(programme=programme),
        )

    with django_assert_num_queries(4):
        html = client.get(url).content.decode()

    assert html.count("Lärdom 1") == 11


REGISTERS = [
    ("inclusion_criteria", "inclusion_criterion", InclusionCriterion, {"text": "Region och kommun tillsammans", "is_mandatory": "on"}),
    ("target_groups", "target_group", TargetGroup, {"name": "Äldre med skörhet", "age_from": "65", "cfs_from": "4", "cfs_to": "6"}),
    ("working_methods", "working_method", WorkingMethod, {"name": "Hemmonitorering", "description": "Teknik i hemmet"}),
]


@pytest.mark.parametrize("page, name, model, values", REGISTERS)
def test_added_changed_and_shown(programme, alva, bo, logged_in, page, name, model, values):
    client, home = logged_in(alva), reverse(page, args=[programme.slug])
    add = reverse(f"{name}_add", args=[programme.slug])
    assert add in client.get(home).content.decode()
    field = "text" if "text" in values else "name"

    assert client.post(add, {**hidden(client.get(add)), **values}).headers["Location"] == home

    row = model.objects.get()
    assert values[field] in client.get(home).content.decode()
    edit = reverse(f"{name}_edit", args=[programme.slug, row.slug])
    client.post(edit, {**hidden(client.get(edit)), **values, field: "Ändrat"})
    row.refresh_from_db()
    assert str(row) == "Ändrat"
    reader = logged_in(bo)
    assert edit not in reader.get(home).content.decode()
    assert reader.get(add).status_code == reader.get(edit).status_code == 403


@pytest.mark.parametrize("page, name, model, values", REGISTERS)
def test_empty_and_strangers(programme, alva, bo, carin, logged_in, page, name, model, values):
    url = reverse(page, args=[programme.slug])

    assert " än." in logged_in(bo).get(url).content.decode()
    assert logged_in(carin).get(url).status_code == 404


@pytest.mark.parametrize(
    "values, said",
    [
        ({"name": ""}, "Målgrupp: Det här behöver fyllas i."),
        ({"name": "X", "age_from": "70", "age_to": "60"}, "Den övre åldern är lägre än den undre."),
        ({"name": "X", "cfs_from": "0"}, "Skörhet från: Lägst 1."),
        ({"name": "X", "cfs_from": "7", "cfs_to": "2"}, "Den övre skörhetsnivån är lägre än den undre."),
        ({"name": "X", "age_from": "ung"}, "Ålder från"),
    ],
)
def test_bad_input(programme, alva, logged_in, values, said):
    url = reverse("target_group_add", args=[programme.slug])

    answer = logged_in(alva).post(url, values)

    assert answer.status_code == 422
    assert said in " ".join(told(answer))
    assert not TargetGroup.objects.exists()


@pytest.mark.parametrize(
    "values, age, cfs",
    [
        ({}, "", ""),
        ({"age_from": 0, "age_to": 6}, "0–6", ""),
        ({"age_from": 65}, "65 eller äldre", ""),
        ({"age_to": 18}, "upp till 18", ""),
        ({"cfs_from": 5, "cfs_to": 5}, "", "5"),
        ({"cfs_from": 4}, "", "4 och uppåt"),
    ],
)
def test_spans_in_words(values, age, cfs):
    group = TargetGroup(name="X", **values)

    assert (group.age_words, group.cfs_words) == (age, cfs)


def test_how_many_initiatives(programme, bo, logged_in, django_assert_num_queries):
    groups = [TargetGroupFactory(programme=programme) for _ in range(3)]
    for group in groups[1:]:
        for _ in range(2):
            InitiativeFactory(programme=programme).target_groups.add(group)
    client = logged_in(bo)
    url = reverse("target_groups", args=[programme.slug])

    with django_assert_num_queries(4):
        html = client.get(url).content.decode()

    assert f"?fas=all&amp;malgrupp={groups[1].slug}" in html
    assert html.count(">2</a>") == 2
