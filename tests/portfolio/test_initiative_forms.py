"""Initiatives from the pages: entered, changed, moved; who may; two editors; double posts; bad input."""

import datetime
import re

import pytest
from django.urls import reverse

from fardplan.accounts.permissions import Role
from fardplan.kit.models import Origin
from fardplan.kit.timing import Timing
from fardplan.portfolio import services
from fardplan.portfolio.models import Initiative, InitiativePhase
from fardplan.portfolio.rules import EARLY, Phase
from tests.conftest import member
from tests.factories import GoalFactory, InitiativeFactory, MembershipFactory, OrganisationFactory, PartyFactory, UserFactory
from tests.portfolio.conftest import TODAY, hidden, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(programme, logged_in):
    """`post(alva, "initiative_add", title="…")`: as the browser would, with what the form carries unseen."""

    def send(user, name, *args, shown=None, **values):
        client = logged_in(user)
        url = reverse(name, args=[programme.slug, *args])
        carried = hidden(shown or client.get(url))
        return client.post(url, {**carried, **values})

    return send


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


# Entered ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_only_the_name_is_needed(programme, alva, post):
    answer = post(alva, "initiative_add", title="Hemgång på ön")

    initiative = Initiative.objects.get()
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/{programme.slug}/portfolj/hemgang-pa-on/"
    assert [(row.phase, row.began_words) for row in initiative.phases.all()] == [("idea", "2023-12-31")]


def test_all_of_it(programme, alva, bo, goals, ekby, abyfors, post):
    home = OrganisationFactory(name="Hospicet", short_name="Hospicet")
    post(
        alva, "initiative_add", title="Allt", short_title="Kort", description="Rad ett\n\nRad två", time="VT 2023", form="pilot",
        parties=[ekby.pk, abyfors.pk], parties_words="Ekby m.fl.", leader_organisation=ekby.organisation.pk, leader=bo.pk,
        leader_note="Extern konsult", change_owner="Socialchef", goals=[goals[0].pk, goals[2].pk], agreement_year="2023",
        agreement_chapter="3.2", comment="Så är det.", phase="running", began="HT 2022", decided_by="Styrgruppen 2022", **{
            "partners-0-organisation": home.pk, "partners-0-role": "Samverkanspart", "partners-1-organisation": "", "partners-1-role": "",
        },
    )  # fmt: skip

    row = Initiative.objects.get()
    assert (row.time_words, row.form, row.leader, row.agreement_year) == ("VT 2023", "pilot", bo, 2023)
    assert row.description == "Rad ett\n\nRad två"
    assert set(row.parties.all()) == {ekby, abyfors}
    assert [link.goal for link in row.goal_links.all()] == [goals[0], goals[2]]
    assert [(link.organisation, link.role) for link in row.partner_links.all()] == [(home, "Samverkanspart")]
    assert [(phase.phase, phase.began_words) for phase in row.phases.all()] == [("running", "HT 2022")]


def test_a_coordinator_starts_an_idea_and_no_more(programme, ekby, post, logged_in):
    user = member("samordnare", programme, Role.COORDINATOR)
    page = logged_in(user).get(reverse("initiative_add", args=[programme.slug]))
    assert 'name="phase"' not in page.content.decode()

    post(user, "initiative_add", title="Smygande", phase="running", began="2020")

    assert InitiativePhase.objects.get().phase == Phase.IDEA


def test_a_phase_that_begins_later_is_told(programme, alva, logged_in):
    client, url = logged_in(alva), reverse("initiative_add", args=[programme.slug])
    client.post(url, {**hidden(client.get(url)), "title": "Sen", "phase": "included", "began": "HT 2024", "decided_by": "Styrgruppen"})

    assert "”Inkluderat” räknas från 31 december 2024" in text_of(client.get(reverse("portfolio", args=[programme.slug])))


def test_sent_twice_it_is_one(programme, alva, post, logged_in):
    shown = logged_in(alva).get(reverse("initiative_add", args=[programme.slug]))

    first, second = (post(alva, "initiative_add", shown=shown, title="Dubbelt") for _ in range(2))

    assert Initiative.objects.count() == 1
    assert first.headers["Location"] == second.headers["Location"]


def test_two_with_the_same_name_and_one_called_as_a_page(programme, alva, post):
    for title in ("Nytt", "Samma", "Samma"):
        post(alva, "initiative_add", title=title)

    assert sorted(Initiative.objects.values_list("slug", flat=True)) == ["arbete-nytt", "samma", "samma-2"]


