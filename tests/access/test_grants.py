"""Who gives roles, and that no way of giving them makes anybody more than the giver; a programme always has a lead."""

import threading
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from fardplan.accounts.models import User
from fardplan.accounts.permissions import GRANTS, PARTY_ROLES, Permission, Role
from fardplan.parties.access import authority_of
from fardplan.parties.members import LastLead, close_account, end_membership, enrol, open_account
from fardplan.parties.models import Membership
from fardplan.parties.services import NotYours, grant, put_membership
from fardplan.parties.who_may import WORDS
from tests.conftest import member
from tests.factories import MembershipFactory, PartyFactory, ProgrammeFactory, UnitFactory, UserFactory
from tests.pages import send, told

DAY = date(2026, 1, 1)


def coordinator(party, username="eva"):
    user = UserFactory(username=username)
    MembershipFactory(user=user, programme=party.programme, role=Role.COORDINATOR, party=party)
    return user


@pytest.fixture
def ekby(programme):
    return PartyFactory(programme=programme)


@pytest.fixture
def abyfors(programme):
    return PartyFactory(programme=programme)


def give(client, programme, **values):
    values = {"username": "dagny", "password": "en-lång-lösenfras", **{name: getattr(value, "pk", value) for name, value in values.items()}}
    return send(client, reverse("member_add", args=[programme.slug]), **values)


# What a party's coordinator gives ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_a_coordinator_gives_the_own_partys_roles_and_no_others(programme, ekby, abyfors, role, logged_in):
    client, unit = logged_in(coordinator(ekby)), UnitFactory(organisation=ekby.organisation)
    theirs = {Role.COORDINATOR, Role.LINE_MANAGER, Role.RESPONDENT, Role.LOCAL_GROUP}
    extra = {"unit": unit} if role == Role.RESPONDENT else {}

    assert give(client, programme, role=role, party=abyfors, **extra).status_code == 422
    assert give(client, programme, role=role, **extra).status_code == 422
    assert not User.objects.filter(username="dagny").exists()
    assert give(client, programme, role=role, party=ekby, **extra).status_code == (302 if role in theirs else 422)
    assert Membership.objects.filter(user__username="dagny", role=role, party=ekby).exists() == (role in theirs)


