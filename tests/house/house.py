"""Where things are, for the tests that guard the architecture."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src/fardplan"

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
# From top to bottom, each line a list: the same lines as the map in DEVELOPERS.md.
LAYERS = [[room.strip(" ()") for room in line.split("|")] for line in CONTRACTS[0]["layers"]]


def rooms():
    """The rooms that exist."""
    return sorted(path.name for path in SRC.iterdir() if (path / "__init__.py").exists())


def layer_of(room):
    """0 is the top."""
    return next(number for number, line in enumerate(LAYERS) if room in line)


def map_in_developers():
    """The map's lines in DEVELOPERS.md, as lists of rooms."""
    text = (ROOT / "DEVELOPERS.md").read_text(encoding="utf-8")
    block = re.search(r"(?:^    \S.*\n)+", text[text.index("## The map") :], re.MULTILINE).group()
    return [[room.strip() for room in re.split(r"\s{2,}", line.strip())[0].split("|")] for line in block.splitlines()]


def sources(*suffixes):
    """Every file of the product with one of `suffixes`; built files and other people's are not ours."""
    for path in sorted(SRC.rglob("*")):
        if path.suffix in suffixes and not {"__pycache__", "vendor"} & set(path.parts):
            yield path


def name(path):
    return str(path.relative_to(ROOT))
