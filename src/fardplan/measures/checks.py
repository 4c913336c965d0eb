"""The checks of an extract as data: SQL that counts, and the sentence that tells. `ok_<table>` holds the accepted rows, each once."""

from __future__ import annotations

from dataclasses import dataclass

from . import schema

FIRST_DAY, LAST_DAY = "1900-01-01", "2100-12-31"
PERSONAL = "(19|20)?[0-9]{2}(0[1-9]|1[0-2])([0-2][0-9]|3[01]|[6-8][0-9]|9[01])[-+]?[0-9]{4}"
MANY_A_YEAR = 50


@dataclass(frozen=True)
class Check:
    """`table` empty: every table that has what `columns` and `span` ask for. `needs`: other tables that must be there."""

    code: str
    table: str
    sql: str
    text: str
    needs: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    span: bool = False
    day: bool = False
    of: tuple[str, str] = ("rad", "rader")
    """What is counted: one, and more than one."""


def ladder(table: schema.Table) -> list[tuple[str, str]]:
    """Reasons to reject a row, and their conditions, in order. A code of a list that has `unknown` counts as that and is no reason."""
    days = [c.name for c in table.columns if c.type == schema.DATE]
    needed = [
        *table.key, "person" if "person" in table.names else table.key[0],
        *(c.name for c in table.columns if not c.nullable and not c.unknown and (c.type == schema.DATE or c.codes)),
    ]  # fmt: skip
    codes = [
        f'"{c.name}" not in ({", ".join(repr(code) for code in c.allowed)})'
        for c in table.columns
        if c.codes and not c.unknown and not c.nullable
    ]
    steps = [("missing_value", " or ".join(f'"{name}" is null' for name in dict.fromkeys(needed)))]
    if codes:
        steps.append(("unknown_code", " or ".join(codes)))
    if days:
        outside = " or ".join(f"\"{name}\" not between date '{FIRST_DAY}' and date '{LAST_DAY}'" for name in days)
        steps.append(("impossible_date", f"coalesce({outside}, false)"))
    if table.start and table.end:
        steps.append(("end_before_start", f'coalesce("{table.end}" < "{table.start}", false)'))
    return steps


def blamed(table: schema.Table) -> list[tuple[str, str, str]]:
    """(reason, column, condition): in which columns a rejected row is wrong, where the reason may lie in several."""
    days = [c.name for c in table.columns if c.type == schema.DATE]
    needed = [*table.key, *(c.name for c in table.columns if not c.nullable and not c.unknown and (c.type == schema.DATE or c.codes))]
    return [
        *(
            ("missing_value", name, f'"{name}" is null')
            for name in dict.fromkeys(["person" if "person" in table.names else table.key[0], *needed])
        ),
        *(("impossible_date", name, f"\"{name}\" not between date '{FIRST_DAY}' and date '{LAST_DAY}'") for name in days),
    ]


def looks_personal(column: str) -> str:
    """The condition that a column holds something written as a personal or coordination number."""
    return f"coalesce(regexp_full_match({column}, '{PERSONAL}'), false)"


def fits(check: Check, table: schema.Table) -> bool:
    """Whether a check for any table is for this one."""
    return set(check.columns) <= set(table.names) and (not check.span or bool(table.end)) and (not check.day or bool(table.start))


def _codes() -> list[Check]:
    made = []
    for table in schema.TABLES:
        for column in table.columns:
            if column.codes and column.unknown:
                allowed = ", ".join(repr(code) for code in column.allowed)
                made.append(Check(
                    f"other_code_{column.name}", table.name,
                    f"select count(*) from {{table}} where \"{column.name}\" is null or \"{column.name}\" not in ({allowed})",
                    f"tomt eller en okänd kod i {column.name}; räknas som {column.unknown}",
                ))  # fmt: skip
    return made


