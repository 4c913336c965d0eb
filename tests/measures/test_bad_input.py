"""Bad input: one Swedish sentence with file, row group or row, and column; nothing half; no word from the extract."""

import datetime as dt
import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from fardplan.measures import mapping, private, reading
from fardplan.measures.command import main
from fardplan.measures.errors import MappingError, MeasuresError

from .extracts import MANIFEST, STAYS, extract, stay, write_csv

DAY = dt.date(2023, 1, 1)


@pytest.fixture(autouse=True)
def root(tmp_path, monkeypatch):
    monkeypatch.setenv(private.VARIABLE, str(tmp_path / "private"))
    return tmp_path / "private"


@pytest.fixture
def validate(tmp_path, capsys, root):
    """Exit code and what was said; the private folder must be empty afterwards."""

    def validate(*arguments, folder=None):
        code = main(["validate", str(folder or tmp_path / "extract"), *map(str, arguments)])
        said = capsys.readouterr()
        assert "Traceback" not in said.err + said.out
        assert not root.exists() or list(root.iterdir()) == []
        return code, said.out + said.err

    return validate


def parquet(folder, rows=3, *, name="stays.parquet", group=2, **columns):
    """stays as Parquet with good rows, and these columns instead (None: without)."""
    folder.mkdir(exist_ok=True)
    (folder / "extract.yaml").write_text(MANIFEST)
    good = {column: [stay(i)[column] for i in range(rows)] for column in STAYS}
    good |= {"admitted": [DAY] * rows, "discharged": [DAY] * rows, "frailty": pa.array([None] * rows, pa.int32())}
    good |= columns
    table = pa.table({column: values for column, values in good.items() if values is not None})
    pq.write_table(table, folder / name, row_group_size=group, compression="none", use_dictionary=False)
    return folder / name


def test_a_parquet_file_cut_anywhere(tmp_path, validate):
    path = parquet(tmp_path / "extract", 50)
    whole = path.read_bytes()
    for length in (0, 3, 8, 40, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:length])
        code, said = validate()
        assert code == 1
        assert "STOPP  stays.parquet: filen " in said
        assert said.count("STOPP") == 1


def test_a_damaged_row_group_is_named_with_its_column(tmp_path, validate):
    path = parquet(tmp_path / "extract", 40, group=10)
    column = pq.read_metadata(path).row_group(2).column(STAYS.index("unit"))
    content = bytearray(path.read_bytes())
    content[column.data_page_offset : column.data_page_offset + 30] = b"\xff" * 30
    path.write_bytes(content)
    code, said = validate()
    assert code == 1
    assert "STOPP  stays.parquet, radgrupp 3, kolumn unit: innehållet är skadat. Hämta filen igen." in said


def test_not_parquet_at_all(tmp_path, validate):
    parquet(tmp_path / "extract").write_text("person;admitted\n" * 20)
    assert "stays.parquet: filen är inte en Parquetfil." in validate()[1]


@pytest.mark.parametrize("column", ["person", "admitted", "discharged_to"])
def test_a_missing_column(tmp_path, validate, column):
    parquet(tmp_path / "extract", **{column: None})
    code, said = validate()
    assert code == 1
    assert f"stays.parquet, kolumn {column}: kolumnen saknas. Heter den något annat" in said


@pytest.mark.parametrize("column", ["diagnosis", "frailty", "discharged"])
def test_a_missing_column_that_may_be_empty_is_empty(tmp_path, validate, column):
    parquet(tmp_path / "extract", **{column: None})
    assert validate()[0] == 0


