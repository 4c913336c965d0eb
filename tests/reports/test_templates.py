"""A county's own templates: copied from a kind, changed on the pages, used for documents, ended when they are no longer wanted."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from fardplan.kit.periods import ReportPeriod
from fardplan.reports import composers, own_kinds, services
from fardplan.reports.kinds import shipped
from fardplan.reports.models import Report, ReportTemplate, TemplateSection
from tests.reports.test_pages import hidden

pytestmark = pytest.mark.django_db
YEAR = ReportPeriod.parse("2023")


def url(name, *args):
    return reverse(name, args=["nara-vard", *args])


def send(client, address, **values):
    return client.post(address, hidden(client.get(address)) | values)


@pytest.fixture
def template(filled, alva):
    values = {"title": "Vår sida", "named": "Vår sida {period}", "based_on": "one_page", "slug": "var-sida"}
    return own_kinds.add_report_template(by=alva, programme=filled, **values)


def test_a_copy_composes_as_what_it_was_made_from(template, filled):
    source, copy = shipped()["one_page"], composers.kind_of("var-sida", filled)
    assert [(one.title, one.parts, one.numbered, one.lead) for one in copy.sections] == [
        (one.title, one.parts, one.numbered, one.lead) for one in source.sections
    ]
    mine, theirs = (composers.of(key, filled).compose(YEAR).document for key in ("var-sida", "one_page"))
    assert [part["title"] for part in mine["sections"]] == [part["title"] for part in theirs["sections"]]
    assert mine["title"] == "Vår sida 2023"


@pytest.mark.parametrize("key", [key for key, kind in shipped().items() if kind.sections])
def test_every_kind_can_be_copied(key, filled, alva):
    made = own_kinds.add_report_template(by=alva, programme=filled, title="Kopia", named="Kopia {period}", based_on=key, slug="kopia")
    kind = own_kinds.as_kind(made)
    assert kind.about == shipped()[key].about
    assert [one.title for one in kind.sections] == [one.title for one in shipped()[key].sections]


def test_made_changed_and_used_from_the_pages(filled, alva, logged_in):
    client = logged_in(alva)
    values = {
        "based_on": "programme_directive",
        "title": "Vårt direktiv",
        "named": "Direktiv {year}",
        "retention": "ten",
        "description": "Kort",
    }
    answer = send(client, url("report_template_add"), **values)
    made = ReportTemplate.objects.get()
    assert answer.url == url("report_template", made.slug)
    assert "Vårt direktiv" in client.get(url("report_templates")).content.decode()

    added = {"title": "Våra avgränsningar", "level": "1", "position": "", "guidance": "Skriv kort.", "parts": ["frame.goals"], "place": "2"}
    assert send(client, url("template_section_add", made.slug), **added).url == url("report_template", made.slug)
    section = TemplateSection.objects.get(title="Våra avgränsningar")
    assert section.position == len(shipped()["programme_directive"].sections), "it comes last"
    assert send(client, url("template_section_add", made.slug), **added | {"parts": ["finns.inte"]}).status_code == 422

    assert f"slag={made.slug}" in client.get(url("report_kinds")).content.decode()
    assert send(client, f"{url('report_start')}?slag={made.slug}", period="2023").status_code == 302
    report = Report.objects.get(kind=made.slug)
    assert report.title == "Direktiv 2023"
    page = client.get(url("report", report.slug)).content.decode()
    assert "Våra avgränsningar" in page
    assert "Jag har en vård som är tillgänglig" in page
    text = client.get(url("report_text", report.slug, section.slug)).content.decode()
    assert "Skriv kort." in text


def test_ended_it_is_offered_no_longer_and_its_documents_go_on(template, filled, alva):
    report = services.start_draft(by=alva, programme=filled, kind="var-sida", period="2023")
    own_kinds.end_report_template(template, by=alva, until_date=date(2024, 1, 1))
    assert "var-sida" not in [kind.key for kind in composers.kinds_of(filled, on=date(2024, 1, 1))]
    assert composers.of_report(report).kind.is_own
    with pytest.raises(ValidationError, match="Avsluta den i stället"):
        own_kinds.remove_report_template(template, by=alva)


def test_taken_away_with_its_sections_when_nothing_was_made_by_it(template, alva):
    own_kinds.remove_report_template(template, by=alva)
    assert not ReportTemplate.objects.exists()
    assert not TemplateSection.objects.exists()


def test_readers_read_and_strangers_find_nothing(template, bo, carin, logged_in, django_assert_max_num_queries):
    reader = logged_in(bo)
    with django_assert_max_num_queries(15):
        assert reader.get(url("report_template", template.slug)).status_code == 200
    assert logged_in(bo).get(url("report_template_add")).status_code == 403
    assert logged_in(bo).post(url("report_template_remove", template.slug)).status_code == 403
    assert logged_in(carin).get(url("report_template", template.slug)).status_code == 404
