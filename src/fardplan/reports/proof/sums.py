"""Tables whose sums do not add up: columns, “varav” rows, “each gets”, and the same shares told in two tables."""

import re
from collections import defaultdict
from decimal import Decimal

from django.utils.translation import gettext as _

from fardplan.kit.numbers import format_number
from fardplan.reports.consistency.finding import Code, Finding, Said, Severity

from .mentions import number_in

_TOTAL = re.compile(r"(?i)^\W*(summa|totalt|total|medel till|sammanlagt|tillsammans)\b")
_EACH = re.compile(r"(?i)^\W*(varje|vardera|per)\b")
_WHEREOF = re.compile(r"(?i)\bvarav\b")


def tables(manuscripts):
    """Findings of every table with a row that says it is the sum."""
    for made in manuscripts:
        for table in made.tables:
            total = next((row for row in table.rows if row.cells and _TOTAL.match(row.cells[0])), None)
            before = table.rows[: table.rows.index(total)] if total else table.rows
            yield from _whereof(made, table, before)
            if total is not None:
                yield from _columns(made, table, before, total)


def _columns(made, table, rows, total):
    parts = {id(row) for whole in rows for row in _parts_of(rows, whole)}
    for place in range(1, len(total.cells)):
        stated = number_in(total.cells[place])
        if stated is None:
            continue
        counted = [(row, value) for row in rows if id(row) not in parts and (value := _value(row, place)) is not None]
        if len(counted) < 2 or sum(value for _row, value in counted) == stated:
            continue
        each = [(row, value) for row, value in counted if _EACH.match(row.cells[0])]
        if each:
            yield from _each(made, table, counted, each[0], total, stated)
            continue
        added = sum(value for _row, value in counted)
        yield _finding(made, table, total, place, stated, added, _told(counted))


def _finding(made, table, row, place, stated, added, detail):
    column = table.head[place] if place < len(table.head) and number_in(table.head[place]) is None else ""
    label = f"{row.cells[0]}, {column}" if column else row.cells[0]
    said = Said(stated, f"{row.cells[0]} {row.cells[place]}", made.name, row.place)
    return Finding(
        Code.SUM,
        Severity.CONTRADICTION,
        _("The sum “%(label)s”") % {"label": label},
        (said,),
        difference=_number(abs(stated - added)),
        details=(_("The rows come to %(sum)s: %(rows)s.") % {"sum": _number(added), "rows": detail},),
    )


def _each(made, table, counted, each, total, stated):
    """“Every municipality gets 1 714” stands for several: the number of them that comes nearest is told with what it gives."""
    row, value = each
    rest = sum(other for other_row, other in counted if other_row is not row)
    times = (stated - rest) / value if value else Decimal(0)
    nearest = int(times.to_integral_value())
    added = nearest * value + rest
    if nearest < 2 or added == stated:
        return
    detail = f"{nearest} × {_number(value)} + {_number(rest)} = {_number(added)}" if rest else f"{nearest} × {_number(value)}"
    said = (
        Said(stated, f"{total.cells[0]} {_number(stated)}", made.name, total.place),
        Said(value, f"{row.cells[0]} {_number(value)}", made.name, row.place),
    )
    yield Finding(
        Code.SUM,
        Severity.CONTRADICTION,
        _("The sum “%(label)s”") % {"label": total.cells[0]},
        said,
        difference=_number(abs(stated - added)),
        details=(_("%(sum)s: the numbers are rounded, or one of them is wrong.") % {"sum": detail},),
    )


def _whereof(made, table, rows):
    """Parts (“varav”) that come to another number than the row they are parts of."""
    for whole in rows:
        parts = _parts_of(rows, whole)
        if not parts:
            continue
        for place in range(1, len(whole.cells)):
            stated, values = _value(whole, place), [(row, _value(row, place)) for row in parts]
            if stated is None or any(value is None for _row, value in values):
                continue
            added = sum(value for _row, value in values)
            if added == stated:
                continue
            label = _WHEREOF.sub("", whole.cells[0]).strip()
            column = table.head[place] if place < len(table.head) else ""
            yield Finding(
                Code.PARTS,
                Severity.CONTRADICTION if added > stated else Severity.CHECK,
                _("%(label)s and its parts, %(column)s") % {"label": label, "column": column.strip("*").casefold()},
                (Said(stated, f"{label} {whole.cells[place]}", made.name, whole.place),),
                difference=_number(abs(stated - added)),
                details=(_("The parts come to %(sum)s: %(rows)s.") % {"sum": _number(added), "rows": _told(values)},),
            )


def _parts_of(rows, whole):
    """The rows below a “varav” row that are set in italics or moved in; without such a mark, nobody knows how many they are."""
    if not whole.cells or not _WHEREOF.search(whole.cells[0]):
        return []
    found = []
    for row in rows[rows.index(whole) + 1 :]:
        if not row.is_indented:
            break
        found.append(row)
    return found


