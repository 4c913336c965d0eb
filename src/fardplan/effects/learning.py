"""What has been learnt, in words and as a workbook: which methods have shown effect, where, how large, how sure."""

import io

import xlsxwriter
from django.utils.translation import gettext as _

from fardplan.effects.models import Effect
from fardplan.evaluation.words import signed
from fardplan.kit.numbers import format_number
from fardplan.kit.templatetags.fardplan import datum, listed
from fardplan.spc.labels import HARD_SPACE


def _decimals(found):
    """Three figures of the effect, as the method's own sentences have them."""
    size = max(abs(found["estimate"]), abs((found["high"] or 0) - (found["low"] or 0)) / 4)
    return 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 1 else 3


def size_words(row):
    """The difference that was found, in the indicator's unit: “−2,1 procentenheter”; empty when nothing was counted."""
    found = row.found
    if not found:
        return ""
    return f"{signed(found['estimate'], _decimals(found))}{HARD_SPACE}{row.indicator.difference_unit}"


def sure_words(row):
    """The 95 per cent interval: “−3,4 till −0,8”. An end that there is none of is said to be unlimited."""
    found = row.found
    if not found:
        return ""
    low, high = (signed(float("nan") if found[end] is None else found[end], _decimals(found)) for end in ("low", "high"))
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def hoped_words(effect):
    """What the plan hopes for: “sänka med 2 procentenheter”."""
    words = str(effect.get_direction_display())
    if effect.size is not None:
        unit = effect.indicator.difference_unit
        words = _("%(direction)s by %(size)s %(unit)s") % {"direction": words, "size": format_number(effect.size), "unit": unit}
    elif effect.size_words:
        words = _("%(direction)s: %(words)s") % {"direction": words, "words": effect.size_words}
    return words


def compared_words(effect, names):
    """With whom, in words."""
    if effect.compared == Effect.Compared.ITSELF:
        return str(effect.get_compared_display())
    who = (
        listed(names)
        if 0 < len(names) <= 8
        else _("%(n)s organisations") % {"n": len(names)}
        if names
        else _("the programme's other parties")
    )
    return f"{effect.get_compared_display()}: {who}"


def facts(row):
    """(term, words) of the plan, for the effect's page."""
    effect = row.effect
    names = [each.short_name or each.name for each in effect.compared_with.all()]
    as_worded = [(_("How much, as worded"), effect.size_words)] if effect.size is not None and effect.size_words else []
    return [
        (_("Means to"), hoped_words(effect)),
        *as_worded,
        (_("When it is to be seen"), effect.expected.words if effect.expected else ""),
        (_("Where"), "; ".join(f"{start.organisation.short_name or start.organisation.name}, {start.began_words}" for start in row.starts)),
        (_("Compared"), compared_words(effect, names)),
        (_("Registered"), datum(effect.registered_date)),
    ]


def cells(lesson, row):
    """What a row of the workbook says."""
    found = row.found or {}
    return [
        lesson.method.name if lesson.method else "",
        row.effect.initiative.title,
        row.indicator.title,
        ", ".join(row.where),
        str(row.effect.get_direction_display()),
        row.effect.size,
        row.verdict_words,
        found.get("estimate"),
        found.get("low"),
        found.get("high"),
        found.get("p"),
        str(row.indicator.difference_unit),
        "" if row.latest is None else _("before") if row.latest.was_before else _("not before"),
        str(row.latest.vintage or "") if row.latest else "",
        row.latest.in_words if row.latest else "",
        str(row.effect.get_origin_display()) if row.effect.origin else "",
    ]


def workbook(lessons):
    """Bytes of a workbook: text is text, numbers are numbers, what is missing is empty."""
    columns = (
        (_("Working method"), 26), (_("Initiative"), 36), (_("Indicator"), 36), (_("Where"), 24), (_("Means to"), 14), (_("By how much"), 10),
        (_("What was found"), 26), (_("Difference"), 12), (_("From"), 12), (_("To"), 12), (_("p"), 8), (_("Unit"), 18),
        (_("Plan written, against the outcome"), 18), (_("Figures used"), 20), (_("In words"), 80), (_("Origin"), 18),
    )  # fmt: skip
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold, wrap = book.add_format({"bold": True, "bottom": 1, "text_wrap": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(_("What has been learnt")[:31])
    sheet.freeze_panes(1, 0)
    for at, (name, width) in enumerate(columns):
        sheet.write_string(0, at, str(name), bold)
        sheet.set_column(at, at, width)
    number = 0
    for lesson in lessons:
        for row in lesson.rows:
            number += 1
            for at, cell in enumerate(cells(lesson, row)):
                if isinstance(cell, str):
                    sheet.write_string(number, at, cell, wrap)
                elif cell is not None:
                    sheet.write_number(number, at, float(cell), wrap)
    sheet.autofilter(0, 0, max(number, 1), len(columns) - 1)
    book.close()
    return out.getvalue()
