"""Tables and charts that people put in their own text as references, and texts of every size and kind."""

import io
import zipfile

import pytest
from django.utils import timezone

from fardplan.documents import render_docx
from fardplan.reports import services
from fardplan.reports.content import composed_of, document_of
from fardplan.reports.figures import ENTRIES
from fardplan.reports.inserted import inserts_for
from fardplan.reports.models import Report
from fardplan.reports.parts import PARTS
from tests.reports.test_pages import html, post, take, url

NOW = timezone.now()


def test_no_part_has_the_name_of_a_figure():
    assert not {entry.name for entry in ENTRIES.values()} & PARTS.keys()


pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(filled, alva):
    return services.start_draft(by=alva, programme=filled, period="2023")


def closing(report):
    document = document_of(Report.objects.get(pk=report.pk))
    return next(section["blocks"] for section in document["sections"] if section["id"] == "closing")


def test_a_part_stands_where_the_text_names_it_and_follows_the_register(draft, alva):
    services.write_text(draft, by=alva, section="closing", text="Före.\n\n[[annual.budget]]\n\nEfter: [[budget.outturn]].")
    made = closing(draft)
    assert made[0]["runs"][0]["text"] == "Före."
    (table,) = [block for block in made if block["kind"] == "table"]
    assert {"Personal", "Resor"} <= {row["title"] for row in table["rows"]}
    (figure,) = [block for block in made if block["kind"] == "figure"]
    assert figure["alt"]
    assert made[-1]["runs"][0]["text"] == "Efter: "
    ids = [block["id"] for section in document_of(draft)["sections"] for block in section["blocks"] if "id" in block]
    assert len(ids) == len(set(ids)), "the budget stands under its own heading too"


def test_what_is_no_part_is_told_where_it_was_typed(draft, alva, logged_in):
    services.write_text(draft, by=alva, section="closing", text="[[annual.bugdet]]")
    composed = composed_of(Report.objects.get(pk=draft.pk))
    assert [trouble.reference for trouble in composed.troubles["closing"]] == ["annual.bugdet"]


def test_a_part_about_something_else_is_told(draft, alva):
    other = next(part for part in PARTS.values() if part.about and not part.fits("programme"))
    services.write_text(draft, by=alva, section="closing", text=f"Så här:\n\n[[{other.name}]]")
    (trouble,) = composed_of(Report.objects.get(pk=draft.pk)).troubles["closing"]
    assert trouble.reference == other.name
    assert other.name not in {insert.reference for insert in inserts_for("programme")}


def test_the_page_offers_what_can_be_put_in(draft, alva, logged_in):
    page = html(logged_in(alva).get(url("report_text", draft.slug, "closing")))
    assert "[[annual.budget]]" in page
    assert "data-insert-alone" in page


NASTY = [
    "\u202eomvänt\u202c \u200d \ufeff \u0000 \ud83d\ude00 e\u0301 \ufffe",
    "{{7*7}} {% now %} ${7*7} =1+1 @SUM(1) +46 -2",
    "ﷺ 中文 עברית العربية " + "a\u0300" * 500,
    "<script>alert(1)</script> & ]]> <!--",
    "ord" * 5_000,
]


@pytest.mark.parametrize("text", NASTY)
def test_every_file_of_a_nasty_text_opens(draft, alva, logged_in, text):
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    client = logged_in(alva)
    answer = post(client, url("report_text", draft.slug, "closing"), text=text)
    assert answer.status_code in (302, 422)
    assert answer.status_code == 302 or "form-error" in html(answer) or "ds-validation" in html(answer)
    page = html(client.get(url("report", draft.slug)))
    assert "<script>alert(1)" not in page
    word = render_docx(document_of(Report.objects.get(pk=draft.pk)))
    assert zipfile.ZipFile(io.BytesIO(word)).testzip() is None
    assert "49" not in "".join(run["text"] for block in closing(draft) if "runs" in block for run in block["runs"])


def test_a_text_of_300_000_characters_is_kept_whole_and_locked(draft, alva, logged_in):
    client = logged_in(alva)
    text = "\n\n".join(f"Stycke {number} " + "med ord i mängd " * 18 for number in range(1000)).strip()
    assert len(text) > 300_000
    assert post(client, url("report_text", draft.slug, "closing"), text=text).status_code == 302
    assert draft.texts.get().text == text
    assert take(client, draft, "review", "approve", "freeze").is_frozen
    assert len(closing(draft)) == 1000


def test_what_is_pasted_from_word_becomes_text(draft, alva, logged_in):
    pasted = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0cm}</style></head><body>'
        '<h2>Rubrik</h2><p class="MsoNormal" style="mso-fareast-language:EN-US"><b>Fet</b> text<o:p></o:p></p>'
        "<table><tr><td>Del</td><td>Kostnad</td></tr><tr><td>Lön</td><td>12</td></tr></table><script>alert(1)</script></body></html>"
    )
    post(logged_in(alva), url("report_text", draft.slug, "closing"), text=pasted)
    text = draft.texts.get().text
    assert "alert" not in text
    assert "mso" not in text.lower()
    kinds = [block["kind"] for block in closing(draft)]
    assert kinds == ["heading", "text", "table"]
