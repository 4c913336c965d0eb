"""./dev bench --spread, and part of --national: a programme of 312 areas with 40 methods through ten years, and 5 000 benefits, on PostgreSQL.

Each page is a whole request, as in `bench.walk`. What is asked: at most 15 queries and 200 ms of CPU.
"""

import time
from datetime import date

MOST_QUERIES, MOST_MS = 15, 200
METHODS, AREAS, YEARS, BENEFITS = 40, 312, range(2014, 2024), 5_000
PHASES = ("exploring", "pilot", "introduced")
STARTS = (date(2014, 1, 1), date(2018, 1, 1), date(2022, 1, 1))
HOME = "/spridda"
PAGES = (
    ("spread, 40 methods x 312 areas", f"{HOME}/spridning/"),
    ("spread, five years ago", f"{HOME}/spridning/?dag=2018-12-31"),
    ("a method, 312 areas", f"{HOME}/spridning/arbetssatt/metod-0/"),
    ("register of 5 000 benefits", f"{HOME}/nytta/"),
    ("the register, page 50", f"{HOME}/nytta/?sida=50"),
    ("those of one step", f"{HOME}/nytta/?steg=realise"),
    ("those of one piece of work", f"{HOME}/nytta/?arbete=arbete-0"),
    ("a benefit of ten parties", f"{HOME}/nytta/nytta-0/"),
    ("work across boundaries", f"{HOME}/nytta/granser/"),
    ("grants", f"{HOME}/ekonomi/statsbidrag/"),
)


def fill():
    """The programme. Returns a user who leads it."""
    from fardplan.accounts.permissions import Role
    from fardplan.parties.models import Organisation, Party, Programme
    from fardplan.portfolio.models import Initiative, WorkingMethod
    from tests.factories import MembershipFactory, UserFactory

    programme = Programme.objects.create(slug=HOME[1:], name="Spridda", shown_as_of=date(2023, 12, 31))
    organisations = Organisation.objects.bulk_create(
        Organisation(slug=f"omrade-{n}", name=f"Område {n}", short_name=f"Område {n}", kind="municipality") for n in range(AREAS)
    )
    parties = Party.objects.bulk_create(
        Party(programme=programme, slug=f"omrade-{n}", organisation=each) for n, each in enumerate(organisations)
    )
    methods = WorkingMethod.objects.bulk_create(
        WorkingMethod(programme=programme, slug=f"metod-{n}", name=f"Metod {n}") for n in range(METHODS)
    )
    work = Initiative.objects.bulk_create(Initiative(programme=programme, slug=f"arbete-{n}", title=f"Arbete {n}") for n in range(200))
    _periods(programme, parties, methods)
    _benefits(programme, parties, work)
    _money(programme, parties, organisations)
    lead = UserFactory()
    MembershipFactory(user=lead, programme=programme, role=Role.LEAD)
    return lead


def _periods(programme, parties, methods):
    from fardplan.spread.models import Adoption, MethodSheet, SpreadAmbition, TransferCheck

    SpreadAmbition.objects.bulk_create(
        SpreadAmbition(programme=programme, slug=f"ambition-{n}-{year}", method=each, year=year, parties=200)
        for n, each in enumerate(methods)
        for year in YEARS
    )
    Adoption.objects.bulk_create(
        (
            Adoption(
                programme=programme, slug=f"p-{m}-{a}-{place}", method=method, party=party, phase=phase, from_date=STARTS[place],
                until_date=STARTS[place + 1] if place + 1 < len(PHASES) else None, evidence="Ett team för hela kommunen.",
            )
            for m, method in enumerate(methods)
            for a, party in enumerate(parties)
            for place, phase in enumerate(PHASES)
            if (m + a) % 4 or place < 2
        ),
        batch_size=5_000,
    )  # fmt: skip
    points = [f"Punkt {n}" for n in range(8)]
    MethodSheet.objects.bulk_create(
        MethodSheet(programme=programme, slug=f"underlag-{each.slug}", method=each, checklist="\n".join(points)) for each in methods
    )
    TransferCheck.objects.bulk_create(
        TransferCheck(programme=programme, slug=f"c-{m}-{a}", method=method, party=party, done="\n".join(points[: a % 9]))
        for m, method in enumerate(methods)
        for a, party in enumerate(parties)
    )


