"""Validation counts and names: every kind of wrong row once, the flow adds up, and the notes say what to look at."""

import dataclasses
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from fardplan.measures import checks, private, quality, quality_report, reading, schema
from fardplan.measures.command import main

from .extracts import MANIFEST, extract, stay


@pytest.fixture(autouse=True)
def room(tmp_path, monkeypatch):
    monkeypatch.setenv(private.VARIABLE, str(tmp_path / "private"))


@pytest.fixture
def examined(tmp_path):
    def examined(manifest=MANIFEST, **tables):
        folder = extract(tmp_path / "extract", manifest=manifest, **tables)
        with private.folder() as room:
            return quality.examined(reading.opened(folder), room, memory="1GB")

    return examined


def notes(found, table):
    [one] = [one for one in found.tables if one.name == table]
    return {note.code: note.rows for note in one.notes}


def flow(found, table="stays"):
    [one] = [one for one in found.tables if one.name == table]
    assert one.adds_up
    return one.rows, one.rejected, one.accepted


REJECTED = [
    ("duplicate", [stay(1), stay(1)]),
    ("missing_value", [stay(2, person="")]),
    ("missing_value", [stay(2, admitted="")]),
    ("impossible_date", [stay(2, admitted="1753-01-01")]),
    ("impossible_date", [stay(2, discharged="9999-12-31")]),
    ("end_before_start", [stay(2, discharged="2022-12-31")]),
]


@pytest.mark.parametrize(("reason", "rows"), REJECTED)
def test_a_row_that_does_not_count_is_counted_under_its_reason(examined, reason, rows):
    found = examined(stays=[stay(1), stay(9), *rows[-1:]])
    assert flow(found) == (3, {reason: 1}, 2)
    assert found.fit


def test_every_reason_has_words_and_is_tried_in_the_order_of_the_flow():
    from fardplan.measures.definition_rules import REJECTIONS

    assert tuple(quality.REJECTED) == REJECTIONS[: len(quality.REJECTED)]
    tried = [reason for reason, _ in checks.ladder(schema.table("contacts"))]
    assert [reason for reason in quality.REJECTED if reason in tried] == tried


def test_compute_rejects_exactly_what_validate_said(tmp_path, examined, capsys):
    """The same extract through both: rows in and every reason, so that nobody's rows vanish between the report and the figure."""
    wrong = [changes for _, rows in REJECTED for changes in rows[-1:]]
    rows = [stay(i) for i in range(10, 40)] + [row | {"stay": f"w{i}"} for i, row in enumerate(wrong[1:])] + [stay(10), stay(11)]
    found = examined(stays=rows)
    came, rejected, accepted = flow(found)
    assert set(rejected) == {"duplicate", "missing_value", "impossible_date", "end_before_start"}
    definition = Path(checks.__file__).parent / "definitions" / "readmission-30.yaml"
    arguments = ["--definition", str(definition), "--events", str(tmp_path / "extract"), "--out", str(tmp_path / "out")]
    assert main(["compute", *arguments]) == 0
    table = pq.read_table(tmp_path / "out" / "flow.parquet").to_pylist()
    assert [row["rows"] for row in table if row["step"] == "rows_in"] == [came]
    assert {row["reason"]: row["rows"] for row in table if row["step"] == "rejected"} == rejected
    assert accepted == sum(row["rows"] for row in table if row["step"] in ("counted", "merged", "excluded"))


def test_an_unknown_code_where_there_is_no_unknown(examined):
    contact = {
        "contact": "k1",
        "person": "p1",
        "organisation": "22",
        "unit": "VC",
        "provider": "",
        "profession": "doctor",
        "care": "primary",
    }
    contact |= {"date": "2023-02-01", "mode": "visit", "planned": "ja"}
    found = examined(
        contacts=[contact, contact | {"contact": "k2", "care": "tandvård"}, contact | {"contact": "k3", "profession": "kirurg"}]
    )
    assert flow(found, "contacts") == (3, {"unknown_code": 1}, 2)
    assert notes(found, "contacts")["other_code_profession"] == 1


