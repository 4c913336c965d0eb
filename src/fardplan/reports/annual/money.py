"""Financing, and budget against outturn. What is part of a line is shown under it and never added again."""

from decimal import Decimal

from django.utils.translation import gettext as _

from fardplan.documents import blocks
from fardplan.economy.models import Funding
from fardplan.kit.nothing import Absence, total
from fardplan.kit.periods import ReportPeriod
from fardplan.reports.figures.economy import amounts, funders, outturn_in, outturns
from fardplan.reports.figures.registry import Kind, words_of

from .draft import known, listed, number, sum_cell
from .opening import budget_in_short


def financing(draft):
    year = draft.period.year
    paying = funders(draft.register, year, Funding.Role.PAYS)
    receiving = funders(draft.register, year, Funding.Role.RECEIVES)
    found = []
    if paying:
        found.append(funding_table("funding", _("Who finances the programme, %(year)s") % {"year": year}, _("Financed by"), paying))
    else:
        found.append(draft.say(_("No financing has been recorded for %(year)s."), {"year": year}))
    if receiving:
        found.append(funding_table("grants", _("Who receives grants, %(year)s") % {"year": year}, _("Received by"), receiving))
    draft.mark([*paying, *receiving])
    return found


def funding_table(id, caption, who, rows):
    columns = [
        blocks.column("title", who),
        blocks.column("grant", _("Grant")),
        blocks.column("share", _("Share"), "percent", unit="%"),
        blocks.column("amount", _("Amount"), "money", unit="kr"),
        blocks.column("comment", _("Comment")),
    ]
    if not any(row.grant for row in rows):
        columns = [column for column in columns if column["key"] != "grant"]
    if not any(row.comment for row in rows):
        columns = [column for column in columns if column["key"] != "comment"]
    if all(row.share is None for row in rows):
        columns = [column for column in columns if column["key"] != "share"]
    if all(row.amount is None and row.amount_absence == Absence.MISSING for row in rows):
        columns = [column for column in columns if column["key"] != "amount"]
    share, amount = total((row.share, "") for row in rows), total((row.amount, row.amount_absence) for row in rows)
    told = [
        {
            "id": row.slug,
            "title": row.organisation.short_name if row.organisation_id else row.organisation_words,
            "grant": row.grant,
            "share": number(row.share),
            "amount": number(row.amount, row.amount_absence),
            "comment": row.comment,
        }
        for row in rows
    ]
    sums = known(
        **({"share": sum_cell(share)} if share.is_complete else {}),
        **({"amount": sum_cell(amount)} if amount.is_complete else {}),
    )
    return blocks.table(id, caption, columns, told, total=sums)


def budget(draft):
    own = draft.register.programme_budget(draft.period.year)
    if own is None:
        return [draft.say(_("No budget has been recorded for %(year)s."), {"year": draft.period.year})]
    lines = draft.register.lines_of.get(own.pk, [])
    if not lines:
        return [draft.say(_("The budget for %(year)s has no lines yet."), {"year": draft.period.year})]
    rows = [row for line in lines for row in _line_rows(draft, line)]
    planned, used = amounts(lines), outturns(draft.register, lines, draft.period)
    found = [blocks.text(*budget_in_short(draft))]
    found.append(
        blocks.table(
            "budget",
            _("Budget and outturn, %(period)s") % {"period": draft.period.label},
            _columns(draft, rows),
            rows,
            total={"budget": sum_cell(planned), "outturn": sum_cell(used)},
            note=_note(draft, lines, planned, used),
        )
    )
    bars = [{"label": row["title"], "budget": row["budget"], "outturn": row["outturn"]} for row in rows if "part_of" not in row]
    if any(not isinstance(bar["outturn"], dict) and not isinstance(bar["budget"], dict) for bar in bars):
        caption = _("How much of each line was used, %(period)s") % {"period": draft.period.label}
        found.append(blocks.figure("budget-bars", caption, _bars_in_words(bars), {"type": "budget_bars", "unit": "kr", "rows": bars}))
    draft.mark([own, *(line for line in draft.register.lines if line.budget_id == own.pk)])
    return found


