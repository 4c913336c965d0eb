"""Reminders bundle, back off and fall silent; two nodes send once; and nobody is reminded of what is no longer theirs."""

import threading
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection

from fardplan.accounts import jobs
from fardplan.accounts.models import Mail, Turn
from fardplan.accounts.permissions import Role
from fardplan.kit.waiting import Waiting
from fardplan.parties.models import Membership
from fardplan.reminders import gather, services
from fardplan.reminders.jobs import remind_all
from fardplan.reminders.models import ReminderSent, ReminderSilenced
from fardplan.reminders.rules import step_reached
from tests.conftest import member
from tests.factories import MembershipFactory, ProgrammeFactory, UserFactory

pytestmark = pytest.mark.django_db
LAST = date(2026, 3, 31)


@pytest.fixture
def things(monkeypatch):
    """What waits for everybody with a role: filled by each test."""
    found = []
    monkeypatch.setattr(gather, "sources", lambda: [lambda authority, *, today: found if authority.held else []])
    return found


def thing(n=1, last_day=LAST, kind="follow_up"):
    return Waiting(kind=kind, key=f"{kind}:{n}", title=f"Gör sak {n}", url=f"/nara-vard/beslut/{n}/", last_day=last_day, detail="Ekby")


@pytest.fixture
def eva(programme):
    user = member("eva", programme, Role.COORDINATOR)
    user.email = "eva@exempel.example"
    user.save()
    return user


@pytest.mark.parametrize(
    "left, step", [(8, None), (7, 7), (6, 7), (2, 7), (1, 1), (0, 0), (-1, -1), (-6, -1), (-7, -7), (-29, -7), (-30, -30), (-400, -30)]
)
def test_steps(left, step):
    assert step_reached(left) == step


@pytest.mark.parametrize(
    "last",
    [
        date(2026, 4, 4),  # over 29 March, when an hour is missing
        date(2026, 10, 28),  # over 25 October, when an hour comes twice
        date(2026, 12, 30),  # over the year's end
        date(2028, 2, 29),
    ],
)
def test_a_whole_sequence(eva, things, last):
    things.append(thing(last_day=last))
    sent = []
    for n in range(-12, 60):
        day = last + timedelta(days=n)
        if services.remind(eva, day=day):
            sent.append(n)
        assert services.remind(eva, day=day) == 0  # asked again the same day

    assert sent == [-7, -1, 0, 1, 7, 30]
    assert Mail.objects.filter(user=eva).count() == 6


def test_a_day_without_the_server_is_made_up_for_once(eva, things):
    things.append(thing())

    assert services.remind(eva, day=LAST - timedelta(days=5)) == 1
    assert services.remind(eva, day=LAST - timedelta(days=4)) == 0


def test_a_new_last_day_begins_anew(eva, things):
    things.append(thing())
    services.remind(eva, day=LAST)
    things[0] = thing(last_day=LAST + timedelta(days=7))

    assert services.remind(eva, day=LAST) == 0 or Mail.objects.count() == 1  # one letter per day
    assert services.remind(eva, day=LAST + timedelta(days=6)) == 1


def test_one_letter_bundles_all(eva, things, other_programme):
    MembershipFactory(user=eva, programme=other_programme, role=Role.READER)
    things += [thing(1), thing(2, LAST + timedelta(days=7)), thing(3, LAST - timedelta(days=3))]

    services.remind(eva, day=LAST)

    mail = Mail.objects.get()
    assert mail.subject == "3 saker väntar på dig"
    assert mail.text.index("Gör sak 3") < mail.text.index("Gör sak 1") < mail.text.index("Gör sak 2")
    assert "Senast 28\xa0mars\xa02026 (3 dagar sent)" in mail.text
    assert "(i dag)" in mail.text
    assert "/min-sida/paminnelser/" in mail.text
    assert "http" in mail.text


def test_what_has_no_last_day_is_no_letter(eva, things):
    things.append(thing(last_day=None))

    assert services.remind(eva, day=LAST) == 0


def test_a_kind_that_is_turned_off(eva, things):
    things += [thing(1), thing(2, kind="risk_review")]
    services.silence(eva, kinds={"follow_up"})

    services.remind(eva, day=LAST)

    assert Mail.objects.get().subject == "Gör sak 2"
    services.silence(eva, kinds=set())
    assert services.remind(eva, day=LAST + timedelta(days=1)) == 2


