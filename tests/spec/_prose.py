"""A page whose prose lies in `prose/`, with <<holes>> that a test fills with what it has seen the product do."""

import re
from pathlib import Path

PROSE = Path(__file__).parent / "prose"


def filled(name, **holes):
    """The prose with every hole filled; a hole without a filling, or a filling without a hole, is a fault."""
    text = (PROSE / name).read_text(encoding="utf-8")
    named = {hole.replace("_", " "): filling for hole, filling in holes.items()}
    assert set(re.findall(r"<<([^>]+)>>", text)) == set(named)
    for hole, filling in named.items():
        text = text.replace(f"<<{hole}>>", str(filling))
    return text
