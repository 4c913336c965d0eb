"""Keyed pseudonyms: the same at two holders with the same key, whichever way the number is written; nobody's without it."""

import csv
import datetime as dt
import stat

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.measures import checks, private, pseudonyms
from fardplan.measures.command import main
from fardplan.measures.errors import MeasuresError

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
TODAY = dt.date(2026, 3, 1)


@pytest.fixture(autouse=True)
def root(tmp_path, monkeypatch):
    monkeypatch.setenv(private.VARIABLE, str(tmp_path / "private"))


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("191212121212", "191212121212"),
        ("19121212-1212", "191212121212"),
        (" 19121212 1212 ", "191212121212"),
        ("121212-1212", "201212121212"),
        ("121212+1212", "191212121212"),
        ("260301-1212", "202603011212"),
        ("260302-1212", "192603021212"),
        ("990101-1212", "199901011212"),
        ("010161-1212", "200101611212"),
        ("r 12 ab", "R12AB"),
    ],
)
def test_one_way_of_writing(written, normal):
    assert pseudonyms.normal(written, TODAY) == normal


def test_ten_digits_without_a_day_are_refused():
    with pytest.raises(MeasuresError, match="saknar sekel") as told:
        pseudonyms.normal("121212-1212")
    assert "1212" not in str(told.value)


@given(st.integers(0, 10**10 - 1), st.integers(0, 10**10 - 1))
def test_different_persons_get_different_pseudonyms_and_keys_do_not_mix(one, other):
    first, second = (pseudonyms.pseudonym(KEY, f"19{number:010d}") for number in (one, other))
    assert (first == second) == (one == other)
    assert first != pseudonyms.pseudonym(OTHER, f"19{one:010d}")
    assert first != pseudonyms.pseudonym(KEY, f"19{one:010d}", kind="provider")
    assert len(first) == pseudonyms.LENGTH


def test_the_pseudonym_is_hmac_sha256_as_others_can_compute_it():
    import base64
    import hashlib
    import hmac

    expected = base64.b32encode(hmac.new(KEY, b"person\x00191212121212", hashlib.sha256).digest()).decode().lower()[:26]
    assert pseudonyms.pseudonym(KEY, "19121212-1212") == expected


def made_key(tmp_path):
    path = tmp_path / "nyckel"
    assert main(["key", str(path)]) == 0
    return path


def test_a_key_is_its_owners_and_is_never_written_over(tmp_path, capsys):
    path = made_key(tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    said = capsys.readouterr().out
    assert pseudonyms.fingerprint(pseudonyms.read_key(path)) in said
    assert pseudonyms.read_key(path).hex() not in said
    assert main(["key", str(path)]) == 1
    path.chmod(0o640)
    with pytest.raises(MeasuresError, match="chmod 600"):
        pseudonyms.read_key(path)
    path.chmod(0o600)
    path.write_text("hemligt")
    with pytest.raises(MeasuresError, match="är inte en nyckelfil"):
        pseudonyms.read_key(path)


def test_two_holders_files_can_be_joined(tmp_path, capsys):
    """The region writes Parquet with twelve digits, the municipality CSV in Windows-1252 with ten."""
    key = str(made_key(tmp_path))
    people = ["19121212-1212", "20010101-2384", None]
    pq.write_table(pa.table({"person": people, "läkare": ["19600101-1111", None, ""], "n": [1, 2, 3]}), tmp_path / "region.parquet")
    (tmp_path / "kommun.csv").write_text("person;ort\n010101-2384;Växjö\n121212+1212;Umeå\n;Å\n", encoding="windows-1252")
    arguments = [
        str(tmp_path / "region.parquet"),
        str(tmp_path / "r.parquet"),
        "--key",
        key,
        "--column",
        "person",
        "--column",
        "läkare=provider",
    ]
    assert main(["pseudonymise", *arguments]) == 0
    arguments = [str(tmp_path / "kommun.csv"), str(tmp_path / "k.csv"), "--key", key, "--column", "person", "--as-of", "2026-03-01"]
    assert main(["pseudonymise", *arguments]) == 0
    region = pq.read_table(tmp_path / "r.parquet").to_pydict()
    municipality = list(csv.DictReader((tmp_path / "k.csv").read_text(encoding="utf-8").splitlines(), delimiter=";"))
    assert region["n"] == [1, 2, 3]
    assert [row["ort"] for row in municipality] == ["Växjö", "Umeå", "Å"]
    assert [row["person"] for row in municipality] == [region["person"][1], region["person"][0], ""]
    assert region["person"][2] is None
    assert region["läkare"][0] not in (None, *region["person"])
    assert region["läkare"][1:] == [None, None]
    assert "1212" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "arguments", "says"),
    [
        ("person;x\n010101-2384;1\n", [], "saknar sekel"),
        ("pnr;x\n200101012384;1\n", [], "in.csv, kolumn person: kolumnen saknas."),
        ("person;x\n200101012384\n", [], "in.csv, rad 2: raden har inte lika många fält"),
    ],
)
def test_what_cannot_be_done_leaves_no_file(tmp_path, capsys, content, arguments, says):
    (tmp_path / "in.csv").write_text(content)
    key = made_key(tmp_path)
    assert (
        main(["pseudonymise", str(tmp_path / "in.csv"), str(tmp_path / "out.csv"), "--key", str(key), "--column", "person", *arguments])
        == 1
    )
    said = capsys.readouterr().err
    assert says in said
    assert "2384" not in said
    assert (
        sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "nyckel", "private"][: 3 if (tmp_path / "private").exists() else 2]
    )


@given(st.text(max_size=20))
def test_no_pseudonym_looks_like_a_personal_number(identity):
    import re

    made = pseudonyms.pseudonym(KEY, identity, today=TODAY)
    assert not re.fullmatch(checks.PERSONAL, made)
