"""Activities, milestones, dependencies and exclusions from the pages: who may; times in words; two editors; double posts; bad input."""

import re
from datetime import date

import pytest
from django.urls import reverse

from fardplan.accounts.permissions import Role
from fardplan.plan.models import Activity, Attendance, Dependency, Exclusion, Milestone
from fardplan.plan.rules import State
from tests.conftest import member
from tests.factories import (
    ActivityFactory,
    DecisionFactory,
    ForumFactory,
    FrictionFactory,
    GoalFactory,
    InitiativeFactory,
    MatterFactory,
    MembershipFactory,
    MilestoneFactory,
    OrganisationFactory,
    PartyFactory,
    RiskFactory,
    TargetGroupFactory,
    UserFactory,
)
from tests.portfolio.conftest import hidden, told
from tests.portfolio.test_initiative_forms import values_of

pytestmark = pytest.mark.django_db

ACTIVITY = {"title": "Lärseminarium", "kind": "learning_seminar", "state": "planned", "time": "3 feb.", "year": "2023"}


@pytest.fixture
def post(programme, logged_in):
    """`post(alva, "activity_add", title="…")`: as the browser would, with what the form carries unseen."""

    def send(user, name, *args, shown=None, **values):
        client = logged_in(user)
        url = reverse(name, args=[programme.slug, *args])
        return client.post(url, {**hidden(shown or client.get(url)), **values})

    return send


def coordinates(user, party):
    """Who writes what the party answers for."""
    MembershipFactory(user=user, programme=party.programme, role=Role.COORDINATOR, party=party)


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


# Activities ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_activity(programme, alva, post, logged_in):
    answer = post(alva, "activity_add", **ACTIVITY)

    row = Activity.objects.get()
    assert answer.headers["Location"] == f"/{programme.slug}/aktiviteter/larseminarium/"
    assert (row.time_words, row.time.starts_earliest.isoformat()) == ("3 feb.", "2023-02-03")
    assert logged_in(alva).get(answer.headers["Location"]).status_code == 200
    edit = logged_in(alva).get(reverse("activity_edit", args=[programme.slug, row.slug]))
    assert "Läses som 3 februari 2023" in text_of(edit)


def test_all_of_it(programme, alva, ekby, abyfors, goals, post):
    coordinates(alva, ekby)
    forum, group, home = ForumFactory(programme=programme), TargetGroupFactory(programme=programme), OrganisationFactory()
    initiative = InitiativeFactory(programme=programme)
    post(alva, "activity_add", **ACTIVITY | {
        "format": "digital", "format_words": "Digitalt", "audience": "Kommun/region", "comment": "Inspelat", "sponsor": forum.pk,
        "executing": "Kontoret", "responsible": ekby.pk, "initiative": initiative.pk, "goals": [goals[0].pk], "target_groups": [group.pk],
        "lecturers-0-organisation": home.pk, "lecturers-0-unit_words": "Enheten", "lecturers-0-role": "Föreläsare",
        "participants": "265", "from-ekby": "40", "from-abyfors": "", "groups-0-target_group": group.pk, "groups-0-number": "1 200",
        "groups-1-target_group": group.pk, "groups-1-party": abyfors.pk, "groups-1-number": "0",
    })  # fmt: skip

    row = Activity.objects.get()
    assert (row.sponsor, row.responsible, row.initiative, row.format) == (forum, ekby, initiative, "digital")
    assert [list(row.goals.all()), list(row.target_groups.all())] == [[goals[0]], [group]]
    assert [(each.organisation, each.unit_words, each.role) for each in row.lecturers.all()] == [(home, "Enheten", "Föreläsare")]
    assert set(row.attendances.values_list("party", "target_group", "number")) == {
        (None, None, 265),
        (ekby.pk, None, 40),
        (None, group.pk, 1200),
        (abyfors.pk, group.pk, 0),
    }


