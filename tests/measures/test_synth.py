"""Synthetic events: what a county looks like, the same for the same seed, and the truth about the planted effect."""

import dataclasses
import datetime as dt
import hashlib
import json
from collections import defaultdict

import duckdb
import pytest
import yaml

from fardplan.measures import schema
from fardplan.measures.command import main
from fardplan.measures.synth import Wish, make

from .conftest import WISH

KINDS = {schema.TEXT: "VARCHAR", schema.DATE: "DATE", schema.BOOLEAN: "BOOLEAN", schema.INTEGER: "INTEGER"}
PERSONAL = [table for table in schema.TABLES if table.name not in ("persons", "units")]


def digests(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("table", schema.TABLES, ids=lambda table: table.name)
def test_every_table_is_as_the_schema_says(asked, table):
    found = asked(f"select column_name, column_type from (describe {table.name})")
    assert found == [(column.name, KINDS[column.type]) for column in table.columns]
    assert asked(f"select count(*) from {table.name}")[0][0] > 0
    key = ", ".join(f'"{name}"' for name in table.key)
    assert asked(f"select count(*) from (select {key} from {table.name} group by all having count(*) > 1)") == [(0,)]
    for column in table.columns:
        name = f'"{column.name}"'
        if not column.nullable:
            assert asked(f"select count(*) from {table.name} where {name} is null") == [(0,)], column.name
        if column.codes:
            assert {code for (code,) in asked(f"select distinct {name} from {table.name}")} <= set(column.allowed)
    if table.end:
        assert asked(f'select count(*) from {table.name} where "{table.end}" < "{table.start}"') == [(0,)]


@pytest.mark.parametrize("table", PERSONAL, ids=lambda table: table.name)
def test_nobody_has_events_before_birth_or_after_death(asked, table):
    assert asked(f"select count(*) from {table.name} anti join persons using (person)") == [(0,)]
    day = f'"{table.start}"'
    assert asked(f"select count(*) from {table.name} join persons using (person) where {day} < birth_date") == [(0,)]
    assert asked(f"select count(*) from {table.name} join deaths d using (person) where {table.name}.{day} > d.died_on") == [(0,)]
    assert asked(f"select count(*) from {table.name} where {day} > date '2025-12-31'") == [(0,)]


def test_a_believable_hospital(asked):
    [(transfers, open_ones, dead)] = asked(
        "select avg((discharged_to = 'hospital')::int), count(*) filter (discharged is null), avg((discharged_to = 'dead')::int) from stays"
    )
    assert 0.07 < transfers < 0.13
    assert open_ones > 0
    assert 0.01 < dead < 0.06
    later = "select *, lag(discharged) over (partition by person order by admitted, discharged) as before from stays"
    assert asked(f"select count(*) from ({later}) where admitted < before") == [(0,)], "one bed at a time"
    assert asked("select count(*) from stays join deaths using (person) where discharged_to = 'dead' and discharged <> died_on") == [(0,)]
    assert asked("select count(*) from ready anti join stays using (stay, person) where stay is not null") == [(0,)]
    assert asked("select count(*) from ready join stays using (stay) where ready_on < admitted or ready_on > discharged") == [(0,)]


@pytest.mark.parametrize("table", ["stays", "contacts", "emergencies", "listings"])
def test_units_are_known_and_their_own_partys(asked, table):
    assert asked(f"select count(*) from {table} anti join units using (unit)") == [(0,)]
    if table != "listings":
        assert asked(f"select count(*) from {table} t join units u using (unit) where t.organisation <> u.organisation") == [(0,)]


def test_the_same_wish_gives_the_same_bytes_and_another_seed_others(county, tmp_path):
    make(WISH, tmp_path / "again")
    assert digests(tmp_path / "again") == digests(county)
    make(dataclasses.replace(WISH, seed=12), tmp_path / "other")
    shared = {name for name, digest in digests(tmp_path / "other").items() if digests(county)[name] == digest}
    assert shared <= {"units.parquet"}


def test_the_effect_only_takes_stays_away(county, tmp_path):
    make(dataclasses.replace(WISH, relative=0.0), tmp_path / "without", lambda _: None)
    columns = "person, unit, admitted, discharged, admission"
    with duckdb.connect() as db:
        more = db.execute(
            f"select count(*) from (select {columns} from '{county}/stays.parquet' except all select {columns} from '{tmp_path}/without/stays.parquet')"
        ).fetchone()
        fewer = db.execute(
            f"select min(admitted) from (select {columns} from '{tmp_path}/without/stays.parquet' except all select {columns} from '{county}/stays.parquet')"
        ).fetchone()
    assert more == (0,)
    assert fewer[0] > WISH.since
    for name in ("persons", "contacts", "deaths", "moves", "listings", "units"):
        assert (county / f"{name}.parquet").read_bytes() == (tmp_path / "without" / f"{name}.parquet").read_bytes()
    told = json.loads((tmp_path / "without" / "truth.json").read_text())
    assert told["planted"] is None
    assert told["all"]["with"] == told["all"]["without"]


def counted_plainly(asked, end):
    """Index episodes and returns per treated or not and before or after, with loops and no arrays."""
    moves = defaultdict(list)
    for person, day, code in asked("select person, moved_on, municipality from moves order by all"):
        moves[person].append((day, code))
    homes = dict(asked("select person, municipality from persons"))
    chains = defaultdict(list)
    for person, admitted, discharged, admission, to in asked(
        "select person, admitted, discharged, admission, discharged_to from stays order by 1, 2, 3"
    ):
        if chains[person] and (admitted - chains[person][-1][1]).days <= 1:
            chains[person][-1][1:] = [discharged or dt.date.max, chains[person][-1][2], to]
        else:
            chains[person].append([admitted, discharged or dt.date.max, admission, to])
    cells = defaultdict(lambda: [0, 0])
    for person, chain in chains.items():
        for place, (_, discharged, _, to) in enumerate(chain):
            if discharged > end - dt.timedelta(days=30) or to in ("dead", "against_advice"):
                continue
            home = homes[person]
            for day, code in moves[person]:
                home = code if day <= discharged and code != "9799" else home
            back = any(a == "unplanned" and (begins - discharged).days <= 30 for begins, _, a, _ in chain[place + 1 :])
            cell = ("treated" if home in WISH.treated else "others") + ("_after" if discharged >= WISH.since else "_before")
            cells[cell][0] += 1
            cells[cell][1] += back
    return cells


def test_the_truth_is_what_a_plain_count_finds(county, asked):
    truth = json.loads((county / "truth.json").read_text())
    counted = counted_plainly(asked, dt.date(2025, 12, 31))
    assert {name: [cell["with"]["index"], cell["with"]["returned"]] for name, cell in truth["cells"].items()} == dict(counted)
    assert truth["planted"] == {"relative": -0.5, "from": "2024-07-01", "municipalities": ["9901", "9902", "9903"]}
    assert sum(row["returned"] for row in truth["monthly"]) == truth["all"]["with"]["returned"]


def test_the_effect_has_the_planted_size(tmp_path):
    make(Wish(persons=60_000, years=4, seed=3, relative=-0.2, tables=("stays",)), tmp_path / "large")
    truth = json.loads((tmp_path / "large" / "truth.json").read_text())
    assert sorted(path.name for path in (tmp_path / "large").iterdir()) == ["extract.yaml", "stays.parquet", "truth.json"]
    returned = truth["cells"]["treated_after"]["without"]["returned"]
    # Each return is prevented by the toss of a coin: two standard errors around the planted size.
    assert abs(truth["realised_relative"] + 0.2) < 2 * (0.2 * 0.8 / returned) ** 0.5 + 0.01
    assert truth["cells"]["others_after"]["with"]["rate"] == pytest.approx(truth["cells"]["others_after"]["without"]["rate"], rel=0.01)


def test_a_nation_has_regions_and_municipalities_of_no_real_code(tmp_path):
    manifest = make(Wish(persons=3_000, years=1, seed=5, nation=True, tables=("persons", "units")), tmp_path / "nation")
    organisations = manifest["organisations"]
    assert (len(organisations["regions"]), len(organisations["municipalities"])) == (21, 290)
    real = {f"{code:02d}" for code in (1, *range(3, 11), *range(12, 15), *range(17, 26))}
    assert not {code[:2] for code in organisations["municipalities"]} & real
    assert yaml.safe_load((tmp_path / "nation" / "extract.yaml").read_text())["synthetic"] is True


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--effect", "0.2"], 2, "en minskning mellan -1 och 0"),
        (["--effect-in", "9901"], 2, "hör till --effect"),
        (["--effect", "-0.2", "--effect-in", "2281"], 1, "Kommunen 2281 finns inte"),
        (["--effect", "-0.2", "--effect-from", "2019-01-01"], 1, "Effekten ska börja mellan"),
        (["--tables", "besök"], 2, "Tabellen besök finns inte"),
    ],
)
def test_a_wish_that_cannot_be_met(tmp_path, capsys, arguments, code, says):
    assert main(["synth", "--persons", "10", "--years", "1", "--out", str(tmp_path / "x"), *arguments]) == code
    assert says in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_folder_must_be_empty_and_nothing_half_is_left(tmp_path, capsys):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("x")
    assert main(["synth", "--persons", "10", "--years", "1", "--out", str(tmp_path / "full")]) == 1
    assert "inte en tom mapp" in capsys.readouterr().err
    assert [path.name for path in tmp_path.rglob("*")] == ["full", "mine.txt"]
    assert main(["synth", "--persons", "10", "--years", "1", "--out", str(tmp_path / "new"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["tables"]["persons"]["rows"] == 10
