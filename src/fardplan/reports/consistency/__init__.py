"""Where what is said does not agree: statements with each other, statements with the register, the register with itself.

Nothing is corrected here. Both values are kept with their places, so that somebody can find out which one holds.
A new rule is a function in `rules` that yields findings.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from fardplan.kit.money import unit_of
from fardplan.reports.models import Report, StatedFigure
from fardplan.reports.register import Register

from .finding import Code, Finding, Said, Severity
from .rules import all_rules
from .statements import compare


@dataclass(frozen=True)
class Check:
    """`agreeing` are the labels of what is said in several places in the same way; `alone` counts what is said once only."""

    findings: tuple[Finding, ...]
    agreeing: tuple[str, ...]
    alone: int

    @property
    def groups(self) -> list["Group"]:
        return grouped(self.findings)


@dataclass(frozen=True)
class Group:
    severity: Severity
    title: str
    findings: list[Finding]

    @property
    def id(self):
        return self.severity.value

    @property
    def count(self):
        return len(self.findings)


HEADINGS = {
    Severity.CONTRADICTION: _("Figures and days that contradict each other"),
    Severity.CHECK: _("Worth a look"),
    Severity.WORDING: _("Words that differ"),
}


def grouped(findings) -> list[Group]:
    """The findings by severity, the gravest first; without empty groups."""
    groups = [
        Group(severity, HEADINGS[severity], [finding for finding in findings if finding.severity == severity]) for severity in Severity
    ]
    return [group for group in groups if group.findings]


def check(programme, *, register=None) -> Check:
    """Everything that does not agree in a programme, in the order of statements and then of rules; the gravest first."""
    register = register or Register(programme)
    stated = list(StatedFigure.objects.filter(programme=programme).order_by("pk"))
    findings, agreeing, alone = compare(register, stated)
    told = {unit.written.casefold() for row in stated if row.kind == StatedFigure.Kind.UNIT and (unit := unit_of(row.value))}
    for finding in all_rules(register, _years(register), told):
        place = _same(finding, findings)
        if place is None:
            findings.append(finding)
        else:
            findings[place] = findings[place].joined(finding)
    order = list(Severity)
    return Check(tuple(sorted(findings, key=lambda finding: order.index(finding.severity))), tuple(agreeing), alone)


def _years(register):
    """Years that somebody has budgeted or reported: those have a last day to look at."""
    reported = Report.objects.filter(programme=register.programme).values_list("period", flat=True)
    return sorted({row.year for row in register.budgets if row.is_programme_budget} | {int(period[:4]) for period in reported})


def _same(finding, findings):
    """Where among `findings` the same figures are already found to differ. The first of the finding's figures that says what it is
    about decides: the added parts of a line, the staffing of a day."""
    telling = {reference for reference in finding.references if reference.startswith(("line.parts_", "assignments."))} or finding.references
    return next((place for place, other in enumerate(findings) if telling and telling <= other.references), None)


__all__ = ["Check", "Code", "Finding", "Said", "Severity", "check", "grouped"]
