"""Every kind that ships, made from the examples: it validates, says something under every heading, and becomes files."""

import json

import pytest
from click.testing import CliRunner
from django.urls import reverse

from fardplan.accounts.models import User
from fardplan.documents import canonical_text, validate
from fardplan.kit.periods import ReportPeriod
from fardplan.parties.models import Programme
from fardplan.reports import composers
from fardplan.reports.commands import report as command
from fardplan.reports.files import FORMATS
from fardplan.reports.kinds import shipped
from fardplan.reports.models import Report
from fardplan.reports.subjects import SUBJECTS
from tests import stock
from tests.reports.test_pages import hidden

pytestmark = pytest.mark.django_db

#: Subjects tried of each kind: those that come first, and those that come last.
MOST = 4


def subjects(kind, programme):
    if kind.is_about_programme:
        return [None]
    rows = SUBJECTS[kind.about].rows(programme)
    return rows if len(rows) <= MOST else [*rows[: MOST // 2], *rows[-MOST // 2 :]]


@pytest.fixture
def examples():
    stock.put_in()
    return {programme.slug: programme for programme in Programme.objects.all()}


def test_every_kind_is_made_of_both_examples(examples):
    without = set()
    for name, year in (("solbacka", "2024"), ("vasternorrland", "2023")):
        for kind in shipped().values():
            found = subjects(kind, examples[name])
            without |= {(name, kind.key)} if not found else set()
            for subject in found:
                period = ReportPeriod.parse(f"{year}-H1" if kind.rhythm == "half_year" else year)
                composed = composers.of(kind.key, examples[name]).compose(period, subject=subject)
                validate(composed.document)
                assert not composed.troubles
                above = {section.under for section in kind.sections}
                assert composed.document["sections"], (kind.key, str(subject))
                for section in composed.document["sections"]:
                    assert section["blocks"] or section["id"] in above, (kind.key, str(subject), section["id"])
                    if section["blocks"]:
                        assert section["blocks"][-1]["kind"] != "heading", (kind.key, section["id"])
    # No source tells of a local plan in Västernorrland: nothing is invented there.
    assert without <= {("vasternorrland", "local_plan"), ("vasternorrland", "action_plan")}


def test_the_june_status_report_of_solbacka(examples):
    """From what the initiatives have reported: who has told, what is asked, each line with its report."""
    document = composers.of("status_half_year", examples["solbacka"]).compose(ReportPeriod.parse("2024-H1")).document
    assert document["title"] == "Statusrapport första halvåret 2024"
    text = canonical_text(document)
    for words in (
        "3 av 4 utvecklingsarbeten har rapporterat läget",
        "Bestäm senast i september hur läkartiden på kvällar ska betalas.",
        "/solbacka/lagesrapporter/narvardsteam-2024-h1/",
        "En väg in för skolbarn",
    ):
        assert words in text.replace("\u00a0", " "), words
    for made in FORMATS.values():
        assert made.make(text)


def test_every_kind_is_started_on_the_pages(examples, client):
    programme = examples["solbacka"]
    client.force_login(User.objects.get(username="programledare"))
    for kind in shipped().values():
        subject = subjects(kind, programme)[0]
        period = "2024-H1" if kind.rhythm == "half_year" else "2024"
        address = f"{reverse('report_start', args=[programme.slug])}?slag={kind.key}"
        given = hidden(client.get(address)) | {"period": period} | ({"about": subject.slug} if subject else {})
        answer = client.post(address, given)
        started = Report.objects.filter(programme=programme, kind=kind.key).order_by("-pk").first()
        if started is None or answer.status_code != 302:  # the example has one of its own for that year
            assert Report.objects.filter(programme=programme, kind=kind.key, period=period).exists(), kind.key
            continue
        page = client.get(reverse("report", args=[programme.slug, started.slug]))
        assert page.status_code == 200
        assert started.title in page.content.decode().replace("&quot;", '"'), kind.key


@pytest.mark.parametrize("name, period", [("solbacka", "2024-H1"), ("vasternorrland", "2023-H1")])
def test_every_kind_from_the_command_line(examples, tmp_path, name, period):
    for kind in shipped().values():
        found = subjects(kind, examples[name])
        if not found:
            continue
        about = ["--about", found[0].slug] if found[0] else []
        out = tmp_path / kind.key
        asked = [kind.key, "--programme", name, "--period", period, *about, "--out", str(out), "--formats", "json"]
        outcome = CliRunner().invoke(command, asked)
        assert outcome.exit_code == 0, (kind.key, outcome.output)
        document = json.loads((out / "report.json").read_text(encoding="utf-8"))
        validate(document)
        assert document["sections"]
