"""Documents hang on rows, and are read by those who may read the row."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fardplan.accounts.permissions import Role
from fardplan.attachments import registry, services, store
from fardplan.attachments.models import Attachment
from fardplan.audit.models import Entry, Event
from tests.conftest import member
from tests.factories import DecisionFactory, InitiativeFactory
from tests.factories.attachments import attached, sha256

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.ATTACHMENT_FOLDER = tmp_path / "files"
    return settings.ATTACHMENT_FOLDER


@pytest.fixture
def initiative(programme):
    return InitiativeFactory(programme=programme)


def add_url(row):
    return f"/{row.programme.slug}/bilagor/ny/?rad={row._meta.label}:{row.pk}"


def upload(client, row, content=b"Vi beslutade.\n", name="Protokoll.txt", **values):
    return client.post(add_url(row), {"file": SimpleUploadedFile(name, content), **values})


def fetched(client, file):
    answer = client.get(f"/nara-vard/bilagor/{file.slug}/")
    if answer.streaming:
        # To the end, as a browser reads it: the test client then closes it without closing the database under the test.
        assert b"".join(answer.streaming_content)
    return answer.status_code


def stored(folder):
    return [path for path in Path(folder).rglob("*") if path.is_file()]


def test_a_file_is_attached_and_fetched(initiative, alva, bo, logged_in, folder):
    answer = upload(logged_in(alva), initiative, note="Protokoll, underskrivet")

    page = reverse("initiative", args=["nara-vard", initiative.slug])
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{page}#bilagor")
    found = Attachment.objects.get()
    assert (found.sha256, found.size, found.kind, found.added_by) == (sha256(b"Vi beslutade.\n"), 14, "txt", alva)
    assert [path.name for path in stored(folder)] == [found.stored_as]
    assert "Protokoll" not in str(stored(folder))

    html = logged_in(bo).get(page).content.decode()
    url = f"/nara-vard/bilagor/{found.slug}/"
    assert url in html
    assert "Protokoll, underskrivet" in html
    assert "Bifoga en fil" not in html  # no dead button for who may only read
    got = logged_in(bo).get(url)
    assert b"".join(got.streaming_content) == b"Vi beslutade.\n"
    assert got.headers["Content-Disposition"] == 'attachment; filename="Protokoll.txt"'
    assert got.headers["Content-Security-Policy"].startswith("sandbox")
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert got.headers["Cache-Control"] == "private, no-store"


def test_one_entry_with_one_event(initiative, alva, logged_in):
    upload(logged_in(alva), initiative)

    assert (Entry.objects.count(), Event.objects.get().model) == (1, "attachments.Attachment")


def test_the_same_file_twice_is_one(initiative, alva, logged_in, folder):
    for _ in range(2):
        upload(logged_in(alva), initiative)

    assert (Attachment.objects.count(), len(stored(folder))) == (1, 1)


@pytest.mark.parametrize(
    "content, name, words",
    [
        (b"MZ\0\0", "a.pdf", "Det här är ett program"),
        (b"<html></html>", "a.pdf", "Det här är en webbsida"),
        (b"hej", "a.pdf", "Filens namn stämmer inte"),
        (b"", "a.txt", "Filen är tom"),
    ],
)
def test_what_is_not_kept(initiative, alva, logged_in, folder, content, name, words):
    answer = upload(logged_in(alva), initiative, content, name, note="Min anteckning")

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Min anteckning" in answer.content.decode()
    assert (Attachment.objects.count(), stored(folder)) == (0, [])


def test_too_big(initiative, alva, logged_in, folder, settings):
    settings.ATTACHMENT_MOST_BYTES = 1_000_000

    answer = upload(logged_in(alva), initiative, b"a" * 1_300_000)

    assert (answer.status_code, stored(folder)) == (422, [])
    assert "Filen är 1,3 MB. Högst 1 MB får plats." in answer.content.decode()


def test_a_size_that_lies(initiative, alva, folder, settings):
    settings.ATTACHMENT_MOST_BYTES = 1_000

    with pytest.raises(services.ValidationError):
        services.attach(initiative, by=alva, name="a.txt", chunks=[b"a" * 600, b"a" * 600], size=10)
    assert stored(folder) == []


def test_when_the_row_is_refused_the_file_goes(initiative, alva, folder):
    with pytest.raises(services.ValidationError):
        services.attach(initiative, by=alva, name="a.txt", chunks=[b"hej"], size=3, note="n" * 300)
    assert stored(folder) == []


@pytest.mark.parametrize("role", [Role.READER, Role.CONTROLLER, Role.STEERING])
def test_who_may_not_edit_the_row_hangs_nothing_on_it(programme, initiative, role, logged_in):
    file = attached(initiative)
    client = logged_in(member("eva", programme, role))

    for url in (add_url(initiative), f"/nara-vard/bilagor/{file.slug}/ta-bort/"):
        assert client.get(url).status_code == client.post(url).status_code == 403
    assert Attachment.objects.there().count() == 1


def test_somebody_elses_and_nothing_at_all_are_the_same(initiative, carin, logged_in):
    file = attached(initiative)
    client = logged_in(carin)
    urls = [
        f"/nara-vard/bilagor/{file.slug}/",
        f"/granne/bilagor/{file.slug}/",
        f"/granne/bilagor/{'0' * 32}/",
        f"/granne/bilagor/ny/?rad=portfolio.Initiative:{initiative.pk}",
        "/granne/bilagor/ny/?rad=portfolio.Initiative:999999",
        "/granne/bilagor/ny/?rad=accounts.User:1",
        "/granne/bilagor/ny/?rad=portfolio.Initiative:9999999999999999999999",
        "/granne/bilagor/ny/",
    ]

    assert {client.get(url).status_code for url in urls} == {404}


def test_a_row_that_is_not_shown_takes_its_files_along(initiative, alva, logged_in, monkeypatch):
    """A room that narrows who may read a row (a draft, an answer not yet given) narrows its files with it."""
    file = attached(initiative)
    owner = registry.OWNERS["portfolio.Initiative"]
    hidden = registry.Owner(owner.model, owner.may_write, owner.url, lambda authority, rows: rows.none())
    client = logged_in(alva)
    assert fetched(client, file) == 200

    monkeypatch.setitem(registry.OWNERS, "portfolio.Initiative", hidden)
    assert client.get(f"/nara-vard/bilagor/{file.slug}/").status_code == 404
    assert client.get(f"/nara-vard/bilagor/{file.slug}/ta-bort/").status_code == 404
    assert client.get(add_url(initiative)).status_code == 404


def test_who_lost_the_role_gets_nothing(programme, initiative, bo, logged_in):
    file, client = attached(initiative), logged_in(bo)
    assert fetched(client, file) == 200

    bo.memberships.all().delete()

    assert client.get(f"/nara-vard/bilagor/{file.slug}/").status_code == 404


def test_withdrawn_is_gone_from_the_pages_and_kept_on_disk(initiative, alva, logged_in, folder):
    file, client = attached(initiative), logged_in(alva)

    answer = client.post(f"/nara-vard/bilagor/{file.slug}/ta-bort/", {"reason": "Fel version"})

    assert answer.status_code == 302
    assert client.get(f"/nara-vard/bilagor/{file.slug}/").status_code == 404
    assert file.slug not in client.get(reverse("initiative", args=["nara-vard", initiative.slug])).content.decode()
    assert len(stored(folder)) == 1
    event = Event.objects.order_by("-pk").first()
    assert (event.verb, event.after["reason"]) == ("withdrawn", "Fel version")
    assert attached(initiative, by=alva).pk != file.pk  # and the same file may come back


def test_on_a_decision(programme, alva, logged_in):
    decision = DecisionFactory(programme=programme)
    attached(decision, name="Beslut.txt")

    assert "Beslut.txt" in logged_in(alva).get(reverse("decision", args=["nara-vard", decision.slug])).content.decode()


@pytest.mark.parametrize(
    "given, name",
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Mina filer\\Beslut.PDF", "Beslut.PDF"),
        ("Beslut\r\nSet-Cookie: a=b.txt", "Beslut Set-Cookie a=b.txt"),
        ("\u202efdp.exe.txt", "fdp.exe.txt"),
        ("Å" * 300 + ".docx", "Å" * 145 + ".docx"),
        (".txt", "fil.txt"),
    ],
)
def test_names_are_made_harmless(given, name):
    assert services.clean_name(given) == name


@pytest.mark.parametrize("name", ["../../../etc/passwd", "", "A" * 48, "0" * 47])
def test_only_our_own_names_lead_to_files(name):
    with pytest.raises(ValueError, match="not a name of ours"):
        store.path_of(name)
