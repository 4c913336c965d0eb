"""A control chart as a piece of a report in Word: heading, conclusion, picture with its text alternative, table. To open, or paste into one's own."""

import io

from django.utils.translation import gettext as _
from docx import Document
from docx.shared import Mm, Pt

from fardplan import spc
from fardplan.documents.docx_parts import describe
from fardplan.indicators.files import svg_to_png
from fardplan.kit.numbers import format_number

#: Between the margins of an A4 page.
WIDTH = Mm(160)


def chart(control, *, title):
    """Bytes of a Word document of a signals.Control. The methods' own sentences are Swedish, whatever the language of the rest."""
    word = Document()
    word.core_properties.title, word.core_properties.language = title, "sv-SE"
    word.core_properties.author = ""
    word.add_heading(title, level=2)
    head = word.add_paragraph()
    head.add_run(f"{control.verdict.headline}. ").bold = True
    head.add_run(" ".join(control.verdict.sentences))
    picture = word.add_picture(io.BytesIO(svg_to_png(spc.sheet([control.picture], title=title))), width=WIDTH)
    describe(picture, control.picture.alternative)
    word.add_paragraph(" · ".join(part for part in (control.picture.unit, control.picture.method) if part), style="Caption")
    for note in control.notes:
        word.add_paragraph(note, style="List Bullet")
    _table(word, control)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _table(word, control):
    headings = (_("When"), _("Value"), _("Centre line"), _("Lower limit"), _("Upper limit"), _("Why it is marked"))
    table = word.add_table(rows=1, cols=len(headings), style="Light List")
    for cell, heading in zip(table.rows[0].cells, headings, strict=True):
        cell.text = str(heading)
    for when, *numbers, why in control.rows:
        cells = table.add_row().cells
        cells[0].text, cells[5].text = when, why
        for cell, number in zip(cells[1:5], numbers, strict=True):
            cell.text = ".." if number is None else format_number(number, control.decimals)
    for row in table.rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(0)
                for run in paragraph.runs:
                    run.font.size = Pt(9)
