"""Pages written by spec tests. A page on disk that differs from its test fails; `UPDATE_SPEC=1` writes it anew."""

import os
from pathlib import Path

PAGES = Path(__file__).resolve().parents[2] / "docs/spec"


def assert_page(name: str, text: str) -> None:
    path = PAGES / name
    if os.environ.get("UPDATE_SPEC") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    on_disk = path.read_text(encoding="utf-8") if path.exists() else ""
    assert on_disk == text, f"docs/spec/{name} differs from what the test says. Run it with UPDATE_SPEC=1 and read the difference."


def table(heads: list[str], rows: list[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
