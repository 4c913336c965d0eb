"""The report of use of grants: for each receiver what came, what it was used for, what it paid itself, what is left. Composed, never stored."""

from django.utils import translation
from django.utils.translation import gettext as _

from fardplan.documents import blocks
from fardplan.economy.grants import grant_rows
from fardplan.kit.numbers import format_number
from fardplan.reports.annual import LANGUAGE
from fardplan.reports.annual.grants import money, table


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
    return [table("grants", _("Grants by receiver"), rows)] if rows else [blocks.note(_("No grants received are in the register."))]


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
            "amount": money(use.amount, use.amount_absence),
            "own": money(use.own, use.own_absence),
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
