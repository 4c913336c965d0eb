"""A report's way from draft to frozen. Pure."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
