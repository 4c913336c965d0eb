"""The calendar's month, and the calendars that people subscribe to."""

from datetime import UTC, date, datetime, time

import icalendar
import pytest
from django.urls import reverse

from fardplan.accounts.permissions import Role
from fardplan.audit.models import Event
from fardplan.kit.timing import Timing
from fardplan.overview import calendar_rules as rules
from fardplan.overview.calendars import as_icalendar
from fardplan.overview.models import CalendarFeed
from fardplan.parties.models import Membership
from tests.factories import ActivityFactory, MeetingFactory, MembershipFactory, MilestoneFactory, PartyFactory, UserFactory

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


def entry(**more):
    values = {"kind": "activity", "pk": 1, "title": "Seminarium", "url": "/p/aktiviteter/x/", "words": "3 november 2026"}
    return rules.Entry(**{**values, "starts": date(2026, 11, 3), "until": date(2026, 11, 4), **more})


# --- the month


@pytest.mark.parametrize(
    "text, first",
    [
        ("2026-02", date(2026, 2, 1)),
        ("2026-2", date(2026, 2, 1)),
        ("", date(2026, 11, 1)),
        ("2026-13", date(2026, 11, 1)),
        ("9999-01", date(2026, 11, 1)),
        ("x-y", date(2026, 11, 1)),
        ("²⁰²⁶-01", date(2026, 11, 1)),
    ],
)
def test_a_month_in_an_address(text, first):
    assert rules.month_of(text, date(2026, 11, 22)) == first


def test_a_month_is_whole_weeks_from_monday_and_a_stretch_stands_on_each_of_its_days():
    found = rules.weeks(date(2026, 11, 1), [entry(starts=date(2026, 11, 30), until=date(2026, 12, 3))], date(2026, 11, 22))
    assert [number for number, _days in found] == [44, 45, 46, 47, 48, 49]
    assert all(days[0].date.weekday() == 0 and len(days) == 7 for _number, days in found)
    assert [day.date.day for _number, days in found for day in days if day.entries] == [30, 1, 2]
    assert [day.date.day for _number, days in found for day in days if day.is_today] == [22]


@pytest.mark.parametrize(
    "more, days",
    [
        ({}, (date(2026, 11, 3), date(2026, 11, 4))),
        ({"until": date(2026, 11, 6)}, (date(2026, 11, 3), date(2026, 11, 6))),
        ({"starts": date(2026, 7, 1), "until": date(2027, 1, 1)}, (date(2026, 7, 1), date(2026, 7, 2))),
        ({"kind": "milestone", "starts": date(2026, 7, 1), "until": date(2027, 1, 1)}, (date(2026, 12, 31), date(2027, 1, 1))),
        ({"starts": None, "until": date(2027, 1, 1)}, (date(2026, 12, 31), date(2027, 1, 1))),
        ({"until": None}, (date(2026, 11, 3), date(2026, 11, 4))),
        ({"starts": None, "until": None}, None),
    ],
)
def test_where_words_stand_in_somebodys_own_calendar(more, days):
    assert rules.day_to_subscribe(entry(**more)) == days


def test_neighbouring_months():
    assert rules.next_month(date(2026, 12, 1)) == date(2027, 1, 1)
    assert rules.month_before(date(2026, 1, 1)) == date(2025, 12, 1)


# --- RFC 5545


def events(found):
    return icalendar.Calendar.from_ical(as_icalendar(found, name="Nära vård", now=NOW)).walk("VEVENT")


def test_a_day_is_an_all_day_event_that_ends_on_the_day_after():
    (event,) = events([entry()])
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 11, 3), date(2026, 11, 4))
    assert event["SUMMARY"] == "Seminarium"
    assert event["UID"].startswith("activity-1@")
    assert "3 november 2026" in event["DESCRIPTION"]


def test_words_that_are_no_day_are_kept_and_make_nobody_busy():
    (event,) = events([entry(words="HT 2026", starts=date(2026, 7, 1), until=date(2027, 1, 1))])
    assert event["SUMMARY"] == "Seminarium (HT 2026)"
    assert (event["STATUS"], event["TRANSP"]) == ("TENTATIVE", "TRANSPARENT")


def test_a_meeting_has_its_hours_where_it_is_held():
    meeting = entry(kind="meeting", at=time(13), ends_at=time(15, 30), place="Sal 2, våning 3; huset")
    (event,) = events([meeting])
    assert event["DTSTART"].dt.isoformat() == "2026-11-03T13:00:00+01:00"
    assert event["DTEND"].dt.isoformat() == "2026-11-03T15:30:00+01:00"
    assert event["LOCATION"] == "Sal 2, våning 3; huset"
    assert b"BEGIN:VTIMEZONE" in as_icalendar([meeting], name="x", now=NOW)


def test_lines_are_folded_and_nothing_written_becomes_a_line_of_its_own():
    title = "Å" * 300 + "\r\nEND:VCALENDAR\r\n👩‍⚕️"
    content = as_icalendar([entry(title=title, is_cancelled=True)], name="x", now=NOW)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert content.count(b"\r\nEND:VCALENDAR") == 1
    (event,) = events([entry(title=title, is_cancelled=True)])
    assert event["STATUS"] == "CANCELLED"


# --- pages


@pytest.fixture
def party(programme):
    return PartyFactory(programme=programme)


