"""What waits for somebody in matters, meetings and decisions."""

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.governance import access
from fardplan.governance.asking import among, asked_by_matter
from fardplan.governance.models import Decision, Escalation, FollowUp, PartyDecision, PartyHandling, RouteStep
from fardplan.governance.rules import ENDED
from fardplan.kit.waiting import Waiting
from fardplan.parties.models import Party
from fardplan.portfolio.models import Initiative, Judgement
from fardplan.portfolio.rules import Phase


def waiting_for(authority, *, today: date) -> list[Waiting]:
    """Papers due to a party's body, answers that my party owes, what I am to carry out, proposals to judge, what was raised.

    At most fourteen queries, however much there is.
    """
    programme, mine = authority.programme, access.answers_for(authority)
    found = _follow_ups(authority, mine, programme)
    if mine:
        parties = {party.pk: party for party in Party.objects.filter(pk__in=mine).holding_on(today).in_order()}
        found += _handlings(parties, programme) + _answers(parties, programme)
    if authority.may(Permission.PREPARE_INITIATIVE):
        found += _proposals(programme, today)
    if access.can_prepare(authority):
        found += _raised(programme)
    return found


def _follow_ups(authority, mine, programme):
    rows = FollowUp.objects.filter(programme=programme).exclude(state__in=ENDED).select_related("party__organisation")
    return [
        Waiting(
            kind="follow_up",
            key=f"follow-up:{row.pk}",
            title=_("Carry out: %(what)s") % {"what": row.title},
            url=reverse("follow_up", args=[programme.slug, row.slug]),
            last_day=row.due.last_day_latest,
            detail=row.party.name if row.party_id else "",
        )
        for row in rows
        if row.responsible_id == authority.user.pk or (row.responsible_id is None and row.party_id in mine)
    ]


def _handlings(parties, programme):
    """Matters that go to the parties: where nobody has said when ours takes it up, and whose papers are still to be handed in."""
    steps = RouteStep.objects.filter(role=RouteStep.Role.PARTIES, done_date__isnull=True, matter__programme=programme).select_related(
        "matter"
    )
    matters = {step.matter_id: step.matter for step in steps}
    held = {(row.matter_id, row.party_id): row for row in PartyHandling.objects.filter(matter__in=matters, party__in=parties)}
    answered = set(PartyDecision.objects.filter(decision__matter__in=matters, party__in=parties).values_list("decision__matter", "party"))
    asked, found = asked_by_matter(matters), []
    for matter in matters.values():
        for party in among(parties.values(), asked.get(matter.pk)):
            row = held.get((matter.pk, party.pk))
            if (matter.pk, party.pk) in answered or (row and row.papers_sent_date):
                continue
            words = {"matter": matter.title, "body": row.body if row else ""}
            found.append(
                Waiting(
                    kind="party_papers",
                    key=f"party-papers:{matter.pk}:{party.pk}",
                    title=_("Hand in papers to %(body)s: %(matter)s") % words if row else _("Say when you take up: %(matter)s") % words,
                    url=reverse("matter_handling", args=[programme.slug, matter.slug, party.slug]),
                    last_day=row.papers_date if row else None,
                    detail=party.name,
                )
            )
    return found


def _answers(parties, programme):
    """Decisions that some party has answered, that were taken at a meeting, or are closed, where ours has said nothing yet.

    The last day is when the party's own body takes the matter up; where only its last day for papers is known, that one.
    """
    anybody = Exists(PartyDecision.objects.filter(decision=OuterRef("pk")))
    asked = Decision.objects.filter(anybody | Q(closed_at__isnull=False) | Q(item__isnull=False), programme=programme)
    rows = {row.pk: row for row in asked}
    said = set(PartyDecision.objects.filter(decision__in=rows, party__in=parties).values_list("decision", "party"))
    handlings = PartyHandling.objects.filter(matter__in={row.matter_id for row in rows.values()}, party__in=parties)
    named = asked_by_matter({row.matter_id for row in rows.values()})
    days = {(row.matter_id, row.party_id): row.meeting_date or row.papers_date for row in handlings}
    return [
        Waiting(
            kind="decision_answer",
            key=f"decision-answer:{row.pk}:{party.pk}",
            title=_("Answer for your party: %(decision)s") % {"decision": row.title},
            url=reverse("decision_answer", args=[programme.slug, row.slug, party.slug]),
            last_day=days.get((row.matter_id, party.pk)),
            detail=party.name,
        )
        for row in rows.values()
        for party in among(parties.values(), named.get(row.matter_id))
        if (row.pk, party.pk) not in said and not _before(row, party)
    ]


def _before(decision, party):
    """The decision was taken before the party was one: it was never asked."""
    return bool(party.from_date and decision.time_starts_latest and decision.time_starts_latest < party.from_date)


def _proposals(programme, today):
    judged = Judgement.objects.filter(initiative__programme=programme).values("initiative")
    rows = Initiative.objects.filter(programme=programme).with_phase(today).filter(phase=Phase.PROPOSED).exclude(pk__in=judged)
    return [
        Waiting(
            kind="proposal",
            key=f"proposal:{row.pk}",
            title=_("Judge the proposal: %(title)s") % {"title": row.label},
            url=reverse("initiative_judge", args=[programme.slug, row.slug]),
        )
        for row in rows
    ]


def _raised(programme):
    rows = Escalation.objects.filter(programme=programme, matter__isnull=True, answer="").select_related("party__organisation")
    return [
        Waiting(
            kind="escalation",
            key=f"escalation:{row.pk}",
            title=_("Answer what was raised: %(title)s") % {"title": row.title},
            url=f"{reverse('raised', args=[programme.slug])}#{row.slug}",
            detail=row.party.name if row.party_id else row.from_words,
        )
        for row in rows
    ]
