"""Which request is writing. One request gives one entry, however many objects it changes."""

import uuid
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Scope:
    what: str
    request_id: uuid.UUID = field(default_factory=uuid.uuid4)


_current: ContextVar[Scope | None] = ContextVar("audit_scope", default=None)


@contextmanager
def entry(what, *, request_id=None):
    """All writes inside share one audit entry, described by `what`. An inner scope joins the outer one, unless it has an entry of its own:
    the one called `request_id` (a UUID), which can be gone on with later."""
    outer = _current.get()
    if outer and request_id is None:
        yield outer
        return
    token = _current.set(Scope(what=what[:200], **({"request_id": request_id} if request_id else {})))
    try:
        yield _current.get()
    finally:
        _current.reset(token)


def current():
    return _current.get()