@pytest.mark.parametrize("role", [Role.READER, Role.STEERING, Role.CONTROLLER, Role.ANALYST, Role.INITIATIVE_LEADER])
def test_others_do_not_start_any(programme, role, post, logged_in):
    user = member("en-till", programme, role)

    assert logged_in(user).get(reverse("initiative_add", args=[programme.slug])).status_code == 403
    assert logged_in(user).post(reverse("initiative_add", args=[programme.slug]), {"title": "X"}).status_code == 403
    assert not Initiative.objects.exists()


@pytest.mark.parametrize(
    "values, said",
    [
        ({"title": ""}, "Arbetets namn: Det här behöver fyllas i."),
        ({"time": "HT 2o23"}, "går inte att läsa som tid"),
        ({"began": "i morgon bitti", "phase": "running"}, "går inte att läsa som tid"),
        ({"began": "", "phase": "running"}, "Skriv sedan när arbetet är i den fasen."),
        ({"began": "löpande", "phase": "running"}, "Skriv när fasen börjar"),
        ({"phase": "withdrawn", "began": "2020"}, "finns inte att välja"),
        ({"form": "projektet"}, "finns inte att välja"),
        ({"agreement_year": "tjugotre"}, "Överenskommelse, år"),
        ({"agreement_year": "1066"}, "Året är tidigast 1990."),
        ({"leader_is_vacant": "on", "leader_organisation": "ekby"}, "Antingen finns en ledare, eller så är platsen vakant."),
        ({"parties": "999999"}, "går inte längre att välja"),
        ({"parties": "ekby'; --"}, "går inte längre att välja"),
        ({"partners-0-role": "Utan organisation", "partners-0-organisation": ""}, "Organisation 1"),
        ({"title": "Vård av 19121212-1212"}, "personnummer"),
    ],
)
def test_bad_input_is_told_beside_the_field_and_nothing_typed_is_lost(programme, alva, ekby, post, values, said):
    values = {name: ekby.organisation.pk if value == "ekby" else value for name, value in values.items()}

    answer = post(alva, "initiative_add", **{"title": "Namnet", "comment": "Långt & viktigt", **values})

    assert answer.status_code == 422
    assert said.lower() in " ".join(told(answer)).lower()
    html = answer.content.decode()
    assert "Långt &amp; viktigt" in html
    assert not Initiative.objects.exists()
    for name, value in values.items():
        if name in ("time", "began"):
            assert f'value="{value}"' in html or not value


def test_another_programmes_rows_are_no_choices(programme, other_programme, alva, post):
    goal, party = GoalFactory(programme=other_programme, number=1), PartyFactory(programme=other_programme)
    stranger = UserFactory()
    MembershipFactory(user=stranger, programme=other_programme)

    for values in ({"goals": goal.pk}, {"parties": party.pk}, {"leader": stranger.pk}):
        answer = post(alva, "initiative_add", title="Insmugglat", **values)
        assert answer.status_code == 422
    assert not Initiative.objects.exists()


def test_the_same_partner_twice(programme, alva, post):
    home = OrganisationFactory(short_name="Hospicet")

    answer = post(alva, "initiative_add", title="X", **{"partners-0-organisation": home.pk, "partners-1-organisation": home.pk})

    assert answer.status_code == 422
    assert told(answer) == ["Organisation 2: Hospicet finns två gånger."]


# Changed ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def values_of(answer):
    """What the form shows, as a browser would send it back."""
    form = answer.context["form"]
    sent = {}
    for bound in form:
        value = bound.value()
        if bound.is_check:
            if value:
                sent[bound.html_name] = "on"
        elif isinstance(value, list):
            sent[bound.html_name] = [getattr(row, "pk", row) for row in value]
        elif value is not None:
            sent[bound.html_name] = getattr(value, "pk", value)
    return sent


