"""What fills a programme of `bench.national`, room by room: rows in bulk, straight to the tables. Each answers how many of its rows there are."""

import itertools
from datetime import UTC, date, datetime

STATEMENTS, ROUNDS = 6, 4
YEARS = (2022, 2023, 2024)
#: Every so many parties share a plan, besides a plan of each party's own.
TOGETHER = 5


def self_assessment(filled):
    """Four rounds: all have handed in but in the last, which is open; every other party shows its results."""
    from fardplan.selfassessment.models import Answer, Assessment, Instrument, Release, Round, ScaleStep, Statement

    row = filled.programme
    instrument = Instrument.objects.create(programme=row, slug="skattning", title="Självskattning", fixed_date=date(2021, 1, 1))
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


def plans(filled):
    """A plan a year of each party's own with all of its activities, and one that parties share with every fifth of them again; all sent."""
    from fardplan.plan.models import Activity, OngoingWork, OperationalPlanEntry, Plan, PlanItem, Scan

    row, parties = filled.programme, filled.parties
    groups = [parties[place : place + TOGETHER] for place in range(0, len(parties), TOGETHER)]
    whose = [(f"plan-{party.slug}", [party]) for party in parties] + [(f"plan-tillsammans-{n}", group) for n, group in enumerate(groups)]
    made = Plan.objects.bulk_create(
        Plan(programme=row, slug=f"{name}-{year}", title=f"{name} {year}", year=year) for year in YEARS for name, _parties in whose
    )
    members = dict(zip((plan.pk for plan in made), [held for _year in YEARS for _name, held in whose], strict=True))
    Plan.parties.through.objects.bulk_create(
        Plan.parties.through(plan_id=plan, party_id=party.pk) for plan, held in members.items() for party in held
    )
    by_year = {year: {} for year in YEARS}
    for activity in Activity.objects.filter(programme=row):
        by_year[activity.year].setdefault(activity.responsible_id, []).append(activity)
    items = PlanItem.objects.bulk_create(
        PlanItem(plan=plan, activity=activity, how="Tillsammans, i samma rum", followed_up="Vid årets slut", position=n)
        for plan in made
        for party in members[plan.pk]
        for n, activity in enumerate(by_year[plan.year].get(party.pk, [])[:: 1 if len(members[plan.pk]) == 1 else 5])
    )
    OperationalPlanEntry.objects.bulk_create(
        OperationalPlanEntry(activity=item.activity, party_id=item.activity.responsible_id, words="Verksamhetsplan 2024")
        for item in items[::20]
        if len(members[item.plan_id]) == 1
    )
    _versions(row, made, members, items)
    OngoingWork.objects.bulk_create(
        OngoingWork(programme=row, slug=f"pagar-{n}", party=parties[n % len(parties)], title=f"Pågående arbete {n}", year=2024) for n in range(400)
    )  # fmt: skip
    Scan.objects.bulk_create(Scan(programme=row, slug=f"omvarld-{n}", county=f"Län {n % 21}", title=f"Praxis {n}") for n in range(200))
    return len(items)


def _versions(programme, made, members, items):
    from fardplan.documents import canonical_text, sha256
    from fardplan.governance.models import Decision, Matter, PartyDecision
    from fardplan.plan.models import PlanVersion
    from tests.factories.bulk import _time

    matters = Matter.objects.bulk_create(Matter(programme=programme, slug=f"m-{plan.slug}", title=plan.title) for plan in made)
    decided = Decision.objects.bulk_create(
        Decision(programme=programme, slug=f"b-{plan.slug}", matter=matter, title=plan.title, **_time(Decision, "time", "3 mars 2024"))
        for plan, matter in zip(made, matters, strict=True)
    )
    PartyDecision.objects.bulk_create(
        PartyDecision(decision=decision, party=party, outcome="agreed")
        for plan, decision in zip(made, decided, strict=True)
        for party in members[plan.pk]
    )
    held = {plan: list(rows) for plan, rows in itertools.groupby(items, key=lambda item: item.plan_id)}

    def document(plan):
        rows = [
            {
                "id": item.activity.slug, "title": item.activity.title, "when": item.activity.time_words, "ends": "", "state": "planned",
                "who": "", "party": "", "how": item.how, "followed_up": item.followed_up, "goals": [],
            }
            for item in held.get(plan.pk, ())
        ]  # fmt: skip
        same = {"schema": "plan-1", "plan": plan.slug, "title": plan.title, "year": plan.year, "about": ""}
        return {**same, "parties": [party.slug for party in members[plan.pk]], "activities": rows}

    PlanVersion.objects.bulk_create(
        PlanVersion(
            plan=plan, number=1, document_text=canonical_text(told), sha256=sha256(told), sent_at=datetime(plan.year, 1, 15, tzinfo=UTC),
            decision=decision, is_baseline=True,
        )
        for plan, decision in zip(made, decided, strict=True)
        for told in [document(plan)]
    )  # fmt: skip
    for plan, matter in zip(made, matters, strict=True):
        plan.matter = matter
    type(made[0]).objects.bulk_update(made, ["matter"])


