"""Documents in each format, without a database: a county report of more than 120 pages, CPU and memory."""

import io
from functools import cache

from bench.measure import growth
from bench.registry import benchmark

PARTIES, WORKS = 16, 25
SENTENCE = "Kommunen och regionen har provat arbetssättet tillsammans, och det som fungerar ska nu nå fler. "


@cache
def _county_report():
    """A text of canonical JSON: for each party a chapter with texts, tables of its work, benefits and money, and a figure."""
    from fardplan.documents import blocks as b
    from fardplan.documents import canonical_text

    sections = []
    for party in range(PARTIES):
        works = [
            {"id": f"w{n}", "name": f"Arbete {n}", "text": SENTENCE * (1 + n % 3), "when": "HT 2025", "sum": 125_000 * n}
            for n in range(WORKS)
        ]
        columns = [
            b.column("name", "Arbete"),
            b.column("text", "Vad som har gjorts"),
            b.column("when", "När"),
            b.column("sum", "Kostnad", "money"),
        ]
        bars = [{"label": f"Post {n}", "budget": 900 + n, "outturn": 850 + 9 * n} for n in range(6)]
        sections.append(b.section(f"p{party}", f"Part {party}", []))
        for part in range(3):
            name = f"p{party}-{part}"
            sections.append(
                b.section(
                    name,
                    ("Det som har gjorts", "Nyttor", "Pengarna")[part],
                    [
                        *(b.text(SENTENCE * 8) for _ in range(6)),
                        b.bullets(*(SENTENCE for _ in range(6))),
                        b.table(f"t-{name}", f"Arbeten, part {party}", columns, works, total={"sum": sum(row["sum"] for row in works)}),
                        b.figure(f"f-{name}", "Utfall mot budget", "Sex staplar.", {"type": "budget_bars", "rows": bars, "unit": "tkr"}),
                    ],
                    level=2,
                )
            )
    document = {
        "schema": 1,
        "kind": "county_report",
        "programme": "bench",
        "period": "2025",
        "title": "Länsrapport 2025",
        "sections": sections,
    }
    return canonical_text(document | {"as_of": "2025-12-31", "version": "1.0", "state_words": "Utkast"})


def _made(suffix):
    from fardplan.reports.files import FORMATS

    text = _county_report()

    def call():
        made, grown = growth(lambda: FORMATS[suffix].make(text))
        return f"{len(made) / 1000:.0f} kB{_pages(suffix, made)}, memory up by {grown:.0f} MB"

    return call


def _pages(suffix, made):
    if suffix == "pdf":
        from pypdf import PdfReader

        return f", {len(PdfReader(io.BytesIO(made)).pages)} pages"
    if suffix == "pptx":
        from pptx import Presentation

        return f", {len(Presentation(io.BytesIO(made)).slides)} slides"
    return ""


for _suffix in ("html", "docx", "pdf", "pptx", "xlsx"):
    benchmark(f"document: county report of 120 pages as {_suffix}", calls=3)(lambda suffix=_suffix: _made(suffix))
