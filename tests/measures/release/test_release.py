"""`fardplan measures release`: what leaves, what is remembered, what is refused."""

import csv
import errno
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from fardplan.measures.command import measures
from fardplan.measures.definition import load
from fardplan.measures.releases import Register
from tests.measures.release.made import computed


def release(*words):
    return CliRunner().invoke(measures, ["release", *map(str, words)])


def run(tmp_path, source, out="out", *more):
    return release("--from", source, "--register", tmp_path / "register", "--out", tmp_path / out, *more)


def rows(folder):
    return pq.read_table(folder / "values.parquet").to_pylist()


def test_what_is_released_is_safe_and_says_what_it_is(tmp_path):
    answer = run(tmp_path, computed(tmp_path / "c"))
    assert answer.exit_code == 0, answer.output
    assert "Syntetiska uppgifter" in answer.output
    told = rows(tmp_path / "out")
    assert {row["status"] for row in told} >= {"value", "suppressed"}
    for row in told:
        if row["status"] == "value":
            assert row["numerator"] % 5 == row["denominator"] % 5 == 0
            assert row["numerator"] >= 5
            # the rate says no more than the rounded counts do
            assert row["value"] == pytest.approx(100 * row["numerator"] / row["denominator"], abs=0.051)
        else:
            assert (row["value"], row["numerator"], row["denominator"]) == (None, None, None)
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert manifest["synthetic"] is True
    assert sum(manifest["cells"].values()) == len(told)
    assert manifest["definitions"][0]["key"] == "readmission-30"
    assert set(manifest["files"]) == {"values.csv", "values.parquet", "indicators.csv"}


