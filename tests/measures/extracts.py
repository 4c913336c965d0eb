"""Small extracts for tests, written row by row."""

import csv

STAYS = ("stay", "person", "organisation", "unit", "admitted", "discharged", "admission", "discharged_to", "diagnosis", "frailty")
MANIFEST = 'extract_start: 2020-01-01\nextract_end: 2024-12-31\nholder: "22"\nsynthetic: false\n'


def stay(number=1, **changes):
    """A good row of stays, as texts."""
    row = dict(
        zip(STAYS, (f"s{number}", f"p{number}", "22", "MED", "2023-01-01", "2023-01-05", "unplanned", "home", "I509", ""), strict=True)
    )
    return row | changes


def write_csv(path, rows, *, columns=None, encoding="utf-8", delimiter=";"):
    columns = columns or list(rows[0])
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, columns, delimiter=delimiter, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def extract(folder, *, manifest=MANIFEST, **tables):
    """A folder with `extract.yaml` and a CSV per table."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "extract.yaml").write_text(manifest, encoding="utf-8")
    for name, rows in tables.items():
        write_csv(folder / f"{name}.csv", rows)
    return folder
