"""Reads about who takes part and who works with it."""

from dataclasses import dataclass
from datetime import date

from fardplan.kit.collation import swedish
from fardplan.parties.models import Assignment, Partner, Party, Post, Unit
from fardplan.parties.rules import Span, holds_on, people_on, share_on, spans


@dataclass(frozen=True)
class PartiesPage:
    parties: list[Party]
    former: list[Party]
    partners: list[Partner]
    former_partners: list[Partner]
    #: (party, its units), for the parties of the day
    units: list[tuple[Party, list[Unit]]]


def parties_page(programme, *, on: date) -> PartiesPage:
    """Three queries. Who has not joined yet on the day stands among those who take part, with the day they join."""
    every = list(Party.objects.filter(programme=programme).in_order())
    partners = list(Partner.objects.filter(programme=programme).in_order())
    parties = [party for party in every if not _has_left(party, on)]
    units = {}
    for unit in Unit.objects.filter(organisation__in=[party.organisation_id for party in parties]).order_by(swedish("name")):
        units.setdefault(unit.organisation_id, []).append(unit)
    return PartiesPage(
        parties=parties,
        former=[party for party in every if _has_left(party, on)],
        partners=[partner for partner in partners if not _has_left(partner, on)],
        former_partners=[partner for partner in partners if _has_left(partner, on)],
        units=[(party, units.get(party.organisation_id, [])) for party in parties],
    )


def _has_left(row, on):
    return row.until_date is not None and row.until_date <= on


@dataclass(frozen=True)
class PostRow:
    """A post and those who hold it on a day; `post` is None for assignments that answer to no post of the day."""

    post: Post | None
    assignments: list[Assignment]
    filled: int

    @property
    def role(self) -> str:
        return self.post.role if self.post else ""

    @property
    def difference(self) -> int | None:
        """Filled less planned, in per cent of full time."""
        return None if self.post is None else self.filled - self.post.share


@dataclass(frozen=True)
class Staffing:
    """Posts against assignments on a day, and day by day through the year of that day."""

    on: date
    rows: list[PostRow]
    planned: int
    filled: int
    people: int
    #: the plan against the staffing through the year; empty when neither says anything of it
    year: list[Span]
    #: what does not hold on the day, so that it can still be reached
    other_posts: list[Post]
    other_assignments: list[Assignment]

    @property
    def difference(self) -> int:
        return self.filled - self.planned

    @property
    def unfilled(self) -> int:
        """What is planned and nobody holds, in per cent of full time."""
        return max(-self.difference, 0)

    @property
    def has_posts(self) -> bool:
        return any(row.post for row in self.rows)

    @property
    def over(self) -> list[Span]:
        """The stretches of the year when more was filled than planned."""
        return [span for span in self.year if span.is_over and span.planned]

    @property
    def days_over(self) -> int:
        return sum(span.days for span in self.over)


def staffing(programme, *, on: date) -> Staffing:
    """Who works with the programme on a day, post by post. Two queries."""
    posts = list(Post.objects.filter(programme=programme))
    everybody = list(Assignment.objects.filter(programme=programme).select_related("lent_by", "post"))
    wanted = [post for post in posts if holds_on(post, on)]
    held = [row for row in everybody if holds_on(row, on)]
    rows = []
    for post in wanted:
        own = [row for row in held if row.post_id == post.pk]
        rows.append(PostRow(post, own, share_on(own, on)))
    known = {post.pk for post in wanted}
    loose = [row for row in held if row.post_id not in known]
    if loose:
        rows.append(PostRow(None, loose, share_on(loose, on)))
    year = spans(posts, everybody, date(on.year, 1, 1), date(on.year, 12, 31))
    return Staffing(
        on=on,
        rows=rows,
        planned=sum(post.share for post in wanted),
        filled=share_on(held, on),
        people=people_on(held, on),
        year=year if any(span.planned or span.filled for span in year) else [],
        other_posts=[post for post in posts if not holds_on(post, on)],
        other_assignments=[row for row in everybody if not holds_on(row, on)],
    )


def lent_by(organisation, programme, *, on: date) -> list[Assignment]:
    """What an organisation lends to a programme on a day."""
    return list(Assignment.objects.filter(programme=programme, lent_by=organisation).holding_on(on).select_related("post"))


@dataclass(frozen=True)
class PostHistory:
    """A post and everybody who has held it, will hold it or holds it on a day, the latest first."""

    post: Post
    on: date
    now: list[Assignment]
    coming: list[Assignment]
    former: list[Assignment]
    filled: int

    @property
    def difference(self) -> int:
        return self.filled - self.post.share


def post_history(post, *, on: date) -> PostHistory:
    """Who holds, held and will hold a post. One query."""
    held = list(post.assignments.select_related("lent_by").order_by("-from_date", "-pk"))
    now = [row for row in held if holds_on(row, on)]
    return PostHistory(
        post=post,
        on=on,
        now=now,
        coming=[row for row in held if row.from_date and row.from_date > on],
        former=[row for row in held if _has_left(row, on)],
        filled=share_on(now, on),
    )