def test_saving_the_form_as_it_is_shown_changes_nothing(programme, alva, ekby, goals, logged_in):
    coordinates(alva, ekby)
    group = TargetGroupFactory(programme=programme)
    counts = [(None, None, 5), (ekby, None, 3), (None, group, 2), (ekby, group, 1)]
    row = ActivityFactory(programme=programme, time="25-okt", responsible=ekby, counts=counts)
    row.goals.set(goals)
    row.lecturers.create(organisation=OrganisationFactory(), role="Föreläsare")
    url = reverse("activity_edit", args=[programme.slug, row.slug])

    answer = logged_in(alva).post(url, values_of(logged_in(alva).get(url)))

    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.version == 1
    assert row.attendances.count() == 4
    assert set(row.attendances.values_list("version", flat=True)) == {1}


def test_a_number_that_is_taken_away_is_missing_again(programme, alva, ekby, post):
    row = ActivityFactory(programme=programme, counts=[(None, None, 5), (ekby, None, 3)])

    post(alva, "activity_edit", row.slug, **ACTIVITY, **{"participants": "", "from-ekby": "3"})

    assert Attendance.objects.get().party == ekby


@pytest.mark.parametrize(
    "values, said",
    [
        ({"title": ""}, "Aktivitet: Det här behöver fyllas i."),
        ({"kind": ""}, "Slag: "),
        ({"kind": "tårta"}, "finns inte att välja"),
        ({"time": ""}, "När: Det här behöver fyllas i."),
        ({"time": "HT 2o23"}, "HT 2o23” går inte att läsa som tid"),
        ({"time": "30 feb"}, "30 feb"),
        ({"year": ""}, "År: Det här behöver fyllas i."),
        ({"year": "i fjol"}, "År: "),
        ({"participants": "många"}, "Alla tillsammans: "),
        ({"participants": "-3"}, "Alla tillsammans: "),
        ({"from-ekby": "2,5"}, "Ekby: "),
        ({"groups-0-number": "3"}, "Målgrupp 1: "),
        ({"lecturers-1-role": "Föreläsare"}, "Organisation 2: "),
        ({"responsible": "999999"}, "Ansvarig part: "),
        ({"sponsor": "x"}, "Beställare: "),
        ({"comment": "Om 19121212-1212"}, "personnummer"),
    ],
)
def test_bad_input_is_told_beside_the_field_and_nothing_typed_is_lost(programme, alva, ekby, post, values, said):
    coordinates(alva, ekby)
    answer = post(
        alva, "activity_add", **{**ACTIVITY, "audience": "Kommun & region", "lecturers-0-role": "", "lecturers-1-role": "", **values}
    )

    assert answer.status_code == 422
    assert said in " ".join(told(answer))
    html = answer.content.decode()
    assert "Kommun &amp; region" in html
    for name in ("time", "year", "participants"):
        assert f'value="{values.get(name) or ""}"' in html or not values.get(name)
    assert not Activity.objects.exists()


def test_the_same_group_counted_twice(programme, alva, post):
    group = TargetGroupFactory(programme=programme)
    row = {"groups-0-target_group": group.pk, "groups-0-number": "1", "groups-1-target_group": group.pk, "groups-1-number": "2"}

    assert told(post(alva, "activity_add", **ACTIVITY, **row)) == ["Målgrupp 2: Den gruppen är redan räknad."]


def test_another_programmes_rows_are_no_choices(programme, other_programme, alva, ekby, post):
    coordinates(alva, ekby)
    strange = {
        "responsible": PartyFactory(programme=other_programme),
        "initiative": InitiativeFactory(programme=other_programme),
        "goals": GoalFactory(programme=other_programme, number=1),
        "sponsor": ForumFactory(programme=other_programme),
        "target_groups": TargetGroupFactory(programme=other_programme),
    }
    for name, row in strange.items():
        assert post(alva, "activity_add", **{**ACTIVITY, name: row.pk}).status_code == 422
    assert not Activity.objects.exists()


def test_sent_twice_it_is_one(programme, alva, post, logged_in):
    shown = logged_in(alva).get(reverse("activity_add", args=[programme.slug]))

    first, second = (post(alva, "activity_add", shown=shown, **ACTIVITY) for _ in range(2))

    assert Activity.objects.count() == 1
    assert first.headers["Location"] == second.headers["Location"]


