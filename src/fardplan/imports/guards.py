"""Rows that parties own, in a file with everybody's: a party's coordinator changes its own, and the others' only when they stay as they are."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from fardplan.imports.kind_values import Refusal
from fardplan.parties.models import Party
from fardplan.plan import access


@dataclass(frozen=True)
class OwnRows:
    """Rows of some parties and nobody else's: those that somebody speaks for, or the one that a command was told to take."""

    parties: frozenset[int]
    programme = False

    def __bool__(self):
        """Whoever speaks for no party has nothing to import."""
        return bool(self.parties)

    def include(self, party_id, initiative_id):
        return party_id in self.parties


@dataclass(frozen=True)
class Everything:
    """A command that speaks for all."""

    programme = True


def plans_of(context):
    """Whose plans somebody may import into, as on the pages."""
    return access.plans_of(context.authority) if context.authority is not None else told_to_take(context)


def told_to_take(context):
    """What a command takes: one party's rows when it was told so, else everybody's."""
    return OwnRows(frozenset({context.party.pk})) if context.party else Everything()


def guard_of(kind, context):
    """What to ask before a row is written; None when all of them may be."""
    plans = kind.plans(context) if kind.plans else None
    return None if plans is None or plans.programme else Guard(kind, context, plans)


class Guard:
    """Each row beside what is stored: whether whoever imports may write it, by the same rule as on the pages."""

    def __init__(self, kind, context, plans):
        self.kind, self.plans = kind, plans
        self.by_key, self.by_name = {}, {}
        for stored in kind.stored(context.programme):
            texts = {each.name: each.text_of(stored) for each in kind.fields}
            self.by_key[stored.slug] = (stored, texts)
            self.by_name.setdefault(kind.name_of(texts), []).append(stored.slug)
        mine = Party.objects.filter(pk__in=plans.parties).select_related("organisation").in_order()
        self.mine = ", ".join(party.organisation.name for party in mine)

    def may_write(self, row):
        return self.plans.include(getattr(row, f"{self.kind.owned_by}_id"), getattr(row, "initiative_id", None))

    def refuse(self, row, table):
        """Complain of a row that is somebody else's to write."""
        number, key, values = row
        if not self._allows(key, values):
            column = table.heading(self.kind.owned_by) if self.kind.owned_by in values else table.heading(self.kind.natural[0])
            found = self.kind.by_name[self.kind.owned_by].shown(values.get(self.kind.owned_by, ""))
            table.complaints.add(self.words, sheet=table.sheet, row=number, column=column, found=found, expected=self.mine)

    def require(self, number, values, before):
        """The same once more, when the rows are stored. Raises Refusal."""
        if not self._allows((before or {}).get("slug", ""), values):
            raise Refusal(_("Row %(row)s: %(words)s") % {"row": number, "words": self.words})

    @property
    def words(self):
        if not self.mine:
            return _("The row is not yours to write.")
        return _("The row is not yours to write. You may read in rows of %(parties)s, and leave the others as they are.") % {
            "parties": self.mine
        }

    def _allows(self, key, values):
        named = self.by_name.get(self.kind.name_of(values), [])
        found = key or (named[0] if len(named) == 1 else "")
        stored, texts = self.by_key.get(found, (None, {}))
        if stored is not None and all(texts[name] == text for name, text in values.items()):
            return True
        if stored is not None and not self.may_write(stored):
            return False
        after = {**texts, **values}
        return self.plans.include(self._pk(self.kind.owned_by, after), self._pk("initiative", after))

    def _pk(self, name, texts):
        column = self.kind.by_name.get(name)
        row = column.by_key.get(texts.get(name, "")) if column else None
        return row.pk if row else None
