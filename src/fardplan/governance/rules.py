"""Rules about forums. Pure."""

from dataclasses import dataclass, field


@dataclass
class Node:
    """A forum in the tree of who stands under whom; `how` is the kind of line from the one above, empty for a root."""

    key: object
    how: str = ""
    children: list["Node"] = field(default_factory=list)


def hierarchy(keys, lines) -> list[Node]:
    """A tree of those among `keys` that `lines`, triples (above, below, how), tie together; in the order of `keys` and of `lines`.

    Each stands once, under the first that is above it. Where lines run in a circle, the first in order stands on top.
    """
    known, below, under = set(keys), {}, set()
    for above, other, how in lines:
        if above in known and other in known and above != other:
            below.setdefault(above, []).append((other, how))
            under.add(other)
    placed = set()

    def node(key, how=""):
        placed.add(key)
        made = Node(key, how)
        for other, kind in below.get(key, []):
            if other not in placed:
                made.children.append(node(other, kind))
        return made

    tied = [key for key in keys if key in below or key in under]
    roots = [node(key) for key in tied if key not in under]
    return roots + [node(key) for key in tied if key not in placed]
