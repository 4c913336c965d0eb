"""`fardplan spc`: columns in, columns out, exit codes, and a Swedish sentence for every file that cannot be right."""

import csv
import io

import pytest

from fardplan.spc.command import main

MONTHS = [f"{2021 + i // 12}-{i % 12 + 1:02d}-01" for i in range(24)]
VALUES = [10, 11, 9, 12, 10, 8, 11, 10, 9, 10, 12, 11, 10, 9, 11, 10, 8, 12, 10, 11, 9, 10, 11, 10]
GOOD = "x,y\n" + "".join(f"{x},{y}\n" for x, y in zip(MONTHS, VALUES, strict=True))
ANHOEJ = (
    "x,facet1,facet2,part,y,n,cl,lcl,ucl,lcl2,ucl2,sigma_signal,runs_signal,n_useful,longest_run,longest_run_max,crossings,crossings_min"
)
MDC = "x,facet1,rebase_group,y,mean,lpl,upl,rule,point_type,variation_icon,assurance_icon"


@pytest.fixture
def run(tmp_path, capsys):
    def run(content, *options):
        source, out = tmp_path / "data.csv", tmp_path / "points.csv"
        out.unlink(missing_ok=True)
        if isinstance(content, bytes):
            source.write_bytes(content)
        else:
            source.write_text(content, encoding="utf-8")
        code = main([str(source), "--out", str(out), *options])
        said = capsys.readouterr()
        rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8")))) if out.exists() else []
        assert "Traceback" not in said.err
        return code, rows, said.err, said.out

    return run


def with_rows(**changes):
    """GOOD with the cells of some lines changed: line_5="2021-04-01,abc"."""
    lines = GOOD.splitlines()
    for key, text in changes.items():
        lines[int(key.removeprefix("line_")) - 1] = text
    return "\n".join(lines) + "\n"


def test_anhoej_columns(run):
    code, rows, err, out = run(GOOD)
    assert (code, err, len(rows)) == (0, "", 24)
    assert ",".join(rows[0]).startswith(ANHOEJ)
    assert rows[0]["x"] == "2021-01-01"
    assert (rows[0]["sigma_signal"], rows[0]["runs_signal"]) == ("false", "false")
    assert float(rows[0]["cl"]) == sum(VALUES) / 24
    assert out.startswith("Ingen säkerställd förändring. Ingen skillnad utöver slumpen")


def test_seventeen_digits(run):
    rows = run(GOOD.replace("01-01,10", "01-01,0.1"))[1]
    assert rows[0]["y"] == "0.10000000000000001"


def test_mdc_columns(run):
    code, rows, err, _ = run(
        GOOD, "--rules", "mdc-r-0.2", "--target", "30", "--direction", "increase", "--rebase", "2022-01-01", "--fix", "12"
    )
    assert (code, err) == (0, "")
    assert ",".join(rows[0]).startswith(MDC)
    assert [rows[0]["rebase_group"], rows[-1]["rebase_group"]] == ["0", "1"]
    assert {row["assurance_icon"] for row in rows} == {"fail"}
    assert rows[0]["rule"] == "Common Cause"


def test_all_the_choices_at_once(run, tmp_path):
    picture = tmp_path / "chart.svg"
    code, rows, _, _ = run(
        GOOD, "--split", "12", "--exclude", "7", "--target", "9.5", "--no-screen", "--multiply", "10", "--svg", str(picture)
    )
    assert code == 0
    assert [row["part"] for row in rows] == ["1"] * 12 + ["2"] * 12
    assert rows[6]["included"] == "false"
    assert rows[0]["y"] == "100"
    assert picture.read_text(encoding="utf-8").count("<circle") == 24


@pytest.mark.parametrize("kind", ["run", "i", "mr", "ip", "xbar", "s", "c", "u", "up", "p", "pp", "g", "t"])
def test_every_chart(run, kind, tmp_path):
    rows = "".join(f"{x},{y + i},40\n" for x, y in zip(MONTHS, VALUES, strict=True) for i in range(2))
    code, points, _, _ = run("x,y,n\n" + rows, "--chart", kind, "--svg", str(tmp_path / "a.svg"))
    assert (code, len(points)) == (0, 24)
    assert points[0]["cl"]


