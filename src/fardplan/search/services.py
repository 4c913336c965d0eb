"""What somebody keeps for themselves: the pages they have lately been on, and those with a star. Nobody else is shown it, and the log is
not told: it says what a person reads, not what the register holds."""

from django.db import transaction

from fardplan.search.models import KeptPage
from fardplan.search.queries import visible

#: Pages that are remembered. Those before are forgotten.
REMEMBERED = 20


@transaction.atomic
def visit(user, *, key, at, on):
    """`user` is on the page of the row of the index `key` at the moment `at`. Nothing is kept of what they may not see."""
    if not visible(user, on=on).filter(pk=key).exists():
        return
    KeptPage.objects.update_or_create(user=user, page_id=key, defaults={"visited_at": at})
    lately = KeptPage.objects.filter(user=user, visited_at__isnull=False).order_by("-visited_at").values_list("visited_at", flat=True)
    oldest = list(lately[REMEMBERED - 1 : REMEMBERED])
    if oldest:
        KeptPage.objects.filter(user=user, starred_at__isnull=True, visited_at__lt=oldest[0]).delete()
        KeptPage.objects.filter(user=user, visited_at__lt=oldest[0]).update(visited_at=None)


@transaction.atomic
def star(user, *, key, at, on):
    """Give the page a star, or take it away with `at` None. False when the page is not there for `user`."""
    if not visible(user, on=on).filter(pk=key).exists():
        return False
    KeptPage.objects.update_or_create(user=user, page_id=key, defaults={"starred_at": at})
    KeptPage.objects.filter(user=user, page_id=key, starred_at__isnull=True, visited_at__isnull=True).delete()
    return True


@transaction.atomic
def forget_visits(user):
    """Forget which pages `user` has been on. Stars stay."""
    KeptPage.objects.filter(user=user, starred_at__isnull=True).delete()
    KeptPage.objects.filter(user=user).update(visited_at=None)
