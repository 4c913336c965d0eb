"""Reads about who takes part and who works with it."""

from dataclasses import dataclass
from datetime import date

from fardplan.parties.models import Assignment, Partner, Party, Post
from fardplan.parties.rules import holds_on, people_on, share_on


@dataclass(frozen=True)
class PartiesPage:
    parties: list[Party]
    former: list[Party]
    partners: list[Partner]


def parties_page(programme, *, on: date) -> PartiesPage:
    """Two queries."""
    every = list(Party.objects.filter(programme=programme).in_order().select_related("organisation__county"))
    return PartiesPage(
        parties=[party for party in every if not party.until_date or party.until_date > on],
        former=[party for party in every if party.until_date and party.until_date <= on],
        partners=list(Partner.objects.filter(programme=programme).holding_on(on).in_order()),
    )


@dataclass(frozen=True)
class PostRow:
    """A post and those who hold it on a day; `post` is None for assignments that answer to no post."""

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
    """Posts against assignments on a day."""

    on: date
    rows: list[PostRow]
    planned: int
    filled: int
    people: int

    @property
    def difference(self) -> int:
        return self.filled - self.planned

    @property
    def has_posts(self) -> bool:
        return any(row.post for row in self.rows)


def staffing(programme, *, on: date) -> Staffing:
    """Who works with the programme on a day, post by post. Two queries."""
    posts = [post for post in Post.objects.filter(programme=programme) if holds_on(post, on)]
    everybody = Assignment.objects.filter(programme=programme).select_related("lent_by", "post")
    held = [row for row in everybody if holds_on(row, on)]
    rows = []
    for post in posts:
        own = [row for row in held if row.post_id == post.pk]
        rows.append(PostRow(post, own, share_on(own, on)))
    known = {post.pk for post in posts}
    loose = [row for row in held if row.post_id not in known]
    if loose:
        rows.append(PostRow(None, loose, share_on(loose, on)))
    return Staffing(on=on, rows=rows, planned=sum(post.share for post in posts), filled=share_on(held, on), people=people_on(held, on))


def lent_by(organisation, programme, *, on: date) -> list[Assignment]:
    """What an organisation lends to a programme on a day."""
    return list(Assignment.objects.filter(programme=programme, lent_by=organisation).holding_on(on).select_related("post"))
