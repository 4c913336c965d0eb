"""The group `fardplan measures`: a fault of ours names a place and never a row."""

import click
import pytest

from fardplan.measures.command import Measures
from fardplan.measures.errors import ExtractError, MeasuresError

CANARY = "Kanariefågel 19121212-1212"


def group(raises):
    @click.command("boom")
    def boom():
        raise raises

    class Group(Measures):
        def get_command(self, context, name):
            return boom

    return Group("measures")


@pytest.mark.parametrize("fault", [ValueError(CANARY), RuntimeError(CANARY), KeyError(CANARY)])
def test_an_unexpected_fault_says_where_and_not_what(fault, capsys):
    with pytest.raises(SystemExit) as done:
        group(fault).main(["boom"], standalone_mode=False)
    said = capsys.readouterr()
    assert done.value.code == 1
    assert CANARY not in said.out + said.err
    assert type(fault).__name__ in said.err
    assert "test_command.py" in said.err


def test_a_wrong_extract_is_one_sentence(capsys):
    with pytest.raises(SystemExit) as done:
        group(ExtractError("datumet finns inte i kalendern", file="stays.csv", row=14, column="admitted")).main(
            ["boom"], standalone_mode=False
        )
    assert (done.value.code, capsys.readouterr().err) == (1, "stays.csv, rad 14, kolumn admitted: datumet finns inte i kalendern.\n")
    assert str(MeasuresError("Så.")) == "Så."
