"""Statements against each other, and against the register."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fardplan.kit.money import unit_of
from fardplan.reports.figures import Figure, UnknownFigure, resolve, words_of
from fardplan.reports.models import StatedFigure
from fardplan.reports.rules import read_value

from .finding import Code, Finding, Said, Severity


def compare(register, rows) -> tuple[list[Finding], list[str], int]:
    """(findings, what agrees, how many statements have nothing to be compared with) of stated figures."""
    subjects = defaultdict(list)
    for row in rows:
        if row.kind != StatedFigure.Kind.UNIT:
            subjects[row.subject].append(row)
    findings, agreeing, alone = [], [], 0
    for stated in subjects.values():
        found = _subject(register, stated)
        findings += found
        if not found:
            if len(stated) > 1 or any(row.register for row in stated):
                agreeing.append(stated[0].label)
            else:
                alone += 1
    return findings + _units(rows), agreeing, alone


def _subject(register, stated):
    """What the statements about one thing, and the figures they point to, disagree about: one finding, and one per unknown figure."""
    label, kind = stated[0].label, stated[0].kind
    said = [(Said(read_value(row.kind, row.value), row.words, row.document, row.place), row) for row in stated]
    figures, unknown = {}, []
    for row in stated:
        if not row.register:
            continue
        try:
            figures[row.pk] = resolve(register, row.register)
        except UnknownFigure as error:
            unknown.append(Finding(Code.UNKNOWN, Severity.CHECK, label, (_said(said, row),), details=(str(error),)))
    statements = tuple(one for one, _row in said)
    distinct = tuple({figure.reference: figure for figure in figures.values()}.values())
    differs = [(one, figures[row.pk]) for one, row in said if row.pk in figures and not agrees(one.value, figures[row.pk])]
    values = list(dict.fromkeys(one.value for one in statements))
    if len(values) > 1:
        code, severity = Code.STATEMENTS, Severity.WORDING if kind == StatedFigure.Kind.TEXT else Severity.CONTRADICTION
    elif any(figure.is_known for _one, figure in differs):
        code, severity = Code.REGISTER, Severity.CONTRADICTION
    elif differs:
        code, severity = Code.MISSING, Severity.CHECK
    else:
        return unknown
    everything = [*values, *(figure.value for figure in distinct if figure.is_known)]
    return [Finding(code, severity, label, statements, distinct, difference(everything, kind)), *unknown]


def _said(said, row):
    return next(one for one, other in said if other.pk == row.pk)


def agrees(value, figure: Figure) -> bool:
    """Whether a stated value is the register's, at the precision it is stated with: 94.3 agrees with 94.25."""
    if figure.value is None or type(value) is not type(figure.value):
        return False
    if isinstance(value, Decimal):
        exponent = min(value.as_tuple().exponent, 0)
        return figure.value.quantize(Decimal(1).scaleb(exponent), rounding="ROUND_HALF_UP") == value
    return value == figure.value


def difference(values, kind) -> str:
    """How far apart the values are, in words; nothing for texts."""
    if len(values) < 2 or len({type(value) for value in values}) > 1:
        return ""
    if isinstance(values[0], Decimal):
        return words_of(max(values) - min(values), kind) if max(values) != min(values) else ""
    if isinstance(values[0], date):
        days = (max(values) - min(values)).days
        return ngettext("%(count)s day", "%(count)s days", days) % {"count": days} if days else ""
    return ""


def _units(rows):
    """Units that are no standard: each told once, with every place."""
    written = defaultdict(list)
    for row in rows:
        if row.kind == StatedFigure.Kind.UNIT and (unit := unit_of(row.value)) and unit.advice:
            written[unit.written.casefold()].append((row, unit))
    return [
        Finding(
            Code.UNIT,
            Severity.WORDING,
            _("The unit “%(unit)s”") % {"unit": found[0][1].written},
            tuple(Said(row.value, row.words, row.document, row.place) for row, _unit in found),
            details=(found[0][1].message,),
        )
        for found in written.values()
    ]
