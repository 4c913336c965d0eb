"""`fardplan evaluate`: a plan and a file in; conclusion, numbers and picture out; a Swedish sentence for what cannot be right."""

import json
import subprocess
import sys

import pytest
import yaml

from fardplan.evaluation.command import main

MONTHS = [f"{2021 + i // 12}-{i % 12 + 1:02d}" for i in range(36)]
NOISE = [0.4, -1.1, 0.7, 0.2, -0.6, 1.3, -0.2, 0.5, -0.9, 0.1, 0.8, -0.4, -0.3, 0.6, -1.2, 0.9, 0.3, -0.7]
Y = [30 + 0.1 * i + NOISE[i % 18] - 5 * (i >= 18) for i in range(36)]
GOOD = "x,y\n" + "".join(f"{x},{y:.2f}\n" for x, y in zip(MONTHS, Y, strict=True))
ITS = {"design": "its", "data": "data.csv", "start": "2022-07", "direction": "decrease", "unit": "dagar", "registered": "2022-01-01"}
DID = {"design": "did", "data": "data.csv", "starts": {"A": "2022-07", "B": "2022-07"}}
PLACES = "x,place,y\n" + "".join(
    f"{x},{place},{i * 0.1 + NOISE[(i * 7 + 5 * p) % 17] + 3 * (place in 'AB' and i >= 18):.3f}\n"
    for p, place in enumerate("ABCDEFGHIJ")
    for i, x in enumerate(MONTHS)
)


@pytest.fixture
def run(tmp_path, capsys):
    def run(plan, content=GOOD, *options):
        spec, out = tmp_path / "plan.yaml", tmp_path / "result.json"
        out.unlink(missing_ok=True)
        spec.write_text(plan if isinstance(plan, str) else yaml.safe_dump(plan, allow_unicode=True), encoding="utf-8")
        (tmp_path / "data.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
        code = main([str(spec), "--out", str(out), *options])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return code, json.loads(out.read_text(encoding="utf-8")) if out.exists() else None, said.err, said.out

    return run


def with_rows(**changes):
    """GOOD with the cells of some lines changed: line_5="2021-04,abc"."""
    lines = GOOD.splitlines()
    for key, text in changes.items():
        lines[int(key.removeprefix("line_")) - 1] = text
    return "\n".join(lines) + "\n"


def test_before_and_after(run):
    code, found, err, out = run(ITS)
    assert (code, err, found["verdict"]) == (0, "", "effect")
    assert found["effect"]["estimate"] == pytest.approx(-5, abs=0.6)
    assert found["effect"]["low"] < found["effect"]["estimate"] < found["effect"]["high"] < 0
    assert found["registered"] == "before"
    assert out.startswith("Effekt visad: förbättring. Från och med juli 2022 är utfallet i genomsnitt ")
    assert "dagar lägre än vad som var att vänta, " in out
    for word in (
        "Metod: Avbruten tidsserie",
        "Jämförelse: Seriens egen utveckling jan 2021 till juni 2022",
        "Antaganden: Utan ändringen",
        "summa ",
    ):
        assert word in out


def test_every_result_has_what_it_needs(run):
    for plan, content in ((ITS, GOOD), (DID, PLACES)):
        found = run({**plan, "vintage": "uttag 3"}, content)[1]
        assert found["evaluation"] == "1"
        assert found["source"]["vintage"] == "uttag 3"
        assert len(found["source"]["sha256"]) == 64
        assert found["software"]["numpy"]
        assert found["method"]
        assert found["comparison"]
        assert len(found["assumptions"]) >= 4
        assert found["effect"]["smallest"] > 0


def test_places(run):
    code, found, _, out = run(DID, PLACES)
    assert (code, found["verdict"]) == (0, "effect")
    assert found["effect"]["estimate"] == pytest.approx(3, abs=0.8)
    assert (found["ways"], found["exact"], found["inference"], found["base"]) == (45, True, "placebo", "all")
    assert "placebo: alla 45 sätt att fördela starterna" in out
    assert "Det står inte när planen skrevs ned." in out
    assert "Bara 2 platser har börjat" in out


def test_wide_and_long_files_say_the_same(run):
    rows = {}
    for line in PLACES.splitlines()[1:]:
        x, place, y = line.split(",")
        rows.setdefault(x, {})[place] = y
    wide = "x," + ",".join("ABCDEFGHIJ") + "\n" + "".join(f"{x},{','.join(cells[p] for p in 'ABCDEFGHIJ')}\n" for x, cells in rows.items())
    assert run({**DID, "wide": True}, wide)[1]["effect"] == run(DID, PLACES)[1]["effect"]


def test_starts_in_a_column(run):
    lines = PLACES.splitlines()
    content = lines[0] + ",start\n" + "".join(f"{line},{'2022-07' if line.split(',')[1] in 'AB' else ''}\n" for line in lines[1:])
    assert run({**DID, "starts": "start"}, content)[1]["effect"] == run(DID, PLACES)[1]["effect"]


def test_the_stored_plan_gives_the_same_numbers_in_another_process(run, tmp_path):
    stored = run(DID, PLACES)[1]
    (tmp_path / "stored.json").write_text(json.dumps(stored), encoding="utf-8")
    (tmp_path / "again.json").write_text(json.dumps(stored["plan"]), encoding="utf-8")
    command = [sys.executable, "-m", "fardplan.evaluation", str(tmp_path / "again.json"), "--against", str(tmp_path / "stored.json")]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120)
    assert (done.returncode, done.stderr) == (0, "Samma resultat som det sparade.\n")


