"""No crash, no wrong value, and each refusal in Swedish with its row and column: the files of `corpus`."""

import time

import pytest
from django.utils import translation

from fardplan.imports import table
from fardplan.imports.context import Context
from fardplan.imports.kinds import kind_of
from fardplan.tables import child
from tests.conftest import of_a_module
from tests.factories import IndicatorFactory, OrganisationFactory, PartyFactory, ProgrammeFactory
from tests.imports import corpus
from tests.imports.corpus import Refused
from tests.imports.corpus_more import MORE
from tests.imports.in_process import sheets_in

pytestmark = pytest.mark.django_db

CASES = [*corpus.CASES, *MORE]
PERSONAL = ("1212", "850101", "１２")


@pytest.fixture(scope="module")
def register(django_db_setup, django_db_blocker):
    """What the files are about, for all of them: a file is read here and not written."""
    yield from of_a_module(django_db_blocker, _register)


def _register():
    programme = ProgrammeFactory(slug="nara-vard", name="Nära vård i Exempellän")
    east = OrganisationFactory(slug="ostra", name="Östra kommun", short_name="Östra", code="9701")
    PartyFactory(programme=programme, organisation=east)
    PartyFactory(
        programme=programme, organisation=OrganisationFactory(slug="vastra", name="Västra kommun", short_name="Västra", code="9702")
    )
    region = OrganisationFactory(slug="provlan", name="Region Provlän", short_name="Regionen", code="0022")
    PartyFactory(programme=programme, organisation=region)
    named = (
        ("N1", "Kontinuitet", "%"),
        ("N2", "Kostnad", "tkr"),
        ("N3", "Antal besök", "antal"),
        ("N4", "Utfall", "kr"),
        ("N5", "Per person", "kr/inv"),
    )
    for code, name, unit in (*named, ("101", "Hundraett", "antal")):
        IndicatorFactory(programme=programme, code=code, name=name, unit=unit)
    return programme


@pytest.fixture(params=["by column", "by row"])
def in_process(request, monkeypatch):
    """Both ways that a csv file can come: from the row below the headings on column by column, or (files this short) row by row."""
    monkeypatch.setattr(table, "sheets_in", sheets_in)
    return lambda content: request.param == "by row" or monkeypatch.setattr(child, "HEAD", rows_to_the_headings(content))


def rows_to_the_headings(content):
    return content[: content.find(b"Indikatorkod")].count(b"\n") + 1


def test_there_are_enough():
    assert len(CASES) >= 600
    assert len({name for name, _content, _expected in CASES}) == len(CASES)


@pytest.mark.parametrize("name, content, expected", CASES, ids=[name for name, _content, _expected in CASES])
def test_file(register, in_process, tmp_path, name, content, expected):
    path = tmp_path / "fil.bin"
    path.write_bytes(content)
    in_process(content)
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
