"""A command that is written wrongly is answered in Swedish, with exit code 2."""

import pytest

from fardplan.evaluation.command import main as evaluate
from fardplan.spc.command import main as spc


@pytest.mark.parametrize(
    "command, words, said",
    [
        (spc, [], "Fel: INPUT saknas."),
        (spc, ["a.csv", "--tak"], "Fel: Det finns inget val --tak."),
        (spc, ["a.csv", "--targt", "1"], "eller --target?"),
        (spc, ["a.csv", "--target"], "Fel: --target behöver ett värde."),
        (spc, ["a.csv", "--target", "mycket"], "Fel: --target ska vara ett tal."),
        (spc, ["a.csv", "--fix", "3"], "Fel: --fix ska vara ett helt tal, minst 12."),
        (spc, ["a.csv", "--direction", "upp"], "Fel: --direction ska vara increase, decrease eller neutral."),
        (spc, ["a.csv", "b.csv"], "Fel: Det står för mycket på raden: b.csv."),
        (spc, ["a.csv", "--multiply", "0"], "Fel: --multiply ska vara ett tal större än noll."),
        (evaluate, [], "Fel: SPEC saknas."),
        (evaluate, ["plan.yaml", "--svg"], "Fel: --svg behöver ett värde."),
    ],
)
def test_usage_in_swedish(command, words, said, capsys):
    assert command(words) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "Användning: fardplan" in told
    assert not {"Usage", "Error", "Try", "Invalid", "No such"} & set(told.replace(":", " ").split())


@pytest.mark.parametrize("command", [spc, evaluate])
def test_help_in_swedish(command, capsys):
    assert command(["--help"]) == 0
    told = capsys.readouterr().out
    assert "Visa den här hjälpen." in told
    assert "Show this" not in told
