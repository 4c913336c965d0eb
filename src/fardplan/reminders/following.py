"""What somebody follows, and how far they have read. Settings of one's own: nobody else sees or changes them."""

from django.db.models import Subquery

from fardplan.audit.models import ChainHead
from fardplan.reminders.models import Follow, Visit
from fardplan.reminders.rules import visited


def latest_number(programme):
    """How far a programme's log has come; 0 for an empty one. One query."""
    return ChainHead.objects.filter(programme=programme.slug).values_list("number", flat=True).first() or 0


def follow(user, row, *, at):
    """`user` follows `row` from now on: what has happened so far is not news."""
    values = {"programme": row.programme, "seen_number": latest_number(row.programme), "seen_at": at}
    return Follow.objects.get_or_create(user=user, row_model=row._meta.label, row_id=row.pk, defaults=values)[0]


def unfollow(user, row):
    Follow.objects.filter(user=user, row_model=row._meta.label, row_id=row.pk).delete()


def followed(user, row):
    """The Follow, or None."""
    return Follow.objects.filter(user=user, row_model=row._meta.label, row_id=row.pk).first()


def seen(user, row, *, at):
    """The follower has read what has happened to the row so far."""
    Follow.objects.filter(user=user, row_model=row._meta.label, row_id=row.pk).update(seen_number=latest_number(row.programme), seen_at=at)


def visit_of(user, programme):
    """The latest Visit, or None."""
    return Visit.objects.filter(user=user, programme=programme).first()


def come(user, programme, *, at):
    """`user` looks at what is new in the programme: the Visit, which tells since when. At most three queries."""
    latest = ChainHead.objects.filter(programme=programme.slug).values("number")[:1]
    visit = Visit.objects.filter(user=user, programme=programme).annotate(latest=Subquery(latest)).first()
    if visit is None:
        values = visited(None, number=latest_number(programme), at=at)
        return Visit.objects.get_or_create(user=user, programme=programme, defaults=values)[0]
    values = visited(visit, number=visit.latest or 0, at=at)
    Visit.objects.filter(pk=visit.pk).update(**values)
    for name, value in values.items():
        setattr(visit, name, value)
    return visit