NOTED = [
    ("open", {"stays": [stay(1, discharged="")]}, 1),
    ("open_long", {"stays": [stay(1, discharged="", admitted="2020-03-01")]}, 1),
    ("long", {"stays": [stay(1, admitted="2021-01-01")]}, 1),
    ("after_end", {"stays": [stay(1, admitted="2025-01-01", discharged="2025-01-02")]}, 1),
    ("ends_after_end", {"stays": [stay(1, discharged="2025-01-02")]}, 1),
    ("overlap", {"stays": [stay(1), stay(2, person="p1", admitted="2023-01-04", discharged="2023-01-06")]}, 1),
    ("overlap", {"stays": [stay(1, discharged="2023-02-01"), stay(2, person="p1"), stay(3, person="p1", admitted="2023-01-20", discharged="2023-01-21")]}, 2),
    ("same_event", {"stays": [stay(1), stay(2, person="p1")]}, 1),
    ("contradicting_key", {"stays": [stay(1), stay(1, unit="KIR")]}, 1),
    ("one_unit", {"stays": [stay(1), stay(2)]}, 1),
    ("no_unit", {"stays": [stay(1, unit="")]}, 1),
    ("frailty", {"stays": [stay(1, frailty="11")]}, 1),
    ("diagnosis", {"stays": [stay(1, diagnosis="hjärtsvikt")]}, 1),
    ("no_diagnosis", {"stays": [stay(1, diagnosis="")]}, 1),
    ("other_code_admission", {"stays": [stay(1, admission="akut")]}, 1),
    ("silent_months", {"stays": [stay(1)]}, 59),
    ("unknown_person", {"stays": [stay(1)], "persons": [{"person": "p2", "birth_date": "1950-01-01", "sex": "F", "municipality": "2281"}]}, 1),
    ("before_birth", {"stays": [stay(1)], "persons": [{"person": "p1", "birth_date": "2023-06-01", "sex": "F", "municipality": "2281"}]}, 1),
    ("after_death", {"stays": [stay(1)], "deaths": [{"person": "p1", "died_on": "2022-06-01"}]}, 1),
    ("died_unknown", {"stays": [stay(1, discharged_to="dead")], "deaths": [{"person": "p2", "died_on": "2022-06-01"}]}, 1),
    ("unknown_unit", {"stays": [stay(1)], "units": [{"unit": "KIR", "organisation": "22", "kind": "hospital"}]}, 1),
    ("units_owner", {"stays": [stay(1)], "units": [{"unit": "MED", "organisation": "23", "kind": "hospital"}]}, 1),
]  # fmt: skip


@pytest.mark.parametrize(("code", "tables", "rows"), NOTED, ids=[f"{code}-{i}" for i, (code, *_) in enumerate(NOTED)])
def test_what_is_odd_is_noted(examined, code, tables, rows):
    found = examined(**tables)
    assert found.fit
    assert notes(found, "stays")[code] == rows


def test_a_good_row_has_nothing_of_all_that(examined):
    found = examined(
        manifest=MANIFEST.replace("2020-01-01", "2023-01-01").replace("2024-12-31", "2023-01-31"), stays=[stay(1), stay(2, unit="KIR")]
    )
    assert notes(found, "stays") == {}
    assert quality_report.verdict(found) == "Uttaget går att räkna på. Inget att anmärka."


@pytest.mark.parametrize("inside", ["2023-01-01", "2023-01-03", "2023-01-05"])
def test_a_ready_notice_belongs_to_its_stay(examined, inside):
    notice = {"notice": "m1", "person": "p1", "stay": "s1", "organisation": "2281", "ready_on": inside, "withdrawn_on": ""}
    outside = notice | {"notice": "m2", "ready_on": "2023-01-06"}
    lost = notice | {"notice": "m3", "stay": "s9"}
    found = examined(stays=[stay(1)], ready=[notice, outside, lost])
    assert {code: rows for code, rows in notes(found, "ready").items() if code != "open"} == {"outside_stay": 1, "no_stay": 1}


