"""The log as an Excel file: what the page shows by the same filters, a row for each value that changed."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from fardplan.goals import services as goals
from tests.factories import GoalFactory

pytestmark = pytest.mark.django_db


def rows_of(answer):
    return [list(row) for row in load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True)]


def test_what_the_page_shows(programme, alva, bo, logged_in):
    goal = GoalFactory(programme=programme, title="Nära")
    goals.edit_goal(goal, by=alva, title="=Närmare")
    goals.edit_goal(goal, by=alva, number=goal.number + 1)
    url = reverse("events_file", args=[programme.slug])
    answer = logged_in(alva).get(url)
    assert answer.headers["Content-Disposition"].endswith('.xlsx"')
    heading, *rows = rows_of(answer)
    assert heading == ["När", "Vem", "Slag", "Rad", "Vad som gjordes", "Uppgift", "Före", "Efter"]
    # The latest first; what looks like a formula is text.
    assert [row[6:] for row in rows] == [[str(goal.number), str(goal.number + 1)], ["Nära", "=Närmare"]]
    assert {row[1] for row in rows} == {str(alva)}
    assert rows_of(logged_in(alva).get(url, {"till": "2001-01-01"}))[1:] == []
    assert logged_in(bo).get(url).status_code == 403
    page = logged_in(alva).get(reverse("events", args=[programme.slug]), {"slag": "goals.Goal"}).content.decode()
    assert f"{url}?slag=goals.Goal" in page
