"""Which rows the search knows. Each room says so in its `AppConfig.ready`:

kinds.register(Risk, name=_("Risks"), texts=("text", "cause"), page="risk")
kinds.follow(RiskAssessment, lambda row: row.risk)
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.urls import reverse

from fardplan.kit.text import shortened
from fardplan.parties.base import ProgrammeQuerySet

TITLE, ABOUT = 300, 200


@dataclass(frozen=True)
class Kind:
    """A kind of row that can be found.

    `title(row)` is its heading, `codes` names of fields that are searched as the heading is (a number, a short name), `texts` names of
    fields, or functions of the row, with what else it says. `page` is the route of the row's own page, which
    can have a star; where the row stands on a page with others, `url(row)` is the address. `state` is the name of the field that
    filters, with `states` as its choices; `in_state(rows, code, day)` narrows where the state is no field. `rows` narrows what
    `visible_to` gives; `related` is what `title`, `texts` and `url` read of other rows. Kinds stand in the order of `weight`, the heaviest first.
    """

    model: type
    name: str
    page: str = ""
    url: Callable | None = None
    title: Callable = str
    codes: tuple = ()
    texts: tuple = ()
    state: str = ""
    states: tuple = ()
    in_state: Callable | None = None
    rows: Callable | None = None
    related: tuple = ()
    weight: float = 1.0

    @property
    def label(self):
        return self.model._meta.label

    @property
    def is_narrow(self):
        """Whether some members of the programme may not see some of the rows."""
        return self.rows is not None or type(self.model.objects.all()).visible_to is not ProgrammeQuerySet.visible_to

    def visible_to(self, user, *, on):
        """The rows that `user` may see on the day `on`, by the rule that their page has."""
        rows = self.model.objects.visible_to(user, on=on)
        return rows if self.rows is None else self.rows(rows)

    def all_rows(self):
        return self.model._base_manager.select_related("programme", *self.related)

    def address(self, row):
        return self.url(row) if self.url else reverse(self.page, args=[row.programme.slug, row.slug])

    def content(self, row):
        """(columns of `Indexed`, text of the heading, other text)."""
        title = str(self.title(row))
        texts = [str(text(row) if callable(text) else getattr(row, text)) for text in self.texts]
        body = "\n".join(text for text in texts if text)
        path = self.address(row).removeprefix(f"/{row.programme.slug}/")
        columns = {
            "programme_id": row.programme_id,
            "path": path[:300],
            "title": shortened(title, TITLE),
            "about": shortened(body, ABOUT),
            "state": getattr(row, self.state) if self.state else "",
            "origin": getattr(row, "origin", ""),
        }
        return columns, " ".join([title, *(str(getattr(row, code)) for code in self.codes)]), body


@dataclass(frozen=True)
class _Registry:
    kinds: dict = field(default_factory=dict)
    followed: dict = field(default_factory=dict)


_REGISTRY = _Registry()
#: "portfolio.Initiative" -> Kind
KINDS: dict[str, Kind] = _REGISTRY.kinds


def register(model, **about):
    KINDS[model._meta.label] = Kind(model, **about)


def follow(model, of):
    """When a row of `model` is written, the rows `of(row)` (one, several or None) say something new."""
    _REGISTRY.followed.setdefault(model._meta.label, {})[of.__qualname__ + of.__module__] = of


def followers(row):
    """Rows of other kinds that `row` is told of in."""
    for of in _REGISTRY.followed.get(row._meta.label, {}).values():
        found = of(row)
        if found is None:
            continue
        yield from [found] if hasattr(found, "_meta") else found


def in_order():
    return sorted(KINDS.values(), key=lambda kind: (-kind.weight, str(kind.name)))


def pages():
    """Routes of the pages that are one row's own."""
    return frozenset(kind.page for kind in KINDS.values() if kind.page)
