"""./dev bench --national: all counties in one installation, on PostgreSQL: queries and CPU of the list and overview pages.

21 programmes with 290 municipalities and their regions as parties; one of them has 50 parties. In all 5 000 initiatives, 100 000 activities,
300 000 answers of self-assessment and 1.5 million figures. A room that has such a scale adds a function to FILLS
(`bench.national_fills`), which fills one programme, and its pages to PAGES. A page is a whole request, as in `bench.walk`.
"""

import itertools
import sys
import time
from dataclasses import dataclass

from bench.national_fills import FILLS, codes, figures

MOST_QUERIES, MOST_MS = 20, 250
REPORT_SECONDS = 20
PROGRAMMES = 21
#: (parties, units for each party, initiatives, activities) of the large programme, and of each of the others.
LARGE, OTHERS = (50, 14, 600, 10_000), (13, 9, 220, 4_500)


@dataclass(frozen=True)
class Filled:
    """A programme with its parties, and units by the key of their organisation."""

    programme: object
    parties: list
    units: dict
    goals: list


def programme(number, size=None):
    """A programme with goals, parties, units, initiatives and activities."""
    from fardplan.parties.models import Programme, Unit
    from tests.factories.bulk import fill

    parties, units, initiatives, activities = size or (LARGE if number == 0 else OTHERS)
    row = Programme.objects.create(slug=f"land-{number}", name=f"Program {number}")
    stock = fill(row, initiatives=initiatives, activities=activities, parties=parties)
    made = Unit.objects.bulk_create(
        Unit(organisation_id=party.organisation_id, slug=f"{row.slug}-{place}-{n}", name=f"Enhet {n}")
        for place, party in enumerate(stock.parties)
        for n in range(units)
    )
    by_organisation = {key: list(group) for key, group in itertools.groupby(made, key=lambda unit: unit.organisation_id)}
    return Filled(row, stock.parties, by_organisation, stock.goals)


SELF, PLANS, REVIEWS = "/land-0/sjalvskattning", "/land-0/planer", "/land-0/aktivitetsuppfoljning"
#: (who: "lead" or "coordinator" of the large programme, name, address)
PAGES = (
    ("lead", "county", "/land-0/"),
    ("lead", "portfolio", "/land-0/portfolj/"),
    ("lead", "roadmap", "/land-0/fardplan/"),
    ("lead", "activities", "/land-0/aktiviteter/"),
    ("lead", "indicators", "/land-0/nyckeltal/"),
    ("lead", "what the figures say", "/land-0/nyckeltal/signaler/"),
    ("lead", "plans", f"{PLANS}/"),
    ("lead", "plans, page two", f"{PLANS}/?sida=2"),
    ("coordinator", "a party's plan, 66 activities", f"{PLANS}/plan-part-0-2024/"),
    ("lead", "a plan of five parties", f"{PLANS}/plan-tillsammans-0-2024/"),
    ("lead", "a plan's frozen version", f"{PLANS}/plan-part-0-2024/version-1/"),
    ("lead", "side by side", f"{PLANS}/jamfor/?ar=2024"),
    ("lead", "side by side, one party", f"{PLANS}/jamfor/?ar=2024&part=part-3"),
    ("coordinator", "ongoing work", f"{PLANS}/inventering/"),
    ("lead", "other counties", f"{PLANS}/omvarld/"),
    ("lead", "rounds", f"{SELF}/"),
    ("lead", "round, all handed in", f"{SELF}/omgang-2/"),
    ("lead", "round, open", f"{SELF}/omgang-3/"),
    ("lead", "round, as Excel", f"{SELF}/omgang-2/poang.xlsx"),
    ("coordinator", "round, own party's too", f"{SELF}/omgang-2/"),
    ("coordinator", "a party's points", f"{SELF}/omgang-2/part/part-0/"),
    ("lead", "instruments", f"{SELF}/instrument/"),
    ("lead", "instrument", f"{SELF}/instrument/skattning/"),
    ("coordinator", "a unit's answers", f"{SELF}/svar/omgang-3-land-0-0-0/"),
    ("coordinator", "a unit's form", f"{SELF}/svar/omgang-3-land-0-0-0/mal/delmal-1/"),
    ("lead", "units in the round (form)", f"{SELF}/omgang-3/enheter/"),
    ("lead", "reviews", f"{REVIEWS}/"),
    ("lead", "reviews, filtered", f"{REVIEWS}/?period=2023&faktor=faktor-3&slag=helped&mal=delmal-1"),
    ("lead", "a review", f"{REVIEWS}/granskning-0/"),
    ("coordinator", "tips", f"{REVIEWS}/tips/"),
    ("lead", "scale and factors", f"{REVIEWS}/ord/"),
    ("lead", "frameworks", "/land-0/ramverk/"),
    ("lead", "listening", "/land-0/lyssna/"),
    ("lead", "yearly follow-ups", "/land-0/uppfoljning/"),
    ("lead", "a year's follow-up", "/land-0/uppfoljning/period/2023/"),
    ("coordinator", "a party's year", "/land-0/uppfoljning/period/2023/part-0/"),
    ("lead", "are we nearer?", "/land-0/narmare/?period=2023"),
    ("lead", "are we nearer? what it rests on", "/land-0/narmare/delmal-1/part-0/?period=2023"),
    ("lead", "reports", "/land-0/rapporter/"),
    ("coordinator", "my page", "/min-sida/"),
)


