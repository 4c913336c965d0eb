"""Spread of working methods, as a folder tells it. After matters and decisions, which it points to."""

from fardplan.imports.noun import noun, pair
from fardplan.spread import models as spread
from fardplan.spread import services as S

SPREAD = (
    noun(
        "method_sheets",
        spread.MethodSheet,
        pair(S, "method_sheet"),
        "id method",
        "competence technique agreements cost cost_words lessons final_report checklist",
    ),
    noun(
        "adoptions",
        spread.Adoption,
        pair(S, "adoption"),
        "id method party phase",
        "began ended seen_date evidence lessons decision initiative",
    ),
    noun("transfer_checks", spread.TransferCheck, pair(S, "transfer_check"), "id method party done", "words"),
    noun("spread_ambitions", spread.SpreadAmbition, pair(S, "spread_ambition"), "id method year parties", "phase words"),
    noun("spread_proposals", spread.SpreadProposal, pair(S, "spread_proposal"), "id matter method", "initiative phase"),
)
