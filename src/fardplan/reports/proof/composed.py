"""A composed document as a Manuscript, so that a draft is read by the same rules as a document that somebody sends."""

from fardplan.reports.texts import TEXT_NAME

from .manuscript import Manuscript, Part, Passage, Table


def of_document(document: dict) -> Manuscript:
    """Tables that the register fills are passages to compare with; only people's own tables are added up: the register's are sums already."""
    made = Manuscript("", year=int(document["period"][:4]))
    for section in document["sections"]:
        made.passages.append(Passage(Part.HEADING, section["title"], section["title"], 0))
        for block in section["blocks"]:
            for part, text, more in _passages(block, made, section["title"]):
                made.passages.append(Passage(part, text, section["title"], 0, **more))
                if more:
                    more["table"].rows.append(made.passages[-1])
    return made


def _passages(block, made, section):
    kind = block["kind"]
    if kind in ("text", "quote"):
        yield Part.TEXT, _text(block["runs"]), {}
    elif kind == "list":
        for item in block["items"]:
            yield Part.ITEM, _text(item), {}
    elif kind == "table":
        table = Table(block["caption"], "", section)
        if block["id"].startswith(TEXT_NAME):
            made.tables.append(table)
        yield Part.CAPTION, block["caption"], {}
        keys = [column["key"] for column in block["columns"]]
        rows = [{column["key"]: column["title"] for column in block["columns"]}, *block["rows"]]
        for row in rows:
            cells = tuple("" if isinstance(row.get(key), dict | None) else str(row[key]) for key in keys)
            yield Part.ROW, " ".join(filter(None, cells)), {"cells": cells, "table": table, "is_indented": bool(row.get("part_of"))}


def _text(runs):
    return "".join(run["text"] for run in runs)