def test_the_second_of_two_editors_is_told_and_loses_nothing(programme, alva, ekby, post, logged_in):
    row = ActivityFactory(programme=programme, title="Från början")
    shown = logged_in(alva).get(reverse("activity_edit", args=[programme.slug, row.slug]))
    post(member("astrid", programme, Role.OFFICE), "activity_edit", row.slug, **{**ACTIVITY, "title": "Från början", "participants": "12"})

    answer = post(alva, "activity_edit", row.slug, shown=shown, **{**ACTIVITY, "title": "Alvas", "participants": "14"})

    assert answer.status_code == 409
    assert "Alla tillsammans 12 14" in text_of(answer)
    assert 'value="14"' in answer.content.decode()
    assert Attendance.objects.get().number == 12


def test_closed_with_how_many_came_and_opened_again(programme, alva, post, logged_in):
    row = ActivityFactory(programme=programme, state=State.PLANNED, slug="a")

    assert post(alva, "activity_close", "a", state="done", participants="31").status_code == 302

    row.refresh_from_db()
    assert (row.state, Attendance.objects.get().number) == ("done", 31)
    logged_in(alva).get(reverse("activity_reopen", args=[programme.slug, "a"]))
    row.refresh_from_db()
    assert row.state == "done"  # reading never writes
    logged_in(alva).post(reverse("activity_reopen", args=[programme.slug, "a"]))
    row.refresh_from_db()
    assert row.state == "ongoing"


def test_closing_needs_to_say_how(programme, alva, post):
    ActivityFactory(programme=programme, state=State.PLANNED, slug="a")

    assert post(alva, "activity_close", "a").status_code == 422
    assert post(alva, "activity_close", "a", state="ongoing").status_code == 422
    assert Activity.objects.get().state == "planned"


def test_a_name_that_is_a_page(programme, alva, post):
    assert post(alva, "activity_add", **{**ACTIVITY, "title": "Hållpunkter"}).headers["Location"].endswith("/aktivitet-hallpunkter/")


@pytest.mark.parametrize(
    "role, may",
    [
        (Role.LEAD, True), (Role.OFFICE, True), (Role.CHANGE_LEADER, True), (Role.INITIATIVE_LEADER, False),
        (Role.STEERING, False), (Role.CONTROLLER, False), (Role.ANALYST, False), (Role.READER, False),
    ],
)  # fmt: skip
def test_who_may(programme, role, may, logged_in):
    user = member("nagon", programme, role)
    ActivityFactory(programme=programme, slug="a")
    MilestoneFactory(programme=programme, slug="m")
    for name, args in (
        ("activity_add", []),
        ("activity_edit", ["a"]),
        ("activity_close", ["a"]),
        ("milestone_add", []),
        ("milestone_edit", ["m"]),
        ("milestone_done", ["m"]),
        ("dependency_add", []),
        ("exclusion_add", []),
    ):
        assert logged_in(user).get(reverse(name, args=[programme.slug, *args])).status_code == (200 if may else 403)
    if not may:
        assert logged_in(user).post(reverse("activity_reopen", args=[programme.slug, "a"])).status_code == 403


# Milestones ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_milestone_from_beginning_to_end(programme, alva, ekby, goals, post, logged_in):
    coordinates(alva, ekby)
    post(alva, "milestone_add", title="Färdplanen antas", time="HT 2024", party=ekby.pk, goals=[goals[0].pk])
    row = Milestone.objects.get()
    assert (row.time_words, row.party, list(row.goals.all())) == ("HT 2024", ekby, [goals[0]])

    post(alva, "milestone_edit", row.slug, title="Färdplanen antas", time="VT 2024", responsible="Styrgruppen")
    row.refresh_from_db()
    assert (row.time_words, row.party, row.responsible) == ("VT 2024", None, "Styrgruppen")

    post(alva, "milestone_done", row.slug, done="mars 2024")
    row.refresh_from_db()
    assert row.done_words == "mars 2024"
    assert "Färdplanen antas VT 2024 mars 2024" in text_of(logged_in(alva).get(reverse("milestones", args=[programme.slug])))


