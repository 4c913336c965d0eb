"""The stories that every page on which rows are entered must tell, told once: a room lists its pages.

class TestPages(PageStories):
    PAGES = [Page("post", Post, "staffing", {"role": "Programledare", "number": "1", …}, field="role", bad={"share": "mycket"})]
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from django.urls import NoReverseMatch, reverse

from fardplan.audit.models import Event


@dataclass(frozen=True)
class Page:
    """`values` are what is written; one that depends on the programme is a function of it. `field` is the one that is changed afterwards."""

    route: str
    model: type
    home: str
    values: dict
    field: str
    bad: dict = field(default_factory=dict)  # what is written instead, and refused
    said: str = ""  # why
    under: Callable | None = None  # programme -> the row it is added under

    def __str__(self):
        return self.route

    def filled(self, programme):
        return {name: value(programme) if callable(value) else value for name, value in self.values.items()}

    def add_url(self, programme):
        return reverse(f"{self.route}_add", args=[programme.slug, *([self.under(programme).slug] if self.under else [])])

    def url(self, verb, row, programme):
        return reverse(f"{self.route}_{verb}", args=[programme.slug, row.slug])

    def has(self, verb):
        try:
            return bool(reverse(f"{self.route}_{verb}", args=["p", "r"]))
        except NoReverseMatch:
            return False


def hidden(answer):
    """What the form carries unseen."""
    text = answer.content.decode()
    return {name: found.group(1) for name in ("version", "form_token") if (found := re.search(rf'name="{name}" value="([^"]*)"', text))}


def shown_values(answer):
    """The form as it is shown: what a browser would send back."""
    form = answer.context["form"]
    values = {}
    for bound in form.visible_fields():
        value = bound.value()
        if isinstance(value, bool):
            value = "on" if value else None
        if value not in (None, "", []):
            values[bound.name] = value
    return values


def send(client, url, **values):
    """Open the form at `url`, change `values` in it and send it: what a person does."""
    page = client.get(url)
    return client.post(url, {**shown_values(page), **hidden(page), **values})


def told(answer):
    """What the page says is wrong: "Andel: Högst 100."."""
    return [f"{item['label']}: {item['message']}" for item in answer.context["form"].error_items]


class PageStories:
    PAGES = ()

    def pytest_generate_tests(self, metafunc):
        verb = {"test_ended_and_opened_again": "end", "test_taken_away_when_asked_twice": "remove"}.get(metafunc.function.__name__)
        metafunc.parametrize("page", [page for page in self.PAGES if verb is None or page.has(verb)], ids=str)

    @pytest.fixture
    def row(self, page, programme, alva, logged_in):
        answer = send(logged_in(alva), page.add_url(programme), **page.filled(programme))
        assert answer.status_code == 302, told(answer)
        return page.model.objects.latest("pk")

    def test_entered_shown_and_changed(self, page, programme, alva, logged_in, row):
        client, home = logged_in(alva), reverse(page.home, args=[programme.slug])
        assert page.values[page.field] in client.get(home).content.decode()

        url = page.url("edit", row, programme)
        assert client.get(url).context["cancel_url"].startswith(home)
        assert send(client, url).status_code == 302
        assert Event.objects.filter(model=page.model._meta.label).count() == 1, "sent as it was shown, it changes nothing"
        assert send(client, url, **{page.field: "Något annat"}).headers["Location"].startswith(home)
        assert "Något annat" in client.get(home).content.decode()

    def test_strangers_and_readers(self, page, programme, alva, bo, carin, logged_in, client, row):
        for url in [page.add_url(programme), *(page.url(verb, row, programme) for verb in VERBS if page.has(verb))]:
            assert logged_in(carin).get(url).status_code == logged_in(carin).post(url).status_code == 404
            assert logged_in(bo).get(url).status_code == logged_in(bo).post(url).status_code == 403
            assert client.get(url).headers["Location"].startswith("/logga-in/")
            assert url not in logged_in(bo).get(reverse(page.home, args=[programme.slug])).content.decode()
        assert page.model.objects.filter(pk=row.pk, version=1).exists()

    def test_bad_input_keeps_what_was_written(self, page, programme, alva, logged_in):
        answer = send(logged_in(alva), page.add_url(programme), **page.filled(programme) | {page.field: ""} | page.bad)

        assert answer.status_code == 422
        text = answer.content.decode()
        assert all(value in text for value in page.bad.values() if isinstance(value, str))
        assert page.said in " ".join(told(answer))
        assert not page.model.objects.exists()

    def test_sent_twice_makes_one(self, page, programme, alva, logged_in):
        client, url = logged_in(alva), page.add_url(programme)
        form = {**hidden(client.get(url)), **page.filled(programme)}

        first, second = client.post(url, form), client.post(url, form)

        assert first.headers["Location"] == second.headers["Location"]
        assert page.model.objects.count() == 1

    def test_two_editors(self, page, programme, alva, logged_in, row):
        mine, theirs, url = logged_in(alva), logged_in(alva), page.url("edit", row, programme)
        my_form = mine.get(url)
        send(theirs, url, **{page.field: "Deras ord"})

        answer = mine.post(url, {**shown_values(my_form), **hidden(my_form), page.field: "Mina ord"})

        assert answer.status_code == 409
        text = re.sub(r"</?mark[^>]*>", "", answer.content.decode())
        assert "Deras ord" in text
        assert "Mina ord" in text
        assert f"{alva} sparade" in text
        assert mine.post(url, {**shown_values(my_form), **hidden(answer), page.field: "Mina ord"}).status_code == 302
        row.refresh_from_db()
        assert getattr(row, page.field) == "Mina ord"

    def test_ended_and_opened_again(self, page, programme, alva, logged_in, row):
        client = logged_in(alva)

        refused = send(client, page.url("end", row, programme), until_date="2020-02-30")
        assert refused.status_code == 422
        assert [message.split(":")[0] for message in told(refused)] == ["Sista dag"]
        assert 'value="2020-02-30"' in refused.content.decode(), "what was typed is still there"
        row.refresh_from_db()
        assert (row.until_date, row.version) == (None, 1)
        assert send(client, page.url("end", row, programme), until_date="2020-12-31").status_code == 302
        row.refresh_from_db()
        assert row.until_date.isoformat() == "2021-01-01"

        url = page.url("reopen", row, programme)
        assert client.get(url).status_code == 200
        row.refresh_from_db()
        assert row.until_date is not None, "to look is not to do"
        assert client.post(url).status_code == 302
        row.refresh_from_db()
        assert row.until_date is None
        assert [*Event.objects.filter(model=page.model._meta.label, object_id=row.pk).order_by("pk").values_list("verb", flat=True)] == [
            "created",
            "ended",
            "reopened",
        ]

    def test_taken_away_when_asked_twice(self, page, programme, alva, logged_in, row):
        client, url = logged_in(alva), page.url("remove", row, programme)

        asked = client.get(url)
        assert asked.context["title"] == f"Ta bort ”{row}”?"
        assert re.search(r"<button[^>]*>\s*Ta bort", asked.content.decode())
        assert page.model.objects.filter(pk=row.pk).exists(), "to look is not to do"
        assert client.post(url).headers["Location"].startswith(reverse(page.home, args=[programme.slug]))
        assert not page.model.objects.filter(pk=row.pk).exists()
        assert Event.objects.filter(verb="removed", model=page.model._meta.label, object_id=row.pk).exists()


VERBS = ("edit", "end", "reopen", "remove")
