"""Reads who.txt, the hand-written table of who may what."""

import functools
import re
from itertools import product
from pathlib import Path

FILE = Path(__file__).with_name("who.txt")
STRANGERS = {"stranger", "stranger_coordinator", "former", "operator"}


class NoLine(LookupError):
    """An address that the table says nothing about."""


@functools.cache
def lines():
    """{(name, label, method): (words of who, status for members who may not)}; label and method may be ""."""
    found = {}
    for written in FILE.read_text(encoding="utf-8").splitlines():
        line = written.split("#")[0].strip()
        if not line:
            continue
        left, right = re.split(r"\s*:\s*", line, maxsplit=1)
        words = left.split()
        method = words.pop() if words[-1] in {"GET", "POST"} else ""
        labels = words.pop().strip("[]").split("|") if words[-1].startswith("[") else [""]
        who, _, otherwise = right.partition(" else ")
        otherwise = otherwise.strip() or "403"
        for key in product(words, labels, [method]):
            assert key not in found, f"two lines for {key}"
            found[key] = (tuple(who.split()), "no" if otherwise == "no" else int(otherwise))
    return found


def line_for(thing, method):
    for key in ((thing.name, thing.label, method), (thing.name, thing.label, ""), (thing.name, "", method), (thing.name, "", "")):
        if key in lines():
            return lines()[key]
    raise NoLine(f"Who may do {thing}? Write a line in tests/access/who.txt.")


def expected(person, thing, method, *, in_programme):
    """What `person` is answered: "yes", 403, 404, "no" (403 or 404) or "log in"."""
    who, refused = line_for(thing, method)
    if "everybody" in who:
        return "yes"
    if person.role == "nobody":
        return "log in"
    if "users" in who or person.role in who:
        return "yes"
    if person.role in STRANGERS:
        return 404 if in_programme else 403
    if "members" in who or (is_leader(person) and "leader" in who and (thing.led or not thing.label)):
        return "yes"
    if f"{person.role}@party" in who and thing.party is not None and person.party == thing.party:
        return "yes"
    if f"{person.role}@others" in who and person.party is not None and thing.party is not None and person.party != thing.party:
        return "yes"
    return refused


def is_leader(person):
    return person.role == "initiative_leader"
