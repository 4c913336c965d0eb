"""The parts hold together: every page in the gallery is sound, and pages for bad days need nothing to stand on."""

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.contrib.messages import constants
from django.template.loader import get_template, render_to_string
from django.test import Client
from django.utils import translation

import fardplan.kit
from fardplan.kit.gallery import SHOWN

KIT = Path(fardplan.kit.__file__).parent
CSS = (KIT / "static/kit/fardplan.css").read_text(encoding="utf-8")
TEMPLATES = sorted(path.name for path in (KIT / "templates/kit").glob("*.html"))
BAD_DAYS = ["400", "403", "404", "500", "503"]


class Page(HTMLParser):
    VOID = {"meta", "link", "input", "br", "img", "path", "circle", "rect", "line", "hr"}

    def __init__(self, html):
        super().__init__()
        self.tags, self.open, self.faults, self.headings = [], [], [], []
        self.feed(html)
        self.faults += [f"never closed: {tag}" for tag in self.open]

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag in self.VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"closed out of order: {tag} at {self.getpos()}")


def get(client, shown=""):
    return client.get("/kit/", {"visa": shown} if shown else {}).content.decode()


@pytest.fixture(scope="module", params=["", *SHOWN])
def page(request):
    html = get(Client(), request.param)
    return html, Page(html)


def test_every_element_is_closed(page):
    assert page[1].faults == []


def test_ids_are_unique_and_found(page):
    ids = Counter(attrs["id"] for _tag, attrs in page[1].tags if "id" in attrs)
    assert [name for name, count in ids.items() if count > 1] == []
    for tag, attrs in page[1].tags:
        for name in ("for", "aria-describedby", "aria-labelledby", "data-copy"):
            for wanted in (attrs.get(name) or "").split():
                assert wanted in ids, f"{tag} {name}={wanted}"
        if (attrs.get("href") or "").startswith("#") and attrs["href"] != "#":
            assert attrs["href"][1:] in ids


def test_headings_step_down_one_at_a_time(page):
    levels = page[1].headings
    assert levels.count(1) == 1
    # The error summary and sections beside the form may come after a deeper heading; none may skip downwards.
    assert all(after - before <= 1 for before, after in zip([1, *levels], levels, strict=False))


def test_no_style_or_script_in_the_page(page):
    html, parsed = page
    for _tag, attrs in parsed.tags:
        assert not [name for name in attrs if name == "style" or name.startswith("on")]
    assert "<style" not in html
    assert re.findall(r"<script(?![^>]*\ssrc=)", html) == []


def test_every_shape_is_hidden_or_has_its_sentence(page):
    for tag, attrs in page[1].tags:
        if tag == "svg":
            assert attrs.get("aria-hidden") == "true" or (attrs.get("role") == "img" and attrs.get("aria-label"))


def test_every_class_is_styled(page):
    own = {name for _tag, attrs in page[1].tags for name in (attrs.get("class") or "").split() if name.startswith("fp-")}
    assert {name for name in own if not re.search(rf"\.{name}(?![\w-])", CSS)} == set()


def test_our_css_keeps_its_colours_in_one_place():
    outside = CSS[CSS.index("/* 2 ─") : CSS.index("/* 8b ─")] + CSS[CSS.index("/* 9 ─") :]
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?![^{}]*\{)", outside) == ["#000", "#fff", "#fff"]


def test_our_css_fetches_nothing_from_elsewhere():
    assert {match.split("/")[0] for match in re.findall(r"url\(([^)]*)\)", CSS)} == {"vendor"}
    for match in re.findall(r"url\(([^)]*)\)", CSS):
        assert (KIT / "static/kit" / match).is_file()


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_compiles(name):
    get_template(f"kit/{name}")


@pytest.mark.parametrize("code", BAD_DAYS)
def test_a_bad_day_needs_no_context(code):
    html = render_to_string(f"kit/{code}.html")
    assert Page(html).faults == []
    assert "<h1" in html
    assert 'href="/"' in html


@pytest.mark.parametrize("code", BAD_DAYS)
def test_a_bad_day_says_what_to_do_in_both_languages(code):
    swedish = render_to_string(f"kit/{code}.html", {"error_id": "7f3a91c2"})
    assert "7f3a91c2" in swedish
    with translation.override("en"):
        english = render_to_string(f"kit/{code}.html", {"error_id": "7f3a91c2"})
    for tag in ("h1", "title"):
        words = [re.search(rf"<{tag}[^>]*>(.*?)</{tag}>", html, re.DOTALL)[1] for html in (swedish, english)]
        assert words[0] != words[1]
    assert 'lang="en"' in english


@pytest.mark.parametrize(
    "level, color", [(constants.SUCCESS, "success"), (constants.ERROR, "danger"), (constants.WARNING, "warning"), (constants.INFO, "info")]
)
def test_a_message_is_heard(level, color):
    from django.contrib.messages.storage.base import Message

    html = render_to_string("kit/messages.html", {"messages": [Message(level, "<b>Sparat")]})
    assert 'role="status"' in html
    assert f'data-color="{color}"' in html
    assert "&lt;b&gt;Sparat" in html


def test_the_frame_shows_what_it_is_given(client):
    html = get(client)
    assert html.count('aria-current="page">Portfölj</a>') == 2
    assert "God vård i Mittlandet" in html
    assert "Alva Ask" in html
    assert '<form method="post" action="/logga-ut/">' in html
    assert 'name="language" value="en" lang="en"' in html


def test_an_empty_page_has_no_empty_landmarks():
    html = render_to_string("kit/base.html", {"title": "Tom"})
    assert "<aside" not in html
    assert "<nav" not in html
    assert "fp-user" not in html


def test_pagination_keeps_the_rest_of_the_address(client):
    html = client.get("/kit/", {"party": "Ekby", "sida": "5"}).content.decode()
    assert 'href="?party=Ekby&amp;sida=6" rel="next"' in html


def test_one_page_needs_no_pages():
    from django.core.paginator import Paginator

    assert render_to_string("kit/pagination.html", {"page": Paginator([1], 5).page(1)}).strip() == ""


@pytest.mark.parametrize("shown, status", [("", 200), ("formular", 422), ("krock", 409), ("fraga", 200), ("404", 404), ("okänt", 200)])
def test_the_gallery_answers_as_the_page_would(client, shown, status):
    assert client.get("/kit/", {"visa": shown}).status_code == status