@pytest.mark.django_db
def test_a_coordinator_sees_and_ends_the_own_partys_roles(programme, ekby, abyfors, alva, logged_in):
    client = logged_in(coordinator(ekby))
    ours = MembershipFactory(user=UserFactory(display_name="Ekbys chef"), programme=programme, role=Role.LINE_MANAGER, party=ekby)
    steering = MembershipFactory(user=UserFactory(display_name="Ekbys ledamot"), programme=programme, role=Role.STEERING, party=ekby)
    others = MembershipFactory(user=UserFactory(display_name="Åbyfors chef"), programme=programme, role=Role.LINE_MANAGER, party=abyfors)

    page = client.get(reverse("members", args=[programme.slug])).content.decode()
    assert ("Ekbys chef" in page, "Ekbys ledamot" in page, "Åbyfors chef" in page, str(alva) in page) == (True, True, False, False)
    url = {row: reverse("member_end", args=[programme.slug, row.pk]) for row in (ours, steering, others, Membership.objects.get(user=alva))}
    assert [client.get(each).status_code for each in url.values()] == [200, 403, 403, 403]
    assert url[ours] in page
    assert url[steering] not in page
    assert [client.post(each, {"until_date": "2026-01-31"}).status_code for each in list(url.values())[1:]] == [403] * 3
    assert send(client, url[ours], until_date="2026-01-31").status_code == 302
    ours.refresh_from_db()
    assert ours.until_date == date(2026, 2, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("role", sorted(PARTY_ROLES))
def test_a_partys_role_demands_a_party(programme, alva, role, logged_in):
    assert "Rollen gäller för en part: välj vilken." in " ".join(told(give(logged_in(alva), programme, role=role)))
    with pytest.raises(ValidationError):
        put_membership(by="command", user=alva, programme=programme, role=role)


@pytest.mark.django_db
def test_a_respondent_answers_for_a_unit_of_the_party(programme, ekby, abyfors, alva, logged_in):
    client, foreign = logged_in(alva), UnitFactory(organisation=abyfors.organisation)

    assert "välj vilken" in " ".join(told(give(client, programme, role=Role.RESPONDENT, party=ekby)))
    assert "hör inte till den parten" in " ".join(told(give(client, programme, role=Role.RESPONDENT, party=ekby, unit=foreign)))
    assert give(client, programme, role=Role.LINE_MANAGER, party=ekby, unit=foreign).status_code == 422
    assert give(client, programme, role=Role.RESPONDENT, party=abyfors, unit=foreign).status_code == 302


@pytest.mark.django_db
def test_nobody_gives_anything_to_themselves(programme, ekby, alva, logged_in):
    """Least of all the programme lead, who would then speak for a party."""
    answer = give(logged_in(alva), programme, username="alva", role=Role.COORDINATOR, party=ekby)

    assert answer.status_code == 422
    assert "Den rollen kan du inte ge." in " ".join(told(answer))
    assert Membership.objects.filter(user=alva).count() == 1


@pytest.mark.django_db
def test_the_programme_lead_speaks_for_no_party(programme, ekby, alva):
    authority = authority_of(alva, programme, on=DAY)

    assert authority.may(Permission.ANSWER_FOR_PARTY)
    assert not authority.may_for(Permission.ANSWER_FOR_PARTY, ekby.pk)


# No sequence of allowed actions raises anybody above the giver ───────────────────────────────────────────────────────

PEOPLE, PARTIES = 5, 3
ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["grant", "end"]),
        st.integers(0, PEOPLE - 1),  # who does it
        st.integers(0, PEOPLE - 1),  # to whom
        st.sampled_from(Role),
        st.sampled_from([None, *range(PARTIES)]),
    ),
    min_size=1,
    max_size=14,
)


class TestLattice(TestCase):
    """Five people who begin with what Hypothesis gives them, and then give and take roles in every way they are let.

    Nobody may more, in all or for any party, than those who began with something: what a set of people holds together does not grow,
    except that who manages all members appoints for the parties.
    """

    @settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
    @given(
        start=st.lists(st.tuples(st.integers(0, PEOPLE - 1), st.sampled_from(Role), st.integers(0, PARTIES - 1)), max_size=4),
        actions=ACTIONS,
    )
    def test_nobody_rises_above_the_giver(self, start, actions):
        programme = ProgrammeFactory()
        parties = [PartyFactory(programme=programme) for _ in range(PARTIES)]
        units = {party: UnitFactory(organisation=party.organisation) for party in parties}
        people = [UserFactory() for _ in range(PEOPLE)]
        for who, role, number in {(who, role): (who, role, number) for who, role, number in start}.values():
            MembershipFactory(user=people[who], programme=programme, role=role, party=parties[number] if role in PARTY_ROLES else None)
        held = {person: authority_of(person, programme, on=DAY) for person in people}
        began = {person: authority.permissions for person, authority in held.items()}
        for verb, by, to, role, number in actions:
            giver, party = held[people[by]], None if number is None else parties[number]
            before = held[people[to]]
            try:
                with transaction.atomic():
                    if verb == "grant":
                        unit = units[party] if role == Role.RESPONDENT and party else None
                        grant(by=people[by], granter=giver, user=people[to], programme=programme, role=role, party=party, unit=unit)
                    else:
                        row = Membership.objects.filter(user=people[to], programme=programme, role=role, until_date=None).first()
                        if row is None:
                            continue
                        end_membership(row, by=people[by], granter=giver, until_date=DAY - timedelta(days=1))
            except (NotYours, LastLead, ValidationError):
                continue
            after = authority_of(people[to], programme, on=DAY)
            assert after.permissions <= before.permissions | giver.permissions, "more than they had, and more than the giver has"
            assert by != to or verb == "end", "nobody gives to themselves"
            if Permission.MANAGE_MEMBERS not in giver.permissions:
                for each in parties:
                    for what in Permission:
                        if after.may_for(what, each.pk) and not before.may_for(what, each.pk):
                            assert giver.may_for(what, each.pk), (what, each)
            held[people[to]] = after
        together = frozenset().union(*began.values())
        assert all(authority.permissions <= together for authority in held.values())
        if any(role == Role.LEAD for _who, role, _number in start):
            assert Membership.objects.leads(programme).filter(until_date=None).exists()


