import pytest

from fardplan.documents import render_docx, render_html, render_pdf

from . import sample


@pytest.fixture(scope="session")
def report() -> dict:
    return sample.document()


@pytest.fixture(scope="session")
def pdf_bytes(report) -> bytes:
    return render_pdf(report)


@pytest.fixture(scope="session")
def docx_bytes(report) -> bytes:
    return render_docx(report)


@pytest.fixture(scope="session")
def html(report) -> str:
    return render_html(report)
