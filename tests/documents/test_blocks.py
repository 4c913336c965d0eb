import pytest

from fardplan.documents import DocumentError, validate
from fardplan.documents import blocks as b

SMALL = [b.column("a", "A")]


def document(*blocks: dict, **changes: object) -> dict:
    return {"schema": 1, "programme": "p", "period": "2023", "sections": [b.section("s", "S", blocks)]} | changes


def test_the_sample_is_valid(report):
    validate(report)


def test_the_smallest_document_is_valid():
    validate({"schema": 1, "programme": "p", "period": "2023", "sections": []})


@pytest.mark.parametrize(
    "block, code",
    [
        ({"kind": "film"}, "kind"),
        ({"text": "x"}, "block"),
        ({"kind": "text", "runs": "x"}, "runs"),
        ({"kind": "list", "items": ["x"]}, "items"),
        ({"kind": "heading", "text": "x", "level": 0}, "level"),
        ({"kind": "note", "text": None}, "text"),
        (b.figure("f", "F", " ", {"type": "columns", "rows": []}), "alt"),
        (b.figure("f", "F", "x", {"type": "pie", "rows": []}), "chart"),
        (b.figure("f", "F", "x", {"type": "columns", "rows": [{"value": 1}]}), "chart"),
        (b.figure("f", "F", "x", {"type": "columns", "rows": [{"label": "a", "value": float("nan")}]}), "not_finite"),
        (b.table("t", "T", [], []), "columns"),
        (b.table("t", "T", [*SMALL, *SMALL], []), "columns"),
        (b.table("t", "T", [b.column("a", "A", "euro")], []), "column_type"),
        (b.table("t", "T", SMALL, [{"a": True}]), "value"),
        (b.table("t", "T", SMALL, [{"a": {"nothing": "lost"}}]), "value"),
        (b.table("t", "T", SMALL, [{"a": [1]}]), "value"),
        (b.table("t", "T", SMALL, [{"a": float("inf")}]), "not_finite"),
        (b.table("t", "T", SMALL, [{"a": 1, "part_of": "x"}]), "part_of"),
        (b.table("t", "T", SMALL, [{"a": 1, "part_of": ["x"]}]), "part_of"),
        (b.table("t", "T", SMALL, ["x"]), "rows"),
    ],
)
def test_a_broken_block_is_named(block, code):
    with pytest.raises(DocumentError) as refused:
        validate(document(b.text("först"), block))
    assert (refused.value.code, refused.value.section, refused.value.block) == (code, "s", 2)
    assert "section s, block 2" in str(refused.value)


@pytest.mark.parametrize(
    "changes, code",
    [
        ({"schema": 2}, "schema"),
        ({"period": 2023}, "outer_text"),
        ({"parties": "Timrå"}, "outer_texts"),
        ({"as_of": "31 december"}, "as_of"),
        ({"language": "sv-SE"}, "language"),
        ({"cover": "nej"}, "cover"),
        ({"sections": {}}, "sections"),
        ({"sections": [{"id": "", "title": "x", "blocks": []}]}, "section"),
        ({"sections": [b.section("s", "S"), b.section("s", "S")]}, "section_twice"),
        ({"sections": [b.section("s", "S", level=9)]}, "level"),
    ],
)
def test_a_broken_document_is_refused(changes, code):
    with pytest.raises(DocumentError) as refused:
        validate(document(**changes))
    assert refused.value.code == code


def test_two_tables_may_not_share_an_id():
    table = b.table("t", "T", SMALL, [])
    with pytest.raises(DocumentError, match="same id"):
        validate(document(table, table))
