"""What can be imported and exported, by the word of the command: each register's columns, in words that its people use.

A kind names its columns in the order of the template; headings are Swedish in every language, because they are the format.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fardplan.accounts.permissions import Permission
from fardplan.economy import services as economy
from fardplan.economy.models import Budget, BudgetLine, Funding, GrantUse
from fardplan.goals import services as goals
from fardplan.goals.models import BenefitObject, Goal, OutcomeGoal
from fardplan.governance import services as governance
from fardplan.governance.models import Forum
from fardplan.imports.columns import LONG, PERIOD, InitiativeGoals, goal_list, initiative, of, organisation, party
from fardplan.imports.fields import Choice, Field, Money, Number, Outturn, Ref, When, YesNo
from fardplan.imports.guards import plans_of
from fardplan.imports.kind_rows import RowKind
from fardplan.imports.kind_values import Values
from fardplan.imports.kinds_benefits import BENEFITS
from fardplan.imports.kinds_decisions import DECISIONS
from fardplan.imports.kinds_effects import EFFECTS
from fardplan.imports.kinds_reviews import REVIEWS
from fardplan.imports.kinds_selfassessment import STATEMENTS
from fardplan.imports.kinds_spread import SPREAD
from fardplan.imports.lists import LISTS
from fardplan.imports.varav import Varav
from fardplan.indicators import services as indicators
from fardplan.indicators.models import Indicator
from fardplan.kit.timing import Timing
from fardplan.parties import services as parties
from fardplan.parties.models import Assignment, Party, Post, Unit
from fardplan.plan import services as plan
from fardplan.plan.models import Activity, Milestone
from fardplan.plan.rules import State
from fardplan.portfolio import services as portfolio
from fardplan.portfolio.models import Initiative
from fardplan.portfolio.rules import Phase
from fardplan.status import services as status
from fardplan.status.models import Risk


def _idea(context, given):
    """A new piece of work begins as an idea."""
    return {"programme": context.programme, "phases": [{"phase": Phase.IDEA, "began": Timing.of_days(context.day)}]}


def _in_budget(context, given):
    return {"programme": context.programme}


ALL = (
    Values(),
    RowKind(
        "parties", _("Parties"), Party, Permission.EDIT_FRAME,
        (organisation("organisation", "Organisation", required=True), *PERIOD),
        parties.add_party, parties.edit_party, page="parties", remove=parties.remove_party, natural=("organisation",), named_by="organisation",
        rows=lambda p: Party.objects.filter(programme=p).select_related("organisation"), example_row=("Organisationens namn", "2021-07-01", None),
    ),
    RowKind(
        "units", _("Units"), Unit, Permission.EDIT_FRAME,
        (
            organisation("organisation", "Organisation", required=True),
            Field("name", "Enhet", required=True, longest=160, width=36),
            Field("kind", "Slag", longest=60),
            Ref("parent", "Del av", rows=lambda p: Unit.objects.all(), name_of=lambda row: row.name, list_it=False, width=30),
            *PERIOD,
        ),
        parties.add_unit, parties.edit_unit, page="parties", remove=parties.remove_unit, natural=("organisation", "name"), named_by="name",
        rows=lambda p: Unit.objects.filter(organisation__parties__programme=p).select_related("organisation", "parent").distinct().order_by("organisation", "name"),
        also=lambda context, given: {}, example_row=("Organisationens namn", "Hälsocentralen", "hälsocentral", None, None, None),
    ),
    RowKind(
        "forums", _("Forums"), Forum, Permission.EDIT_FRAME,
        (
            Field("name", "Forum", required=True, longest=160, width=36),
            Choice("function", "Funktion", Forum.Function.choices, required=True, width=24),
            Field("description", "Beskrivning", **LONG),
            Field("rhythm", "Rytm", longest=80),
            *PERIOD,
        ),
        governance.add_forum, governance.edit_forum, page="forums", remove=governance.remove_forum, natural=("name",), named_by="name",
        example_row=("Styrgruppen", "Styr", "Beslutar om programmet", "1 ggr/månad", "2021-07-01", None),
    ),
    RowKind(
        "assignments", _("Assignments"), Assignment, Permission.EDIT_FRAME,
        (
            Field("role", "Roll", required=True, longest=120, width=30),
            Ref("post", "Befattning", rows=of(Post), name_of=lambda row: row.role, width=30),
            Field("holder", "Vem", longest=120, help="Ett namn eller en pseudonym. Aldrig personnummer."),
            YesNo("is_vacant", "Vakant", width=10),
            Number("share", "Procent av heltid", width=12),
            organisation("lent_by", "Lånas ut av"),
            Field("period_words", "Period i ord", longest=80),
            Field("comment", "Kommentar", width=36),
            *PERIOD,
        ),
        parties.add_assignment, parties.edit_assignment, page="staffing", remove=parties.remove_assignment,
        natural=("role", "holder", "from_date"), named_by="role",
        example_row=("Förändringsledare", None, None, "Ja", 50, None, None, None, "2024-01-01", None),
    ),
    RowKind(
        "goals", _("Goals"), Goal, Permission.EDIT_FRAME,
        (
            Number("number", "Nummer", required=True, width=10),
            Field("title", "Delmål", required=True, longest=200, width=50),
            Field("short_title", "Kort namn", longest=40),
            Field("meaning", "Innebörd", **LONG),
            *PERIOD,
        ),
        goals.add_goal, goals.edit_goal, page="goals", natural=("number", "title"), example_row=(1, "Jag får vård i tid", "I tid", None, None, None),
    ),
    RowKind(
        "benefit_objects", _("Benefit objects"), BenefitObject, Permission.EDIT_FRAME,
        (
            Number("number", "Nummer", required=True, width=10),
            Field("title", "Nyttoobjekt", required=True, longest=200, width=50),
            Field("short_title", "Kort namn", longest=60),
            Ref("outcome_goal", "Effektmål", rows=of(OutcomeGoal), name_of=lambda row: row.text, list_it=False, width=40),
            *PERIOD,
        ),
        goals.add_benefit_object, goals.edit_benefit_object, page="goals", natural=("number", "title"),
        example_row=(1, "Färre onödiga sjukhusbesök", "Färre besök", None, None, None),
    ),
    RowKind(
        "initiatives", pgettext_lazy("register", "Initiatives"), Initiative, Permission.EDIT_INITIATIVE,
        (
            Field("title", "Utvecklingsarbete", required=True, longest=200, width=50),
            Field("short_title", "Kort namn", longest=60),
            Field("description", "Beskrivning", **LONG),
            Choice("form", "Form", Initiative.Form.choices, width=12),
            When("time", "Tid", width=18),
            organisation("leader_organisation", "Ledarens organisation"),
            Field("change_owner", "Förändringsägare", longest=160),
            YesNo("is_county_wide", "Alla parter", width=12),
            party("parties", "Parter", many=True, width=40, help="Flera skiljs åt med semikolon."),
            InitiativeGoals("goals", "Delmål", rows=of(Goal), name_of=lambda row: row.title, many=True, width=40, help="Flera skiljs åt med semikolon."),
            Field("comment", "Kommentar", **LONG),
        ),
        portfolio.add_initiative, portfolio.edit_initiative, page="portfolio", also=_idea,
        rows=lambda p: Initiative.objects.filter(programme=p).select_related("leader_organisation").prefetch_related("goal_links__goal").order_by("title"),
        example_row=("Mobila team", None, "Team som kommer hem", "Pilot", "HT 2024", None, None, "Nej", "Första kommunen; Andra kommunen", None, None),
    ),
    RowKind(
        "activities", _("Activities"), Activity, Permission.EDIT_PLAN,
        (
            Field("title", "Aktivitet", required=True, longest=200, width=50),
            Choice("kind", "Slag", Activity.Kind.choices, required=True),
            When("time", "När", required=True, width=18),
            Number("year", "År", required=True, width=8),
            Choice("format", "Form", Activity.Format.choices, width=16),
            Field("audience", "Målgrupp", width=30),
            Choice("state", "Läge", State.choices, width=12, default=State.PLANNED),
            party("responsible", "Ansvarig part", width=28),
            initiative(),
            goal_list(),
            Field("comment", "Kommentar", **LONG),
        ),
        plan.add_activity, plan.edit_activity, page="activities", plans=plans_of, owned_by="responsible", natural=("title", "time", "year"),
        rows=lambda p: Activity.objects.filter(programme=p).select_related("responsible__organisation", "initiative").order_by("year", "position"),
        example_row=("Lärseminarium om hemgång", "Lärseminarium", "25 okt", 2024, "Digitalt", "Chefer", "Planerad", None, None, None, None),
    ),
    RowKind(
        "milestones", _("Milestones"), Milestone, Permission.EDIT_PLAN,
        (
            Field("number", "Nummer", longest=10, width=10),
            Field("title", "Hållpunkt", required=True, longest=200, width=50),
            When("time", "När", required=True, width=18),
            Field("responsible", "Ansvarig", longest=160, width=28),
            party("party", "Väntar på part", width=28),
            When("done", "Klar", width=16),
            initiative(),
            goal_list(),
        ),
        plan.add_milestone, plan.edit_milestone, page="milestones", plans=plans_of, owned_by="party", natural=("title", "time"),
        rows=lambda p: Milestone.objects.filter(programme=p).select_related("party__organisation", "initiative"),
        example_row=("1", "Avtal klart", "HT 2024", "Programkontoret", None, None, None, None),
    ),
    *DECISIONS,
    RowKind(
        "risks", _("Risks"), Risk, Permission.EDIT_RISKS,
        (
            Choice("scope", "Gäller", Risk.Scope.choices, required=True, width=26),
            Field("title", "Risk", required=True, longest=200, width=50),
            Field("text", "Beskrivning", **LONG),
            Number("likelihood", "Sannolikhet", width=12, help="1–5"),
            Number("impact", "Konsekvens", width=12, help="1–5"),
            initiative(),
        ),
        status.add_risk, status.edit_risk, page="risks", remove=status.remove_risk, natural=("scope", "title"),
        rows=lambda p: Risk.objects.filter(programme=p).select_related("initiative"),
        example_row=("Programmets eget arbete", "För få förändringsledare", None, 3, 4, None),
    ),
    RowKind(
        "budget", _("Budget and outturn"), BudgetLine, Permission.EDIT_ECONOMY,
        (
            Ref("budget", "Budgetens namn", required=True, rows=of(Budget), name_of=lambda row: row.title, width=30),
            Field("title", "Rad", required=True, longest=160, width=40),
            Varav("parent", "Varav under", width=40, help="Raden som den här är en del av, i filen eller i registret."),
            Money("amount", "Budget (kr)", width=16),
            Outturn("outturn", "Utfall (kr)", width=16),
            Field("comment", "Kommentar", width=40),
        ),
        economy.add_line, economy.edit_line, page="economy", remove=economy.remove_line, natural=("budget", "title", "parent"), also=_in_budget,
        rows=lambda p: BudgetLine.objects.filter(programme=p).select_related("budget", "parent").prefetch_related("outturns").order_by("budget__year", "budget", "position", "pk"),
        example_row=("Programbudget 2024", "Processledning", None, 1_200_000, 1_150_000, None),
    ),
    RowKind(
        "funding", _("Funding"), Funding, Permission.EDIT_ECONOMY,
        (
            Number("year", "År", required=True, width=8),
            Choice("role", "Roll", Funding.Role.choices, required=True, width=24),
            organisation("organisation", "Organisation"),
            Field("organisation_words", "Organisation i ord", longest=120, width=30),
            Field("grant", "Statsbidrag", longest=160, width=30),
            Field("chapter", "Kapitel i överenskommelsen", longest=120, width=30),
            Number("share", "Andel (%)", whole=False, width=10),
            Money("amount", "Belopp (kr)", width=16),
            Field("printed", "Som det är tryckt", longest=60, width=20),
            Field("comment", "Kommentar", width=40),
        ),
        economy.add_funding, economy.edit_funding, page="economy", remove=economy.remove_funding,
        natural=("year", "role", "organisation", "organisation_words", "grant"), named_by="organisation_words",
        rows=lambda p: Funding.objects.filter(programme=p).select_related("organisation"),
        example_row=(2024, "Finansierar programmet", "Organisationens namn", None, None, None, 50, 1_000_000, None, None),
    ),
    RowKind(
        "grant_uses", _("Uses of grants"), GrantUse, Permission.EDIT_ECONOMY,
        (
            Ref("funding", "Bidrag", required=True, rows=of(Funding, role=Funding.Role.RECEIVES), name_of=lambda row: row.slug, width=36, help="Bidragets nyckel i registret Finansiering."),
            Choice("kind", "Slag", GrantUse.Kind.choices, width=22, default=GrantUse.Kind.MONEY),
            Field("title", "Använt till", required=True, longest=200, width=40),
            Money("amount", "Belopp (kr)", width=16),
            Money("own", "Egen medfinansiering (kr)", width=20),
            Field("comment", "Kommentar", width=40),
        ),
        economy.add_grant_use, economy.edit_grant_use, page="grants", remove=economy.remove_grant_use, natural=("funding", "title"),
        rows=lambda p: GrantUse.objects.filter(programme=p).select_related("funding").order_by("funding", "position", "pk"),
        example_row=("statsbidrag-2024-kommunen", "Pengar", "Handledare", 400_000, 400_000, None),
    ),
    RowKind(
        "indicators", _("Indicators"), Indicator, Permission.EDIT_INDICATORS,
        (
            Field("code", "Indikatorkod", required=True, longest=40, width=16),
            Field("name", "Indikator", required=True, longest=500, width=50),
            Field("unit", "Enhet", required=True, longest=60),
            Choice("direction", "Riktning", Indicator.Direction.choices, width=18, default=Indicator.Direction.NEUTRAL),
            Field("level", "Nivå", longest=80),
            Field("method", "Metod", **LONG),
            goal_list(),
        ),
        indicators.add_indicator, indicators.edit_indicator, page="goals", remove=indicators.remove_indicator, natural=("code",), named_by="code",
        example_row=("N12345", "Nyckeltalets namn", "procent", "högre är bättre", None, None, None),
    ),
    *EFFECTS,
    *BENEFITS,
    *REVIEWS,
    *STATEMENTS,
    *SPREAD,
    *LISTS,
)  # fmt: skip

KINDS = {kind.key: kind for kind in ALL}


def kind_of(key):
    """The kind, ready for one request; KeyError when there is none."""
    kind = KINDS[key]
    return kind.fresh() if isinstance(kind, RowKind) else kind
