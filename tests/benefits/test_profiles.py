"""Benefit profiles: told in five steps, confirmed by each party, settled; and what is refused."""

from datetime import date

import pytest
from django.urls import reverse

from fardplan.accounts.permissions import Role
from fardplan.audit.models import Event
from fardplan.benefits import services
from fardplan.benefits.models import BenefitPart, BenefitProfile, BenefitValue
from fardplan.benefits.queries import profiles as queries
from tests.factories import (
    BenefitFactory,
    BenefitPartFactory,
    BenefitValueFactory,
    GoalFactory,
    InitiativeFactory,
    MembershipFactory,
    OrganisationFactory,
    PartyFactory,
    UserFactory,
)
from tests.pages import hidden, send, shown_values, told

pytestmark = pytest.mark.django_db

CHAIN = {
    "activity": ["Utbildning"],
    "method": ["Team hem samma dag"],
    "outcome": ["Färre åker in"],
    "benefit": ["Färre besök"],
    "goal": ["Hemma"],
}


def party_of(programme, name, **more):
    organisation = OrganisationFactory(name=f"{name}s kommun", short_name=name)
    return PartyFactory(programme=programme, organisation=organisation, slug=name.lower(), **more)


@pytest.fixture
def ekby(programme):
    return party_of(programme, "Ekby")


@pytest.fixture
def granlund(programme):
    return party_of(programme, "Granlund")


@pytest.fixture
def manager(programme, ekby):
    user = UserFactory(username="disa")
    MembershipFactory(user=user, programme=programme, role=Role.LINE_MANAGER, party=ekby)
    return user


@pytest.fixture
def benefit(programme):
    return BenefitFactory(
        programme=programme,
        slug="farre-besok",
        title="Färre besök på akuten",
        change="Teamet åker hem",
        for_whom="Sköra äldre",
        goal=GoalFactory(programme=programme),
        kind="quality",
        measurement="Räknade besök",
        unit="besök",
        method="Räknas i journalen varje kvartal",
        frequency=3,
        first_date=date(2024, 1, 1),
        prerequisites="Läkare i teamet",
        chain=CHAIN,
    )


@pytest.fixture
def part(benefit, ekby):
    return BenefitPartFactory(profile=benefit, party=ekby, slug="farre-besok-ekby")


def url(name, programme, *args, **query):
    return reverse(name, args=[programme.slug, *args], query=query)


def text_of(answer):
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


# From the page to the row and back ──────────────────────────────────────────────────────────────────────────────────


def test_a_benefit_is_told_drawn_and_shown(programme, alva, logged_in):
    client = logged_in(alva)
    initiative = InitiativeFactory(programme=programme, title="Närvårdsteam")

    added = send(
        client,
        url("benefit_add", programme),
        title="Färre besök",
        initiative=initiative.pk,
        for_whom="Sköra äldre",
        cost="12 tkr",
        frequency="6",
    )
    row = BenefitProfile.objects.get()
    assert added.headers["Location"] == url("benefit", programme, row.slug)
    assert (row.cost, row.cost_absence, row.frequency, row.state) == (12_000, "", 6, "draft")

    chained = send(
        client, url("benefit_chain", programme, row.slug), activity="Utbilda\nÖva -> 1", method="Åka hem -> 2", outcome="En\nTvå"
    )
    assert chained.status_code == 302, told(chained)
    page = text_of(client.get(added.headers["Location"]))
    for words in (
        "Färre besök",
        "<svg",
        "Utbilda",
        "leder till ”Två”",
        "ingen har sagt",
        "saknas: vad som förändras, delmål eller nyttoobjekt",
        "12 000 kr",
    ):
        assert words in page
    assert Event.objects.filter(model="benefits.BenefitProfile", object_id=row.pk).count() == 2

    assert "Färre besök" in text_of(client.get(url("benefits", programme)))


