"""Constructors for blocks, and `validate`. The shapes are described in the package docstring."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from math import isfinite

from .errors import DocumentError

COLUMN_TYPES = ("text", "number", "percent", "money", "date")
NOTHING = ("missing", "not_applicable", "confidential")
CHARTS = {"budget_bars": ("budget", "outturn"), "columns": ("value",)}
DEEPEST = 6  # headings: Word and HTML both stop at six


def run(text: str, *, strong: bool = False, em: bool = False, ref: str | None = None, href: str | None = None) -> dict:
    """`href`: the page of the row that the words are from, an address of ours ("/…"). A link where there are links; see Row in paper."""
    marks = {"strong": strong, "em": em, "ref": ref, "href": href}
    return {"text": text} | {name: mark for name, mark in marks.items() if mark}


def runs(content: str | Iterable[str | dict]) -> list[dict]:
    """A plain text, or a mix of texts and runs, as a list of runs."""
    parts = [content] if isinstance(content, str) else content
    return [run(part) if isinstance(part, str) else part for part in parts]


def section(id: str, title: str, blocks: Sequence[dict] = (), *, level: int = 1, numbered: bool = True) -> dict:
    return {"id": id, "title": title, "level": level, "numbered": numbered, "blocks": list(blocks)}


def heading(text: str, level: int = 1) -> dict:
    return {"kind": "heading", "text": text, "level": level}


def text(*content: str | dict) -> dict:
    return {"kind": "text", "runs": runs(content)}


def bullets(*items: str | Iterable[str | dict], ordered: bool = False) -> dict:
    return {"kind": "list", "ordered": ordered, "items": [runs(item) for item in items]}


def quote(content: str | Iterable[str | dict], by: str = "") -> dict:
    return {"kind": "quote", "runs": runs(content), "by": by}


def column(key: str, title: str, type: str = "text", **extra: object) -> dict:
    """`extra`: unit, signed, decimals, difference (two columns: in the sum row, the first less the second)."""
    return {"key": key, "title": title, "type": type, **extra}


def table(
    id: str, caption: str, columns: Sequence[dict], rows: Sequence[dict], *, total: dict | None = None, note: str | None = None
) -> dict:
    block = {"kind": "table", "id": id, "caption": caption, "columns": list(columns), "rows": list(rows), "total": total}
    return block | ({"note": note} if note else {})


def figure(id: str, caption: str, alt: str, chart: dict) -> dict:
    return {"kind": "figure", "id": id, "caption": caption, "alt": alt, "chart": chart}


def note(text: str, tag: str = "") -> dict:
    return {"kind": "note", "text": text, "tag": tag}


def nothing(kind: str = "missing") -> dict:
    return {"nothing": kind}


def validate(document: object) -> None:
    """Raise DocumentError for the first thing that breaks the schema, naming the section and block it stands in."""
    if not isinstance(document, dict):
        raise DocumentError("not_object")
    _outer(document)
    seen_sections: set[str] = set()
    seen_ids: set[str] = set()
    for part in document["sections"]:
        if not isinstance(part, dict) or not _is_name(part.get("id")) or not isinstance(part.get("title"), str):
            raise DocumentError("section")
        name = part["id"]
        if not isinstance(part.get("blocks"), list):
            raise DocumentError("section", section=name)
        if name in seen_sections:
            raise DocumentError("section_twice", section=name)
        seen_sections.add(name)
        if not _is_level(part.get("level", 1)):
            raise DocumentError("level", section=name, most=DEEPEST)
        for position, block in enumerate(part["blocks"], 1):
            try:
                _block(block, seen_ids)
            except DocumentError as error:
                raise DocumentError(error.code, section=name, block=position, **error.values) from None


def _outer(document: dict) -> None:
    if document.get("schema") != 1 or isinstance(document.get("schema"), bool):
        raise DocumentError("schema", found=document.get("schema"))
    for field in ("programme", "period"):
        if not isinstance(document.get(field), str):
            raise DocumentError("outer_text", field=field)
    for field in ("kind", "title", "subtitle", "programme_name", "version", "state_words", "contact"):
        if not isinstance(document.get(field, ""), str | None):
            raise DocumentError("outer_text", field=field)
    if not _is_texts(document.get("parties") or []):
        raise DocumentError("outer_texts", field="parties")
    if not isinstance(document.get("goals") or [], list):
        raise DocumentError("outer_texts", field="goals")
    if document.get("as_of") and not _is_date(document["as_of"]):
        raise DocumentError("as_of")
    if not re.fullmatch("[a-z]{2,3}", str(document.get("language") or "sv")):
        raise DocumentError("language")
    if not isinstance(document.get("cover", True), bool):
        raise DocumentError("cover")
    if not isinstance(document.get("sections"), list):
        raise DocumentError("sections")


def _block(block: object, seen_ids: set[str]) -> None:
    if not isinstance(block, dict) or not isinstance(block.get("kind"), str):
        raise DocumentError("block")
    check = _CHECKS.get(block["kind"])
    if check is None:
        raise DocumentError("kind", kind=block["kind"])
    check(block)
    if block["kind"] in ("table", "figure"):
        if block["id"] in seen_ids:
            raise DocumentError("id_twice")
        seen_ids.add(block["id"])


def _heading(block: dict) -> None:
    _texts(block, "text")
    if not _is_level(block.get("level", 1)):
        raise DocumentError("level", most=DEEPEST)


def _text(block: dict) -> None:
    if not _is_runs(block.get("runs")):
        raise DocumentError("runs")


def _list(block: dict) -> None:
    items = block.get("items")
    if not isinstance(items, list) or not all(_is_runs(item) for item in items):
        raise DocumentError("items")


def _quote(block: dict) -> None:
    _text(block)
    _texts(block, optional="by")


def _note(block: dict) -> None:
    _texts(block, "text", optional="tag")


def _figure(block: dict) -> None:
    _texts(block, "id", "caption")
    # A picture nobody can read in words is refused here rather than by the PDF writer.
    if not isinstance(block.get("alt"), str) or not block["alt"].strip():
        raise DocumentError("alt")
    chart = block.get("chart")
    fields = CHARTS.get(chart.get("type")) if isinstance(chart, dict) else None
    rows = chart.get("rows") if fields else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) and isinstance(row.get("label"), str) for row in rows):
        raise DocumentError("chart", type=chart.get("type") if isinstance(chart, dict) else chart)
    for number, row in enumerate(rows, 1):
        for field in fields:
            _value(row.get(field), field, number)


def _table(block: dict) -> None:
    _texts(block, "id", "caption", optional="note")
    columns = block.get("columns")
    if not isinstance(columns, list) or not columns or not all(isinstance(c, dict) and _is_name(c.get("key")) for c in columns):
        raise DocumentError("columns")
    if len({c["key"] for c in columns}) != len(columns) or not all(isinstance(c.get("title"), str) for c in columns):
        raise DocumentError("columns")
    for c in columns:
        if c.get("type", "text") not in COLUMN_TYPES:
            raise DocumentError("column_type", type=c["type"])
    rows, total = block.get("rows"), block.get("total")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows) or not isinstance(total, dict | None):
        raise DocumentError("rows")
    ids: set[str | int] = set()
    for number, row in enumerate(rows, 1):
        for c in columns:
            _value(row.get(c["key"]), c["key"], number)
        part_of = row.get("part_of")
        if part_of is not None and not (isinstance(part_of, str | int) and part_of in ids):
            raise DocumentError("part_of", row=number, part_of=part_of)
        if isinstance(row.get("id"), str | int):
            ids.add(row["id"])
    for c in columns:
        _value((total or {}).get(c["key"]), c["key"], len(rows) + 1)


def _value(value: object, column: str, row: int) -> None:
    if isinstance(value, float | Decimal) and not isfinite(value):
        raise DocumentError("not_finite")
    if isinstance(value, dict):
        fits = set(value) == {"nothing"} and value["nothing"] in NOTHING
    else:
        fits = isinstance(value, str | int | float | Decimal | None) and not isinstance(value, bool)
    if not fits:
        raise DocumentError("value", column=column, row=row)


def _texts(block: dict, *fields: str, optional: str | None = None) -> None:
    for field in fields:
        if not isinstance(block.get(field), str):
            raise DocumentError("text", field=field)
    if optional and not isinstance(block.get(optional) or "", str):
        raise DocumentError("text", field=optional)


def _is_runs(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(part, dict) and isinstance(part.get("text"), str) for part in value)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and value.strip() != ""


def _is_level(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= DEEPEST


def _is_date(value: object) -> bool:
    try:
        return isinstance(value, str) and len(value) == 10 and bool(date.fromisoformat(value))
    except ValueError:
        return False


_CHECKS = {"heading": _heading, "text": _text, "list": _list, "quote": _quote, "table": _table, "figure": _figure, "note": _note}