def test_other_data_are_found_out(run, tmp_path):
    stored = run(ITS)[1]
    (tmp_path / "stored.json").write_text(json.dumps(stored), encoding="utf-8")
    code, _, err, _ = run(ITS, with_rows(line_30="2023-05,29"), "--against", str(tmp_path / "stored.json"))
    assert code == 1
    assert "Resultatet är inte det sparade. Det skiljer i source.sha256, " in err


def test_data_in_the_plan_itself(run):
    plan = {**ITS, "data": {"x": MONTHS, "y": [float(f"{y:.2f}") for y in Y]}}
    inside, beside = run(plan)[1], run(ITS)[1]
    assert inside["effect"] == beside["effect"]
    assert inside["source"]["sha256"] == beside["source"]["sha256"]


def test_picture(run, tmp_path):
    for plan, content, points in ((ITS, GOOD, 36), (DID, PLACES, 36)):
        run(plan, content, "--svg", str(tmp_path / "a.svg"))
        text = (tmp_path / "a.svg").read_text(encoding="utf-8")
        assert text.count("<circle") == points
        assert 'role="img" aria-label="' in text
        assert "style=" not in text
        assert "Antaganden" in text


# When the plan was written


@pytest.mark.parametrize(
    "registered, seen, code, words",
    [
        ("2022-06-30", None, "before", ""),
        ("2023-02-01", None, "during", "Planen skrevs ned 2023-02-01, när en del av utfallet redan fanns att se."),
        (
            "2024-02-01",
            None,
            "after",
            "Planen skrevs ned 2024-02-01, efter att utfallet fanns att se (2023-12-31). Läs resultatet som utforskande",
        ),
        ("2022-06-30", "2022-06-01", "after", "efter att utfallet fanns att se (2022-06-01)"),
        (None, None, "missing", "Det står inte när planen skrevs ned."),
    ],
)
def test_a_plan_written_afterwards_says_so(run, registered, seen, code, words):
    found = run({**ITS, "registered": registered, "seen": seen})[1]
    assert found["registered"] == code
    said = " ".join(found["conclusion"])
    assert words in said
    assert ("Planen" in said or "planen" in said) == (code != "before")