# A programme always has a lead ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.django_db
@pytest.mark.parametrize("until", [DAY, date(2199, 1, 1)])
def test_the_last_lead_stays_whatever_the_day(programme, alva, until):
    with pytest.raises(LastLead):
        end_membership(Membership.objects.get(user=alva), by=alva, until_date=until)


@pytest.mark.django_db
def test_a_lead_who_leaves_or_comes_later_or_cannot_log_in_is_nobody_to_rely_on(programme, alva):
    mine = Membership.objects.get(user=alva)
    MembershipFactory(user=UserFactory(), programme=programme, role=Role.LEAD, until_date=date(2030, 1, 1))
    MembershipFactory(user=UserFactory(), programme=programme, role=Role.LEAD, from_date=date(2027, 1, 1))
    MembershipFactory(user=UserFactory(is_active=False), programme=programme, role=Role.LEAD)

    with pytest.raises(LastLead):
        end_membership(mine, by=alva, until_date=date(2026, 6, 1))
    assert end_membership(mine, by=alva, until_date=date(2027, 1, 1)).until_date == date(2027, 1, 1)


@pytest.mark.django_db
def test_closing_the_log_in_of_the_last_lead_is_refused(programme, alva, client):
    client.force_login(alva)
    with pytest.raises(LastLead):
        close_account(alva, by="command", on=DAY)
    other = member("birgit", programme, Role.LEAD)
    close_account(alva, by=other, on=DAY)
    assert client.get(reverse("county", args=[programme.slug])).status_code == 302, "the session has ended"
    with pytest.raises(LastLead):
        close_account(other, by=other, on=DAY)
    alva.refresh_from_db()
    open_account(alva, by=other)
    assert client.get(reverse("county", args=[programme.slug])).status_code in {200, 302}


@pytest.mark.django_db(transaction=True)
def test_two_leads_who_take_each_other_away_at_once(programme, alva):
    other = member("birgit", programme, Role.LEAD)
    start, outcomes = threading.Barrier(2), []

    def end(whom):
        try:
            start.wait(10)
            end_membership(Membership.objects.get(user=whom), by="command", until_date=DAY)
            outcomes.append("ended")
        except LastLead:
            outcomes.append("last")
        finally:
            connection.close()

    threads = [threading.Thread(target=end, args=[whom]) for whom in (alva, other)]
    [thread.start() for thread in threads]
    [thread.join(60) for thread in threads]

    assert sorted(outcomes) == ["ended", "last"]
    assert Membership.objects.leads(programme).filter(until_date=None).count() == 1


# The vocabulary ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_permission_has_words_and_a_role_that_holds_it():
    assert sorted(what for _heading, lines in WORDS for what in lines) == sorted(Permission)
    assert frozenset().union(*(what for role, what in GRANTS.items() if role != Role.LEAD)) >= set(Permission) - {Permission.MANAGE_MEMBERS}


@pytest.mark.django_db
def test_everybody_may_read_who_may_do_what(programme, bo, carin, logged_in):
    url = reverse("roles", args=[programme.slug])
    page = logged_in(bo).get(url)

    assert "Dina roller här: Läsare." in page.content.decode()
    assert page.content.decode().count("<tr>") == len(Permission) + 1
    assert logged_in(carin).get(url).status_code == 404


@pytest.mark.django_db
def test_a_new_log_in_is_not_made_for_a_role_that_is_refused(programme, ekby):
    eva = coordinator(ekby)
    with pytest.raises(NotYours):
        enrol(by=eva, granter=authority_of(eva, programme, on=DAY), programme=programme, username="x", display_name="", role=Role.LEAD, password="en-lång-lösenfras")  # fmt: skip
    assert not User.objects.filter(username="x").exists()
