"""Rules of avoidable hospital care."""

from .case import rule

KEY = "avoidable-four"

RULES = [
    rule(
        "Vårdperioder vars första huvuddiagnos finns i listan, på antalet invånare 20 år och äldre.", "1 på 3", "not_in_codes 2",
        stays="""
        person admitted discharged diagnosis
        A 03-01 03-05 I50.0
        B 03-01 03-05 I21
        C 03-01 03-05 -""",
    ),
    rule(
        "Flytt samma dag är samma vårdperiod, och den första diagnosen gäller.", "1 på 1",
        stays="""
        admitted discharged diagnosis
        03-01 03-05 J44.1
        03-05 03-09 I50""",
    ),
    rule(
        "Två vårdperioder hos samma person är två.", "2 på 1",
        stays="""
        admitted discharged diagnosis
        03-01 03-05 E11
        03-08 03-09 E11""",
    ),
    rule(
        "Den som är under 20 räknas varken i täljare eller nämnare, inte heller den vars ålder är okänd.", "1 på 1", "unknown_age 1, age 1",
        stays="""
        person admitted discharged diagnosis
        A 03-01 03-05 J45
        B 03-01 03-05 J45
        C 03-01 03-05 J45""",
        persons="""
        person birth_date
        B 2010-01-01
        C -""",
    ),
    rule(
        "Invånare räknas periodens sista dag: den som dött eller flyttat räknas inte i nämnaren, men vårdperioden räknas där personen bodde då.", "K1: 2 på 1; K2: 0 på 1",
        stays="""
        person admitted discharged diagnosis
        A 03-01 03-05 I50
        B 03-01 03-05 I50""",
        persons="""
        person
        C""",
        moves="""
        person moved_on municipality
        A 12-31 K2""",
        deaths="""
        person died_on
        B 12-31""",
    ),
    rule(
        "En kommun med vårdperioder men utan invånare får ingen siffra.", "ingen siffra",
        stays="""
        admitted discharged diagnosis
        03-01 03-05 I50""",
        deaths="""
        died_on
        06-01""",
    ),
    rule(
        "Den som dör i vården räknas. Pågående vård räknas först när den avslutas.", "1 på 1", "open 1",
        stays="""
        person admitted discharged discharged_to diagnosis
        A 03-01 03-05 dead I50
        B 2025-12-01 - unknown I50""",
        deaths="""
        person died_on
        A 03-05""",
    ),
    rule(
        "Oplanerat kan krävas: då gäller det första vårdtillfällets inskrivning.", "0 på 1", "admission 1", admission=["unplanned"],
        stays="""
        admitted discharged admission diagnosis
        03-01 03-05 planned I50""",
    ),
]  # fmt: skip
