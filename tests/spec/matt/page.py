"""What docs/spec/matt.md says, put together from the definitions and the rules."""

from __future__ import annotations

import json

from fardplan.measures import codelists, definition, standardising
from tests.spec._page import table
from tests.spec._prose import filled

from . import case

CERTAINTY = {"official": "officiell", "follows": "följer källans ord", "own": "egen definition"}
PERIODS = {"month": "månad", "quarter": "kvartal", "year": "år", "rolling_12": "rullande 12 månader"}

#: The main definition of each measure, and what somebody who has two minutes needs: a name, the question, which way is better, an example, what to beware of.
SHORT = {
    "readmission-30": (
        "Kom tillbaka oplanerat", "Av dem som skrevs ut från sjukhus: hur många lades in oplanerat igen inom 30 dagar?", "lägre",
        "Under ett kvartal skrevs 200 ut från en klinik. 22 av dem lades in igen utan att det var planerat, inom 30 dagar: 11 procent.",
        "En klinik som skriver ut svårare sjuka får fler tillbaka. Och den som dör hemma kommer inte tillbaka: titta på båda.",
    ),
    "avoidable-four": (
        "Kunde kanske ha undvikits", "Hur ofta läggs invånarna in för hjärtsvikt, KOL, astma eller diabetes?", "lägre",
        "En kommun har 20 000 invånare över 20 år och 100 sådana vårdperioder på ett år: 500 per 100 000. Sedan justeras talet för åldrarna.",
        "I en liten kommun är det få vårdperioder, och talet hoppar mellan åren av slump.",
    ),
    "continuity-coc-doctor": (
        "Samma läkare", "Möter invånaren samma läkare på sin vårdcentral? 1 är alltid, 0 är aldrig.", "högre",
        "Av fem besök är fyra hos samma läkare och ett hos en annan: indexet blir 0,6. Är alla fem hos olika läkare blir det 0.",
        "Indexet stiger med antalet besök. Jämför inte en vårdcentral för många äldre med en för unga.",
    ),
    "primary-share-doctor": (
        "Nära i stället för på sjukhus", "Hur stor del av läkarbesöken är i primärvården?", "högre",
        "Invånarna gjorde 6 000 läkarbesök på vårdcentral och 4 000 på sjukhusets mottagningar: 60 procent.",
        "Andelen stiger också när sjukhusets mottagningar bara blir svårare att nå, eller när besök flyttar till andra yrken än läkare.",
    ),
    "emergencies-80": (
        "Akuten", "Hur ofta söker de som fyllt 80 på sjukhusets akutmottagning?", "lägre",
        "1 000 invånare har fyllt 80 och gör 120 besök under ett kvartal: 120 per 1 000. Samma person kan göra flera.",
        "Färre besök är bara bra om hjälpen fanns på annat håll.",
    ),
    "days-after-ready": (
        "Klar men kvar", "Hur många dagar blir den kvar som är klar att skrivas ut?", "lägre",
        "Meddelandet kom den 6 mars och personen skrevs ut den 10: fyra dagar. Medelvärdet är för dem som väntade minst en dag.",
        "Blir de korta väntetiderna noll försvinner de ur måttet, och medelvärdet kan stiga fast det går bättre: titta också på antalet.",
    ),
    "home-at-end": (
        "Hemma till sist", "Hur stor del av sitt sista år var människor hemma?", "högre",
        "Den som låg på sjukhus 30 nätter och var 7 dagar på korttidsboende under sitt sista år var hemma 328 av 365 dagar: 90 procent.",
        "Hemma är inte detsamma som väl omhändertagen, och vad de döende själva ville vet måttet inget om.",
    ),
    "emergencies-after-health-care": (
        "När kommunen tar vid", "Hur många akutbesök görs halvåret före och efter att kommunal hälso- och sjukvård börjar?", "lägre efter än före",
        "100 personer gjorde 90 akutbesök halvåret före (0,9 var) och 60 halvåret efter (0,6 var).",
        "Hjälpen börjar när det är som värst, så det brukar bli bättre ändå. Bara en jämförelse med andra säger om hjälpen gjorde det.",
    ),
}  # fmt: skip


