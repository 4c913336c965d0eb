"""Every Swedish sentence about a plan or data that do not work, and why something cannot be judged. Results are in `words.py`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fardplan.spc.complaints import listed

NOT_A_PLAN = "Planen ska vara nycklar och värden, som design: its."
TIME_COLUMNS = "time är en kolumn, eller två: år och månad."
WIDE_STARTS = "Med en kolumn per plats skrivs starts som plats och första tid i planen, till exempel Sundby: 2022-03."
POPULATION_OF_VALUE = "population hör till kind: count. Ett värde delas med sin befolkning i förväg."
NOT_DATA = "data är namnet på en fil eller kolumner med värden."
NO_DATA = "Det finns inga data. Ange data i planen eller --data."
NOT_EVEN = "Tidpunkterna ligger inte på jämnt avstånd. Ge ett värde per dag, vecka, månad, kvartal eller år; en lucka får vara tom."
NAMES = "tiden är namn, inte datum eller tal"
TWICE = "samma tid finns på flera rader"
TWICE_PLACE = "samma plats och tid finns på flera rader"
NO_TIME = "tiden saknas"
NO_PLACE = "platsen saknas"
TWO_STARTS = "samma plats har olika starttider"
NEGATIVE_COUNT = "ett antal kan inte vara mindre än noll"
NO_POPULATION = "befolkningen är noll eller saknas. Rätta den eller lämna antalet tomt"
ALL_MISSING = "Alla värden saknas, så det finns inget att bedöma."
NO_PERIOD = "Säsong behöver veta hur många tidpunkter ett varv har. Ange period, till exempel 12."
NO_TREATED = "Ingen plats i data har börjat, så det finns inget att jämföra."
FAILED = "Modellen kunde inte räknas på dessa data."
CONSTANT = "Alla värden är lika. Utan variation går det inte att skilja en effekt från slump."


def unknown_key(key: str, near: str) -> str:
    return f"”{key}” hör inte hemma i en plan." + (f" Menades {near}?" if near else "")


def missing_key(key: str, choices: Sequence[str] = ()) -> str:
    return f"{key} saknas i planen." + (f" Den är {listed(choices, 'eller')}." if choices else "")


def not_a_choice(key: str, value: Any, choices: Sequence[str]) -> str:
    return f"{key} kan inte vara ”{value}”. Den är {listed(choices, 'eller')}."


def other_design(key: str, design: str) -> str:
    return f"{key} hör inte till design: {design}."


def not_whole(key: str, value: Any) -> str:
    return f"{key} ska vara ett helt tal från noll och uppåt, inte ”{value}”."


def not_a_day(key: str, value: Any) -> str:
    return f"{key} ska vara ett datum som 2024-03-01, inte ”{value}”."


def not_yaml(row: int | None) -> str:
    return "Planen går inte att läsa som YAML eller JSON" + (f": se rad {row}." if row else ".")


def few_points(there: int, needed: int) -> str:
    return f"Bara {there} {'tidpunkt' if there == 1 else 'tidpunkter'} har värde. Minst {needed} behövs för en serie."


def outside(start: str, first: str, last: str) -> str:
    return f"Införandet ({start}) ligger utanför serien, som går från {first} till {last}."


def start_outside(place: str, start: str, first: str, last: str) -> str:
    return f"{place} började {start}, efter seriens slut. Serien går från {first} till {last}; platsen räknas som inte börjat."


def unreadable_start(start: str) -> str:
    return f"”{start}” är ingen tid av samma slag som de i data."


def unknown_places(names: Sequence[str]) -> str:
    shown = [*names[:4], *([f"{len(names) - 4} till"] if len(names) > 4 else [])]
    return f"{listed(shown)} har starttid i planen men finns inte i data."


def sorted_rows() -> str:
    return "Raderna stod inte i tidsordning. De har sorterats."


def missing_points(n: int) -> str:
    return f"{n} {'tidpunkt saknar' if n == 1 else 'tidpunkter saknar'} värde och är inte med."


def left_out(names: Sequence[str]) -> str:
    shown = [*names[:4], *([f"{len(names) - 4} till"] if len(names) > 4 else [])]
    return f"{listed(shown)} är inte med: värden saknas för någon tid."


def always(names: Sequence[str]) -> str:
    shown = [*names[:4], *([f"{len(names) - 4} till"] if len(names) > 4 else [])]
    return f"{listed(shown)} hade redan börjat vid första tidpunkten och är inte med."


# Too small for an answer


def few_before(there: int, needed: int) -> str:
    return f"Det finns {there} {'tidpunkt' if there == 1 else 'tidpunkter'} före införandet; minst {needed} behövs."


def few_after(there: int, needed: int) -> str:
    return f"Det finns {there} {'tidpunkt' if there == 1 else 'tidpunkter'} från och med införandet; minst {needed} behövs."


def few_for_model(there: int, needed: int) -> str:
    return f"Det finns {there} tidpunkter; modellen behöver minst {needed}."


def few_cycles(there: int, needed: int) -> str:
    return f"Säsong behöver två hela varv, {needed} tidpunkter; det finns {there}."


def no_cases(when: str) -> str:
    return f"Det finns inga fall {when} införandet, så förhållandet går inte att räkna."


def few_assignments(treated: int, places: int, ways: int) -> str:
    return (
        f"{treated} av {places} platser har börjat. Det kan ske på {ways} sätt, så även den största skillnaden hade kunnat vara slump "
        f"en gång av {ways}; minst 20 sätt behövs."
    )


def no_comparison(kind: str) -> str:
    who = "aldrig börjar" if kind == "never" else "ännu inte har börjat"
    more = " Prova comparison: not_yet." if kind == "never" else ""
    return f"Det finns inte minst två platser som {who} att jämföra med.{more}"


def few_times() -> str:
    return "Det finns ingen tidpunkt före starten att jämföra med."


def few_to_cluster(places: int) -> str:
    return f"inference: cluster behöver minst två platser i varje grupp; någon har {places}. Använd placebo."


# A stored result

NOT_A_RESULT = "filen är inte ett sparat resultat"
SAME_RESULT = "Samma resultat som det sparade."


def differs(places: Sequence[str], number: int) -> str:
    more = f" och {number - len(places)} till" if number > len(places) else ""
    return f"Resultatet är inte det sparade. Det skiljer i {listed(places)}{more}."
