"""Every Swedish sentence about data or choices that do not work. Results are put into words in `words.py`.

The texts that name a row and a column get "fil, rad 7, kolumn y: " before them from whoever knows the file.
"""

from __future__ import annotations

from collections.abc import Sequence

INFINITE = "värdet är oändligt stort. Skriv ett tal eller lämna tomt"
NEGATIVE_DENOMINATOR = "nämnaren är mindre än noll"
ZERO_DENOMINATOR = "nämnaren är 0 men y är det inte. Rätta nämnaren eller lämna y tomt"
TWO_VALUES = "rader med samma x har olika värden"
TWO_PARTS = "rader med samma x hör till olika delar"
UNEQUAL_COLUMNS = "Kolumnerna är olika långa."
NO_ROWS = "Det finns inga rader."
ALL_MISSING = "Alla värden saknas, så det finns inget att rita."
ALL_ZERO_DENOMINATORS = "Alla nämnare är noll eller saknas, så inga värden går att räkna."
NO_SUBGROUPS = "Standardavvikelser behöver minst två mätningar per tidpunkt. Ge flera rader samma x."
TWO_SPLITS = "Delar anges antingen i kolumnen part eller med --split, inte på båda sätten."
MDC_NAMES = "Regelverket läser en serie i tid: x ska vara datum eller tal, inte namn."
MDC_DUPLICATE = "samma x finns på flera rader. Regelverket vill ha ett värde per tidpunkt; slå ihop med --aggregate"


def listed(items: Sequence[object], last: str = "och") -> str:
    """1, 2 och 3."""
    texts = [str(item) for item in items]
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} {last} {texts[-1]}"


def few_points(there: int, needed: int) -> str:
    return f"Bara {there} {'mätpunkt' if there == 1 else 'mätpunkter'} har värde. Minst {needed} behövs för en serie."


def no_denominators(chart: str) -> str:
    return f"kolumnen n (nämnare) saknas. {chart} behöver den"


def too_low(chart: str, positive: bool) -> str:
    return f"{chart} kan inte ha värden som är {'noll eller mindre' if positive else 'mindre än noll'}"


def part_returns(label: str) -> str:
    return f"delen ”{label}” kommer tillbaka efter en annan del. Varje del måste vara sammanhängande i tiden"


def split_outside(at: Sequence[int], k: int) -> str:
    return f"Delning efter punkt {listed(at)} har ingen verkan: serien har {k} punkter."


def exclude_outside(at: Sequence[int], k: int) -> str:
    return f"Punkt {listed(at)} kan inte uteslutas: serien har {k} punkter."


def freeze_ignored(at: int, k: int, divided: bool) -> str:
    return f"Frysning vid punkt {at} har ingen verkan: {'serien är delad' if divided else f'serien har {k} punkter'}."


def incomplete_centre() -> str:
    return "Kolumnen cl har luckor, så mittlinjen beräknades i stället."


def merged(rows: int, aggregate: str) -> str:
    how = {
        "mean": "medelvärde",
        "median": "median",
        "sum": "summa",
        "sd": "standardavvikelse",
        "ratio": "summan av y delad med summan av n",
    }[aggregate]
    return f"{rows} {'rad' if rows == 1 else 'rader'} delar x med en annan rad. De slogs ihop till en punkt ({how})."


def reordered() -> str:
    return "Raderna stod inte i tidsordning. De har sorterats efter x."


def no_rebase(at: str, nearest: str) -> str:
    return f"Datumet {at} i --rebase finns inte bland mätpunkterna. Närmaste är {nearest}."


def short_fix(n: int, needed: int) -> str:
    return f"Gränserna behöver minst {needed} punkter att räkna på; --fix {n} är för lite."


def over_one(x: str) -> str:
    return f"Andelen är över 1 vid {x}: y är större än n. Är det en andel?"


def not_an_event(text: str) -> str:
    return f"”{text}” är ingen händelse. Skriv tiden, ett likhetstecken och orden: 2022-03=Ny rutin."


def outside_data(what: str, when: str, first: str, last: str) -> str:
    return f"”{what}” ({when}) ligger utanför serien, som går från {first} till {last}. Den är inte utritad."


# A file

EMPTY_FILE = "filen är tom"
NOT_TEXT = "filen är inte en textfil. Spara kalkylbladet som CSV och försök igen"
NOT_FOUND = "filen finns inte eller går inte att läsa"


def placed(file: str, text: str, *, row: int | None = None, column: str | None = None, series: str = "") -> str:
    """Where, what, and that nothing was written: data.csv, rad 14, kolumn y: …"""
    where = [file, f"rad {row}" if row else "", f"kolumn {column}" if column else "", series]
    text = text if text.endswith((".", "?")) else f"{text}."
    return f"{', '.join(part for part in where if part)}: {text} Inget har räknats."


def no_column(column: str, found: Sequence[str]) -> str:
    return f"kolumnen {column} saknas. Filen har {listed(found) if found else 'inga kolumner'}"


def same_column(column: str) -> str:
    return f"kolumnen {column} finns två gånger"


def many_cells(found: int, expected: int) -> str:
    return f"raden har {found} fält men rubriken har {expected}. Decimalkomma kräver semikolon mellan fälten"


def not_a_number(text: str) -> str:
    return f"”{text}” är inte ett tal. Skriv ett tal eller lämna tomt"


def not_a_time(text: str) -> str:
    return f"”{text}” är varken datum eller tal, som de andra x. Skriv till exempel 2024-03-01"


def rows_without_x(rows: Sequence[int]) -> str:
    more = f" med flera, {len(rows)} i allt" if len(rows) > 4 else ""
    return f"Rad {listed(rows[:4])}{more} saknar x och är inte med."


def names_not_time() -> str:
    return "x lästes som namn, inte tid. Därför bedöms inga följder. Datum skrivs 2024-03-01."


def direction_unused() -> str:
    return "Anhøj-reglerna frågar om något har ändrats, inte åt vilket håll. --direction används inte."


def zero_denominators(at: Sequence[str]) -> str:
    return f"Nämnaren är 0 vid {listed(at[:4])}{f' och {len(at) - 4} till' if len(at) > 4 else ''}. Där finns inget värde och inga gränser."


def rebase_elsewhere(at: str) -> str:
    return f"Datumet {at} i --rebase finns inte i denna serie, bara i andra. Här räknas gränserna inte om då."


def direction_assumed() -> str:
    return "Riktning är inte angiven. Högre räknas som bättre; ändra med --direction."


def unused_denominators() -> str:
    return "Filen har kolumnen n men den används inte. Ange --n för att dela y med n."
