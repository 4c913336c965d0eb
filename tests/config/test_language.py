"""Swedish unless the person has chosen English: what the browser prefers says little of who works in a county."""

import re

import pytest
from django.conf import settings

COOKIE = settings.LANGUAGE_COOKIE_NAME


def language_of(answer):
    return re.search(r'<html lang="(\w+)"', answer.content.decode()).group(1), answer.headers["Content-Language"]


@pytest.mark.parametrize("cookie, prefers, expected", [
    (None, "", "sv"),
    (None, "en-GB,en;q=0.9", "sv"),
    ("sv", "en", "sv"),
    ("en", "sv", "en"),
    ("tlh", "tlh", "sv"),
    ("", "en", "sv"),
    ("../../etc", "", "sv"),
])  # fmt: skip
def test_the_cookie_decides(client, db, cookie, prefers, expected):
    if cookie is not None:
        client.cookies[COOKIE] = cookie
    assert language_of(client.get("/logga-in/", headers={"accept-language": prefers})) == (expected, expected)


def test_choosing_and_choosing_back(client, db):
    answer = client.post("/sprak/", {"language": "en", "next": "/logga-in/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/logga-in/")
    page = client.get("/logga-in/")
    assert language_of(page) == ("en", "en")
    assert "Log in" in page.content.decode()
    client.post("/sprak/", {"language": "sv", "next": "/logga-in/"})
    assert "Logga in" in client.get("/logga-in/").content.decode()


def test_choosing_a_language_leads_nowhere_else(client, db):
    answer = client.post("/sprak/", {"language": "en", "next": "https://nagon.annan.example/"})
    assert answer.headers["Location"] == "/"


def test_a_member_reads_the_programme_in_english(logged_in, alva, programme):
    client = logged_in(alva)
    client.cookies[COOKIE] = "en"
    page = client.get(f"/{programme.slug}/mal/").content.decode()
    assert "Add a goal" in page
    assert "Lägg till" not in page
