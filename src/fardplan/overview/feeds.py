"""Secret addresses of calendars: made, read with and taken back."""

import hashlib
import secrets

from fardplan.audit import writes
from fardplan.overview.models import CalendarFeed
from fardplan.parties.access import authority_at

#: More than anybody has programs for.
MOST_FEEDS = 12


def hash_of(token):
    """What is kept of an address. 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def make(*, by, programme, scope, party, at):
    """(the feed, its secret, which is not kept). Raises ValidationError."""
    token = secrets.token_urlsafe(32)
    feed = writes.create(CalendarFeed, by=by, programme=programme, user=by, scope=scope, party=party, token_hash=hash_of(token), made_at=at)
    return feed, token


def revoke(feed, *, by, at):
    """The address opens nothing any more."""
    return writes.change(feed, by=by, verb="revoked", revoked_at=at)


def of(user, programme):
    """The addresses that `user` has in the programme, those in use."""
    feeds = CalendarFeed.objects.filter(user=user, programme=programme, revoked_at=None)
    return feeds.select_related("party__organisation")


def read(token, *, at, on):
    """(feed, authority) of a secret, when its owner is still a member on the day `on`; Http404 or None for anything else."""
    feed = CalendarFeed.objects.filter(token_hash=hash_of(token), revoked_at=None).select_related("user", "programme", "party").first()
    if feed is None or not feed.user.is_active:
        return None
    authority = authority_at(feed.user, feed.programme.slug, on=on)
    # Which day it was last fetched, so that its owner sees whether it is in use. Not an event: nobody has changed anything.
    CalendarFeed.objects.filter(pk=feed.pk).update(read_at=at)
    return feed, authority