def _value(row, place):
    return number_in(row.cells[place]) if place < len(row.cells) else None


def _told(rows):
    return "; ".join(f"{row.cells[0]} {_number(value)}" for row, value in rows)


def _number(value):
    return format_number(value, 0 if value == value.to_integral_value() else 1)


# The same shares in two tables ───────────────────────────────────────────────────────────────────────────────────────

_PIECES = re.compile(r"(?i)(\w[\w -]*?)\s*\((\d+)\s*st\.?\)")
_CHANGED = re.compile(r"(?i)^\s*(\d+)\s*\((\d+)\s+från\b")
_ENDED = re.compile(r"(?i)\((?:tom|t\.o\.m\.?|till och med)\s")


def shares(manuscripts):
    """Roles whose shares are told in one table together (“three, 200”) and in another one by one: compared at the end of the year."""
    for made in manuscripts:
        grouped = [(table, groups) for table in made.tables if (groups := _groups(table))]
        for table, groups in grouped:
            for other in made.tables:
                if other is not table and (single := _single_roles(other)):
                    if any(name.startswith(role) for role in groups for name in single):
                        yield from _compared(made, groups, other, single)
                        yield from _all_together(made, table, other, single)


def _groups(table):
    """{role: (row, how many, share)} of rows such as “Förändringsledare (3 st.) | 200”."""
    found = {}
    for row in table.rows:
        named = _PIECES.match(row.cells[0]) if row.cells else None
        values = [value for cell in row.cells[1:] if (value := number_in(cell)) is not None]
        if named and values:
            found[named[1].strip().casefold()] = (row, int(named[2]), values[0])
    return found


def _single_roles(table):
    """{role: [(row, share)]} of a table with a role first and a share last; whoever has ended has none left."""
    found = defaultdict(list)
    for row in table.rows[1:]:
        if len(row.cells) < 3:
            continue
        last = next((cell for cell in reversed(row.cells) if cell.strip()), "")
        changed = _CHANGED.match(last)
        value = Decimal(changed[2]) if changed else _added(last)
        if value is None or row.cells[0].strip().isdigit():
            continue
        found[row.cells[0].casefold()].append((row, Decimal(0) if any(map(_ENDED.search, row.cells)) else value))
    return found


def _added(cell):
    """The number of a cell; two roles of one person (“70/30”) are told with both."""
    pieces = [number_in(piece) for piece in cell.split("/")]
    return None if None in pieces else sum(pieces)


def _all_together(made, table, other, single):
    """The sum of the table that groups the roles, against all rows of the other one."""
    total = next((row for row in table.rows if row.cells and _TOTAL.match(row.cells[0])), None)
    stated = next((value for cell in total.cells[1:] if (value := number_in(cell)) is not None), None) if total else None
    added = sum(value for rows in single.values() for _row, value in rows)
    if stated is None or stated == added:
        return
    where = next(iter(single.values()))[0][0]
    said = (
        Said(stated, f"{total.cells[0]} {_number(stated)}", made.name, total.place),
        Said(added, _("%(rows)s rows") % {"rows": sum(map(len, single.values()))}, made.name, where.place),
    )
    detail = _("The rows come to %(sum)s at the end of the year.") % {"sum": _number(added)}
    title = _("The sum of %(table)s and the rows of another table") % {"table": table.name or table.caption}
    yield Finding(Code.STAFFING, Severity.CONTRADICTION, title, said, difference=_number(abs(stated - added)), details=(detail,))


def _compared(made, groups, other, single):
    for role, (row, number, share) in groups.items():
        rows = [pair for name, pairs in single.items() if name.startswith(role) for pair in pairs]
        if not rows:
            continue
        added, holding = sum(value for _row, value in rows), [pair for pair in rows if pair[1]]
        if added == share and len(holding) == number:
            continue
        said = [Said(share, f"{row.cells[0]} {_number(share)}", made.name, row.place)]
        said += [Said(value, _row_words(found), made.name, found.place) for found, value in rows]
        details = _("%(rows)s rows come to %(sum)s at the end of the year.") % {"rows": len(holding), "sum": _number(added)}
        yield Finding(
            Code.STAFFING,
            Severity.CONTRADICTION if added != share else Severity.CHECK,
            _("%(role)s: the share of full time in two tables") % {"role": row.cells[0]},
            tuple(said),
            difference=_number(abs(share - added)) if share != added else "",
            details=(details,),
        )


def _row_words(row):
    """The role and the share, without the name of who holds it: a finding is about figures."""
    last = next((cell for cell in reversed(row.cells) if cell.strip()), "")
    ended = next((found.group(0).strip("( ") for cell in row.cells[1:-1] if (found := re.search(r"\(t[^)]*\)", cell))), "")
    return " ".join(filter(None, [row.cells[0], last, ended.strip("()") and f"({ended.strip('()')})"]))
