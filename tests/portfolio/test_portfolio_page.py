"""The portfolio as cards, table and matrix; filters kept in the address."""

import re

import pytest
from django.urls import reverse

from fardplan.kit.models import Origin
from fardplan.portfolio.models import RESERVED_SLUGS
from fardplan.portfolio.rules import Phase
from tests.factories import BenefitObjectFactory, GoalFactory, InitiativeFactory, TargetGroupFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(programme, alva, logged_in):
    client = logged_in(alva)

    def get(htmx=False, user=None, **params):
        answer = (logged_in(user) if user else client).get(
            reverse("portfolio", args=[programme.slug]), params, headers={"HX-Request": "true"} if htmx else {}
        )
        assert answer.status_code == 200
        return answer.content.decode()

    return get


def text_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_as_it_stood(page, programme, goals, ekby):
    InitiativeFactory(programme=programme, title="Påverkbar vård", parties=[ekby], goals=goals[:1], time="Start 2022", form="project")
    InitiativeFactory(programme=programme, title="Vilar", phase=Phase.PAUSED)
    InitiativeFactory(programme=programme, title="Slut", phase=Phase.CLOSED)
    InitiativeFactory(programme=programme, title="Bara en idé", phase=Phase.IDEA)

    html = page()

    said = text_of(html)
    assert "3 arbeten · 1 pågår, 1 vilande, 1 avslutat" in said
    assert "Genomförs Delmål 1 Påverkbar vård Ekby Projekt · Start 2022" in said
    assert "Bara en idé" not in html
    assert "på rätt väg" not in html.lower()  # nobody has judged
    assert html.count("data-quiet") == 2


def test_ideas_are_found_through_the_phase(page, programme):
    InitiativeFactory(programme=programme, title="Bara en idé", phase=Phase.IDEA)
    InitiativeFactory(programme=programme, title="Vad som helst")

    assert "1 arbete · 1 idé" in text_of(page(fas="idea"))
    assert "2 arbeten · 1 pågår, 1 idé" in text_of(page(fas="all"))


def test_table(page, programme, ekby, goals):
    InitiativeFactory(programme=programme, title="Öppet", leader_is_vacant=True)
    InitiativeFactory(programme=programme, title="Ärlig", parties=[ekby], goals=goals, leader_organisation=ekby.organisation, time="2022")

    html = page(vy="tabell")

    rows = [text_of(row) for row in re.findall(r"<tr>.*?</tr>", html)]
    assert rows[1] == "Ärlig Genomförs Delmål 1 Delmål 2 Delmål 3 Ekby Ekby 2022"
    assert rows[2] == "Öppet Genomförs uppgift saknas uppgift saknas vakant uppgift saknas"
    assert not re.search(r"<td[^>]*>\s*</td>", html)


def test_matrix(page, programme, ekby, abyfors, goals):
    InitiativeFactory(programme=programme, title="Långt namn", short_title="Kort", goals=goals[:2], parties=[ekby])

    rows = [text_of(row) for row in re.findall(r"<tr>.*?</tr>", page(vy="matris"))]

    assert rows[1:] == ["Ekby Kort , Genomförs Kort , Genomförs inget arbete 1", "Åbyfors inget arbete inget arbete inget arbete 0"]


@pytest.mark.parametrize("way", ["kort", "tabell", "matris"])
def test_invented_links_are_told(page, programme, goals, ekby, way):
    initiative = InitiativeFactory(programme=programme, goals=goals[:1], parties=[ekby])
    assert "Påhittat exempel" not in page(vy=way)

    initiative.goal_links.update(origin=Origin.INVENTED)

    html = page(vy=way)
    assert html.count("Påhittat exempel") == 1
    assert "data-invented" in html or way == "matris"


def test_restated_descriptions_are_told_once(page, programme):
    for _ in range(3):
        InitiativeFactory(programme=programme, origin=Origin.RESTATED, description="Med våra ord")

    assert page().count("Återgivet") == 1


def test_what_is_on_the_way_in_is_one_click_away(page, programme):
    InitiativeFactory(programme=programme, title="Redan inne")
    for phase in ("idea", "proposed"):
        InitiativeFactory(programme=programme, title=f"På väg, {phase}", phase=phase)
    assert "2 idéer och förslag på väg in" in page()
    assert "På väg, idea" not in page()

    html = page(fas="waiting")

    assert "På väg, idea" in html
    assert "På väg, proposed" in html
    assert "Redan inne" not in html


