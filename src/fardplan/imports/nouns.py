"""Which kinds a folder may hold, in the order they build on each other, and the verbs that store them.

A kind names its fields as the folder writes them; how a value is read follows from the model. docs/format.md tells the same
to people, and a test holds the two together.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from fardplan.economy import models as economy
from fardplan.economy import services as economy_services
from fardplan.goals import models as goals
from fardplan.goals import services as goals_services
from fardplan.governance import models as governance
from fardplan.governance import services as governance_services
from fardplan.imports.reports import add_report, edit_report
from fardplan.indicators import models as indicators
from fardplan.indicators import services as indicators_services
from fardplan.parties import models as parties
from fardplan.parties import services as parties_services
from fardplan.plan import models as plan
from fardplan.plan import services as plan_services
from fardplan.portfolio import models as portfolio
from fardplan.portfolio import services as portfolio_services
from fardplan.reports import models as reports
from fardplan.reports import services as reports_services

#: Words of the folder that differ from the names in code.
ALIASES = {
    "from": "from_date",
    "through": "until_date",
    "vacant": "is_vacant",
    "acting": "is_acting",
    "mandatory": "is_mandatory",
    "county_wide": "is_county_wide",
    "leader_vacant": "leader_is_vacant",
    "programme_budget": "is_programme_budget",
    "date": "decided_date",
    "outcome_unknown": "is_outcome_unknown",
}
SOURCED = ("source", "origin")


@dataclass(frozen=True)
class Inline:
    """Rows without keys of their own, given to the parent's verb as the argument `argument`."""

    model: type
    fields: tuple[str, ...]
    argument: str
    #: a bare key stands for {this field: key}
    short: str = ""
    #: what the verb takes, made from the row's values
    shape: Callable = dict


@dataclass(frozen=True)
class Noun:
    key: str
    model: type
    add: Callable
    edit: Callable
    fields: tuple[str, ...]
    required: tuple[str, ...]
    children: tuple["Noun", ...] = ()
    inlines: dict[str, Inline] = field(default_factory=dict)
    #: the field that points to the row this one is written under
    parent: str = ""
    #: values taken over from the row above
    inherits: tuple[str, ...] = ()
    #: one mapping instead of a list
    single: bool = False
    #: shared by all programmes
    common: bool = False


def noun(key, model, verbs, required, optional="", *, sourced=True, **more):
    add, edit = verbs
    names = tuple(f"{required} {optional}".split())
    return Noun(key, model, add, edit, (*names, *(SOURCED if sourced else ())), tuple(required.split()), **more)


def pair(services, name):
    return getattr(services, f"add_{name}"), getattr(services, f"edit_{name}")


def goal_link(values):
    goal = values.pop("goal")
    return (goal, values) if values else goal


def partner_link(values):
    return values["organisation"], values.get("role", "")


P, G, F, V, L, E = parties_services, goals_services, portfolio_services, governance_services, plan_services, economy_services

UNITS = noun("units", parties.Unit, pair(P, "unit"), "id name", "kind parent", parent="organisation", common=True)
BUDGET_PARTS = noun(
    "parts", economy.BudgetLine, pair(E, "line"), "id title", "amount outturn comment", parent="parent", inherits=("budget",)
)
BUDGET_LINES = noun(
    "lines", economy.BudgetLine, pair(E, "line"), "id title", "amount outturn comment", parent="budget", children=(BUDGET_PARTS,)
)
OUTCOMES = Inline(governance.PartyDecision, ("party", "outcome", "date", "words", *SOURCED), "outcomes")
DECISIONS = noun(
    "decisions",
    governance.Decision,
    pair(V, "decision"),
    "id title",
    "kind forum decided_by text time reference_number",
    parent="matter",
    inlines={"parties": OUTCOMES},
)

