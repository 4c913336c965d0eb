"""Governing documents: grouped, and as many questions however much they say."""

import pytest
from django.urls import reverse

from fardplan.governance import binding
from fardplan.governance.models import DocumentPoint, DocumentVersion
from fardplan.kit.models import Origin
from tests.factories import DocumentFactory

pytestmark = pytest.mark.django_db


def point(document, kind, number, origin=Origin.ENTERED):
    return DocumentPoint.objects.create(
        programme=document.programme, document=document, kind=kind, slug=f"p{document.pk}-{number}", text=f"Punkt {number}", origin=origin
    )


def test_what_a_document_says_by_kind_in_order(programme):
    document = DocumentFactory(programme=programme)
    for number, kind in enumerate(("outline", "purpose", "outline")):
        point(document, kind, number)
    DocumentVersion.objects.create(programme=programme, document=document, slug="v1", number="0.1", position=0)
    DocumentVersion.objects.create(programme=programme, document=document, slug="v2", number="1.0", position=1)

    card = binding.document_cards(programme)[0]

    assert [(str(group.label), [row.text for row in group.points]) for group in card.groups] == [
        ("Syfte", ["Punkt 1"]),
        ("Disposition", ["Punkt 0", "Punkt 2"]),
    ]
    assert (card.latest.number, card.point_count) == ("1.0", 3)


@pytest.mark.parametrize(
    "origins, restated", [([Origin.RESTATED, Origin.RESTATED], True), ([Origin.RESTATED, Origin.STATED], False), ([Origin.STATED], False)]
)
def test_written_anew_is_said_once_for_the_group(programme, bo, logged_in, origins, restated):
    document = DocumentFactory(programme=programme)
    for number, origin in enumerate(origins):
        point(document, "purpose", number, origin)

    assert binding.document_cards(programme)[0].groups[0].is_restated == restated
    text = logged_in(bo).get(reverse("documents", args=[programme.slug])).content.decode()
    assert text.count("Återgivet") == (1 if Origin.RESTATED in origins else 0)


def test_as_many_questions_however_much_they_say(programme, alva, logged_in, django_assert_num_queries):
    client = logged_in(alva)
    for size in (2, 30):
        for _number in range(size):
            document = DocumentFactory(programme=programme)
            for each in range(4):
                point(document, "purpose", each)
        with django_assert_num_queries(8):
            client.get(reverse("documents", args=[programme.slug]))
