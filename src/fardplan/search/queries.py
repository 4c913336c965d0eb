"""What somebody finds. A row is shown when they may see it, by the rule of its own page, at the moment they search."""

from dataclasses import dataclass, replace

from django.db.models import Q

from fardplan.kit.text import swedish_sort_key
from fardplan.parties.access import Authority
from fardplan.parties.models import Membership
from fardplan.search import engines
from fardplan.search.kinds import KINDS, in_order
from fardplan.search.models import Indexed, KeptPage
from fardplan.search.words import terms_of

#: Hits that are ranked. A question that finds more is told to be narrowed; the headings' hits come first.
MOST_HITS = 1_000
ON_A_PAGE = 20


@dataclass(frozen=True)
class Question:
    """What is asked, as in an address: words, and what narrows. Empty is all."""

    words: str = ""
    kind: str = ""
    programme: str = ""
    state: str = ""

    #: The names in the address.
    PARAMS = {"words": "q", "kind": "slag", "programme": "program", "state": "lage"}

    @classmethod
    def from_params(cls, params):
        """Read an address. What no kind has is no filter; a state belongs to its kind: "portfolio.Initiative:running"."""
        asked = {name: params.get(param, "").strip() for name, param in cls.PARAMS.items()}
        kind, _colon, code = asked["state"].partition(":")
        if kind not in KINDS or code not in dict(KINDS[kind].states) or (asked["kind"] and asked["kind"] != kind):
            asked["state"] = ""
        elif not asked["kind"]:
            asked["kind"] = kind
        if asked["kind"] not in KINDS:
            asked["kind"] = ""
        asked["words"] = asked["words"][:200].replace("\x00", "")
        return cls(**asked)

    @property
    def terms(self):
        return terms_of(self.words)

    @property
    def is_narrow(self):
        return bool(self.kind or self.programme or self.state)


@dataclass(frozen=True)
class Hit:
    """A row found, as it is shown."""

    url: str
    title: str
    about: str
    kind: str
    state: str
    programme: str
    origin: Indexed  # for kit/origin.html


@dataclass(frozen=True)
class Found:
    """The hits' keys, best first, how many (`is_more`: at least), and how many of each kind, most first."""

    keys: list[int]
    is_more: bool
    kinds: list[tuple[str, str, int]]  # (label, name, number)

    @property
    def total(self):
        return len(self.keys)


def visible(user, *, on, kinds=None):
    """Rows of the index that `user` may see on the day `on`: a condition on them, so that what is counted is what is shown."""
    member_of = Membership.objects.filter(user=user).holding_on(on).values("programme")
    chosen = [kind for kind in KINDS.values() if kinds is None or kind.label in kinds]
    seen = Q(kind__in=[kind.label for kind in chosen if not kind.is_narrow])
    for kind in chosen:
        if kind.is_narrow:
            seen |= Q(kind=kind.label, object_id__in=kind.visible_to(user, on=on).values("pk"))
    return Indexed.objects.filter(Q(programme__in=member_of) & seen)


def find(question, user, *, on):
    """What `user` finds: two queries, however much there is."""
    if not question.terms or not user.is_authenticated:
        return Found([], False, [])
    rows = visible(user, on=on, kinds={question.kind} if question.kind else None)
    if question.programme:
        rows = rows.filter(programme__slug=question.programme)
    if question.state:
        kind, code = KINDS[question.kind], question.state.partition(":")[2]
        if kind.in_state is not None:
            rows = rows.filter(object_id__in=kind.in_state(kind.model.objects.all(), code, on).values("pk"))
        else:
            rows = rows.filter(state=code)
    best = {}
    for heading in (True, False):
        hits = engines.matching(rows, question.terms, heading=heading).values_list("pk", "kind", "rank")[: MOST_HITS + 1]
        for pk, kind, rank in hits:
            best.setdefault(pk, (heading, (rank or 0) * KINDS[kind].weight, kind))
    # A word of the heading before any number of words in the text.
    keys = sorted(best, key=lambda pk: (not best[pk][0], -best[pk][1], pk))
    counted = {}
    for pk in keys[:MOST_HITS]:
        counted[best[pk][2]] = counted.get(best[pk][2], 0) + 1
    kinds = [(label, str(KINDS[label].name), n) for label, n in sorted(counted.items(), key=lambda each: -each[1])]
    return Found(keys[:MOST_HITS], len(keys) > MOST_HITS, kinds)


def hits(keys, user, *, on):
    """The rows of the index with these keys, in this order, as they are shown: one query. Asked again whether `user` may see them."""
    rows = visible(user, on=on).filter(pk__in=keys).select_related("programme").in_bulk()
    return [hit_of(rows[key]) for key in keys if key in rows]


def hit_of(row):
    kind = KINDS[row.kind]
    states = dict(kind.states)
    return Hit(
        url=f"/{row.programme.slug}/{row.path}",
        title=row.title,
        about=row.about,
        kind=str(kind.name),
        state=str(states.get(row.state, "")) if kind.in_state is None else "",
        programme=row.programme.name,
        origin=row,
    )


def authorities_of(user, *, on):
    """What `user` may do in each of their programmes on the day `on`, by the programmes' names: one query."""
    held = {}
    for row in Membership.objects.filter(user=user).holding_on(on).select_related("programme__county"):
        held.setdefault(row.programme, set()).add((row.role, row.party_id))
    return [
        Authority(user, programme, frozenset(held[programme])) for programme in sorted(held, key=lambda each: swedish_sort_key(each.name))
    ]


def kind_choices():
    return sorted(((kind.label, str(kind.name)) for kind in KINDS.values()), key=lambda each: swedish_sort_key(each[1]))


def state_choices(kind=""):
    """[(kind's name, [(value, state)])] of all kinds with states, or of one."""
    return [
        (str(each.name), [(f"{each.label}:{code}", label) for code, label in each.states if code])
        for each in in_order()
        if each.states and kind in ("", each.label)
    ]


def kept_pages(user, *, on, starred, most=10):
    """Pages that `user` has starred or lately been on, the latest first, that may still be seen: one query."""
    moment = "starred_at" if starred else "visited_at"
    kept = KeptPage.objects.filter(user=user, page__in=visible(user, on=on), **{f"{moment}__isnull": False})
    return [hit_of(each.page) for each in kept.select_related("page__programme").order_by(f"-{moment}")[:most]]


def page_at(user, address, *, on):
    """The row of the index whose own page is at `address` ("/nara-vard/portfolj/demens/"), when `user` may see it; one query. Else None."""
    slug, _slash, path = address.strip()[:400].lstrip("/").partition("/")
    own = [kind.label for kind in KINDS.values() if kind.page]
    rows = visible(user, on=on, kinds=own).filter(programme__slug=slug, path=path)
    return rows.select_related("programme").first() if path and "\x00" not in address else None


def has_star(user, page):
    return KeptPage.objects.filter(user=user, page=page, starred_at__isnull=False).exists()


__all__ = ["Found", "Hit", "Question", "find", "has_star", "hits", "kept_pages", "page_at", "replace", "visible"]