@pytest.mark.parametrize(
    "written, said",
    [
        ({"activity": "Utbilda -> 3", "method": "Åka hem"}, "leder till nummer 3 i nästa led, där det finns 1"),
        ({"activity": "Utbilda -> två"}, "Efter pilen står nummer"),
        ({"activity": "-> 1"}, "ingen text före pilen"),
        ({"activity": "x" * 161}, "Högst 160 tecken"),
        ({"activity": "\n".join("abcdefg")}, "Högst 6 rutor"),
    ],
)
def test_a_chain_that_leads_nowhere_is_told_and_kept(programme, alva, logged_in, benefit, written, said):
    answer = send(logged_in(alva), url("benefit_chain", programme, benefit.slug), **written)

    assert answer.status_code == 422
    assert said in " ".join(told(answer)).replace("\u00a0", " ")
    assert written["activity"].splitlines()[0].replace(">", "&gt;") in answer.content.decode()
    assert benefit.chain.count() == 5


def test_reviewed_approved_measured_confirmed_settled(programme, alva, logged_in, benefit, ekby, manager):
    lead, line = logged_in(alva), logged_in(manager)
    refused = send(lead, url("benefit_approve", programme, benefit.slug), who="Förändringsägaren")
    assert "Låt någon som inte har skrivit den granska den först" in " ".join(told(refused))
    assert send(lead, url("benefit_review", programme, benefit.slug), who="Controllern").status_code == 302
    refused = send(lead, url("benefit_approve", programme, benefit.slug), who="Förändringsägaren")
    assert "Någon i linjen måste äga nyttan" in " ".join(told(refused))

    added = send(
        lead,
        url("benefit_part_add", programme, benefit.slug),
        party=ekby.pk,
        owner="Chef för hemtjänsten",
        baseline="100",
        baseline_date="2023-03-01",
        target="60",
    )
    assert added.status_code == 302, told(added)
    part = BenefitPart.objects.get()
    assert send(lead, url("benefit_approve", programme, benefit.slug), who="Förändringsägaren").status_code == 302

    assert send(lead, url("benefit_value_add", programme, part.slug), dated="2024-03-01", reported="75").status_code == 302
    value = BenefitValue.objects.get()
    refused = send(lead, url("benefit_settle", programme, benefit.slug), outcome="realised", words="Det gick")
    assert refused.status_code == 422
    assert "inget värde som parten själv har bekräftat för: Ekby" in " ".join(told(refused))
    assert "Det gick" in refused.content.decode()

    page = text_of(line.get(url("benefit", programme, benefit.slug)))
    assert "väntar på parten" in page
    assert "Bekräfta eller rätta" in page
    form = line.get(url("benefit_value_answer", programme, value.slug))
    assert "Chef för hemtjänsten" in form.content.decode()
    assert send(line, url("benefit_value_answer", programme, value.slug)).status_code == 302
    value.refresh_from_db()
    assert (value.value, value.answered_as, value.is_corrected) == (75, "Chef för hemtjänsten", False)
    page = text_of(line.get(url("benefit", programme, benefit.slug)))
    assert "62,5 % av vägen till målvärdet" in page
    assert "-25" in page.replace("−", "-")

    assert send(lead, url("benefit_settle", programme, benefit.slug), outcome="partly", words="En bit på väg").status_code == 302
    page = text_of(line.get(url("benefit", programme, benefit.slug)))
    assert "Delvis realiserad" in page
    assert "En bit på väg" in page
    assert "Rapportera ett värde" not in page
    lead.post(url("benefit_reopen", programme, benefit.slug))
    benefit.refresh_from_db()
    assert (benefit.state, benefit.outcome, benefit.settled_date) == ("approved", "", None)


# What is refused, in words, with nothing lost ───────────────────────────────────────────────────────────────────────


def test_without_a_baseline_it_cannot_be_called_realised(benefit, ekby, granlund, alva):
    BenefitPartFactory(profile=benefit, party=ekby, baseline=None, baseline_date=None)
    BenefitValueFactory(part=BenefitPartFactory(profile=benefit, party=granlund), value="70", answered_date=date(2024, 3, 5))

    with pytest.raises(services.NotRealised) as refused:
        services.settle_profile(benefit, by=alva, on=date(2024, 6, 1), outcome="realised", words="Klart")

    assert refused.value.messages == [
        "Nyttan kan inte kallas realiserad. Utan utgångsvärde kan ingen säga vad som har förändrats. Utgångsvärde saknas för: Ekby."
    ]
    benefit.refresh_from_db()
    assert benefit.state == "draft"
    assert (
        services.settle_profile(benefit, by=alva, on=date(2024, 6, 1), outcome="not_realised", words="Mättes aldrig").outcome
        == "not_realised"
    )


