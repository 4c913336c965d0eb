"""Templates of the organisations: judged, kept, taken into use, fetched with, withdrawn."""

import io
from datetime import UTC, datetime

import docx
import pptx
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fardplan.accounts.runner import work_off
from fardplan.attachments import store
from fardplan.documents.judging import REFUSALS, REMARKS
from fardplan.looks import services
from fardplan.looks.models import Look
from fardplan.looks.words import WORDS
from fardplan.reports import made
from fardplan.reports import services as reports
from tests.factories import OrganisationFactory, PartyFactory
from tests.templates_of_ours import slide_template, word_template

pytestmark = pytest.mark.django_db
AT = datetime(2024, 1, 31, tzinfo=UTC)


def add(programme, *, content=None, name="mall.docx", **values):
    return services.add_look(by="test", at=AT, programme=programme, name=name, content=content or word_template(), **values)


def url(name, programme, *rest):
    return reverse(name, args=[programme.slug, *rest])


def test_every_finding_has_words():
    assert set(WORDS) == REFUSALS | REMARKS


def test_the_first_is_in_use_at_once_and_the_next_when_somebody_says_so(programme):
    first, second = add(programme), add(programme, content=word_template("Nytt"))
    assert (first.is_used, second.is_used) == (True, False)
    services.use(second, by="test", at=AT)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.is_used, second.is_used) == (False, True)
    assert services.rest(second, by="test").is_used is False


def test_each_organisation_has_its_own(programme):
    party = PartyFactory(programme=programme, organisation=OrganisationFactory(short_name="Eby"))
    assert add(programme).is_used
    own = add(programme, organisation=party.organisation)
    assert own.is_used
    assert (str(own), own.owner) == ("Eby: mall.docx", "Eby")


def test_the_same_file_twice_is_one(programme):
    content = word_template()  # a file made anew has another time in it
    assert add(programme, content=content) == add(programme, content=content)
    assert Look.objects.count() == 1


def test_what_is_refused_leaves_nothing(programme):
    with pytest.raises(ValidationError, match="makron"):
        add(programme, name="mall.docm")
    assert not Look.objects.exists()


def test_withdrawn_it_is_offered_no_more(programme):
    look = add(programme)
    services.withdraw(look, by="test", at=AT)
    assert not Look.objects.there().exists()
    assert store.path_of(look.stored_as).exists(), "documents that were made with it may have to be made again"
    with pytest.raises(services.Withdrawn):
        services.use(look, by="test", at=AT)


# Pages ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def sent(content, name="mall.docx"):
    return {"file": SimpleUploadedFile(name, content)}


def test_from_the_page_to_a_document_in_ones_own_look(programme, alva, logged_in):
    client = logged_in(alva)
    answer = client.post(url("look_add", programme), sent(word_template("Region Exempel")))
    assert answer.status_code == 302, answer.context["form"].errors
    look = Look.objects.get()
    listed = client.get(url("looks", programme)).content.decode()
    assert "sedan" in listed
    assert url("look_sample", programme, look.slug) in listed
    trial = docx.Document(io.BytesIO(client.get(url("look_sample", programme, look.slug)).content))
    assert trial.sections[0].header.paragraphs[0].text == "Region Exempel"

    report = reports.start_draft(by=alva, programme=programme, period="2023")
    files = url("report_files", programme, report.slug)
    assert f'value="docx@{look.slug}"' in client.get(files).content.decode()
    asked = client.post(files, {"format": ["docx", f"docx@{look.slug}", "docx@finns-inte"]}).url
    work_off()
    shown = client.get(asked).content.decode()
    assert "2 av 2 filer är klara" in shown
    assert f"Word, mall från {programme.name}" in shown
    own, ours = (
        docx.Document(io.BytesIO(client.get(url("report_docx", programme, report.slug) + query).content))
        for query in (f"?mall={look.slug}", "")
    )
    assert own.sections[0].header.paragraphs[0].text == "Region Exempel"
    assert ours.sections[-1].header.paragraphs[0].text.startswith("Årsrapport 2023")
    answer = client.get(url("report_docx", programme, report.slug) + "?mall=finns-inte")
    assert answer.url == f"{files}?format=docx%40finns-inte", "not made, and nothing to make"


def test_a_presentation_in_ones_own_look(programme, alva):
    look = add(programme, content=slide_template(), name="mall.pptx")
    report = reports.start_draft(by=alva, programme=programme, period="2023")
    mark = made.ask(report, [], at=AT, looks=[look])
    work_off()
    found = made.found(report, "pptx", mark, look.slug)
    assert pptx.Presentation(io.BytesIO(bytes(found.content))).slides[0].slide_layout.name == "Title Slide"
    assert made.found(report, "pptx", mark) is None, "nobody asked for it in the product's own look"


@pytest.mark.parametrize(
    "content, name, said",
    [
        (b"PK\x03\x04 trasig", "mall.docx", "Filen är trasig"),
        (b"x", "mall.exe", "ska vara en Wordmall"),
        (b"x" * 20_000_001, "mall.pptx", "20,0 MB"),
    ],
)
def test_a_file_that_is_refused_is_told_why(programme, alva, logged_in, content, name, said):
    answer = logged_in(alva).post(url("look_add", programme), sent(content, name))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Look.objects.exists()


def test_in_use_out_of_use_and_withdrawn_from_the_pages(programme, alva, logged_in):
    look, client = add(programme), logged_in(alva)
    for verb, used in (("rest", False), ("use", True)):
        assert client.post(url(f"look_{verb}", programme, look.slug)).status_code == 302
        look.refresh_from_db()
        assert look.is_used is used
    assert client.post(url("look_withdraw", programme, look.slug)).status_code == 302
    assert client.get(url("look_sample", programme, look.slug)).status_code == 404
    assert "Inga mallar än." in client.get(url("looks", programme)).content.decode()


def test_who_may_not(programme, bo, logged_in):
    look, client = add(programme), logged_in(bo)
    assert client.get(url("looks", programme)).status_code == 200
    assert client.get(url("look_add", programme)).status_code == 403
    assert client.post(url("look_withdraw", programme, look.slug)).status_code == 403


def test_the_list_asks_few_questions(programme, alva, logged_in, django_assert_max_num_queries):
    client = logged_in(alva)
    for number in range(5):
        add(programme, content=word_template(str(number)))
    with django_assert_max_num_queries(12):
        client.get(url("looks", programme))
