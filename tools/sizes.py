"""Warns about modules over 400 lines: past that there is a second idea in the file, looking for a name."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIMIT = 400


def long_modules(folders=("src", "tools", "bench", "tests")):
    """(lines, path) for every module over the limit; migrations are written by a machine and not counted."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts and (lines := len(path.read_text(encoding="utf-8").splitlines())) > LIMIT:
                yield lines, path.relative_to(ROOT)


def main():
    for lines, path in long_modules():
        print(f"  warning {path}: {lines} lines, over {LIMIT}")


if __name__ == "__main__":
    main()