@pytest.fixture
def planned(programme, party):
    ActivityFactory(programme=programme, title="Seminarium om hemgång", time="3 november 2026", year=2026, responsible=party)
    ActivityFactory(programme=programme, title="Pågår jämt", time="HT 2026", year=2026)
    MeetingFactory(forum__programme=programme, title="Styrgruppen i november", time=Timing.parse("10 november 2026"))
    MilestoneFactory(programme=programme, title="Avtalet klart", time="november 2026", party=party)
    ActivityFactory(programme=programme, title="I december", time="3 december 2026", year=2026)


def test_a_month_shows_days_and_what_only_words_place(logged_in, bo, programme, planned, django_assert_max_num_queries):
    client, url = logged_in(bo), reverse("calendar", args=["nara-vard"])
    client.get(url)
    with django_assert_max_num_queries(8):
        answer = client.get(url, {"manad": "2026-11"})
    text = answer.content.decode()
    for title in ("Seminarium om hemgång", "Styrgruppen i november", "Avtalet klart", "Pågår jämt"):
        assert title in text
    assert "I december" not in text
    assert {each.title for each in answer.context["under"]} == {"Pågår jämt", "Avtalet klart"}
    listed = client.get(url, {"manad": "2026-11", "vy": "lista", "slag": "meeting"})
    assert "Styrgruppen i november" in listed.content.decode()
    assert "Seminarium om hemgång" not in listed.content.decode()


def test_a_partys_month(logged_in, bo, programme, party, planned):
    answer = logged_in(bo).get(reverse("calendar", args=["nara-vard"]), {"manad": "2026-11", "vems": party.slug})
    assert {each.title for each in [*answer.context["listed"], *answer.context["under"]]} == {"Seminarium om hemgång", "Avtalet klart"}


@pytest.mark.parametrize("params", [{"manad": "x" * 500}, {"vems": "granne", "slag": "x"}, {"vy": "\x00"}, {"manad": "2100-12"}])
def test_a_strange_question_is_answered(logged_in, bo, planned, params):
    assert logged_in(bo).get(reverse("calendar", args=["nara-vard"]), params).status_code == 200


# --- secret addresses


def subscribe(client, whose=""):
    answer = client.post(reverse("calendar_feeds", args=["nara-vard"]), {"gor": "skapa", "vems": whose})
    return "/kalender" + answer.context["made"].partition("/kalender")[2]


def titles(client, address):
    answer = client.get(address)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")}


def test_an_address_is_shown_once_and_only_its_hash_is_kept(logged_in, client, bo, planned):
    own = logged_in(bo)
    address = subscribe(own)
    token = address.rpartition("/")[2].removesuffix(".ics")
    assert len(token) >= 43
    assert token not in own.get(reverse("calendar_feeds", args=["nara-vard"])).content.decode()
    feed = CalendarFeed.objects.get()
    assert token not in str(vars(feed))
    assert feed.token_hash not in str(Event.objects.values_list("after", flat=True))

    assert len(titles(client, address)) == 5
    feed.refresh_from_db()
    assert feed.read_at is not None


def test_what_a_feed_shows_is_what_its_owner_may_see_when_it_is_read(logged_in, client, alva, programme, party, planned):
    coordinator = UserFactory()
    MembershipFactory(user=coordinator, programme=programme, role=Role.COORDINATOR, party=party)
    own = logged_in(coordinator)
    mine, theirs = subscribe(own, "jag"), subscribe(own, party.slug)
    assert titles(client, mine) == titles(client, theirs) == {"Seminarium om hemgång", "Avtalet klart (november 2026)"}

    Membership.objects.filter(user=coordinator).update(until_date=date(2020, 1, 2), from_date=date(2020, 1, 1))
    assert client.get(mine).status_code == 404


def test_an_address_is_taken_back_by_its_owner_alone(logged_in, client, bo, alva, planned):
    address = subscribe(logged_in(bo))
    key = CalendarFeed.objects.get().pk
    url = reverse("calendar_feeds", args=["nara-vard"])
    assert logged_in(alva).post(url, {"gor": "aterkalla", "prenumeration": key}).status_code == 404
    assert client.get(address).status_code == 200
    assert logged_in(bo).post(url, {"gor": "aterkalla", "prenumeration": key}).status_code == 302
    assert client.get(address).status_code == 404


def test_somebody_who_may_no_longer_log_in_has_no_calendar(logged_in, client, bo, planned):
    address = subscribe(logged_in(bo))
    bo.is_active = False
    bo.save()
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("token", ["x", "a" * 43, "a" * 400])
def test_a_guessed_address_is_not_there(client, planned, token):
    assert client.get(f"/kalender/{token}.ics").status_code == 404


@pytest.mark.parametrize("whose", ["granne", "x" * 400])
def test_another_programmes_party_is_refused(logged_in, bo, planned, whose):
    answer = logged_in(bo).post(reverse("calendar_feeds", args=["nara-vard"]), {"gor": "skapa", "vems": whose})
    assert answer.status_code == 422
    assert not CalendarFeed.objects.exists()


def test_there_is_a_most(logged_in, bo, planned):
    client, url = logged_in(bo), reverse("calendar_feeds", args=["nara-vard"])
    for _ in range(12):
        assert client.post(url, {"gor": "skapa"}).status_code == 200
    assert client.post(url, {"gor": "skapa"}).status_code == 422