def test_a_value_is_confirmed_by_its_own_party_alone(programme, logged_in, alva, benefit, part, granlund, manager):
    value = BenefitValueFactory(part=BenefitPartFactory(profile=benefit, party=granlund))

    with pytest.raises(services.WrongParty) as refused:
        services.answer_value(value, by=manager, party=part.party, on=date(2024, 4, 1), own=value.reported, answered_as="Chef")
    assert refused.value.messages == ["Värdet är en annan parts: bara Granlund bekräftar eller rättar det."]
    for user in (manager, alva):
        assert (
            logged_in(user).post(url("benefit_value_answer", programme, value.slug), {"own": "1", "answered_as": "Chef"}).status_code == 403
        )
    value.refresh_from_db()
    assert value.value is None


def test_a_correction_says_why_and_keeps_what_was_reported(programme, logged_in, part, manager):
    value = BenefitValueFactory(part=part, reported="80")
    address = url("benefit_value_answer", programme, value.slug)

    refused = send(logged_in(manager), address, own="84,5", answered_as="Enhetschef")
    assert refused.status_code == 422
    assert "Ange varför värdet är ett annat" in " ".join(told(refused))
    assert "84,5" in refused.content.decode()
    assert send(logged_in(manager), address, own="84,5", answered_as="Enhetschef", words="Natten saknades").status_code == 302
    value.refresh_from_db()
    assert (str(value.reported), str(value.value), value.is_corrected) == ("80", "84.5", True)
    again = send(logged_in(manager), url("benefit_value_edit", programme, value.slug), reported="1")
    assert "Parten har svarat" in " ".join(told(again))


def test_a_party_that_leaves_mid_year_is_asked_about_its_own_days(programme, alva, logged_in, benefit):
    lind = party_of(programme, "Lind", until_date=date(2024, 7, 1))
    part = BenefitPartFactory(profile=benefit, party=lind, slug="lind")
    client = logged_in(alva)

    answer = send(client, url("benefit_value_add", programme, "lind"), dated="2024-09-01", reported="44")
    assert answer.status_code == 422
    assert "Lind var part till och med 2024-06-30. Vilket värde gällde då?" in " ".join(told(answer))
    assert "44" in answer.content.decode()
    assert send(client, url("benefit_value_add", programme, "lind"), dated="2024-06-30", reported="44").status_code == 302
    assert "Lind var part till och med 30 juni 2024" in text_of(client.get(url("benefit", programme, benefit.slug)))
    assert part.values.count() == 1


@pytest.mark.parametrize(
    "written, said",
    [
        ({"dated": "2023-02-01"}, "Utgångsvärdet är mätt 2023-03-01"),
        ({"dated": "igår"}, "ingen dag i kalendern"),
        ({"reported": "många"}, "många"),
        ({"reported": ""}, "Värde"),
        ({"dated": "2024-03-01"}, "redan ett värde för den dagen"),
    ],
)
def test_values_that_cannot_be(programme, alva, logged_in, part, written, said):
    BenefitValueFactory(part=part, dated=date(2024, 3, 1))

    answer = send(logged_in(alva), url("benefit_value_add", programme, part.slug), **{"dated": "2024-05-01", "reported": "70", **written})

    assert answer.status_code == 422
    assert said in " ".join(told(answer))
    assert BenefitValue.objects.count() == 1


def test_history_is_not_taken_away(programme, alva, logged_in, benefit, part):
    value = BenefitValueFactory(part=part, value="80", answered_date=date(2024, 4, 1))
    client = logged_in(alva)

    for name, slug, said in (
        ("benefit_value_remove", value.slug, "Parten har svarat, så värdet står kvar."),
        ("benefit_part_remove", part.slug, "så dess del står kvar"),
        ("benefit_remove", benefit.slug, "så nyttan står kvar"),
    ):
        answer = client.post(url(name, programme, slug))
        assert answer.status_code == 422
        assert said in text_of(answer)
    BenefitValue.objects.update(value=None, answered_date=None)
    assert client.post(url("benefit_remove", programme, benefit.slug)).status_code == 302
    assert not BenefitProfile.objects.exists()


