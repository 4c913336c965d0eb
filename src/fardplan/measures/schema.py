"""The canonical event tables as data: what an extract looks like after mapping. Everything else reads this, nothing writes it by hand.

Days are naive local dates. Codes are text. `docs/matt-handelser.md` shows these tables; a test compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass

TEXT, DATE, BOOLEAN, INTEGER = "text", "date", "boolean", "integer"
#: type -> its name in DuckDB, in PostgreSQL and (upper case) in Spark.
SQL_TYPES = {TEXT: "varchar", DATE: "date", BOOLEAN: "boolean", INTEGER: "integer"}


@dataclass(frozen=True)
class Column:
    """One column. `codes`: what it may hold, code to Swedish label; empty when free. `least` and `most`: bounds of an integer."""

    name: str
    type: str
    words: str
    nullable: bool = False
    codes: tuple[tuple[str, str], ...] = ()
    least: int | None = None
    most: int | None = None
    unknown: str = ""
    """The code that stands for a missing value, where the table has one."""

    @property
    def allowed(self) -> tuple[str, ...]:
        return tuple(code for code, _ in self.codes)


@dataclass(frozen=True)
class Table:
    """One table. `key` names a row uniquely. `start` and `end`: the columns of the days it covers. `required`: no measure without it."""

    name: str
    title: str
    words: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    start: str = ""
    end: str = ""

    def __getitem__(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def dates(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.type == DATE)


PERSON = Column("person", TEXT, "Pseudonym. Samma person har samma pseudonym i alla tabeller, aldrig ett personnummer.")
ORGANISATION = Column("organisation", TEXT, "Kod för den part som svarar för händelsen: regionens eller kommunens.")
UNIT = Column("unit", TEXT, "Kod för enheten.")

TABLES: tuple[Table, ...] = (
    Table(
        "persons", "Personer", "En rad per person i uttaget.", ("person",),
        (
            PERSON,
            Column("birth_date", DATE, "Födelsedag. Är bara året känt: 1 juli det året."),
            Column("sex", TEXT, "Registrerat kön.", codes=(("F", "kvinna"), ("M", "man"), ("U", "okänt")), unknown="U"),
            Column("municipality", TEXT, "Kod för hemkommunen vid uttagets början, eller när personen först finns i uttaget."),
        ),
    ),
    Table(
        "moves", "Flyttar", "En rad per byte av hemkommun. En flytt ut ur länet har den nya kommunens kod.", ("person", "moved_on"),
        (
            PERSON,
            Column("moved_on", DATE, "Första dagen i den nya kommunen."),
            Column("municipality", TEXT, "Kod för den nya hemkommunen."),
        ), start="moved_on",
    ),
    Table(
        "listings", "Listningar", "En rad per tid som en person är listad på en enhet i primärvården.", ("person", "start"),
        (
            PERSON,
            UNIT,
            Column("start", DATE, "Första dagen."),
            Column("end", DATE, "Sista dagen. Tomt: listad ännu.", nullable=True),
        ), start="start", end="end",
    ),
    Table(
        "stays", "Vårdtillfällen i slutenvård", "En rad per vårdtillfälle på en enhet. En överflyttning är ett nytt vårdtillfälle.", ("stay",),
        (
            Column("stay", TEXT, "Vårdtillfällets nyckel."),
            PERSON,
            ORGANISATION,
            UNIT,
            Column("admitted", DATE, "Inskrivningsdag."),
            Column("discharged", DATE, "Utskrivningsdag. Tomt: inskriven ännu.", nullable=True),
            Column(
                "admission", TEXT, "Om inskrivningen var planerad.",
                codes=(("planned", "planerad"), ("unplanned", "oplanerad"), ("unknown", "okänt")), unknown="unknown",
            ),
            Column(
                "discharged_to", TEXT, "Vart personen skrevs ut. Pågår vårdtillfället: unknown.",
                codes=(
                    ("home", "eget boende"), ("care_home", "särskilt boende"), ("hospital", "annan sluten vård"), ("dead", "avliden"),
                    ("against_advice", "mot läkares råd"), ("other", "annat"), ("unknown", "okänt"),
                ), unknown="unknown",
            ),
            Column("diagnosis", TEXT, "Huvuddiagnos, ICD-10-SE, med eller utan punkt.", nullable=True),
            Column("frailty", INTEGER, "Skörhet enligt Clinical Frailty Scale, bedömd före insjuknandet.", nullable=True, least=1, most=9),
        ), start="admitted", end="discharged",
    ),
    Table(
        "contacts", "Vårdkontakter", "En rad per öppenvårdskontakt: primärvård, specialiserad öppenvård eller kommunal hälso- och sjukvård.", ("contact",),
        (
            Column("contact", TEXT, "Kontaktens nyckel."),
            PERSON,
            ORGANISATION,
            UNIT,
            Column("provider", TEXT, "Pseudonym för den som personen träffade.", nullable=True),
            Column(
                "profession", TEXT, "Yrke hos den som personen träffade.",
                codes=(("doctor", "läkare"), ("nurse", "sjuksköterska"), ("other", "annat yrke"), ("unknown", "okänt")), unknown="unknown",
            ),
            Column(
                "care", TEXT, "Vårdform.",
                codes=(("primary", "primärvård"), ("outpatient", "specialiserad öppenvård"), ("municipal", "kommunal hälso- och sjukvård")),
            ),
            Column("date", DATE, "Dagen för kontakten."),
            Column(
                "mode", TEXT, "Kontaktsätt.",
                codes=(("visit", "besök"), ("home", "hembesök"), ("distance", "distanskontakt"), ("phone", "telefon"), ("unknown", "okänt")),
                unknown="unknown",
            ),
            Column("planned", BOOLEAN, "Om kontakten var planerad.", nullable=True),
        ), start="date",
    ),
    Table(
        "emergencies", "Akutbesök", "En rad per besök på en akutmottagning vid sjukhus.", ("visit",),
        (
            Column("visit", TEXT, "Besökets nyckel."),
            PERSON,
            ORGANISATION,
            UNIT,
            Column("date", DATE, "Ankomstdag."),
            Column(
                "outcome", TEXT, "Vad besöket ledde till.",
                codes=(("admitted", "inlagd"), ("home", "hem"), ("other", "annat"), ("unknown", "okänt")), unknown="unknown",
            ),
        ), start="date",
    ),
    Table(
        "episodes", "Kommunala insatser", "En rad per sammanhängande tid med en insats från kommunen.", ("episode",),
        (
            Column("episode", TEXT, "Insatsens nyckel."),
            PERSON,
            ORGANISATION,
            Column(
                "kind", TEXT, "Insatsens slag.",
                codes=(
                    ("health_care", "kommunal hälso- och sjukvård"), ("home_care", "hemtjänst"), ("care_home", "särskilt boende"),
                    ("short_term", "korttidsboende"),
                ),
            ),
            Column("start", DATE, "Första dagen."),
            Column("end", DATE, "Sista dagen. Tomt: pågår.", nullable=True),
        ), start="start", end="end",
    ),
    Table(
        "ready", "Meddelanden om utskrivningsklar", "En rad per meddelande från sjukhuset om att personen är klar att skrivas ut.", ("notice",),
        (
            Column("notice", TEXT, "Meddelandets nyckel."),
            PERSON,
            Column("stay", TEXT, "Vårdtillfället det gäller.", nullable=True),
            ORGANISATION,
            Column("ready_on", DATE, "Första dagen personen är utskrivningsklar."),
            Column("withdrawn_on", DATE, "Dagen då meddelandet drogs tillbaka.", nullable=True),
        ), start="ready_on", end="withdrawn_on",
    ),
    Table(
        "deaths", "Dödsfall", "En rad per avliden person.", ("person",),
        (
            PERSON,
            Column("died_on", DATE, "Dödsdag."),
        ), start="died_on",
    ),
    Table(
        "units", "Enheter", "En rad per enhet. Finns tabellen räknas enheter som inte står i den som okända; annars är alla koder kända.", ("unit",),
        (
            UNIT,
            Column("organisation", TEXT, "Kod för den part som svarar för enheten."),
            Column(
                "kind", TEXT, "Enhetens slag.",
                codes=(
                    ("hospital", "vårdenhet på sjukhus"), ("emergency", "akutmottagning"), ("primary", "vårdcentral"),
                    ("outpatient", "specialiserad mottagning"), ("municipal", "kommunal enhet"), ("other", "annat"),
                ),
            ),
        ),
    ),
)  # fmt: skip

BY_NAME = {table.name: table for table in TABLES}


def table(name: str) -> Table:
    """The table of that name; KeyError when there is none."""
    return BY_NAME[name]
