"""A matter asks all parties, or those it names: whoever is not asked is not waited for."""

import datetime

import pytest
from django.urls import reverse

from fardplan.accounts.permissions import Role
from fardplan.governance import services
from fardplan.governance.asking import HasSpoken, NotAsked, among, is_asked
from fardplan.governance.models import AgendaItem, Matter, PartyDecision, RouteStep
from fardplan.governance.packs import compose
from fardplan.governance.queries import answers_of, decision_rows
from fardplan.governance.rules import DecisionRule, Standing
from fardplan.governance.waiting import waiting_for
from fardplan.parties.access import authority_of
from tests.factories import (
    AgendaItemFactory,
    DecisionFactory,
    ForumFactory,
    MatterFactory,
    MeetingFactory,
    MembershipFactory,
    OrganisationFactory,
    PartyFactory,
    UserFactory,
)
from tests.pages import send, told

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2024, 2, 2)
YES, NO = PartyDecision.Outcome.AGREED, PartyDecision.Outcome.NOT_AGREED


@pytest.fixture
def programme(programme):
    programme.shown_as_of = TODAY
    programme.save()
    return programme


@pytest.fixture
def parties(programme):
    names = ("Alby", "Lindnäs", "Åby", "Örby")
    return [PartyFactory(programme=programme, organisation=OrganisationFactory(name=name, short_name=name)) for name in names]


@pytest.fixture
def matter(programme, parties):
    """Asks Alby and Åby."""
    row = MatterFactory(programme=programme, slug="hemmonitorering", title="Hemmonitorering")
    row.parties.set([parties[0], parties[2]])
    return row


@pytest.fixture
def decision(programme, matter):
    forum = ForumFactory(programme=programme, decision_rule=DecisionRule.ALL)
    return DecisionFactory(programme=programme, matter=matter, forum=forum, slug="infors", title="Införs")


def words_of(answer):
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


@pytest.mark.parametrize(("party", "keys", "asked"), [(1, (), True), (1, None, True), (1, {1, 2}, True), (3, {1, 2}, False)])
def test_none_named_is_all(party, keys, asked):
    assert is_asked(party, keys) is asked


def test_it_stands_when_those_who_are_asked_have_agreed(programme, parties, decision):
    services.answer(decision, party=parties[0], by="load", today=TODAY, outcome=YES)
    assert decision_rows(programme, parties=parties)[0].standing == Standing.WAITS
    assert decision_rows(programme, parties=parties)[0].waits_for == ["Åby"]
    services.answer(decision, party=parties[2], by="load", today=TODAY, outcome=YES)
    row = decision_rows(programme, parties=parties)[0]
    assert (row.standing, [answer.name for answer in row.answers]) == (Standing.STANDS, ["Alby", "Åby"])
    # The same answers, when all four are asked, leave it waiting.
    decision.matter.parties.clear()
    assert decision_rows(programme, parties=parties)[0].standing == Standing.WAITS


def test_asking_only_some_costs_one_query_more(programme, parties, decision, django_assert_num_queries):
    with django_assert_num_queries(2):
        decision_rows(programme, parties=parties)
    decision.matter.parties.clear()
    with django_assert_num_queries(1):
        decision_rows(programme, parties=parties)


def test_another_party_does_not_answer_nor_handle(parties, matter, decision):
    with pytest.raises(NotAsked):
        services.answer(decision, party=parties[1], by="load", today=TODAY, outcome=YES)
    with pytest.raises(NotAsked):
        services.handle(matter, party=parties[1], by="load", body="Nämnden")
    with pytest.raises(NotAsked):
        services.set_outcomes(decision, by="load", outcomes=[{"party": parties[3], "outcome": YES}])
    assert not PartyDecision.objects.exists()


def test_the_post_of_another_party_is_refused_with_its_words_kept(programme, parties, decision, logged_in):
    user = UserFactory()
    MembershipFactory(user=user, programme=programme, role=Role.COORDINATOR, party=parties[1])
    client = logged_in(user)
    answer = send(
        client, reverse("decision_answer", args=[programme.slug, decision.slug, parties[1].slug]), outcome=NO, words="Vi vill inte"
    )
    assert answer.status_code == 422
    assert "Lindnäs är inte tillfrågad i det här ärendet." in " ".join(told(answer))
    assert "Vi vill inte" in words_of(answer)


