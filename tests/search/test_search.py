"""Search: found by words, narrowed, and never more than the page shows. The same on both databases."""

from datetime import date

import pytest
from django.urls import reverse

from fardplan.accounts.permissions import Role
from fardplan.audit import writes
from fardplan.goals.models import Goal
from fardplan.portfolio.models import DialogueNote, Initiative
from fardplan.search import index, queries, services
from fardplan.search.kinds import KINDS
from fardplan.search.models import Indexed, KeptPage
from fardplan.status.models import Friction
from tests.factories import MembershipFactory, PartyFactory, UserFactory

TODAY = date(2026, 6, 1)


def add_goal(programme, by, title, number=1, **more):
    return writes.create(Goal, by=by, programme=programme, slug=f"mal-{number}", number=number, title=title, **more)


def add_work(programme, by, title, slug, **more):
    return writes.create(Initiative, by=by, programme=programme, slug=slug, title=title, **more)


def found(user, words, **narrow):
    question = queries.Question(words, **narrow)
    keys = queries.find(question, user, on=TODAY).keys
    return [hit.title for hit in queries.hits(keys, user, on=TODAY)]


@pytest.fixture
def work(programme, alva):
    return add_work(programme, alva, "Demensarbete i samverkan", "demens", description="Ett arbetssätt för hemmet och vårdcentralen")


@pytest.mark.parametrize(
    "words",
    ["demens", "demensarbete", "Demensarbetet", "arbete", "samverkan", "SAMVERK", "demens samverkan", "vårdcentral", "hemmets", "dém"],
)
def test_found_by(work, bo, words):
    assert found(bo, words) == ["Demensarbete i samverkan"]


@pytest.mark.parametrize(
    "words", ["stroke", "demens stroke", "mensar", "vardcentral", "'; --", "ord:*", '"', "*", "()", "x:y & !z", "NEAR(x y)"]
)
def test_not_found_by(work, bo, words):
    assert found(bo, words) == []


def test_a_heading_comes_before_a_text_and_a_word_before_a_part(programme, alva, bo):
    add_work(programme, alva, "Något annat", "tre", description="Om rehabilitering")
    add_work(programme, alva, "Hemrehabilitering", "tva")
    add_work(programme, alva, "Rehabilitering", "ett")

    assert found(bo, "rehabilitering") == ["Rehabilitering", "Hemrehabilitering", "Något annat"]


def test_the_index_follows_every_write(programme, alva, bo, work):
    writes.create(DialogueNote, by=alva, initiative=work, held_date=TODAY, text="Apoteken ska vara med")
    assert found(bo, "apotek") == [work.title]

    changed = writes.change(work, by=alva, title="Kognitiv svikt")
    assert found(bo, "demensarbete") == []
    assert found(bo, "kognitiv") == ["Kognitiv svikt"]

    writes.remove(changed.dialogue_notes.get(), by=alva)
    assert found(bo, "apotek") == []
    writes.remove(changed, by=alva)
    assert found(bo, "kognitiv") == []
    assert not Indexed.objects.exists()


def test_what_is_taken_back_is_not_found(programme, alva, bo):
    with pytest.raises(ZeroDivisionError), writes.told_once():  # noqa: PT012  it is written, then taken back
        add_goal(programme, alva, "Trygg hemgång")
        raise ZeroDivisionError
    assert found(bo, "hemgång") == []


def test_a_new_name_of_an_organisation_reaches_its_parties(programme, alva, bo):
    party = PartyFactory(programme=programme)
    writes.change(party.organisation, by=alva, short_name="Nyköpingsberga")
    assert found(bo, "nyköpingsberga") == ["Nyköpingsberga"]


def test_nobody_finds_another_programmes_rows(work, carin, django_user_model):
    assert found(carin, "demens") == []
    assert found(UserFactory(), "demens") == []
    assert queries.find(queries.Question("demens"), carin, on=TODAY).kinds == []


def test_both_programmes_of_somebody_are_searched(programme, other_programme, alva, carin, work, bo):
    add_work(other_programme, carin, "Demensvård hos grannen", "demens")
    MembershipFactory(user=bo, programme=other_programme, role=Role.READER)

    assert set(found(bo, "demens")) == {"Demensarbete i samverkan", "Demensvård hos grannen"}
    assert found(bo, "demens", programme="granne") == ["Demensvård hos grannen"]
    assert found(alva, "demens") == ["Demensarbete i samverkan"]


def test_what_chafes_is_found_by_its_own_party_until_it_is_shared(programme, alva, bo):
    party = PartyFactory(programme=programme)
    own = UserFactory()
    MembershipFactory(user=own, programme=programme, role=Role.LOCAL_GROUP, party=party)
    row = writes.create(Friction, by=own, programme=programme, slug="skav", party=party, title="Hemgång på fredagar", entered_date=TODAY)
    assert found(own, "hemgång") == ["Hemgång på fredagar"]
    for other in (alva, bo):
        assert queries.find(queries.Question("hemgång"), other, on=TODAY) == queries.Found([], False, [])

    writes.change(row, by=own, shared_date=TODAY)
    assert found(bo, "hemgång") == ["Hemgång på fredagar"]


def test_narrowed_by_kind_and_state(programme, alva, bo, work):
    add_goal(programme, alva, "Demensvänligt län")
    goals, works = Goal._meta.label, Initiative._meta.label

    assert found(bo, "demens", kind=goals) == ["1. Demensvänligt län"]
    assert found(bo, "demens", kind=works) == [work.title]
    assert found(bo, "demens", kind=works, state=f"{works}:running") == []
    counted = queries.find(queries.Question("demens"), bo, on=TODAY).kinds
    assert sorted((label, n) for label, _name, n in counted) == [(goals, 1), (works, 1)]


