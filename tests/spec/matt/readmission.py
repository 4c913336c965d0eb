"""Rules of readmission."""

from .case import rule

KEY = "readmission-30"

RULES = [
    rule(
        "Den som kommer tillbaka oplanerat inom 30 dagar räknas. Återinskrivningen är själv en utskrivning i nämnaren.", "1 av 2",
        stays="""
        admitted discharged admission
        03-01 03-05 planned
        03-20 03-25 unplanned""",
    ),
    rule(
        "Dag 30 räknas, dag 31 gör det inte.", "1 av 4",
        stays="""
        person admitted discharged
        A 03-01 03-01
        A 03-31 03-31
        B 03-01 03-01
        B 04-01 04-01""",
    ),
    rule(
        "En planerad återkomst räknas inte, och inte en vars inskrivning är okänd.", "0 av 4",
        stays="""
        person admitted discharged admission
        A 03-01 03-05 unplanned
        A 03-10 03-12 planned
        B 03-01 03-05 unplanned
        B 03-10 03-12 unknown""",
    ),
    rule(
        "Planerad först, oplanerad sedan: fönstret räknas från varje utskrivning, och den oplanerade räknas för båda.", "2 av 3",
        stays="""
        admitted discharged admission
        03-01 03-05 unplanned
        03-10 03-12 planned
        03-20 03-22 unplanned""",
    ),
    rule(
        "Bara nästa vårdperiod prövas när next_stay_only är sant: den planerade skymmer den oplanerade.", "1 av 3", next_stay_only=True,
        stays="""
        admitted discharged admission
        03-01 03-05 unplanned
        03-10 03-12 planned
        03-20 03-22 unplanned""",
    ),
    rule(
        "En flytt samma dag är samma vårdperiod, inte en återkomst.", "0 av 1",
        stays="""
        unit admitted discharged
        avd1 03-01 03-05
        avd2 03-05 03-09""",
    ),
    rule(
        "Är transfer_gap_days null kedjas inget: flytten blir en återkomst samma dag.", "1 av 2", transfer_gap_days=None,
        stays="""
        unit admitted discharged
        avd1 03-01 03-05
        avd2 03-05 03-09""",
    ),
    rule(
        "… och räknas inte samma dag när same_day_counts är falskt.", "0 av 2", transfer_gap_days=None, same_day_counts=False,
        stays="""
        unit admitted discharged
        avd1 03-01 03-05
        avd2 03-05 03-09""",
    ),
    rule(
        "Nästa dag är en återkomst med transfer_gap_days 0 …", "1 av 2",
        stays="""
        admitted discharged
        03-01 03-05
        03-06 03-09""",
    ),
    rule(
        "… men samma vårdperiod med 1.", "0 av 1", transfer_gap_days=1,
        stays="""
        admitted discharged
        03-01 03-05
        03-06 03-09""",
    ),
    rule(
        "Vårdtillfällen inuti ett annat: den senaste utskrivningen hittills avgör, inte den förra radens.", "1 av 2",
        stays="""
        admitted discharged
        03-01 03-20
        03-03 03-05
        03-15 03-16
        03-25 03-26""",
    ),
    rule(
        "Utskrivningen hör till den enhet som skrev ut sist, även om den inte började sist.", "R avd1: 0 av 1", by=("organisation", "unit", "period"),
        stays="""
        unit admitted discharged
        avd1 03-01 03-20
        avd2 03-03 03-05""",
    ),
    rule(
        "Orsaken är det första vårdtillfällets: akut in, planerad flytt vidare, är en oplanerad återkomst.", "1 av 2",
        stays="""
        admitted discharged admission
        03-01 03-05 planned
        03-10 03-12 unplanned
        03-12 03-15 planned""",
    ),
    rule(
        "Pågående vård är ingen utskrivning, men kan vara en återkomst.", "1 av 1", "open 1",
        stays="""
        admitted discharged
        2024-12-01 2024-12-10
        2024-12-20 -""", extract=("2022-01-01", "2025-01-31"),
    ),
    rule(
        "Ett pågående vårdtillfälle sväljer senare rader hos personen.", "ingenting", "open 1",
        stays="""
        admitted discharged
        2024-12-01 -
        2024-12-10 2024-12-12""", extract=("2022-01-01", "2025-01-31"),
    ),
    rule(
        "Har det pågått mer än ett år är det troligen aldrig avslutat: raden avvisas, resten räknas.", "0 av 1", "open_too_long 1",
        stays="""
        admitted discharged
        03-01 -
        03-10 03-12""",
    ),
    rule(
        "Den som dör i vården är ingen utskrivning, vad som än står i utskriven till.", "0 av 1", "discharged_to 1, died_in_stay 1",
        stays="""
        person admitted discharged discharged_to
        A 03-01 03-05 dead
        B 03-01 03-05 home
        C 03-01 03-05 home""",
        deaths="""
        person died_on
        B 03-05""",
    ),
    rule(
        "Den som dör efter utskrivningen står kvar i nämnaren …", "0 av 1",
        stays="""
        admitted discharged
        03-01 03-05""",
        deaths="""
        died_on
        03-06""",
    ),
    rule(
        "… om inte death_in_window säger annat.", "ingenting", "death_in_window 1", death_in_window="exclude",
        stays="""
        admitted discharged
        03-01 03-05""",
        deaths="""
        died_on
        04-04""",
    ),
    rule(
        "Den som skrivs ut till annat sjukhus eller mot läkares råd är undantagen som utskrivning; återkomsten dit är ändå en återkomst.", "1 av 1", "discharged_to 2",
        stays="""
        person admitted discharged discharged_to
        A 03-01 03-05 home
        A 03-10 03-12 against_advice
        B 03-10 03-12 hospital""",
    ),
    rule(
        "Diagnoser kan undantas; punkt och små bokstäver spelar ingen roll.", "0 av 1", "diagnosis 1", index_exclude_diagnosis_prefixes=["O", "C50"],
        stays="""
        person admitted discharged diagnosis
        A 03-01 03-05 c50.9
        B 03-01 03-05 C51""",
    ),
    rule(
        "Ålder är fyllda år på utskrivningsdagen. Är den okänd och det finns en gräns, undantas utskrivningen.", "0 av 1", "unknown_age 1, age 1", age_from=65,
        stays="""
        person admitted discharged
        A 03-01 03-05
        B 03-01 03-05
        C 03-01 03-05""",
        persons="""
        person birth_date
        A 1959-03-05
        B 1959-03-06
        C -""",
    ),
    rule(
        "Efter hemkommun gäller kommunen där personen bodde på utskrivningsdagen; flyttdagen är första dagen i den nya.", "K1: 0 av 1; K2: 0 av 1", attribution="residence",
        stays="""
        person admitted discharged
        A 03-01 03-05
        B 03-01 03-05""",
        moves="""
        person moved_on municipality
        A 03-05 K2
        B 03-06 K2""",
    ),
    rule(
        "Skörhet är det sista vårdtillfällets; okänd bildar en egen grupp.", "5-6: 0 av 1; 7-9: 0 av 1; unknown: 0 av 2", by=("period", "frailty"),
        stays="""
        person admitted discharged frailty
        A 03-01 03-05 3
        A 03-05 03-06 7
        B 03-01 03-05 5
        C 03-01 03-05 -
        D 03-01 03-05 12""",
    ),
    rule(
        "En period visas först när den är följd i 30 dagar: mars visas, april gör det inte.", "R 2024-03: 1 av 1", "incomplete_period 1", period="month", only="",
        extract=("2024-03-01", "2024-05-29"),
        stays="""
        admitted discharged
        03-20 03-31
        04-02 04-03""",
    ),
    rule(
        "Rullande tolv månader heter som sin sista månad; samma utskrivning finns i tolv av dem.", "R 2024-02: 0 av 1; R 2024-03: 0 av 2", period="rolling_12", only="",
        extract=("2023-03-01", "2024-04-30"),
        stays="""
        person admitted discharged
        A 2024-02-01 2024-02-02
        B 2024-03-01 2024-03-02""",
    ),
    rule(
        "Dubbletter räknas en gång; samma nyckel med olika innehåll gör det inte till samma rad.", "0 av 1", "duplicate 1",
        stays="""
        stay admitted discharged
        1 03-01 03-05
        1 03-01 03-05
        1 03-01 03-06""",
    ),
    rule(
        "Omöjliga rader avvisas och räknas, var för sig.", "0 av 1", "end_before_start 1, impossible_date 2, missing_value 1",
        stays="""
        person admitted discharged
        A 03-01 03-05
        B 03-05 03-01
        C 1753-01-01 1753-01-02
        D 03-01 9999-12-30
        - 03-01 03-05""",
    ),
]  # fmt: skip
