"""Definitions of measures: reviewed YAML files, read and checked, each with a version and a hash over everything that decides a figure.

`load(path or key)` gives one, `shipped()` all that come with Färdplan. A file with `extends: key` says only what differs from another:
that is how variants stay variants of parameters. Faults are Swedish sentences that name file and key.
"""

from __future__ import annotations

import dataclasses
import difflib
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from . import definition_rules as rules
from .codelists import CodeList, DefinitionError, Standard, load_codes, load_standard, read_yaml

__all__ = ["CodeList", "Definition", "DefinitionError", "Standard", "keys", "load", "shipped"]

FOLDER = Path(__file__).with_name("definitions")
_KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Definition:
    """One measure with all that decides its figures. Sentences ending in `_sv` are shown; parameters are what an engine reads."""

    key: str
    version: str
    name_sv: str
    name_en: str
    measure: str
    source: str
    certainty: str
    certainty_sv: str
    description_sv: str
    numerator_sv: str
    denominator_sv: str
    parameters: Mapping[str, Any]
    exclusions: tuple[tuple[str, str], ...]
    breakdowns: tuple[tuple[str, ...], ...]
    period: str
    age_groups: tuple[int, ...]
    min_persons: int
    policy: Mapping[str, str]
    frailty_groups: tuple[int, ...] = (1, 5, 7)
    per: int = 1
    codes: CodeList | None = None
    standardise: Standard | None = None
    file: str = ""

    @property
    def result(self) -> str:
        """share, rate or mean."""
        return rules.RESULTS[self.measure]

    @property
    def tables(self) -> tuple[str, ...]:
        """The event tables the measure reads."""
        return rules.TABLES[self.measure]

    @property
    def age_labels(self) -> tuple[str, ...]:
        """0-17, 18-64, 65-79, 80+."""
        return _labels(self.age_groups, None)

    @property
    def frailty_labels(self) -> tuple[str, ...]:
        """1-4, 5-6, 7-9."""
        return _labels(self.frailty_groups, 9)

    @property
    def weights(self) -> dict[str, int]:
        """Persons of the standard population in each age group that counts; empty when the measure is not standardised."""
        if self.standardise is None:
            return {}
        return self.standardise.weights(self.age_groups, self.age_labels, self.parameters["age_from"], self.parameters["age_to"])

    @cached_property
    def canonical(self) -> str:
        """Everything that decides the figures and everything said of them, as JSON with sorted keys: what the hash is of."""
        said = {f.name: getattr(self, f.name) for f in dataclasses.fields(self) if f.name not in ("file", "codes", "standardise")}
        said["parameters"], said["policy"] = dict(self.parameters), dict(self.policy)
        for name in ("codes", "standardise"):
            held = getattr(self, name)
            said[name] = dataclasses.asdict(held) if held else None
        return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @cached_property
    def hash(self) -> str:
        """SHA-256 of `canonical`, in hexadecimal."""
        return hashlib.sha256(self.canonical.encode()).hexdigest()

    @property
    def parameters_json(self) -> str:
        """The parameters as they stand in every row of output."""
        return json.dumps(dict(self.parameters), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def with_parameters(self, **changed: Any) -> Definition:
        """The same definition with other parameters (and so another hash), checked as a file is."""
        parameters = {**self.parameters, **changed}
        _Reader(self.file or f"{self.key}.yaml", {}).parameters(self.measure, parameters)
        return dataclasses.replace(self, parameters=parameters)


def _labels(bounds: tuple[int, ...], top: int | None) -> tuple[str, ...]:
    ends = [str(bound - 1) for bound in bounds[1:]] + [str(top) if top is not None else ""]
    return tuple(f"{bound}-{end}" if end else f"{bound}+" for bound, end in zip(bounds, ends, strict=True))


def load(which: str | Path) -> Definition:
    """A definition by its file, or by its key when it comes with Färdplan. Raises DefinitionError."""
    path = Path(which)
    if path.suffix not in (".yaml", ".yml"):
        path = FOLDER / f"{which}.yaml"
        if not path.exists():
            near = difflib.get_close_matches(str(which), keys(), 1)
            raise DefinitionError(f"det finns ingen definition med den nyckeln.{f' Menar du {near[0]}?' if near else ''}", file=str(which))
    said = _extended(path, ())
    return _Reader(path.name, said, path.parent).definition()


def keys() -> list[str]:
    """The keys of the definitions that come with Färdplan."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def shipped() -> list[Definition]:
    """The definitions that come with Färdplan, by key."""
    return [load(key) for key in keys()]


def _extended(path: Path, seen: tuple[Path, ...]) -> dict[str, Any]:
    """What the file says, with what it leaves to the file it extends. Mappings are merged key by key, everything else is replaced."""
    said = read_yaml(path)
    base = said.pop("extends", None)
    if base is None:
        return said
    places = [folder / f"{base}.yaml" for folder in (path.parent, FOLDER)]
    found = next((place for place in places if place.exists() and place.resolve() not in (*seen, path.resolve())), None)
    if found is None:
        itself = any(place.exists() for place in places)
        raise DefinitionError(
            "definitionen bygger på sig själv." if itself else f"det finns ingen definition {base} att bygga på.",
            file=path.name,
            key="extends",
        )
    under = _extended(found, (*seen, path.resolve()))
    for key, value in said.items():
        both = isinstance(value, dict) and isinstance(under.get(key), dict)
        under[key] = {**under[key], **value} if both else value
    return under


class _Reader:
    """Turns what a file says into a definition, refusing what no engine would understand."""

    def __init__(self, file: str, said: dict[str, Any], folder: Path = FOLDER):
        self.file, self.said, self.folder = file, said, folder

    def wrong(self, text: str, key: str) -> DefinitionError:
        return DefinitionError(text, file=self.file, key=key)

    def definition(self) -> Definition:
        said = self.said
        self.known(said, (*rules.REQUIRED, *rules.OPTIONAL), "")
        for key in rules.REQUIRED:
            if key not in said:
                raise self.wrong("saknas.", key)
        for key in ("key", "version", "name_sv", "name_en", "source", "certainty_sv", "description_sv", "numerator_sv", "denominator_sv"):
            self.text(said[key], key)
        if not _KEY.fullmatch(said["key"]):
            raise self.wrong("ska vara små bokstäver, siffror och bindestreck.", "key")
        measure = self.one_of(said["measure"], tuple(rules.PARAMETERS), "measure")
        parameters = self.parameters(measure, said["parameters"])
        age_groups = self.bounds(said["age_groups"], "age_groups")
        return Definition(
            **{key: said[key].strip() for key in ("key", "version", "name_sv", "name_en", "source", "certainty_sv", "description_sv", "numerator_sv", "denominator_sv")},
            measure=measure,
            certainty=self.one_of(said["certainty"], rules.CERTAINTY, "certainty"),
            parameters=parameters,
            exclusions=self.exclusions(measure),
            breakdowns=self.breakdowns(measure, parameters),
            period=self.one_of(said["period"], rules.PERIODS[:3] if measure == "continuity" else rules.PERIODS, "period"),
            age_groups=age_groups,
            frailty_groups=self.bounds(said.get("frailty_groups", [1, 5, 7]), "frailty_groups", least=1, most=9),
            min_persons=self.whole(said["min_persons"], "min_persons", 5),
            per=self.whole(said.get("per", 1), "per", 1),
            policy=self.policy(),
            codes=self.codes(measure),
            standardise=self.standard(age_groups, parameters, measure),
            file=self.file,
        )  # fmt: skip

    # Values of one kind

    def known(self, said: Mapping[str, Any], allowed: tuple[str, ...], place: str) -> None:
        for key in said:
            if key not in allowed:
                near = difflib.get_close_matches(str(key), allowed, 1)
                raise self.wrong(f"är ingen nyckel här.{f' Menar du {near[0]}?' if near else ''}", f"{place}{key}")

    def text(self, value: Any, key: str) -> str:
        if not isinstance(value, str) or not value.strip():
            raise self.wrong("ska vara text (skriv den inom citattecken om den ser ut som ett tal).", key)
        return value

    def whole(self, value: Any, key: str, least: int) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise self.wrong(f"ska vara ett heltal, minst {least}.", key)
        return value

    def one_of(self, value: Any, choices: tuple[str, ...], key: str) -> str:
        if not isinstance(value, str) or value not in choices:
            raise self.wrong(f"ska vara något av {', '.join(choices)}.", key)
        return value

    def a_list(self, value: Any, key: str) -> list[Any]:
        if not isinstance(value, list):
            raise self.wrong("ska vara en lista.", key)
        return value

    def bounds(self, value: Any, key: str, *, least: int = 0, most: int = 120) -> tuple[int, ...]:
        bounds = self.a_list(value, key)
        ordered = (
            all(isinstance(b, int) and not isinstance(b, bool) and least <= b <= most for b in bounds) and sorted(set(bounds)) == bounds
        )
        if not bounds or not ordered or bounds[0] != least:
            raise self.wrong(f"ska vara gruppernas lägsta värden i stigande ordning, från {least}.", key)
        return tuple(bounds)

    # Parts of the file

    def parameters(self, measure: str, said: Any) -> dict[str, Any]:
        if not isinstance(said, Mapping):
            raise self.wrong("ska ha nycklar och värden.", "parameters")
        kinds = rules.PARAMETERS[measure]
        self.known(said, tuple(kinds), "parameters.")
        out = {}
        for name, kind in kinds.items():
            key = f"parameters.{name}"
            if name not in said:
                raise self.wrong("saknas. Varje parameter skrivs ut, så att ingen motor väljer åt er.", key)
            out[name] = self.value(said[name], kind, key)
        self.together(measure, out)
        return out

    def value(self, value: Any, kind: rules.Kind, key: str) -> Any:
        if value is None and kind.nullable:
            return None
        if kind.type == "number":
            return self.whole(value, key, kind.least or 0)
        if kind.type == "word":
            return self.one_of(value, kind.choices, key)
        if kind.type == "yes_no":
            if not isinstance(value, bool):
                raise self.wrong("ska vara true eller false.", key)
            return value
        listed = [self.text(each, key) if kind.free else self.one_of(each, kind.choices, key) for each in self.a_list(value, key)]
        if len(set(listed)) != len(listed):
            raise self.wrong("samma ord står två gånger.", key)
        return listed

    def together(self, measure: str, p: dict[str, Any]) -> None:
        """Parameters that only make sense together."""
        if p["age_from"] is not None and p["age_to"] is not None and p["age_from"] > p["age_to"]:
            raise self.wrong("är högre än age_to.", "parameters.age_from")
        if p["organisations"] is not None and p["attribution"] == rules.PROVIDER:
            raise self.wrong("gäller bara när händelser räknas där personen bor.", "parameters.organisations")
        need = {"readmission": p.get("window_days", 0), "around_episode": p.get("days", 0)}.get(measure, 0)
        if p["follow_up_days"] < need:
            raise self.wrong(f"ska vara minst {need}: annars visas perioder som inte är färdigföljda.", "parameters.follow_up_days")
        if measure == "primary_share" and not set(p["counted_care"]) <= set(p["among_care"]):
            raise self.wrong("ska ingå i among_care.", "parameters.counted_care")
        if measure == "continuity" and p["only_listed_unit"] and p["continuity_of"] == "unit":
            raise self.wrong("hos bara den listade enheten är kontinuiteten till enheten alltid 1.", "parameters.only_listed_unit")

    def exclusions(self, measure: str) -> tuple[tuple[str, str], ...]:
        said = self.a_list(self.said["exclusions"], "exclusions")
        out = []
        for i, each in enumerate(said):
            if not isinstance(each, dict) or set(each) != {"reason", "rule_sv"}:
                raise self.wrong("ska ha reason och rule_sv.", f"exclusions[{i + 1}]")
            reason = self.one_of(each["reason"], rules.EXCLUSIONS[measure], f"exclusions[{i + 1}].reason")
            out.append((reason, self.text(each["rule_sv"], f"exclusions[{i + 1}].rule_sv").strip()))
        reasons = [reason for reason, _ in out]
        if reasons != list(rules.EXCLUSIONS[measure]):
            raise self.wrong(f"ska ha skälen i den ordning de prövas: {', '.join(rules.EXCLUSIONS[measure])}.", "exclusions")
        return tuple(out)

    def breakdowns(self, measure: str, parameters: dict[str, Any]) -> tuple[tuple[str, ...], ...]:
        attribution, out = parameters["attribution"], []
        for i, said in enumerate(self.a_list(self.said["breakdowns"], "breakdowns")):
            key = f"breakdowns[{i + 1}]"
            parts = tuple(self.one_of(each, rules.DIMENSIONS, key) for each in self.a_list(said, key))
            if "period" not in parts:
                raise self.wrong("ska ha period: en siffra utan tid går inte att följa.", key)
            if "unit" in parts and (attribution == rules.RESIDENCE or (attribution == rules.PROVIDER and "organisation" not in parts)):
                raise self.wrong("enhet visas under den part som svarar för den, och inte när händelser räknas där personen bor.", key)
            if "unit" in parts and measure in rules.NO_UNIT:
                raise self.wrong("kommunens insatser har ingen enhet.", key)
            if "frailty" in parts and measure not in rules.FRAILTY:
                raise self.wrong("skörhet finns bara på vårdtillfällen.", key)
            if tuple(d for d in rules.DIMENSIONS if d in parts) in out or len(set(parts)) != len(parts):
                raise self.wrong("samma uppdelning står två gånger.", key)
            out.append(tuple(d for d in rules.DIMENSIONS if d in parts))
        if not out:
            raise self.wrong("minst en uppdelning behövs.", "breakdowns")
        return tuple(out)

    def policy(self) -> dict[str, str]:
        said = self.said["policy"]
        if not isinstance(said, dict):
            raise self.wrong("ska ha nycklar och värden.", "policy")
        self.known(said, rules.POLICY, "policy.")
        for name in rules.POLICY:
            if name not in said:
                raise self.wrong("saknas. Det ska stå vad som gäller, aldrig lämnas åt en motor.", f"policy.{name}")
        return {name: self.text(said[name], f"policy.{name}").strip() for name in rules.POLICY}

    def codes(self, measure: str) -> CodeList | None:
        name = self.said.get("codes")
        if measure != "avoidable":
            if name is not None:
                raise self.wrong("det här måttet har ingen kodlista.", "codes")
            return None
        if not isinstance(name, str):
            raise self.wrong("saknas: vilka diagnoser som räknas.", "codes")
        return load_codes(self.beside("codes", name, "codes"))

    def standard(self, bounds: tuple[int, ...], parameters: dict[str, Any], measure: str) -> Standard | None:
        said = self.said.get("standardise")
        if said is None:
            return None
        if not isinstance(said, dict) or said.get("by") != ["age_group"] or not isinstance(said.get("standard"), str) or len(said) != 2:
            raise self.wrong("ska ha by: [age_group] och standard: filen med standardbefolkningen.", "standardise")
        if rules.RESULTS[measure] == "mean":
            raise self.wrong("andelar och tal per invånare standardiseras, inte medelvärden.", "standardise")
        standard = load_standard(self.beside("standards", said["standard"], "standardise.standard"))
        edges = {age for age, _ in standard.persons}
        for edge in (*bounds, *(e for e in (parameters["age_from"], (parameters["age_to"] or -1) + 1 or None) if e)):
            if edge not in edges:
                raise self.wrong(f"åldersgräns {edge} finns inte i standardbefolkningen.", "standardise")
        if not any("age_group" in parts for parts in self.breakdowns(measure, parameters)):
            raise self.wrong("kräver en uppdelning på age_group att räkna från.", "standardise")
        return standard

    def beside(self, folder: str, name: str, key: str) -> Path:
        """The file of that name beside the definition, or among those that come with Färdplan."""
        for place in (self.folder, self.folder / folder, FOLDER / folder):
            if (place / name).exists() and (place / name).resolve().parent == place.resolve():
                return place / name
        raise self.wrong("filen finns inte.", key)
