"""Utvärdering: plans, answers and smallest sizes. Writes docs/spec/utvardering.md."""

import re
from pathlib import Path

import pytest
import yaml

from fardplan import evaluation
from fardplan.evaluation import did, its, placebo, plan
from tests.evaluation import test_null
from tests.spec._page import assert_page, table
from tests.spec._prose import filled

pytestmark = pytest.mark.spec

MONTHS = [f"{2021 + i // 12}-{i % 12 + 1:02d}" for i in range(36)]
WOBBLE = [0.4, -1.1, 0.7, 0.2, -0.6, 1.3, -0.2, 0.5, -0.9, 0.1, 0.8, -0.4, -0.3, 0.6, -1.2, 0.9, 0.3, -0.7]

SERIES_PLAN = """\
title: Väntetid efter ny triagering
design: its
data: vantetid.csv
vintage: uttag 2024-01-15
registered: 2022-05-20
start: 2022-07
outcome: y
unit: dagar
direction: decrease
"""
PLACES_PLAN = """\
title: Digital hemmonitorering
design: did
data: inskrivningar.csv
registered: 2022-05-20
places: kommun
starts: {Sundby: 2022-07, Norrvik: 2022-07}
unit: per 1 000 invånare
direction: decrease
"""


def series(change):
    return {"x": MONTHS, "y": [30 + WOBBLE[i % 18] - change * (i >= 18) for i in range(36)]}


def places(number, change, started=2):
    names = ["Sundby", "Norrvik", "Ån", "Ekby", "Fors", "Holm", "Kila", "Lund", "Mo", "Ryd"][:number]
    rows = [(x, name, 12 + p + WOBBLE[(i * 7 + 5 * p) % 17] - change * (p < started and i >= 18))
            for p, name in enumerate(names) for i, x in enumerate(MONTHS)]  # fmt: skip
    return {"x": [r[0] for r in rows], "kommun": [r[1] for r in rows], "y": [r[2] for r in rows]}


#: What was done, plan, changes to it, data, the answer in full.
EXAMPLES = [
    (
        "Ny triagering, och väntan blev fyra dagar kortare",
        SERIES_PLAN,
        {},
        series(4),
        "Effekt visad: förbättring. Från och med juli 2022 är utfallet i genomsnitt 3,96 dagar lägre än vad som var att vänta, 29,98 dagar (95\xa0% intervall −4,56 till −3,35 dagar; p < 0,001). Att det beror på arbetssättet vilar på antagandena.",
    ),
    (
        "Samma plan, men skriven när allt redan syntes",
        SERIES_PLAN,
        {"registered": "2024-02-01"},
        series(4),
        "Effekt visad: förbättring. Från och med juli 2022 är utfallet i genomsnitt 3,96 dagar lägre än vad som var att vänta, 29,98 dagar (95\xa0% intervall −4,56 till −3,35 dagar; p < 0,001). Att det beror på arbetssättet vilar på antagandena. Planen skrevs ned 2024-02-01, efter att utfallet fanns att se (2023-12-31). Läs resultatet som utforskande, inte som en prövning.",
    ),
    (
        "Samma plan, men väntan rörde sig inte",
        SERIES_PLAN,
        {},
        series(0),
        "Ingen effekt visad. Från och med juli 2022 är utfallet i genomsnitt 0,041 dagar högre än vad som var att vänta, 29,981 dagar (95\xa0% intervall −0,556 till +0,653 dagar; p = 0,894). Skillnaden kan vara slump. Det visar inte att arbetssättet saknar effekt. En skillnad på minst 0,858 dagar hade troligen upptäckts (fyra gånger av fem); en mindre kan finnas utan att synas.",
    ),
    (
        "Införd fem månader in i serien",
        SERIES_PLAN,
        {"start": "2021-06"},
        series(0),
        "Kan inte bedömas. Det finns 5 tidpunkter före införandet; minst 8 behövs. Planen skrevs ned 2022-05-20, när en del av utfallet redan fanns att se.",
    ),
    (
        "Två kommuner av tio började",
        PLACES_PLAN,
        {},
        places(10, 3),
        "Effekt visad: förbättring. Efter starten är utfallet i de 2 platser som började i genomsnitt 3,06 per 1 000 invånare lägre än vad jämförelsen ger (95\xa0% intervall −3,14 till −2,96 per 1 000 invånare; p = 0,022). Att det beror på arbetssättet vilar på antagandena.",
    ),
    (
        "En kommun av sex började",
        PLACES_PLAN,
        {"starts": {"Sundby": "2022-07"}},
        places(6, 9, 1),
        "Kan inte bedömas. 1 av 6 platser har börjat. Det kan ske på 6 sätt, så även den största skillnaden hade kunnat vara slump en gång av 6; minst 20 sätt behövs.",
    ),
]


def answer(text, changes, data):
    return str(evaluation.evaluate(evaluation.read({**yaml.safe_load(text), **changes}), evaluation.inline(data)))


@pytest.mark.parametrize("happened, text, changes, data, expected", EXAMPLES)
def test_example(happened, text, changes, data, expected):
    assert answer(text, changes, data) == expected


