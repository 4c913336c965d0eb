"""What a check finds: something said in two ways, with both values and where they stand."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from fardplan.reports.figures import Figure


class Severity(StrEnum):
    CONTRADICTION = "contradiction"  # two numbers or days of one thing
    CHECK = "check"  # may have an explanation; somebody should look
    WORDING = "wording"  # a matter of words: one thing called two things, a unit that is no standard


class Code(StrEnum):
    STATEMENTS = "statements_differ"
    REGISTER = "register_differs"
    MISSING = "register_missing"
    UNKNOWN = "unknown_figure"
    UNIT = "unit"
    PARTS = "parts_differ"
    SHARES = "shares_differ"
    STAFFING = "staffing_differs"
    ABOVE_PLAN = "staffed_above_plan"
    VACANCIES = "vacancies_differ"
    # In a text, whatever the register says (reports.proof)
    DAYS = "days_differ"
    COUNTS = "counts_differ"
    SUM = "sum_differs"
    NAMES = "names_differ"
    BASE = "share_of_nothing"
    REFERENCE = "nothing_there"
    ALT = "picture_without_words"


@dataclass(frozen=True)
class Said:
    """What a document states: the value as it is compared, and the words as they are printed."""

    value: Decimal | date | str
    words: str
    document: str
    place: str


@dataclass(frozen=True)
class Finding:
    """`register` are the figures of the register that the statements, or each other, are compared with. `difference` and `details`
    are for people; `title` says what it is about."""

    code: Code
    severity: Severity
    title: str
    statements: tuple[Said, ...] = ()
    register: tuple[Figure, ...] = ()
    difference: str = ""
    details: tuple[str, ...] = ()

    @property
    def references(self) -> frozenset[str]:
        return frozenset(figure.reference for figure in self.register)

    def joined(self, other: "Finding") -> "Finding":
        """This finding with what another, about the same figures, knows besides."""
        more = tuple(figure for figure in other.register if figure.reference not in self.references)
        return replace(self, register=self.register + more, details=self.details + other.details)

    def as_json(self) -> dict:
        return {
            "code": self.code.value,
            "severity": self.severity.value,
            "title": self.title,
            "statements": [
                {"value": plain(said.value), "words": said.words, "document": said.document, "place": said.place}
                for said in self.statements
            ],
            "register": [
                {"reference": figure.reference, "value": plain(figure.value), "words": figure.words, "place": figure.place}
                for figure in self.register
            ],
            "difference": self.difference,
            "details": list(self.details),
        }


def plain(value):
    """A value as JSON tells it: whole numbers as such, other numbers and days as text."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else value
