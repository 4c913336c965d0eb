"""Parties, others who take part, units, posts and assignments from the pages."""

import pytest
from django.urls import reverse

from fardplan.accounts.models import User
from fardplan.audit.models import Event
from fardplan.parties.models import Assignment, County, Organisation, Partner, Party, Post, Programme, Unit
from tests.factories import AssignmentFactory, OrganisationFactory, PartyFactory, PostFactory, UnitFactory
from tests.pages import Page, PageStories, hidden, send, shown_values, told

pytestmark = pytest.mark.django_db

NEW = {"name": "Ekby kommun", "short_name": "Ekby", "kind": "municipality", "code": "9901"}


class TestPages(PageStories):
    PAGES = (
        Page(
            "post",
            Post,
            "staffing",
            {"role": "Programledare", "number": "1", "share": "70 %", "vacancies": "0", "comment": "Delad tjänst"},
            field="role",
            bad={"share": "mycket", "comment": "Skrivet"},
        ),
        Page(
            "assignment",
            Assignment,
            "staffing",
            {
                "role": "Förändringsledare",
                "post": lambda p: PostFactory(programme=p).pk,
                "share": "50",
                "lent_by": lambda p: OrganisationFactory().pk,
                "from_date": "2020-01-01",
                "period_words": "från 1/1",
            },
            field="role",
            bad={"role": "Ledare", "from_date": "2023-08-01", "until_date": "2023-07-31"},
            said="Sista dag: En period måste sluta efter att den börjar.",
        ),
    )


class TestOrganisations:
    """Parties and partners: the row and what its organisation is called are written together."""

    @pytest.fixture(params=[("party", Party), ("partner", Partner)], ids=["party", "partner"])
    def kind(self, request):
        return request.param

    def test_a_new_one_and_one_that_is_known(self, kind, programme, alva, logged_in):
        route, model = kind
        client, add = logged_in(alva), reverse(f"{route}_add", args=[programme.slug])
        known = OrganisationFactory(name="Åbyfors kommun", short_name="Åbyfors")

        assert send(client, add, **NEW).status_code == 302
        assert send(client, add, organisation=known.pk).status_code == 302

        assert [row.organisation.short_name for row in model.objects.in_order()] == ["Ekby", "Åbyfors"]
        home = client.get(reverse("parties", args=[programme.slug])).content.decode()
        assert "Ekby kommun" in home
        assert "Åbyfors kommun" in home

    def test_neither_chosen_nor_described(self, kind, programme, alva, logged_in):
        answer = send(logged_in(alva), reverse(f"{kind[0]}_add", args=[programme.slug]), name="Ekby kommun")

        assert answer.status_code == 422
        assert told(answer) == [f"{label}: Välj en organisation ovan, eller fyll i här." for label in ("Kort namn", "Slag")]
        assert not Organisation.objects.exists()

    def test_a_code_that_is_taken(self, kind, programme, alva, logged_in):
        OrganisationFactory(name="Lindnäs kommun", code="9901")

        answer = send(logged_in(alva), reverse(f"{kind[0]}_add", args=[programme.slug]), **NEW)

        assert told(answer) == ["Kod: Lindnäs kommun har den koden."]

    def test_changed_ended_opened_and_taken_away(self, kind, programme, alva, logged_in):
        route, model = kind
        client = logged_in(alva)
        send(client, reverse(f"{route}_add", args=[programme.slug]), **NEW)
        row = model.objects.get()

        def url(verb):
            return reverse(f"{route}_{verb}", args=[programme.slug, row.slug])

        assert send(client, url("edit"), short_name="Nya Ekby").status_code == 302
        assert send(client, url("end"), until_date="2020-12-31").status_code == 302
        assert "31 december 2020" in client.get(reverse("parties", args=[programme.slug])).content.decode().replace("\u00a0", " ")
        assert client.post(url("reopen")).status_code == 302
        assert str(model.objects.get()) == "Nya Ekby"
        assert model.objects.get().until_date is None
        assert client.post(url("remove")).status_code == 302
        assert not model.objects.exists()

    def test_two_editors_when_only_the_organisation_changed(self, kind, programme, alva, logged_in):
        route, model = kind
        mine, theirs = logged_in(alva), logged_in(alva)
        send(mine, reverse(f"{route}_add", args=[programme.slug]), **NEW)
        url = reverse(f"{route}_edit", args=[programme.slug, model.objects.get().slug])
        my_form = mine.get(url)
        send(theirs, url, name="Ekby stad")

        answer = mine.post(url, {**shown_values(my_form), **hidden(my_form), "name": "Ekby köping"})

        assert answer.status_code == 409
        assert 'Ekby <mark class="fp-differs">stad</mark>' in answer.content.decode()
        assert Organisation.objects.get().name == "Ekby stad"

    def test_strangers_and_readers(self, kind, programme, alva, bo, carin, logged_in):
        route, model = kind
        send(logged_in(alva), reverse(f"{route}_add", args=[programme.slug]), **NEW)
        slug = model.objects.get().slug

        for args in ((f"{route}_add",), *((f"{route}_{verb}", slug) for verb in ("edit", "end", "reopen", "remove"))):
            url = reverse(args[0], args=[programme.slug, *args[1:]])
            assert logged_in(carin).get(url).status_code == 404
            assert logged_in(bo).get(url).status_code == logged_in(bo).post(url).status_code == 403
            assert url not in logged_in(bo).get(reverse("parties", args=[programme.slug])).content.decode()


