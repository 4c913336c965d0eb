"""Decisions, and what each party says of them."""

import datetime

import pytest
from django.db.models import ProtectedError
from django.urls import reverse

from fardplan.audit.models import Event
from fardplan.governance import services
from fardplan.governance.models import Decision, Matter, PartyDecision
from tests.factories import (
    BudgetFactory,
    DecisionFactory,
    ForumFactory,
    InitiativeFactory,
    MatterFactory,
    OrganisationFactory,
    PartyFactory,
)
from tests.pages import hidden, send, shown_values, told

pytestmark = pytest.mark.django_db

AGREED, ADDED, REFUSED = PartyDecision.Outcome.AGREED, PartyDecision.Outcome.AGREED_WITH_ADDITION, PartyDecision.Outcome.NOT_AGREED


def party(programme, name, **values):
    return PartyFactory(programme=programme, organisation=OrganisationFactory(name=f"{name} kommun", short_name=name), **values)


@pytest.fixture
def parties(programme):
    return [party(programme, name) for name in ("Alby", "Lindnäs", "Åby", "Örby")]


@pytest.fixture
def decision(programme, parties):
    row = DecisionFactory(programme=programme, slug="planen", title="Planen gäller", forum=ForumFactory(programme=programme))
    outcomes = [
        {"party": parties[0], "outcome": AGREED, "decided_date": datetime.date(2024, 1, 9)},
        {"party": parties[1], "outcome": ADDED, "words": "Skolan ska med"},
        {"party": parties[3], "outcome": REFUSED, "words": "Pengarna räcker inte"},
    ]
    services.edit_decision(row, by="load", outcomes=outcomes)
    row.refresh_from_db()
    return row


def words_of(answer):
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def test_written_down_with_answers(programme, parties, alva, logged_in):
    client, initiative = logged_in(alva), InitiativeFactory(programme=programme)

    answer = send(
        client,
        reverse("decision_add", args=[programme.slug]),
        title="Planen gäller",
        kind="decides",
        forum=ForumFactory(programme=programme).pk,
        time="15 oktober 2023",
        initiative=initiative.pk,
        **{
            f"party_{parties[0].pk}": "agreed",
            f"party_{parties[0].pk}_date": "2023-10-15",
            f"party_{parties[1].pk}": "not_agreed",
            f"party_{parties[1].pk}_words": "Nej tack",
        },
    )

    row = Decision.objects.get()
    assert answer.headers["Location"] == reverse("decision", args=[programme.slug, row.slug])
    assert row.matter.initiative == initiative
    assert sorted(row.party_decisions.values_list("outcome", "decided_date")) == [
        ("agreed", datetime.date(2023, 10, 15)),
        ("not_agreed", None),
    ]
    assert Event.objects.filter(entry__what__startswith="POST /nara-vard/beslut/nytt/").count() == 4


def test_the_list_and_the_page(programme, decision, bo, logged_in):
    client = logged_in(bo)
    text = words_of(client.get(reverse("decisions", args=[programme.slug])))

    assert 'aria-label="Alby Bifaller, Lindnäs Bifaller med tillägg, Åby har inte svarat, Örby Avslår"' in text
    for words in ("2 av 4", "Nej från Örby.", "Väntar på Åby."):
        assert words in text
    page = words_of(client.get(reverse("decision", args=[programme.slug, decision.slug])))
    for words in ("2024-01-09", "Skolan ska med", "Pengarna räcker inte", "ej aktuellt", "uppgift saknas"):
        assert words in page
    assert "redigera" not in text + page


def test_who_left_has_still_answered(programme, parties, decision, alva, logged_in):
    left = party(programme, "Bortby", until_date=datetime.date(2020, 1, 1))
    services.edit_decision(
        decision,
        by="load",
        outcomes=[
            {"party": left, "outcome": AGREED},
            *({"party": row.party, "outcome": row.outcome} for row in decision.party_decisions.all()),
        ],
    )
    client, edit = logged_in(alva), reverse("decision_edit", args=[programme.slug, decision.slug])

    assert "Alby Bifaller, Bortby Bifaller, Lindnäs" in words_of(client.get(reverse("decisions", args=[programme.slug])))
    assert send(client, edit, title="Planen gäller nu").status_code == 302
    assert decision.party_decisions.count() == 4, "its answer is not lost when something else is changed"


def test_sent_as_it_was_shown_it_changes_nothing(programme, decision, alva, logged_in):
    before = Event.objects.count()

    assert send(logged_in(alva), reverse("decision_edit", args=[programme.slug, decision.slug])).status_code == 302

    assert Event.objects.count() == before


def test_two_editors_when_only_an_answer_changed(programme, parties, decision, alva, logged_in):
    mine, theirs = logged_in(alva), logged_in(alva)
    url, name = reverse("decision_edit", args=[programme.slug, decision.slug]), f"party_{parties[2].pk}"
    my_form = mine.get(url)
    send(theirs, url, **{name: "agreed", f"{name}_words": "Med glädje"})

    answer = mine.post(url, {**shown_values(my_form), **hidden(my_form), name: "not_agreed", f"{name}_words": "Tyvärr"})

    assert answer.status_code == 409
    clashes = {row.label: (row.stored, row.yours) for row in answer.context["form"].conflict.rows}
    assert clashes["Åby"] == ("Bifaller", "Avslår")
    assert clashes["Med egna ord, Åby"] == ("Med glädje", "Tyvärr")
    assert PartyDecision.objects.get(party=parties[2]).outcome == AGREED
    assert mine.post(url, {**shown_values(my_form), **hidden(answer), name: "not_agreed", f"{name}_words": "Tyvärr"}).status_code == 302
    assert PartyDecision.objects.get(party=parties[2]).outcome == REFUSED


