"""What self-assessment expects of whom: a unit's answers, a round to close, results to show."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from fardplan.accounts.permissions import Permission
from fardplan.kit.waiting import Waiting
from fardplan.selfassessment import access
from fardplan.selfassessment.models import Assessment, Release, Round
from fardplan.selfassessment.rules import State

#: Days after a round closed during which its results wait to be shown.
TO_SHOW = 90


def waiting_for(authority, *, today) -> list[Waiting]:
    """Four queries at most, none for those it is not for."""
    answers = access.answering(authority, on=today)
    return [*_answers(authority, answers), *_rounds(authority, today), *_releases(authority, today)]


def _answers(authority, answers):
    if not answers:
        return
    open_to = Assessment.objects.filter(programme=authority.programme, handed_in_date__isnull=True).filter(answers.condition())
    open_to = open_to.filter(round__state=State.OPEN) | open_to.filter(round__state=State.CLOSED, is_admitted=True)
    for row in open_to.select_related("round", "unit").order_by("pk"):
        yield Waiting(
            kind="self_assessment",
            key=f"self-assessment:{row.pk}",
            title=_("Answer “%(title)s”") % {"title": row.round.title},
            url=reverse("assessment", args=[authority.programme.slug, row.slug]),
            last_day=row.round.last_day,
            detail=row.unit.name,
        )


def _rounds(authority, today):
    if not access.can_keep(authority):
        return
    for row in Round.objects.filter(programme=authority.programme, state=State.OPEN, last_day__lt=today).order_by("pk"):
        yield Waiting(
            kind="self_assessment_close",
            key=f"self-assessment-close:{row.pk}",
            title=pgettext("self-assessment", "Close “%(title)s”") % {"title": row.title},
            url=reverse("round", args=[authority.programme.slug, row.slug]),
            detail=_("The last day has passed."),
        )


def _releases(authority, today):
    own = authority.parties_for(Permission.ANSWER_FOR_PARTY)
    if not own:
        return
    closed = Assessment.objects.filter(
        programme=authority.programme, party__in=own, round__state=State.CLOSED, handed_in_date__isnull=False
    )
    closed = closed.exclude(Exists(Release.objects.filter(round=OuterRef("round"), party=OuterRef("party"))))
    pairs = {(row.round_id, row.party_id): row for row in closed.select_related("round", "party__organisation")}
    for row in pairs.values():
        if row.round.closed_date is None or (today - row.round.closed_date).days > TO_SHOW:
            continue
        yield Waiting(
            kind="self_assessment_release",
            key=f"self-assessment-release:{row.round_id}:{row.party_id}",
            title=_("Show the results of “%(title)s”") % {"title": row.round.title},
            url=reverse("party_points", args=[authority.programme.slug, row.round.slug, row.party.slug]),
            detail=row.party.name,
        )