NOUNS = (
    noun("county", parties.County, pair(P, "county"), "code name", sourced=False, single=True, common=True),
    noun(
        "organisations",
        parties.Organisation,
        pair(P, "organisation"),
        "id name short_name kind",
        "code county description",
        children=(UNITS,),
        common=True,
    ),
    noun(
        "programme",
        parties.Programme,
        pair(P, "programme"),
        "id name",
        "tagline county area purpose target_audience start horizon_year contact shown_as_of",
        single=True,
    ),
    noun("parties", parties.Party, pair(P, "party"), "id organisation", "from through"),
    noun("partners", parties.Partner, pair(P, "partner"), "id organisation", "role from through"),
    noun("posts", parties.Post, pair(P, "post"), "id role share", "number vacancies comment from through"),
    noun(
        "assignments",
        parties.Assignment,
        pair(P, "assignment"),
        "id role",
        "post holder vacant share lent_by period_words comment from through",
    ),
    noun("visions", goals.Vision, pair(G, "vision"), "id text", "purpose horizon_year decided decided_by from through"),
    noun("goals", goals.Goal, pair(G, "goal"), "id number title", "short_title meaning from through"),
    noun("ambitions", goals.Ambition, pair(G, "ambition"), "id goal year text"),
    noun("shifts", goals.Shift, pair(G, "shift"), "id from_text to_text"),
    noun("strategic_goals", goals.StrategicGoal, pair(G, "strategic_goal"), "id text"),
    noun("outcome_goals", goals.OutcomeGoal, pair(G, "outcome_goal"), "id text"),
    noun("benefit_objects", goals.BenefitObject, pair(G, "benefit_object"), "id number title", "short_title outcome_goal from through"),
    noun("programme_areas", goals.ProgrammeArea, pair(G, "programme_area"), "id name", "vacant from through"),
    noun(
        "superior_strategies",
        goals.SuperiorStrategy,
        pair(G, "superior_strategy"),
        "id name",
        "description goals",
        children=(
            noun("superior_goals", goals.SuperiorGoal, pair(G, "superior_goal"), "id title", "perspective meaning", parent="strategy"),
        ),
    ),
    noun("indicators", indicators.Indicator, pair(indicators_services, "indicator"), "id code name unit", "direction level method goals"),
    noun("target_groups", portfolio.TargetGroup, pair(F, "target_group"), "id name", "life_phase age_from age_to cfs_from cfs_to"),
    noun("inclusion_criteria", portfolio.InclusionCriterion, pair(F, "inclusion_criterion"), "id text", "mandatory"),
    noun("working_methods", portfolio.WorkingMethod, pair(F, "working_method"), "id name", "description"),
    noun(
        "initiatives",
        portfolio.Initiative,
        pair(F, "initiative"),
        "id title",
        "short_title description form time leader_organisation leader_note leader_vacant change_owner county_wide parties_words parties"
        " benefit_objects target_groups working_methods programme_area agreement_year agreement_chapter comment",
        inlines={
            "goals": Inline(portfolio.InitiativeGoal, ("goal", *SOURCED), "goals", short="goal", shape=goal_link),
            "partners": Inline(portfolio.InitiativePartner, ("organisation", "role", *SOURCED), "partners", shape=partner_link),
            "phases": Inline(portfolio.InitiativePhase, ("phase", "began", "note", *SOURCED), "phases"),
        },
    ),
    noun("reflections", portfolio.Reflection, pair(F, "reflection"), "id kind year text", "said_by initiative"),
    noun(
        "forums",
        governance.Forum,
        pair(V, "forum"),
        "id name function",
        "description rhythm from through",
        children=(
            noun("former_names", governance.FormerName, pair(V, "former_name"), "id name", "period_words from through", parent="forum"),
            noun("seats", governance.Seat, pair(V, "seat"), "id title", "role organisation number acting from through", parent="forum"),
        ),
    ),
    noun("forum_lines", governance.ForumLine, pair(V, "forum_line"), "id from_forum to_forum kind", "words from through"),
    noun(
        "documents",
        governance.Document,
        pair(V, "document"),
        "id kind title",
        "owner informed",
        children=(
            noun(
                "versions",
                governance.DocumentVersion,
                pair(V, "document_version"),
                "id number",
                "dated summary changes_marked",
                parent="document",
            ),
            noun("points", governance.DocumentPoint, pair(V, "document_point"), "id kind text", "number", parent="document"),
        ),
    ),
    noun("meetings", governance.Meeting, pair(V, "meeting"), "id forum title time", "note"),
    noun(
        "matters",
        governance.Matter,
        pair(V, "matter"),
        "id title",
        "text reference_number document initiative",
        children=(
            DECISIONS,
            noun("consultations", governance.Consultation, pair(V, "consultation"), "id title", "time sent_to note", parent="matter"),
        ),
    ),
    noun("risks", governance.Risk, pair(V, "risk"), "id scope title", "text likelihood impact document initiative"),
    noun(
        "checklists",
        governance.Checklist,
        pair(V, "checklist"),
        "id title",
        "document",
        children=(noun("questions", governance.ChecklistQuestion, pair(V, "checklist_question"), "id text", "answer", parent="checklist"),),
    ),
    noun(
        "activities",
        plan.Activity,
        pair(L, "activity"),
        "id title kind time year",
        "format format_words audience comment state sponsor executing responsible initiative goals target_groups",
        inlines={
            "lecturers": Inline(plan.Lecturer, ("organisation", "unit_words", "role", *SOURCED), "lecturers"),
            "attendance": Inline(plan.Attendance, ("number", "party", "target_group", *SOURCED), "attendance"),
        },
    ),
    noun(
        "milestones",
        plan.Milestone,
        pair(L, "milestone"),
        "id title time",
        "number responsible party done outcome_unknown document initiative goals",
    ),
    noun("dependencies", plan.Dependency, pair(L, "dependency"), "id text", "initiative on_initiative document"),
    noun("exclusions", plan.Exclusion, pair(L, "exclusion"), "id text", "document"),
    noun(
        "budgets",
        economy.Budget,
        pair(E, "budget"),
        "id title year",
        "programme_budget organisation printed_unit note decision document",
        children=(BUDGET_LINES,),
    ),
    noun("funding", economy.Funding, pair(E, "funding"), "id year", "role organisation organisation_words grant share amount comment"),
    noun(
        "reports",
        reports.Report,
        (add_report, edit_report),
        "id period title",
        sourced=False,
        inlines={"texts": Inline(reports.ReportText, ("section", "text", *SOURCED), "texts")},
    ),
    noun(
        "stated_figures",
        reports.StatedFigure,
        pair(reports_services, "stated_figure"),
        "id subject label kind words value document place",
        "register",
    ),
)
