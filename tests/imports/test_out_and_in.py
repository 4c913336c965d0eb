"""What a register gives is what it takes: read in again without a change, every row of an example county is "no change"."""

from pathlib import Path

import pytest
from django.db import transaction

from fardplan.imports import exports
from fardplan.imports.context import Context
from fardplan.imports.kind_rows import RowKind
from fardplan.imports.kinds import ALL, kind_of
from fardplan.imports.lists import LISTS
from fardplan.imports.loader import load
from fardplan.parties.models import Programme

pytestmark = pytest.mark.django_db
EXAMPLES = Path(__file__).parents[2] / "examples"
REGISTERS = [kind.key for kind in ALL if isinstance(kind, RowKind)]


@pytest.fixture(scope="module")
def programmes(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        for name in ("vasternorrland", "solbacka"):
            load(EXAMPLES / name)
        yield list(Programme.objects.order_by("slug"))
        transaction.set_rollback(True)


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


@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.key)
def test_a_list_has_a_cell_for_each_heading(programmes, kind):
    rows = [row for programme in programmes for row in kind.export(Context(programme, "test"))]
    assert {len(row) for row in rows} <= {len(kind.columns)}
    assert rows or kind.key == "ideas", f"no example county has any {kind.key}"