@pytest.mark.parametrize(
    ("column", "values", "says"),
    [
        (
            "admitted",
            [20230101, 20230102, 20230103],
            "kolumnen är heltal men ska vara datum. Är det siffror som 20240301 skriver du format",
        ),
        ("admitted", [1.5, 2.5, 3.5], "kolumnen är decimaltal men ska vara datum."),
        ("frailty", [DAY] * 3, "kolumnen är datum men ska vara heltal."),
        ("admitted", ["2023-01-01", "2023-01-02", "i går"], "1 värde är inte datum."),
        ("frailty", ["4", "fem", "6"], "1 värde är inte heltal."),
        ("admitted", ["2023-01-01", "2023-02-30", "2023-02-31"], "2 värden är inte datum."),
    ],
)
def test_a_column_of_the_wrong_type(tmp_path, validate, column, values, says):
    parquet(tmp_path / "extract", **{column: values})
    code, said = validate()
    assert code == 1
    assert f"kolumn {column}: {says}" in said
    assert "i går" not in said
    if "värde" in says:
        row, group = (3, 2) if "1 värde är inte datum" in says else (2, 1)
        assert f"stays.parquet, radgrupp {group}, rad {row}, kolumn" in said


ZONED = pa.array([dt.datetime(2023, 1, 1, 23, 30, tzinfo=dt.UTC)] * 3, pa.timestamp("us", tz="UTC"))


@pytest.mark.parametrize("values", [ZONED, ["2023-01-01T23:30:00Z"] * 3, ["2023-01-01 22:30:00-01:00"] * 3], ids=["parquet", "Z", "offset"])
def test_time_zones_are_refused_or_converted_when_asked(tmp_path, validate, values):
    parquet(tmp_path / "extract", admitted=values, discharged=[dt.date(2023, 1, 2)] * 3)
    code, said = validate()
    assert code == 1
    assert "3 värden är tidpunkter med tidszon. Skriv time_zone: Europe/Stockholm" in said
    how = tmp_path / "mapping.yaml"
    how.write_text("tables: {stays: {columns: {admitted: {from: admitted, time_zone: Europe/Stockholm}}}}")
    assert validate("--mapping", how)[0] == 0
    with private.folder() as room:
        [path] = reading.canonical(reading.opened(tmp_path / "extract", how), room)["stays"]
        assert set(pq.read_table(path)["admitted"].to_pylist()) == {dt.date(2023, 1, 2)}


def test_a_naive_moment_is_its_day(tmp_path, validate):
    parquet(tmp_path / "extract", admitted=pa.array([86_340_000_000] * 3, pa.timestamp("us")))
    assert validate()[0] == 0


def test_windows_1252_is_found_out_and_said(tmp_path, validate):
    folder = extract(tmp_path / "extract", stays=[stay(1, unit="Å-vård"), stay(2, unit="KIR")])
    write_csv(folder / "stays.csv", [stay(1, unit="Å-vård"), stay(2, unit="KIR")], encoding="windows-1252")
    code, said = validate()
    assert code == 0
    assert "stays.csv är i windows-1252 och räknades om till UTF-8" in said
    with private.folder() as room:
        [path] = reading.canonical(reading.opened(folder), room)["stays"]
        assert sorted(pq.read_table(path)["unit"].to_pylist()) == ["KIR", "Å-vård"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_other_ways_to_write_a_csv(tmp_path, validate, encoding, delimiter):
    folder = extract(tmp_path / "extract", stays=[stay(1)])
    write_csv(folder / "stays.csv", [stay(1, unit="Å-vård"), stay(2)], encoding=encoding, delimiter=delimiter)
    assert validate()[0] == 0


CSV = ";".join(STAYS) + "\n" + "\n".join(";".join(stay(i).values()) for i in range(1, 6)) + "\n"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "stays.csv: filen är tom."),
        (CSV.encode().replace(b"p3;", b"p\x81;"), "stays.csv, rad 4: filen är inte text i windows-1252."),
        (CSV.encode().replace(b"p3;", b"p\x00;"), "stays.csv, rad 4: filen är inte en textfil."),
        (CSV.replace("s3;p3;22;", "s3;p3;").encode(), "stays.csv, rad 4: raden har inte lika många fält som rubriken"),
        (CSV.replace("s3;p3;", "s3;p3;Kanarie;").encode(), "stays.csv, rad 4: raden har inte lika många fält som rubriken"),
        (
            CSV.replace("s3;p3;", 's3;"Kanarie;').encode(),
            "stays.csv, rad 4: raden har inte lika många fält som rubriken, eller ett citattecken",
        ),
        (
            CSV.replace("s3;p3;22;MED;2023-01-01", "s3;p3;22;MED;Kanarie").encode(),
            "stays.csv, rad 4, kolumn admitted: 1 värde är inte datum.",
        ),
        (CSV.replace("unit;", "person;").encode(), "stays.csv, rad 1: kolumn nummer 4 har samma namn som en tidigare."),
        (CSV.split("\n", 1)[1].encode(), "stays.csv, kolumn stay: kolumnen saknas."),
    ],
)
def test_a_csv_that_cannot_be_read(tmp_path, validate, content, says):
    folder = extract(tmp_path / "extract")
    (folder / "stays.csv").write_bytes(content)
    code, said = validate()
    assert code == 1
    assert f"STOPP  {says}" in said
    assert "Kanarie" not in said


