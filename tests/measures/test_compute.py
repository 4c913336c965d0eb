"""`fardplan measures compute` and `explain`: what is written, when it is computed again, what is refused."""

import errno
import json

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from fardplan.measures.command import measures
from tests.measures.extracts import MANIFEST, extract, stay
from tests.measures.extracts import STAYS as STAYS_COLUMNS

MADE_UP = MANIFEST.replace("synthetic: false", "synthetic: true")
#: a: moved between wards, home, back unplanned on the tenth day. b: back planned, then unplanned. c: still there.
STAYS = [
    stay(1, person="a", admitted="2023-01-02", discharged="2023-01-05", discharged_to="hospital"),
    stay(2, person="a", unit="KIR", admitted="2023-01-05", discharged="2023-01-09"),
    stay(3, person="a", admitted="2023-01-19", discharged="2023-01-20"),
    stay(4, person="b", admitted="2023-02-01", discharged="2023-02-03"),
    stay(5, person="b", admitted="2023-02-10", discharged="2023-02-11", admission="planned"),
    stay(6, person="b", admitted="2023-02-20", discharged="2023-02-21", discharged_to="dead"),
    stay(7, person="c", admitted="2024-12-01", discharged=""),
    stay(7, person="c", admitted="2024-12-01", discharged=""),
    stay(8, person="d", admitted="2023-03-09", discharged="2023-03-01"),
]


@pytest.fixture
def events(tmp_path):
    return extract(tmp_path / "events", manifest=MADE_UP, stays=STAYS)


def fardplan(*words):
    return CliRunner().invoke(measures, [str(word) for word in words])


def compute(events, out, *more):
    return fardplan("compute", "--definition", "readmission-30", "--events", events, "--out", out, *more)


def test_rows_say_what_they_are_of_and_the_flow_adds_up(events, tmp_path):
    answer = compute(events, tmp_path / "out", "--json")
    assert answer.exit_code == 0, answer.output
    rows = pq.read_table(tmp_path / "out" / "readmission-30.parquet").to_pylist()
    whole = {row["period"]: (row["numerator"], row["denominator"]) for row in rows if row["organisation"] and not (row["unit"] or row["sex"] or row["age_group"] or row["frailty"])}  # fmt: skip
    assert whole == {"2023-Q1": (3, 4)}
    assert {(row["definition"], row["version"], len(row["hash"]), json.loads(row["parameters"])["window_days"]) for row in rows} == {("readmission-30", "1.0", 64, 30)}  # fmt: skip
    flow = {(line["step"], line["reason"]): line["rows"] for line in pq.read_table(tmp_path / "out" / "flow.parquet").to_pylist()}
    assert flow == {
        ("rows_in", None): 9, ("rejected", "duplicate"): 1, ("rejected", "end_before_start"): 1, ("merged", None): 1, ("excluded", "open"): 1,
        ("excluded", "discharged_to"): 1, ("counted", None): 4,
    }  # fmt: skip
    told = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert (told["synthetic"], told["safe_to_release"], told["extract_end"], told["engine"]) == (True, False, "2024-12-31", "duckdb")
    assert told["files"]["stays"].keys() == {"0/stays.csv"}


def test_a_full_disk_leaves_nothing(events, tmp_path, monkeypatch):
    """Neither the first half of a file nor a warning of figures that are not there."""

    def full(table, path, **_more):
        path.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("fardplan.measures.compute.pq.write_table", full)
    answer = compute(events, tmp_path / "out")
    assert answer.exit_code == 1
    assert "Disken är full" in answer.output
    assert not (tmp_path / "out").exists()
    # With what was finished before, the warning stays.
    monkeypatch.undo()
    compute(events, tmp_path / "out")
    monkeypatch.setattr("fardplan.measures.compute.pq.write_table", full)
    assert fardplan("compute", "--definition", "readmission-30-gap1", "--events", events, "--out", tmp_path / "out").exit_code == 1
    assert {path.name for path in (tmp_path / "out").iterdir()} >= {"LÄMNA-INTE-UT.txt", "readmission-30.parquet"}
    assert not list((tmp_path / "out").glob(".*.half"))


def test_what_is_finished_is_computed_again_only_when_its_input_changed(events, tmp_path):
    compute(events, tmp_path / "out")
    file = tmp_path / "out" / "readmission-30.parquet"
    before = file.stat().st_mtime_ns
    assert "redan räknad" in compute(events, tmp_path / "out").output
    assert file.stat().st_mtime_ns == before
    extract(events, manifest=MADE_UP, stays=STAYS[:3])
    assert "redan räknad" not in compute(events, tmp_path / "out").output
    assert file.stat().st_mtime_ns != before