def test_facets_each_have_their_own_lines(run):
    content = "x,y,ort,kön\n" + "".join(
        f"{x},{y + 10 * (ort == 'Å')},{ort},{g}\n" for ort in "ÖÅA" for g in "km" for x, y in zip(MONTHS, VALUES, strict=True)
    )
    code, rows, _, out = run(content, "--facet", "ort,kön")
    assert (code, len(rows)) == (0, 144)
    assert list(dict.fromkeys(row["facet1"] for row in rows)) == ["A", "Å", "Ö"]
    assert float(rows[48]["cl"]) - float(rows[0]["cl"]) == pytest.approx(10)
    assert "Å, k: Ingen säkerställd förändring" in out


def test_semicolons_and_decimal_commas(run):
    content = GOOD.replace(",", ";").replace(";10\n", ";1 010,5\n")
    assert run(content)[1][0]["y"] == "1010.5"


def test_old_excel_letters(run):
    assert run(GOOD.replace("x,y", "x,y,anmärkning").encode("cp1252"))[0] == 0


# Wrong: exit 1, nothing written, the place named

WRONG = [
    ("", "data.csv: filen är tom. Inget har räknats."),
    ("datum,värde\n1,2\n", "data.csv: kolumnen x saknas. Filen har datum och värde. Inget har räknats."),
    ("x,y\n", "data.csv: Det finns inga rader. Inget har räknats."),
    ("x,y\n1,2\n2,3\n", "data.csv: Bara 2 mätpunkter har värde. Minst 3 behövs för en serie. Inget har räknats."),
    ("x,y\n1,\n2,NA\n3,\n", "data.csv: Alla värden saknas, så det finns inget att rita. Inget har räknats."),
    (
        with_rows(line_5="2021-04-01,12o"),
        "data.csv, rad 5, kolumn y: ”12o” är inte ett tal. Skriv ett tal eller lämna tomt. Inget har räknats.",
    ),
    (
        with_rows(line_5="2021-04-01,Inf"),
        "data.csv, rad 5, kolumn y: värdet är oändligt stort. Skriv ett tal eller lämna tomt. Inget har räknats.",
    ),
    (
        with_rows(line_5="2021-04-01,1e999"),
        "data.csv, rad 5, kolumn y: värdet är oändligt stort. Skriv ett tal eller lämna tomt. Inget har räknats.",
    ),
    (
        with_rows(line_5="2021-13-01,12"),
        "data.csv, rad 5, kolumn x: ”2021-13-01” är varken datum eller tal, som de andra x. Skriv till exempel 2024-03-01. Inget har räknats.",
    ),
    (
        with_rows(line_5="2021-04-01,12,5"),
        "data.csv, rad 5: raden har 3 fält men rubriken har 2. Decimalkomma kräver semikolon mellan fälten. Inget har räknats.",
    ),
    (b"PK\x03\x04\x00\x00", "data.csv: filen är inte en textfil. Spara kalkylbladet som CSV och försök igen. Inget har räknats."),
    ("x,y,y\n1,2,3\n", "data.csv: kolumnen y finns två gånger. Inget har räknats."),
    (
        "x,y,part\n1,2,a\n2,3,b\n3,4,a\n",
        "data.csv, rad 4, kolumn part: delen ”a” kommer tillbaka efter en annan del. Varje del måste vara sammanhängande i tiden. Inget har räknats.",
    ),
]


@pytest.mark.parametrize("content, sentence", WRONG)
def test_wrong_files(run, content, sentence):
    code, rows, err, _ = run(content)
    assert (code, rows) == (1, [])
    assert err.strip() == sentence


