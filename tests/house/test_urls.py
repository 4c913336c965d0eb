"""Every URL says who may open it, in Swedish, under an English name."""

import re

from django.urls import URLPattern, get_resolver


def url_patterns(resolver=None, prefix=""):
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield route, entry
        else:
            yield from url_patterns(entry, route)


def test_every_url_has_a_policy():
    assert [route for route, entry in url_patterns() if not getattr(entry.callback, "policy", None)] == []


def test_every_url_has_a_name_of_its_own():
    names = [entry.name for _, entry in url_patterns()]
    assert None not in names
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_routes_are_lower_case_and_end_with_a_slash_or_a_suffix():
    wrong = []
    for route, _ in url_patterns():
        fixed = re.sub(r"<[^>]*>", "x", route)
        if fixed and not re.fullmatch(r"(?:[a-z0-9-]+(?:/|\.[a-z]+$|$))+", fixed):
            wrong.append(route)
    assert wrong == []


def test_an_unknown_address_is_a_page_and_not_a_trace(client, bo, logged_in):
    """Nobody is asked to log in, whatever the address; whoever is logged in gets the house's own page, in Swedish, without a path."""
    asked = client.get("/finns-inte/")
    assert (asked.status_code, asked.headers["Location"]) == (302, "/logga-in/?next=/finns-inte/")
    for url in ("/finns-inte/", "/finns-inte/parter/", "/nara-vard/finns/inte/"):
        answer = logged_in(bo).get(url)
        page = answer.content.decode()
        assert answer.status_code == 404
        assert '<html lang="sv"' in page
        assert len(re.findall(r"<h1", page)) == 1
        assert not re.search(r"Traceback|Resolver|urlpatterns|/src/|Django", page), url
