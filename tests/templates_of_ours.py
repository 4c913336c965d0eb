"""An organisation's template, as somebody would send it: made here, since no example folder carries files."""

import io
from datetime import UTC, datetime

import docx
import pptx

from fardplan.looks import services
from fardplan.looks.models import Look


def word_template(words="Region Exempel"):
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = words
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def slide_template():
    saved = io.BytesIO()
    pptx.Presentation().save(saved)
    return saved.getvalue()


def template_in(programme):
    """The programme's first template, added where there is none."""
    there = Look.objects.there().filter(programme=programme, name="mall.docx").order_by("pk").first()
    at = datetime(2024, 1, 31, tzinfo=UTC)
    return there or services.add_look(by="test", at=at, programme=programme, name="mall.docx", content=word_template())