def test_a_run_that_stops_leaves_nothing_that_looks_whole_and_goes_on_where_it_was(events, tmp_path, monkeypatch):
    from fardplan.measures import compute as module

    kept = module._kept
    with monkeypatch.context() as patched:
        calls = []

        def stops(*given):
            calls.append(given)
            if len(calls) == 2:
                raise KeyboardInterrupt
            return kept(*given)

        patched.setattr(module, "_kept", stops)
        both = ("--definition", "readmission-30", "--definition", "readmission-30-gap1")
        fardplan("compute", *both, "--events", events, "--out", tmp_path / "out")
    assert not (tmp_path / "out" / "manifest.json").exists()
    again = fardplan("compute", *both, "--events", events, "--out", tmp_path / "out").output
    assert [("redan räknad" in line) for line in again.splitlines() if " celler" in line] == [True, False]
    assert (tmp_path / "out" / "manifest.json").exists()


def test_per_stay_tells_each_stay_its_part(events, tmp_path):
    answer = compute(events, tmp_path / "out", "--per-stay", tmp_path / "stays.parquet")
    assert answer.exit_code == 0, answer.output
    rows = {row["stay"]: (row["index"], row["excluded"], row["readmitted"], row["next_stay"], row["days"]) for row in pq.read_table(tmp_path / "stays.parquet").to_pylist()}  # fmt: skip
    assert rows == {
        "s1": (False, "merged", False, None, None),
        "s2": (True, None, True, "s3", 10),
        "s3": (True, None, False, None, None),
        # The planned one between does not hide the unplanned one: any within the window counts.
        "s4": (True, None, True, "s6", 17),
        "s5": (True, None, True, "s6", 9),
        "s6": (False, "discharged_to", False, None, None),
        "s7": (False, "open", False, None, None),
    }


def test_per_stay_of_real_persons_is_asked_for_twice(tmp_path):
    events = extract(tmp_path / "events", stays=STAYS)
    refused = compute(events, tmp_path / "out", "--per-stay", tmp_path / "stays.parquet")
    assert refused.exit_code == 2
    assert "--per-stay-of-real-persons" in refused.output
    assert not (tmp_path / "stays.parquet").exists()
    allowed = compute(events, tmp_path / "out", "--per-stay", tmp_path / "stays.parquet", "--per-stay-of-real-persons")
    assert allowed.exit_code == 0
    assert (tmp_path / "stays.parquet").stat().st_mode & 0o077 == 0


def test_events_of_two_holders_are_one_extract(tmp_path):
    first = extract(tmp_path / "a", manifest=MADE_UP, stays=STAYS[:2])
    other = extract(tmp_path / "b", manifest=MADE_UP.replace("2024-12-31", "2023-06-30"), stays=STAYS[2:])
    answer = compute(first, tmp_path / "out", "--events", other, "--json")
    assert answer.exit_code == 0, answer.output
    told = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert told["extract_end"] == "2023-06-30"
    assert [line for line in told["definitions"]["readmission-30"]["flow"] if line[0] == "counted"] == [["counted", None, 4]]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--memory", "mycket"), "Minnesgränsen mycket går inte att förstå"),
        (("--definition", "readmission-30"), "är angiven två gånger"),
        (("--definition", "finns-inte"), "ingen definition med den nyckeln"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(events, tmp_path, words, sentence):
    answer = compute(events, tmp_path / "out", *words)
    assert answer.exit_code == 1
    assert sentence in answer.output
    assert not (tmp_path / "out" / "manifest.json").exists()


def test_nothing_is_computed_into_a_repository(events, tmp_path):
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    answer = compute(events, tmp_path / "repo" / "out")
    assert answer.exit_code == 1
    assert "versionshanterat" in answer.output


def test_explain_prints_the_definition_and_the_sql():
    told = fardplan("explain", "readmission-30", "--plan").output
    assert "Oplanerad återinskrivning inom 30 dagar" in told
    assert "-- Steg 1" in told
    assert "PARTITION BY" in told
    assert "WINDOW" in told
    spark = json.loads(fardplan("explain", "readmission-30", "--engine", "spark", "--json").output)
    assert any("`person`" in step["sql"] for step in spark["steps"])


def test_an_empty_extract_is_said_to_be_and_gives_no_figures(tmp_path):
    empty = extract(tmp_path / "empty", manifest=MADE_UP)
    (empty / "stays.csv").write_text(";".join(STAYS_COLUMNS) + "\n")
    answer = compute(empty, tmp_path / "out")
    assert answer.exit_code == 1
    assert "uttaget är tomt" in answer.output
    assert not (tmp_path / "out").exists()