def test_times_without_dates_cannot_tell(run):
    content = "x,y\n" + "".join(f"{i},{y}\n" for i, y in enumerate(Y))
    found = run({**ITS, "start": 18}, content)[1]
    assert found["registered"] == "unknown"


# Right, but too little: exit 0 and the reason


@pytest.mark.parametrize(
    "plan, content, reason",
    [
        ({"start": "2021-05"}, GOOD, "Det finns 4 tidpunkter före införandet; minst 8 behövs."),
        ({"start": "2023-11"}, GOOD, "Det finns 2 tidpunkter från och med införandet; minst 4 behövs."),
        (
            {"season": 2, "start": "2021-10"},
            "\n".join(GOOD.splitlines()[:21]),
            "Säsong behöver två hela varv, 24 tidpunkter; det finns 20.",
        ),
        ({}, "x,y\n" + "".join(f"{x},4\n" for x in MONTHS), "Alla värden är lika."),
        ({}, "x,y\n" + "".join(f"{x},{i}\n" for i, x in enumerate(MONTHS)), "Alla värden är lika."),
        (
            {"kind": "count"},
            "x,y\n" + "".join(f"{x},{0 if i < 18 else 5}\n" for i, x in enumerate(MONTHS)),
            "Det finns inga fall före införandet",
        ),
        (
            {"kind": "count"},
            "x,y\n" + "".join(f"{x},{5 + i % 3 if i < 18 else 0}\n" for i, x in enumerate(MONTHS)),
            "Det finns inga fall efter införandet",
        ),
    ],
)
def test_too_little_to_judge(run, plan, content, reason):
    code, found, _, out = run({**ITS, **plan}, content)
    assert (code, found["verdict"], found["effect"]) == (0, "cannot_be_judged", None)
    assert out.startswith(f"Kan inte bedömas. {reason}")


@pytest.mark.parametrize(
    "starts, rows, reason",
    [
        ({"A": "2022-07"}, "ABCDEF", "1 av 6 platser har börjat. Det kan ske på 6 sätt"),
        ({}, "ABCDEF", None),
        (dict.fromkeys("ABCDE", "2022-07"), "ABCDEF", "Det finns inte minst två platser som aldrig börjar att jämföra med."),
        ({"A": "2030-01"}, "ABCDEF", "Ingen plats i data har börjat"),
        ({"A": "2021-01"}, "ABCDEF", "Ingen plats i data har börjat"),
    ],
)
def test_too_few_places(run, starts, rows, reason):
    content = "".join(f"{line}\n" for line in PLACES.splitlines() if line.split(",")[1] in ("place", *rows))
    code, found, err, out = run({**DID, "starts": starts}, content)
    if reason is None:
        assert (code, err) == (1, "plan.yaml: starts saknas i planen. Inget har räknats.\n")
    else:
        assert (code, found["verdict"]) == (0, "cannot_be_judged")
        assert out.startswith(f"Kan inte bedömas. {reason}")


def test_not_shown_says_what_could_have_been_seen(run):
    lines = [line.split(",") for line in GOOD.splitlines()[1:]]
    content = "x,y\n" + "".join(f"{x},{float(y) + 5 * (i >= 18):.2f}\n" for i, (x, y) in enumerate(lines))
    found = run(ITS, content)[1]
    assert found["verdict"] == "not_shown"
    said = " ".join(found["conclusion"])
    assert "Det visar inte att arbetssättet saknar effekt." in said
    assert "hade troligen upptäckts (fyra gånger av fem)" in said


# Wrong: exit 1, nothing written, the place named