def test_strangers_readers_and_two_editors(programme, alva, bo, carin, logged_in, benefit, part):
    pages = [
        ("benefit_edit", benefit.slug),
        ("benefit_chain", benefit.slug),
        ("benefit_review", benefit.slug),
        ("benefit_part_edit", part.slug),
    ]
    for name, slug in pages:
        assert logged_in(carin).get(url(name, programme, slug)).status_code == 404
        assert logged_in(bo).get(url(name, programme, slug)).status_code == 403
    client = logged_in(alva)
    page = client.get(url("benefit_edit", programme, benefit.slug))
    services.edit_profile(benefit, by=alva, for_whom="Någon annan")
    answer = client.post(url("benefit_edit", programme, benefit.slug), {**shown_values(page), **hidden(page), "for_whom": "Mitt"})
    assert answer.status_code == 409
    assert "Mitt" in answer.content.decode()
    assert "Någon annan" in answer.content.decode()


# The register ───────────────────────────────────────────────────────────────────────────────────────────────────────


def many(programme, parties, number):
    goal = GoalFactory(programme=programme)
    for place in range(number):
        told_of = {"change": "x", "for_whom": "y", "goal": goal} if place % 2 else {}
        row = BenefitFactory(programme=programme, title=f"Nytta {place:04}", **told_of, chain={"benefit": ["B"]})
        for party in parties:
            BenefitValueFactory(part=BenefitPartFactory(profile=row, party=party))


def test_as_many_questions_however_many_benefits(programme, alva, logged_in, ekby, granlund, django_assert_max_num_queries):
    client = logged_in(alva)
    many(programme, [ekby, granlund], 3)
    client.get(url("benefits", programme))
    with django_assert_max_num_queries(15):
        client.get(url("benefits", programme))
    many(programme, [ekby, granlund], 60)
    with django_assert_max_num_queries(15):
        answer = client.get(url("benefits", programme, part=ekby.pk, steg="identify"))
    assert "32 nyttor" in text_of(answer)


@pytest.mark.parametrize(
    "asked, there", [({"steg": "identify"}, ["B"]), ({"slag": "quality"}, ["A"]), ({"ord": "sköra"}, ["A"]), ({"steg": "x"}, ["A", "B"])]
)
def test_filters(programme, bo, logged_in, benefit, asked, there):
    BenefitProfile.objects.update(title="Nytta A")
    BenefitFactory(programme=programme, title="Nytta B")

    text = text_of(logged_in(bo).get(url("benefits", programme, **asked)))

    assert [name for name in "AB" if f"Nytta {name}" in text] == there


STATES = [
    {},
    {"change": ""},
    {"goal": None},
    {"kind": ""},
    {"unit": ""},
    {"measurement": ""},
    {"method": ""},
    {"frequency": None},
    {"reviewed_date": None},
    {"state": "settled", "settled_date": date(2024, 6, 1), "outcome": "partly"},
]


@pytest.mark.parametrize("told_of", STATES, ids=str)
@pytest.mark.parametrize("baseline", ["100", None])
@pytest.mark.parametrize("value", [None, "reported", "answered"])
def test_the_database_and_the_rules_agree_where_it_stands(programme, benefit, ekby, told_of, baseline, value):
    lind = party_of(programme, "Lind", until_date=date(2024, 1, 1))
    approved = {"state": "approved", "reviewed_date": date(2023, 5, 1), "approved_date": date(2023, 6, 1)}
    BenefitProfile.objects.update(**approved | told_of)
    part = BenefitPartFactory(profile=benefit, party=ekby, baseline=baseline, baseline_date=date(2023, 1, 1) if baseline else None)
    BenefitPartFactory(profile=benefit, party=lind)
    if value:
        BenefitValueFactory(part=part, **({"value": "1", "answered_date": date(2024, 6, 1)} if value == "answered" else {}))

    on = date(2024, 10, 1)
    row = queries.row_of(queries.with_all(BenefitProfile.objects.all()).get(), on=on)
    said = BenefitProfile.objects.annotate(standing=queries.standing_case(on)).get().standing

    assert (row.standing or "") == said