WITHIN: list[Check] = [
    *_codes(),
    Check("open", "stays", "select count(*) from {table} where discharged is null", "utskrivningsdag saknas; räknas som pågående den {end}"),
    Check("open", "episodes", 'select count(*) from {table} where "end" is null', "slut saknas; räknas som pågående den {end}"),
    Check(
        "open_long", "stays", "select count(*) from {table} where discharged is null and admitted < date '{d_end}' - 365",
        "öppna mer än ett år, nog aldrig avslutade i systemet; definitionens längsta tid avgör",
    ),
    Check("long", "stays", "select count(*) from {table} where discharged - admitted > 365", "längre än ett år"),
    Check(
        "after_end", "", "select count(*) from {table} where \"{day}\" > date '{d_end}'",
        "börjar efter uttagets sista dag {end}. Är extract_end rätt?", day=True,
    ),
    Check(
        "ends_after_end", "", "select count(*) from {table} where \"{end_column}\" > date '{d_end}'",
        "slutar efter uttagets sista dag {end}. Ett påhittat slutdatum skrivs som empty i mappningsfilen", span=True,
    ),
    Check(
        "overlap", "stays",
        "select count(*) from (select admitted, max(coalesce(discharged, date '9999-12-31')) over (partition by person order by admitted, "
        "coalesce(discharged, date '9999-12-31'), stay rows between unbounded preceding and 1 preceding) as before from {table}) where admitted < before",
        "börjar innan ett tidigare vårdtillfälle för samma person har slutat; de kedjas till en episod",
    ),
    Check(
        "overlap", "listings",
        "select count(*) from (select start, max(coalesce(\"end\", date '9999-12-31')) over (partition by person order by start, "
        "coalesce(\"end\", date '9999-12-31'), unit rows between unbounded preceding and 1 preceding) as before from {table}) where start <= before",
        "börjar innan en tidigare listning för samma person har slutat",
    ),
    Check(
        "overlap", "episodes",
        "select count(*) from (select start, max(coalesce(\"end\", date '9999-12-31')) over (partition by person, kind order by start, "
        "coalesce(\"end\", date '9999-12-31'), episode rows between unbounded preceding and 1 preceding) as before from {table}) where start <= before",
        "börjar innan en tidigare insats av samma slag för samma person har slutat",
    ),
    Check(
        "same_event", "stays", "select count(*) - count(distinct (person, unit, admitted, discharged)) from {table}",
        "lika ett annat vårdtillfälle i person, enhet och dagar men med annan nyckel. Dubbletter?",
    ),
    Check(
        "many", "stays", f"select count(*) from (select person from {{table}} group by 1 having count(*) > {MANY_A_YEAR} * {{d_years}})",
        f"med fler än {MANY_A_YEAR} vårdtillfällen om året. En samlingskod i stället för en person?", of=("person", "personer"),
    ),
    Check(
        "many", "contacts", "select count(*) from (select person from {table} group by 1 having count(*) > 366 * {d_years})",
        "med fler än en kontakt om dagen. En samlingskod i stället för en person?", of=("person", "personer"),
    ),
    Check(
        "one_unit", "stays", "select count(*) from (select 1 from {table} having count(distinct unit) = 1)",
        "i hela tabellen. Mått per enhet blir samma som för hela uttaget", of=("enhet", "enheter"),
    ),
    Check(
        "no_unit", "", "select count(*) from {table} where organisation is null or unit is null",
        "organisation eller enhet saknas; räknas som unknown", columns=("organisation", "unit"), day=True,
    ),
    Check("frailty", "stays", "select count(*) from {table} where frailty not between 1 and 9", "skörhet utanför 1–9"),
    Check(
        "diagnosis", "stays", "select count(*) from {table} where not regexp_full_match(diagnosis, '[A-Za-z][0-9]{{2}}[.]?[0-9A-Za-z-]*')",
        "huvuddiagnos som inte har formen hos ICD-10-SE",
    ),
    Check("no_diagnosis", "stays", "select count(*) from {table} where diagnosis is null or diagnosis = ''", "huvuddiagnos saknas"),
    Check(
        "silent_months", "stays",
        "select date_diff('month', date '{d_start}', date '{d_end}') + 1 - count(distinct date_trunc('month', admitted)) "
        "from {table} where admitted between date '{d_start}' and date '{d_end}'",
        "utan en enda inskrivning", of=("månad", "månader"),
    ),
    Check(
        "silent_months", "contacts",
        "select date_diff('month', date '{d_start}', date '{d_end}') + 1 - count(distinct date_trunc('month', \"date\")) "
        "from {table} where \"date\" between date '{d_start}' and date '{d_end}'",
        "utan en enda vårdkontakt", of=("månad", "månader"),
    ),
    Check(
        "birth_after_end", "persons", "select count(*) from {table} where birth_date > date '{d_end}'", "födda efter uttagets sista dag",
    ),
    Check(
        "very_old", "persons", "select count(*) from {table} where birth_date < date '{d_start}' - 41000",
        "äldre än 112 år när uttaget börjar",
    ),
]  # fmt: skip

_PERSONAL = [t.name for t in schema.TABLES if "person" in t.names and t.name != "persons"]
_WITH_UNIT = [t.name for t in schema.TABLES if "unit" in t.names and t.name != "units"]

BETWEEN: list[Check] = [
    *(
        Check("unknown_person", name, "select count(*) from {table} anti join ok_persons using (person)",
              "hör till någon som inte finns i persons; kön och ålder blir okända", ("persons",))
        for name in _PERSONAL
    ),
    *(
        Check("unknown_unit", name, "select count(*) from {table} t anti join ok_units u using (unit) where t.unit is not null",
              "enheten finns inte i units", ("units",))
        for name in _WITH_UNIT
    ),
    *(
        Check("units_owner", name, "select count(*) from {table} t join ok_units u using (unit) where t.organisation <> u.organisation",
              "annan organisation än den som enheten hör till i units", ("units",))
        for name in _WITH_UNIT if "organisation" in schema.table(name).names
    ),
    *(
        Check("before_birth", name,
              f'select count(*) from {{table}} t join (select person, min(birth_date) as birth_date from ok_persons group by 1) p using (person) '
              f'where t."{schema.table(name).start}" < p.birth_date',
              "börjar före personens födelse", ("persons",))
        for name in _PERSONAL
    ),
    *(
        Check("after_death", name,
              f'select count(*) from {{table}} t join (select person, max(died_on) as died_on from ok_deaths group by 1) d using (person) '
              f'where t."{schema.table(name).start}" > d.died_on',
              "börjar efter personens död", ("deaths",))
        for name in _PERSONAL if name != "deaths"
    ),
    Check(
        "died_unknown", "stays", "select count(*) from {table} anti join ok_deaths using (person) where discharged_to = 'dead'",
        "slutar med avliden, men personen saknas i deaths", ("deaths",),
    ),
    Check(
        "no_stay", "ready", "select count(*) from {table} r anti join ok_stays s on r.stay = s.stay where r.stay is not null",
        "pekar på ett vårdtillfälle som inte finns", ("stays",),
    ),
    Check(
        "outside_stay", "ready",
        "select count(*) from {table} r join (select stay, min(admitted) as admitted, max(coalesce(discharged, date '9999-12-31')) as discharged "
        "from ok_stays group by 1) s using (stay) where r.ready_on < s.admitted or r.ready_on > s.discharged",
        "dag utanför sitt vårdtillfälle", ("stays",),
    ),
]  # fmt: skip