@pytest.mark.parametrize(
    "values, said",
    [
        ({"time": "HT 2o24"}, "När: ”HT 2o24” går inte att läsa som tid"),
        ({"time": "3 feb"}, "saknar år"),
        ({"time": ""}, "När: Det här behöver fyllas i."),
        ({"title": ""}, "Hållpunkt: Det här behöver fyllas i."),
        ({"done": "snart"}, "Klar: "),
        ({"party": "999"}, "Väntar på: "),
        ({"number": "x" * 11}, "Nummer: "),
        ({"done": "2023", "is_outcome_unknown": "on"}, "Antingen är det känt"),
    ],
)
def test_bad_milestones(programme, alva, ekby, post, values, said):
    coordinates(alva, ekby)
    answer = post(alva, "milestone_add", **{"title": "Planen", "time": "2024", **values})

    assert answer.status_code == 422
    assert said in " ".join(told(answer))
    assert all(f'value="{value}"' in answer.content.decode() for value in values.values() if value and value not in ("999", "on"))
    assert not Milestone.objects.exists()


def test_words_without_a_year_keep_the_year_they_had(programme, alva, logged_in):
    from fardplan.kit.timing import Timing

    row = MilestoneFactory(programme=programme)
    Milestone.objects.update(**Milestone.time.columns(Timing.parse("25-okt", year=2021)))
    url = reverse("milestone_edit", args=[programme.slug, row.slug])

    answer = logged_in(alva).post(url, {**values_of(logged_in(alva).get(url)), "title": "Nytt namn"})

    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.title, row.time.starts_earliest.isoformat()) == ("Nytt namn", "2021-10-25")


def test_the_list_puts_the_late_first_and_says_whom_they_wait_for(programme, ekby, bo, logged_in):
    MilestoneFactory(programme=programme, title="Kommer", time="2024")
    MilestoneFactory(programme=programme, title="Sen", time="2020", party=ekby)
    MilestoneFactory(programme=programme, title="Senare", time="2022")
    MilestoneFactory(programme=programme, title="Gjord", time="2021", done="2021")
    MilestoneFactory(programme=programme, title="Gammal", time="2019", is_outcome_unknown=True)

    said = text_of(logged_in(bo).get(reverse("milestones", args=[programme.slug])))

    assert "5 hållpunkter · 2 sena, 1 kommer, 1 klar, 1 som ingen vet hur det gick med" in said
    assert said.index("Sen 2020 Ekby") < said.index("Senare 2022 uppgift saknas") < said.index("Kommer 2024") < said.index("Gjord 2021")
    assert "Markera som klar" not in said
    assert "365 dagar" in said


def test_no_milestones_and_none_late(programme, alva, bo, logged_in):
    url = reverse("milestones", args=[programme.slug])
    assert "Inga hållpunkter än." in text_of(logged_in(bo).get(url))
    MilestoneFactory(programme=programme, time="2030")
    assert "Inget är sent." in text_of(logged_in(alva).get(url))


def test_milestone_queries_do_not_grow(programme, ekby, bo, logged_in, django_assert_num_queries):
    client, url = logged_in(bo), reverse("milestones", args=[programme.slug])
    for many in (3, 30):
        for number in range(many):
            MilestoneFactory(
                programme=programme, party=ekby, initiative=InitiativeFactory(programme=programme), time=str(2020 + number % 9)
            )
        with django_assert_num_queries(4):
            client.get(url)


# Dependencies and exclusions ────────────────────────────────────────────────────────────────────────────────────────


