"""The activities of a year, and one activity."""

import re

import pytest
from django.urls import reverse

from fardplan.kit.models import Origin
from fardplan.plan.models import RESERVED_SLUGS, Activity, Lecturer
from fardplan.plan.rules import State
from tests.factories import ActivityFactory, GoalFactory, InitiativeFactory, OrganisationFactory, TargetGroupFactory

pytestmark = pytest.mark.django_db

Kind = Activity.Kind


def text_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.fixture
def page(programme, alva, logged_in):
    client = logged_in(alva)

    def get(*args, name="activities", user=None, headers=None, **params):
        url = reverse(name, args=[programme.slug, *args])
        answer = (logged_in(user) if user else client).get(url, params, headers=headers or {})
        assert answer.status_code == 200
        return answer.content.decode()

    return get


def rows_of(html):
    return [text_of(row) for row in re.findall(r"<tr.*?</tr>", html, re.DOTALL)]


def test_a_year_by_kind(page, programme):
    first = ActivityFactory(programme=programme, title="Monitorering", time="3 feb.", format_words="Digitalt", audience="Kommun/region")
    Lecturer.objects.create(activity=first, organisation=OrganisationFactory(short_name="Region X"), role="Projektledare")
    ActivityFactory(programme=programme, title="Konferensen", kind=Kind.CONFERENCE, time="25-okt", counts=[(None, None, 265)])
    ActivityFactory(
        programme=programme, title="Stöd", kind=Kind.METHOD_SUPPORT, time="Löpande", state=State.ONGOING, comment="Till åtta arbeten"
    )
    ActivityFactory(programme=programme, title="Nästa år", year=2024)

    html = page()

    assert rows_of(html)[1:] == [
        "Lärseminarium 1",
        "Monitorering Föreläsare: Region X (projektledare) 3 feb. Digitalt Kommun/region uppgift saknas Klar",
        "Temakonferens 1",
        "Konferensen 25-okt uppgift saknas uppgift saknas 265 Klar",
        "Metod- och kunskapsstöd 1",
        "Stöd Till åtta arbeten Löpande uppgift saknas uppgift saknas uppgift saknas Pågår",
    ]
    assert "265 deltagare i 1 av 3 aktiviteter. Uppgift saknas för 2." in text_of(html).replace("\u00a0", " ")
    assert not re.search(r"<td[^>]*>\s*</td>", html)


def test_whom_we_have_reached(page, programme, ekby, abyfors):
    group = TargetGroupFactory(programme=programme, name="Äldre")
    ActivityFactory(programme=programme, counts=[(ekby, None, 40), (None, group, 12)])

    html = page()

    said = text_of(html)
    assert "Ekby 40 1 Åbyfors uppgift saknas 0" in said  # all parties, and what is missing is not nought
    assert "Äldre 12 1" in said


def test_nobody_counted(page, programme):
    ActivityFactory(programme=programme)

    said = text_of(page())

    assert "Ingen har räknat deltagarna på 1 aktivitet." in said
    assert "Per part" not in said


def test_planned_and_cancelled_are_told_apart(page, programme):
    ActivityFactory(programme=programme)
    ActivityFactory(programme=programme, state=State.PLANNED, time="HT")
    ActivityFactory(programme=programme, state=State.CANCELLED)

    html = page()

    assert "3 aktiviteter 2023 · 1 planerad, 1 inställd" in text_of(html)
    assert "0 deltagare" not in text_of(html)


def test_filters_and_the_part_for_htmx(page, programme, ekby):
    ActivityFactory(programme=programme, title="Ekbys", responsible=ekby)
    ActivityFactory(programme=programme, title="Andras")

    part = page(part="ekby", headers={"HX-Request": "true"})

    assert "Ekbys" in part
    assert "Andras" not in part
    assert "<html" not in part
    assert '<p id="aktiviteter-antal" hx-swap-oob="innerHTML">1 aktivitet 2023</p>' in part
    assert '<option value="2023" selected>' in part


def test_empty_and_no_hits(page, programme, bo):
    assert "Inga aktiviteter 2023 än." in page()
    assert reverse("activity_add", args=[programme.slug]) not in page(user=bo)
    ActivityFactory(programme=programme)
    html = page(slag="study")
    assert "Ingen aktivitet passar filtren." in html
    assert 'href="/nara-vard/aktiviteter/?ar=2023"' in html


