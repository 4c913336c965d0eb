"""Documents of every kind: templates as data, composed from parts, started on a page, made from the command line."""

import json
from datetime import date

import pytest
from click.testing import CliRunner
from django.core.exceptions import ValidationError
from django.urls import reverse

from fardplan.documents import canonical_text, validate
from fardplan.governance import services as governance
from fardplan.governance.models import Document
from fardplan.kit.periods import ReportPeriod
from fardplan.plan import services as plan
from fardplan.reports import composers, composing, services
from fardplan.reports.commands import report as command
from fardplan.reports.kinds import Kind, KindSection, shipped
from fardplan.reports.models import Report
from fardplan.reports.parts import PARTS, add
from fardplan.reports.queries_kinds import GROUPS, likely_period
from fardplan.reports.register import Register
from fardplan.reports.subjects import SUBJECTS
from tests.reports.test_pages import hidden

pytestmark = pytest.mark.django_db

YEAR = ReportPeriod.parse("2023")


@pytest.mark.parametrize("kind", shipped().values(), ids=lambda kind: kind.key)
def test_a_kind_that_ships_names_what_there_is(kind):
    for section in kind.sections:
        for name in section.parts:
            assert PARTS[name].fits(kind.about), name
        assert not section.under or section.under in kind.ids[: kind.ids.index(section.id)], "what it stands under comes before it"
    assert len(set(kind.ids)) == len(kind.ids)
    assert kind.about == "programme" or kind.about in SUBJECTS
    assert kind.group in GROUPS
    assert all(kind.titles[language] and kind.descriptions[language] for language in ("sv", "en"))
    assert kind.is_about_programme or "{subject}" in kind.named


@pytest.mark.parametrize("key", ["annual", "county"])
def test_the_template_says_what_the_module_draws(key, filled):
    """Whoever copies the annual report gets its sections: the module that draws it and the template may not drift apart."""
    composer = composers.of(key, filled)
    assert composer.kind.ids == composer.ids
    register = Register(filled)
    for section in composer.kind.sections:
        drawn = composer.title_of_section(section.id, YEAR, register=register)
        assert composing.filled(section.title, YEAR, filled) == drawn
    assert composer.title_of(YEAR) == composing.title_of(composer.kind, YEAR, filled)


@pytest.mark.parametrize(
    ("rhythm", "day", "period"),
    [
        ("half_year", (2026, 5, 31), "2025-H2"),
        ("half_year", (2026, 6, 1), "2026-H1"),
        ("half_year", (2026, 12, 1), "2026-H2"),
        ("year_after", (2026, 1, 15), "2025"),
        ("year_after", (2026, 11, 1), "2026"),
        ("year", (2026, 3, 1), "2026"),
    ],
)
def test_the_period_that_a_document_is_most_likely_about(rhythm, day, period):
    assert likely_period(rhythm, date(*day)) == period


def kind_of(*sections, about="programme", named="Papper {period}"):
    return Kind("papper", {"sv": "Papper"}, {"sv": "Ett"}, about, named, "papper", tuple(sections))


def test_sections_that_say_nothing_are_left_out_and_headings_over_others_stand(filled):
    kind = kind_of(
        KindSection("tom", "Tom"),
        KindSection("grund", "Grund {year}"),
        KindSection("mal", "Mål", under="grund", parts=("frame.goals",)),
        KindSection("risker", "Risker", parts=("risks.change",)),
    )
    composed = composing.compose(kind, filled, YEAR)
    assert [(part["title"], part["level"]) for part in composed.document["sections"]] == [("Grund 2023", 1), ("Mål", 2)]
    assert composed.empty == (("tom", "Tom"), ("risker", "Risker"))
    validate(composed.document)
    assert composed.document["title"] == "Papper 2023"