def _benefits(programme, parties, work):
    """Ten parties in each tenth, two in the others; two values of each part, the last one unanswered."""
    from fardplan.benefits.models import BenefitPart, BenefitProfile, BenefitValue, BoundaryCost, ChainLink

    profiles = BenefitProfile.objects.bulk_create(
        BenefitProfile(
            programme=programme, slug=f"nytta-{n}", title=f"Nytta {n}", initiative=work[n % len(work)], change="Något ändras",
            for_whom="Sköra äldre", kind=("certain", "time", "quality", "")[n % 4], measurement="Egen mätning", unit="besök",
            method="Räknas", frequency=6, first_date=date(2023, 3, 1), prerequisites="Tid",
        )
        for n in range(BENEFITS)
    )  # fmt: skip
    ChainLink.objects.bulk_create(
        ChainLink(profile=each, stage=stage, position=1, text=f"{stage} {n}")
        for n, each in enumerate(profiles)
        for stage in ("method", "outcome", "benefit")
    )
    made = BenefitPart.objects.bulk_create(
        BenefitPart(
            programme=programme, slug=f"del-{n}-{place}", profile=each, party=parties[(n + place) % AREAS], owner="Enhetschef",
            baseline="100", baseline_date=date(2022, 3, 1), target="60",
        )
        for n, each in enumerate(profiles)
        for place in range(2 if n % 10 else 10)
    )  # fmt: skip
    BenefitValue.objects.bulk_create(
        (
            BenefitValue(
                programme=programme, slug=f"{part.slug}-{number}", part=part, dated=date(2022 + number, 9, 1), reported="80",
                value=None if number else "80", answered_date=None if number else date(2022, 10, 1),
            )
            for part in made
            for number in range(2)
        ),
        batch_size=5_000,
    )  # fmt: skip
    BoundaryCost.objects.bulk_create(
        BoundaryCost(
            programme=programme, slug=f"grans-{n}", title=f"Arbete över gräns {n}", from_party=parties[n % AREAS],
            to_party=parties[(n * 7 + 1) % AREAS], year=2023, hours=10, amount=10_000, amount_absence="",
        )
        for n in range(500)
        if n % AREAS != (n * 7 + 1) % AREAS
    )  # fmt: skip


def _money(programme, parties, organisations):
    from fardplan.economy.models import Funding, GrantUse

    given = Funding.objects.bulk_create(
        Funding(
            programme=programme, slug=f"bidrag-{n}-{year}", organisation=each, year=year, role=Funding.Role.RECEIVES, grant="Statsbidrag",
            chapter="God och nära vård", amount=1_000_000, amount_absence="",
        )
        for n, each in enumerate(organisations)
        for year in (2022, 2023)
    )  # fmt: skip
    GrantUse.objects.bulk_create(
        GrantUse(
            programme=programme, slug=f"{each.slug}-{n}", funding=each, title=f"Användning {n}", amount=100_000, amount_absence="",
            own=100_000, own_absence="",
        )
        for each in given
        for n in range(3)
    )  # fmt: skip


def measure():
    """Print every page's queries and CPU, those over the limits marked. Returns how many are over or do not answer."""
    from django.db import connection, transaction
    from django.test import Client

    from bench.walk import ask

    began = time.process_time()
    with transaction.atomic():
        lead = fill()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    told = f"{METHODS} methods x {AREAS} areas x {len(YEARS)} years, {BENEFITS} benefits"
    print(f"{told}: {time.process_time() - began:.0f} s CPU", flush=True)
    client, over = Client(raise_request_exception=False, headers={"host": "localhost"}), 0
    client.force_login(lead)
    for name, url in PAGES:
        found = ask(client, name, url)
        wrong = found.status != 200 or found.queries > MOST_QUERIES or found.cpu_ms > MOST_MS
        over += wrong
        mark = f"OVER {found.status}" if wrong else ""
        print(f"{name[:34]:34} {found.queries:7} {found.cpu_ms:8.1f} {found.kilobytes:7.0f} {mark} {url}", flush=True)
    return over