@pytest.mark.parametrize(
    "content, options, sentence",
    [
        (GOOD, ["--chart", "p"], "data.csv, kolumn n: kolumnen n (nämnare) saknas. P-diagram behöver den. Inget har räknats."),
        (
            "x,y,n\n1,2,9\n2,3,0\n3,4,9\n",
            ["--chart", "p"],
            "data.csv, rad 3, kolumn n: nämnaren är 0 men y är det inte. Rätta nämnaren eller lämna y tomt. Inget har räknats.",
        ),
        ("x,y,n\n1,2,9\n2,3,-4\n3,4,9\n", ["--chart", "u"], "data.csv, rad 3, kolumn n: nämnaren är mindre än noll. Inget har räknats."),
        (
            "x,y\n1,2\n2,-3\n3,4\n",
            ["--chart", "c"],
            "data.csv, rad 3, kolumn y: C-diagram kan inte ha värden som är mindre än noll. Inget har räknats.",
        ),
        (
            "x,y\n1,2\n2,0\n3,4\n",
            ["--chart", "t"],
            "data.csv, rad 3, kolumn y: T-diagram kan inte ha värden som är noll eller mindre. Inget har räknats.",
        ),
        (
            GOOD,
            ["--chart", "s"],
            "data.csv: Standardavvikelser behöver minst två mätningar per tidpunkt. Ge flera rader samma x. Inget har räknats.",
        ),
        (
            GOOD,
            ["--rules", "mdc-r-0.2", "--rebase", "2021-05-15"],
            "data.csv: Datumet 2021-05-15 i --rebase finns inte bland mätpunkterna. Närmaste är 2021-05-01. Inget har räknats.",
        ),
        (
            with_rows(line_5="2021-03-01,4"),
            ["--rules", "mdc-r-0.2"],
            "data.csv, rad 4, kolumn x: samma x finns på flera rader. Regelverket vill ha ett värde per tidpunkt; slå ihop med --aggregate. Inget har räknats.",
        ),
        (
            "x,y\nA,1\nB,2\nC,3\n",
            ["--rules", "mdc-excel"],
            "data.csv: Regelverket läser en serie i tid: x ska vara datum eller tal, inte namn. Inget har räknats.",
        ),
    ],
)
def test_wrong_for_this_chart(run, content, options, sentence):
    code, rows, err, _ = run(content, *options)
    assert (code, rows) == (1, [])
    assert err.strip().splitlines()[-1] == sentence


def test_missing_file(tmp_path, capsys):
    assert main([str(tmp_path / "ingen.csv")]) == 1
    assert capsys.readouterr().err == "ingen.csv: filen finns inte eller går inte att läsa. Inget har räknats.\n"


# Odd but possible: exit 0, and it is said


def test_duplicates_are_merged_and_said(run):
    code, rows, err, _ = run(with_rows(line_5="2021-03-01,13"))
    assert (code, len(rows)) == (0, 23)
    assert rows[2]["y"] == "11"
    assert "1 rad delar x med en annan rad. De slogs ihop till en punkt (medelvärde)." in err


def test_order_does_not_matter_and_is_said(run):
    lines = GOOD.splitlines()
    code, rows, err, _ = run("\n".join([lines[0], *reversed(lines[1:])]))
    assert code == 0
    assert [row["x"] for row in rows] == MONTHS
    assert "Raderna stod inte i tidsordning. De har sorterats efter x." in err


def test_constant_series(run):
    code, rows, _, out = run("x,y\n" + "".join(f"{x},0.1\n" for x in MONTHS))
    assert code == 0
    assert {row["ucl"] for row in rows} == {""}
    assert {row["runs_signal"] for row in rows} == {"false"}
    assert "Alla värden är lika. Alla 24 mätpunkter är 0,100. Utan variation finns inga gränser att räkna." in out


def test_zero_of_zero_is_missing(run):
    content = "x,y,n\n" + "".join(
        f"{x},{y},{40 if i != 5 else 0}\n" for i, (x, y) in enumerate(zip(MONTHS, [*VALUES[:5], 0, *VALUES[6:]], strict=True))
    )
    code, rows, err, _ = run(content, "--chart", "p")
    assert code == 0
    assert [rows[5]["y"], rows[5]["ucl"], rows[5]["n"]] == ["", "", "0"]
    assert "Nämnaren är 0 vid 2021-06-01. Där finns inget värde och inga gränser." in err


