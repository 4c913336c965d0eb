"""Files are made by the job runner: asked for once, told of while they are made, thrown away, and never another text's."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from fardplan.accounts.runner import work_off
from fardplan.reports import made, services
from fardplan.reports.files import FORMATS, Format
from fardplan.reports.models import MadeFile

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def draft(filled, alva):
    return services.start_draft(by=alva, programme=filled, period="2023")


def address(name, report, query=""):
    return reverse(name, args=["nara-vard", report.slug]) + query


def test_asked_for_on_the_page_and_handed_over(draft, alva, logged_in, django_assert_max_num_queries):
    client = logged_in(alva)
    assert client.get(address("report_xlsx", draft)).headers["Location"] == address("report_files", draft, "?format=xlsx")
    answer = client.post(address("report_files", draft), {"format": ["xlsx"]})
    waiting = client.get(answer.url).content.decode()
    assert "0 av 1 fil är klar" in waiting
    assert 'hx-trigger="every 2s"' in waiting
    work_off()
    with django_assert_max_num_queries(15):
        ready = client.get(answer.url).content.decode()
    assert "1 av 1 fil är klar" in ready
    assert "every 2s" not in ready
    file = client.get(address("report_xlsx", draft))
    assert file.headers["Content-Disposition"] == 'attachment; filename="arsrapport-2023-nara-vard-v1.xlsx"'
    assert file.content.startswith(b"PK")


def test_the_same_text_is_drawn_once_and_a_new_text_anew(draft, alva, monkeypatch):
    drawn = []
    monkeypatch.setitem(FORMATS, "xlsx", Format("xlsx", "x/y", lambda text: drawn.append(text) or b"PK"))
    first = made.ask(draft, ["xlsx"], at=NOW)
    assert made.ask(draft, ["xlsx"], at=NOW) == first
    work_off()
    assert made.make(MadeFile.objects.get().pk, at=NOW) == MadeFile.State.DONE
    assert len(drawn) == 1
    services.write_text(draft, by=alva, section="closing", text="Nytt.")
    second = made.ask(draft, ["xlsx"], at=NOW)
    assert second != first
    assert made.found(draft, "xlsx", second) is None, "the new text's file is not the old one's"
    assert made.found(draft, "xlsx", first)


def test_what_cannot_be_drawn_says_so_and_can_be_asked_for_again(draft, monkeypatch):
    def breaks(text):
        raise RuntimeError

    monkeypatch.setitem(FORMATS, "pdf", Format("pdf", "x/y", breaks))
    mark = made.ask(draft, ["pdf"], at=NOW)
    work_off()
    assert [row.state for row in made.rows_of(draft, mark)] == ["failed"]
    monkeypatch.setitem(FORMATS, "pdf", Format("pdf", "x/y", lambda text: b"%PDF"))
    made.ask(draft, ["pdf"], at=NOW)
    work_off()
    assert [row.state for row in made.rows_of(draft, mark)] == ["done"]


def test_files_are_thrown_away_after_a_week(draft):
    made.ask(draft, ["xlsx"], at=NOW)
    assert made.throw_away(before=NOW) == 0
    assert made.throw_away(before=NOW + timedelta(seconds=1)) == 1
