"""Every URL says who may open it, in Swedish, under an English name."""

import re

import pytest
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


@pytest.mark.django_db
def test_an_unknown_address_is_a_page_and_not_a_trace(client):
    answer = client.get("/finns-inte/")
    assert answer.status_code in {302, 404}