def for_the_register(folder):
    with (folder / "values.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_the_file_for_the_register_has_organisations_their_parts_and_a_sign_for_what_is_hidden(tmp_path):
    run(tmp_path, computed(tmp_path / "c", seed=4))
    told = for_the_register(tmp_path / "out")
    assert {row["Kön"] for row in told} == {"", "K", "M"}
    assert {"", "enhet 22-a", "enhet 22-b"} <= {row["Indelning"] for row in told}
    assert len(told) == len(rows(tmp_path / "out"))
    assert {row["Organisation"] for row in told} == {"22", "2281", "2262", "2280"}
    assert all((row["Värde"] in ("x", "..")) == (row["Status"] != "value") for row in told)
    assert {row["Syntetisk"] for row in told} == {"ja"}


def test_standardised_figures_are_of_the_shown_cells_and_of_all_ages_or_none(tmp_path):
    """Whoever has the file works out the same from what stands in it."""
    source = stretched(computed(tmp_path / "c", key="avoidable-four", by_age=True, periods=("2022", "2023")))
    assert run(tmp_path, source).exit_code == 0
    definition = load("avoidable-four")
    told = [row for row in rows(tmp_path / "out") if row["unit"] is None and row["sex"] is None]
    checked = 0
    for row in told:
        if row["age_group"] is None:
            by_age = [
                each
                for each in told
                if each["age_group"] and (each["organisation"], each["period"]) == (row["organisation"], row["period"])
            ]
            shown = {each["age_group"]: each for each in by_age if each["status"] == "value"}
            if not definition.weights.keys() <= shown.keys():
                assert row["standardised"] is None
                continue
            whole = sum(definition.weights.values())
            want = (
                sum(w * shown[age]["numerator"] / shown[age]["denominator"] for age, w in definition.weights.items())
                / whole
                * definition.per
            )
            assert row["standardised"] == pytest.approx(want, abs=0.051)
            checked += 1
    assert checked
    assert len(told) > 2 * checked
    found = [row for row in for_the_register(tmp_path / "out") if row["Indikatorkod"] == "avoidable-four-std"]
    assert len(found) == checked
    assert "avoidable-four-std;" in (tmp_path / "out" / "indicators.csv").read_text(encoding="utf-8")


def stretched(folder):
    """All ages of the region, with many in each; elsewhere as it was."""
    path = folder / "avoidable-four.parquet"
    table = pq.read_table(path)
    told, ages = table.to_pylist(), load("avoidable-four").age_labels
    mine = [row for row in told if row["organisation"] == "22" and row["unit"] is None and row["sex"] is None]
    rest = [row for row in told if row not in mine]
    made = []
    for row in mine:
        if row["age_group"] is None:
            made += [row | {"age_group": age, "numerator": 20 + 3 * n, "denominator": 200 + 31 * n} for n, age in enumerate(ages)]
            sums = {name: sum(each[name] for each in made[-len(ages) :]) for name in ("numerator", "denominator")}
            made.append(row | sums)
    rest = [row for row in rest if row["organisation"] != "22"]
    pq.write_table(pa.Table.from_pylist(rest + made, schema=table.schema), path)
    return folder


def test_same_data_and_register_same_bytes(tmp_path):
    source = computed(tmp_path / "c")
    for out in ("one", "two"):
        assert run(tmp_path, source, out).exit_code == 0
    for name in ("values.csv", "values.parquet", "indicators.csv", "manifest.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert len(Register(tmp_path / "register").releases()) == 1


def test_a_revision_is_a_release_of_its_own_and_audited_with_the_first(tmp_path):
    assert run(tmp_path, computed(tmp_path / "c"), "one").exit_code == 0
    assert run(tmp_path, computed(tmp_path / "d", more=6), "two").exit_code == 0
    assert [each.number for each in Register(tmp_path / "register").releases()] == [1, 2]


def test_the_register_remembers_true_counts_for_its_owner_alone(tmp_path):
    """What a revision gives away depends on what was counted before; that never stands in what is released."""
    run(tmp_path, computed(tmp_path / "c"), "one")
    counts = tmp_path / "register" / "0001.counts.json"
    assert counts.stat().st_mode & 0o077 == 0
    claims = Register(tmp_path / "register").releases()[0].claims
    small = [each for each in claims if each.status == "suppressed"]
    assert small
    assert all(each.truth is not None for each in small)
    assert "truth" not in repr(claims[0])
    assert b"truth" not in (tmp_path / "register" / "0001.json").read_bytes()
    counts.write_text(counts.read_text().replace("[[", "[[1", 1))
    answer = run(tmp_path, computed(tmp_path / "d", more=6), "two")
    assert (answer.exit_code, (tmp_path / "two").exists()) == (1, False)
    # without them a release can be made as before, beside what was published
    counts.unlink()
    assert run(tmp_path, computed(tmp_path / "e", more=6), "three").exit_code == 0


def test_means_show_no_sums(tmp_path):
    assert run(tmp_path, computed(tmp_path / "c", key="days-after-ready")).exit_code == 0
    told = rows(tmp_path / "out")
    assert {row["numerator"] for row in told} == {None}
    assert any(row["value"] is not None for row in told)


@pytest.mark.parametrize("words", [("--threshold", 4), ("--rounding", 4), ("--rounding", 3), ("--threshold", 9, "--rounding", 7)])
def test_limits_go_one_way(tmp_path, words):
    assert run(tmp_path, computed(tmp_path / "c"), "out", *words).exit_code == 2
    assert not (tmp_path / "out").exists()


def test_a_register_that_was_tampered_with_releases_nothing(tmp_path):
    source = computed(tmp_path / "c")
    run(tmp_path, source, "one")
    path = tmp_path / "register" / "0001.json"
    path.write_text(path.read_text().replace('"suppressed"', '"value"', 1))
    answer = run(tmp_path, source, "two")
    assert (answer.exit_code, (tmp_path / "two").exists()) == (1, False)
    assert "0001.json" in answer.output


def test_a_full_disk_leaves_nothing_half_in_the_register(tmp_path, monkeypatch):
    """Tried on a full tmpfs on 2026-11-23; here the disk says so itself."""

    def full(_file):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("fardplan.measures.releases.os.fsync", full)
    answer = run(tmp_path, computed(tmp_path / "c"))
    assert answer.exit_code == 1
    assert "Disken är full" in answer.output
    assert list((tmp_path / "register").iterdir()) == []
    assert not (tmp_path / "out").exists()


def test_what_is_not_computed_is_refused_with_a_sentence(tmp_path):
    (tmp_path / "c").mkdir()
    answer = run(tmp_path, tmp_path / "c")
    assert answer.exit_code == 1
    assert "manifest.json" in answer.output
    computed(tmp_path / "d")
    (tmp_path / "d" / "readmission-30.parquet").write_bytes(b"PAR1 not all of it")
    answer = run(tmp_path, tmp_path / "d")
    assert answer.exit_code == 1
    assert "readmission-30.parquet" in answer.output
    assert not (tmp_path / "out").exists()
