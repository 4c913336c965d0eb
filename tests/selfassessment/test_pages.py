"""The pages of rounds and instruments: what each reader sees, and what the lists cost."""

import datetime

import pytest

from fardplan.selfassessment import rounds
from fardplan.selfassessment.models import Instrument, Release, Round
from tests.factories import AssessmentFactory, RoundFactory
from tests.selfassessment.conftest import TODAY, answered
from tests.selfassessment.test_answering import BASE, post


@pytest.fixture
def closed(year, olle):
    for slug, values in {"ekby-1": (4, 4, 2), "ekby-2": (0, 2, None), "ekby-3": (2, 2, 4), "lindnas-1": (1, 1, 1)}.items():
        answered(year, slug, values)
    return rounds.close_round(year, by=olle, on=TODAY)


def shown(client, url):
    page = client.get(url)
    assert page.status_code == 200
    return page.content.decode()


def test_the_party_sees_its_points_first_and_then_shows_them(logged_in, closed, ek, lind, olle, parties):
    url = f"{BASE}/ar-2024/part/ekby/"
    own = shown(logged_in(ek), url)
    assert "63" in own  # 62.5 points for the first goal
    assert "Ekby 1" in own
    assert "Styrka" in own
    for user in (lind, olle):
        assert "har inte visat sitt resultat" in shown(logged_in(user), url)
        assert ">63<" not in shown(logged_in(user), f"{BASE}/ar-2024/")
    assert logged_in(lind).post(f"{url}visa/").status_code == 403
    assert logged_in(olle).post(f"{url}visa/").status_code == 403
    assert post(logged_in(ek), f"{url}visa/").status_code == 302
    others = shown(logged_in(lind), url)
    assert "63" in others
    assert "Enhet för enhet" not in others  # who is who stays with the party
    assert "<svg" in others
    assert ">63<" in shown(logged_in(olle), f"{BASE}/ar-2024/")
    assert post(logged_in(ek), f"{url}ta-tillbaka/").status_code == 302
    assert "har inte visat sitt resultat" in shown(logged_in(lind), url)


def test_small_groups_are_words_and_not_figures(logged_in, closed, ek):
    closed.assessments.update(people=1)
    page = shown(logged_in(ek), f"{BASE}/ar-2024/part/ekby/")
    assert "för få" in page
    assert ">63<" not in page


def test_a_round_from_instrument_to_open(logged_in, olle, programme, goals, units):
    client = logged_in(olle)
    assert "Det finns inget instrument" in shown(client, f"{BASE}/instrument/")
    scale = "0 Nej\n1 Delvis\n2 Ja"
    made = post(client, f"{BASE}/instrument/ny/", title="Egen skattning", scale="Nej", strength_from="70", challenge_below="50")
    assert made.status_code == 422
    post(client, f"{BASE}/instrument/ny/", title="Egen skattning", scale=scale, strength_from="70", challenge_below="50")
    row = Instrument.objects.get()
    assert [step.label for step in row.steps] == ["Nej", "Delvis", "Ja"]
    post(client, f"{BASE}/instrument/{row.slug}/pastaende/", goal=goals[0].pk, text="Vi möts i tid.", weight="2")
    assert "Vi möts i tid." in shown(client, f"{BASE}/instrument/{row.slug}/")
    post(
        client,
        f"{BASE}/instrument/{row.slug}/redigera/",
        title="Egen skattning",
        scale="1 Nej\n2 Ja",
        strength_from="60",
        challenge_below="40",
    )
    assert shown(client, f"{BASE}/instrument/{row.slug}/").count("<dt>") == 2
    asked = post(client, f"{BASE}/ny/", title="Skattning 2025", instrument=row.pk, period="2025", minimum="6")
    assert asked.url == f"{BASE}/skattning-2025/enheter/"
    post(client, asked.url, units=[units["ekby-1"].pk])
    assert post(client, f"{BASE}/skattning-2025/oppna/", last_day="2024-12-01").status_code == 302
    made = Round.objects.get()
    assert (made.is_open, made.minimum, made.period) == (True, 6, "2025")
    assert post(client, f"{BASE}/skattning-2025/redigera/", title="S", instrument=row.pk, period="2025", minimum="5").status_code == 422
    assert post(client, f"{BASE}/skattning-2025/stang/").status_code == 302
    assert post(client, f"{BASE}/skattning-2025/oppna-igen/", last_day="2024-12-24").status_code == 302
    assert client.get(f"{BASE}/instrument/{row.slug}/ny-version/").status_code == 200
    assert post(client, f"{BASE}/instrument/{row.slug}/ny-version/").status_code == 302
    second = Instrument.objects.get(number=2)
    assert client.post(f"{BASE}/instrument/{second.slug}/ta-bort/").status_code == 302
    assert client.post(f"{BASE}/instrument/{row.slug}/ta-bort/").status_code == 422


def test_a_unit_that_has_ended_is_not_asked_and_one_that_was_asked_stays(logged_in, year, olle, units):
    for slug in ("ekby-1", "ekby-2"):
        units[slug].until_date = datetime.date(2024, 1, 1)
        units[slug].save()
    year.assessments.filter(unit=units["ekby-2"]).delete()
    page = shown(logged_in(olle), f"{BASE}/ar-2024/enheter/")
    assert "Ekby 1" in page
    assert "Ekby 2" not in page


def test_a_round_that_has_not_opened_can_be_taken_away(logged_in, olle, programme, instrument):
    row = RoundFactory(programme=programme, instrument=instrument, state="preparing", slug="fel", opened_date=None)
    AssessmentFactory(round=row)
    assert logged_in(olle).post(f"{BASE}/fel/ta-bort/").status_code == 302
    assert not Round.objects.exists()


def test_a_unit_that_has_moved_is_moved_from_the_page(logged_in, year, olle, parties, units):
    unit = units["ekby-1"]
    unit.organisation = parties["Lindnäs"].organisation
    unit.save()
    assert "hör till Lindnäs nu" in shown(logged_in(olle), f"{BASE}/ar-2024/part/ekby/")
    assert post(logged_in(olle), f"{BASE}/svar/2024-ekby-1/flytta/").status_code == 302
    assert year.assessments.get(unit=unit).party == parties["Lindnäs"]


def test_pages_ask_as_many_questions_however_many_units(
    logged_in, closed, ek, parties, instrument, django_assert_max_num_queries, django_assert_num_queries
):
    before = RoundFactory(programme=closed.programme, instrument=instrument, period="2023", state="closed", slug="ar-2023")
    for number in range(20):
        AssessmentFactory(round=before, party=parties["Ekby"], unit__slug=f"mer-{number}", slug=f"mer-{number}")
        answered(before, f"mer-{number}", (number % 5, 2, 3))
    for party in parties.values():
        Release.objects.create(round=closed, party=party, released_date=datetime.date(2024, 11, 1))
    client = logged_in(ek)
    for path in ("", "ar-2024/", "ar-2024/part/ekby/", "instrument/", f"instrument/{instrument.slug}/", "svar/2024-ekby-1/"):
        client.get(f"{BASE}/{path}")
        with django_assert_max_num_queries(20):
            assert client.get(f"{BASE}/{path}").status_code == 200
