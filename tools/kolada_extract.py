"""Make the small extract of Kolada's figures that an example programme ships, from the collected dumps (their PROVENANCE.md says whence).

    python -m tools.kolada_extract /path/to/data/kolada examples/vasternorrland/kolada

Kept: the key figures of Kolada's group Nära vård and those of the proposal for local metadata; all regions and Riket, the
municipalities of three counties, and those that Kolada compares the first county's municipalities with.
"""

import csv
import gzip
import hashlib
import io
import json
import sys
from pathlib import Path

COUNTIES = ("22", "20", "14")
GROUP = "G2KPI168393"
COMPARED = "Liknande kommuner, övergripande"
DIRECTIONS = {"högre är bättre": "increase", "lägre är bättre": "decrease", "neutral": "neutral"}
#: in the regions' economy file: Kolada's N70061 and N71000
ECONOMY = {"eko-nettokostnad_hsv": "N70061", "eko-kostnad_primarvard": "N71000"}
SUCCESSORS = {f"U7145{n}": f"N7811{m}" for n, m in ((1, 0), (3, 1), (5, 3))}
BREAKS = {
    "N20403": ("2017", "Från 2017 ingår alla åldrar, före 2017 bara 65 år och äldre."),
    "N20404": ("2017", "Från 2017 ingår alla åldrar, före 2017 bara 65 år och äldre."),
    "N20405": ("2017", "Från 2017 ingår alla åldrar, före 2017 bara 65 år och äldre."),
    "N79179": ("2024", "Ny källa från 2024."),
}


def main(source, target):
    target.mkdir(parents=True, exist_ok=True)
    proposal = {row["kpi"]: row for row in rows(source / "kpi_local_metadata_PROPOSAL.csv")}
    wanted = list(proposal)
    catalogue = {row["id"]: row for row in rows(source / "kolada_kpi_catalogue_v3_2026-03.csv")}
    wanted += [code for code in SUCCESSORS.values() if code not in proposal]
    primary = {row["kpi"]: row["kalla_huvudman"] for row in rows(source / "kolada_kpigroup_G2KPI138906_skr_hos_2026.csv")}
    areas = list(rows(source / "kolada_municipalities_v3_2026-03.csv"))
    groups, compared = compared_groups(source, areas)
    kept = {a["id"] for a in areas if a["type"] == "L" or a["id"][:2] in COUNTIES} | compared
    write_json(
        target / "catalogue.json",
        {
            "fetched": "2026-03-23",
            "kpis": [catalogue[code] for code in wanted],
            "metadata": [metadata(code, proposal.get(code), primary.get(code, "")) for code in wanted],
            "areas": [a for a in areas if a["id"] in kept],
            "kpi_groups": [
                {
                    "id": GROUP,
                    "title": "Nära vård",
                    "members": [
                        {"member_id": r["ID"], "member_title": r["name"]}
                        for r in rows(source / f"kolada_kpigroup_{GROUP}_nara_vard_2024-09.csv")
                    ],
                }
            ],
            "municipality_groups": groups,
        },
    )
    counts = {
        "values-2024-08.csv.gz": write(
            target / "values-2024-08.csv.gz",
            (
                (r["kpi"], r["municipality_id"], r["year"], r["gender"], r["value"])
                for r in gzipped(source / "kolada_values_naravard_all_geo_2024-08.csv.gz")
                if r["kpi"] in proposal and r["municipality_id"] in kept and (r["municipality_id"] not in compared or r["gender"] == "T")
            ),
        ),
        "values-2026-07.csv.gz": write(
            target / "values-2026-07.csv.gz",
            (
                (ECONOMY[r["id"]], f"00{r['lan']}", r["period"], "T", r["value"].removesuffix(".0"))
                for r in rows(source / "halland_utkast_ekonomi_befolkning_folkhalsa_regioner.csv")
                if r["id"] in ECONOMY
            ),
        ),
        "values-2026-08.csv.gz": write(
            target / "values-2026-08.csv.gz",
            (
                (r["kpi"], r["municipality_id"], r["year"], r["gender"], r["value"].removesuffix(".0"))
                for r in rows(source / "kolada_values_regions_skr_hos_2016-2026.csv")
                if r["kpi"] in proposal and r["value"]
            ),
        ),
    }
    write_json(
        target / "extract.json",
        {
            "catalogue": "catalogue.json",
            "vintages": [
                vintage("values-2024-08.csv.gz", "2024-08-30", None, "open-numbers/ddf--kolada--dump", target),
                vintage("values-2026-07.csv.gz", "2026-07-02", 0, "Analys-Region-Halland/hosrapport-utkast", target),
                vintage("values-2026-08.csv.gz", "2026-08-20", 1, "Analys-Region-Halland/hosrapport", target),
            ],
        },
    )
    print(counts)


def metadata(code, row, primary):
    title_ended = row is not None and row["lifecycle"] == "nedlagd"
    period, words = BREAKS.get(code, ("", ""))
    return {
        "kpi": code,
        "unit": row["unit_parsed_from_title"] if row else "",
        "direction": DIRECTIONS[row["direction_proposed"]] if row else "neutral",
        "primary_source": primary,
        "lifecycle": "ended" if title_ended else "active",
        "successor": SUCCESSORS.get(code, ""),
        "break_period": period,
        "break_words": words,
        "proposed_by": "kpi_local_metadata_PROPOSAL.csv",
    }


def compared_groups(source, areas):
    ours = {a["title"] for a in areas if a["type"] == "K" and a["id"][:2] == COUNTIES[0]} | {"Region V\u00e4sternorrland"}
    ids = {a["id"] for a in areas}
    groups, compared = [], set()
    for group in json.loads((source / "kolada_municipality_groups_v3_2026-03.json").read_text()):
        title = group["title"]
        if (
            title.startswith("Liknande")
            and any(f", {name}," in f", {title}," for name in ours)
            and (title.startswith((COMPARED, "Liknande regioner")))
        ):
            members = [m for m in group["members"] if m["id"] in ids]
            groups.append({"id": group["id"], "title": title, "members": members})
            if title.startswith(COMPARED):
                compared |= {m["id"] for m in members if m["id"][:2] not in COUNTIES and len(m["id"]) == 4}
    return groups, compared


def vintage(name, day, decimals, repository, target):
    sha = hashlib.sha256((target / name).read_bytes()).hexdigest()
    return {"file": name, "source": "Kolada", "retrieved": day, "decimals": decimals, "note": f"Utdrag ur {repository}", "sha256": sha}


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def gzipped(path):
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def write(path, values):
    """Sorted, and with the clock left out of the gzip head: the same input gives the same bytes."""
    text, count = io.StringIO(), 0
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["kpi", "municipality_id", "period", "gender", "value"])
    for row in sorted(values):
        writer.writerow(row)
        count += 1
    path.write_bytes(gzip.compress(text.getvalue().encode(), 9, mtime=0))
    return count


def write_json(path, content):
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
