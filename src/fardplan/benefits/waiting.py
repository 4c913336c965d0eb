"""What waits for somebody about benefits: a value to confirm for one's own party, and a follow-up whose day has come."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.benefits.models import BenefitPart, BenefitProfile, BenefitValue
from fardplan.benefits.queries.profiles import PartRow
from fardplan.kit.waiting import Waiting

#: Days before a follow-up when it begins to wait.
AHEAD = 14


def waiting_for(authority, *, today) -> list[Waiting]:
    """Also after the development work has been closed: until the benefit is settled. Three queries at most."""
    own = authority.parties_for(Permission.CONFIRM_BENEFIT)
    return [*_values(authority, own), *_due(authority, own, today)] if own else []


def _values(authority, own):
    found = BenefitValue.objects.filter(programme=authority.programme, value__isnull=True, part__party__in=own)
    found = found.exclude(part__profile__state=BenefitProfile.State.SETTLED)
    for value in found.select_related("part__profile", "part__party__organisation"):
        yield Waiting(
            kind="benefit_value",
            key=f"benefit-value:{value.pk}",
            title=_("Confirm or correct the value of “%(title)s”") % {"title": value.part.profile.title},
            url=reverse("benefit_value_answer", args=[authority.programme.slug, value.slug]),
            detail=str(value.part.party),
        )


def _due(authority, own, today):
    parts = BenefitPart.objects.filter(programme=authority.programme, party__in=own).exclude(profile__state=BenefitProfile.State.SETTLED)
    for part in parts.select_related("profile", "party__organisation").prefetch_related("values"):
        values = tuple(sorted(part.values.all(), key=lambda value: value.dated))
        due = PartRow(part, values, part.profile.frequency, part.profile.first_date, False).due
        if due is not None and due <= today + timedelta(days=AHEAD):
            yield Waiting(
                kind="benefit_due",
                key=f"benefit-due:{part.pk}:{due}",
                title=_("Report a value of “%(title)s”") % {"title": part.profile.title},
                url=reverse("benefit_value_add", args=[authority.programme.slug, part.slug]),
                last_day=due,
                detail=str(part.party),
            )
