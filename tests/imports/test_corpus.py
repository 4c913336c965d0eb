"""No crash, no wrong value, and each refusal in Swedish with its row and column: the files of `corpus`."""

import json
import os
import time

import pytest
from django.utils import translation

from fardplan.imports import table
from fardplan.imports.context import Context
from fardplan.imports.kinds import kind_of
from fardplan.tables import child, reader
from fardplan.tables.refusal import Refused as NotRead
from tests.factories import IndicatorFactory, OrganisationFactory, PartyFactory
from tests.imports.corpus import CASES, Refused

pytestmark = pytest.mark.django_db

PERSONAL = ("1212", "850101", "１２")


@pytest.fixture
def register(programme):
    east = OrganisationFactory(slug="ostra", name="Östra kommun", short_name="Östra", code="9701")
    PartyFactory(programme=programme, organisation=east)
    PartyFactory(
        programme=programme, organisation=OrganisationFactory(slug="vastra", name="Västra kommun", short_name="Västra", code="9702")
    )
    for code, name, unit in (("N1", "Kontinuitet", "%"), ("N2", "Kostnad", "tkr"), ("N3", "Antal besök", "antal")):
        IndicatorFactory(programme=programme, code=code, name=name, unit=unit)
    return programme


@pytest.fixture
def in_process(monkeypatch):
    """The child's work without a process of its own: 300 of those take minutes. `test_child.py` has the real one."""

    def sheets_in(path, names=()):
        if not os.path.getsize(path):
            raise NotRead("empty")
        told = []
        monkeypatch.setattr(child, "_tell", lambda message: told.append(json.dumps(message)))
        try:
            child._read(str(path), set(names))
            told.append('{"done": true}')
        except NotRead as refused:
            told.append(json.dumps({"refused": [refused.code, refused.facts]}))

        class Process:
            stdout = told

        yield from reader._messages(Process)

    monkeypatch.setattr(table, "sheets_in", sheets_in)


def test_there_are_enough():
    assert len(CASES) >= 100
    assert len({name for name, _content, _expected in CASES}) == len(CASES)


@pytest.mark.parametrize("name, content, expected", CASES, ids=[name for name, _content, _expected in CASES])
def test_file(register, in_process, tmp_path, name, content, expected):
    path = tmp_path / "fil.bin"
    path.write_bytes(content)
    kind, context = kind_of("values"), Context(register, "test")
    began = time.process_time()
    with translation.override("sv"):
        understood = kind.read(context, str(path), "fil.xlsx")
        complaints = understood.complaints
    assert time.process_time() - began < 10
    if isinstance(expected, Refused):
        assert complaints, [row for part in understood.parts for row in part]
        words = " ".join(f"{each} {each.found}" for each in complaints.sorted)
        places = {(each.row, each.column or None) for each in complaints.sorted}
        if expected.row or expected.column:
            assert any((expected.row in (None, row)) and (expected.column in (None, column)) for row, column in places), places
        assert expected.says in words
        if expected.says == "personnummer":
            assert not any(digits in words for digits in PERSONAL)
        return
    assert [str(each) for each in complaints.sorted] == []
    found = [
        (r["row"], r["indicator"], r["party"], r["period"], r["value"])
        for r in kind.as_json(context, (kind.compare(context, part) for part in understood.parts))
    ]
    assert found == expected