def test_parts_must_be_alike(tmp_path, validate):
    parquet(tmp_path / "extract", name="stays-1.parquet")
    parquet(tmp_path / "extract", name="stays-2.parquet", unit=[1, 2, 3])
    assert "stays-2.parquet: kolumnerna är inte som i stays-1.parquet" in validate()[1]
    parquet(tmp_path / "extract", name="stays-2.parquet", stay=["a", "b", "c"])
    assert "6 rader i 2 filer" in validate()[1]
    write_csv(tmp_path / "extract" / "stays.csv", [stay(1)])
    assert "finns både som Parquet och som CSV" in validate()[1]


@pytest.mark.parametrize(
    ("manifest", "says"),
    [
        (None, "extract.yaml: filen saknas i uttagets mapp. Skriv en med extract_start: 2020-01-01"),
        ("a: [", "extract.yaml: filen går inte att läsa som YAML i UTF-8."),
        ("[]", "extract.yaml: filen ska ha rader med namn och värde"),
        (MANIFEST.replace("2024-12-31", "snart"), "extract.yaml: extract_end ska vara ett datum, som 2025-12-31."),
        (MANIFEST.replace("2024-12-31", "9999-12-31"), "extract.yaml: extract_end ska vara ett datum"),
        (MANIFEST.replace("2024-12-31", "2019-12-31"), "extract.yaml: extract_end är före extract_start."),
        (MANIFEST.replace("false", "kanske"), "extract.yaml: synthetic ska vara true (påhittade händelser) eller false."),
        (MANIFEST.replace('holder: "22"', ""), "extract.yaml: holder ska vara koden"),
    ],
)
def test_extract_yaml(tmp_path, validate, manifest, says):
    folder = extract(tmp_path / "extract", stays=[stay(1)])
    (folder / "extract.yaml").unlink() if manifest is None else (folder / "extract.yaml").write_text(manifest)
    code, said = validate()
    assert code == 1
    assert said.startswith(says)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: [", "mappning.yaml, rad 1: filen är inte giltig YAML"),
        ("tabeller: {}", "mappning.yaml: mappningsfilen har nyckeln tabeller, som inte finns."),
        ("tables: {besok: {}}", "mappning.yaml: tables har nyckeln besok, som inte finns."),
        ("tables: {stays: {columns: {dag: X}}}", "tables, stays, columns har nyckeln dag, som inte finns."),
        ("tables: {stays: {columns: {admitted: {}}}}", "mappning.yaml, kolumn stays.admitted: ange antingen from"),
        (
            "tables: {stays: {columns: {admission: {from: X, codes: {1: akut}}}}}",
            "koden akut finns inte. Välj bland planned, unplanned, unknown",
        ),
        ("tables: {stays: {columns: {admitted: {from: X, format: d/m}}}}", "format ska innehålla %Y, %m och %d"),
        ("tables: {stays: {columns: {admitted: {from: X, time_zone: Sverige}}}}", "time_zone ska vara en tidszon som Europe/Stockholm"),
        ("tables: {stays: {files: [../*.csv]}}", "files i stays ska vara namn inom uttagets mapp"),
        ("encoding: ebcdic", "encoding ska vara utf-8, windows-1252, utf-16"),
        ("delimiter: '||'", "delimiter ska vara ett enda tecken"),
    ],
)
def test_a_mapping_file_that_is_wrong(tmp_path, text, says):
    path = tmp_path / "mappning.yaml"
    path.write_text(text)
    with pytest.raises(MappingError) as problem:
        mapping.read(path)
    assert says in str(problem.value)


