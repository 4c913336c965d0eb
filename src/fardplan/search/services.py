"""What somebody keeps for themselves: the pages they have lately been on, and those with a star. Nobody else is shown it, and the log is
not told: it says what a person reads, not what the register holds."""

from django.db import transaction

from fardplan.search.models import KeptPage

#: Pages that are remembered. Those before are forgotten.
REMEMBERED = 20


@transaction.atomic
def visit(user, *, page, at):
    """`user` is on the page of the row `page` of the index at the moment `at`."""
    KeptPage.objects.update_or_create(user=user, page=page, defaults={"visited_at": at})
    lately = KeptPage.objects.filter(user=user, visited_at__isnull=False).order_by("-visited_at").values_list("visited_at", flat=True)
    oldest = list(lately[REMEMBERED - 1 : REMEMBERED])
    if oldest:
        KeptPage.objects.filter(user=user, starred_at__isnull=True, visited_at__lt=oldest[0]).delete()
        KeptPage.objects.filter(user=user, visited_at__lt=oldest[0]).update(visited_at=None)


@transaction.atomic
def star(user, *, page, at):
    """Give the page a star at the moment `at`, or take it away with None."""
    KeptPage.objects.update_or_create(user=user, page=page, defaults={"starred_at": at})
    KeptPage.objects.filter(user=user, page=page, starred_at__isnull=True, visited_at__isnull=True).delete()


@transaction.atomic
def forget_visits(user):
    """Forget which pages `user` has been on. Stars stay."""
    KeptPage.objects.filter(user=user, starred_at__isnull=True).delete()
    KeptPage.objects.filter(user=user).update(visited_at=None)
