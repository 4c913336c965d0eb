"""The event tables as data are whole: what one table points at exists in another, and every key and day is a column."""

import os
import textwrap
from pathlib import Path

import pytest

from fardplan.measures import manifest, mapping, quality, schema


@pytest.mark.parametrize("table", schema.TABLES, ids=lambda table: table.name)
def test_table(table):
    assert len(set(table.names)) == len(table.names)
    assert set(table.key) <= set(table.names)
    assert not any(table[name].nullable for name in table.key)
    for role in filter(None, (table.start, table.end)):
        assert table[role].type == schema.DATE
    if table.end:
        assert table[table.end].nullable, "an open end is an empty one"
    for column in table.columns:
        assert column.type in schema.SQL_TYPES
        assert len(set(column.allowed)) == len(column.allowed)
        assert not column.unknown or column.unknown in column.allowed
        assert not (column.nullable and column.unknown), "two ways to say nothing"
        assert column.words.endswith(".")


def test_persons_come_first_and_every_event_has_one():
    assert schema.TABLES[0].name == "persons"
    assert all("person" in table.names for table in schema.TABLES if table.name != "units")


PAGE = Path(__file__).parents[2] / "docs" / "matt-handelser.md"
TYPES = {schema.TEXT: "text", schema.DATE: "dag", schema.BOOLEAN: "ja/nej", schema.INTEGER: "heltal"}


def tables_as_page():
    """The tables as Markdown, for people who make extracts."""
    lines = []
    for table in schema.TABLES:
        key = " + ".join(f"`{name}`" for name in table.key)
        lines += [
            "",
            f"### {table.name}: {table.title.lower()}",
            f"{table.words} Nyckel: {key}.",
            "",
            "| kolumn | innehåll | |",
            "|---|---|---|",
        ]
        for column in table.columns:
            what = (
                TYPES[column.type]
                + (f" {column.least}–{column.most}" if column.most else "")
                + (", får vara tom" if column.nullable else "")
            )
            codes = ", ".join(f"`{code}` {label}" for code, label in column.codes)
            lines.append(f"| `{column.name}` | {what} | {column.words}{f' {codes}.' if codes else ''} |")
    return [*lines[1:], ""]


def reasons_as_page():
    return ["| skäl | kod |", "|---|---|", *(f"| {words} | `{code}` |" for code, words in quality.REJECTED.items())]


def with_part(page, name, lines):
    """The page with these lines between the marks of that name."""
    before, rest = page.split(f"<!-- {name}: början", 1)
    head, rest = rest.split("\n", 1)
    after = rest[rest.index(f"<!-- {name}: slut") :]
    return "\n".join([f"{before}<!-- {name}: början{head}", *lines, after])


def test_the_page_shows_the_tables_as_they_are():
    page = PAGE.read_text(encoding="utf-8")
    expected = with_part(with_part(page, "tabellerna", tables_as_page()), "skälen", reasons_as_page())
    if os.environ.get("UPDATE_SPEC") == "1":
        PAGE.write_text(expected, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == expected, "write it with UPDATE_SPEC=1"


def test_the_page_explains_every_key_of_the_mapping():
    page = PAGE.read_text(encoding="utf-8")
    assert all(f"| `{key}` |" in page for key in mapping.OF_COLUMN)
    assert all(f"{key}:" in page for key in (*mapping.TOP, "files", "columns"))


def test_the_mapping_on_the_page_is_a_mapping(tmp_path):
    page = PAGE.read_text(encoding="utf-8")
    example = page.split("    # mappning.yaml\n")[1].split("\n\n")[0]
    (tmp_path / "mappning.yaml").write_text(textwrap.dedent(example), encoding="utf-8")
    found = mapping.read(tmp_path / "mappning.yaml")
    assert found.of("stays").of("discharged").empty == ("9999-12-31",)
    assert found.of("stays").of("admission").codes == {"1": "planned", "2": "unplanned"}
    example = page.split("    # extract.yaml\n")[1].split("\n\n")[0]
    (tmp_path / "extract.yaml").write_text(textwrap.dedent(example), encoding="utf-8")
    assert manifest.read(tmp_path).holder == "22"