def test_dependencies_and_exclusions(programme, alva, bo, post, logged_in):
    one, two = (InitiativeFactory(programme=programme, short_title=title) for title in ("Ett", "Två"))
    url = reverse("dependencies", args=[programme.slug])
    assert "Inga beroenden än." in text_of(logged_in(bo).get(url))

    post(alva, "dependency_add", text="Bygger på piloten", initiative=one.pk, on_initiative=two.pk)
    post(alva, "exclusion_add", text="Frågor som rör enskild kommun")

    said = text_of(logged_in(bo).get(url))
    assert "Bygger på piloten Ett beror av Två" in said
    assert "Frågor som rör enskild kommun inlagt här" in said
    post(alva, "dependency_edit", Dependency.objects.get().slug, text="Bygger på två piloter")
    post(alva, "exclusion_edit", Exclusion.objects.get().slug, text="Enskilda kommuners frågor")
    said = text_of(logged_in(alva).get(url))
    assert "Bygger på två piloter hela programmet" in said
    assert "Enskilda kommuners frågor" in said


def test_work_does_not_depend_on_itself(programme, alva, post):
    one = InitiativeFactory(programme=programme)

    answer = post(alva, "dependency_add", text="Kring", initiative=one.pk, on_initiative=one.pk)

    assert told(answer) == ["Av vilket arbete: Ett arbete kan inte bero av sig självt."]


def test_dependency_queries_do_not_grow(programme, bo, logged_in, django_assert_num_queries):
    client, url = logged_in(bo), reverse("dependencies", args=[programme.slug])
    for many in (3, 30):
        for number in range(many):
            one = InitiativeFactory(programme=programme)
            Dependency.objects.create(programme=programme, slug=f"{many}-{number}", text="X", initiative=one)
            Exclusion.objects.create(programme=programme, slug=f"{many}-{number}", text="Y")
        with django_assert_num_queries(5):
            client.get(url)


# Whose it is ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_whose_plans_somebody_writes(programme, alva, ekby, abyfors, post, logged_in):
    """Rows of the programme, of Ekby, of Åbyfors, of the work that Leo leads in Åbyfors' name: who may change which."""
    leo, eva = member("leo", programme, Role.INITIATIVE_LEADER), UserFactory(username="eva")
    coordinates(eva, ekby)
    led = InitiativeFactory(programme=programme, leader=leo)
    rows = [(None, None), (ekby, None), (abyfors, None), (abyfors, led), (None, led)]
    for number, (party, initiative) in enumerate(rows):
        ActivityFactory(programme=programme, slug=f"r{number}", responsible=party, initiative=initiative, state=State.DONE)
        MilestoneFactory(programme=programme, slug=f"r{number}", party=party, initiative=initiative)

    def may(user, *names):
        found = [
            [logged_in(user).get(reverse(name, args=[programme.slug, f"r{number}"])).status_code == 200 for number in range(len(rows))]
            for name in names
        ]
        assert all(each == found[0] for each in found)
        return found[0]

    names = ("activity_edit", "activity_close", "milestone_edit", "milestone_done")
    assert may(alva, *names) == [True] * 5, "the programme's rows, also those that wait for a party"
    assert may(eva, *names) == [False, True, False, False, False]
    assert may(leo, *names) == [False, False, False, True, True]
    assert post(eva, "activity_reopen", "r2").status_code == 403
    assert post(eva, "activity_reopen", "r1").status_code == 302
    listed = logged_in(eva).get(reverse("milestones", args=[programme.slug])).content.decode()
    assert [f"/r{number}/redigera/" in listed for number in range(5)] == [False, True, False, False, False]


def test_nobody_enters_or_gives_away_what_would_be_another_partys(programme, ekby, abyfors, post):
    eva, leo = UserFactory(username="eva"), member("leo", programme, Role.INITIATIVE_LEADER)
    coordinates(eva, ekby)
    led, other = InitiativeFactory(programme=programme, leader=leo), InitiativeFactory(programme=programme)
    ActivityFactory(programme=programme, slug="vart", responsible=ekby)

    assert post(eva, "activity_add", **ACTIVITY, responsible=abyfors.pk).status_code == 422
    assert post(eva, "activity_add", **ACTIVITY).status_code == 422, "the programme's own"
    assert post(eva, "activity_edit", "vart", **ACTIVITY, responsible=abyfors.pk).status_code == 422
    assert post(leo, "activity_add", **ACTIVITY, initiative=other.pk).status_code == 422
    assert post(leo, "milestone_add", title="Planen", time="2024").status_code == 422
    assert list(Activity.objects.values_list("slug", "responsible")) == [("vart", ekby.pk)]
    assert post(leo, "milestone_add", title="Planen", time="2024", initiative=led.pk).status_code == 302
    assert post(eva, "activity_add", **ACTIVITY, responsible=ekby.pk, initiative=other.pk).status_code == 302