WRONG = [
    ({}, "x,y\n2021-01,1\n2021-02,2\n", "data.csv: Bara 2 tidpunkter har värde. Minst 3 behövs för en serie."),
    ({}, "", "data.csv: filen är tom."),
    ({}, "x,y\n", "data.csv: Det finns inga rader."),
    ({}, "x,y\n2021-01,\n2021-02,NA\n2021-03,\n", "data.csv: Alla värden saknas, så det finns inget att bedöma."),
    ({}, with_rows(line_5="2021-04,12o"), "data.csv, rad 5, kolumn y: ”12o” är inte ett tal. Skriv ett tal eller lämna tomt."),
    ({}, with_rows(line_5="2021-04,Inf"), "data.csv, rad 5, kolumn y: värdet är oändligt stort. Skriv ett tal eller lämna tomt."),
    ({}, with_rows(line_5="2021-04,1e999"), "data.csv, rad 5, kolumn y: värdet är oändligt stort. Skriv ett tal eller lämna tomt."),
    ({}, with_rows(line_5="2021-03,4"), "data.csv, rad 5, kolumn x: samma tid finns på flera rader."),
    ({}, with_rows(line_5=",4"), "data.csv, rad 5, kolumn x: tiden saknas."),
    ({}, with_rows(line_5="2021-13,4"), "data.csv, rad 5, kolumn x: ”2021-13” är varken datum eller tal, som de andra x. Skriv till exempel 2024-03-01."),
    ({}, GOOD.replace("x,y", "x,värde"), "data.csv: kolumnen y saknas. Filen har x och värde."),
    ({}, b"PK\x03\x04\x00", "data.csv: filen är inte en textfil. Spara kalkylbladet som CSV och försök igen."),
    ({"start": "2030-01"}, GOOD, "plan.yaml: Införandet (2030-01) ligger utanför serien, som går från jan 2021 till dec 2023."),
    ({"start": "2021-01"}, GOOD, "plan.yaml: Införandet (2021-01) ligger utanför serien, som går från jan 2021 till dec 2023."),
    ({"start": "snart"}, GOOD, "plan.yaml: ”snart” är ingen tid av samma slag som de i data."),
    ({"kind": "count"}, with_rows(line_5="2021-04,-4"), "data.csv, rad 5, kolumn y: ett antal kan inte vara mindre än noll."),
    (
        {"kind": "count", "population": "n"},
        GOOD.replace("\n", ",100\n").replace("y,100", "y,n") + "2024-01,4,0\n",
        "data.csv, rad 38, kolumn n: befolkningen är noll eller saknas. Rätta den eller lämna antalet tomt.",
    ),
    ({}, "x,y\n" + "".join(f"2021-01-{d:02d},{d % 4}\n" for d in (1, 2, 3, 5, 8, 29)), "plan.yaml: Tidpunkterna ligger inte på jämnt avstånd. "
     "Ge ett värde per dag, vecka, månad, kvartal eller år; en lucka får vara tom."),
    ({"season": 2, "start": 18}, "x,y\n" + "".join(f"{i},{y}\n" for i, y in enumerate(Y)),
     "plan.yaml: Säsong behöver veta hur många tidpunkter ett varv har. Ange period, till exempel 12."),
]  # fmt: skip


@pytest.mark.parametrize("plan, content, sentence", WRONG)
def test_wrong_data(run, plan, content, sentence):
    plan = {**ITS, **plan}
    if "2021-01-29" in str(content):
        plan["start"] = "2021-01-05"
    code, found, err, _ = run(plan, content)
    assert (code, found) == (1, None)
    assert err.strip() == f"{sentence} Inget har räknats."


