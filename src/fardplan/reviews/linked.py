"""What in rooms above a framework's question is answered by. The upper room, or one above both, says so in its `AppConfig.ready`:

    linked.register("statement", _("Statements of the self-assessment"), choices=…, found=…)

The link is a kind and a key, not a foreign key, because keys point down. A key whose row is gone is shown as such: nothing is lost silently.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """`choices(programme)` gives [(key, words)] to choose among; `found(programme, keys)` gives {key: (words, address or "")}."""

    code: str
    label: object
    choices: Callable
    found: Callable


KINDS: dict[str, Kind] = {}


def register(code, label, *, choices, found):
    KINDS[code] = Kind(code, label, choices, found)


@dataclass(frozen=True)
class Linked:
    kind: str
    words: str
    url: str
    is_gone: bool


def shown(programme, links):
    """Linked of each QuestionLink; as many questions as there are kinds among them."""
    by_kind = {}
    for link in links:
        by_kind.setdefault(link.kind, []).append(link.key)
    found = {code: KINDS[code].found(programme, keys) for code, keys in by_kind.items() if code in KINDS}
    told = []
    for link in links:
        words, url = found.get(link.kind, {}).get(link.key, (link.key, ""))
        label = str(KINDS[link.kind].label) if link.kind in KINDS else link.kind
        told.append(Linked(label, words, url, link.key not in found.get(link.kind, {})))
    return told
