"""Hjälp: every page of the guide is served, safe and found; words are explained where they are used."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.template import Context, Template
from django.test import override_settings
from django.urls import reverse
from django.utils import translation

from fardplan.guide.queries import pages, picture_file
from fardplan.guide.rules import anchor_of, read_page, search
from fardplan.kit import glossary

GUIDE = Path(settings.DOCS_FOLDER) / "anvandarguide"


def read(markdown):
    return read_page(
        "sida", markdown, link=lambda address: f"/hjalp/{Path(address).stem}/", picture=lambda address: f"/bild/{Path(address).stem}"
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[klicka](javascript:alert(1))",
        "[klicka](data:text/html;base64,PHNjcmlwdD4=)",
        "<img src=x onerror=alert(1)>",
        "## <b onmouseover=alert(1)>Rubrik</b>",
        "[x](vbscript:msgbox)",
    ],
)
def test_nothing_in_a_page_runs(hostile):
    html = read(f"# Sida\n\n{hostile}\n").html
    assert not re.search(r"<(script|img|b)\b|href=\"(javascript|data|vbscript)", html, re.IGNORECASE)


def test_a_page_has_title_sections_links_and_pictures():
    page = read(
        "# Samordnare\n\nInledning.\n\n## Lägg till\n\nSe [tid](tid.md#x) och ![Bild](../gallery/laget.png).\n\n## Lägg till\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    )
    assert (page.title, [section.anchor for section in page.headings]) == ("Samordnare", ["lägg-till", "lägg-till-1"])
    assert 'href="/hjalp/tid/"' in page.html
    assert 'src="/bild/laget"' in page.html
    assert 'alt="Bild"' in page.html
    assert 'tabindex="0"' in page.html, "a wide table can be scrolled by keyboard"
    assert "<h1" not in page.html


def test_anchors():
    assert anchor_of("Ändra, avsluta & öppna igen") == "ändra-avsluta--öppna-igen"
    assert anchor_of("…") == "avsnitt"


def test_found_by_beginnings_of_words_best_first():
    known = [read("# Tid\n\nOm aktiviteter.\n"), read("# Aktiviteter\n\n## Nytt\n\nSkriv.\n"), read("# Annat\n\nInget.\n")]
    assert [found.page.title for found in search(known, "aktiv")] == ["Aktiviteter", "Tid"]
    assert search(known, "") == search(known, "!!") == []
    assert search(known, "aktiv pengar") == []


def test_every_page_of_the_guide_is_served_and_leads_on(client, db):
    files = {path.stem for path in GUIDE.glob("*.md")} - {"README"}
    assert files <= pages().keys()
    for slug, page in pages().items():
        url = reverse("help") if slug == "start" else reverse("help_page", args=[slug])
        answer = client.get(url)
        assert answer.status_code == 200, slug
        for address in re.findall(r'(?:href|src)="(/hjalp/[^"]*)"', page.html):
            path, _hash, anchor = unquote(address).partition("#")
            assert client.get(path).status_code == 200, f"{slug}: {address}"
            if anchor:
                there = pages()[path.strip("/").split("/")[-1] if path != "/hjalp/" else "start"]
                assert anchor in {section.anchor for section in there.sections}, f"{slug}: {address}"


def test_pictures_of_the_guide_are_those_that_the_browser_tests_take():
    for path in GUIDE.glob("*.md"):
        for name in re.findall(r"!\[[^\]]+\]\(\.\./gallery/([^)]+)\.png\)", path.read_text(encoding="utf-8")):
            assert picture_file(name), f"{path.name}: {name}"


@pytest.mark.parametrize("path", ["/hjalp/finns-inte/", "/hjalp/bilder/finns-inte.png", "/hjalp/../settings/", "/hjalp/bilder/..%2Fx.png"])
def test_nothing_else_is_served(client, db, path):
    assert client.get(path).status_code == 404


def test_search_page(client, db):
    page = client.get("/hjalp/?q=påminnelser").content.decode()
    assert "/hjalp/min-sida/" in page
    assert (
        "Handboken säger inget" in client.get("/hjalp/?q=xyzzy").content.decode()
        or "säger inget" in client.get("/hjalp/?q=xyzzy").content.decode()
    )
    assert client.get("/hjalp/?q=%3Cscript%3E").content.decode().count("<script>") == 0


def test_every_moment_has_its_page():
    """design.md section 1: who comes, and when. A resident has no page of their own before there are public pages."""
    assert {"programledare", "styrgrupp", "samordnare", "ledare", "controller", "analytiker", "lasare", "it-drift"} <= pages().keys()


def test_words_are_explained_where_they_are_used(alva, programme, logged_in):
    client = logged_in(alva)
    for name, word in (
        ("goals", "delmål"),
        ("activities", "aktivitet"),
        ("portfolio", "utvecklingsarbete"),
        ("forums", "forum"),
        ("risks", "risk"),
    ):
        page = client.get(reverse(name, args=[programme.slug])).content.decode()
        assert glossary.terms()[word]["sv"] in page
        assert "popovertarget=" in page
    assert "/hjalp/" in page


def test_every_term_asked_for_is_in_the_glossary():
    asked = {
        word
        for path in Path(settings.DOCS_FOLDER).parent.glob("src/fardplan/*/templates/**/*.html")
        for word in re.findall(r'\{% term "([^"]+)" %\}', path.read_text(encoding="utf-8"))
    }
    assert asked
    assert asked <= glossary.terms().keys()
    table = "## Ord på skärmen\n\n| ord | förklaring | in English |\n|---|---|---|\n| Part | En av flera. | One of several. |\n"
    assert glossary.read_terms(table) == {"part": {"sv": "En av flera.", "en": "One of several."}}


def test_words_are_explained_in_the_language_of_the_page():
    with translation.override("en"):
        page = Template("{% load fardplan %}{% term 'delmål' %}").render(Context())
    assert 'popover lang="en"><b lang="sv">Delmål</b> A step towards the vision.' in page


def test_a_page_without_the_glossary_is_a_page(tmp_path):
    glossary.terms.cache_clear()
    try:
        with override_settings(GLOSSARY_FILE=tmp_path / "GLOSSARY.md"):
            assert Template("{% load fardplan %}[{% term 'delmål' %}]").render(Context()) == "[]"
    finally:
        glossary.terms.cache_clear()