def test_filters_are_kept_in_the_address(page, programme, ekby, goals):
    InitiativeFactory(programme=programme, title="Ekbys", parties=[ekby], goals=goals[:1])
    InitiativeFactory(programme=programme, title="Andras")

    html = page(part="ekby", mal=goals[0].slug, vy="tabell")

    assert "Ekbys" in html
    assert "Andras" not in html
    assert '<option value="ekby" selected>' in html
    assert f"?part=ekby&amp;mal={goals[0].slug}&amp;vy=matris" in html
    assert '<input type="hidden" name="vy" value="tabell">' in html


@pytest.mark.parametrize(
    "params", [{"part": "finns-inte"}, {"vy": "tårta"}, {"fas": "x" * 500}, {"mal": "\x00"}, {"nytt": "1"}, {"form": ""}]
)
def test_an_address_somebody_made_up(page, programme, params):
    InitiativeFactory(programme=programme, title="Syns ändå")

    assert "Syns ändå" in page(**params)


def test_a_part_for_htmx_and_the_whole_for_the_history(page, programme, alva, logged_in):
    InitiativeFactory(programme=programme, title="Arbetet")

    part = page(htmx=True)

    assert "Arbetet" in part
    assert "<html" not in part
    assert '<p id="portfolj-antal" hx-swap-oob="innerHTML">1 arbete</p>' in part
    answer = logged_in(alva).get(
        reverse("portfolio", args=[programme.slug]), {"part": "", "mal": "", "vy": "tabell"}, headers={"HX-Request": "true"}
    )
    assert answer.headers["HX-Push-Url"] == "/nara-vard/portfolj/?vy=tabell"
    history = logged_in(alva).get(
        reverse("portfolio", args=[programme.slug]), headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}
    )
    assert "<html" in history.content.decode()


def test_empty_and_no_hits(page, programme, bo):
    add = reverse("initiative_add", args=[programme.slug])
    assert "Inga arbeten i portföljen än." in page()
    assert page().count(add) == 1
    assert page(fas="paused").count(add) == 1
    assert add not in page(user=bo)
    InitiativeFactory(programme=programme)
    assert "Inget arbete passar filtren." in page(fas="paused")
    assert "Visa alla" in page(fas="paused")


def test_an_idea_just_entered_is_not_lost(page, programme):
    InitiativeFactory(programme=programme, title="Bara en idé", phase=Phase.IDEA)

    assert "1 idé eller förslag väntar." in text_of(page())
    assert "?fas=waiting" in page()
    assert "Bara en idé" in page(fas="all")


def test_another_programme_is_not_there(programme, carin, logged_in, client):
    url = reverse("portfolio", args=[programme.slug])

    assert logged_in(carin).get(url).status_code == 404
    assert client.get(url).status_code == 302


def test_what_people_write_is_shown_as_they_wrote_it(page, programme):
    InitiativeFactory(programme=programme, title="<b>Fet</b> & söt")

    assert "&lt;b&gt;Fet&lt;/b&gt; &amp; söt" in page()


def test_an_initiative_cannot_hide_behind_a_page(programme):
    from django.urls import resolve

    taken = [word for word in RESERVED_SLUGS if resolve(f"/{programme.slug}/portfolj/{word}/").url_name == "initiative"]
    assert taken == []
    from fardplan.portfolio.urls import urlpatterns

    words = {str(pattern.pattern).split("/")[0] for pattern in urlpatterns} - {"", "<slug:slug>"}
    assert words == RESERVED_SLUGS - {"flera"}  # the page of several rows is another room's


def fill(programme, many, parties, goals):
    rows = [InitiativeFactory(programme=programme, is_county_wide=number % 4 == 0) for number in range(many)]
    for number, row in enumerate(rows):
        row.parties.set(parties[number % 2 :])
        row.goal_links.bulk_create(row.goal_links.model(initiative=row, goal=goal) for goal in goals[number % 3 :])


@pytest.mark.parametrize("way", ["kort", "tabell", "matris"])
def test_queries_do_not_grow(way, programme, ekby, abyfors, goals, alva, logged_in, django_assert_num_queries):
    BenefitObjectFactory(programme=programme)
    TargetGroupFactory(programme=programme)
    GoalFactory(programme=programme, number=4)
    client = logged_in(alva)
    url = reverse("portfolio", args=[programme.slug]) + f"?vy={way}"
    for many in (3, 297):
        fill(programme, many, [ekby, abyfors], goals)
        # session, user, programme, authority; four lists to filter by; initiatives, goals, parties, partners
        with django_assert_num_queries(13):
            assert client.get(url).status_code == 200
