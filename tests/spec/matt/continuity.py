"""Rules of continuity."""

from .case import rule

KEY = "continuity-coc-doctor"
LISTED = """
person unit start
A vc1 2022-01-01"""

FIVE = """
unit provider date
vc1 dr1 02-01
vc1 dr1 03-01
vc1 dr2 04-01
vc1 dr1 05-01
vc1 dr1 06-01"""

RULES = [
    rule(
        "COC: fyra besök hos en läkare och ett hos en annan ger (16 + 1 − 5) / (5 · 4) = 0,6.", "0,6 i medel av 1", contacts=FIVE, listings=LISTED,
    ),
    rule("UPC på samma besök: fyra av fem.", "0,8 i medel av 1", contacts=FIVE, listings=LISTED, index="upc"),
    rule("SECON på samma besök: två av fyra följs av samma läkare.", "0,5 i medel av 1", contacts=FIVE, listings=LISTED, index="secon"),
    rule(
        "Färre än tre besök räknas inte.", "ingenting", "few_contacts 1", listings=LISTED,
        contacts="""
        unit provider date
        vc1 dr1 02-01
        vc1 dr1 03-01""",
    ),
    rule(
        "Två besök samma dag hos samma läkare är ett.", "ingenting", "few_contacts 1", listings=LISTED,
        contacts="""
        unit provider date
        vc1 dr1 02-01
        vc1 dr1 02-01
        vc1 dr2 03-01""",
    ),
    rule(
        "… om inte one_per_day är falskt.", "0,333333 i medel av 1", one_per_day=False, listings=LISTED,
        contacts="""
        unit provider date
        vc1 dr1 02-01
        vc1 dr1 02-01
        vc1 dr2 03-01""",
    ),
    rule(
        "Besök hos okänd läkare, hos annat yrke, per telefon eller på annan enhet räknas inte.", "1 i medel av 1", listings=LISTED,
        contacts="""
        unit provider profession mode date
        vc1 dr1 doctor visit 02-01
        vc1 dr1 doctor home 03-01
        vc1 dr1 doctor distance 04-01
        vc1 - doctor visit 05-01
        vc1 ssk1 nurse visit 05-02
        vc1 dr2 doctor phone 05-03
        vc2 dr3 doctor visit 05-04""",
    ),
    rule(
        "Arton hela månader till och med periodens sista dag: juli året före räknas, juni gör det inte.", "1 i medel av 1", listings=LISTED,
        contacts="""
        unit provider date
        vc1 dr9 2023-06-30
        vc1 dr1 2023-07-01
        vc1 dr1 03-01
        vc1 dr1 12-31""",
        extract=("2023-06-01", "2024-12-31"),
    ),
    rule(
        "SECON samma dag hos två läkare: de ordnas efter kod, så svaret är detsamma varje gång.", "0,5 i medel av 1", index="secon", listings=LISTED,
        contacts="""
        unit provider date
        vc1 dr2 02-01
        vc1 dr1 02-01
        vc1 dr2 03-01""",
    ),
    rule(
        "Personen redovisas där den är listad periodens sista dag: den listning som började senast.", "vc2: 1 i medel av 1", by=("unit", "period"),
        listings="""
        unit start end
        vc1 2022-01-01 -
        vc2 06-01 12-31
        vc3 07-01 12-30""",
        contacts="""
        unit provider date
        vc1 dr9 02-01
        vc2 dr1 07-01
        vc2 dr1 08-01
        vc2 dr1 09-01""",
        extract=("2023-06-01", "2024-12-31"),
    ),
    rule(
        "Den som dött eller inte är listad den dagen ingår inte.", "ingenting", "dead 1, not_listed 1",
        listings="""
        person unit start end
        A vc1 2022-01-01 -
        B vc1 2022-01-01 12-30""",
        deaths="""
        person died_on
        A 12-31""",
        contacts="""
        person unit date
        A vc1 02-01
        B vc1 02-01""",
    ),
    rule(
        "Kontinuitet till enheten: vilken enhet besöken är hos, också andra än den listade.", "0,333333 i medel av 1", continuity_of="unit", only_listed_unit=False,
        listings=LISTED,
        contacts="""
        unit provider date
        vc1 dr1 02-01
        vc1 dr2 03-01
        vc2 dr1 04-01""",
    ),
    rule(
        "På särskilt boende: den som bor där periodens sista dag, oavsett enhet och listning.", "1 i medel av 1", "not_living_in 1",
        only_listed_unit=False, attribution="residence", living_in=["care_home"],
        episodes="""
        person kind start end
        A care_home 05-01 -
        B care_home 05-01 12-30""",
        contacts="""
        person unit provider date
        A vc1 dr1 06-01
        A vc1 dr1 07-01
        A vc2 dr1 08-01
        B vc1 dr1 06-01""",
        extract=("2023-06-01", "2024-12-31"),
    ),
]  # fmt: skip
