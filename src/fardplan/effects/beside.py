"""What effects show on the pages of rooms below: the initiative's own, a status report's, and a working method's."""

from django.template.loader import render_to_string

from fardplan.effects import access, queries

#: Charts on an initiative's page: further ones are on the effects' own pages.
MOST_CHARTS = 3


def of_initiative(context, initiative):
    """HTML: each effect with its chart and the honest sentence, and for those who may, the way to a new plan."""
    authority = context.get("authority")
    if authority is None:
        return ""
    page = context.get("page")
    # The page has asked already whether there are any.
    rows = queries.of_initiative(initiative, authority.user) if getattr(page, "has_effects", True) else []
    can_add = access.can_add(authority, initiative, getattr(page, "party_ids", None))
    drawn = [*queries.charts(rows[:MOST_CHARTS]), *[None] * len(rows[MOST_CHARTS:])]
    shown = [
        {"row": row, "control": control, "place": row.starts[0].organisation if row.starts else None}
        for row, control in zip(rows, drawn, strict=True)
    ]
    values = {"programme": authority.programme, "initiative": initiative, "shown": shown, "can_add": can_add}
    return render_to_string("effects/_of_initiative.html", values)


def of_status_report(context, report):
    """HTML: the conclusions as they were known when the report was sent; in a draft, as they are now. Empty without any."""
    authority = context.get("authority")
    if authority is None or report.initiative_id is None:
        return ""
    until = queries.known_when_sent(report) if report.is_sent else None
    rows = [row for row in queries.of_initiative(report.initiative, authority.user, until=until) if row.latest]
    if not rows:
        return ""
    return render_to_string("effects/_of_status_report.html", {"programme": authority.programme, "rows": rows, "is_sent": report.is_sent})


def of_method(context, method):
    """HTML: what evaluations of the initiatives that use the method have found, also that nothing was shown."""
    authority = context.get("authority")
    if authority is None:
        return ""
    rows = queries.of_method(method, authority.user)
    values = {"programme": authority.programme, "lesson": queries.Lesson(method, rows) if rows else None}
    return render_to_string("effects/_of_method.html", values)
