"""Making Data Count as named, versioned rule sets. A new reading of the rules is a new row with a new name.

NHS England, Making Data Count: XmR charts read point by point. The tools that draw them disagree on details;
each set here follows one of them, and says so on the chart.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RuleSet:
    """What one version of the rules says.

    screen: moving ranges of 3.267 means or more are left out unless the user says otherwise. trend, shift: points needed.
    near_counts_outside: in "two of three", a point beyond the limits counts as beyond two thirds of them.
    improvement_first: a point with signals in both directions is an improvement. minimum: points with a value needed in a
    group for limits, rules and icons. short: below this many rows the limits are called preliminary.
    """

    name: str
    screen: bool
    near_counts_outside: bool
    improvement_first: bool
    minimum: int
    trend: int = 7
    shift: int = 7
    short: int = 13


RULE_SETS = {
    rules.name: rules
    for rules in (
        RuleSet("mdc-r-0.2", screen=True, near_counts_outside=False, improvement_first=False, minimum=2),
        RuleSet("mdc-excel", screen=False, near_counts_outside=True, improvement_first=True, minimum=13),
    )
}
FIX_MINIMUM = 12
"""Fewest first points that may be asked to carry the limits alone."""
