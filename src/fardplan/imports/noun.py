"""What a kind of rows in a folder is: its fields as the folder writes them, and the verbs that store it. `nouns` lists the kinds."""

from collections.abc import Callable
from dataclasses import dataclass, field

#: Words of the folder that differ from the names in code.
ALIASES = {
    "from": "from_date",
    "through": "until_date",
    "vacant": "is_vacant",
    "acting": "is_acting",
    "mandatory": "is_mandatory",
    "county_wide": "is_county_wide",
    "leader_vacant": "leader_is_vacant",
    "programme_budget": "is_programme_budget",
    "date": "decided_date",
    "body": "decided_by",
    "sent": "sent_date",
    "closed": "closed_date",
    "compiled": "compiled_date",
    "outcome_unknown": "is_outcome_unknown",
    "recommended": "is_recommended",
    "reported": "is_reported",
    "registered": "registered_date",
    "opened": "opened_date",
    "begun": "begun_date",
    "handed_in": "handed_in_date",
    "admitted": "is_admitted",
    "shown": "released_date",
    "negative": "is_negative",
}
SOURCED = ("source", "origin")


@dataclass(frozen=True)
class Inline:
    """Rows without keys of their own, given to the parent's verb as the argument `argument`."""

    model: type
    fields: tuple[str, ...]
    argument: str
    #: a bare key stands for {this field: key}
    short: str = ""
    #: what the verb takes, made from the row's values
    shape: Callable = dict
    #: rows of its rows, given to it as lists of dicts
    inlines: dict[str, "Inline"] = field(default_factory=dict)


@dataclass(frozen=True)
class Noun:
    key: str
    model: type
    add: Callable
    edit: Callable
    fields: tuple[str, ...]
    required: tuple[str, ...]
    children: tuple["Noun", ...] = ()
    inlines: dict[str, Inline] = field(default_factory=dict)
    #: the field that points to the row this one is written under
    parent: str = ""
    #: values taken over from the row above
    inherits: tuple[str, ...] = ()
    #: one mapping instead of a list
    single: bool = False
    #: shared by all programmes
    common: bool = False
    #: stored when the folder's figures are in: it names areas that come with them
    late: bool = False


def noun(key, model, verbs, required, optional="", *, sourced=True, **more):
    add, edit = verbs
    names = tuple(f"{required} {optional}".split())
    return Noun(key, model, add, edit, (*names, *(SOURCED if sourced else ())), tuple(required.split()), **more)


def pair(services, name):
    return getattr(services, f"add_{name}"), getattr(services, f"edit_{name}")


def goal_link(values):
    goal = values.pop("goal")
    return (goal, values) if values else goal


def partner_link(values):
    return values["organisation"], values.get("role", "")
