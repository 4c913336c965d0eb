"""The page "Händelser": who did what and when, in plain words, with as many queries however long the log is."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fardplan.accounts.permissions import Role
from fardplan.audit import chain, scope, writes
from fardplan.audit.models import Entry, Event
from fardplan.goals.models import Ambition, Goal, SuperiorStrategy
from fardplan.kit.timing import Timing
from fardplan.parties import services as parties
from fardplan.plan.models import Milestone
from tests.conftest import member
from tests.factories import PartyFactory

pytestmark = pytest.mark.django_db
URL = "/nara-vard/handelser/"


@pytest.fixture
def goal(programme, alva):
    return writes.create(Goal, by=alva, programme=programme, slug="ett", number=1, title="Nära när det behövs")


def text_of(answer):
    return " ".join(answer.content.decode().split())


def test_who_did_what_and_when(goal, alva, logged_in):
    writes.change(goal, by=alva, title="Nära", until_date=date(2025, 1, 1))

    page = text_of(logged_in(alva).get(URL))

    assert "Alva" in page
    assert "<b>Ändrades</b> · Delmål <bdi>1. Nära</bdi>" in page
    assert '<th scope="row">Rubrik</th>' in page
    assert "<bdi>Nära när det behövs</bdi>" in page
    assert "Till och med" in page
    assert "31\xa0december\xa02024" in logged_in(alva).get(URL).content.decode()  # the last day, as people say it
    assert "until_date" not in page


def test_links_are_told_by_name(programme, goal, alva, logged_in):
    party = PartyFactory(programme=programme)
    with scope.entry("x"):
        strategy = writes.create(SuperiorStrategy, by=alva, programme=programme, slug="s", name="God vård", links={"goals": [goal]})
        writes.create(Ambition, by=alva, programme=programme, slug="a", goal=goal, year=2025, text="Hälften")
        writes.create(
            Milestone, by=alva, programme=programme, slug="m", title="Klart", party=party, time=Timing.parse("HT 2025"), position=0
        )
    page = text_of(logged_in(alva).get(URL))

    assert strategy.name in page
    assert "<dd><bdi>1. Nära när det behövs</bdi></dd>" in page
    assert "HT 2025" in page
    assert "starts_earliest" not in page
    assert f"nummer {party.pk}" in page  # made past the log by the factory, so nobody knows its name


def test_people_stand_in_the_log_by_key_and_on_the_page_by_name(programme, alva, logged_in):
    bo = member("bo", programme, Role.OFFICE)
    parties.grant(by=alva, granter=_lead(alva, programme), user=bo, programme=programme, role=Role.READER)

    assert "Bo" not in str(list(Event.objects.values_list("label", "before", "after")))
    assert "<bdi>Bo, Läsare</bdi>" in text_of(logged_in(alva).get(URL))


def _lead(user, programme):
    from fardplan.parties.access import authority_of

    return authority_of(user, programme, on=timezone.localdate())


@pytest.mark.parametrize("role, status", [(Role.LEAD, 200), (Role.OFFICE, 200), (Role.READER, 403), (Role.COORDINATOR, 403), (Role.CHANGE_LEADER, 403)])  # fmt: skip
def test_who_may_read_it(programme, role, status, logged_in):
    client = logged_in(member("eva", programme, role))

    assert client.get(URL).status_code == status
    assert (URL in client.get("/nara-vard/").content.decode()) is (status == 200)


def test_somebody_elses_log_is_not_there(goal, carin, logged_in):
    assert logged_in(carin).get(URL).status_code == 404
    assert "Nära när det behövs" not in text_of(logged_in(carin).get("/granne/handelser/"))


@pytest.fixture
def several(programme, alva):
    """Three saves by two people on three days, of two kinds."""
    bo = member("bo", programme, Role.OFFICE)
    made = []
    for n, (day, by, model) in enumerate([(1, alva, "goals.Goal"), (2, bo, "goals.Goal"), (3, bo, "goals.Shift")]):
        at = datetime(2025, 3, day, 22, 30, tzinfo=UTC)  # 23.30 the same day in Sweden
        entry = Entry.objects.create(request_id=uuid.uuid4(), at=at, by=str(by.pk), what="POST")
        made.append(
            Event(entry=entry, verb="changed", programme=programme.slug, model=model, object_id=n, label=f"Rad {n}", before={}, after={})
        )
    chain.append_many(made)
    return {"alva": alva.pk, "bo": bo.pk}


@pytest.mark.parametrize(
    "query, rows",
    [
        ("", {0, 1, 2}),
        ("?av={bo}", {1, 2}),
        ("?av=load", set()),
        ("?av=-1' OR 1=1", {0, 1, 2}),
        ("?slag=goals.Goal", {0, 1}),
        ("?slag=goals.Påhitt", {0, 1, 2}),
        ("?slag=auth.Permission;", {0, 1, 2}),
        ("?rad=goals.Goal:1", {1}),
        ("?rad=goals.Goal:x", {0, 1, 2}),
        ("?rad=goals.Goal:99999999999999999999", {0, 1, 2}),
        ("?fran=2025-03-02", {1, 2}),
        ("?till=2025-03-02", {0, 1}),
        ("?fran=2025-03-02&till=2025-03-02&av={bo}", {1}),
        ("?fran=i går&till=0000-00-00", {0, 1, 2}),
        ("?sida=99", {0, 1, 2}),
        ("?sida=x", {0, 1, 2}),
    ],
)
def test_filters(several, alva, logged_in, query, rows):
    answer = logged_in(alva).get(URL + query.format(**several))

    assert answer.status_code == 200
    assert {n for n in range(3) if f"Rad {n}<" in answer.content.decode()} == rows


def test_a_row_leads_to_its_own_history(programme, goal, alva, logged_in):
    ambition = writes.create(Ambition, by=alva, programme=programme, slug="a", goal=goal, year=2025, text="Hälften")
    page = logged_in(alva).get(reverse("ambition_edit", args=["nara-vard", ambition.slug])).content.decode()
    assert f"/nara-vard/handelser/?rad=goals.Ambition:{ambition.pk}" in page

    page = text_of(logged_in(alva).get(f"{URL}?rad=goals.Goal:{goal.pk}"))
    assert '<h1 class="fp-h1">Historiken för 1. Nära när det behövs</h1>' in page


HOSTILE = [
    "Två\r\n2026-01-01 kl. 10 · Bo\nTog bort",
    "\u202egnirts \u2066hej\u2069",
    "<script>alert(1)</script>",
    "</bdi></li><li>Bo",
    "rad\u2028ny rad",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_cannot_look_like_another_line(programme, goal, alva, logged_in, value):
    """Past the forms, as an import with a fault could: what is shown stays inside its own element."""
    entry = Entry.objects.create(request_id=uuid.uuid4(), at=timezone.now(), by=str(alva.pk), what=value)
    said = {"before": {"title": "Ett"}, "after": {"title": value}}
    chain.append_many(
        [Event(entry=entry, verb="changed", programme=programme.slug, model="goals.Goal", object_id=goal.pk, label=value, **said)]
    )

    answer = logged_in(alva).get(URL)
    html = answer.content.decode()

    assert html.count('<h2 class="fp-h3"><time') == 2
    assert "<script>alert" not in html
    assert "<li>Bo" not in html
    assert not set(html) & set("\u202e\u2066\u2069\u2028\r")


def fill(programme, by, number):
    start = datetime(2024, 1, 1, tzinfo=UTC)
    entries = Entry.objects.bulk_create(
        Entry(request_id=uuid.uuid4(), at=start + timedelta(minutes=n), by=str(by.pk), what="POST") for n in range(number)
    )
    chain.append_many(
        [
            Event(entry=entry, verb="changed", programme=programme.slug, model="goals.Ambition", object_id=n, label=f"Rad {n}", before={"goal_id": 1, "text": "a"}, after={"goal_id": 2, "text": "b"})
            for n, entry in enumerate(entries)
        ]
    )  # fmt: skip


@pytest.mark.parametrize("number", [3, 300])
def test_the_same_queries_however_long_the_log_is(programme, goal, alva, logged_in, django_assert_num_queries, number):
    fill(programme, alva, number)
    client = logged_in(alva)

    with django_assert_num_queries(8):
        client.get(URL)
    with django_assert_num_queries(8):
        client.get(URL + f"?sida=2&av={alva.pk}&slag=goals.Ambition&fran=2024-01-01")