def test_forty_per_cent_duplicates(examined):
    found = examined(stays=[stay(i) for i in range(60)] + [stay(i) for i in range(40)])
    assert flow(found) == (100, {"duplicate": 40}, 60)
    assert found.tables[0].notes[0].text == "40,0 % av raderna räknas inte. Se efter hur uttaget är gjort."


def test_a_person_with_ten_thousand_stays(examined):
    found = examined(stays=[stay(i, person="p0") for i in range(10_000)] + [stay(10_001)])
    assert notes(found, "stays")["many"] == 1
    assert flow(found) == (10_001, {}, 10_001)


@pytest.mark.parametrize("person", ["19121212-1212", "121212-1212", "191212121212", "19121272-1212", "121212+1212"])
def test_personal_numbers_stop_everything(examined, person):
    found = examined(stays=[stay(1, person=person)])
    assert not found.fit
    assert found.all_stops == ["stays.csv, kolumn person: det ser ut att stå personnummer. Gör om dem till pseudonymer före uttaget."]
    assert person not in json.dumps(found.as_dict())


def test_a_few_numbers_that_look_personal_are_noted_and_do_not_stop(examined):
    found = examined(stays=[stay(i) for i in range(9)] + [stay(10, person="1212121212")])
    assert found.fit
    assert notes(found, "stays")["personal_number"] == 1


def test_an_empty_extract(examined, tmp_path):
    found = examined()
    assert found.all_stops == [f"Mappen {tmp_path}/extract har inga tabeller. De heter till exempel stays.parquet eller stays.csv."]
    (tmp_path / "extract" / "stays.csv").write_text(";".join(stay()) + "\n")
    found = examined()
    assert found.all_stops == ["Uttaget är tomt: ingen tabell har någon rad."]
    assert flow(found) == (0, {}, 0)


def test_a_file_that_is_not_the_one_described(examined):
    found = examined(manifest=MANIFEST + "tables: {stays: {files: {stays.csv: 0123}}}\n", stays=[stay(1)])
    assert found.all_stops == ["stays.csv: filen är inte den som extract.yaml beskriver. Den har ändrats efter uttaget eller bytts ut."]


def test_the_synthetic_county_is_fit(county, capsys, tmp_path):
    report = tmp_path / "report.html"
    assert main(["validate", str(county), "--json", "--report", str(report)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["fit"] is True
    assert found["extract"]["synthetic"] is True
    assert {table["table"] for table in found["tables"]} == set(schema.BY_NAME)
    for table in found["tables"]:
        assert table["rows"] == table["accepted"] + sum(table["rejected"].values())
        assert table["rejected"] == {}
        assert {note["code"] for note in table["notes"]} <= {"open", "no_diagnosis", "overlap"}
    html = report.read_text(encoding="utf-8")
    assert "<h1>Datakvalitet i uttaget</h1>" in html
    assert "Påhittade händelser" in html


@pytest.mark.parametrize("ending", ["html", "json", "txt"])
def test_the_report_says_the_same_in_three_forms(tmp_path, capsys, ending):
    folder = extract(tmp_path / "extract", stays=[stay(1), stay(1), stay(2, discharged="2022-01-01")])
    assert main(["validate", str(folder), "--report", str(tmp_path / f"report.{ending}")]) == 0
    said = capsys.readouterr().out
    assert "Uttaget går att räkna på. 2 rader räknas inte." in said
    text = (tmp_path / f"report.{ending}").read_text(encoding="utf-8")
    assert ("end_before_start" if ending == "json" else "lutar innan den börjar") in text


def test_a_report_of_another_kind_is_refused(tmp_path):
    assert main(["validate", str(tmp_path), "--report", str(tmp_path / "report.pdf")]) == 2


def test_notes_are_plain_data():
    assert [field.name for field in dataclasses.fields(quality.Note)] == ["code", "rows", "text", "of"]
