"""The kinds of document there are: templates as data, one YAML file each beside this module, and the county's own from the database.

    kind = shipped()["programme_directive"]
    kind.title, kind.about, kind.sections[0].parts

A file holds: key (its name), title and description ({sv, en}), order (where it stands among the others), about (programme, or the noun of
the row it is about: see `reports.subjects`), named (the title of a document of the kind; {period}, {year}, {next}, {subject} and {programme} are filled in), file (how its files begin), cover, retention (a code of `models_writing.Retention`), and sections: id, title, under,
numbered, guidance for whoever writes, parts (names in `reports.parts.PARTS`, in order), lead (how many blocks of ours stand before the
text; "all" for every one). Texts of a document are Swedish: sections' titles and guidance are told in that language alone.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import get_language

from fardplan.reports.models_writing import Retention

#: As `lead`: the text comes after every block of ours.
ALL = 10_000


@dataclass(frozen=True)
class KindSection:
    """One heading of a kind. `lead`: blocks of ours that stand before what people write."""

    id: str
    title: str
    under: str = ""
    numbered: bool = True
    guidance: str = ""
    parts: tuple[str, ...] = ()
    lead: int = 0


@dataclass(frozen=True)
class Kind:
    """A kind of document. `is_own`: the county made it; its key is then the slug of its row."""

    key: str
    titles: dict[str, str]
    descriptions: dict[str, str]
    about: str
    named: str
    file: str
    sections: tuple[KindSection, ...]
    cover: bool = True
    retention: str = Retention.KEEP
    order: int = 100
    group: str = "programme"
    rhythm: str = "year"
    is_own: bool = False

    @property
    def title(self):
        return _in_words(self.titles)

    @property
    def description(self):
        return _in_words(self.descriptions)

    @property
    def ids(self):
        return tuple(section.id for section in self.sections)

    @property
    def is_about_programme(self):
        return self.about == "programme"

    def section(self, id) -> KindSection | None:
        return next((found for found in self.sections if found.id == id), None)

    def __hash__(self):
        return hash(self.key)


def _in_words(told):
    return told.get((get_language() or "sv")[:2]) or told.get("sv", "")


@cache
def shipped() -> dict[str, Kind]:
    """{key: Kind} of the kinds that come with Färdplan, in their order."""
    found = [read(path.read_text(encoding="utf-8"), path.stem) for path in sorted(Path(__file__).parent.glob("*.yaml"))]
    return {kind.key: kind for kind in sorted(found, key=lambda kind: (kind.order, kind.key))}


def read(text, key) -> Kind:
    """A kind from YAML. Raises KeyError and ValueError for what is missing or unknown: told by the tests, the files are ours."""
    told = yaml.safe_load(text)
    sections = tuple(_section(dict(part)) for part in told.pop("sections"))
    made = Kind(
        key=key,
        titles=told.pop("title"),
        descriptions=told.pop("description"),
        sections=sections,
        retention=Retention(told.pop("retention")),
        **{name: told.pop(name) for name in ("about", "named", "file", "cover", "order", "group", "rhythm")},
    )
    if told:
        raise ValueError(f"{key}: {sorted(told)}")
    return made


def _section(told):
    lead = told.pop("lead", 0)
    guidance = " ".join(str(told.pop("guidance", "")).split())
    return KindSection(guidance=guidance, parts=tuple(told.pop("parts", ())), lead=ALL if lead == "all" else lead, **told)