def test_a_party_cannot_join_twice_but_can_come_back(programme, alva, logged_in):
    client, party = logged_in(alva), PartyFactory(programme=programme)
    add = reverse("party_add", args=[programme.slug])

    assert told(send(client, add, organisation=party.organisation.pk)) == ["Organisation: Organisationen är redan part."]

    send(client, reverse("party_end", args=[programme.slug, party.slug]), until_date="2020-12-31")
    assert send(client, add, organisation=party.organisation.pk, from_date="2022-01-01").status_code == 302
    assert Party.objects.count() == 2
    answer = client.post(reverse("party_reopen", args=[programme.slug, party.slug]))
    assert answer.status_code == 422
    assert "Organisationen är redan part." in answer.content.decode()


def test_a_party_that_something_hangs_on_is_ended_instead(programme, alva, logged_in):
    from tests.factories import MembershipFactory

    party = PartyFactory(programme=programme)
    MembershipFactory(programme=programme, party=party)

    answer = logged_in(alva).post(reverse("party_remove", args=[programme.slug, party.slug]))

    assert answer.status_code == 422
    assert "Annat hör till det här, så det kan inte tas bort." in answer.content.decode()
    assert Party.objects.filter(pk=party.pk).exists()


def test_a_row_called_as_an_address_is_reached_all_the_same(programme, alva, logged_in):
    send(logged_in(alva), reverse("party_add", args=[programme.slug]), name="Ny", short_name="Ny", kind="other")

    assert Party.objects.get().slug == "ny-party"


# Units


def test_units(programme, alva, bo, carin, logged_in):
    party = PartyFactory(programme=programme)
    client, home = logged_in(alva), reverse("parties", args=[programme.slug])
    add = reverse("unit_add", args=[programme.slug, party.slug])

    assert send(client, add, name="Socialförvaltningen", kind="förvaltning").headers["Location"] == f"{home}#enheter"
    unit = Unit.objects.get()
    assert unit.organisation == party.organisation
    edit = reverse("unit_edit", args=[programme.slug, party.slug, unit.slug])
    assert str(unit.pk) not in client.get(edit).content.decode().split("<select")[1].split("</select>")[0], "a unit is no part of itself"
    assert send(client, edit, name="Välfärdsförvaltningen").status_code == 302
    assert "Välfärdsförvaltningen" in logged_in(bo).get(home).content.decode()
    remove = reverse("unit_remove", args=[programme.slug, party.slug, unit.slug])
    for url in (add, edit, remove):
        assert logged_in(bo).get(url).status_code == 403
        assert logged_in(carin).get(url).status_code == 404
    assert client.get(remove).status_code == 200
    assert client.post(remove).status_code == 302
    assert not Unit.objects.exists()


def test_a_unit_with_parts_stays(programme, alva, logged_in):
    party = PartyFactory(programme=programme)
    unit = UnitFactory(organisation=party.organisation)
    part = UnitFactory(organisation=party.organisation, parent=unit)
    url = reverse("unit_edit", args=[programme.slug, party.slug, unit.slug])

    assert logged_in(alva).post(reverse("unit_remove", args=[programme.slug, party.slug, unit.slug])).status_code == 422
    assert send(logged_in(alva), url, parent=part.pk).status_code == 422
    assert Unit.objects.count() == 2


def test_another_organisations_unit_is_not_there(programme, alva, logged_in):
    party, unit = PartyFactory(programme=programme), UnitFactory()

    assert logged_in(alva).get(reverse("unit_edit", args=[programme.slug, party.slug, unit.slug])).status_code == 404


# Staffing


@pytest.mark.parametrize(
    "values, said",
    [
        ({"share": "101"}, "Omfattning: Högst 100."),
        ({"share": "-5"}, "Omfattning: Lägst 0."),
        ({"share": ""}, "Omfattning: Ange omfattningen, eller att uppdraget är vakant."),
        ({"share": "halvtid"}, "Omfattning"),
        ({"share": "50", "is_vacant": "on", "holder": "A"}, "Vem: Ett vakant uppdrag har ingen: ta bort namnet eller bocken."),
        ({"share": "50", "from_date": "30 feb 2023"}, "Från: ”30 feb 2023” är ingen dag i kalendern."),
        ({"share": "50", "from_date": "2023-02-01", "until_date": "2023-01-31"}, "Sista dag: En period måste sluta efter att den börjar."),
    ],
)
def test_an_assignment_that_cannot_be(programme, alva, logged_in, values, said):
    answer = send(logged_in(alva), reverse("assignment_add", args=[programme.slug]), role="Ledare", **values)

    assert answer.status_code == 422
    assert said in " ".join(told(answer))
    assert not Assignment.objects.exists()