@pytest.mark.parametrize(
    "plan, sentence",
    [
        ("[1, 2", "Planen går inte att läsa som YAML eller JSON: se rad 1."),
        ("bara ord", "Planen ska vara nycklar och värden, som design: its."),
        ({"start": "2022-07"}, "design saknas i planen. Den är its eller did."),
        ({"design": "rct"}, "design kan inte vara ”rct”. Den är its eller did."),
        ({**ITS, "modell": "step"}, "”modell” hör inte hemma i en plan. Menades model?"),
        ({**ITS, "wide": True}, "wide hör inte till design: its."),
        ({**ITS, "season": -1}, "season ska vara ett helt tal från noll och uppåt, inte ”-1”."),
        ({**ITS, "registered": "i våras"}, "registered ska vara ett datum som 2024-03-01, inte ”i våras”."),
        ({**ITS, "population": "n"}, "population hör till kind: count. Ett värde delas med sin befolkning i förväg."),
        ({**ITS, "data": 7}, "data är namnet på en fil eller kolumner med värden."),
        ({**ITS, "data": {"x": [1, 2], "y": [1]}}, "Kolumnerna är olika långa."),
        ({key: value for key, value in ITS.items() if key != "data"}, "Det finns inga data. Ange data i planen eller --data."),
        ({**DID, "starts": {"Z": "2022-07"}}, "Z har starttid i planen men finns inte i data."),
    ],
)
def test_wrong_plans(run, plan, sentence):
    code, found, err, _ = run(plan, PLACES)
    assert (code, found) == (1, None)
    assert err.strip() == f"plan.yaml: {sentence} Inget har räknats."


@pytest.mark.parametrize(
    "content, plan, sentence",
    [
        (PLACES + "2021-01,A,3\n", {}, "data.csv, rad 362, kolumn place: samma plats och tid finns på flera rader."),
        (PLACES + "2021-01,,3\n", {}, "data.csv, rad 362, kolumn place: platsen saknas."),
        (PLACES.replace("x,place,y", "x,ort,y"), {}, "data.csv: kolumnen place saknas. Filen har x, ort och y."),
        (PLACES, {"starts": "start"}, "data.csv: kolumnen start saknas. Filen har x, place och y."),
    ],
)
def test_wrong_places(run, content, plan, sentence):
    code, found, err, _ = run({**DID, **plan}, content)
    assert (code, found) == (1, None)
    assert err.strip() == f"{sentence} Inget har räknats."


def test_missing_files(run, tmp_path, capsys):
    assert main([str(tmp_path / "ingen.yaml")]) == 1
    assert capsys.readouterr().err == "ingen.yaml: filen finns inte eller går inte att läsa. Inget har räknats.\n"
    code, _, err, _ = run({**ITS, "data": "borta.csv"})
    assert (code, err) == (1, "borta.csv: filen finns inte eller går inte att läsa. Inget har räknats.\n")
    code, _, err, _ = run(ITS, GOOD, "--against", str(tmp_path / "data.csv"))
    assert (code, err) == (1, "data.csv: filen är inte ett sparat resultat. Inget har räknats.\n")


# Odd but possible: exit 0, and it is said


def test_order_does_not_matter_and_is_said(run):
    lines = GOOD.splitlines()
    code, found, err, _ = run(ITS, "\n".join([lines[0], *reversed(lines[1:])]))
    assert (code, err) == (0, "Raderna stod inte i tidsordning. De har sorterats.\n")
    assert found["effect"] == run(ITS)[1]["effect"]


def test_gaps_are_left_as_gaps(run):
    code, found, err, _ = run(ITS, with_rows(line_5="2021-04,", line_9=""))
    assert code == 0
    assert "1 tidpunkt saknar värde och är inte med." in err
    assert found["source"]["times"] == 34
    assert found["effect"]["estimate"] == pytest.approx(-5, abs=0.7)


def test_places_with_holes_are_named(run):
    lines = ["2021-03,J," if line.startswith("2021-03,J,") else line for line in PLACES.splitlines()]
    code, found, err, _ = run(DID, "\n".join(lines))
    assert (code, err) == (0, "J är inte med: värden saknas för någon tid.\n")
    assert found["source"]["places"] == 9


def test_importing_the_library_does_not_load_the_heavy_ones():
    code = "import sys, fardplan.evaluation; print(sorted({'scipy', 'pandas', 'statsmodels', 'django'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"