def test_gaps_and_rows_without_x(run):
    code, rows, err, _ = run(with_rows(line_5="2021-04-01,", line_9=",7"))
    assert (code, len(rows)) == (0, 23)
    assert rows[3]["y"] == ""
    assert "Rad 9 saknar x och är inte med." in err


def test_too_few_to_judge_is_said_but_drawn(run):
    code, rows, _, out = run("x,y\n" + "".join(f"{i},{v}\n" for i, v in enumerate(VALUES[:8])))
    assert code == 0
    assert {row["judged"] for row in rows} == {"false"}
    assert out.startswith("För få mätpunkter för att bedöma.")


def test_one_short_facet_does_not_stop_the_others(run):
    code, rows, err, _ = run(GOOD.replace("x,y", "x,y,facet1").replace("\n", ",A\n").replace("facet1,A", "facet1") + "2021-01-01,4,B\n")
    assert (code, len(rows)) == (0, 24)
    assert "B: Bara 1 mätpunkt har värde. Minst 3 behövs för en serie. Serien är inte med." in err


def test_assumed_direction_and_unused_denominators_are_said(run):
    err = run(GOOD.replace("x,y", "x,y,n").replace("\n", ",5\n").replace("n,5", "n"), "--rules", "mdc-excel")[2]
    assert "Riktning är inte angiven. Högre räknas som bättre; ändra med --direction." in err
    assert "Filen har kolumnen n men den används inte." in err


def test_names_instead_of_time_are_said(run):
    code, _, err, _ = run(
        "x,y,n\n" + "".join(f"Enhet {i},{v},40\n" for i, v in enumerate(VALUES)), "--chart", "p", "--direction", "increase"
    )
    assert code == 0
    assert "x lästes som namn, inte tid." in err
    assert "--direction används inte." in err


def test_rebase_in_one_of_two_series(run):
    rows = "".join(f"{x},{y},A\n{x.replace('202', '201')},{y},B\n" for x, y in zip(MONTHS, VALUES, strict=True))
    code, points, err, _ = run(
        "x,y,facet1\n" + rows, "--rules", "mdc-r-0.2", "--rebase", "2022-01", "--rebase", "2022-01-01", "--direction", "neutral"
    )
    assert code == 0
    assert points[23]["rebase_group"] == "1"
    assert "B: Datumet 2022-01 i --rebase finns inte i denna serie, bara i andra." in err


def test_events_are_drawn_and_one_outside_the_data_is_said(run, tmp_path):
    code, _, err, _ = run(GOOD, "--event", "2021-09=Ny rutin", "--event", "2031-01=Sen", "--svg", str(tmp_path / "a.svg"))
    picture = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert code == 0
    assert ">Ny rutin<" in picture
    assert "Sen</text>" not in picture
    assert err == "”Sen” (2031-01) ligger utanför serien, som går från jan 2021 till dec 2022. Den är inte utritad.\n"


def test_all_denominators_zero(run):
    code, rows, err, _ = run("x,y,n\n1,0,0\n2,0,0\n3,0,0\n", "--chart", "p")
    assert (code, rows) == (1, [])
    assert err == "data.csv, kolumn n: Alla nämnare är noll eller saknas, så inga värden går att räkna. Inget har räknats.\n"


# Usage: exit 2


@pytest.mark.parametrize(
    "options",
    [
        ["--event", "2021-09"], ["--facet", "a,b,c"], ["--chart", "pareto"], ["--rules", "anhoej-2"], ["--split", "tolv"], ["--fix", "5"], ["--rules", "mdc-excel", "--freeze", "12"],
        ["--rebase", "2021-05-01"], ["--rules", "mdc-r-0.2", "--chart", "p"], ["--multiply", "0"], ["--cl", "nan"], ["--freeze", "0"], ["--okänd"],
    ],
)  # fmt: skip
def test_wrong_usage(run, options):
    assert run(GOOD, *options)[0] == 2


def test_help(capsys):
    assert main(["--help"]) == 0
    assert "Styrdiagram av INPUT.csv" in capsys.readouterr().out
