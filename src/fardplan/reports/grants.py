"""The report of use of grants: for each receiver what came, what it was used for, what it paid itself, what is left. Composed, never stored."""

from django.utils import translation
from django.utils.translation import gettext as _

from fardplan.documents import blocks
from fardplan.economy.grants import grant_rows
from fardplan.kit.numbers import format_number
from fardplan.reports.annual import LANGUAGE


def compose(programme, period, *, party=None) -> dict:
    """A document for `fardplan.documents`; `party`: that one's grants alone. Amounts are whole kronor; printed totals stand beside."""
    with translation.override(LANGUAGE):
        rows = rows_of(programme, period.year, party)
        title = _("Use of grants %(year)s") % {"year": period.year}
        return {
            "schema": 1,
            "programme": programme.slug,
            "programme_name": programme.name,
            "period": str(period.year),
            "kind": "grants_report",
            "title": f"{title}, {party.name}" if party else title,
            "as_of": period.last_day.isoformat(),
            "parties": [],
            "state_words": _("Use of grants"),
            "cover": False,
            "sections": [
                blocks.section("sammanstallning", _("Compilation"), summary(rows)),
                *(blocks.section(f"bidrag-{row.funding.slug}", row.who, uses(row)) for row in rows),
            ],
        }


def rows_of(programme, year, party=None):
    """Grants of a year as `economy` reads them; `party`: that one's alone."""
    return [row for row in grant_rows(programme, year=year) if party is None or row.funding.organisation_id == party.organisation_id]


def summary(rows) -> list[dict]:
    """A table with a row for each grant."""
    columns = [
        blocks.column("who", _("Receiver")),
        blocks.column("chapter", _("Agreement chapter")),
        blocks.column("received", _("Received"), "money", unit="kr"),
        blocks.column("printed", _("As printed")),
        blocks.column("used", _("Used, money"), "money", unit="kr"),
        blocks.column("own", _("Own co-financing"), "money", unit="kr"),
        blocks.column("staff", _("Lent staff, valued"), "money", unit="kr"),
        blocks.column("unspent", _("Left"), "money", unit="kr"),
    ]
    told = [
        {
            "id": row.funding.slug,
            "who": row.who,
            "chapter": row.funding.chapter or blocks.nothing(),
            "received": _money(row.funding.amount, row.funding.amount_absence),
            "printed": row.funding.printed,
            "used": _money(row.settled.used.value, row.settled.used.absence) if row.uses else blocks.nothing(),
            "own": _money(row.settled.own.value, row.settled.own.absence),
            "staff": _money(row.settled.staff.value, row.settled.staff.absence),
            "unspent": _money(row.settled.unspent if row.uses else None, None),
        }
        for row in rows
    ]
    note = _("Lent staff is valued beside the money and is in no sum with it. Half is meant to be paid by the receiver.")
    if not told:
        return [blocks.note(_("No grants received are in the register."))]
    return [blocks.table("grants", _("Grants by receiver"), columns, told, note=note)]


def uses(row) -> list[dict]:
    """What one grant was used for."""
    columns = [
        blocks.column("title", _("Used for")),
        blocks.column("kind", _("Kind")),
        blocks.column("amount", _("Amount"), "money", unit="kr"),
        blocks.column("own", _("Own co-financing"), "money", unit="kr"),
        blocks.column("comment", _("Comment")),
    ]
    told = [
        {
            "id": use.slug,
            "title": use.title,
            "kind": str(use.get_kind_display()),
            "amount": _money(use.amount, use.amount_absence),
            "own": _money(use.own, use.own_absence),
            "comment": use.comment,
        }
        for use in row.uses
    ]
    found = [blocks.text(", ".join(filter(None, [row.funding.grant, row.funding.chapter, row.funding.comment])) or row.who)]
    if told:
        found.append(blocks.table(f"anvandning-{row.funding.slug}", _("What the grant was used for"), columns, told))
    else:
        found.append(blocks.note(_("What it was used for has not been told.")))
    if row.settled.own_share is not None:
        found.append(
            blocks.text(_("Own share: %(share)s per cent of what was paid together.") % {"share": format_number(row.settled.own_share, 1)})
        )
    return found


def _money(value, absence):
    return value if value is not None else blocks.nothing(str(absence)) if absence else blocks.nothing()
