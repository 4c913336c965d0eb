"""What can be wrong with a plan, said so that a person can put it right. Wrong rows are `fardplan.spc.errors.RowError`."""

from __future__ import annotations

from fardplan.spc.errors import RowError, SpcError

__all__ = ["PlanError", "RowError", "SpcError", "Unjudged"]


class PlanError(SpcError):
    """The plan cannot be carried out as written. The text is a Swedish sentence; `key` is the word in the plan it is about."""

    def __init__(self, message: str, *, key: str = ""):
        super().__init__(message)
        self.key = key


class Unjudged(Exception):
    """The plan and the data are in order but too small for an answer. The text is the Swedish reason."""
