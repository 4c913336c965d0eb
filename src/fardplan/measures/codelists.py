"""Code lists and standard populations: data files beside the definitions, each with its source and how sure it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .definition_rules import CERTAINTY
from .errors import MeasuresError

_PREFIX = re.compile(r"[A-Z]\d[0-9A-Z]{0,4}")


class DefinitionError(MeasuresError):
    """A definition, a code list or a standard population is wrong. `file`: its name; `key`: where in it, such as parameters.window_days."""

    def __init__(self, text: str, *, file: str, key: str = ""):
        self.file, self.key = file, key
        super().__init__(f"{file}, nyckel {key}: {text}" if key else f"{file}: {text}")


@dataclass(frozen=True)
class Code:
    """A prefix of ICD-10-SE codes, without dot and in capitals."""

    code: str
    name: str
    group: str


@dataclass(frozen=True)
class CodeList:
    """Which diagnoses count. `certainty` says how sure it is that the list is the source's own; `left_out` what others count and this does not."""

    key: str
    version: str
    name_sv: str
    source: str
    certainty: str
    certainty_sv: str
    codes: tuple[Code, ...]
    left_out: tuple[tuple[str, str], ...] = ()

    @property
    def prefixes(self) -> tuple[str, ...]:
        return tuple(code.code for code in self.codes)


@dataclass(frozen=True)
class Standard:
    """A standard population: how many persons in each age group, told by the group's lowest age."""

    key: str
    version: str
    name_sv: str
    source: str
    persons: tuple[tuple[int, int], ...]

    def weights(self, bounds: tuple[int, ...], labels: tuple[str, ...], age_from: int | None, age_to: int | None) -> dict[str, int]:
        """Persons of the standard population in each of these age groups, within the ages that count."""
        out = {}
        for i, label in enumerate(labels):
            least = max(bounds[i], age_from or 0)
            below = bounds[i + 1] if i + 1 < len(bounds) else 1000
            below = min(below, age_to + 1) if age_to is not None else below
            persons = sum(persons for age, persons in self.persons if least <= age < below)
            if persons:
                out[label] = persons
        return out


def read_yaml(path: Path) -> dict[str, Any]:
    """The keys and values of a file. Raises DefinitionError: no file, not UTF-8, not YAML."""
    try:
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DefinitionError("filen finns inte.", file=path.name) from None
    except UnicodeDecodeError:
        raise DefinitionError("filen är inte skriven i UTF-8.", file=path.name) from None
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        raise DefinitionError(f"går inte att läsa som YAML{f', rad {mark.line + 1}' if mark else ''}.", file=path.name) from None
    if not isinstance(said, dict):
        raise DefinitionError("filen ska ha nycklar och värden.", file=path.name)
    return said


def normal(code: str) -> str:
    """I50.0 and i500 are one code: capitals, no dots, no blanks."""
    return code.upper().replace(".", "").replace(" ", "").strip()


def _said(path: Path, names: tuple[str, ...], more: tuple[str, ...]) -> dict[str, Any]:
    said = read_yaml(path)
    for name in said:
        if name not in (*names, *more):
            raise DefinitionError("är ingen nyckel här.", file=path.name, key=str(name))
    for name in names:
        if not isinstance(said.get(name), str) or not said[name].strip():
            raise DefinitionError("ska vara text.", file=path.name, key=name)
    return said


def load_codes(path: Path) -> CodeList:
    """A list of diagnoses. Raises DefinitionError: a code that is not the beginning of an ICD-10 code, the same twice, no certainty."""
    names = ("key", "version", "name_sv", "source", "certainty", "certainty_sv")
    said = _said(path, names, ("codes", "left_out"))
    if said["certainty"] not in CERTAINTY:
        raise DefinitionError(f"ska vara något av {', '.join(CERTAINTY)}.", file=path.name, key="certainty")
    codes: list[Code] = []
    for i, each in enumerate(said.get("codes") or []):
        place = f"codes[{i + 1}]"
        if not isinstance(each, dict) or set(each) != {"code", "name", "group"} or not all(isinstance(v, str) for v in each.values()):
            raise DefinitionError("ska ha code, name och group, alla text.", file=path.name, key=place)
        code = normal(each["code"])
        if not _PREFIX.fullmatch(code):
            raise DefinitionError("ska vara början på en ICD-10-kod, som I50 eller E10.1.", file=path.name, key=f"{place}.code")
        if any(code.startswith(other.code) or other.code.startswith(code) for other in codes):
            raise DefinitionError("finns redan, helt eller delvis.", file=path.name, key=f"{place}.code")
        codes.append(Code(code, each["name"], each["group"]))
    if not codes:
        raise DefinitionError("minst en kod behövs.", file=path.name, key="codes")
    left_out = []
    for i, each in enumerate(said.get("left_out") or []):
        if not isinstance(each, dict) or set(each) != {"code", "why_sv"}:
            raise DefinitionError("ska ha code och why_sv.", file=path.name, key=f"left_out[{i + 1}]")
        left_out.append((str(each["code"]), str(each["why_sv"])))
    return CodeList(**{name: said[name].strip() for name in names}, codes=tuple(codes), left_out=tuple(left_out))


def load_standard(path: Path) -> Standard:
    """A standard population. Raises DefinitionError: ages not rising from 0, or a group without persons."""
    names = ("key", "version", "name_sv", "source")
    said = _said(path, names, ("persons",))
    persons = said.get("persons")
    whole = isinstance(persons, dict) and all(isinstance(n, int) and not isinstance(n, bool) for pair in persons.items() for n in pair)
    if not whole or not persons or list(persons) != sorted(persons) or next(iter(persons)) != 0 or min(persons.values()) <= 0:
        raise DefinitionError("ska vara antal personer efter gruppens lägsta ålder, stigande från 0.", file=path.name, key="persons")
    return Standard(**{name: said[name].strip() for name in names}, persons=tuple(persons.items()))