#: The smallest sizes, and the largest of what they refuse: data that must not be judged.
SIZES = [
    ("tidpunkter före införandet", its.MIN_BEFORE, "its", {"start": MONTHS[its.MIN_BEFORE - 1]}, series(1)),
    ("tidpunkter från och med införandet", its.MIN_AFTER, "its", {"start": MONTHS[36 - its.MIN_AFTER + 1]}, series(1)),
    ("platser som inte börjat, att jämföra med", did.MIN_COMPARISON, "did", {}, places(2 + did.MIN_COMPARISON - 1, 9)),
    ("sätt att dela ut starterna (1 av 6 ger 6, 2 av 6 ger 15, 2 av 10 ger 45)", placebo.LEAST, "did",
     {"starts": {"Sundby": "2022-07", "Norrvik": "2022-07"}}, places(6, 9)),
]  # fmt: skip


@pytest.mark.parametrize("what, least, design, changes, data", SIZES)
def test_one_less_cannot_be_judged(what, least, design, changes, data):
    assert answer(SERIES_PLAN if design == "its" else PLACES_PLAN, changes, data).startswith("Kan inte bedömas.")


def test_the_least_can_be_judged():
    assert "Kan inte" not in answer(SERIES_PLAN, {"start": MONTHS[its.MIN_BEFORE]}, series(1))
    assert "Kan inte" not in answer(SERIES_PLAN, {"start": MONTHS[36 - its.MIN_AFTER]}, series(1))
    assert "Kan inte" not in answer(PLACES_PLAN, {}, places(7, 9))


KEYS = {
    "design": "jämförelsen: före och efter, eller med andra",
    "title": "rubrik",
    "question": "frågan, med egna ord",
    "outcome": "kolumn med utfallet; annars `y`",
    "time": "kolumn med tid, eller två: år och månad; annars `x`",
    "unit": "utfallets enhet, i ord",
    "direction": "vilket håll som är bättre",
    "vintage": "vilken utgåva data är",
    "registered": "dagen då planen skrevs ned",
    "seen": "dagen då den som skrev den senast hade sett utfallet, om så är",
    "data": "fil bredvid planen, eller kolumner i den",
    "start": "första tiden med det nya",
    "kind": "ett värde, eller ett antal",
    "population": "kolumn med befolkning till ett antal",
    "model": "ändrad nivå, eller nivå och lutning",
    "season": "antal harmonier; 0 är utan säsong",
    "period": "tidpunkter per varv, där datum inte säger det",
    "family": "hur antal varierar",
    "autocorrelation": "minne mellan grannvärden",
    "starts": "kolumn med platsens första tid, eller plats och tid i planen; tomt är aldrig",
    "places": "kolumn med plats; annars `place`",
    "wide": "en kolumn per plats",
    "comparison": "mot dem som aldrig börjar, eller ännu inte har börjat",
    "base": "mot sista tiden före start, eller alla",
    "inference": "hur slumpen räknas",
    "seed": "frö, när sätten är för många för att alla ska gås igenom",
}


def test_every_key_is_told():
    assert tuple(KEYS) == evaluation.KEYS


def wolves():
    """The promises of tests/evaluation/test_null.py, as they stand in its lines."""
    text = Path(test_null.__file__).read_text(encoding="utf-8")
    promised = lambda line: re.search(rf"{re.escape(line)}.*<= 0\.(\d\d)", text)[1].lstrip("0")  # noqa: E731
    return [
        ["24 månader med autokorrelation 0,6", f"högst {promised('null.share(null.series(24, 0.6, 250')} %"],
        ["antal, 24 månader med autokorrelation 0,6", f"högst {promised('null.share(null.series(24, 0.6, 100')} %"],
        ["10 platser, 2 började", f"högst {promised('null.share(null.places(10, 2')} %"],
        ["8 platser, 4 började vid tre tider", f"högst {promised('null.share(null.places(8')} %"],
        ["6 platser, 1 började", "kan inte bedömas"],
    ]


def test_page():
    choices = {**plan.CHOICES, "wide": ("false", "true")}
    keys = [[f"`{key}`", next((design for design, own in plan.ONLY.items() if key in own), "båda"),
             ", ".join(f"`{choice}`" for choice in choices.get(key, ())), told] for key, told in KEYS.items()]  # fmt: skip
    indented = lambda text: "\n".join(f"    {line}" for line in text.splitlines())  # noqa: E731
    text = filled(
        "utvardering.md",
        examples=table(["vad som gjordes", "svar"], [[happened, answer(text, changes, data)] for happened, text, changes, data, _ in EXAMPLES]),
        sizes=table(["minst", "antal"], [[what, str(least)] for what, least, *_ in SIZES]),
        few=did.FEW, sure=its.SURE, null=table(["värld där inget hände", "effekt påstås"], wolves()),
        plans=f"{indented(SERIES_PLAN)}\n\n{indented(PLACES_PLAN)}",
        keys=table(["nyckel", "design", "val", "vad"], keys),
    )  # fmt: skip
    assert_page("utvardering.md", text)
