"""Who stands under whom, in words."""

import pytest

from fardplan.governance.rules import hierarchy


def drawn(nodes):
    """A tree as text: "a(b(c) d)"."""
    return " ".join(node.key + (f"({drawn(node.children)})" if node.children else "") for node in nodes)


@pytest.mark.parametrize(
    "keys, lines, tree",
    [
        ("abc", [], ""),
        ("abc", [("a", "b"), ("b", "c")], "a(b(c))"),
        ("cba", [("a", "b"), ("b", "c")], "a(b(c))"),
        ("abc", [("a", "c"), ("a", "b")], "a(c b)"),
        ("abcd", [("a", "b"), ("c", "d")], "a(b) c(d)"),
        # Two above: it stands under the first.
        ("abc", [("a", "c"), ("b", "c")], "a(c) b"),
        # A circle: the first in order on top.
        ("abc", [("b", "c"), ("c", "b")], "b(c)"),
        ("abc", [("a", "a")], ""),
        ("abc", [("a", "b"), ("b", "c"), ("c", "b")], "a(b(c))"),
        # Forums of other days are not in it.
        ("ab", [("a", "x"), ("x", "b")], ""),
    ],
)
def test_the_tree(keys, lines, tree):
    assert drawn(hierarchy(list(keys), [(above, below, "styr") for above, below in lines])) == tree


def test_how_it_stands_there():
    root = hierarchy(["a", "b"], [("a", "b", "ger uppdrag till")])[0]

    assert (root.how, root.children[0].how) == ("", "ger uppdrag till")
