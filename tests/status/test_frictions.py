"""What chafes: a local group's own, shared when it says so, three to five at a time, closed by those who felt it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from fardplan.accounts.permissions import GRANTS, Permission, Role
from fardplan.audit.models import Event
from fardplan.parties.access import authority_of
from fardplan.status import access, services
from fardplan.status.models import Friction, FrictionEcho, FrictionNote, FrictionPriority
from fardplan.status.services.frictions import CannotDo, TooMany
from tests.factories import FrictionFactory, MembershipFactory, PartyFactory, UserFactory
from tests.pages import send, told

pytestmark = pytest.mark.django_db
DAY = date(2023, 6, 1)


def url(name, programme, *slug):
    return reverse(name, args=[programme.slug, *slug])


def test_told_shared_and_agreed_with(programme, ekby, lind, ebba, frej, bo, logged_in):
    send(logged_in(ebba), url("friction_add", programme), title="Hem på fredag", party=ekby.pk, text="Ingen mat")
    row = Friction.objects.get()
    there = url("friction", programme, row.slug)
    assert logged_in(ebba).get(there).status_code == 200
    for stranger in (frej, bo):
        assert logged_in(stranger).get(there).status_code == 404
        assert "Hem på fredag" not in logged_in(stranger).get(url("frictions", programme)).content.decode()

    logged_in(ebba).post(url("friction_share", programme, row.slug))

    assert "Hem på fredag" in logged_in(bo).get(url("frictions", programme)).content.decode()
    send(logged_in(frej), url("friction_echo", programme, row.slug), party=lind.pk, words="Här med")
    assert FrictionEcho.objects.get().party == lind
    assert "Här med" in logged_in(bo).get(there).content.decode()


def test_done_closed_by_those_who_felt_it_and_opened_again(programme, ekby, ebba, logged_in):
    row, client = FrictionFactory(party=ekby), logged_in(ebba)
    send(client, url("friction_note", programme, row.slug), dated="2023-06-02", text="Vi ringer före lunch")
    answer = send(client, url("friction_close", programme, row.slug), closed_date="2023-09-01", text="Ringningen")
    assert answer.status_code == 422
    assert any(line.startswith("Vem säger det") for line in told(answer))

    send(client, url("friction_close", programme, row.slug), closed_date="2023-09-01", closed_by_words="hemtjänsten", text="Ringningen")
    row.refresh_from_db()
    assert (row.is_open, row.closed_by_words) == (False, "hemtjänsten")
    send(client, url("friction_reopen", programme, row.slug), dated="2023-12-01", text="Vid jul igen")

    row.refresh_from_db()
    assert row.is_open
    assert [note.kind for note in FrictionNote.objects.all()] == ["done", "closed", "reopened"]


@pytest.mark.parametrize("count, status, warned", [(2, 302, True), (3, 302, False), (5, 302, False), (6, 422, False)])
def test_three_to_five(programme, ekby, ebba, logged_in, count, status, warned):
    rows = [FrictionFactory(party=ekby) for _number in range(6)]
    client = logged_in(ebba)

    answer = send(client, url("friction_prioritise", programme, ekby.slug), frictions=[row.pk for row in rows[:count]])

    assert answer.status_code == status
    if status == 422:
        assert "Du har valt 6. Välj högst fem" in told(answer)[0]
        assert not FrictionPriority.objects.exists()
    else:
        assert FrictionPriority.objects.count() == count
        assert ("Styrgruppen ber om tre till fem" in client.get(url("frictions", programme)).content.decode()) == warned


def test_there_is_no_sixth_place(programme, ekby, ebba):
    rows = [FrictionFactory(party=ekby) for _number in range(6)]
    with pytest.raises(TooMany):
        services.prioritise(by=ebba, party=ekby, period="2023-H1", frictions=rows)
    with pytest.raises(IntegrityError), transaction.atomic():
        FrictionPriority.objects.create(friction=rows[0], party=ekby, period="2023-H1", place=6)


def test_only_ones_own_and_open_ones_are_chosen(programme, ekby, lind, ebba):
    for row in (FrictionFactory(party=lind), FrictionFactory(party=ekby, closed_date=DAY, closed_by_words="Vi")):
        with pytest.raises(CannotDo):
            services.prioritise(by=ebba, party=ekby, period="2023-H1", frictions=[row])


OWN = ["friction_edit", "friction_note", "friction_share", "friction_close", "friction_reopen", "friction_remove"]


@pytest.mark.parametrize("name", OWN)
def test_another_partys_is_read_only(programme, ekby, ebba, frej, alva, carin, logged_in, name):
    row = FrictionFactory(party=ekby, shared_date=DAY)
    before = list(Friction.objects.values())

    for user in (frej, alva):  # a programme lead acts for no party
        assert logged_in(user).get(url(name, programme, row.slug)).status_code == 403
        assert logged_in(user).post(url(name, programme, row.slug), {"title": "Nej"}).status_code == 403
        assert url(name, programme, row.slug) not in logged_in(user).get(url("friction", programme, row.slug)).content.decode()
    assert logged_in(carin).post(url(name, programme, row.slug)).status_code == 404
    assert logged_in(ebba).get(url(name, programme, row.slug)).status_code == 200
    assert list(Friction.objects.values()) == before


def test_nobody_tells_for_another_party(programme, ekby, lind, ebba, logged_in):
    answer = send(logged_in(ebba), url("friction_add", programme), title="Deras skav", party=lind.pk)
    assert answer.status_code == 422
    assert logged_in(ebba).get(url("friction_prioritise", programme, lind.slug)).status_code == 403
    assert not Friction.objects.exists()


#: Written by hand: who writes friction, for the party the role is held for and for another.
WRITES = {Role.COORDINATOR, Role.LOCAL_GROUP}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("held_for", range(4))
@pytest.mark.parametrize("object_of", range(4))
def test_each_role_and_party(programme, role, held_for, object_of):
    parties = [PartyFactory(programme=programme) for _number in range(4)]
    user = MembershipFactory(user=UserFactory(), programme=programme, role=role, party=parties[held_for]).user
    authority = authority_of(user, programme, on=DAY)

    assert access.can_edit_friction(authority, parties[object_of].pk) == (
        held_for == object_of and (role in WRITES or Permission.EDIT_FRICTION in GRANTS[role])
    )
    drafts = Friction.objects.filter(pk=FrictionFactory(party=parties[object_of]).pk)
    assert drafts.visible_to(user).exists() == (held_for == object_of)


def test_as_many_questions(programme, ekby, lind, bo, logged_in, django_assert_max_num_queries):
    client = logged_in(bo)
    for size in (2, 40):
        for number in range(size):
            row = FrictionFactory(party=ekby, shared_date=DAY)
            FrictionNote.objects.create(friction=row, dated=DAY, text=f"Steg {number}")
            FrictionEcho.objects.create(friction=row, party=lind, dated=DAY)
        with django_assert_max_num_queries(13):
            client.get(url("frictions", programme))


def test_the_log_tells_what_chafes_when_it_is_shared_and_not_before(programme, ekby, ebba, logged_in):
    client = logged_in(ebba)
    send(client, url("friction_add", programme), title="Hemligt skav", party=ekby.pk, text="Hemligt för oss")
    row = Friction.objects.get()
    send(client, url("friction_note", programme, row.slug), dated="2023-06-02", text="Hemligt gjort")

    def told_of():
        return str(list(Event.objects.values_list("label", "before", "after")))

    assert "emligt" not in told_of()
    client.post(url("friction_share", programme, row.slug))
    assert all(words in told_of() for words in ("Hemligt skav", "Hemligt för oss", "Hemligt gjort"))
    latest = Event.objects.order_by("-pk").first().entry
    assert sorted(latest.events.values_list("model", "verb")) == [("status.Friction", "shared"), ("status.FrictionNote", "touched")]