def test_an_answer_can_be_taken_back(programme, parties, decision, alva, logged_in):
    name = f"party_{parties[3].pk}"

    send(logged_in(alva), reverse("decision_edit", args=[programme.slug, decision.slug]), **{name: "", f"{name}_words": ""})

    assert not PartyDecision.objects.filter(party=parties[3]).exists()
    assert Event.objects.filter(verb="removed", model="governance.PartyDecision").exists()


@pytest.mark.parametrize(
    "values, said",
    [
        ({"title": ""}, "Beslut: Det här behöver fyllas i."),
        ({"kind": ""}, "Slag: Välj något."),
        ({"time": "HT 2o23"}, "När: ”HT 2o23” går inte att läsa som tid"),
        ({"answered_words": "Gärna"}, "Alby: Ange vad parten svarade."),
        ({"answered_date": "30 feb 2024"}, "Dag, Alby: ”30 feb 2024” är ingen dag i kalendern."),
        (
            {"matter": "known", "initiative": "any"},
            "Gäller utvecklingsarbetet: Välj ett ärende, eller vad ett eget ärende gäller: inte båda.",
        ),
    ],
)
def test_a_decision_that_cannot_be(programme, parties, alva, logged_in, values, said):
    rows = {"known": MatterFactory(programme=programme).pk, "any": InitiativeFactory(programme=programme).pk}
    sent = {name.replace("answered", f"party_{parties[0].pk}"): rows.get(value, value) for name, value in values.items()}

    answer = send(logged_in(alva), reverse("decision_add", args=[programme.slug]), **{"title": "Beslutet", "kind": "decides", **sent})

    assert answer.status_code == 422
    assert said in " ".join(told(answer))
    assert not Decision.objects.exists()


def test_sent_twice_makes_one(programme, alva, logged_in):
    client, url = logged_in(alva), reverse("decision_add", args=[programme.slug])
    form = {**hidden(client.get(url)), "title": "Ett beslut", "kind": "decides"}

    first, second = client.post(url, form), client.post(url, form)

    assert first.headers["Location"] == second.headers["Location"]
    assert (Decision.objects.count(), Matter.objects.count()) == (1, 1)


def test_several_in_one_matter(programme, decision, alva, logged_in):
    client = logged_in(alva)
    send(client, reverse("decision_add", args=[programme.slug]), title="Planen ändras", kind="decides", matter=decision.matter.pk)

    page = words_of(client.get(reverse("decision", args=[programme.slug, decision.slug])))

    assert Matter.objects.count() == 1
    assert "Andra beslut i ärendet" in page
    assert "Planen ändras" in page


def test_a_title_that_is_a_word_of_the_address(programme, alva, logged_in):
    send(logged_in(alva), reverse("decision_add", args=[programme.slug]), title="Nytt", kind="decides")

    assert Decision.objects.get().slug == "beslut-nytt"


def test_strangers_and_readers(programme, decision, bo, carin, logged_in):
    urls = [reverse("decision_add", args=[programme.slug])]
    urls += [reverse(f"decision_{verb}", args=[programme.slug, decision.slug]) for verb in ("edit", "remove")]
    for url in urls:
        assert logged_in(bo).get(url).status_code == logged_in(bo).post(url).status_code == 403
        assert logged_in(carin).get(url).status_code == 404
    assert logged_in(carin).get(reverse("decision", args=[programme.slug, decision.slug])).status_code == 404


def test_taken_away_with_its_answers_and_its_empty_matter(programme, decision, alva, logged_in):
    answer = logged_in(alva).post(reverse("decision_remove", args=[programme.slug, decision.slug]))

    assert answer.headers["Location"] == reverse("decisions", args=[programme.slug])
    assert not any(model.objects.exists() for model in (Decision, PartyDecision, Matter))


def test_a_decision_that_a_budget_rests_on_stays(programme, decision, alva, logged_in):
    BudgetFactory(programme=programme, decision=decision)

    with pytest.raises(ProtectedError):
        services.remove_decision(decision, by="load")
    assert logged_in(alva).post(reverse("decision_remove", args=[programme.slug, decision.slug])).status_code == 422
    assert decision.party_decisions.count() == 3, "nothing is taken away by halves"


def test_as_many_questions_however_many_there_are(programme, parties, alva, logged_in, django_assert_max_num_queries):
    client = logged_in(alva)
    for size in (3, 30):
        for _ in range(size):
            row = DecisionFactory(programme=programme, forum=ForumFactory(programme=programme))
            for each in parties:
                PartyDecision.objects.create(decision=row, party=each, outcome=AGREED)
        with django_assert_max_num_queries(11):
            client.get(reverse("decisions", args=[programme.slug]))
        with django_assert_max_num_queries(11):
            client.get(reverse("decision", args=[programme.slug, row.slug]))