def test_whoever_has_answered_stays_asked(parties, matter, decision):
    services.answer(decision, party=parties[0], by="load", today=TODAY, outcome=YES)
    services.handle(matter, party=parties[2], by="load", body="Nämnden")
    with pytest.raises(HasSpoken, match="Alby, Åby"):
        services.edit_matter(matter, by="load", parties=[parties[3]])
    services.edit_matter(matter, by="load", parties=[parties[0], parties[2], parties[3]])
    assert matter.parties.count() == 3
    services.edit_matter(matter, by="load", parties=[])
    assert not matter.parties.exists()


def test_only_those_who_are_asked_are_waited_for(programme, parties, matter, decision):
    RouteStep.objects.create(matter=matter, role=RouteStep.Role.PARTIES)
    services.answer(decision, party=parties[2], by="load", today=TODAY, outcome=YES)
    waits = {}
    for party in parties[:2]:
        user = UserFactory()
        MembershipFactory(user=user, programme=programme, role=Role.COORDINATOR, party=party)
        waits[party.name] = {row.kind for row in waiting_for(authority_of(user, programme, on=TODAY), today=TODAY)}
    assert waits == {"Alby": {"party_papers", "decision_answer"}, "Lindnäs": set()}
    assert [row.title for row in answers_of(parties[1])] == []
    assert [row.title for row in answers_of(parties[0])] == ["Införs"]


def test_the_pages_show_those_who_are_asked(programme, parties, matter, decision, alva, logged_in):
    client = logged_in(alva)
    services.set_route(matter, by="load", route=[{"role": "parties"}])
    services.answer(decision, party=parties[0], by="load", today=TODAY, outcome=YES)
    page = words_of(client.get(reverse("matter", args=[programme.slug, matter.slug])))
    assert "1 av 2 har svarat" in page
    assert "Alby och Åby" in page
    assert "Lindnäs" not in page
    listed = words_of(client.get(reverse("matters", args=[programme.slug])))
    assert "1 av 2 har svarat" in listed
    assert "Lindnäs" not in words_of(client.get(reverse("decision", args=[programme.slug, decision.slug])))
    form = client.get(reverse("decision_edit", args=[programme.slug, decision.slug]))
    assert f"party_{parties[0].pk}" in form.context["form"].fields
    assert f"party_{parties[1].pk}" not in form.context["form"].fields


def test_said_on_the_matters_form(programme, parties, alva, logged_in):
    client = logged_in(alva)
    send(
        client,
        reverse("matter_add", args=[programme.slug]),
        title="Digitalt väntrum",
        kind="spread",
        parties=[parties[1].pk, parties[3].pk],
    )
    matter = Matter.objects.get()
    assert set(matter.parties.all()) == {parties[1], parties[3]}
    send(client, reverse("matter_edit", args=[programme.slug, matter.slug]), parties=[parties[1].pk])
    assert matter.parties.get() == parties[1]


def test_a_party_that_left_is_not_waited_for_and_never_becomes_all(programme, parties, matter, decision):
    assert among([parties[1], parties[3]], {parties[0].pk, parties[2].pk}) == []
    row = decision_rows(programme, parties=[parties[1], parties[3]])[0]
    assert (row.standing, row.waits_for) == (Standing.WAITS, [])


def test_the_pack_names_those_who_are_asked(programme, parties, matter, decision):
    services.answer(decision, party=parties[0], by="load", today=TODAY, outcome=YES)
    meeting = MeetingFactory(programme=programme, forum=decision.forum)
    AgendaItemFactory(meeting=meeting, matter=matter, kind=AgendaItem.Kind.DECISION)
    told = str(compose(meeting, on=datetime.date(2030, 1, 1)))
    assert "Tillfrågade: Alby, Åby." in told
    assert "'party': 'Alby'" in told
    assert "'party': 'Lindnäs'" not in told
