"""Which rows can carry documents, and who may hang one on. Each room says so in its `AppConfig.ready`:

attachments.register(Decision, may_write=access.can_follow_up, url=lambda row: reverse("decision", args=[row.programme.slug, row.slug]))
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404


@dataclass(frozen=True)
class Owner:
    """A kind of row with documents. `may_write(authority, row)` is who may edit the row; `rows(authority, queryset)` narrows what
    `visible_to` gives, where access is narrower than the programme's; `url(row)` is the page where the documents are shown. The search
    finds documents by their names, and asks `rows` without an authority: not `is_searched` where it needs one."""

    model: type
    may_write: Callable
    url: Callable
    rows: Callable
    is_searched: bool = True

    def shown_at(self, row):
        """The address where the row's documents stand: an anchor of its own where the page has several rows."""
        url = self.url(row)
        return url if "#" in url else f"{url}#bilagor"


OWNERS: dict[str, Owner] = {}


def register(model, *, may_write, url, rows=lambda authority, queryset: queryset, is_searched=True):
    OWNERS[model._meta.label] = Owner(model, may_write, url, rows, is_searched)


def owner_of(row):
    """The Owner for a row's kind, or None."""
    return OWNERS.get(row._meta.label)


def find(authority, label, pk):
    """(Owner, row) that the user may read. Anything else, and nothing at all, is the same Http404."""
    owner = OWNERS.get(label)
    if owner is None:
        raise Http404
    visible = owner.model.objects.visible_to(authority.user).filter(programme=authority.programme)
    row = owner.rows(authority, visible).filter(pk=pk).first()
    if row is None:
        raise Http404
    row.programme = authority.programme
    return owner, row
