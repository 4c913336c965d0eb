"""Which kinds a folder may hold, in the order they build on each other, and the verbs that store them.

A kind names its fields as the folder writes them; how a value is read follows from the model. docs/format.md tells the same
to people, and a test holds the two together.
"""

from fardplan.consultations import answering
from fardplan.consultations import models as consultations
from fardplan.consultations import services as consultations_services
from fardplan.economy import models as economy
from fardplan.economy import services as economy_services
from fardplan.effects import models as effects
from fardplan.effects import services as effects_services
from fardplan.governance import models as governance
from fardplan.governance import services as governance_services
from fardplan.imports.noun import SOURCED, Inline, goal_link, noun, pair, partner_link
from fardplan.imports.nouns_benefits import BENEFITS
from fardplan.imports.nouns_goals import GOALS
from fardplan.imports.nouns_grants import FUNDING
from fardplan.imports.nouns_plans import COMPILATIONS, MILESTONES, PLANS
from fardplan.imports.nouns_reviews import FRAMEWORKS, LISTENING, REVIEWS
from fardplan.imports.nouns_selfassessment import INSTRUMENTS, ROUNDS
from fardplan.imports.nouns_spread import SPREAD
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
from fardplan.status import models as status
from fardplan.status import services as status_services

P, F, V, L, E = parties_services, portfolio_services, governance_services, plan_services, economy_services
S = status_services
C = consultations_services

UNITS = noun("units", parties.Unit, pair(P, "unit"), "id name", "kind parent from through", parent="organisation", common=True)
BUDGET_PARTS = noun(
    "parts", economy.BudgetLine, pair(E, "line"), "id title", "amount outturn comment", parent="parent", inherits=("budget",)
)
BUDGET_LINES = noun(
    "lines", economy.BudgetLine, pair(E, "line"), "id title", "amount outturn comment", parent="budget", children=(BUDGET_PARTS,)
)
OUTCOMES = Inline(
    governance.PartyDecision,
    ("party", "outcome", "date", "reference_number", "words", "supplement", "supplemented_date", *SOURCED),
    "outcomes",
)
FOLLOW_UPS = noun(
    "follow_ups",
    governance.FollowUp,
    pair(V, "follow_up"),
    "id title due",
    "party forum post state done_date reason",
    parent="decision",
    inlines={"comments": Inline(governance.FollowUpComment, ("said_date", "text", *SOURCED), "comments")},
)
DECISIONS = noun(
    "decisions",
    governance.Decision,
    pair(V, "decision"),
    "id title",
    "kind forum decided_by text time reference_number moves_to complements",
    parent="matter",
    children=(FOLLOW_UPS,),
    inlines={"parties": OUTCOMES},
)

