"""Rules of primary care's share, emergency visits, and contacts around the start of a municipal episode."""

from .case import rule

PRIMARY_SHARE = [
    rule(
        "Läkarbesök i primärvården av alla läkarbesök utanför avdelningarna; kommunens egna kontakter, andra yrken och telefon räknas inte.", "1 av 2",
        "other_care 1, profession 1, mode 1",
        contacts="""
        care profession mode date
        primary doctor visit 03-01
        outpatient doctor visit 03-02
        municipal doctor visit 03-03
        primary nurse visit 03-04
        primary doctor phone 03-05""",
    ),
    rule(
        "Okänt yrke och okänt kontaktsätt räknas bara när ni inte väljer.", "3 av 3", professions=None, modes=None,
        contacts="""
        profession mode date
        unknown visit 03-01
        doctor unknown 03-02
        nurse phone 03-03""",
    ),
    rule(
        "Hemkommunen är den dagen kontakten skedde.", "K1: 1 av 1; K2: 0 av 1",
        contacts="""
        care date
        primary 03-31
        outpatient 04-01""",
        moves="""
        moved_on municipality
        04-01 K2""",
    ),
    rule(
        "En vårdform som inte finns avvisas, liksom en dubblett; två kontakter samma dag är två.", "2 av 2", "duplicate 1, unknown_code 1",
        contacts="""
        contact care date
        1 primary 03-01
        1 primary 03-01
        2 primary 03-01
        3 tandvård 03-01""",
    ),
]  # fmt: skip

EMERGENCIES = [
    rule(
        "Varje besök av den som fyllt 80 den dagen, på antalet invånare som fyllt 80 periodens sista dag.", "2 på 2", "age 1",
        emergencies="""
        person date
        A 03-01
        A 03-01
        B 03-01""",
        persons="""
        person birth_date
        A 1940-01-01
        B 1944-03-02
        C 1945-01-01""",
    ),
    rule(
        "Besöket räknas fast personen inte lever vid periodens slut; nämnaren är de som gör det.", "1 på 1",
        emergencies="""
        person date
        A 03-01""",
        persons="""
        person birth_date
        A 1940-01-01
        B 1940-01-01""",
        deaths="""
        person died_on
        A 06-01""",
    ),
    rule(
        "Vad besöket ledde till kan krävas.", "1 på 1", "outcome 1", outcomes=["home"],
        emergencies="""
        outcome date
        home 03-01
        admitted 03-01""",
        persons="""
        person birth_date
        A 1940-01-01""",
    ),
]  # fmt: skip

AROUND = [
    rule(
        "Efter: från insatsens första dag och 182 dagar framåt. Den sista av dem räknas, nästa inte.", "2 i medel av 1",
        episodes="""
        start
        03-01""",
        emergencies="""
        date
        02-29
        03-01
        08-29
        08-30""",
    ),
    rule(
        "Före: 182 dagar till och med dagen innan.", "2 i medel av 1", side="before",
        episodes="""
        start
        03-01""",
        emergencies="""
        date
        2023-08-31
        2023-09-01
        02-29
        03-01""",
    ),
    rule(
        "Den som inte har några händelser har noll, och räknas i medelvärdet.", "0,5 i medel av 2",
        episodes="""
        person start
        A 03-01
        B 03-01""",
        emergencies="""
        person date
        A 03-01""",
    ),
    rule(
        "Bara den första insatsen räknas; en insats av annat slag är ingen insats här.", "1 i medel av 1",
        episodes="""
        kind start
        home_care 01-01
        health_care 03-01
        health_care 06-01""",
        emergencies="""
        date
        01-15
        03-01""",
    ),
    rule(
        "Den som redan hade insatsen när uttaget börjar undantas, även när en ny börjar senare.", "ingenting", "lookback 1",
        episodes="""
        start end
        2022-03-01 2022-05-01
        03-01 -""",
    ),
    rule(
        "Den som dör under tiden undantas från både före och efter …", "ingenting", "death_in_window 1", side="before",
        episodes="""
        start
        03-01""",
        deaths="""
        died_on
        08-29""",
    ),
    rule(
        "… men inte den som dör dagen efter.", "0 i medel av 1",
        episodes="""
        start
        03-01""",
        deaths="""
        died_on
        08-30""",
    ),
    rule(
        "Inläggningar räknas på inskrivningsdagen, och pågående vård räknas.", "2 i medel av 1", count="stays",
        episodes="""
        start
        2025-03-01""", only="2025", extract=("2023-01-01", "2026-07-01"),
        stays="""
        admitted discharged
        2025-02-20 2025-03-01
        2025-03-01 2025-03-02
        2025-08-29 -""",
    ),
    rule(
        "Kontakter kan väljas på vårdform, yrke och kontaktsätt.", "1 i medel av 1", count="contacts", care=["primary"], professions=["doctor"], modes=["home"],
        episodes="""
        start
        03-01""",
        contacts="""
        care profession mode date
        primary doctor home 03-02
        primary doctor visit 03-02
        primary nurse home 03-02
        outpatient doctor home 03-02""",
    ),
]  # fmt: skip
