"""./dev bench --national: all counties in one installation, on PostgreSQL: queries and CPU of the list and overview pages.

21 programmes with 290 municipalities and their regions as parties; one of them has 50 parties. So far of self-assessment: 300 000 answers in
four rounds for each programme. A room that has such a scale adds a function to FILLS, which fills one programme, and its pages to PAGES.
A page is a whole request, as in `bench.walk`.
"""

import itertools
import sys
import time
from dataclasses import dataclass
from datetime import date

MOST_QUERIES, MOST_MS = 20, 250
PROGRAMMES = 21
#: (parties, units for each party) of the large programme, and of each of the others.
LARGE, OTHERS = (50, 14), (13, 9)
GOALS, STATEMENTS, ROUNDS = 5, 5, 4


@dataclass(frozen=True)
class Filled:
    """A programme with its parties, and units by the key of their organisation."""

    programme: object
    parties: list
    units: dict
    goals: list


def programme(number):
    """A programme with goals, parties and units."""
    from fardplan.goals.models import Goal
    from fardplan.parties.models import Organisation, Party, Programme, Unit

    how_many, units = LARGE if number == 0 else OTHERS
    row = Programme.objects.create(slug=f"land-{number}", name=f"Program {number}")
    organisations = Organisation.objects.bulk_create(
        Organisation(slug=f"land-{number}-{n}", name=f"Kommun {number} {n}", short_name=f"Kommun {number} {n}", kind="municipality")
        for n in range(how_many)
    )
    parties = Party.objects.bulk_create(Party(programme=row, slug=f"part-{n}", organisation=each) for n, each in enumerate(organisations))
    made = Unit.objects.bulk_create(
        Unit(organisation=each, slug=f"{each.slug}-{n}", name=f"Enhet {n}") for each in organisations for n in range(units)
    )
    goals = Goal.objects.bulk_create(Goal(programme=row, slug=f"mal-{n}", number=n, title=f"Delmål {n}") for n in range(1, GOALS + 1))
    by_organisation = {key: list(group) for key, group in itertools.groupby(made, key=lambda unit: unit.organisation_id)}
    return Filled(row, parties, by_organisation, goals)


def self_assessment(filled):
    """Four rounds: all have handed in but in the last, which is open; every other party shows its results. Returns how many answers."""
    from fardplan.selfassessment.models import Answer, Assessment, Instrument, Release, Round, ScaleStep, Statement

    row = filled.programme
    instrument = Instrument.objects.create(programme=row, slug="skattning", title="Självskattning", fixed_date=date(2022, 1, 1))
    ScaleStep.objects.bulk_create(ScaleStep(instrument=instrument, value=value, label=f"Steg {value}") for value in range(5))
    statements = Statement.objects.bulk_create(
        Statement(programme=row, slug=f"p-{goal.slug}-{n}", instrument=instrument, goal=goal, text=f"{goal.title} {n}", weight=1 + n % 3)
        for goal in filled.goals
        for n in range(STATEMENTS)
    )
    answers = 0
    for turn in range(ROUNDS):
        is_last = turn == ROUNDS - 1
        held = Round.objects.create(
            programme=row, slug=f"omgang-{turn}", title=f"Omgång {turn}", instrument=instrument, period=f"{2021 + turn}",
            state="open" if is_last else "closed", opened_date=date(2021 + turn, 9, 1), last_day=date(2021 + turn, 10, 31),
            closed_date=None if is_last else date(2021 + turn, 11, 5),
        )  # fmt: skip
        assessments = Assessment.objects.bulk_create(
            Assessment(
                programme=row, slug=f"{held.slug}-{unit.slug}", round=held, unit=unit, party=party, people=3 + (unit.pk + turn) % 19,
                begun_date=held.opened_date, handed_in_date=None if is_last and unit.pk % 3 == 0 else held.opened_date,
            )
            for party in filled.parties
            for unit in filled.units[party.organisation_id]
        )  # fmt: skip
        answers += len(
            Answer.objects.bulk_create(
                Answer(assessment=each, statement=statement, value=(each.pk * 7 + statement.pk * 3 + turn) % 5)
                for each in assessments
                for statement in statements
            )
        )
        if not is_last:
            Release.objects.bulk_create(
                Release(round=held, party=party, released_date=held.closed_date) for party in filled.parties if party.pk % 2
            )
    return answers


#: What fills a programme: each returns how many of its rows there are.
FILLS = {"answers of self-assessment": self_assessment}

SELF = "/land-0/sjalvskattning"
#: (who: "lead" or "coordinator" of the large programme, name, address)
PAGES = (
    ("lead", "rounds", f"{SELF}/"),
    ("lead", "round, all handed in", f"{SELF}/omgang-2/"),
    ("lead", "round, open", f"{SELF}/omgang-3/"),
    ("lead", "round, as Excel", f"{SELF}/omgang-2/poang.xlsx"),
    ("coordinator", "round, own party's too", f"{SELF}/omgang-2/"),
    ("coordinator", "a party's points", f"{SELF}/omgang-2/part/part-0/"),
    ("lead", "instruments", f"{SELF}/instrument/"),
    ("lead", "instrument", f"{SELF}/instrument/skattning/"),
    ("coordinator", "a unit's answers", f"{SELF}/svar/omgang-3-land-0-0-0/"),
    ("coordinator", "a unit's form", f"{SELF}/svar/omgang-3-land-0-0-0/mal/mal-1/"),
    ("lead", "units in the round (form)", f"{SELF}/omgang-3/enheter/"),
    ("coordinator", "my page", "/min-sida/"),
)


def stock():
    """The country. Returns {who: user} of the large programme."""
    from django.db import connection, transaction

    from fardplan.accounts.permissions import Role
    from tests.factories import MembershipFactory, UserFactory

    began, counts = time.process_time(), dict.fromkeys(FILLS, 0)
    for number in range(PROGRAMMES):
        with transaction.atomic():
            filled = programme(number)
            for name, fill in FILLS.items():
                counts[name] += fill(filled)
        if number == 0:
            large = filled
        print(f"programme {number + 1} of {PROGRAMMES}", file=sys.stderr, flush=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(
        f"{PROGRAMMES} programmes, {', '.join(f'{count} {name}' for name, count in counts.items())}: {time.process_time() - began:.0f} s CPU"
    )
    lead, coordinator = UserFactory(), UserFactory()
    MembershipFactory(user=lead, programme=large.programme, role=Role.LEAD)
    MembershipFactory(user=coordinator, programme=large.programme, role=Role.COORDINATOR, party=large.parties[0])
    return {"lead": lead, "coordinator": coordinator}


def national():
    """Print every page's queries and CPU, those over the limits marked. Returns how many are over or do not answer."""
    from django.test import Client

    from bench.walk import ask

    clients = {}
    for who, user in stock().items():
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
    return over
