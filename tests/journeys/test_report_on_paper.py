"""Documents of the examples, page by page: as PDF, and as LibreOffice draws Word and PowerPoint. Only for docs/gallery."""

import subprocess

import pytest

from fardplan.documents import canonical_text
from fardplan.kit.periods import ReportPeriod
from fardplan.parties.models import Programme
from fardplan.reports import composers
from fardplan.reports.content import text_of
from fardplan.reports.files import FORMATS
from fardplan.reports.rules import State
from tests.addresses import report_in_state
from tests.journeys.helpers import GALLERY_WANTED, keep_pages

pytestmark = pytest.mark.once

#: name of the pictures, kind of document, programme, period, format, what the pictures are called
DRAWN = [
    ("arsrapport-pdf", "annual", "vasternorrland", "2023", "pdf", "Årsrapport 2023, PDF"),
    ("arsrapport-docx", "annual", "vasternorrland", "2023", "docx", "Årsrapport 2023, Word"),
    ("programplan-pdf", "programme_plan", "vasternorrland", "2023", "pdf", "Programplan, PDF"),
    ("statusrapport-pdf", "status_half_year", "solbacka", "2024-H1", "pdf", "Statusrapport första halvåret 2024 (påhittat län), PDF"),
    ("presentation-arsrapport-pptx", "presentation_annual", "vasternorrland", "2023", "pptx", "Året 2023 i korthet, PowerPoint"),
    (
        "presentation-laget-pptx",
        "presentation_status",
        "solbacka",
        "2024-H1",
        "pptx",
        "Läget första halvåret 2024 (påhittat län), PowerPoint",
    ),
]


@pytest.mark.skipif(not GALLERY_WANTED, reason="draws pictures: ./dev gallery")
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name, kind, programme, period, suffix, title", DRAWN, ids=[drawn[0] for drawn in DRAWN])
def test_the_pages_of_a_document(examples, tmp_path, name, kind, programme, period, suffix, title):
    file = tmp_path / f"dokument.{suffix}"
    file.write_bytes(FORMATS[suffix].make(told(kind, programme, period)))
    if suffix != "pdf":
        # LibreOffice stands in for Office; a profile of its own, so that two workers do not wait for each other.
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
        subprocess.run([*convert, str(file)], check=True, capture_output=True, timeout=300)
    keep_pages(tmp_path / "dokument.pdf", name, title)


def told(kind, programme, period):
    """A document's canonical text: of the annual report the frozen one, of the others as the register stands."""
    if kind == "annual":
        return text_of(report_in_state(period, State.FROZEN))
    return canonical_text(composers.of(kind, Programme.objects.get(slug=programme)).compose(ReportPeriod.parse(period)).document)