def _columns(draft, rows):
    year, period = draft.period.year, draft.period.label
    whole = draft.is_whole_year
    columns = [
        blocks.column("title", _("Line")),
        blocks.column("budget", _("Budget") if whole else _("Budget %(year)s") % {"year": year}, "money", unit="kr"),
        blocks.column("outturn", _("Outturn") if whole else _("Outturn, %(period)s") % {"period": period}, "money", unit="kr"),
        blocks.column("variance", _("Variance"), "money", unit="kr", signed=True, difference=["outturn", "budget"]),
    ]
    if any(row["comment"] for row in rows):
        columns.append(blocks.column("comment", _("Comment")))
    return columns


def _line_rows(draft, line, part_of=None):
    amount, absence, whole = outturn_in(draft.register.outturns.get(line.pk, {}), draft.period)
    both = line.amount is not None and amount is not None and whole
    row = {
        "id": line.slug,
        "title": line.title,
        "budget": number(line.amount, line.amount_absence),
        "outturn": number(amount, absence),
        "variance": number(amount - line.amount if both else None, absence or line.amount_absence),
        "comment": line.comment,
    }
    if part_of:
        row["part_of"] = part_of
    yield row
    for part in draft.register.parts_of.get(line.pk, []):
        yield from _line_rows(draft, part, part_of=line.slug)


def _note(draft, lines, planned, used):
    """What a reader must know to add up the table: parts, what they leave over, and what is missing."""
    told = []
    variance = draft.figure("budget.variance")
    if variance.is_known and variance.value:
        template = _("%(sum)s less than the budget was used.") if variance.value < 0 else _("%(sum)s more than the budget was used.")
        told.append(template % {"sum": words_of(abs(variance.value), Kind.MONEY)})
    with_parts = [line for line in lines if draft.register.parts_of.get(line.pk)]
    if with_parts:
        told.append(_("Lines marked “of which” are part of the line above and are not added again."))
    year = ReportPeriod.of_year(draft.period.year)
    for line in with_parts:
        parts = draft.register.parts_of[line.pk]
        told += _left_over(line.title, _("the budget"), amounts([line]), amounts(parts))
        told += _left_over(line.title, _("the outturn"), outturns(draft.register, [line], year), outturns(draft.register, parts, year))
    for what, amount in ((_("the budget"), planned), (_("the outturn"), used)):
        if amount.note and amount.value is not None:
            told.append(_("The sum of %(what)s is not whole: %(note)s.") % {"what": what, "note": amount.note})
    return " ".join(told)


def _left_over(title, what, whole, parts):
    if whole.value is None or parts.value is None or not parts.is_complete or whole.value == parts.value:
        return []
    values = {
        "line": title,
        "what": what,
        "parts": words_of(parts.value, Kind.MONEY),
        "rest": words_of(abs(whole.value - parts.value), Kind.MONEY),
    }
    if parts.value < whole.value:
        return [_("The parts of %(line)s in %(what)s come to %(parts)s; %(rest)s is not divided.") % values]
    return [_("The parts of %(line)s in %(what)s come to %(parts)s, %(rest)s more than the line.") % values]


def _bars_in_words(bars):
    told = []
    for bar in bars:
        if isinstance(bar["outturn"], dict) or isinstance(bar["budget"], dict) or not bar["budget"]:
            told.append(_("%(line)s: figure missing") % {"line": bar["label"]})
        else:
            share = words_of(Decimal(bar["outturn"]) * 100 / Decimal(bar["budget"]), Kind.PERCENT)
            told.append(_("%(line)s: %(share)s of the budget") % {"line": bar["label"], "share": share})
    return _("Bars of how much of the budget each line used. %(lines)s.") % {"lines": listed(told)}