def test_a_mapping_makes_an_own_file_canonical(tmp_path, validate):
    folder = extract(tmp_path / "extract")
    (folder / "sluten_2023.csv").write_text(
        "VTF;PNR;KLIN;IN;UT;SATT;STATUS\n"
        "1;a;101;230101 10:15;20230105;1;X\n"
        "2;b;102;230102 08:00;99991231;2;AV\n"
        "3;c;NULL;230103 09:30;20230104;9;\n",
        encoding="windows-1252",
    )  # fmt: skip
    how = tmp_path / "mapping.yaml"
    how.write_text(
        """
delimiter: ";"
empty: ["NULL"]
tables:
  stays:
    files: ["sluten_*.csv"]
    columns:
      stay: VTF
      person: PNR
      organisation: {value: "22"}
      unit: {from: KLIN, codes: {101: MED}}
      admitted: {from: IN, format: "%y%m%d %H:%M"}
      discharged: {from: UT, empty: ["99991231"]}
      admission: {from: SATT, codes: {1: planned, 2: unplanned}, otherwise: unknown}
      discharged_to: {from: STATUS, codes: {AV: dead}, otherwise: home}
""".replace("%y", "%Y")
    )
    (folder / "sluten_2023.csv").write_text((folder / "sluten_2023.csv").read_text().replace(";2301", ";202301"))
    assert validate("--mapping", how)[0] == 0
    with private.folder() as room:
        [path] = reading.canonical(reading.opened(folder, how), room)["stays"]
        rows = sorted(pq.read_table(path).to_pylist(), key=lambda row: row["stay"])
    assert [tuple(row[name] for name in STAYS) for row in rows] == [
        ("1", "a", "22", "MED", dt.date(2023, 1, 1), dt.date(2023, 1, 5), "planned", "home", None, None),
        ("2", "b", "22", "102", dt.date(2023, 1, 2), None, "unplanned", "dead", None, None),
        ("3", "c", "22", None, dt.date(2023, 1, 3), dt.date(2023, 1, 4), "unknown", None, None, None),
    ]


def test_unreadable_values_may_be_said_to_mean_nothing(tmp_path, validate):
    parquet(tmp_path / "extract", discharged=["2023-01-01", "okänt", ""])
    assert validate()[0] == 1
    how = tmp_path / "mapping.yaml"
    how.write_text("tables: {stays: {columns: {discharged: {from: discharged, unreadable: empty}}}}")
    code, said = validate("--mapping", how)
    assert code == 0
    assert "2\N{NO-BREAK SPACE}rader     utskrivningsdag saknas" in said


def test_canonical_refuses_what_validate_refuses(tmp_path):
    parquet(tmp_path / "extract", admitted=["2023-01-01", "i går", ""])
    with (
        private.folder() as room,
        pytest.raises(MeasuresError, match=r"^stays\.parquet, radgrupp 1, rad 2, kolumn admitted: 1 värde är inte datum"),
    ):
        reading.canonical(reading.opened(tmp_path / "extract"), room)


CANARIES = [f"Kanariefågel{number}" for number in range(500)] + [f"P1912{number:04d}9999" for number in range(500)]


def with_canaries(folder):
    """1 000 planted persons: names in free columns, numbers as pseudonyms, some rows wrong in every way."""
    rows = [
        stay(
            i,
            person=canary,
            unit=canary,
            diagnosis=canary,
            admission=canary,
            stay=canary,
            discharged="2022-01-01" if i % 3 else "1753-01-01",
        )
        for i, canary in enumerate(CANARIES)
    ]
    random.Random(1).shuffle(rows)
    folder = extract(folder, stays=rows + rows[:50])
    write_csv(folder / "stays.csv", [*rows, *rows[:50]], encoding="windows-1252")
    return folder


def traces(text):
    return [canary for canary in CANARIES if canary in text]


