"""A small programme with something of everything, entered through the services as people do it."""

from datetime import date

import pytest

from fardplan.economy import services as economy
from fardplan.economy.models import Funding
from fardplan.goals import services as goals
from fardplan.kit.timing import Timing
from fardplan.parties import services as parties
from fardplan.plan import services as plan
from fardplan.portfolio import services as portfolio
from fardplan.portfolio.models import Reflection
from fardplan.reports.register import Register
from tests.factories import OrganisationFactory, PartyFactory


@pytest.fixture
def filled(programme):
    """The programme of the cast, filled. Budget 900 000 in 2023, used 850 000; planned 150 %, staffed 130 % on the last day."""
    eby = PartyFactory(programme=programme, organisation=OrganisationFactory(slug="eby", name="Eby kommun", short_name="Eby"))
    PartyFactory(programme=programme, organisation=OrganisationFactory(slug="adal", name="Ådals kommun", short_name="Ådal"))
    PartyFactory(programme=programme, organisation=OrganisationFactory(slug="zon", name="Region Zon", short_name="Region Zon"))

    def add(verb, **values):
        return verb(by="test", programme=programme, **values)

    goal = add(goals.add_goal, slug="delmal-1", number=1, title="Jag har en vård som är tillgänglig")
    leader = add(parties.add_post, slug="ledare", role="Ledare", share=100)
    helper = add(parties.add_post, slug="stod", role="Stöd", share=50, vacancies=1, position=1)
    period = {"from_date": date(2023, 1, 1), "until_date": date(2024, 1, 1)}
    staffing = {"post": leader, "role": "Ledare", "holder": "A", "share": 100, "lent_by": eby.organisation}
    add(parties.add_assignment, slug="uppdrag-ledare", **staffing, **period)
    add(parties.add_assignment, slug="uppdrag-stod", post=helper, role="Stöd", holder="A", share=30, lent_by=eby.organisation)
    add(parties.add_assignment, slug="uppdrag-vakant", post=helper, role="Stöd", is_vacant=True)

    def phases(*told):
        return [{"phase": phase, "began": Timing.parse(began)} for phase, began in told]

    links = {"parties": [eby]}
    add(portfolio.add_initiative, slug="gammalt", title="Gammalt", phases=phases(("running", "2019"), ("closed", "2021")))
    add(
        portfolio.add_initiative,
        slug="aldre",
        title="Ålderns höst",
        description="Om äldre.",
        links=links,
        goals=[goal],
        leader_organisation=eby.organisation,
        phases=phases(("running", "2021"), ("closed", "maj 2023")),
    )
    add(
        portfolio.add_initiative,
        slug="barn",
        title="Barn",
        is_county_wide=True,
        phases=phases(("included", "mars 2023"), ("running", "HT 2023")),
    )
    add(portfolio.add_initiative, slug="ide", title="Idé", phases=phases(("idea", "2023")))

    def activity(slug, kind, words, **more):
        return add(plan.add_activity, slug=slug, title=slug.capitalize(), kind=kind, time=Timing.parse(words, year=2023), year=2023, **more)

    activity("monitorering", "learning_seminar", "3 feb.", state="done", attendance=[{"number": 12, "party": eby}], position=0)
    activity("konferens", "conference", "25-okt", state="done", attendance=[{"number": 40}], position=1)
    activity("lopande", "method_support", "Löpande", state="ongoing", position=2)
    activity("installd", "learning_seminar", "1 dec", state="cancelled", position=3)

    budget = add(economy.add_budget, slug="budget-2023", title="Programbudget 2023", year=2023)

    def line(slug, amount, outturn, parent=None, position=0, comment=""):
        values = {"slug": slug, "title": slug.capitalize(), "amount": amount, "parent": parent, "position": position, "comment": comment}
        return add(economy.add_line, budget=budget, outturn=None if outturn is None else (outturn, ""), **values)

    line("personal", 600_000, 580_000)
    development = line("utveckling", 300_000, 270_000, position=1, comment="Kurser")
    line("kurser", 200_000, 190_000, parent=development)
    line("resor", 50_000, 80_000, parent=development, position=1)
    for position, (slug, share) in enumerate((("kommunerna", 60), ("regionen", 40))):
        values = {"slug": slug, "organisation_words": slug.capitalize(), "share": share, "amount_absence": "missing", "position": position}
        add(economy.add_funding, year=2023, role=Funding.Role.PAYS, **values)
    add(
        portfolio.add_reflection,
        slug="trend",
        kind=Reflection.Kind.TREND,
        year=2023,
        text="Fler vet.",
        origin="restated",
        source="Rapport 2022, avsnitt 4",
    )
    add(portfolio.add_reflection, slug="hemligt", kind=Reflection.Kind.TREND, year=2022, text="Förra året.")
    add(portfolio.add_reflection, slug="medskick", kind=Reflection.Kind.MESSAGE, year=2023, text="Håll i.", said_by="Ordföranden")
    return programme


@pytest.fixture
def register(filled):
    return Register(filled)
