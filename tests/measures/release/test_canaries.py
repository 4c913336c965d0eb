"""Planted persons through validate, compute and release: nothing of them anywhere but in the extract, whole or killed."""

import os
import signal
import subprocess
import sys
import time

import pytest

from fardplan.measures import private
from fardplan.measures.command import main
from tests.measures.extracts import MANIFEST, extract, stay

CANARIES = [f"Kanariefågel{number:04}" for number in range(1000)]


def planted(folder, **columns):
    """1 000 persons whose every free word is theirs alone, among wards large enough to be shown."""
    rows = [
        stay(
            number,
            person=canary,
            stay=f"v-{canary}",
            diagnosis=canary,
            unit="MED" if number % 3 else "GER",
            organisation="22",
            admitted=f"2023-{1 + number % 12:02}-{1 + number % 20:02}",
            discharged=f"2023-{1 + number % 12:02}-{5 + number % 20:02}",
            **{name: canary for name in columns.get("also", ())},
        )
        if "unit" not in columns.get("also", ())
        else stay(number, person=canary, stay=f"v-{canary}", unit=canary, admitted="2023-03-01", discharged="2023-03-09")
        for number, canary in enumerate(CANARIES)
    ]
    again = [
        row | {"stay": f"w-{row['person']}", "admitted": f"{row['admitted'][:8]}27", "discharged": f"{row['admitted'][:8]}28"}
        for row in rows[::6]
    ]
    return extract(folder, stays=rows + again, manifest=MANIFEST)


def traces(*texts):
    return [canary for canary in CANARIES for text in texts if canary in text or canary.encode().hex() in text]


def files_under(folder):
    """Content of all files, Parquet also as the values in it."""
    import pyarrow.parquet as pq

    for path in folder.rglob("*"):
        if path.is_file():
            yield path.read_bytes().decode("utf-8", "replace")
            if path.suffix == ".parquet":
                yield str(pq.read_table(path).to_pylist())


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setenv(private.VARIABLE, str(tmp_path / "beside" / "private"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "beside" / "temp"))
    (tmp_path / "beside" / "temp").mkdir(parents=True)
    return tmp_path


def words(place, step):
    """The command's words for one of the three steps."""
    beside = place / "beside"
    return {
        "validate": ["validate", str(place / "extract"), "--json"],
        "compute": ["compute", "--definition", "readmission-30", "--events", str(place / "extract"), "--out", str(beside / "computed")],
        "release": ["release", "--from", str(beside / "computed"), "--register", str(beside / "register"), "--out", str(beside / "out")],
    }[step]


def test_no_trace_of_a_thousand_persons(place, capsys):
    planted(place / "extract")
    for step in ("validate", "compute", "release"):
        assert main(words(place, step)) == 0, capsys.readouterr()
    said = capsys.readouterr()
    assert traces(said.out, said.err, *files_under(place / "beside")) == []
    assert (place / "beside" / "out" / "values.csv").exists()
    # and the figures are there
    assert ";value;" in (place / "beside" / "out" / "values.csv").read_text(encoding="utf-8")


def test_a_name_written_as_a_unit_does_not_leave(place, capsys):
    planted(place / "extract", also=("unit",))
    for step in ("compute", "release"):
        assert main(words(place, step)) == 0, capsys.readouterr()
    said = capsys.readouterr()
    assert traces(said.out, said.err, *files_under(place / "beside" / "out"), *files_under(place / "beside" / "register")) == []


def test_a_fault_in_the_middle_tells_nothing(place, capsys, monkeypatch):
    planted(place / "extract")
    assert main(words(place, "compute")) == 0

    def fault(*_words, **_more):
        raise RuntimeError(CANARIES[3])

    monkeypatch.setattr("fardplan.measures.released.protect", fault)
    assert main(words(place, "release")) == 1
    said = capsys.readouterr()
    assert traces(said.out, said.err, *files_under(place / "beside")) == []
    assert not (place / "beside" / "out").exists()


@pytest.mark.parametrize("step", ["compute", "release"])
def test_killed_leaves_no_trace_and_nothing_that_looks_whole(place, step, capsys):
    planted(place / "extract")
    if step == "release":
        assert main(words(place, "compute")) == 0
    command = [sys.executable, "-m", "fardplan.measures", *words(place, step)]
    process = subprocess.Popen(
        command, env=dict(os.environ), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )
    watched = "private/run-*/*" if step == "compute" else ".fardplan-out-*"
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline and not any((place / "beside").glob(watched)):
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    assert traces(process.communicate()[0]) == []
    deadline = time.monotonic() + 20
    while any((place / "beside" / "private").glob("run-*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not (place / "beside" / "out").exists()
    assert traces(*files_under(place / "beside")) == []
    for again in ("compute", "release"):
        assert main(words(place, again)) == 0, capsys.readouterr()
    assert not any((place / "beside").glob(".fardplan-*")), "the next start removed what was left"