@pytest.mark.parametrize("params", [{"ar": "20 23"}, {"sida": "tusen"}, {"sida": "-1"}, {"part": "\x00"}, {"slag": "x" * 2000}])
def test_an_address_somebody_made_up(page, programme, params):
    ActivityFactory(programme=programme, title="Syns ändå")

    assert "Syns ändå" in page(**params)


def test_many_are_turned_over(page, programme):
    for number in range(112):
        ActivityFactory(programme=programme, title=f"Nr {number}", kind=Kind.OTHER if number < 5 else Kind.LEARNING_SEMINAR)

    first, second = page(), page(sida="2")

    assert first.count('class="fp-st"') == 100
    assert second.count('class="fp-st"') == 12
    assert rows_of(second)[1].startswith("Lärseminarium")
    assert rows_of(second)[-6] == "Övrigt 5"
    assert "112 aktiviteter 2023" in text_of(first)


# One activity ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_one_activity(page, programme, ekby, goals):
    group = TargetGroupFactory(programme=programme, name="Äldre")
    initiative = InitiativeFactory(programme=programme, short_title="Arbetet", slug="arbetet")
    row = ActivityFactory(
        programme=programme, slug="konferens", title="Konferensen", kind=Kind.CONFERENCE, time="25-okt", comment="Hela länet\n\nmöttes",
        responsible=ekby, initiative=initiative, executing="Kontoret", counts=[(None, None, 265), (ekby, None, 40), (ekby, group, 3)],
        origin=Origin.RESTATED, source="Årsrapport 2023, tabell 1",
    )  # fmt: skip
    row.goals.set(goals[:2])
    Lecturer.objects.create(activity=row, organisation=ekby.organisation, role="Moderator")

    said = text_of(page("konferens", name="activity"))

    for words in (
        "Återgivet", "Hela länet möttes", "Ekby (moderator)", "265 kända deltagare", "Ekby 40", "Äldre, Ekby 3", "När 25-okt 25 oktober 2023",
        "Delmål 1 Delmål 2", "Arbete Arbetet", "Ansvarig part Ekby", "Beställare uppgift saknas", "Utförs av Kontoret", "Källa Årsrapport 2023, tabell 1",
    ):  # fmt: skip
        assert words in said


def test_what_a_reader_does_not_see(page, programme, alva, bo):
    ActivityFactory(programme=programme, slug="a")
    ways = [reverse(name, args=[programme.slug, "a"]) for name in ("activity_edit", "activity_reopen")]

    assert all(way in page("a", name="activity") for way in ways)
    assert not any(way in page("a", name="activity", user=bo) for way in ways)


def test_strangers(programme, other_programme, carin, logged_in):
    ActivityFactory(programme=programme, slug="a")
    for name, args in (("activities", []), ("activity", ["a"]), ("activity_edit", ["a"]), ("activity_close", ["a"])):
        assert logged_in(carin).get(reverse(name, args=[programme.slug, *args])).status_code == 404
        if args:
            assert logged_in(carin).get(reverse(name, args=[other_programme.slug, *args])).status_code == 404


def test_no_activity_can_hide_behind_a_page():
    from fardplan.plan.urls import urlpatterns

    assert {str(pattern.pattern).split("/")[0] for pattern in urlpatterns} - {"", "<slug:slug>"} == RESERVED_SLUGS - {
        "flera"
    }  # the page of several rows is another room's


# Speed ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def fill(programme, many, parties, goals):
    home = OrganisationFactory()
    for number in range(many):
        row = ActivityFactory(programme=programme, responsible=parties[number % 2], counts=[(None, None, number), (parties[0], None, 1)])
        row.goals.set(goals)
        Lecturer.objects.create(activity=row, organisation=home)


def test_queries_do_not_grow(programme, ekby, abyfors, goals, alva, logged_in, django_assert_num_queries):
    TargetGroupFactory(programme=programme)
    GoalFactory(programme=programme, number=4)
    InitiativeFactory(programme=programme)
    client = logged_in(alva)
    url = reverse("activities", args=[programme.slug])
    for many in (3, 30):
        fill(programme, many, [ekby, abyfors], goals)
        # session, user, programme, authority; five lists to filter by; counts, states, target groups, how many, rows, lecturers
        with django_assert_num_queries(14):
            assert client.get(url).status_code == 200
    with django_assert_num_queries(12):
        client.get(reverse("activity", args=[programme.slug, Activity.objects.first().slug]))
