"""One's own password: only who knows the old one sets a new one, and stays logged in."""

import pytest

from tests.factories import PASSWORD

NEW = "ett alldeles nytt lösenord"


def test_a_new_password_works_at_once_and_the_session_goes_on(logged_in, client, alva):
    hers = logged_in(alva)
    assert hers.post("/losenord/", {"old": PASSWORD, "new": NEW}).status_code == 302
    assert hers.get("/program/").status_code == 200
    alva.refresh_from_db()
    assert alva.check_password(NEW)


@pytest.mark.parametrize("old, new, said", [
    ("något annat helt", NEW, "Det är inte ditt lösenord."),
    (PASSWORD, "Xyzzy-9", "12 tecken"),
    (PASSWORD, "qwerty123456", "vanligt"),
    ("", NEW, "Det här behöver fyllas i."),
])  # fmt: skip
def test_what_is_wrong_is_said_beside_the_field(logged_in, alva, old, new, said):
    answer = logged_in(alva).post("/losenord/", {"old": old, "new": new})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert new not in page  # a password is never sent back
    alva.refresh_from_db()
    assert alva.check_password(PASSWORD)


def test_somebody_who_is_not_logged_in_is_asked_to(client, db):
    assert client.get("/losenord/").headers["Location"] == "/logga-in/?next=/losenord/"
