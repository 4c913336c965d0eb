"""A pilot is over; its final report proposes that the method spreads; each party answers for itself; the report of the year tells it."""

import datetime

import pytest
from django.urls import reverse

from fardplan.accounts.permissions import Role
from fardplan.governance import services as governance
from fardplan.governance.models import Matter, PartyDecision
from fardplan.kit.timing import Timing
from fardplan.parties.access import authority_of
from fardplan.spread.models import Adoption
from fardplan.spread.queries import matrix
from fardplan.spread.waiting import waiting_for
from fardplan.workflows import spreading
from tests.factories import (
    AdoptionFactory,
    ForumFactory,
    MembershipFactory,
    OrganisationFactory,
    PartyFactory,
    UserFactory,
    WorkingMethodFactory,
)
from tests.pages import send, told

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2024, 2, 2)
YES, NO = "agreed", "not_agreed"


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
def method(programme, parties):
    """Alby has it since its pilot; the others do not."""
    row = WorkingMethodFactory(programme=programme, slug="team", name="Mobilt team")
    AdoptionFactory(programme=programme, method=row, party=parties[0], phase="introduced", began="2023-01-01")
    return row


@pytest.fixture
def proposal(method, parties):
    return spreading.propose(
        by="load", method=method, title="Teamet sprids", asked="Teamet införs.", parties=parties[1:], phase="introduced", forum=ForumFactory(programme=method.programme)
    )  # fmt: skip


@pytest.fixture
def decision(proposal):
    return governance.enter_decision(
        by="load",
        programme=proposal.programme,
        title="Teamet sprids",
        today=TODAY,
        matter=proposal.matter,
        time=Timing.parse("1 februari 2024"),
    )


def coordinator(programme, party):
    user = UserFactory()
    MembershipFactory(user=user, programme=programme, role=Role.COORDINATOR, party=party)
    return user


def phases(method):
    return {row.party.slug: (row.phase, row.began_words) for row in Adoption.objects.filter(method=method, decision__isnull=False)}


def test_proposed_from_the_methods_page_to_those_who_lack_it(programme, method, parties, alva, logged_in):
    client = logged_in(alva)
    url = reverse("spread_method_propose", args=[programme.slug, method.slug])
    assert [party.name for party in client.get(url).context["form"].initial["parties"]] == ["Lindnäs", "Åby", "Örby"]
    answer = send(
        client, url, title="Teamet sprids", asked="Teamet införs.", phase="introduced", parties=[party.pk for party in parties[1:3]]
    )
    matter = Matter.objects.get()
    assert answer.headers["Location"] == reverse("matter", args=[programme.slug, matter.slug])
    assert (matter.kind, set(matter.parties.all())) == ("spread", set(parties[1:3]))
    assert matter.proposal.asked == "Teamet införs."
    assert matter.spread_proposal.method == method


def test_each_answers_for_itself_with_a_day_of_its_own(programme, method, parties, proposal, decision, logged_in):
    for party, values in (
        (parties[1], {"outcome": YES, "began": "HT 2024"}),
        (parties[2], {"outcome": NO, "words": "Avstånden är för långa"}),
    ):
        client = logged_in(coordinator(programme, party))
        url = reverse("spread_proposal_answer", args=[programme.slug, proposal.slug, party.slug])
        assert url in client.get(reverse("spread_method", args=[programme.slug, method.slug])).content.decode()
        assert send(client, url, decided_date="2024-02-01", **values).status_code == 302
    assert phases(method) == {parties[1].slug: ("introduced", "HT 2024")}
    said = {row.party: (row.outcome, row.words) for row in PartyDecision.objects.filter(decision=decision)}
    assert said == {parties[1]: (YES, ""), parties[2]: (NO, "Avstånden är för långa")}
    # Nothing before the day, and then it stands on the map.
    assert matrix(programme, on=datetime.date(2024, 12, 30)).rows[0].introduced == 1
    assert matrix(programme, on=datetime.date(2024, 12, 31)).rows[0].introduced == 2


def test_bad_input_is_told_with_nothing_lost(programme, method, parties, proposal, decision, logged_in):
    client = logged_in(coordinator(programme, parties[1]))
    url = reverse("spread_proposal_answer", args=[programme.slug, proposal.slug, parties[1].slug])
    answer = send(client, url, outcome=YES, words="Vi vill")
    assert answer.status_code == 422
    assert "Skriv när ni börjar." in " ".join(told(answer))
    assert "Vi vill" in answer.content.decode()
    assert "Skriv varför inte." in " ".join(told(send(client, url, outcome=NO)))
    # A phase of the party's own begins the same day: the answer is refused whole.
    AdoptionFactory(programme=programme, method=method, party=parties[1], began="2024-05-01")
    refused = send(client, url, outcome=YES, began="1 maj 2024", words="")
    assert refused.status_code == 422
    assert "samtidigt" in " ".join(told(refused))
    assert not PartyDecision.objects.exists()


def test_not_before_it_is_decided_and_not_by_who_is_not_asked(programme, method, parties, proposal, logged_in):
    client = logged_in(coordinator(programme, parties[1]))
    url = reverse("spread_proposal_answer", args=[programme.slug, proposal.slug, parties[1].slug])
    answer = send(client, url, outcome=YES, began="2024")
    assert "inte beslutat än" in " ".join(told(answer))
    governance.enter_decision(by="load", programme=programme, title="Teamet sprids", today=TODAY, matter=proposal.matter)
    alby = logged_in(coordinator(programme, parties[0]))
    answer = send(alby, reverse("spread_proposal_answer", args=[programme.slug, proposal.slug, parties[0].slug]), outcome=YES, began="2024")
    assert "Alby är inte tillfrågad" in " ".join(told(answer))


def test_answered_again_the_period_follows(method, parties, proposal, decision):
    def say(outcome, began=None, words=""):
        spreading.answer(
            proposal, party=parties[1], by="load", today=TODAY, outcome=outcome, began=began and Timing.parse(began), words=words
        )

    say(YES, "2024-09-01")
    say(YES, "2024-10-01")
    assert phases(method) == {parties[1].slug: ("introduced", "2024-10-01")}
    say(NO, words="Pengarna tog slut")
    assert phases(method) == {}
    say(YES, "2025")
    # In closed minutes the answer stands, but the day may still be said otherwise.
    governance.close_decision(decision, by="load", at=datetime.datetime(2024, 3, 1, tzinfo=datetime.UTC))
    say(YES, "VT 2025")
    assert phases(method) == {parties[1].slug: ("introduced", "VT 2025")}
    with pytest.raises(governance.HasAnswered):
        say(NO, words="Ångrar oss")


def test_a_yes_without_a_day_waits_for_one(programme, parties, proposal, decision):
    governance.answer(decision, party=parties[1], by="load", today=TODAY, outcome=YES)
    governance.answer(decision, party=parties[2], by="load", today=TODAY, outcome=NO, words="Nej")
    waits = {
        party.name: [row.kind for row in waiting_for(authority_of(coordinator(programme, party), programme, on=TODAY), today=TODAY)]
        for party in parties[1:3]
    }
    assert waits == {"Lindnäs": ["adoption_begin"], "Åby": []}
    spreading.answer(proposal, party=parties[1], by="load", today=TODAY, outcome=YES, began=Timing.parse("2025"))
    assert waiting_for(authority_of(coordinator(programme, parties[1]), programme, on=TODAY), today=TODAY) == []