def test_a_vacancy_needs_no_share(programme, alva, bo, logged_in):
    assert send(logged_in(alva), reverse("assignment_add", args=[programme.slug]), role="Controller", is_vacant="on").status_code == 302

    text = logged_in(bo).get(reverse("staffing", args=[programme.slug])).content.decode()
    assert "vakant" in text
    assert "omfattning saknas" in text


def test_nobody_holds_what_has_ended(programme, alva, logged_in):
    post = PostFactory(programme=programme)
    held = AssignmentFactory(programme=programme, post=post, role="Ledare norr")
    client, end = logged_in(alva), reverse("post_end", args=[programme.slug, post.slug])

    answer = send(client, end, until_date="2023-12-31")
    assert told(answer) == ["Sista dag: Någon har befattningen längre än så: avsluta uppdraget ”Ledare norr” först."]

    send(client, reverse("assignment_end", args=[programme.slug, held.slug]), until_date="2023-12-31")
    assert send(client, end, until_date="2023-12-31").status_code == 302


def test_an_assignment_cannot_end_before_it_begins(programme, alva, logged_in):
    held = AssignmentFactory(programme=programme, from_date="2023-08-01")

    answer = send(logged_in(alva), reverse("assignment_end", args=[programme.slug, held.slug]), until_date="2023-07-31")

    assert told(answer) == ["Sista dag: En period måste sluta efter att den börjar."]


# Programmes


def test_an_empty_programme_is_led_by_who_started_it(alva, logged_in, programme):
    client = logged_in(alva)

    answer = send(
        client, reverse("programme_add"), name="Nära vård i Åby", county_code="98", county_name="Ålän", start="HT 2025", horizon_year="2035"
    )

    assert answer.headers["Location"] == "/nara-vard-i-aby/"
    started = Programme.objects.get(slug="nara-vard-i-aby")
    assert (started.county.name, started.start_words, started.horizon_year) == ("Ålän", "HT 2025", 2035)
    for name in ("parties", "staffing", "forums", "documents", "risks", "decisions", "economy", "indicators", "goals"):
        answer = client.get(reverse(name, args=[started.slug]))
        assert answer.status_code == 200
        assert "fp-empty" in answer.content.decode(), name


@pytest.mark.parametrize(
    "values, said",
    [
        ({"name": ""}, "Programmets namn: Det här behöver fyllas i."),
        ({"name": "X", "county_code": "5"}, "Länskod, två siffror: En länskod har två siffror, till exempel 05."),
        ({"name": "X", "county_code": "98"}, "Län: Länet är nytt här: ange namnet också."),
        ({"name": "X", "county_name": "Ålän"}, "Länskod, två siffror: Ange länskoden också."),
        ({"name": "X", "horizon_year": "snart"}, "Målår"),
        ({"name": "X", "start": "HT 2o25"}, "Start: ”HT 2o25” går inte att läsa som tid"),
    ],
)
def test_a_programme_that_cannot_be(alva, logged_in, programme, values, said):
    answer = send(logged_in(alva), reverse("programme_add"), **values)

    assert answer.status_code == 422
    assert said in " ".join(told(answer))
    assert Programme.objects.count() == 1


def test_who_may_start_a_programme(bo, alva, programme, logged_in):
    url = reverse("programme_add")

    assert logged_in(bo).get(url).status_code == 403
    assert url not in logged_in(bo).get(reverse("programmes")).content.decode()
    assert url in logged_in(alva).get(reverse("programmes")).content.decode()
    User.objects.filter(pk=bo.pk).update(is_operator=True)
    assert logged_in(bo).get(url).status_code == 200


def test_changing_the_programme(programme, alva, bo, carin, logged_in):
    url = reverse("programme_edit", args=[programme.slug])
    client = logged_in(alva)

    assert send(client, url).status_code == 302
    assert not Event.objects.exists(), "sent as it was shown, it changes nothing"
    assert send(client, url, purpose="Nära vård för alla", county_code="97", county_name="Blån").status_code == 302
    programme.refresh_from_db()
    assert (programme.purpose, programme.county.name, County.objects.count()) == ("Nära vård för alla", "Blån", 2)
    assert logged_in(bo).get(url).status_code == 403
    assert logged_in(carin).get(url).status_code == 404
