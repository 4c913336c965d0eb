"""Did it make a difference? Before-and-after series, and places that started at different times. No Django.

    plan = evaluation.read({"design": "its", "start": "2022-03", "registered": "2022-01-10", "direction": "decrease"})
    result = evaluation.evaluate(plan, evaluation.columns(Path("data.csv").read_bytes()))
    str(result), result.as_dict(), evaluation.draw(result)

Importing this is cheap: scipy and statsmodels are loaded when something is counted. A new sentence is a line in `words.py` or `complaints.py`.
"""

from .api import evaluate
from .drawing import draw, sheet
from .errors import PlanError
from .plan import KEYS, Plan, read
from .result import EFFECT, NOT_SHOWN, UNJUDGED, VERSION, Effect, Result
from .series import Columns, columns, inline

__all__ = [
    "EFFECT", "KEYS", "NOT_SHOWN", "UNJUDGED", "VERSION", "Columns", "Effect", "Plan", "PlanError", "Result", "columns", "draw", "evaluate",
    "inline", "read", "sheet",
]  # fmt: skip
