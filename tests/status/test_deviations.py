"""Deviations: told by anybody, by e-mail at once, handled until closed."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from fardplan.accounts.models import Mail
from fardplan.governance.models import Forum, Seat
from fardplan.status import mail, services
from fardplan.status.models import Deviation, DeviationNote, StatusSetup
from fardplan.status.services.deviations import AlreadyClosed
from tests.factories import DeviationFactory, UserFactory
from tests.pages import send, told

pytestmark = pytest.mark.django_db
TODAY = date(2023, 6, 1)


def url(name, programme, *slug):
    return reverse(name, args=[programme.slug, *slug])


@pytest.fixture
def lead(alva):
    alva.email = "alva@exempel.example"
    alva.save()
    return alva


def test_reported_and_told_at_once(programme, team, lead, gun, ebba, bo, ekby, logged_in):
    forum = Forum.objects.create(programme=programme, slug="styr", name="Styrgruppen", function="steering")
    Seat.objects.create(programme=programme, slug="s", forum=forum, role="chair", title="Socialchef", organisation=ekby.organisation)

    answer = send(
        logged_in(ebba),
        url("deviation_add", programme),
        title="Avtalet dröjer",
        seriousness="serious",
        happened="Uppehåll",
        initiative=team.pk,
    )

    made = Deviation.objects.get()
    assert answer.headers["Location"] == url("deviation", programme, made.slug)
    assert {row.user for row in Mail.objects.all()} == {lead, gun}
    letter = Mail.objects.first()
    assert letter.subject == "Avvikelse: Avtalet dröjer"
    assert f"/avvikelser/{made.slug}/" in letter.text
    assert "Avtalet dröjer" in logged_in(bo).get(url("deviations", programme)).content.decode()


def test_those_the_programme_has_chosen_and_always_the_lead(programme, alva, bo, gun, other_programme):
    setup = StatusSetup.objects.create(programme=programme, slug="s")
    setup.deviation_receivers.set([bo, UserFactory()])  # the second has left the programme
    assert mail.receivers_of_deviations(programme, on=TODAY) == sorted([alva, bo], key=lambda user: user.pk)


def test_bad_input_keeps_the_words_and_tells_nobody(programme, lead, logged_in):
    answer = send(logged_in(lead), url("deviation_add", programme), title="Avtalet dröjer", happened="Uppehåll")

    assert answer.status_code == 422
    assert "Allvar: Välj ett alternativ." in told(answer) or any(line.startswith("Allvar") for line in told(answer))
    assert "Uppehåll" in answer.content.decode()
    assert not Deviation.objects.exists()
    assert not Mail.objects.exists()


def test_handled_until_closed(programme, alva, bo, carin, logged_in):
    row = DeviationFactory(programme=programme)
    client = logged_in(alva)
    send(client, url("deviation_note", programme, row.slug), dated="2023-05-10", text="Möte bokat")
    send(client, url("deviation_close", programme, row.slug), closed_date="2023-06-01", closed_words="Avtalet är tecknat")

    row.refresh_from_db()
    assert (row.closed_date, row.closed_words) == (date(2023, 6, 1), "Avtalet är tecknat")
    with pytest.raises(AlreadyClosed):
        services.note_deviation(row, by=alva, on=TODAY, text="För sent")
    assert row.title not in client.get(url("deviations", programme)).content.decode()
    assert row.title in client.get(url("deviations", programme) + "?lage=closed").content.decode()
    client.post(url("deviation_reopen", programme, row.slug))
    assert [note.text for note in DeviationNote.objects.all()] == ["Möte bokat", "Avtalet är tecknat"]
    assert Deviation.objects.get().is_open


@pytest.mark.parametrize("name", ["deviation_edit", "deviation_note", "deviation_close", "deviation_reopen"])
def test_who_may_handle(programme, team, doris, bo, carin, logged_in, name):
    row, own = DeviationFactory(programme=programme), DeviationFactory(programme=programme, initiative=team)

    assert logged_in(bo).get(url(name, programme, row.slug)).status_code == 403
    assert logged_in(bo).post(url(name, programme, row.slug)).status_code == 403
    assert logged_in(carin).get(url(name, programme, row.slug)).status_code == 404
    assert logged_in(doris).get(url(name, programme, row.slug)).status_code == 403
    assert logged_in(doris).get(url(name, programme, own.slug)).status_code == 200


def test_a_reader_reports_nothing(programme, bo, logged_in):
    assert logged_in(bo).get(url("deviation_add", programme)).status_code == 403
    assert "Rapportera en avvikelse" not in logged_in(bo).get(url("deviations", programme)).content.decode()


@pytest.mark.parametrize(
    "values", [{"closed_date": date(2023, 6, 1)}, {"closed_words": "Klart"}, {"closed_date": date(2023, 1, 1), "closed_words": "Före"}]
)
def test_closed_is_a_day_and_words(programme, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        DeviationFactory(programme=programme, **values)


def test_as_many_questions(programme, bo, logged_in, django_assert_max_num_queries):
    client = logged_in(bo)
    for size in (2, 60):
        for number in range(size):
            row = DeviationFactory(programme=programme)
            DeviationNote.objects.create(deviation=row, dated=TODAY, text=f"Steg {number}")
        with django_assert_max_num_queries(9):
            client.get(url("deviations", programme))