def test_a_part_named_twice_stands_twice(filled):
    one, two = (KindSection(name, name, parts=("annual.portfolio",)) for name in ("en", "tva"))
    document = composing.compose(kind_of(one, two), filled, YEAR).document
    validate(document)
    tables = [block["id"] for part in document["sections"] for block in part["blocks"] if block["kind"] == "table"]
    assert tables == ["portfolio", "portfolio-2"]


def test_two_parts_cannot_have_one_name():
    with pytest.raises(ValueError, match=r"annual\.summary"):
        add("annual.summary", "En gång till", lambda draft: [])


def test_the_directive_is_filled_from_the_register(filled, alva):
    directive = governance.add_document(
        by=alva, programme=filled, slug="direktiv", kind=Document.Kind.DIRECTIVE, title="Direktiv", owner="Alla"
    )
    plan.add_exclusion(by=alva, programme=filled, slug="annat", text="Det som rör en enskild kommun", document=directive)
    composed = composers.of("programme_directive", filled).compose(YEAR)
    told = canonical_text(composed.document)
    assert "Det som rör en enskild kommun" in told
    assert "Jag har en vård som är tillgänglig" in told
    assert "idea" in dict(composed.empty), "what the register does not know waits for a writer"
    assert composers.of("programme_directive", filled).guidance("idea")


def test_a_document_about_a_row_needs_one(filled, alva, monkeypatch):
    kind = kind_of(KindSection("a", "A"), about="initiative", named="Om {subject}")
    monkeypatch.setattr(composers, "kind_of", lambda key, programme: kind if key == "papper" else shipped().get(key))
    with pytest.raises(ValidationError, match="about"):
        services.start_draft(by=alva, programme=filled, kind="papper", period="2023")
    with pytest.raises(ValidationError, match="about"):
        services.start_draft(by=alva, programme=filled, kind="annual", about="barn", period="2023")
    one = services.start_draft(by=alva, programme=filled, kind="papper", about="barn", period="2023")
    two = services.start_draft(by=alva, programme=filled, kind="papper", about="aldre", period="2023")
    assert (one.title, two.title) == ("Om Barn", "Om Ålderns höst")
    assert (one.number, two.number) == (1, 1)
    with pytest.raises(services.AlreadyStarted):
        services.start_draft(by=alva, programme=filled, kind="papper", about="barn", period="2023")


def test_started_from_the_page(filled, alva, logged_in):
    client = logged_in(alva)
    page = client.get(reverse("report_kinds", args=[filled.slug])).content.decode()
    assert f"{reverse('report_start', args=[filled.slug])}?slag=programme_directive&amp;period=" in page
    address = f"{reverse('report_start', args=[filled.slug])}?slag=programme_directive"
    answer = client.post(address, hidden(client.get(address)) | {"period": "2023"})
    report = Report.objects.get(kind="programme_directive")
    assert answer.url == reverse("report", args=[filled.slug, report.slug])
    page = client.get(answer.url).content.decode()
    assert "Avgränsningar" in page
    assert client.get(f"{reverse('report_start', args=[filled.slug])}?slag=finns-inte").status_code == 404


def test_made_from_the_command_line(filled, tmp_path):
    def run(*arguments):
        return CliRunner().invoke(command, [*map(str, arguments)])

    given = ("--programme", filled.slug, "--period", "2023", "--out", tmp_path)
    answer = run("programme_directive", *given, "--formats", "json,docx")
    assert answer.exit_code == 0, answer.output
    assert [line.rsplit("/", 1)[1] for line in answer.stdout.split()] == ["report.json", "programdirektiv-2023-nara-vard.docx"]
    assert json.loads((tmp_path / "report.json").read_text("utf-8"))["kind"] == "programme_directive"

    wrong = run("programme_directiv", *given)
    assert wrong.exit_code == 1
    assert "programme_directive" in wrong.output, "told what was meant"
    assert run("programme_directive", *given, "--about", "barn").exit_code == 1
    assert run("programme_directive", *given, "--formats", "odt").exit_code == 2