def test_a_leader_of_nothing_plans_nothing(programme, logged_in):
    leo = member("leo", programme, Role.INITIATIVE_LEADER)

    for name in ("activity_add", "milestone_add"):
        assert logged_in(leo).get(reverse(name, args=[programme.slug])).status_code == 403
    assert (
        reverse("activity_add", args=[programme.slug])
        not in logged_in(leo).get(reverse("activities", args=[programme.slug])).content.decode()
    )


# What an activity answers ───────────────────────────────────────────────────────────────────────────────────────────


def test_an_activity_answers_a_risk_a_friction_and_a_decision_and_each_tells_of_it(programme, alva, bo, post, logged_in):
    risk = RiskFactory(programme=programme, title="Läkare saknas")
    friction = FrictionFactory(
        programme=programme, party=PartyFactory(programme=programme), title="Sent besked", shared_date=date(2023, 1, 2)
    )
    decision = DecisionFactory(matter=MatterFactory(programme=programme), programme=programme, title="Börja med två")

    post(alva, "activity_add", **ACTIVITY, risk=risk.pk, friction=friction.pk, decision=decision.pk)

    row = Activity.objects.get()
    assert (row.risk, row.friction, row.decision) == (risk, friction, decision)
    page = text_of(logged_in(bo).get(reverse("activity", args=[programme.slug, row.slug])))
    assert "Svarar på Risk Läkare saknas Skav Sent besked Beslut Börja med två" in page
    for name, answered in (("risk", risk), ("friction", friction), ("decision", decision)):
        shown = logged_in(bo).get(reverse(name, args=[programme.slug, answered.slug])).content.decode()
        assert f'href="/{programme.slug}/aktiviteter/larseminarium/">Lärseminarium</a>' in shown
        assert "Lägg till aktivitet" not in shown, "a reader adds none"


@pytest.mark.parametrize("name, address, factory", [("risk", "risk", "RiskFactory"), ("decision", "beslut", "DecisionFactory")])
def test_the_page_of_what_is_answered_leads_to_a_form_that_knows_it(programme, alva, logged_in, name, address, factory):
    made = {"RiskFactory": RiskFactory, "DecisionFactory": DecisionFactory}[factory](programme=programme)
    url = f"{reverse('activity_add', args=[programme.slug])}?{address}={made.slug}"
    assert f'href="{url}"' in logged_in(alva).get(reverse(name, args=[programme.slug, made.slug])).content.decode()
    assert logged_in(alva).get(url).context["form"].initial[name] == made


def test_another_partys_own_friction_is_neither_chosen_nor_told_nor_lost(programme, alva, post, logged_in):
    theirs = FrictionFactory(programme=programme, party=PartyFactory(programme=programme), title="Hemligt skav", shared_date=None)
    row = ActivityFactory(programme=programme, friction=theirs, **{"slug": "larseminarium"})
    url = reverse("activity_edit", args=[programme.slug, row.slug])

    for name in ("activity", "activity_edit"):
        assert "Hemligt skav" not in logged_in(alva).get(reverse(name, args=[programme.slug, row.slug])).content.decode()
    post(alva, "activity_edit", row.slug, **values_of(logged_in(alva).get(url)) | {"title": "Annat"})
    row.refresh_from_db()
    assert (row.title, row.friction) == ("Annat", theirs)
    answer = post(alva, "activity_add", **ACTIVITY, friction=theirs.pk)
    assert answer.status_code == 422
    assert "friction" in answer.context["form"].errors