def reviews(filled):
    """Seven of ten activities reviewed for their year, each with two factors; every tenth review teaches others something."""
    from fardplan.plan.models import Activity
    from fardplan.reviews.models import ActivityReview, CitizenDialogue, DialogueFinding, Factor, FactorTag, ProgressStep, Tip, TipUse
    from tests.factories.bulk import TEXT

    row, parties = filled.programme, filled.parties
    tones = ("early", "closer", "closer", "further")
    steps = ProgressStep.objects.bulk_create(
        ProgressStep(programme=row, slug=f"steg-{n}", label=f"Steg {n}", tone=tone, position=n) for n, tone in enumerate(tones)
    )
    tags = FactorTag.objects.bulk_create(FactorTag(programme=row, slug=f"faktor-{n}", name=f"Faktor {n}", position=n) for n in range(20))
    activities = [each for n, each in enumerate(Activity.objects.filter(programme=row).order_by("pk")) if n % 10 < 7]
    made = ActivityReview.objects.bulk_create(
        ActivityReview(
            programme=row, slug=f"granskning-{n}", activity=each, party_id=each.responsible_id, period=str(each.year), done=TEXT, result=TEXT,
            helped="Att alla satt i samma rum.", hindered="Tiden.", progress=None if n % 9 == 0 else steps[n % 4], reviewed_date=date(each.year, 12, 1),
        )
        for n, each in enumerate(activities)
    )  # fmt: skip
    ActivityReview.goals.through.objects.bulk_create(
        ActivityReview.goals.through(activityreview_id=each.pk, goal_id=filled.goals[n % len(filled.goals)].pk)
        for n, each in enumerate(made)
    )
    Factor.objects.bulk_create(
        Factor(review=each, tag=tags[(n + 7 * place) % 20], kind=kind) for n, each in enumerate(made) for place, kind in enumerate(("helped", "hindered"))
    )  # fmt: skip
    tips = Tip.objects.bulk_create(
        Tip(programme=row, slug=f"tips-{n}", review=each, title=f"Använd detta {n}", text=TEXT) for n, each in enumerate(made[::10])
    )
    TipUse.objects.bulk_create(
        TipUse(tip=each, party=parties[(n + 1) % len(parties)], taken_date=date(2024, 3, 1)) for n, each in enumerate(tips) if n % 3 == 0
    )
    dialogues = CitizenDialogue.objects.bulk_create(
        CitizenDialogue(
            programme=row, slug=f"dialog-{n}", title=f"Dialog {n}", with_whom="Äldre", party=parties[n % len(parties)],
            **_when(CitizenDialogue, n),
        )
        for n in range(200)
    )  # fmt: skip
    DialogueFinding.objects.bulk_create(
        DialogueFinding(programme=row, slug=f"sagt-{n}-{place}", dialogue=each, text="Man vill veta vem som kommer.")
        for n, each in enumerate(dialogues)
        for place in range(4)
    )
    return len(made)


def _when(model, n):
    from tests.factories.bulk import _time

    return _time(model, "time", ("3 mars 2024", "VT 2023", "14 maj 2022")[n % 3])


def follow_up(filled):
    """Three years asked for: everybody is ready for the first two but every tenth party, which is late; the last has just begun."""
    from fardplan.followup.models import Compilation, PartyYear
    from tests.factories.bulk import TEXT

    made = 0
    for year in YEARS:
        held = Compilation.objects.create(programme=filled.programme, slug=str(year), period=str(year), due_date=date(year + 1, 1, 31))
        ready = [party for n, party in enumerate(filled.parties) if (n % 10 or not n) and (year != YEARS[-1] or n % 4 == 1)]
        made += len(
            PartyYear.objects.bulk_create(
                PartyYear(
                    compilation=held, party=party, state="locked", ready_at=datetime(year + 1, 1, 20, 12, tzinfo=UTC), summary=TEXT * 4, ahead=TEXT
                )
                for party in ready
            )
        )  # fmt: skip
    return made


#: What fills a programme, in order.
FILLS = {
    "answers of self-assessment": self_assessment,
    "activities in plans": plans,
    "reviews": reviews,
    "parties' years": follow_up,
}


def figures(programmes):
    """1.5 million figures of 241 measures, 312 areas and twenty years, and 63 of the measures an indicator in each programme."""
    from fardplan.indicators.models import Indicator
    from fardplan.indicators.recording import record
    from tests.factories import national

    kpis, organisations = national.figures(241), national.areas()
    told = 0
    for first in range(0, len(kpis), 60):
        rows = national.rows(kpis[first : first + 60], organisations)
        told += record(rows, by="bench", kind="extract", source="Kolada", retrieved_at=national.AT).added
    for filled in programmes:
        made = Indicator.objects.bulk_create(
            Indicator(
                programme=filled.programme, slug=kpi.code.lower(), code=kpi.code, name=kpi.title, unit="procent", direction="increase", kpi=kpi
            )
            for kpi in kpis[:63]
        )  # fmt: skip
        Indicator.goals.through.objects.bulk_create(
            Indicator.goals.through(indicator_id=each.pk, goal_id=filled.goals[n % len(filled.goals)].pk) for n, each in enumerate(made)
        )
    return told


def codes(programmes):
    """The parties' organisations are the areas that there are figures of."""
    from fardplan.parties.models import Organisation

    rows = [Organisation.objects.get(pk=party.organisation_id) for filled in programmes for party in filled.parties]
    for n, row in enumerate(rows):
        row.code = f"{5000 + n}" if n < 290 else f"{50 + n - 290:04}"
    Organisation.objects.bulk_update(rows, ["code"])
