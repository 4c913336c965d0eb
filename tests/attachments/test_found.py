"""Documents are found by name, by those who may read the row; a row that carries some is not taken away. People are found by name."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import ProtectedError
from django.urls import reverse

from fardplan.attachments import services
from fardplan.attachments.models import Attachment
from fardplan.plan import services as plan
from fardplan.search import index
from tests.factories import ActivityFactory, MembershipFactory, PartyFactory, ReportFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.ATTACHMENT_FOLDER = tmp_path / "files"


def hits(client, words):
    return client.get(reverse("search"), {"q": words}).content.decode()


def hang(client, row, name, note=""):
    url = f"/{row.programme.slug}/bilagor/ny/?rad={row._meta.label}:{row.pk}"
    assert client.post(url, {"file": SimpleUploadedFile(name, b"Text.\n"), "note": note}).status_code == 302
    return Attachment.objects.latest("pk")


def test_found_by_name_and_by_what_it_is_until_withdrawn(programme, alva, bo, carin, logged_in):
    row = ActivityFactory(programme=programme, title="Lärdag")
    file = hang(logged_in(alva), row, "Minnesanteckningar.txt", note="Deltagarlista")
    assert "Deltagarlista" in hits(logged_in(bo), "minnesanteckn")
    assert reverse("activity", args=[programme.slug, row.slug]) in hits(logged_in(bo), "deltagarlista")
    assert "Deltagarlista" not in hits(logged_in(carin), "deltagarlista").replace('value="deltagarlista"', "")

    services.withdraw(file, by=alva)

    assert "bilagor" not in hits(logged_in(bo), "minnesanteckn")


def test_a_drafts_document_is_its_writers(programme, alva, bo, logged_in):
    report = ReportFactory(programme=programme, period="2023")
    hang(logged_in(alva), report, "Underlagstabell.txt")
    assert "Underlagstabell" in hits(logged_in(alva), "underlagst")
    assert "Underlagstabell" not in hits(logged_in(bo), "underlagst")


def test_a_row_with_documents_is_not_taken_away(programme, alva, logged_in):
    row = ActivityFactory(programme=programme)
    file = hang(logged_in(alva), row, "Minnesanteckningar.txt")
    address = reverse("attachment", args=[programme.slug, file.slug])

    with pytest.raises(ProtectedError):
        plan.remove_activity(row, by=alva)
    answer = logged_in(alva).post(reverse("activity_remove", args=[programme.slug, row.slug]))
    assert "Annat hör till det här, så det kan inte tas bort." in answer.content.decode()
    assert b"".join(logged_in(alva).get(address).streaming_content) == b"Text.\n"

    services.withdraw(file, by=alva)
    plan.remove_activity(row, by=alva)
    assert logged_in(alva).get(address).status_code == 404


def test_people_are_found_with_what_they_do(programme, bo, carin, logged_in):
    party = PartyFactory(programme=programme)
    user = UserFactory(display_name="Demo Testsson")
    MembershipFactory(user=user, programme=programme, role="coordinator", party=party)
    index.rebuild()

    assert reverse("person", args=[programme.slug, user.pk]) in hits(logged_in(bo), "testsson")
    assert "Demo Testsson" not in hits(logged_in(carin), "testsson")
