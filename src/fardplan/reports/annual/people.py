"""Organisation and the annex: posts against assignments, who lends, and how the forums hang together. Roles, never names."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fardplan.documents import blocks
from fardplan.kit.nothing import total
from fardplan.kit.periods import Period, day_in_words, stretch_in_words
from fardplan.kit.text import swedish_sort_key
from fardplan.reports.figures.staffing import held, planned, staffed

from .draft import given, known, listed, number, one_line, opening, sentence, sum_cell
from .opening import staffing_in_short

# Organisation ───────────────────────────────────────────────────────────────────────────────────────────────────────


def organisation(draft):
    register, day = draft.register, draft.day
    posts = [row for row in register.posts if row.holds_on(day)]
    rows = held(register.assignments, day)
    if not posts and not rows:
        return [draft.say(_("No staffing has been recorded."))]
    found = [blocks.text(*staffing_in_short(draft))]
    if rows:
        found.append(_people_in_words(draft))
    if posts:
        found.append(_posts_table(draft, posts))
    if rows:
        found += [_assignments_table(draft, rows), *_lent_table(draft, rows)]
    draft.mark([*posts, *rows])
    return found


def _people_in_words(draft):
    template = ngettext(
        "%(people)s person has an assignment in the programme office. Vacant assignments: %(vacancies)s.",
        "%(people)s people have assignments in the programme office. Vacant assignments: %(vacancies)s.",
        int(draft.figure("assignments.people").value),
    )
    return draft.say(template, people="assignments.people", vacancies="assignments.vacancies")


def _posts_table(draft, posts):
    columns = [
        blocks.column("title", _("Role")),
        blocks.column("number", _("People"), "number"),
        blocks.column("share", _("Share of full time"), "percent", unit="%"),
        blocks.column("vacancies", _("Vacancies"), "number"),
    ]
    if any(row.comment for row in posts):
        columns.append(blocks.column("comment", _("Comment")))
    told = [
        {
            "id": row.slug,
            "title": row.role,
            "number": row.number,
            "share": row.share,
            "vacancies": row.vacancies,
            "comment": row.comment,
        }
        for row in posts
    ]
    caption = _("Posts, %(period)s, per cent of full time") % {"period": draft.period.label}
    return blocks.table("posts", caption, columns, told, total=known(share=sum_cell(planned(draft.register.posts, draft.day))))


def _assignments_table(draft, rows):
    columns = [
        blocks.column("title", _("Role")),
        blocks.column("lent_by", _("Lent by")),
        blocks.column("share", _("Share of full time"), "percent", unit="%"),
        blocks.column("period", _("Period")),
    ]
    caption = _("Assignments on %(day)s, per cent of full time") % {"day": day_in_words(draft.day)}
    share = staffed(draft.register.assignments, draft.day)
    return blocks.table("assignments", caption, columns, [_assignment_row(row) for row in rows], total=known(share=sum_cell(share)))


def _assignment_row(row):
    told = {
        "id": row.slug,
        "title": row.role,
        "post": row.post.slug if row.post_id else "",
        "lent_by": _("Vacant") if row.is_vacant else given(row.lent_by.short_name if row.lent_by_id else ""),
        "share": number(None if row.is_vacant else row.share, "not_applicable" if row.is_vacant else None),
        "period": given(period_in_words(row)),
        "vacant": row.is_vacant,
        "comment": row.comment,
    }
    return told | ({"origin": row.origin} if row.origin else {})


def period_in_words(row):
    """The words of the source, else the days by their shortest name; nothing where no day is known."""
    if row.period_words:
        return row.period_words
    period = Period(row.from_date, row.until_date)
    if row.from_date and row.until_date:
        return stretch_in_words(row.from_date, period.last_day)
    return period.for_screen if row.from_date or row.until_date else ""


def _lent_table(draft, rows):
    """What each party lends, nought too, and then the others who lend."""
    filled = [row for row in rows if not row.is_vacant and row.lent_by_id]
    if not filled:
        return []
    parties = {party.organisation_id: party.organisation for party in draft.register.parties if party.holds_on(draft.day)}
    others = {row.lent_by_id: row.lent_by for row in filled if row.lent_by_id not in parties}
    told = []
    for organisation in [*parties.values(), *sorted(others.values(), key=lambda row: (swedish_sort_key(row.short_name), row.pk))]:
        share = total((row.share, "") for row in filled if row.lent_by_id == organisation.pk)
        told.append({"id": organisation.slug, "title": organisation.short_name, "share": number(share.value or 0)})
    columns = [blocks.column("title", _("Organisation")), blocks.column("share", _("Share of full time"), "percent", unit="%")]
    caption = _("Lent to the programme on %(day)s") % {"day": day_in_words(draft.day)}
    return [blocks.table("lent", caption, columns, told, total=known(share=sum_cell(total((row.share, "") for row in filled))))]


# Annex: structure and roll ──────────────────────────────────────────────────────────────────────────────────────────


def structure(draft):
    register, day = draft.register, draft.day
    found = []
    parties = [row for row in register.parties if row.holds_on(day)]
    if parties:
        found += [blocks.heading(_("Parties")), blocks.bullets(*(row.organisation.name for row in parties))]
    partners = [row for row in register.partners if row.holds_on(day)]
    if partners:
        found.append(blocks.heading(_("Others who take part")))
        found.append(blocks.bullets(*(f"{row.organisation.name}: {row.role}" if row.role else row.organisation.name for row in partners)))
    forums = [row for row in register.forums if row.holds_on(day)]
    if forums:
        found += [blocks.heading(_("Forums")), _forums_table(draft, forums), *_forum_lines(draft), *_seats_table(draft, forums)]
    roll = [row for row in register.assignments if Period(row.from_date, row.until_date).overlaps(draft.period.period)]
    if roll:
        found += [blocks.heading(_("Roll of the programme office")), _roll_table(draft, roll)]
    draft.mark(forums)
    return found


def _forums_table(draft, forums):
    columns = [
        blocks.column("title", _("Forum")),
        blocks.column("function_label", _("Function")),
        blocks.column("description", _("About")),
    ]
    told = []
    for row in forums:
        former = [name.name for name in draft.register.former_names.get(row.pk, [])]
        about = [part for part in (one_line(row.description), opening(row.rhythm)) if part]
        if former:
            about.append(_("Formerly %(names)s") % {"names": listed(former)})
        told.append(
            {
                "id": row.slug,
                "title": row.name,
                "function": row.function,
                "function_label": str(row.get_function_display()),
                "rhythm": given(row.rhythm),
                "description": " ".join(sentence(part) for part in about),
            }
        )
    return blocks.table("forums", _("Forums on %(day)s") % {"day": day_in_words(draft.day)}, columns, told)


def _forum_lines(draft):
    lines = [row for row in draft.register.forum_lines if row.holds_on(draft.day)]
    if not lines:
        return []
    points = [f"{row.from_forum.name} {row.get_kind_display()} {row.to_forum.name}{f': {row.words}' if row.words else ''}" for row in lines]
    return [blocks.heading(_("How the forums hang together")), blocks.bullets(*points)]


def _seats_table(draft, forums):
    told = []
    for forum in forums:
        for seat in draft.register.seats.get(forum.pk, []):
            if seat.holds_on(draft.day):
                office = _("%(title)s (acting)") % {"title": seat.title} if seat.is_acting else seat.title
                told.append(
                    {
                        "id": seat.slug,
                        "forum": forum.name,
                        "title": office,
                        "role": seat.role,
                        "role_label": str(seat.get_role_display()),
                        "organisation": given(seat.organisation.short_name if seat.organisation_id else ""),
                        "number": seat.number,
                    }
                )
    if not told:
        return []
    columns = [
        blocks.column("title", _("Office")),
        blocks.column("forum", _("Forum")),
        blocks.column("organisation", _("Organisation")),
        blocks.column("role_label", _("Role")),
    ]
    if any(row["number"] != 1 for row in told):
        columns.append(blocks.column("number", _("Seats"), "number"))
    return [blocks.table("seats", _("Seats on %(day)s") % {"day": day_in_words(draft.day)}, columns, told)]


def _roll_table(draft, roll):
    columns = [
        blocks.column("title", _("Role")),
        blocks.column("lent_by", _("Lent by")),
        blocks.column("share", _("Share of full time"), "percent", unit="%"),
        blocks.column("period", _("Period")),
        blocks.column("comment", _("Comment")),
    ]
    if not any(row.comment for row in roll):
        columns.pop()
    caption = _("All assignments during %(period)s") % {"period": draft.period.label}
    return blocks.table("roll", caption, columns, [_assignment_row(row) for row in roll])
