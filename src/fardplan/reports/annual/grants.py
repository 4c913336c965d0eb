"""What became of grants: for each receiver what came, what it was used for, what it paid itself, what is left."""

from django.utils.translation import gettext as _

from fardplan.documents import blocks


def grants(draft):
    """A table of the year's grants whose use has been told; nothing when none has. They stand under who receives them."""
    rows = [row for row in draft.register.grants if row.funding.year == draft.period.year and row.uses]
    if not rows:
        return []
    draft.mark([use for row in rows for use in row.uses])
    return [table("grants_used", _("What grants were used for, %(year)s") % {"year": draft.period.year}, rows)]


def table(id, caption, rows):
    """economy.grants.GrantRow one by one: kronor whole, printed sums beside; lent staff and money in columns of their own."""
    columns = [
        blocks.column("who", _("Receiver")),
        blocks.column("received", _("Received"), "money", unit="kr"),
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
            "received": money(row.funding.amount, row.funding.amount_absence),
            "printed": row.funding.printed,
            "used": money(row.settled.used.value, row.settled.used.absence) if row.uses else blocks.nothing(),
            "own": money(row.settled.own.value, row.settled.own.absence),
            "staff": money(row.settled.staff.value, row.settled.staff.absence),
            "unspent": money(row.settled.unspent if row.uses else None, None),
        }
        for row in rows
    ]
    note = _("Lent staff is valued beside the money and is in no sum with it. Half is meant to be paid by the receiver.")
    if printed := [f"{row.who} {row.funding.printed}" for row in rows if row.funding.printed]:
        # Beside, never instead: and not as a column, which would turn the page on its side.
        note = f"{note} {_('As printed')}: {'; '.join(printed)}."
    return blocks.table(id, caption, columns, told, note=note)


def money(value, absence):
    """Whole kronor, or why there are none."""
    return value if value is not None else blocks.nothing(str(absence)) if absence else blocks.nothing()