@pytest.mark.parametrize(
    "params, question",
    [
        ({"q": " demens ", "slag": "goals.Goal"}, queries.Question("demens", kind="goals.Goal")),
        ({"q": "x", "slag": "audit.Event"}, queries.Question("x")),
        ({"q": "x", "lage": "plan.Activity:done"}, queries.Question("x", kind="plan.Activity", state="plan.Activity:done")),
        ({"q": "x", "lage": "plan.Activity:no"}, queries.Question("x")),
        ({"q": "x", "slag": "goals.Goal", "lage": "plan.Activity:done"}, queries.Question("x", kind="goals.Goal")),
        ({"q": "a\x00b" + "c" * 500}, queries.Question("ab" + "c" * 197)),
    ],
)
def test_a_question_read_from_an_address(params, question):
    assert queries.Question.from_params(params) == question


def test_the_index_is_made_anew(programme, alva, bo, work):
    KeptPage.objects.create(user=bo, page=Indexed.objects.get(), starred_at="2026-06-01T10:00+00:00")
    add_goal(programme, alva, "Trygg hemgång")
    index.rebuild()  # the people, whom the factories put there without a word to the index
    Goal.objects.update(title="Skrivet vid sidan om")
    Initiative.objects.filter(pk=work.pk).update(title="Även detta")
    assert len(index.differing()) == 2

    people = programme.memberships.count()
    assert index.rebuild() == 2 + people
    assert index.differing() == []
    assert found(bo, "hemgång") == []
    assert found(bo, "sidan") == ["1. Skrivet vid sidan om"]
    assert [hit.title for hit in queries.kept_pages(bo, on=TODAY, starred=True)] == ["Även detta"]


def test_every_kind_leads_somewhere_and_has_states_that_it_has():
    for kind in KINDS.values():
        assert kind.state == "" or kind.model._meta.get_field(kind.state)
        assert all(callable(text) or kind.model._meta.get_field(text) for text in (*kind.texts, *kind.codes))


# --- the page


def test_the_page_shows_hits_and_where_they_lead(logged_in, bo, work, django_assert_num_queries):
    client = logged_in(bo)
    client.get(reverse("search"))
    with django_assert_num_queries(6):
        answer = client.get(reverse("search"), {"q": "demens"})

    text = answer.content.decode()
    assert "1 träff" in text
    assert f'href="{reverse("initiative", args=["nara-vard", "demens"])}"' in text
    assert client.get(reverse("initiative", args=["nara-vard", "demens"])).status_code == 200


def test_as_many_questions_for_many_hits(logged_in, bo, alva, programme, django_assert_num_queries):
    for n in range(45):
        add_work(programme, alva, f"Demens {n}", f"demens-{n}")
    client = logged_in(bo)
    client.get(reverse("search"))
    with django_assert_num_queries(6):
        answer = client.get(reverse("search"), {"q": "demens", "sida": "2"})
    assert answer.context["found"].total == 45
    assert len(answer.context["hits"]) == 20


@pytest.mark.parametrize(
    "params", [{"q": "x" * 5000}, {"q": "\x00"}, {"q": "👩‍⚕️"}, {"q": "demens", "program": "granne"}, {"sida": "x", "q": "1"}]
)
def test_whatever_is_asked_there_is_an_answer(logged_in, bo, work, params):
    answer = logged_in(bo).get(reverse("search"), params)
    assert answer.status_code == 200
    assert answer.context["question"].programme == ""


def keep(client, done, page, **more):
    return client.post(reverse("search"), {"gor": done, "sida": page, **more})


def test_a_star_is_given_and_taken_and_is_ones_own(logged_in, bo, alva, work):
    client, page = logged_in(bo), reverse("initiative", args=["nara-vard", "demens"])
    assert "data-star" in client.get(page).content.decode()
    assert keep(client, "besok", page).json() == {"star": False}
    assert keep(client, "stjarna", page).url == page
    assert keep(client, "besok", page).json() == {"star": True}
    assert work.title in client.get(reverse("search")).content.decode()
    assert work.title not in logged_in(alva).get(reverse("search")).content.decode()

    assert keep(client, "ta-bort", page, tillbaka="sok").url == reverse("search")
    assert keep(client, "besok", page).json() == {"star": False}
    assert not KeptPage.objects.filter(starred_at__isnull=False).exists()


def test_pages_one_has_been_on_are_remembered_and_forgotten(logged_in, bo, alva, programme):
    client = logged_in(bo)
    for n in range(services.REMEMBERED + 3):
        add_work(programme, alva, f"Arbete nummer {n}", f"arbete-{n}")
        keep(client, "besok", reverse("initiative", args=["nara-vard", f"arbete-{n}"]))
    assert KeptPage.objects.count() == services.REMEMBERED
    assert f"Arbete nummer {services.REMEMBERED + 2}<" in client.get(reverse("search")).content.decode()

    keep(client, "glom", "")
    assert not KeptPage.objects.exists()


@pytest.mark.parametrize(
    "page", ["", "x", "/", "//annanstans.example/", "/nara-vard/portfolj/demens/", "/granne/", "/granne/mal/", "\x00", "/" * 900]
)
def test_a_page_that_is_not_there_is_neither_starred_nor_remembered(logged_in, carin, work, page):
    client = logged_in(carin)
    assert keep(client, "besok", page).url == reverse("search")
    assert keep(client, "stjarna", page).url == reverse("search")
    assert not KeptPage.objects.exists()


def test_nothing_is_kept_by_asking(logged_in, bo, work):
    client = logged_in(bo)
    client.get(reverse("initiative", args=["nara-vard", "demens"]))
    client.get(reverse("search"), {"gor": "stjarna", "sida": "/nara-vard/portfolj/demens/"})
    assert not KeptPage.objects.exists()
