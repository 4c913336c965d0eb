"""What a register gives is what it takes: read in again without a change, every row of an example county is "no change"."""

import pytest

from fardplan.imports import exports
from fardplan.imports.context import Context
from fardplan.imports.kind_rows import RowKind
from fardplan.imports.kind_values import Refusal
from fardplan.imports.kinds import ALL, kind_of
from fardplan.imports.lists import LISTS
from fardplan.parties.models import Programme

pytestmark = pytest.mark.django_db
REGISTERS = [kind.key for kind in ALL if isinstance(kind, RowKind)]


@pytest.fixture
def programmes(examples, db):
    return list(Programme.objects.order_by("slug"))


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("key", REGISTERS)
def test_unchanged_rows_are_no_change(programmes, tmp_path, key, form):
    seen = 0
    for programme in programmes:
        kind, context, path = kind_of(key), Context(programme, "test"), tmp_path / f"{programme.slug}.{form}"
        columns = kind.columns_for(programme)
        if form == "csv":
            path.write_bytes(b"".join(exports.csv_lines(columns, kind.export(context))))
        else:
            exports.workbook(columns, kind.export(context), sheet=str(kind.title), lists=kind.lists(context), path=path).close()
        rows = list(kind.export(context))
        if not rows:
            continue
        understood = kind.read(context, path, path.name)
        assert understood.is_accepted, [(each.row, each.column, each.found, each.message) for each in understood.complaints.sorted[:5]]
        compared = [row for part in understood.parts for row in kind.compare(context, part)]
        assert [(row[1], row[3]) for row in compared if row[3] != "same"] == []
        assert len(compared) == len(rows)
        seen += len(rows)
    assert seen, f"no example county has any {key}"


def _file(path, columns, rows, without):
    """The rows as csv, without some columns."""
    kept = [place for place, column in enumerate(columns) if column.key not in without]
    rows = [[row[place] for place in kept] for row in rows]
    path.write_bytes(b"".join(exports.csv_lines([columns[place] for place in kept], rows)))
    return str(path)


@pytest.mark.parametrize("has_key", [True, False], ids=["key", "no key"])
@pytest.mark.parametrize("key", REGISTERS)
def test_columns_that_are_not_there_say_nothing(programmes, tmp_path, key, has_key):
    """Only the needed columns, with and without keys: every row is found, and is no change."""
    seen = 0
    for programme in programmes:
        kind, context = kind_of(key), Context(programme, "test")
        columns, rows = kind.columns_for(programme), list(kind.export(context))
        needed = {column.key for column in columns if column.required} | ({"slug"} if has_key else set(kind.natural[:-1]))
        needed |= {columns[-1].key} if len(needed) == 1 else set()  # one column alone is no table
        without = {column.key for column in columns} - needed
        if not has_key:  # rows that look alike cannot be told apart without one
            places = [place for place, column in enumerate(columns) if column.key in kind.natural and column.key not in without]
            names = [tuple(str(row[place]).casefold() for place in places) for row in rows]
            rows = [row for row, name in zip(rows, names, strict=True) if names.count(name) == 1]
        if not rows:
            continue
        understood = kind.read(context, _file(tmp_path / "v.csv", columns, rows, without), "v.csv")
        assert understood.is_accepted, [(each.row, each.column, each.found, each.message) for each in understood.complaints.sorted[:5]]
        changes = []
        for part in understood.parts:
            changes += [row[3] for row in kind.compare(context, part)]
        assert set(changes) <= {"same"}
        seen += len(rows)
    assert seen, f"no example county has any {key}"


@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.key)
def test_a_list_has_a_cell_for_each_heading(programmes, kind):
    rows = [row for programme in programmes for row in kind.export(Context(programme, "test"))]
    assert {len(row) for row in rows} <= {len(kind.columns)}
    assert rows or kind.key == "ideas", f"no example county has any {kind.key}"


def test_a_row_that_may_be_several_is_not_guessed(programmes):
    """Two funders with the same role in the same year, in a file that does not say who: neither is written over, nor a third added."""
    kind, found = kind_of("funding"), 0
    for programme in programmes:
        context = Context(programme, "test")
        roles = [(str(funding.year), funding.role) for funding in kind.stored(programme)]
        for year, role in {each for each in roles if roles.count(each) > 1}:
            with pytest.raises(Refusal, match="Nyckel, Organisation"):
                kind.compare(context, [[2, "", {"year": year, "role": role, "amount": "5"}]])
            found += 1
    assert found


def test_words_in_a_register_are_no_figures(programmes):
    """What looks like a personal number among words is one whatever its last digit; only columns of figures are read more gently."""
    for key in REGISTERS:
        kind = kind_of(key)
        columns = kind.columns_for(programmes[0])
        assert {column.key for column in columns if column.figures} == {each.name for each in kind.all_fields if each.figures}
        assert {column.key: column.width for column in columns} == {each.name: each.width for each in kind.all_fields}
