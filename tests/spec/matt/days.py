"""Rules of days after ready and of time at home in the last year."""

from .case import rule

DAYS_AFTER_READY = [
    rule(
        "Dagen då personen blir klar räknas inte, utskrivningsdagen gör det.", "4 i medel av 1",
        stays="""
        stay admitted discharged
        1 03-01 03-10""",
        ready="""
        stay ready_on
        1 03-06""",
    ),
    rule(
        "Den som skrivs ut samma dag har ingen väntan och ingår inte …", "ingenting", "no_days 1",
        stays="""
        stay admitted discharged
        1 03-01 03-10""",
        ready="""
        stay ready_on
        1 03-10""",
    ),
    rule(
        "… om inte count_zero_days är sant.", "0 i medel av 1", count_zero_days=True,
        stays="""
        stay admitted discharged
        1 03-01 03-10""",
        ready="""
        stay ready_on
        1 03-10""",
    ),
    rule(
        "Ett återtaget meddelande räknas till återtagandet. Överlappar två meddelanden räknas dagen en gång.", "4 i medel av 1",
        stays="""
        stay admitted discharged
        1 03-01 03-20""",
        ready="""
        stay ready_on withdrawn_on
        1 03-05 03-07
        1 03-06 03-07
        1 03-18 -""",
    ),
    rule(
        "Utan angivet vårdtillfälle gäller det som pågick; pågick två, det som började sist.", "R avd2: 1 i medel av 1", attribution="provider", by=("organisation", "unit", "period"),
        stays="""
        unit admitted discharged
        avd1 03-01 03-20
        avd2 03-05 03-10""",
        ready="""
        ready_on
        03-09""",
    ),
    rule(
        "Ett meddelande som inte hör till personens vård avvisas.", "ingenting", "no_stay 2, outside_stay 2",
        stays="""
        stay admitted discharged
        1 03-05 03-10""",
        ready="""
        person stay ready_on
        A - 03-11
        B 1 03-06
        A 1 03-04
        A 1 03-11""",
    ),
    rule(
        "Pågående vård räknas när den avslutas.", "ingenting", "open 1",
        stays="""
        stay admitted discharged
        1 2025-12-01 -""",
        ready="""
        stay ready_on
        1 2025-12-05""",
    ),
    rule(
        "Den som dör i väntan räknas.", "2 i medel av 1",
        stays="""
        stay admitted discharged discharged_to
        1 03-01 03-10 dead""",
        ready="""
        stay ready_on
        1 03-08""",
        deaths="""
        died_on
        03-10""",
    ),
    rule(
        "Ett återtagande före meddelandet är en omöjlig rad.", "ingenting", "end_before_start 1",
        stays="""
        stay admitted discharged
        1 03-01 03-10""",
        ready="""
        stay ready_on withdrawn_on
        1 03-08 03-07""",
    ),
]  # fmt: skip

HOME_AT_END = [
    rule(
        "Sjukhusdagar är nätter: tio dygn borta av 365 ger 355/365, avkortat.", "0,972602 i medel av 1",
        deaths="""
        died_on
        12-01""",
        stays="""
        admitted discharged
        03-01 03-11""",
    ),
    rule(
        "In och ut samma dag är ingen dag borta. Den som inte har några händelser var hemma.", "1 i medel av 2",
        deaths="""
        person died_on
        A 12-01
        B 12-01""",
        stays="""
        admitted discharged
        03-01 03-01""",
    ),
    rule(
        "Dödsdagen ingår inte, och inte dagar mer än ett år före: en lång vårdtid fyller hela året.", "0 i medel av 1",
        deaths="""
        died_on
        12-01""",
        stays="""
        admitted discharged
        2023-06-01 12-01""",
    ),
    rule(
        "Särskilt boende är hemma, korttidsboende är borta (första och sista dagen medräknade), och en dag räknas en gång.", "0,986301 i medel av 1",
        deaths="""
        died_on
        12-01""",
        episodes="""
        kind start end
        care_home 01-01 -
        short_term 03-01 03-05""",
        stays="""
        admitted discharged
        03-03 03-06""",
    ),
    rule(
        "Pågående korttidsboende varar till dagen före dödsdagen.", "0,99178 i medel av 1",
        deaths="""
        died_on
        12-01""",
        episodes="""
        kind start
        short_term 11-28""",
    ),
    rule(
        "Den som är under 18 räknas inte; finns två dödsdagar gäller den första.", "1 i medel av 1", "age 1",
        deaths="""
        person died_on
        A 12-01
        A 12-05
        B 12-01""",
        persons="""
        person birth_date
        B 2010-01-01""",
        stays="""
        admitted discharged
        12-01 12-04""",
    ),
    rule(
        "Året före perioden måste vara känt: 2024 visas om uttaget börjar den 1 januari 2023, inte om det börjar dagen efter.", "ingenting", "incomplete_period 1",
        extract=("2023-01-02", "2025-12-31"),
        deaths="""
        died_on
        12-01""",
    ),
]  # fmt: skip
