"""What people do to a form without meaning harm: each is answered in Swedish, nothing is lost and nothing is doubled.

A form left open overnight, another who logged in and an old token stand in test_keeping.py; files of the wrong kind or too large in
tests/attachments.
"""

import pytest
from django.urls import reverse

from fardplan.goals.models import Goal
from fardplan.governance.models import Matter
from tests.factories import GoalFactory
from tests.kit.test_prose import WORD
from tests.pages import hidden, send, shown_values, told

pytestmark = pytest.mark.django_db
MIXED = "Vården 👩‍⚕️ kommer مرحبا بك hem till dig. "


@pytest.fixture
def goal(programme):
    return GoalFactory(programme=programme, number=1, slug="nara", title="Hjälpen är nära", meaning="")


@pytest.fixture
def url(goal):
    return reverse("goal_edit", args=[goal.programme.slug, goal.slug])


def test_300_000_characters_with_emoji_and_right_to_left_are_stored_and_shown(alva, logged_in, url, goal):
    text = (MIXED * (300_000 // len(MIXED) + 1)).strip()
    assert len(text) >= 300_000

    assert send(logged_in(alva), url, meaning=text).status_code == 302

    goal.refresh_from_db()
    assert goal.meaning == text
    assert MIXED.strip() in logged_in(alva).get(reverse("goals", args=[goal.programme.slug])).content.decode()


def test_300_000_characters_where_there_is_room_for_200_are_refused_and_kept(alva, logged_in, url):
    answer = send(logged_in(alva), url, title="x" * 300_000)

    assert answer.status_code == 422
    assert told(answer)[0].startswith("Delmål: ")
    assert "är för långt" in told(answer)[0]
    assert answer.context["form"]["title"].value() == "x" * 300_000


def test_signs_that_turn_the_reading_order_are_left_out(alva, logged_in, url, goal):
    send(logged_in(alva), url, meaning="Summan är \u202e001 kr\u202c")
    goal.refresh_from_db()
    assert goal.meaning == "Summan är 001 kr"


def test_pasted_word_html_becomes_text(alva, logged_in, programme):
    url = reverse("matter_add", args=[programme.slug])
    send(logged_in(alva), url, title="Budget", kind="budget", text=WORD)
    text = Matter.objects.get().text
    assert text.startswith("# Bakgrund")
    assert "<" not in text
    assert "mso" not in text.lower()


def test_back_after_saving_and_sent_as_it_was_makes_one(alva, logged_in, programme):
    client, url = logged_in(alva), reverse("goal_add", args=[programme.slug])
    form = {**hidden(client.get(url)), "number": "1", "title": "Ett"}
    first, again = client.post(url, form), client.post(url, form)
    assert first.headers["Location"] == again.headers["Location"]
    assert Goal.objects.count() == 1


def test_back_after_saving_and_changed_is_told_of_what_was_saved(alva, logged_in, url, goal):
    client = logged_in(alva)
    page = client.get(url)
    form = {**shown_values(page), **hidden(page)}
    client.post(url, {**form, "meaning": "Först"})

    answer = client.post(url, {**form, "meaning": "Sedan"})

    assert answer.status_code == 409
    assert [(row.stored, row.yours) for row in answer.context["form"].conflict.rows] == [("Först", "Sedan")]
    goal.refresh_from_db()
    assert goal.meaning == "Först"


def test_two_tabs_of_the_same_person_lose_nothing(alva, logged_in, url, goal):
    client = logged_in(alva)
    one, other = client.get(url), client.get(url)
    client.post(url, {**shown_values(one), **hidden(one), "meaning": "I första fliken"})

    answer = client.post(url, {**shown_values(other), **hidden(other), "title": "I andra fliken"})

    assert answer.status_code == 409
    assert {row.label for row in answer.context["form"].conflict.rows} == {"Delmål", "Vad det betyder"}
    assert "I första fliken" in answer.content.decode()