@pytest.mark.parametrize("broken", ["", "cells", "quote", "date", "bytes"])
def test_canaries_leave_no_trace(tmp_path, validate, broken):
    folder = with_canaries(tmp_path / "extract")
    content = (folder / "stays.csv").read_bytes()
    lines = content.split(b"\n")
    lines[500] = {
        "": lines[500], "cells": lines[500] + b";x", "quote": b'"' + lines[500], "date": lines[500].replace(b"2023-01-01", b"2023-13-45"),
        "bytes": lines[500] + b"\x81",
    }[broken]  # fmt: skip
    (folder / "stays.csv").write_bytes(b"\n".join(lines))
    report = tmp_path / "report.html"
    code, said = validate("--report", report, "--json")
    assert code == (1 if broken else 0)
    assert traces(said) == []
    if report.exists():
        assert traces(report.read_text(encoding="utf-8")) == []


REFUSED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))
from fardplan.measures.command import main
sys.exit(main(["validate", *sys.argv[1:]]))
"""


def test_a_disk_that_takes_no_more_is_one_sentence(tmp_path, root):
    """As `test_private`: the system refuses to write beyond 30 000 bytes, here while a CSV is read."""
    folder = with_canaries(tmp_path / "extract")
    done = subprocess.run([sys.executable, "-c", REFUSED, str(folder)], capture_output=True, text=True)
    assert done.returncode == 1
    assert "Inget halvt resultat finns kvar." in done.stdout + done.stderr
    assert "Internt fel" not in done.stderr
    assert traces(done.stdout + done.stderr) == []
    assert list(root.iterdir()) == []


def test_too_little_memory_is_one_sentence(tmp_path, validate):
    extract(tmp_path / "extract", stays=[stay(i) for i in range(20_000)])
    code, said = validate("--memory", "4MB")
    assert code == 1
    assert "Minnet räcker inte. Ge mer med --memory." in said
    assert validate("--memory", "mycket")[1].startswith("Minnesgränsen mycket går inte att förstå.")


def test_a_report_in_a_folder_that_is_not_there(tmp_path, validate):
    extract(tmp_path / "extract", stays=[stay(1)])
    code, said = validate("--report", tmp_path / "nowhere" / "r.txt")
    assert code == 1
    assert "går inte att skriva: mappen finns inte." in said


def test_canaries_leave_no_trace_after_sigkill(tmp_path, root):
    """Killed wherever it happens to be: nothing outside the extract, and soon nothing in the private folder."""
    folder = with_canaries(tmp_path / "extract")
    lines = (folder / "stays.csv").read_bytes()
    head, rows = lines.split(b"\n", 1)
    (folder / "stays.csv").write_bytes(head + b"\n" + rows * 60)
    env = os.environ | {private.VARIABLE: str(root), "TMPDIR": str(tmp_path / "temp")}
    (tmp_path / "temp").mkdir()
    seen = 0
    for _ in range(3):
        command = [sys.executable, "-m", "fardplan.measures", "validate", str(folder)]
        process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        deadline = time.monotonic() + 30
        while process.poll() is None and time.monotonic() < deadline and not any(path.stat().st_size for path in root.glob("run-*/*")):
            time.sleep(0.002)
        seen += any(root.glob("run-*/*"))
        process.send_signal(signal.SIGKILL)
        assert traces(process.communicate()[0]) == []
    assert seen, "the private folder was in use when the process was killed"
    deadline = time.monotonic() + 20
    while any(root.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert list(root.iterdir()) == []
    shutil.rmtree(folder)
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or traces(path.read_text(encoding="utf-8", errors="replace")) == []


def test_killed_half_way_leaves_no_output_that_looks_whole(tmp_path):
    out = tmp_path / "out"
    process = subprocess.Popen(
        [sys.executable, "-m", "fardplan.measures", "synth", "--persons", "2000000", "--years", "3", "--out", str(out)]
    )
    deadline = time.monotonic() + 30
    while not any(tmp_path.glob(".fardplan-*/stays.parquet")) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert any(tmp_path.glob(".fardplan-*/stays.parquet"))
    process.kill()
    process.wait()
    assert not out.exists()
    assert main(["synth", "--persons", "10", "--years", "1", "--out", str(out)]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["out"], "the next start removed what was left"
