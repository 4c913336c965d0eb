"""Forums, documents and meetings from the pages."""

import pytest
from django.urls import reverse

from fardplan.governance.models import (
    Document,
    DocumentPoint,
    DocumentVersion,
    FormerName,
    Forum,
    ForumLine,
    Matter,
    Seat,
)
from tests.factories import DocumentFactory, ForumFactory, MatterFactory, OrganisationFactory, SeatFactory
from tests.pages import Page, PageStories, send, told

pytestmark = pytest.mark.django_db


def the(factory):
    """The programme's one row of the kind: the same however often it is asked for."""
    return lambda programme: factory._meta.model.objects.filter(programme=programme).first() or factory(programme=programme)


class TestPages(PageStories):
    PAGES = (
        Page(
            "forum",
            Forum,
            "forums",
            {
                "name": "Styrgruppen",
                "function": "steering",
                "decision_rule": "each",
                "description": "Leder tillsammans",
                "rhythm": "1 ggr/mån",
            },
            field="name",
            bad={"name": "Gruppen", "from_date": "2024-01-01", "until_date": "2023-12-31"},
            said="Sista dag: En period måste sluta efter att den börjar.",
        ),
        Page(
            "seat",
            Seat,
            "forums",
            {"title": "Socialchef", "role": "chair", "organisation": lambda p: OrganisationFactory().pk, "number": "2", "is_acting": "on"},
            field="title",
            bad={"title": "Chef", "number": "många"},
            said="Antal platser",
            under=the(ForumFactory),
        ),
        Page(
            "former_name",
            FormerName,
            "forums",
            {"name": "Arbetsgruppen", "period_words": "till och med 2022"},
            field="name",
            bad={"period_words": "länge sedan"},
            said="Tidigare namn: Det här behöver fyllas i.",
            under=the(ForumFactory),
        ),
        Page(
            "forum_line",
            ForumLine,
            "forums",
            {"kind": "steers", "to_forum": lambda p: ForumFactory(programme=p).pk, "words": "På uppdrag"},
            field="words",
            bad={"words": "Utan mål", "to_forum": ""},
            said="Vilket forum",
            under=the(ForumFactory),
        ),
        Page(
            "document",
            Document,
            "documents",
            {"title": "Programdirektiv", "kind": "directive", "owner": "Kommundirektörerna", "informed": "Ledningsgrupperna"},
            field="title",
            bad={"owner": "Någon"},
            said="Dokument: Det här behöver fyllas i.",
        ),
        Page(
            "document_version",
            DocumentVersion,
            "documents",
            {"number": "1.2", "dated": "20-09-07", "summary": "Slutförslag", "changes_marked": "nej"},
            field="summary",
            bad={"summary": "Ny", "dated": "20 höst 1"},
            said="Dag: ”20 höst 1” går inte att läsa som tid",
            under=the(DocumentFactory),
        ),
        Page(
            "document_point",
            DocumentPoint,
            "documents",
            {"kind": "purpose", "number": "1.1", "text": "Att hålla ihop"},
            field="text",
            bad={"number": "1.7"},
            said="Vad som står: Det här behöver fyllas i.",
            under=the(DocumentFactory),
        ),
    )


def test_a_forum_is_not_tied_to_itself(programme, alva, logged_in):
    forum = ForumFactory(programme=programme)

    answer = send(logged_in(alva), reverse("forum_line_add", args=[programme.slug, forum.slug]), kind="steers", to_forum=forum.pk)

    assert answer.status_code == 422
    assert told(answer)[0].startswith("Vilket forum")


def test_a_forum_with_seats_is_ended_and_not_taken_away(programme, alva, logged_in):
    seat = SeatFactory(forum__programme=programme)

    answer = logged_in(alva).post(reverse("forum_remove", args=[programme.slug, seat.forum.slug]))

    assert answer.status_code == 422
    assert Forum.objects.exists()


def test_a_document_goes_with_what_it_says(programme, alva, logged_in):
    document = DocumentFactory(programme=programme)
    client = logged_in(alva)
    send(client, reverse("document_point_add", args=[programme.slug, document.slug]), kind="purpose", text="Att hålla ihop")
    send(client, reverse("document_version_add", args=[programme.slug, document.slug]), number="1.0")

    assert (
        "Versioner och punkter följer med." in client.get(reverse("document_remove", args=[programme.slug, document.slug])).content.decode()
    )
    client.post(reverse("document_remove", args=[programme.slug, document.slug]))

    assert not any(model.objects.exists() for model in (Document, DocumentPoint, DocumentVersion))


def test_the_matter_is_changed_by_itself(programme, alva, bo, carin, logged_in):
    url = reverse("matter_edit", args=[programme.slug, MatterFactory(programme=programme).slug])

    assert send(logged_in(alva), url, title="Programplanen", reference_number="KS 2024/1").status_code == 302
    assert Matter.objects.get().reference_number == "KS 2024/1"
    assert logged_in(bo).get(url).status_code == 403
    assert logged_in(carin).get(url).status_code == 404


def test_a_name_of_another_programmes_row_is_not_there(programme, other_programme, alva, logged_in):
    theirs = ForumFactory(programme=other_programme)

    for name in ("forum_edit", "seat_add", "forum_line_add", "forum_remove"):
        assert logged_in(alva).get(reverse(name, args=[programme.slug, theirs.slug])).status_code == 404
    mine = ForumFactory(programme=programme)
    answer = send(logged_in(alva), reverse("forum_line_add", args=[programme.slug, mine.slug]), kind="steers", to_forum=theirs.pk)
    assert answer.status_code == 422
    assert not ForumLine.objects.exists()
