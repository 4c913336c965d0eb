"""What self-assessment expects of whom: a unit's answers, a round to close, results to show."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
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
    """Three queries at most, none for those it is not for."""
    answers = access.answering(authority, on=today)
    shows = authority.parties_for(Permission.ANSWER_FOR_PARTY)
    return [*_of_units(authority, answers, shows, today), *_rounds(authority, today)]


def _of_units(authority, answers, shows, today):
    """What units have not handed in, and the results that a party has not shown: one query."""
    if not (answers or shows):
        return
    to_hand_in = (
        answers.condition() & Q(handed_in_date__isnull=True) & (Q(round__state=State.OPEN) | Q(round__state=State.CLOSED, is_admitted=True))
    )
    is_shown = Exists(Release.objects.filter(round=OuterRef("round"), party=OuterRef("party")))
    lately = Q(round__closed_date__gte=today - timedelta(days=TO_SHOW))
    to_show = Q(party__in=shows, handed_in_date__isnull=False, round__state=State.CLOSED) & lately & ~Q(is_shown)
    rows = Assessment.objects.filter(programme=authority.programme).filter(to_hand_in | to_show)
    told = set()
    for row in rows.select_related("round", "unit", "party__organisation").order_by("pk"):
        if not row.is_handed_in:
            yield _to_hand_in(authority, row)
        elif (row.round_id, row.party_id) not in told:
            told.add((row.round_id, row.party_id))
            yield _to_show(authority, row)


def _to_hand_in(authority, row):
    return Waiting(
        kind="self_assessment",
        key=f"self-assessment:{row.pk}",
        title=_("Answer “%(title)s”") % {"title": row.round.title},
        url=reverse("assessment", args=[authority.programme.slug, row.slug]),
        last_day=row.round.last_day,
        detail=row.unit.name,
    )


def _to_show(authority, row):
    return Waiting(
        kind="self_assessment_release",
        key=f"self-assessment-release:{row.round_id}:{row.party_id}",
        title=_("Show the results of “%(title)s”") % {"title": row.round.title},
        url=reverse("party_points", args=[authority.programme.slug, row.round.slug, row.party.slug]),
        detail=row.party.name,
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
