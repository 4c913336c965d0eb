"""The data-quality report for people: as lines of text, and as a document of blocks drawn as HTML."""

from __future__ import annotations

from typing import Any

from fardplan.documents import blocks
from fardplan.documents.standalone import standalone_html

from . import schema
from .quality import REJECTED, Note, Quality, TableQuality

KEEP = "Rapporten är gjord hos den som har uttaget och stannar där. Den har antal men inga uppgifter om någon person."
SYNTHETIC = "Påhittade händelser. Ingen rad rör en verklig person."


def verdict(found: Quality) -> str:
    """One sentence: may measures be computed?"""
    if not found.fit:
        count = len(found.all_stops)
        return f"Uttaget går inte att räkna på: {count} {'sak' if count == 1 else 'saker'} måste rättas först."
    rejected = sum(sum(table.rejected.values()) for table in found.tables)
    notes = sum(len(table.notes) for table in found.tables)
    if not rejected and not notes:
        return "Uttaget går att räkna på. Inget att anmärka."
    words = f" {_number(rejected)} {'rad' if rejected == 1 else 'rader'} räknas inte." if rejected else ""
    words += f" Se efter {notes} {'sak' if notes == 1 else 'saker'}." if notes else ""
    return f"Uttaget går att räkna på.{words}"


def lines(found: Quality) -> list[str]:
    """The report as text."""
    extract = found.manifest
    answer = [f"Uttag från {extract.holder}, {extract.start}–{extract.end}"]
    answer += [SYNTHETIC] if extract.synthetic else []
    for table in found.tables:
        answer += ["", f"{schema.table(table.name).title} ({table.name}): {_number(table.rows)} {_rows(table.rows)} i {_files(table)}"]
        if table.stops:
            answer += [f"  STOPP  {stop}" for stop in table.stops]
            continue
        answer += [f"  räknas inte  {_number(rows)}  {REJECTED[reason]}" for reason, rows in table.rejected.items()]
        answer.append(f"  räknas       {_number(table.accepted)}" + (f"  {table.first_day}–{table.last_day}" if table.first_day else ""))
        width = max((len(counted(note)) for note in table.notes), default=0)
        answer += [f"  se efter     {counted(note).ljust(width)}{note.text}" for note in table.notes]
    answer += ["", *(f"STOPP  {stop}" for stop in found.stops), verdict(found)]
    return answer


def document(found: Quality) -> dict[str, Any]:
    """The report as a document of blocks (see `fardplan.documents`)."""
    extract = found.manifest
    start = [blocks.text(verdict(found))]
    start += [blocks.note(SYNTHETIC, "Syntetiskt")] if extract.synthetic else []
    if found.all_stops:
        start += [blocks.text("Detta måste rättas först:"), blocks.bullets(*found.all_stops)]
    start.append(_flow(found))
    start.append(blocks.note(KEEP))
    sections = [blocks.section("laget", "Går uttaget att räkna på?", start)]
    for table in found.tables:
        if not table.notes and not table.rejected:
            continue
        body = [blocks.text(schema.table(table.name).words)]
        if table.rejected:
            rows = [{"reason": _big(REJECTED[reason]), "rows": count} for reason, count in table.rejected.items()]
            columns = [blocks.column("reason", "Skäl"), blocks.column("rows", "Rader", "number")]
            total = {"rows": sum(table.rejected.values())}
            body.append(blocks.table(f"ute-{table.name}", f"Rader i {table.name} som inte räknas", columns, rows, total=total))
        if table.notes:
            columns = [blocks.column("text", "Att se efter"), blocks.column("rows", "Antal")]
            rows = [{"text": _big(note.text), "rows": counted(note).strip() or "–"} for note in table.notes]
            body.append(blocks.table(f"se-{table.name}", f"Det som räknas i {table.name} men är udda", columns, rows))
        sections.append(blocks.section(f"tabell-{table.name}", schema.table(table.name).title, body))
    return {
        "schema": 1, "programme": "measures", "programme_name": f"Uttag från {extract.holder}", "period": f"{extract.start}–{extract.end}",
        "title": "Datakvalitet i uttaget", "language": "sv", "sections": sections,
    }  # fmt: skip


def html(found: Quality) -> str:
    """The report as one HTML file."""
    return standalone_html(document(found))


def counted(note: Note) -> str:
    """2 rader, with two spaces after; nothing when there is no number."""
    return f"{_number(note.rows)}\N{NO-BREAK SPACE}{note.of}  " if note.rows else ""


def _flow(found: Quality) -> dict[str, Any]:
    columns = [
        blocks.column("table", "Tabell"), blocks.column("rows", "Rader in", "number"),
        blocks.column("rejected", "Räknas inte", "number"), blocks.column("accepted", "Räknas", "number"),
        blocks.column("days", "Från och till"),
    ]  # fmt: skip
    rows = [
        {
            "table": schema.table(table.name).title,
            "rows": table.rows if not table.stops else blocks.nothing(),
            "rejected": sum(table.rejected.values()) if not table.stops else blocks.nothing(),
            "accepted": table.accepted if not table.stops else blocks.nothing(),
            "days": f"{table.first_day}–{table.last_day}" if table.first_day else "",
        }
        for table in found.tables
    ]
    return blocks.table("flode", "Rader in, och vad som blev av dem", columns, rows)


def _files(table: TableQuality) -> str:
    return table.files[0] if len(table.files) == 1 else f"{len(table.files)} filer"


def _rows(count: int) -> str:
    return "rad" if count == 1 else "rader"


def _big(text: str) -> str:
    return text[0].upper() + text[1:]


def _number(count: int) -> str:
    return f"{count:,}".replace(",", "\N{NO-BREAK SPACE}")
