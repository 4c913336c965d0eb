"""How far a benefit has come, what may be called realised, and when the next value is due."""

from datetime import date
from decimal import Decimal

import pytest

from fardplan.benefits import drawing, rules
from fardplan.benefits.rules import Facts, Lacks, PartFacts, Step

NAMES = ("change for_whom goal kind chain measure unit method frequency prerequisites reviewed approved settled").split()
BASE = date(2023, 3, 1)


def part(**known):
    told = {"has_owner": True, "baseline": Decimal(100), "baseline_date": BASE, "target": Decimal(60), "reported": 1, "latest": Decimal(70)}
    return PartFacts("Ekby", **{**told, "latest_date": date(2024, 3, 1), **known})


def facts(parts=(), *, without=()):
    return Facts(**{name: name not in without for name in NAMES}, parts=tuple(parts))


@pytest.mark.parametrize(
    "without, known, stands, lacks",
    [
        (("for_whom",), {}, Step.IDENTIFY, (Lacks.FOR_WHOM,)),
        (("kind", "chain"), {}, Step.SPECIFY, (Lacks.KIND, Lacks.CHAIN)),
        (("approved",), {}, Step.PLAN, (Lacks.APPROVAL,)),
        ((), {"has_owner": False}, Step.PLAN, (Lacks.OWNERS,)),
        ((), {"baseline": None}, Step.PLAN, (Lacks.BASELINES,)),
        ((), {"reported": 0}, Step.REALISE, (Lacks.VALUES,)),
        (("settled",), {"unanswered": 1}, Step.FOLLOW_UP, (Lacks.ANSWERS, Lacks.SETTLED)),
        (("settled",), {}, Step.FOLLOW_UP, (Lacks.SETTLED,)),
        ((), {}, None, ()),
        ((), {"reported": 0, "left": date(2023, 7, 1)}, None, ()),
    ],
)
def test_where_a_benefit_stands(without, known, stands, lacks):
    states = rules.steps(facts([part(**known)], without=without))

    assert rules.standing(states) == stands
    assert next((state.lacks for state in states if not state.is_done), ()) == lacks


def test_no_parties_is_not_planned():
    assert Lacks.PARTS in rules.steps(facts())[2].lacks


@pytest.mark.parametrize(
    "known, why",
    [
        ({}, {}),
        ({"baseline": None}, {"baseline": ["Ekby"]}),
        ({"latest": None, "latest_date": None}, {"value": ["Ekby"]}),
        ({"latest_date": BASE}, {"measured_late": ["Ekby"]}),
        ({"latest": None, "latest_date": None, "left": date(2023, 7, 1)}, {}),
        ({"baseline": None, "left": date(2024, 7, 1)}, {"baseline": ["Ekby"]}),
    ],
)
def test_what_cannot_be_called_realised(known, why):
    assert rules.not_realised_because([part(**known)]) == why


@pytest.mark.parametrize(
    "baseline, target, value, way",
    [(100, 60, 70, "75.0"), (100, 60, 110, "-25.0"), (10, 13, 11, "33.3"), (5, 5, 5, None), (None, 60, 70, None), (100, None, 70, None)],
)
def test_how_much_of_the_way(baseline, target, value, way):
    numbers = [None if each is None else Decimal(each) for each in (baseline, target, value)]

    assert rules.reached(*numbers) == (None if way is None else Decimal(way))


@pytest.mark.parametrize(
    "day, months, then",
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2023, 11, 15), 3, date(2024, 2, 15)),
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2024, 12, 31), 12, date(2025, 12, 31)),
        (date(2024, 6, 30), 6, date(2024, 12, 30)),
    ],
)
def test_months_after(day, months, then):
    assert rules.months_after(day, months) == then


def test_due_after_the_latest_else_the_first():
    first = date(2024, 1, 1)
    assert rules.next_due(first=first, latest=None, frequency=6) == first
    assert rules.next_due(first=first, latest=date(2024, 2, 1), frequency=6) == date(2024, 8, 1)
    assert rules.next_due(first=first, latest=date(2024, 2, 1), frequency=None) is None
    assert rules.next_due(first=None, latest=None, frequency=6) is None


# The chain ──────────────────────────────────────────────────────────────────────────────────────────────────────────

STAGES = ("activity", "method", "outcome")


def test_a_box_leads_to_all_unless_it_says_which():
    found = rules.arrows({"activity": 2, "method": 2}, {("activity", 2): [2, 9]}, STAGES)

    assert found == [
        (("activity", 1), ("method", 1)),
        (("activity", 1), ("method", 2)),
        (("activity", 2), ("method", 2)),
    ]


def test_a_stage_that_nobody_has_told_is_passed_over():
    assert rules.arrows({"activity": 1, "outcome": 1}, {}, STAGES) == [(("activity", 1), ("outcome", 1))]


@pytest.mark.parametrize("width", [60, 120, 300])
def test_words_fit_in_their_box(width):
    text = "Sjuksköterskan åker hem samma dag och talar med distriktsläkarmottagningssekreteraren"

    lines = drawing.wrapped(text, width)

    assert all(len(line) * drawing.CHARACTER <= width + drawing.CHARACTER for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == text.replace(" ", "")


def test_the_picture_says_all_and_what_nobody_has_said():
    pictures = drawing.chain_pictures(
        [(stage, stage.title()) for stage in STAGES], {"activity": ["A & B"], "outcome": ["C"]}, {}, label="Kedja <1>", unsaid="inte sagt"
    )

    assert len(pictures) == 2
    for picture in pictures:
        assert "A &amp; B" in picture.svg
        assert "Kedja &lt;1&gt;" in picture.svg
        assert "inte sagt" in picture.svg
    assert drawing.chain_pictures([("activity", "A")], {}, {}, label="", unsaid="") == []
