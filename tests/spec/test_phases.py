"""Faser: which phase follows which, who may move, which one holds on a day. The test is the documentation."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.utils import translation

from fardplan.accounts.permissions import GRANTS, Permission, Role
from fardplan.kit.timing import Timing
from fardplan.portfolio.rules import ACTIVE, IN_PORTFOLIO, MAY_MOVE, Phase, phase_on
from tests.spec._page import assert_page, table

pytestmark = pytest.mark.spec

# A history, the day somebody asks, and the answer.
HISTORY = (("included", "2021"), ("running", "mars 2022"), ("paused", "HT 2022"), ("running", "2023"), ("closed", "1 dec 2023"))
ASKED = [
    ("2021-12-30", None, "”2021” kan betyda den 31 december"),
    ("2022-03-30", "included", "”mars 2022” kan betyda den 31 mars"),
    ("2022-03-31", "running", "nu har mars 2022 säkert börjat"),
    ("2022-12-30", "running", "”HT 2022” kan betyda den 31 december"),
    ("2022-12-31", "paused", "nu har HT 2022 säkert börjat"),
    ("2023-11-30", "paused", "”2023” kan betyda den 31 december"),
    ("2023-12-01", "closed", "en dag är en dag, och det som kommer sist i historien gäller"),
    ("2024-06-01", "closed", "att ”2023” säkert har börjat först den 31 december gör det inte senare än avslutet"),
]


@dataclass
class Row:
    phase: str
    began: Timing


def history():
    return [Row(phase, Timing.parse(words)) for phase, words in HISTORY]


@pytest.mark.parametrize("day, phase, why", ASKED, ids=[day for day, _phase, _why in ASKED])
def test_the_phase_on_a_day(day, phase, why):
    assert phase_on(history(), date.fromisoformat(day)) == phase


def test_page():
    with translation.override("sv"):
        phases = list(Phase)
        moves = [
            [str(now.label), *("ja" if to in MAY_MOVE[now] else "" for to in phases)] for now in phases
        ]  # an empty cell is a no, so that the yeses are seen
        kinds = [[str(phase.label), "ja" if phase in IN_PORTFOLIO else "nej", "ja" if phase in ACTIVE else "nej"] for phase in phases]
        roles = [str(role.label) for role in Role if Permission.PREPARE_INITIATIVE in GRANTS[role]]
        told = ", ".join(f"{Phase(phase).label} ”{words}”" for phase, words in HISTORY)
        asked = [[day, str(Phase(phase).label) if phase else "ingen fas än", why] for day, phase, why in ASKED]
        page = [
            INTRODUCTION,
            "## Vart ett arbete kan gå",
            "Raden är fasen det är i, kolumnen den det kan gå till.",
            table(["Från", *(str(phase.label) for phase in phases)], moves),
            f"Ett arbete utan fas kan börja var som helst utom i {Phase.WITHDRAWN.label}: äldre arbeten läggs in där de står.",
            "## Vem som får flytta",
            f"{' och '.join(roles)}. Den som får lägga in en idé får inte flytta den vidare.",
            "## Vad faserna betyder",
            table(["Fas", "I portföljen", "Räknas som pågående"], kinds),
            "## Vilken fas som gäller en viss dag",
            f"Ett arbete med historien {told}:",
            table(["Dag", "Fas", "Varför"], asked),
        ]
    assert_page("faser.md", "\n\n".join(page) + "\n")


INTRODUCTION = """# Faser

Ett arbetes fas är inget fält som skrivs över, utan rader med en början, med källans ord. Därför kan portföljen visas som den såg ut
vilken dag som helst. Sidan skrivs av `tests/spec/test_phases.py`.

- En fas gäller från den dag den **säkert** har börjat, hur orden än läses: ”HT 2023” från och med den 31 december 2023.
- Att avsluta, öppna igen och gå tillbaka är nya rader. Historien ändras inte.
- En rad kan fyllas i bakåt i tiden, om både fasen före och fasen efter får ligga bredvid den. Den hamnar så sent som orden medger.
- Fasen är ingen bedömning. Hur det går säger ledaren i en lägesrapport, inte fasen."""
