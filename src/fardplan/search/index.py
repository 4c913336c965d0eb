"""The index follows the rows: `audit.writes` tells of every row that is written, in its transaction. `rebuild` makes it anew."""

from fardplan.search import engines
from fardplan.search.kinds import KINDS, followers
from fardplan.search.models import Indexed
from fardplan.search.words import indexed

#: Rows at a time when everything is read.
AT_A_TIME = 500
_COLUMNS = ("programme_id", "path", "title", "about", "state", "origin")
_UPDATED = ("programme", *_COLUMNS[1:])


def follow(row, *, gone):
    """`row` has been written, or is `gone`. Called by `audit.writes`."""
    kind = KINDS.get(row._meta.label)
    if kind is not None:
        if gone:
            forget(kind.label, [row.pk])
        else:
            keep(kind, [row])
    for other in followers(row):
        kind = KINDS[other._meta.label]
        # Read anew: the one in memory may be from before.
        keep(kind, kind.all_rows().filter(pk=other.pk))


def keep(kind, rows):
    """Write what `rows` of a kind say now. Returns how many."""
    contents = {row.pk: kind.content(row) for row in rows}
    if not contents:
        return 0
    found = Indexed.objects.bulk_create(
        [Indexed(kind=kind.label, object_id=pk, **columns) for pk, (columns, _head, _body) in contents.items()],
        update_conflicts=True,
        unique_fields=["kind", "object_id"],
        update_fields=_UPDATED,
    )
    engines.put([(each.pk, indexed(*contents[each.object_id][1:])) for each in found])
    return len(found)


def forget(label, pks):
    """Rows of the kind `label` are no longer there."""
    gone = Indexed.objects.filter(kind=label, object_id__in=pks)
    engines.drop(gone.values_list("pk", flat=True))
    gone.delete()


def rebuild(progress=lambda n: None):
    """Make the whole index anew from the rows; stars and visited pages stay. Returns how many rows it has. `progress(n)` after each batch."""
    known = 0
    engines.empty()
    Indexed.objects.exclude(kind__in=KINDS).delete()
    for kind in KINDS.values():
        Indexed.objects.filter(kind=kind.label).exclude(object_id__in=kind.model._base_manager.values("pk")).delete()
        batch = []
        for row in kind.all_rows().order_by("pk").iterator(chunk_size=AT_A_TIME):
            batch.append(row)
            if len(batch) == AT_A_TIME:
                known += keep(kind, batch)
                progress(len(batch))
                batch = []
        known += keep(kind, batch)
        progress(len(batch))
    return known


def differing():
    """[(kind, key of the row)] that the index tells wrongly, lacks, or has though the row is gone. Words are not compared."""
    found = []
    for kind in KINDS.values():
        kept = {each.object_id: each for each in Indexed.objects.filter(kind=kind.label)}
        for row in kind.all_rows().order_by("pk").iterator(chunk_size=AT_A_TIME):
            columns = kind.content(row)[0]
            there = kept.pop(row.pk, None)
            if there is None or any(getattr(there, name) != columns[name] for name in _COLUMNS):
                found.append((kind.label, row.pk))
        found += [(kind.label, pk) for pk in kept]
    return found


def rows_in_all():
    """How many rows a rebuild reads."""
    return sum(kind.model._base_manager.count() for kind in KINDS.values())