CONSULTATIONS = noun(
    "consultations",
    consultations.Consultation,
    pair(C, "consultation"),
    "id title",
    "kind document_version previous parties state time last_day sent closed compiled sent_to covering_text note conclusion answers_unknown",
    parent="matter",
    children=(
        noun(
            "sections",
            consultations.ConsultationSection,
            pair(C, "consultation_section"),
            "id heading",
            "number level text",
            parent="consultation",
        ),
        noun(
            "answers",
            consultations.ConsultationAnswer,
            (answering.add_answer, answering.edit_answer),
            "id party stance",
            "number words date body reference_number sent",
            parent="consultation",
            inlines={"comments": Inline(consultations.SectionComment, ("section", "stance", "text", *SOURCED), "comments")},
        ),
    ),
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
    *GOALS,
    noun(
        "indicators",
        indicators.Indicator,
        pair(indicators_services, "indicator"),
        "id code name unit",
        "short_name direction level method goals kpi primary_source responsible is_proposal",
        inlines={
            "definitions": Inline(
                indicators.DefinitionVersion,
                ("number", "name", "from_period", "text", "numerator", "denominator", "why", "numerator_kpi", "denominator_kpi", *SOURCED),
                "definitions",
            ),
            "targets": Inline(indicators.Target, ("kind", "goal", "party", "period", "value", "words", *SOURCED), "targets"),
        },
    ),
    noun(
        "target_groups",
        portfolio.TargetGroup,
        pair(F, "target_group"),
        "id name",
        "life_phase age_from age_to cfs_from cfs_to from through",
    ),
    noun("inclusion_criteria", portfolio.InclusionCriterion, pair(F, "inclusion_criterion"), "id text", "mandatory from through"),
    noun("inclusion_demands", portfolio.InclusionDemand, pair(F, "inclusion_demand"), "id", "kind least party from through"),
    noun("working_methods", portfolio.WorkingMethod, pair(F, "working_method"), "id name", "description from through"),
    noun("tags", portfolio.Tag, pair(F, "tag"), "id name", "meaning from through"),
    noun(
        "initiatives",
        portfolio.Initiative,
        pair(F, "initiative"),
        "id title",
        "short_title description form time leader_organisation leader_note leader_vacant change_owner county_wide parties_words parties"
        " benefit_objects target_groups working_methods tags programme_area agreement_year agreement_chapter comment proposing_party",
        inlines={
            "goals": Inline(portfolio.InitiativeGoal, ("goal", *SOURCED), "goals", short="goal", shape=goal_link),
            "partners": Inline(portfolio.InitiativePartner, ("organisation", "role", *SOURCED), "partners", shape=partner_link),
            "dialogue": Inline(portfolio.DialogueNote, ("held_date", "text", *SOURCED), "dialogue"),
            "judgements": Inline(
                portfolio.Judgement,
                ("judged_date", "words", "missing", *SOURCED),
                "judgements",
                inlines={"verdicts": Inline(portfolio.CriterionJudgement, ("criterion", "verdict", "words"), "verdicts")},
            ),
            "phases": Inline(portfolio.InitiativePhase, ("phase", "began", "note", "correction", *SOURCED), "phases"),
        },
    ),
    noun("reflections", portfolio.Reflection, pair(F, "reflection"), "id kind year text", "said_by initiative"),
    noun(
        "forums",
        governance.Forum,
        pair(V, "forum"),
        "id name function",
        "description rhythm decision_rule from through",
        children=(
            noun("former_names", governance.FormerName, pair(V, "former_name"), "id name", "period_words from through", parent="forum"),
            noun("seats", governance.Seat, pair(V, "seat"), "id title", "role organisation number acting from through", parent="forum"),
            noun(
                "members",
                governance.ForumMember,
                pair(V, "forum_member"),
                "id user",
                "party role from through",
                parent="forum",
                sourced=False,
            ),
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
    noun(
        "matters",
        governance.Matter,
        pair(V, "matter"),
        "id title",
        "kind text reference_number document initiative parties",
        children=(
            DECISIONS,
            CONSULTATIONS,
        ),
        inlines={
            "route": Inline(governance.RouteStep, ("role", "forum", "planned_date", "done_date", *SOURCED), "route"),
            "handlings": Inline(
                governance.PartyHandling,
                ("party", "body", "meeting_date", "papers_date", "papers_sent_date", "reference_number", *SOURCED),
                "handlings",
            ),
            "proposal": Inline(governance.Proposal, ("asked", "where_we_are", "concerns", "moves_to", *SOURCED), "proposal"),
            "options": Inline(governance.ProposalOption, ("title", "consequences", "cost", "recommended", *SOURCED), "options"),
        },
    ),
    noun(
        "meetings",
        governance.Meeting,
        pair(V, "meeting"),
        "id forum title time",
        "starts_at ends_at place pack_date note minutes minutes_text reference_number",
        inlines={
            "agenda": Inline(governance.AgendaItem, ("kind", "title", "matter", "text", "presenter", "length", "said", *SOURCED), "agenda"),
            "presences": Inline(governance.Presence, ("party", "was_there", "words", *SOURCED), "presences"),
            "packs": Inline(governance.Pack, ("sent_at",), "packs"),
        },
    ),
    noun(
        "escalations",
        governance.Escalation,
        pair(V, "escalation"),
        "id kind title raised_date",
        "text party meeting from_words matter answer answered_date",
    ),
    noun("letters", governance.Message, pair(V, "message"), "id subject text sent_at from_words", "forum"),
    noun(
        "risks",
        status.Risk,
        pair(S, "risk"),
        "id scope title",
        "text cause event effect likelihood impact likelihood_after impact_after assessed_date owner strategy response response_date proximity"
        " review_date state state_words document initiative",
        inlines={
            "assessments": Inline(
                status.RiskAssessment,
                ("dated", "likelihood", "impact", "likelihood_after", "impact_after", "words", *SOURCED),
                "assessments",
            )
        },
    ),
    noun(
        "deviations",
        status.Deviation,
        pair(S, "deviation"),
        "id title seriousness happened reported_date",
        "initiative activity_words party doing closed_date closed_words",
        inlines={"notes": Inline(status.DeviationNote, ("dated", "text", *SOURCED), "notes")},
    ),
    noun(
        "frictions",
        status.Friction,
        pair(S, "friction"),
        "id party title entered_date",
        "text wanted shared_date closed_date closed_by_words decision",
        inlines={
            "notes": Inline(status.FrictionNote, ("kind", "dated", "text", *SOURCED), "notes"),
            "echoes": Inline(status.FrictionEcho, ("party", "dated", "words", *SOURCED), "echoes"),
            "priorities": Inline(status.FrictionPriority, ("period", "place", *SOURCED), "priorities"),
        },
    ),
    noun(
        "checklists",
        status.Checklist,
        pair(S, "checklist"),
        "id title",
        "document",
        children=(
            noun("questions", status.ChecklistQuestion, pair(S, "checklist_question"), "id text", parent="checklist"),
            noun(
                "rounds",
                status.ChecklistRound,
                pair(S, "checklist_round"),
                "id",
                "dated answered_by",
                parent="checklist",
                inlines={"answers": Inline(status.ChecklistAnswer, ("question", "answer", "words", *SOURCED), "answers")},
            ),
        ),
    ),
    noun(
        "status_reports",
        status.StatusReport,
        pair(S, "status_report"),
        "id period",
        "initiative programme_area number sent_date " + " ".join(status_services.reports.SAID),
    ),
    *SPREAD,
    noun(
        "activities",
        plan.Activity,
        pair(L, "activity"),
        "id title kind time year",
        "format format_words audience comment state sponsor executing responsible initiative risk friction decision goals target_groups tags",
        inlines={
            "lecturers": Inline(plan.Lecturer, ("organisation", "unit_words", "role", *SOURCED), "lecturers"),
            "attendance": Inline(plan.Attendance, ("number", "party", "target_group", *SOURCED), "attendance"),
        },
    ),
    *PLANS,
    *FRAMEWORKS,
    *REVIEWS,
    *LISTENING,
    MILESTONES,
    noun("dependencies", plan.Dependency, pair(L, "dependency"), "id text", "initiative on_initiative document from through"),
    noun("exclusions", plan.Exclusion, pair(L, "exclusion"), "id text", "document from through"),
    noun(
        "budgets",
        economy.Budget,
        pair(E, "budget"),
        "id title year",
        "programme_budget organisation printed_unit note decision document",
        children=(BUDGET_LINES,),
    ),
    FUNDING,
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
    INSTRUMENTS,
    ROUNDS,
    noun(
        "effects",
        effects.Effect,
        pair(effects_services, "effect"),
        "id initiative indicator direction registered",
        "size size_words expected compared compared_with season why",
        inlines={
            "starts": Inline(effects.EffectStart, ("organisation", "began", *SOURCED), "starts"),
            "evaluations": Inline(effects.Evaluation, ("asked_date",), "evaluations"),
        },
        late=True,
    ),
    *BENEFITS,
    COMPILATIONS,
)
