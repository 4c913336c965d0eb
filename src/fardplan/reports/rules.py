"""A report's way from draft to frozen, and how a stated value is read. Pure."""

import re
from datetime import date
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fardplan.kit.numbers import SPACES
from fardplan.kit.text import clean_text


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    REVIEWED = "reviewed", _("Reviewed")
    APPROVED = "approved", _("Approved")
    FROZEN = "frozen", _("Frozen")


#: Back to draft is allowed until the report is frozen: then a correction is a new version.
MAY_MOVE = {
    State.DRAFT: {State.REVIEWED},
    State.REVIEWED: {State.APPROVED, State.DRAFT},
    State.APPROVED: {State.FROZEN, State.DRAFT},
    State.FROZEN: set(),
}


def may_move(now, to):
    return to in MAY_MOVE[now]


def may_write(now):
    return now == State.DRAFT


_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def read_value(kind, text):
    """The value of a stated figure: a Decimal for numbers, money and per cent, a date, else the text with single spaces.

    Numbers are written plainly, "6300000" or "94.3"; spaces and a decimal comma are understood. Raises ValueError.
    """
    if kind in ("number", "money", "percent"):
        plain = re.sub(f"[{SPACES}]", "", text).replace("\u2212", "-").replace(",", ".")
        if not _NUMBER.fullmatch(plain):
            raise ValueError(text)
        return Decimal(plain)
    if kind == "date":
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text.strip()):
            raise ValueError(text)
        return date.fromisoformat(text.strip())
    return " ".join(clean_text(text).split())


class Writing(models.TextChoices):
    """How far the text under a heading has come."""

    NOT_BEGUN = "not_begun", _("Not written")
    AS_BEFORE = "as_before", _("As in the report before")
    WRITTEN = "written", _("Written, not marked as ready")
    READY = "ready", pgettext_lazy("section", "Ready")
    NOBODY = "nobody", _("Nobody is asked")


def writing_of(has_text, is_taken, ready):
    """`ready`: for each who is asked to write, whether they have said that it is ready. A heading that nobody is asked to write waits for no one."""
    if ready and all(ready):
        return Writing.READY
    if has_text:
        return Writing.AS_BEFORE if is_taken else Writing.WRITTEN
    return Writing.NOT_BEGUN if ready else Writing.NOBODY
