"""When something goes wrong: what happened, what to do and a number, in Swedish. Never a trace, a path or a library's name."""

import logging
import re

import pytest
from django.test import Client

from fardplan.config import views

INSIDES = re.compile(r"Traceback|django|\.py\b|Exception|line \d+|hemlig orsak", re.IGNORECASE)


def page_of(answer):
    page = answer.content.decode()
    main = re.search(r"<main.*?</main>", page, re.DOTALL).group()
    assert not INSIDES.search(re.sub(r"<[^>]+>", " ", main))
    assert '<html lang="sv"' in page
    assert len(re.findall("<h1", page)) == 1
    return main


def number_in(main):
    return re.search(r">([0-9a-f]{8})<", main).group(1)


def test_no_such_page(client, db):
    answer = client.get("/ingen/sadan/sida/")
    assert answer.status_code == 404
    main = page_of(answer)
    assert "Sidan finns inte" in main
    assert number_in(main)


def test_not_for_your_role(logged_in, bo, programme):
    answer = logged_in(bo).get(f"/{programme.slug}/mal/nytt/")
    assert answer.status_code == 403
    assert "Du får inte göra det här" in page_of(answer)


def test_somebody_elses_programme_looks_like_none_at_all(logged_in, carin, programme):
    client = logged_in(carin)
    stripped = [re.sub(r"[0-9a-f]{8}", "", page_of(client.get(url))) for url in (f"/{programme.slug}/mal/", "/finns-inte/mal/")]
    assert stripped[0] == stripped[1]


def test_our_own_fault_is_logged_under_the_number_that_is_shown(logged_in, alva, monkeypatch, caplog):
    def broken(request, programmes):
        raise RuntimeError("hemlig orsak")

    monkeypatch.setattr(views, "_choose", broken)
    client = logged_in(alva)
    client.raise_request_exception = False
    with caplog.at_level(logging.ERROR, "fardplan.errors"):
        answer = client.get("/program/")
    assert answer.status_code == 500
    main = page_of(answer)
    assert "Något gick fel hos oss" in main
    assert [number_in(main) in record.getMessage() for record in caplog.records if record.name == "fardplan.errors"] == [True]


def test_a_name_we_do_not_answer_to(db):
    answer = Client(headers={"host": "nagon.annan.example"}).get("/logga-in/")
    assert answer.status_code == 400
    assert "gick inte att läsa" in page_of(answer)


def test_a_form_from_somewhere_else(alva):
    client = Client(enforce_csrf_checks=True)
    client.force_login(alva)
    answer = client.post("/program/nytt/", {"name": "Smyg"})
    assert answer.status_code == 403
    assert "Din roll" not in page_of(answer)  # the role is not what is wrong


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_ways_of_asking_change_nothing(logged_in, alva, programme, method, django_assert_num_queries):
    from fardplan.audit.models import Event

    before = Event.objects.count()
    assert getattr(logged_in(alva), method)(f"/{programme.slug}/mal/nytt/").status_code < 500
    assert Event.objects.count() == before