def test_saving_the_form_as_it_is_shown_changes_nothing(programme, alva, goals, ekby, logged_in):
    home = OrganisationFactory()
    row = InitiativeFactory(
        programme=programme, goals=goals[:2], parties=[ekby], time="Start 2022 – avslutad HT 2023", leader_is_vacant=True
    )
    row.partner_links.create(organisation=home, role="Referens")
    row.goal_links.update(origin=Origin.INVENTED)
    ekby.until_date = datetime.date(2023, 6, 1)
    ekby.save()
    url = reverse("initiative_edit", args=[programme.slug, row.slug])
    shown = logged_in(alva).get(url)

    answer = logged_in(alva).post(url, values_of(shown))

    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.version == 1
    assert list(row.parties.all()) == [ekby]  # also the one that has left since
    assert set(row.goal_links.values_list("origin", flat=True)) == {Origin.INVENTED}


def test_changed(programme, alva, goals, ekby, abyfors, post):
    row = InitiativeFactory(programme=programme, goals=goals[:1], parties=[ekby])

    answer = post(alva, "initiative_edit", row.slug, title="Nytt namn", goals=[goals[1].pk], is_county_wide="on")

    row.refresh_from_db()
    assert answer.headers["Location"].endswith(f"/portfolj/{row.slug}/")
    assert (row.title, row.is_county_wide, list(row.parties.all())) == ("Nytt namn", True, [])
    assert [link.goal for link in row.goal_links.all()] == [goals[1]]


def test_partners_grow_a_row_at_a_time(programme, alva, post, logged_in):
    row = InitiativeFactory(programme=programme)
    homes = [OrganisationFactory(short_name=f"Org {n}") for n in range(3)]
    url = reverse("initiative_edit", args=[programme.slug, row.slug])
    filled = {f"partners-{n}-organisation": home.pk for n, home in enumerate(homes[:2])}
    post(alva, "initiative_edit", row.slug, title="X", **filled)

    assert logged_in(alva).get(url).content.decode().count('-role"') >= 4
    post(alva, "initiative_edit", row.slug, title="X", **{**filled, "partners-0-organisation": "", "partners-2-organisation": homes[2].pk})

    assert {link.organisation for link in row.partner_links.all()} == {homes[1], homes[2]}


def test_the_second_of_two_editors_is_told_and_loses_nothing(programme, alva, goals, post, logged_in):
    other = member("astrid", programme, Role.OFFICE)
    row = InitiativeFactory(programme=programme, title="Från början", goals=goals[:1])
    shown = logged_in(alva).get(reverse("initiative_edit", args=[programme.slug, row.slug]))
    post(other, "initiative_edit", row.slug, title="Från början", goals=[goals[1].pk])  # only what hangs on it

    answer = post(alva, "initiative_edit", row.slug, shown=shown, title="Alvas namn", goals=[goals[0].pk])

    assert answer.status_code == 409
    said = text_of(answer)
    assert "Alvas namn" in answer.content.decode()
    assert "Från början Alvas namn" in said  # what is stored, what she wrote
    row.refresh_from_db()
    assert row.title == "Från början"
    again = post(alva, "initiative_edit", row.slug, shown=answer, title="Alvas namn", goals=[goals[0].pk])
    assert again.status_code == 302


def test_the_goals_are_right(programme, alva, goals, post):
    row = InitiativeFactory(programme=programme, goals=goals[:1])
    row.goal_links.update(origin=Origin.INVENTED)

    post(alva, "initiative_edit", row.slug, title="X", goals=[goals[0].pk], goals_are_right="on")

    assert not row.goal_links.get().is_invented


# Who may ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_own_initiatives(programme, ekby, abyfors, logged_in):
    leader = member("leder", programme, Role.INITIATIVE_LEADER)
    coordinator = UserFactory(username="samordnare")
    MembershipFactory(user=coordinator, programme=programme, role=Role.COORDINATOR, party=ekby)
    led = InitiativeFactory(programme=programme, leader=leader)
    ekbys = InitiativeFactory(programme=programme, parties=[ekby])
    abyforses = InitiativeFactory(programme=programme, parties=[abyfors])
    everybodys = InitiativeFactory(programme=programme, is_county_wide=True)

    def may(user):
        rows = (led, ekbys, abyforses, everybodys)
        return [logged_in(user).get(reverse("initiative_edit", args=[programme.slug, row.slug])).status_code == 200 for row in rows]

    assert may(leader) == [True, False, False, False]
    assert may(coordinator) == [False, True, False, True]
    assert may(member("kontor", programme, Role.OFFICE)) == [True] * 4
    assert may(member("laser", programme, Role.READER)) == [False] * 4
    client = logged_in(coordinator)
    assert client.post(reverse("initiative_edit", args=[programme.slug, led.slug]), {"title": "Kapat"}).status_code == 403


