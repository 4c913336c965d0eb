"""Other doors of every address: rows of another programme under one's own, posts without a token, two sendings, two editors, markup."""

from django.test import Client
from django.urls import reverse

from fardplan.accounts.permissions import Role
from fardplan.plan.models import Activity
from tests.access.asking import ask
from tests.access.making import has, rows_in, sent
from tests.access.test_matrix import routes
from tests.access.world import patterns, things
from tests.addresses import model_for


def neighbours_rows(world, wanted=routes):
    """(address, status) where the lead asks for a row of the other programme under the own programme's address and is not told 404."""
    lead = world.one(Role.LEAD).user
    for name, arguments in wanted():
        if not {"programme", "slug"} <= arguments or arguments & {"section", "party", "unit", "number", "pk", "kind", "goal", "key"}:
            continue
        model = model_for(name)
        row = rows_in(model, world.other).first() if has(model, "slug") else None
        if row is None or rows_in(model, world.programme).filter(slug=row.slug).exists():
            continue
        for method in ("GET", "POST"):
            answer = ask(lead, method, reverse(name, args=[world.programme.slug, row.slug]), None if method == "GET" else {})
            if answer.status != 404 or answer.writes:
                yield name, method, answer.status


def test_a_row_of_another_programme_is_not_there(world, db, drawn):
    assert list(neighbours_rows(world)) == []


def posts_without_token(world, wanted=routes):
    """Addresses that take a post without its token."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.one(Role.LEAD).user)
    for name, arguments in wanted():
        for thing in things(world, name, arguments)[:1]:
            if client.post(thing.url, {"title": "Kapat"}).status_code != 403:
                yield thing.url


def test_no_post_is_taken_without_its_token(world, db):
    assert list(posts_without_token(world)) == []


def sent_twice(world, drawn):
    """How many activities two sendings of one form make."""
    lead, url = world.one(Role.LEAD).user, reverse("activity_add", args=[world.programme.slug])
    body = sent(ask(lead, "GET", url, drawn=drawn).context["form"])
    before = Activity.objects.count()
    for _again in range(2):
        ask(lead, "POST", url, body, keep=True, drawn=drawn)
    return Activity.objects.count() - before


def test_a_form_sent_twice_makes_one(world, db, drawn):
    assert sent_twice(world, drawn) == 1


def second_editor(world, drawn):
    """The status that the second of two editors gets."""
    lead, url = world.one(Role.LEAD).user, reverse("activity_edit", args=[world.programme.slug, "programmets"])
    body = sent(ask(lead, "GET", url, drawn=drawn).context["form"])
    ask(lead, "POST", url, {**body, "comment": "Den förstas"}, keep=True, drawn=drawn)
    return ask(lead, "POST", url, {**body, "comment": "Den andras", "form_token": ""}, keep=True, drawn=drawn).status


def test_the_second_of_two_editors_is_told(world, db, drawn):
    assert second_editor(world, drawn) == 409


def markup_on(world):
    """Whether markup that somebody wrote reaches a page as markup."""
    mark = "<b data-knr>fet</b>"
    Activity.objects.filter(slug="programmets").update(title=mark, comment=mark)
    client = Client()
    client.force_login(world.one(Role.READER).user)
    pages = [
        reverse("activity", args=[world.programme.slug, "programmets"]),
        reverse("activities", args=[world.programme.slug]) + "?ar=2023",
    ]
    html = "".join(client.get(page).content.decode() for page in pages)
    assert "data-knr" in html, "the page does not show it at all"
    return mark in html


def test_what_people_write_is_text(world, db):
    assert not markup_on(world)


def named(*names):
    return lambda: [(name, arguments) for name, arguments in patterns() if name in names]
