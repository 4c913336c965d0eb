"""The example county's annual report, page by page, as PDF and as Word draws it. Only for docs/gallery."""

import subprocess

import pytest

from fardplan.reports.content import text_of
from fardplan.reports.files import FORMATS
from fardplan.reports.rules import State
from tests.addresses import report_in_state
from tests.journeys.helpers import GALLERY_WANTED, keep_pages

pytestmark = pytest.mark.once


@pytest.mark.skipif(not GALLERY_WANTED, reason="draws pictures: ./dev gallery")
@pytest.mark.timeout(600)
@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_the_pages_of_the_annual_report(examples, tmp_path, suffix):
    file = tmp_path / f"arsrapport.{suffix}"
    file.write_bytes(FORMATS[suffix].make(text_of(report_in_state("2023", State.FROZEN))))
    if suffix == "docx":
        # LibreOffice stands in for Word; a profile of its own, so that two workers do not wait for each other.
        convert = [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
        ]
        subprocess.run([*convert, str(file)], check=True, capture_output=True, timeout=300)
    keep_pages(tmp_path / "arsrapport.pdf", f"arsrapport-{suffix}", f"Årsrapport 2023, {'PDF' if suffix == 'pdf' else 'Word'}")