def test_strangers(programme, other_programme, alva, carin, logged_in):
    row = InitiativeFactory(programme=programme)
    for name in ("initiative_edit", "initiative_move"):
        assert logged_in(carin).get(reverse(name, args=[programme.slug, row.slug])).status_code == 404
        assert logged_in(carin).get(reverse(name, args=[other_programme.slug, row.slug])).status_code == 404
        assert logged_in(alva).get(reverse(name, args=[programme.slug, "finns-inte"])).status_code == 404


# Moved ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_into_dialogue_and_out_again(programme, alva, post, logged_in):
    row = InitiativeFactory(programme=programme, phase=Phase.IDEA)
    page = logged_in(alva).get(reverse("initiative_move", args=[programme.slug, row.slug]) + "?fas=dialogue")
    assert re.search(r'value="dialogue"[^>]*checked', page.content.decode())

    post(alva, "initiative_move", row.slug, phase="dialogue", began="juni 2023", note="Vi vill mer")
    post(alva, "initiative_move", row.slug, phase="withdrawn", began="december 2023")

    assert [(phase.phase, phase.began_words, phase.note) for phase in row.phases.all()] == [
        ("idea", "2022", ""),
        ("dialogue", "juni 2023", "Vi vill mer"),
        ("withdrawn", "december 2023", ""),
    ]


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase not in EARLY])
def test_later_phases_come_by_decision(programme, alva, post, phase):
    row = InitiativeFactory(programme=programme, phase=Phase.PROPOSED)

    assert post(alva, "initiative_move", row.slug, phase=phase, began="2023").status_code == 422
    with pytest.raises((services.NeedsDecision, services.CannotMove)):
        services.prepare(row, to=phase, began=Timing.parse("2023"), by=alva, today=TODAY)
    assert row.phases.count() == 1


def test_only_phases_that_may_follow_are_offered(programme, alva, logged_in, post):
    row = InitiativeFactory(programme=programme, phase=Phase.IDEA)
    html = logged_in(alva).get(reverse("initiative_move", args=[programme.slug, row.slug])).content.decode()

    assert set(re.findall(r'type="radio" name="phase" value="(\w+)"', html)) == {"dialogue", "proposed", "withdrawn"}
    assert post(alva, "initiative_move", row.slug, phase="closed", began="2023").status_code == 422


@pytest.mark.parametrize(
    "words, said", [("", "Det här behöver fyllas i."), ("30 feb 2024", "finns inte"), ("löpande", "Skriv när fasen börjar")]
)
def test_times_that_cannot_be_read_stay_in_the_field(programme, alva, post, words, said):
    row = InitiativeFactory(programme=programme, phase=Phase.IDEA)

    answer = post(alva, "initiative_move", row.slug, phase="dialogue", began=words)

    assert answer.status_code == 422
    assert said in " ".join(told(answer))
    assert f'value="{words}"' in answer.content.decode() or not words
    assert row.phases.count() == 1


def test_two_who_move_are_told_where_it_stands(programme, alva, post, logged_in):
    row = InitiativeFactory(programme=programme, phase=Phase.IDEA)
    shown = logged_in(alva).get(reverse("initiative_move", args=[programme.slug, row.slug]))
    post(alva, "initiative_move", row.slug, phase="dialogue", began="oktober 2023")

    answer = post(alva, "initiative_move", row.slug, shown=shown, phase="proposed", began="november 2023")

    assert answer.status_code == 409


@pytest.mark.parametrize("role, status", [(Role.OFFICE, 200), (Role.CHANGE_LEADER, 200), (Role.COORDINATOR, 403), (Role.READER, 403)])
def test_who_may_move(programme, role, status, logged_in):
    row = InitiativeFactory(programme=programme)

    assert (
        logged_in(member("nagon", programme, role)).get(reverse("initiative_move", args=[programme.slug, row.slug])).status_code == status
    )


def test_reading_never_writes(programme, alva, logged_in):
    row = InitiativeFactory(programme=programme)
    for name, args in (("initiative_add", []), ("initiative_edit", [row.slug]), ("initiative_move", [row.slug])):
        logged_in(alva).get(reverse(name, args=[programme.slug, *args]), {"title": "Via GET", "phase": "closed", "began": "2023"})
    assert Initiative.objects.get().version == 1
    assert InitiativePhase.objects.count() == 1
