"""Local plans from the pages: made together, sent, approved party by party, shown against the baseline, carried over."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from fardplan.accounts.permissions import Role
from fardplan.followup import services as followup
from fardplan.governance import decisions
from fardplan.governance.asking import NotAsked
from fardplan.kit import turning
from fardplan.plan import plans, queries_plans
from fardplan.plan.models import Activity, OngoingWork, Plan, PlanItem, Scan
from tests.factories import (
    ActivityFactory,
    CompilationFactory,
    GoalFactory,
    MembershipFactory,
    OrganisationFactory,
    PartyFactory,
    PlanFactory,
)
from tests.pages import Page, PageStories, send, told

pytestmark = pytest.mark.django_db
NOW, TODAY = datetime(2025, 2, 1, 12, tzinfo=UTC), date(2025, 2, 1)


def a_party(programme, slug, **more):
    return PartyFactory(programme=programme, slug=slug, organisation=OrganisationFactory(short_name=slug.title()), **more)


@pytest.fixture
def vik(programme):
    return a_party(programme, "vik")


@pytest.fixture
def nybro(programme):
    return a_party(programme, "nybro")


@pytest.fixture
def samordnare(programme, vik):
    return MembershipFactory(programme=programme, role=Role.COORDINATOR, party=vik).user


@pytest.fixture
def activity(programme, vik):
    return ActivityFactory(
        programme=programme, slug="moten", title="Möten varje vecka", year=2025, time="30 juni", state="planned", responsible=vik
    )


def url(name, programme, *args):
    return reverse(name, args=[programme.slug, *args])


class TestScans(PageStories):
    PAGES = [
        Page("scan", Scan, "scans", {"county": "Ett annat län", "title": "Mobila team", "source": "Rapport 2023, s. 4"}, field="title")
    ]


def test_made_sent_and_approved_by_each_of_its_parties(programme, vik, nybro, samordnare, activity, logged_in):
    client = logged_in(samordnare)
    other = a_party(programme, "utanfor")
    made = send(client, url("plan_add", programme), title="Lokal plan 2025", year="2025", parties=[vik.pk, nybro.pk])
    plan = Plan.objects.get()
    assert made.headers["Location"] == url("plan", programme, plan.slug)
    # An empty plan is not sent.
    assert client.post(url("plan_send", programme, plan.slug)).status_code == 422
    send(client, url("plan_item_add", programme, plan.slug), activity=activity.pk, how="Korta möten", followed_up="Varje månad")
    assert client.post(url("plan_send", programme, plan.slug)).status_code == 302
    assert client.post(url("plan_send", programme, plan.slug)).status_code == 422, "nothing has changed since"

    version = plan.versions.get()
    assert version.is_baseline
    assert set(version.decision.matter.parties.all()) == {vik, nybro}
    with pytest.raises(NotAsked):
        decisions.answer(version.decision, party=other, by=samordnare, today=TODAY, outcome="agreed")
    decisions.answer(version.decision, party=vik, by=samordnare, today=TODAY, outcome="agreed", decided_date=TODAY)
    page = client.get(url("plan", programme, plan.slug)).context["page"]
    assert [(row.party.slug, row.is_yes) for row in page.latest.approvals] == [("nybro", False), ("vik", True)]
    assert not page.latest.is_adopted
    decisions.answer(version.decision, party=nybro, by=samordnare, today=TODAY, outcome="agreed_with_addition", words="Med egen budget")
    page = client.get(url("plan", programme, plan.slug))
    assert page.context["page"].latest.is_adopted
    assert "Korta möten" in page.content.decode()
    assert "Korta möten" in client.get(url("plan_version", programme, plan.slug, 1)).content.decode()
    assert client.post(url("plan_remove", programme, plan.slug)).status_code == 422, "what was sent stays"


def test_progress_against_the_baseline_and_a_new_one(programme, vik, alva, activity, logged_in):
    dropped = ActivityFactory(programme=programme, title="Utgår", year=2025, state="planned")
    plan = PlanFactory(programme=programme, parties=[vik], activities=[activity, dropped])
    plans.send_version(plan, by=alva, at=NOW, today=TODAY)
    plans.take_out(plan.items.get(activity=dropped), by=alva)
    plans.put_item(plan, activity=ActivityFactory(programme=programme, title="Ny", year=2025), by=alva)
    from fardplan.kit.timing import Timing
    from fardplan.plan import services

    services.edit_activity(activity, by=alva, time=Timing.parse("10 juli", year=2025))
    page = queries_plans.plan_page(plan, on=TODAY)
    assert [(row.title, str(row.against), row.moved) for row in page.items] == [
        ("Möten varje vecka", "later", 10),
        ("Ny", "added", None),
        ("Utgår", "dropped", None),
    ]
    plan.refresh_from_db()
    plans.send_version(plan, by=alva, at=NOW, today=TODAY)
    assert logged_in(alva).post(url("plan_baseline", programme, plan.slug, 2)).status_code == 302
    assert [str(row.against) for row in queries_plans.plan_page(plan, on=TODAY).items] == ["as_planned", "done"]


def test_only_its_parties_write_it(programme, vik, nybro, samordnare, logged_in):
    theirs = PlanFactory(programme=programme, parties=[nybro])
    client = logged_in(samordnare)
    for name in ("plan_edit", "plan_send", "plan_carry", "plan_item_add"):
        assert client.get(url(name, programme, theirs.slug)).status_code == 403
    answer = send(client, url("plan_add", programme), title="Andras plan", year="2025", parties=[nybro.pk])
    assert "Välj din egen part" in " ".join(told(answer))
    assert client.get(url("plan", programme, theirs.slug)).status_code == 200, "read by all"


def test_carried_over_without_those_who_left(programme, alva, vik, activity):
    gone = a_party(programme, "gone", until_date=date(2025, 7, 1))
    theirs = ActivityFactory(programme=programme, title="Deras", year=2025, state="planned", responsible=gone)
    done = ActivityFactory(programme=programme, title="Klart", year=2025, responsible=vik)
    plan = PlanFactory(programme=programme, title="Lokal plan 2025", parties=[vik, gone], activities=[activity, theirs, done])
    page = queries_plans.plan_page(plan, on=date(2025, 8, 1))
    assert {row.title: row.left for row in page.items} == {"Möten varje vecka": None, "Deras": date(2025, 6, 30), "Klart": None}

    ahead = plans.carry_over(plan, by=alva)

    assert (ahead.title, ahead.year, list(ahead.parties.all())) == ("Lokal plan 2026", 2026, [vik])
    item = ahead.items.get()
    assert (item.carried_from, item.activity.title, item.activity.year, item.activity.state) == (
        activity,
        "Möten varje vecka",
        2026,
        "planned",
    )
    assert plan.items.count() == 3, "nothing of the year before is lost"
    assert plans.carry_over(plan, by=alva) == ahead
    assert ahead.items.count() == 1, "carried again, nothing comes twice"


def test_side_by_side_counts_an_activity_in_two_plans_once(programme, bo, vik, nybro, activity, logged_in, django_assert_max_num_queries):
    goal = GoalFactory(programme=programme, number=1, slug="mal-1")
    activity.goals.add(goal)
    PlanFactory(programme=programme, parties=[vik], activities=[activity])
    PlanFactory(
        programme=programme, parties=[vik, nybro], activities=[activity, ActivityFactory(programme=programme, title="Annat", year=2025)]
    )
    client = logged_in(bo)
    client.get(url("plans", programme))
    with django_assert_max_num_queries(20):
        page = client.get(url("plans_side_by_side", programme), {"ar": "2025"})
    assert page.context["counted"] == 2
    first = page.context["rows"][0]
    assert (first.activity, first.parties, len(first.plans)) == (activity, ("Nybro", "Vik"), 2)
    assert client.get(url("plans_side_by_side", programme), {"ar": "2025", "part": "nybro", "ord": "varje"}).context["counted"] == 1
    assert client.get(url("plans_side_by_side", programme), {"ar": "2025", "mal": "mal-1"}).context["counted"] == 1
    with django_assert_max_num_queries(20):
        client.get(url("plans", programme))


def test_plans_and_their_activities_turn_pages(programme, bo, vik, logged_in, monkeypatch):
    monkeypatch.setattr(turning.turned, "__kwdefaults__", {"on_a_page": 3})
    for n in range(5):
        PlanFactory(
            programme=programme,
            parties=[vik],
            title=f"Plan {n}",
            activities=[ActivityFactory(programme=programme, title=f"A{n}", year=2025)],
        )
    client = logged_in(bo)

    def shown(page, n):
        found = client.get(url(page, programme), {"ar": "2025", "sida": n})
        assert "Sidor" in found.text
        return [str(getattr(row, "activity", None) or row.plan) for row in found.context["rows"]]

    assert [shown("plans", n) for n in (1, 2)] == [["Plan 0", "Plan 1", "Plan 2"], ["Plan 3", "Plan 4"]]
    assert [shown("plans_side_by_side", n) for n in (1, 2)] == [["A0", "A1", "A2"], ["A3", "A4"]]


def test_in_a_partys_operational_plan_by_that_party_alone(programme, vik, nybro, samordnare, activity, logged_in):
    plan = PlanFactory(programme=programme, parties=[vik, nybro], activities=[activity])
    item, client = plan.items.get(), logged_in(samordnare)
    assert client.get(url("plan_item_place", programme, plan.slug, item.pk, "nybro")).status_code == 403
    address = url("plan_item_place", programme, plan.slug, item.pk, "vik")
    send(client, address, words="Verksamhetsplan 2025, avsnitt 4")
    assert "Verksamhetsplan 2025, avsnitt 4" in client.get(url("plan", programme, plan.slug)).content.decode()
    send(client, address, words="")
    assert not activity.operational_plans.exists()


def test_the_inventory_is_each_partys_own_and_goes_out_as_excel(programme, vik, nybro, samordnare, logged_in):
    client = logged_in(samordnare)
    refused = send(client, url("ongoing_work_add", programme), title="Deras", year="2025", party=nybro.pk)
    assert refused.status_code == 422
    assert (
        send(client, url("ongoing_work_add", programme), title="Mobilt team", year="2025", is_reported="on", party=vik.pk).status_code
        == 302
    )
    row = OngoingWork.objects.get()
    assert row.is_reported
    answer = client.get(url("export", programme, "ongoing_works", "csv"))
    assert "Mobilt team" in b"".join(answer if answer.streaming else [answer.content]).decode("utf-8-sig")


def test_a_locked_year_holds_what_its_plan_says(programme, alva, vik, nybro, activity):
    joint = ActivityFactory(programme=programme, title="Gemensam", year=2025)
    plan = PlanFactory(programme=programme, parties=[vik, nybro], activities=[activity, joint])
    followup.mark_ready(CompilationFactory(programme=programme, period="2025"), vik, by=alva, at=NOW)
    for item in plan.items.all():
        with pytest.raises(ValidationError, match="Vik har markerat"):
            plans.put_item(plan, activity=item.activity, by=alva, how="Annorlunda")
        with pytest.raises(ValidationError, match="Vik har markerat"):
            plans.take_out(PlanItem.objects.get(pk=item.pk), by=alva)
    # The next year is made all the same: nothing of the locked one is written.
    assert plans.carry_over(plan, by=alva).items.count() == 1 + (joint.state != Activity.State.DONE)
