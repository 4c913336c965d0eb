"""Risks and checklists from the pages."""

import pytest
from django.urls import reverse

from fardplan.status.models import Checklist, ChecklistQuestion, Risk
from tests.factories import ChecklistFactory, DocumentFactory
from tests.pages import Page, PageStories, send

pytestmark = pytest.mark.django_db


def the(factory):
    """The programme's one row of the kind: the same however often it is asked for."""
    return lambda programme: factory._meta.model.objects.filter(programme=programme).first() or factory(programme=programme)


class TestPages(PageStories):
    PAGES = (
        Page(
            "risk",
            Risk,
            "risks",
            {"scope": "change", "title": "För många projekt", "text": "Samtidigt", "likelihood": "4", "impact": "5"},
            field="title",
            bad={"title": "Stor risk", "likelihood": "6"},
            said="Sannolikhet, 1–5: Högst 5.",
        ),
        Page(
            "checklist",
            Checklist,
            "checklists",
            {"title": "Åtta frågor", "document": lambda p: DocumentFactory(programme=p).pk},
            field="title",
            said="Checklista: Det här behöver fyllas i.",
        ),
        Page(
            "checklist_question",
            ChecklistQuestion,
            "checklists",
            {"text": "Är det angeläget?"},
            field="text",
            said="Fråga",
            under=the(ChecklistFactory),
        ),
    )


def test_nobody_has_judged(programme, alva, bo, logged_in):
    send(logged_in(alva), reverse("risk_add", args=[programme.slug]), scope="execution", title="Tid", likelihood="2")

    text = logged_in(bo).get(reverse("risks", args=[programme.slug])).content.decode()
    assert text.count("inte bedömd") == 1
    assert "Programmets eget arbete" in text
