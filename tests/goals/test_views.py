"""Goals from the pages: entered, changed, closed; two editors; double posts; strangers."""

import re

import pytest
from django.urls import reverse

from fardplan.audit.models import Entry, Event
from fardplan.goals.models import Goal
from fardplan.kit import editing

pytestmark = pytest.mark.django_db


def hidden(page):
    """What the form carries unseen."""
    text = page.content.decode()
    return {name: found.group(1) for name in ("version", "form_token") if (found := re.search(rf'name="{name}" value="([^"]*)"', text))}


def add(client, programme, **values):
    url = reverse("goal_add", args=[programme.slug])
    return client.post(url, {**hidden(client.get(url)), "number": "1", "title": "Jag har en vård", **values})


def test_works(programme, alva, logged_in):
    answer = add(logged_in(alva), programme)

    assert answer.headers["Location"] == reverse("goals", args=[programme.slug])
    assert Goal.objects.get().slug == "jag-har-en-vard"
    assert Event.objects.get().entry.what.startswith("POST /nara-vard/mal/")
    assert "Jag har en vård" in logged_in(alva).get(answer.headers["Location"]).content.decode()


def test_a_reader_reads_but_does_not_write(programme, bo, logged_in):
    client = logged_in(bo)

    assert client.get(reverse("goals", args=[programme.slug])).status_code == 200
    assert reverse("goal_add", args=[programme.slug]) not in client.get(reverse("goals", args=[programme.slug])).content.decode()
    assert client.get(reverse("goal_add", args=[programme.slug])).status_code == 403
    assert client.post(reverse("goal_add", args=[programme.slug]), {"number": "1", "title": "X"}).status_code == 403
    assert not Goal.objects.exists()


def test_another_programme_is_not_there(programme, alva, carin, logged_in):
    add(logged_in(alva), programme)

    for name, args in (("goals", []), ("goal_edit", ["jag-har-en-vard"]), ("goal_edit", ["finns-inte"])):
        assert logged_in(carin).get(reverse(name, args=[programme.slug, *args])).status_code == 404


def test_somebody_elses_goal_under_my_programme_is_not_there(programme, other_programme, alva, carin, logged_in):
    add(logged_in(alva), programme)

    assert logged_in(carin).get(reverse("goal_edit", args=[other_programme.slug, "jag-har-en-vard"])).status_code == 404


def test_logged_out(programme, client):
    answer = client.get(reverse("goals", args=[programme.slug]))

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/logga-in/")


def test_bad_input_keeps_what_was_typed(programme, alva, logged_in):
    answer = add(logged_in(alva), programme, number="ett", short_title="Vården")

    assert answer.status_code == 422
    text = answer.content.decode()
    assert 'value="ett"' in text
    assert 'value="Vården"' in text
    assert not Goal.objects.exists()


def test_the_same_number_twice_is_told_beside_the_form(programme, alva, logged_in):
    add(logged_in(alva), programme)

    answer = add(logged_in(alva), programme, title="En annan")

    assert answer.status_code == 422
    assert "Det finns redan ett mål med det numret" in answer.content.decode()


def test_posted_twice_makes_one(programme, alva, logged_in):
    client = logged_in(alva)
    url = reverse("goal_add", args=[programme.slug])
    form = {**hidden(client.get(url)), "number": "1", "title": "Ett mål"}

    first, second = client.post(url, form), client.post(url, form)

    assert first.headers["Location"] == second.headers["Location"]
    assert Goal.objects.count() == 1
    assert Entry.objects.count() == 1


def test_the_second_of_two_at_the_same_moment_is_led_to_what_the_first_made(programme, alva, logged_in, monkeypatch):
    """It looked for a receipt before the first had stored anything, and is refused because of what the first then stored."""
    client = logged_in(alva)
    url = reverse("goal_add", args=[programme.slug])
    form = {**hidden(client.get(url)), "number": "1", "title": "Ett mål"}
    first, found = client.post(url, form), editing._done
    looks = iter([None])
    monkeypatch.setattr(editing, "_done", lambda receipt: next(looks, found(receipt)))

    second = client.post(url, form)

    assert (second.status_code, second.headers["Location"]) == (302, first.headers["Location"])
    assert Goal.objects.count() == 1


def test_two_editors_lose_nothing(programme, alva, logged_in):
    add(logged_in(alva), programme)
    url = reverse("goal_edit", args=[programme.slug, "jag-har-en-vard"])
    mine, theirs = logged_in(alva), logged_in(alva)
    my_form, their_form = hidden(mine.get(url)), hidden(theirs.get(url))
    theirs.post(url, {**their_form, "number": "1", "title": "Deras ordalydelse"})

    answer = mine.post(url, {**my_form, "number": "1", "title": "Min ordalydelse"})

    assert answer.status_code == 409
    text = answer.content.decode()
    clash = next(row for row in answer.context["form"].conflict.rows if row.name == "title")
    assert (clash.stored, clash.yours) == ("Deras ordalydelse", "Min ordalydelse")
    assert '<mark class="fp-differs">Deras</mark> ordalydelse' in text
    assert 'value="Min ordalydelse"' in text
    assert Goal.objects.get().title == "Deras ordalydelse"
    # The page stands on the new version: saving once more is a choice made with both texts in sight.
    again = mine.post(url, {**hidden(answer), "number": "1", "title": "Min ordalydelse"})
    assert again.status_code == 302
    assert Goal.objects.get().title == "Min ordalydelse"


def test_closed_and_opened_again(programme, alva, logged_in):
    add(logged_in(alva), programme)
    client = logged_in(alva)
    url = reverse("goal_close", args=[programme.slug, "jag-har-en-vard"])

    client.post(url, {**hidden(client.get(url)), "until_date": "2020-12-31"})

    assert Goal.objects.get().until_date.isoformat() == "2021-01-01"
    assert "Avslutade mål" in client.get(reverse("goals", args=[programme.slug])).content.decode()
    client.post(reverse("goal_reopen", args=[programme.slug, "jag-har-en-vard"]))
    assert Goal.objects.get().until_date is None


def test_the_page_asks_the_same_number_of_questions_however_many_goals(programme, alva, logged_in, django_assert_max_num_queries):
    client = logged_in(alva)
    Goal.objects.bulk_create(Goal(programme=programme, slug=f"g{n}", number=n, title=f"Mål {n}") for n in range(1, 40))

    with django_assert_max_num_queries(15):
        client.get(reverse("goals", args=[programme.slug]))
