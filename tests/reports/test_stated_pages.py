"""What documents state, from the pages."""

import pytest
from django.urls import reverse

from fardplan.reports.models import StatedFigure
from tests.factories import StatedFigureFactory
from tests.pages import Page, PageStories

pytestmark = pytest.mark.django_db


class TestPages(PageStories):
    PAGES = (
        Page(
            "stated_figure",
            StatedFigure,
            "stated_figures",
            {
                "label": "Budget för 2023",
                "subject": "budget-2023",
                "kind": "money",
                "words": "6,3 mnkr",
                "value": "6300000",
                "document": "Årsplan",
                "place": "s. 4",
            },
            field="label",
            bad={"document": "Planen"},
            said="Om vad",
        ),
    )


def test_as_many_questions_whatever_is_stated(programme, bo, logged_in, django_assert_num_queries):
    client, url = logged_in(bo), reverse("stated_figures", args=[programme.slug])
    for _ in range(20):
        StatedFigureFactory(programme=programme)

    with django_assert_num_queries(4):
        html = client.get(url).content.decode()

    assert html.count("Antal") == 20
