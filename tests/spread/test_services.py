"""A party's phases with a method are written by that party, and never two at once."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from fardplan.audit.models import Event
from fardplan.kit.timing import Timing
from fardplan.spread import services
from fardplan.spread.models import Adoption, MethodSheet, TransferCheck
from fardplan.spread.queries import matrix, method_page
from fardplan.spread.rules import Phase
from tests.factories import (
    AdoptionFactory,
    MembershipFactory,
    MethodSheetFactory,
    OrganisationFactory,
    PartyFactory,
    SpreadAmbitionFactory,
    UserFactory,
    WorkingMethodFactory,
)
from tests.pages import send

pytestmark = pytest.mark.django_db


@pytest.fixture
def parties(programme):
    names = ("Alby", "Lindnäs", "Åby")
    return [PartyFactory(programme=programme, organisation=OrganisationFactory(name=name, short_name=name)) for name in names]


@pytest.fixture
def method(programme):
    return WorkingMethodFactory(programme=programme, slug="mobilt-team", name="Mobilt team")


def enter(method, party, phase, began, **values):
    return services.enter_adoption(by="load", method=method, party=party, phase=phase, began=Timing.parse(began), **values)


def phases(method, party):
    return [
        (row.phase, row.from_date.isoformat(), row.until_date and row.until_date.isoformat())
        for row in Adoption.objects.filter(method=method, party=party)
    ]


def test_the_next_phase_ends_the_one_before(method, parties):
    enter(method, parties[0], "pilot", "2022-03-01")
    introduced = enter(method, parties[0], "introduced", "HT 2023")
    assert phases(method, parties[0]) == [("pilot", "2022-03-01", "2023-12-31"), ("introduced", "2023-12-31", None)]
    # One between them shortens the first; taken away again, the first holds on.
    exploring = enter(method, parties[0], "exploring", "2023-01-01")
    assert phases(method, parties[0])[0] == ("pilot", "2022-03-01", "2023-01-01")
    services.remove_adoption(exploring, by="load")
    services.edit_adoption(introduced, by="load", began=Timing.parse("2023-06-01"))
    assert phases(method, parties[0]) == [("pilot", "2022-03-01", "2023-06-01"), ("introduced", "2023-06-01", None)]
    # Each write is one event for each row it changed.
    assert Event.objects.filter(model="spread.Adoption", object_id=introduced.pk).count() == 2


def test_an_overlap_is_refused_in_words_and_nothing_is_written(method, parties):
    enter(method, parties[0], "pilot", "2022-03-01", ended=Timing.parse("2023-06-30"))
    with pytest.raises(ValidationError, match=r"Pilot.*Infört.*samtidigt.*1 juni 2023"):
        enter(method, parties[0], "introduced", "2023-06-01")
    with pytest.raises(ValidationError):
        enter(method, parties[0], "introduced", "2022-03-01")
    assert len(phases(method, parties[0])) == 1
    # Another party's phase is nobody's hindrance.
    enter(method, parties[1], "introduced", "2022-03-01")


def test_who_has_left_adopts_nothing_more(programme, method):
    left = PartyFactory(programme=programme, from_date=datetime.date(2021, 7, 1), until_date=datetime.date(2023, 7, 1))
    with pytest.raises(ValidationError, match="1 juli 2021"):
        enter(method, left, "pilot", "2021-06-30")
    with pytest.raises(ValidationError, match="30 juni 2023"):
        enter(method, left, "pilot", "2023-07-01")
    with pytest.raises(ValidationError, match="30 juni 2023"):
        enter(method, left, "pilot", "2023-01-01", ended=Timing.parse("2023-12-31"))
    enter(method, left, "pilot", "2023-01-01")
    # Mid-year it leaves: until then it counts, afterwards it stands among those who were parties.
    assert matrix(programme, on=datetime.date(2023, 6, 30)).rows[0].counts == {"pilot": 1}
    after = matrix(programme, on=datetime.date(2023, 7, 1))
    assert (after.rows[0].counts, after.rows[0].parties) == ({}, 0)
    assert [row.party for row in method_page(method, on=datetime.date(2023, 7, 1)).left] == [left]


def test_no_day_at_all_is_asked_for(method, parties):
    with pytest.raises(ValidationError, match="när det började"):
        services.enter_adoption(by="load", method=method, party=parties[0], phase="pilot", began=None)


def test_a_period_stays_with_its_party(method, parties):
    row = enter(method, parties[0], "pilot", "2022")
    with pytest.raises(ValidationError):
        services.edit_adoption(row, by="load", party=parties[1])


def test_ambition_and_what_is_behind(programme, method, parties):
    SpreadAmbitionFactory(programme=programme, method=method, year=2023, parties=3, phase=Phase.INTRODUCED)
    enter(method, parties[0], "introduced", "2022-03-01")
    enter(method, parties[1], "pilot", "2022-03-01")
    assert matrix(programme, on=datetime.date(2023, 12, 30)).rows[0].late == []
    assert matrix(programme, on=datetime.date(2023, 12, 31)).rows[0].late == [("3 infört 2023", 2)]
    page = method_page(method, on=datetime.date(2024, 2, 1))
    assert [(row.year, row.come, [(aim.parties, come, missing) for aim, come, missing in row.aims]) for row in page.years] == [
        (2022, 1, []), (2023, 1, [(3, 1, 2)]), (2024, 1, []),
    ]  # fmt: skip
    assert [row.party.name for row in page.asks] == ["Alby", "Lindnäs"]


def test_the_sheet_is_one(method):
    services.put_sheet(method, by="load", competence="Sjuksköterska")
    services.put_sheet(method, by="load", checklist="Avtal\n\nUtbildning")
    sheet = MethodSheet.objects.get()
    assert (sheet.competence, sheet.points) == ("Sjuksköterska", ["Avtal", "Utbildning"])


def test_factory_rows_know_of_each_other(programme, method, parties):
    AdoptionFactory(programme=programme, method=method, party=parties[0], began="2021")
    AdoptionFactory(programme=programme, method=method, party=parties[0], phase="introduced", began="2022")
    assert phases(method, parties[0])[0][2] == "2022-12-31"


class TestTheTransferCheckList:
    @pytest.fixture
    def sheet(self, method):
        return MethodSheetFactory(programme=method.programme, method=method, checklist="Avtal finns\nSchemat är lagt\n")

    def test_each_party_ticks_for_itself_and_what_was_done_stays(self, sheet, method, parties):
        services.tick(method, by="load", party=parties[0], done=["Avtal finns"], words="Schemat i maj")
        services.tick(method, by="load", party=parties[1], done=["Avtal finns", "Schemat är lagt"])
        sheet.checklist = "Schemat är lagt\nUtgångsläget är mätt"
        sheet.save()
        checks = method_page(method, on=datetime.date(2024, 1, 1), mine={parties[2].pk}).checks
        told = [(each.party, each.points.done, each.points.left, each.points.others) for each in checks]
        assert told == [
            (parties[0], [], ["Schemat är lagt", "Utgångsläget är mätt"], ["Avtal finns"]),
            (parties[1], ["Schemat är lagt"], ["Utgångsläget är mätt"], ["Avtal finns"]),
            (parties[2], [], ["Schemat är lagt", "Utgångsläget är mätt"], []),
        ]
        services.tick(method, by="load", party=parties[0], done=[])
        assert TransferCheck.objects.get(party=parties[0]).points == []
        assert TransferCheck.objects.count() == 2

    def test_from_the_page(self, sheet, method, parties, logged_in):
        user = UserFactory()
        MembershipFactory(user=user, programme=method.programme, role="coordinator", party=parties[0])
        client = logged_in(user)
        page = reverse("spread_method", args=[method.programme.slug, method.slug])
        ticking = [reverse("spread_method_tick", args=[method.programme.slug, method.slug, party.slug]) for party in parties]
        shown = client.get(page).content.decode()
        assert ticking[0] in shown
        assert ticking[1] not in shown
        assert client.post(ticking[1], {"done": ["Avtal finns"]}).status_code == 403
        bare = WorkingMethodFactory(programme=method.programme, slug="bar")
        empty = client.get(reverse("spread_method_tick", args=[method.programme.slug, bare.slug, parties[0].slug])).content.decode()
        assert "Arbetssättet har ingen checklista för överföring än." in empty
        # A point that is not on the list is none.
        assert client.post(ticking[0], {"done": ["Något annat"]}).status_code == 422
        send(client, ticking[0], done=["Schemat är lagt"], words="Avtalet väntar")
        assert TransferCheck.objects.get().points == ["Schemat är lagt"]
        shown = client.get(page).content.decode()
        assert "1 av 2" in shown
        assert "Avtalet väntar" in shown


def test_a_period_has_its_history_which_every_member_follows(method, parties, bo, logged_in):
    row = enter(method, parties[0], "pilot", "2022-03-01", evidence="Ett team")
    services.edit_adoption(row, by="load", evidence="Två team")
    client = logged_in(bo)
    link = reverse("row_history", args=[method.programme.slug, "spread.Adoption", row.pk])
    assert link in client.get(reverse("spread_method", args=[method.programme.slug, method.slug])).content.decode()
    shown = client.get(link).content.decode()
    assert "Två team" in shown
    assert "Följ" in shown
