"""Every kind that ships, made from the examples: it validates, says something under every heading, and becomes files."""

import pytest

from fardplan.documents import canonical_text, validate
from fardplan.kit.periods import ReportPeriod
from fardplan.parties.models import Programme
from fardplan.reports import composers
from fardplan.reports.files import FORMATS
from fardplan.reports.kinds import shipped
from fardplan.reports.subjects import SUBJECTS
from tests import stock

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