def stock(programmes=PROGRAMMES):
    """The country. Returns (the large programme's Filled, {who: user})."""
    from django.db import connection, transaction

    from fardplan.accounts.permissions import Role
    from fardplan.search import index
    from tests.factories import MembershipFactory, UserFactory

    began, counts, made = time.process_time(), dict.fromkeys(FILLS, 0), []
    for number in range(programmes):
        with transaction.atomic():
            made.append(programme(number))
            for name, fill in FILLS.items():
                counts[name] += fill(made[-1])
        print(f"programme {number + 1} of {programmes}", file=sys.stderr, flush=True)
    with transaction.atomic():
        codes(made)
        counts["figures"] = figures(made)
    counts["rows indexed"] = index.rebuild()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    told = ", ".join(f"{count} {name}" for name, count in counts.items())
    print(f"{programmes} programmes, {told}: {time.process_time() - began:.0f} s CPU", flush=True)
    lead, coordinator = UserFactory(), UserFactory()
    MembershipFactory(user=lead, programme=made[0].programme, role=Role.LEAD)
    MembershipFactory(user=coordinator, programme=made[0].programme, role=Role.COORDINATOR, party=made[0].parties[0])
    return made[0], {"lead": lead, "coordinator": coordinator}


def national(programmes=PROGRAMMES):
    """Print every page's queries and CPU, those over the limits marked. Returns how many are over or do not answer."""
    from django.test import Client

    from bench import spread
    from bench.walk import ask

    large, users = stock(programmes)
    clients = {}
    for who, user in users.items():
        clients[who] = Client(raise_request_exception=False, headers={"host": "localhost"})
        clients[who].force_login(user)
    over = 0
    print(f"{'page':34} {'queries':>7} {'CPU ms':>8} {'kB':>7}")
    for who, name, url in PAGES:
        found = ask(clients[who], name, url)
        wrong = found.status != 200 or found.queries > MOST_QUERIES or found.cpu_ms > MOST_MS
        over += wrong
        mark = "" if not wrong else f"OVER {found.status}"
        print(f"{name[:34]:34} {found.queries:7} {found.cpu_ms:8.1f} {found.kilobytes:7.0f} {mark} {url}", flush=True)
    return over + county_report(large.programme) + spread.measure()


def county_report(programme):
    """Print what the county report of the large programme's 2023 takes, composed from the register and in each format. 1 when too long."""
    from fardplan.documents import canonical_text
    from fardplan.kit.periods import ReportPeriod
    from fardplan.reports import county
    from fardplan.reports.files import FORMATS

    began = time.process_time()
    text = canonical_text(county.compose(programme, ReportPeriod.parse("2023")).document)
    seconds = {"composed": time.process_time() - began}
    for suffix, wanted in FORMATS.items():
        began = time.process_time()
        wanted.make(text)
        seconds[suffix] = time.process_time() - began
    total = sum(seconds.values())
    told = ", ".join(f"{name} {taken:.1f}" for name, taken in seconds.items())
    print(f"county report, {len(text) / 1000:.0f} kB: {total:.1f} s CPU ({told}){' OVER' if total > REPORT_SECONDS else ''}")
    return int(total > REPORT_SECONDS)
