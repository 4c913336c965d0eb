"""Rooms import downwards, and only each other's public face."""

import ast

import grimp
import pytest
from importlinter import cli

from tests.house.house import LAYERS, ROOT, layer_of, map_in_developers, rooms

# Pages are a room's own business. `kit` is the shelf everybody takes from, `config` knows every room.
PRIVATE = {"views", "forms", "urls"}


@pytest.fixture(scope="module")
def graph():
    return grimp.build_graph("fardplan", cache_dir=None)


def test_the_contracts_hold(capsys):
    broken = cli.lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert not broken, capsys.readouterr().out


def test_the_map_in_developers_is_the_contract():
    assert map_in_developers() == LAYERS


def test_every_room_is_on_the_map():
    assert [room for room in rooms() if room not in {name for line in LAYERS for name in line}] == []


def test_pages_are_private_to_their_room(graph):
    """What two rooms show together lives above both: a view or a form is never borrowed."""
    found = []
    for module in graph.modules:
        for imported in graph.find_modules_directly_imported_by(module):
            room, other = module.split(".")[1:2], imported.split(".")[1:2]
            face = imported.split(".")[2:3]
            if room != other and room != ["config"] and other != ["kit"] and face and face[0] in PRIVATE:
                found.append(f"{module} imports {imported}")
    assert found == []


# An enumeration of codes with labels is Django's in name only: it touches no database.
CODES = {"TextChoices", "IntegerChoices"}


def test_rules_are_pure(graph):
    """rules.py: no rows, no database, no clock."""
    found = []
    for module in sorted(m for m in graph.modules if m.split(".")[2:3] == ["rules"]):
        for imported in graph.find_modules_directly_imported_by(module):
            if imported.split(".")[2:3] in (["models"], ["queries"], ["services"], ["access"], *([name] for name in PRIVATE)):
                found.append(f"{module} imports {imported}")
    for room in rooms():
        path = ROOT / f"src/fardplan/{room}/rules.py"
        if path.exists():
            found += [f"{room}/rules.py: {what}" for what in impure(ast.parse(path.read_text(encoding="utf-8")))]
    assert found == []


def impure(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in {"django.db.models", "django.utils.timezone"}:
            if {alias.name for alias in node.names} - CODES:
                yield f"imports {node.module}"
        elif isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "models" and node.attr not in CODES:
            yield f"uses models.{node.attr} in line {node.lineno}"
        elif isinstance(node, ast.ImportFrom) and node.module == "django.utils" and any(a.name == "timezone" for a in node.names):
            yield "imports the clock"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"today", "now"}:
            yield f"reads the clock in line {node.lineno}"


@pytest.mark.parametrize("lower, upper", [("kit", "parties"), ("parties", "goals"), ("plan", "economy"), ("audit", "accounts")])
def test_layers_are_read_from_the_top(lower, upper):
    assert layer_of(lower) > layer_of(upper)