def text(chapters) -> str:
    everything = definition.shipped()
    standardised = [each for each in everything if each.standardise]
    standard = standardised[0].standardise
    return filled(
        "matt.md",
        in_short=table(["mått", "frågan", "bättre är oftast"], [[f"**{name}**", ask, better] for name, ask, better, *_ in SHORT.values()]),
        measure_by_measure="\n\n".join(chapter(definition.load(key)) for key in SHORT),
        all_definitions=table(
            ["nyckel", "namn", "version", "period", "säkerhet"],
            [[f"`{each.key}`", each.name_sv, each.version, PERIODS[each.period], CERTAINTY[each.certainty]] for each in everything],
        ),
        standardised=example(),
        standard_population=f"{standard.name_sv} ({standard.source})",
        weights=table(["mått", *standardised[0].weights], [[f"`{each.key}`", *map(str, each.weights.values())] for each in standardised]),
        frailty_groups=", ".join(label.replace("-", "–") for label in definition.load("readmission-30").frailty_labels),
        code_lists="\n\n".join(listed(path) for path in sorted((definition.FOLDER / "codes").glob("*.yaml"), reverse=True)),
        rules="\n\n".join(ruled(key, rules) for key, rules in chapters),
    )


def chapter(each: definition.Definition) -> str:
    """A measure: what it asks, what is counted, how sure it is, and its policy."""
    policy = [
        ("Okända värden", "nulls"),
        ("Ordning", "ties"),
        ("Pågående", "open_stays"),
        ("Uppföljning", "censoring"),
        ("Dödsfall", "deaths"),
        ("Hemvist", "attribution"),
    ]
    value = {
        "share": "täljare delat med nämnare",
        "rate": f"täljare per {each.per:,} i nämnaren".replace(",", " "),
        "mean": "summan delad med nämnaren",
    }[each.result]
    return "\n".join(
        [
            f"### {each.name_sv}", "", each.description_sv, "",
            f"- **Exempel:** {SHORT[each.key][3]}", f"- **Akta er för:** {SHORT[each.key][4]}", f"- **Hur säkert:** {each.certainty_sv}", "",
            "<details><summary>Reglerna, för den som analyserar</summary>", "",
            f"- **Källa:** {each.source}", f"- **Täljare:** {each.numerator_sv}", f"- **Nämnare:** {each.denominator_sv}", f"- **Värde:** {value}.",
            *[f"- **{head}:** {each.policy[name]}" for head, name in policy], "",
            "Undantas, i denna ordning:", "", *[f"{i}. `{reason}`: {rule}" for i, (reason, rule) in enumerate(each.exclusions, 1)], "",
            f"Parametrar: `{each.parameters_json}`", "", "</details>",
        ]
    )  # fmt: skip


def listed(path) -> str:
    codes = codelists.load_codes(path)
    groups: dict[str, list[str]] = {}
    for code in codes.codes:
        groups.setdefault(code.group, []).append(code.code)
    lines = [f"**{codes.name_sv}** (`{codes.key}`, version {codes.version}). {codes.source} {codes.certainty_sv}", ""]
    lines.append(table(["grupp", "koder som börjar med"], [[group, ", ".join(said)] for group, said in groups.items()]))
    lines += ["", "Räknas inte:", "", *[f"- {code}: {why}" for code, why in codes.left_out]]
    return "\n".join(lines)


def example() -> str:
    """Two municipalities with the same care of each age but different ages."""
    weights = {"20-64": 59_000, "65+": 19_500}
    towns = {"Ung kommun": {"20-64": (80, 8000), "65+": (100, 1000)}, "Gammal kommun": {"20-64": (20, 2000), "65+": (300, 3000)}}
    rows = []
    for name, cells in towns.items():
        plain = 100_000 * sum(n for n, _ in cells.values()) // sum(d for _, d in cells.values())
        rows.append(
            [name, *[f"{n} på {d}" for n, d in cells.values()], str(plain), str(round(standardising.direct_rate(cells, weights, 100_000)))]
        )
    rows.append(
        [
            "Ung kommun, äldre dolda",
            "80 på 8000",
            "dold",
            "",
            "finns inte" if standardising.direct_rate({"20-64": (80, 8000)}, weights) is None else "fel",
        ]
    )
    return table(["", "20–64 år", "65 år och äldre", "rakt av, per 100 000", "standardiserat"], rows)


def ruled(key: str, rules) -> str:
    said = definition.load(key)
    lines = [f"### Regler: {said.name_sv}", ""]
    for i, each in enumerate(rules, 1):
        lines += [f"**{i}.** {each.says}", ""]
        for name, rows in each.tables.items():
            lines += [f"*{case.schema.table(name).title}*", "", case.shown(name, rows), ""]
        if each.extract != case.Rule.__dataclass_fields__["extract"].default:
            lines += [f"Uttaget täcker {each.extract[0]} till {each.extract[1]}.", ""]
        if each.parameters:
            lines += [
                f"Parametrar: {', '.join(f'`{name}: {json.dumps(value, ensure_ascii=False)}`' for name, value in each.parameters.items())}",
                "",
            ]
        lines += [f"Svar: **{each.answer}**." + (f" Undantas: {each.left_out}." if each.left_out else ""), ""]
    return "\n".join(lines).rstrip()
