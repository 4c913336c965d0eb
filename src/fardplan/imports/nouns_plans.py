"""What a folder may hold of local plans and of each period's follow-up."""

from fardplan.followup import models as followup
from fardplan.followup import services as followup_services
from fardplan.governance.models import PartyDecision
from fardplan.imports.noun import SOURCED, Inline, noun, pair
from fardplan.plan import models as plan
from fardplan.plan import plans as services
from fardplan.plan import services as plan_services

APPROVALS = Inline(PartyDecision, ("party", "outcome", "date", "reference_number", "words", *SOURCED), "approvals")

MILESTONES = noun(
    "milestones",
    plan.Milestone,
    pair(plan_services, "milestone"),
    "id title time",
    "number responsible party done outcome_unknown document initiative goals",
)

PLANS = (
    noun(
        "plans",
        plan.Plan,
        pair(services, "plan"),
        "id title year parties",
        "kind about previous",
        inlines={
            "items": Inline(plan.PlanItem, ("activity", "how", "followed_up", "carried_from", *SOURCED), "items"),
            "versions": Inline(plan.PlanVersion, ("sent_at",), "versions", inlines={"approvals": APPROVALS}),
            "operational_plans": Inline(plan.OperationalPlanEntry, ("activity", "party", "words"), "operational_plans"),
        },
    ),
    noun(
        "ongoing_works",
        plan.OngoingWork,
        pair(services, "ongoing_work"),
        "id party title year",
        "text together time agreement reported goals",
    ),
    noun("scans", plan.Scan, pair(services, "scan"), "id county title", "text relevance taken scanned_date goals"),
)

#: Last of all: what a party has handed in is locked from then on.
COMPILATIONS = noun(
    "compilations",
    followup.Compilation,
    pair(followup_services, "compilation"),
    "id period",
    "due_date asked",
    inlines={
        "party_years": Inline(
            followup.PartyYear, ("party", "state", "summary", "ahead", "ready_at", "reopened_at", "reason", *SOURCED), "parties"
        )
    },
)
