"""SQL of DuckDB that makes a canonical value of a column, and says which values it cannot be made of."""

from __future__ import annotations

from dataclasses import dataclass

from . import schema
from .errors import ExtractError
from .mapping import ColumnMapping

FORMATS = (
    "%Y-%m-%d",
    "%Y%m%d",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%d %H:%M:%S.%f",
    "%Y-%m-%dT%H:%M:%S.%f",
)
ZONED = r"[0-9]{2}:[0-9]{2}.*([Zz]|[+-][0-9]{2}(:?[0-9]{2})?)$"
WANTED = {schema.DATE: "datum", schema.INTEGER: "heltal", schema.BOOLEAN: "ja eller nej"}
ADVICE = {
    schema.DATE: "Datum skrivs 2024-03-01 eller 20240301; annat skrivs som format i mappningsfilen, och texter som betyder tomt som empty",
    schema.INTEGER: "Texter som betyder tomt skrivs som empty i mappningsfilen",
    schema.BOOLEAN: "Skriv ja och nej, 1 och 0 eller true och false",
}
YES, NO = ("1", "true", "t", "ja", "j", "yes", "y"), ("0", "false", "f", "nej", "n", "no")
TYPE_WORDS = {"DOUBLE": "decimaltal", "FLOAT": "decimaltal", "BOOLEAN": "ja eller nej", "VARCHAR": "text", "DATE": "datum"}


@dataclass(frozen=True)
class Expression:
    """`value`: the canonical value. `bad`: there is a value, but not one of this type. `zoned`: it is a moment with a zone that nobody asked to convert."""

    column: schema.Column
    value: str
    bad: str
    zoned: str
    source: str = ""
    stops: bool = True

    @property
    def wanted(self) -> str:
        return WANTED.get(self.column.type, "text")

    @property
    def advice(self) -> str:
        return ADVICE.get(self.column.type, "")


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def text_literal(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def expression(
    column: schema.Column, how: ColumnMapping, kind: str, empty: tuple[str, ...], *, file: str = "", trimmed: bool = True
) -> Expression:
    """How `column` is made of a file's column of DuckDB's type `kind`. ExtractError when it cannot be."""
    there = text_literal(how.value) if how.value is not None else quoted(how.source)
    text = f"trim(cast({there} as varchar))" if trimmed or kind != "VARCHAR" else there
    if empty:
        nothing = ", ".join(text_literal(one) for one in empty)
        text = f"(case when {text} in ({nothing}) then null else {text} end)"
    if column.type == schema.TEXT:
        return Expression(column, _coded(text, how), "false", "false", how.source)
    if column.type == schema.DATE:
        value, zoned = _day(column, how, kind, there, text, bool(empty), file)
    else:
        value, zoned = _plain(column, kind, there, text, bool(empty), file, how), "false"
    bad = "false" if value == there else f"({text} is not null and {value} is null)"
    return Expression(column, value, bad, zoned, how.source, how.unreadable == "stop")


def _coded(text: str, how: ColumnMapping) -> str:
    if not how.codes:
        return text
    cases = " ".join(f"when {text_literal(ours)} then {text_literal(code)}" for ours, code in how.codes.items())
    otherwise = text if how.otherwise is None else f"(case when {text} is null then null else {text_literal(how.otherwise)} end)"
    return f"(case {text} {cases} else {otherwise} end)"


def _day(column: schema.Column, how: ColumnMapping, kind: str, there: str, text: str, emptied: bool, file: str) -> tuple[str, str]:
    """The day, and the condition that says that a zone stands in the way."""
    if kind == "TIMESTAMP WITH TIME ZONE":
        if not how.time_zone:
            return "cast(null as date)", f"{there} is not null"
        value = f"cast(timezone({text_literal(how.time_zone)}, {there}) as date)"
        return (f"(case when {text} is null then null else {value} end)" if emptied else value), "false"
    if kind == "DATE" or kind.startswith("TIMESTAMP"):
        value = there if kind == "DATE" else f"cast({there} as date)"
        return (f"(case when {text} is null then null else {value} end)" if emptied else value), "false"
    if kind != "VARCHAR" and not how.format:
        raise _wrong_type(column, kind, file, how)
    formats = (how.format,) if how.format else FORMATS
    parsed = f"cast(try_strptime({text}, [{', '.join(text_literal(one) for one in formats)}]) as date)"
    zoned = f"coalesce(regexp_matches({text}, {text_literal(ZONED)}), false)"
    if not how.time_zone:
        return parsed, (zoned if not how.format else "false")
    moment = f"cast(timezone({text_literal(how.time_zone)}, try_cast({text} as timestamptz)) as date)"
    return f"(case when {zoned} then {moment} else {parsed} end)", "false"


def _plain(column: schema.Column, kind: str, there: str, text: str, emptied: bool, file: str, how: ColumnMapping) -> str:
    if column.type == schema.BOOLEAN:
        if kind == "BOOLEAN" and not emptied:
            return there
        if kind not in ("BOOLEAN", "VARCHAR") and "INT" not in kind:
            raise _wrong_type(column, kind, file, how)
        yes, no = (", ".join(text_literal(one) for one in words) for words in (YES, NO))
        return f"(case when lower({text}) in ({yes}) then true when lower({text}) in ({no}) then false end)"
    if kind in ("DOUBLE", "FLOAT", "VARCHAR"):
        return f"(case when regexp_full_match({text}, '-?[0-9]+([.]0+)?') then try_cast(try_cast({text} as double) as integer) end)"
    if "INT" not in kind:
        raise _wrong_type(column, kind, file, how)
    return f"try_cast({text} as integer)"


def _wrong_type(column: schema.Column, kind: str, file: str, how: ColumnMapping) -> ExtractError:
    more = ". Är det siffror som 20240301 skriver du format i mappningsfilen" if column.type == schema.DATE and "INT" in kind else ""
    words = TYPE_WORDS.get(kind, "heltal" if "INT" in kind else "en annan typ")
    return ExtractError(f"kolumnen är {words} men ska vara {WANTED[column.type]}{more}", file=file, column=how.source)