def test_nothing_to_who_lost_the_role(eva, things):
    things.append(thing())
    Membership.objects.filter(user=eva).update(from_date=date(2020, 1, 1), until_date=LAST)

    remind_all(day=LAST)
    assert Mail.objects.count() == 0
    remind_all(day=LAST - timedelta(days=1))
    assert Mail.objects.count() == 1


@pytest.mark.parametrize("change", [{"email": ""}, {"is_active": False}])
def test_nothing_to_who_cannot_read_it(eva, things, change):
    things.append(thing())
    type(eva).objects.filter(pk=eva.pk).update(**change)

    remind_all(day=LAST)

    assert (Mail.objects.count(), ReminderSent.objects.count()) == (0, 0)


def test_in_the_morning_by_the_clock_in_sweden(eva, things):
    """29 March 2026 the clock goes forward: six in the morning is 04.00 UTC, and the day before it was 05.00."""
    things.append(thing(last_day=date(2026, 3, 29)))
    job = jobs.REGISTRY["reminders"]
    for moment, mails in (("2026-03-28 04:59:00+00:00", 0), ("2026-03-28 05:00:00+00:00", 1), ("2026-03-29 03:59:00+00:00", 1), ("2026-03-29 04:00:00+00:00", 2)):  # fmt: skip
        with time_machine.travel(moment, tick=False):
            from django.utils import timezone

            jobs.run(job, timezone.now())
            jobs.run(job, timezone.now())
        assert Mail.objects.count() == mails, moment
    assert Turn.objects.filter(name="reminders").count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_nodes_send_once(monkeypatch):
    programme, user = ProgrammeFactory(slug="nara-vard"), UserFactory(username="eva", email="eva@exempel.example")
    MembershipFactory(user=user, programme=programme)
    monkeypatch.setattr(gather, "sources", lambda: [lambda authority, *, today: [thing()]])
    start, faults = threading.Barrier(2), []

    def node():
        try:
            start.wait(20)
            services.remind(user, day=LAST)
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    nodes = [threading.Thread(target=node) for _ in range(2)]
    for each in nodes:
        each.start()
    for each in nodes:
        each.join(30)

    assert faults == []
    assert (Mail.objects.count(), ReminderSent.objects.count()) == (1, 1)


# The pages


def test_my_page_over_all_programmes(eva, things, other_programme, logged_in):
    MembershipFactory(user=eva, programme=other_programme, role=Role.READER)
    things += [thing(1, date(2999, 1, 1)), thing(2, date(2020, 1, 1))]

    html = logged_in(eva).get("/min-sida/").content.decode()

    assert "Fyra saker väntar på dig</h1>" in html
    assert html.index("Gör sak 2") < html.index("Gör sak 1")
    assert "Grannens program" in html
    assert "Samordnare" in html


def test_my_page_when_nothing_waits(eva, things, logged_in):
    html = logged_in(eva).get("/min-sida/").content.decode()

    assert "Inget väntar på dig</h1>" in html
    assert "När något gör det står det här" in html


def test_what_the_rooms_say_is_asked(alva, logged_in):
    """Every room's `waiting_for` with a real authority: none fails on an empty programme."""
    assert len(gather.sources()) >= 3
    assert logged_in(alva).get("/min-sida/").status_code == 200


def test_nobody_has_a_page_without_a_log_in(client):
    assert client.get("/min-sida/").status_code == client.get("/min-sida/paminnelser/").status_code == 302


def test_reminders_are_chosen(eva, logged_in):
    client = logged_in(eva)
    shown = client.get("/min-sida/paminnelser/").content.decode()
    assert "Svara på en remiss" in shown
    assert "eva@exempel.example" in shown

    answer = client.post("/min-sida/paminnelser/", {"kinds": ["follow_up", "proposal"]})

    assert answer.status_code == 302
    assert not ReminderSilenced.objects.filter(kind__in=["follow_up", "proposal"]).exists()
    assert ReminderSilenced.objects.filter(user=eva, kind="risk_review").exists()
    assert client.post("/min-sida/paminnelser/", {"kinds": ["påhitt"]}).status_code == 422
