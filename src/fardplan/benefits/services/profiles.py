"""Writes about benefit profiles: what is told of them, a party's part and its values, and how far they have come."""

from itertools import pairwise

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.audit import writes
from fardplan.benefits import rules
from fardplan.benefits.models import BenefitPart, BenefitProfile, BenefitValue, ChainLink
from fardplan.benefits.queries.profiles import facts_of

State = BenefitProfile.State


class CannotDo(ValidationError):
    """The profile is not in a state where this can be done; the text is for people."""


class WrongParty(ValidationError):
    """A value is confirmed by the party whose it is, and by no other."""

    def __init__(self, part):
        super().__init__(_("This is %(party)s's value: only %(party)s confirms or corrects it.") % {"party": part.party})


class NotRealised(ValidationError):
    """The benefit cannot be called realised; the text says what is missing, and where."""

    SAYS = {
        "baseline": gettext_lazy("Without a baseline nobody can tell what has changed. A baseline is missing for: %(parties)s."),
        "value": gettext_lazy("There is no value that the party itself has confirmed for: %(parties)s."),
        "measured_late": gettext_lazy("The baseline is not measured before the value for: %(parties)s."),
    }

    def __init__(self, reasons):
        said = [str(self.SAYS[reason]) % {"parties": ", ".join(parties)} for reason, parties in reasons.items()]
        super().__init__(" ".join([_("The benefit cannot be called realised."), *said]))


# The profile ────────────────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def add_profile(*, by, chain=None, **values):
    """Enter a benefit. `chain`: boxes as dicts of stage, text and optionally leads_to, in order (from a folder)."""
    profile = writes.create(BenefitProfile, by=by, **values)
    if chain is not None:
        _set_chain(profile, chain, by=by)
    return profile


@transaction.atomic
def edit_profile(profile, *, by, seen=None, chain=None, **values):
    """Change what is told of a benefit. Raises audit.writes.Stale and ValidationError."""
    profile = writes.change(profile, by=by, seen=seen, **values)
    if chain is not None:
        with writes.touching(profile, "chain", by=by):
            _set_chain(profile, chain, by=by)
    return profile


@transaction.atomic
def set_chain(profile, *, by, chain, seen=None):
    """The whole effect chain as told, in order. Raises ValidationError for an arrow to a box that is not there, and Stale."""
    profile = writes.change(profile, by=by, seen=seen)
    with writes.touching(profile, "chain", by=by):
        _set_chain(profile, chain, by=by)
    return profile


def _set_chain(profile, chain, *, by):
    stages = [choice.value for choice in ChainLink.Stage]
    rows = {stage: [row for row in chain if row["stage"] == stage] for stage in stages}
    held = [stage for stage in stages if rows[stage]]
    following = dict(pairwise(held))
    wanted = {}
    for stage in held:
        if len(rows[stage]) > rules.MOST_BOXES:
            raise ValidationError(_("At most %(most)s boxes in a stage: put together what belongs together.") % {"most": rules.MOST_BOXES})
        for place, row in enumerate(rows[stage], start=1):
            after = rows.get(following.get(stage), [])
            for named in rules.places(row.get("leads_to", "")):
                if named > len(after):
                    raise ValidationError(
                        _("“%(text)s” leads to number %(place)s in the next stage, where there are %(n)s.")
                        % {"text": row["text"], "place": named, "n": len(after)}
                    )
            wanted[stage, place] = row
    there = {(link.stage, link.position): link for link in profile.chain.all()}
    for place, row in wanted.items():
        values = {"text": row["text"], "leads_to": row.get("leads_to", "")} | {
            name: row[name] for name in ("origin", "source") if name in row
        }
        if link := there.pop(place, None):
            writes.change(link, by=by, **values)
        else:
            writes.create(ChainLink, by=by, profile=profile, stage=place[0], position=place[1], **values)
    for link in there.values():
        writes.remove(link, by=by)


def _now(profile, *states):
    """The profile as it is stored, locked. Raises CannotDo unless it is in one of `states`."""
    current = BenefitProfile.objects.select_for_update().get(pk=profile.pk)
    if current.state not in states:
        raise CannotDo(_("The benefit is %(state)s already.") % {"state": current.get_state_display()})
    return current


@transaction.atomic
def review_profile(profile, *, by, on, who, seen=None):
    """Somebody who did not write it has read it. Raises CannotDo."""
    _now(profile, State.DRAFT)
    return writes.change(profile, by=by, seen=seen, verb="reviewed", state=State.REVIEWED, reviewed_date=on, reviewed_by=who)


@transaction.atomic
def approve_profile(profile, *, by, on, who, decision=None, seen=None):
    """Those who answer for realising it stand behind it. Raises CannotDo when it has not been reviewed or nobody owns it in the line."""
    current = _now(profile, State.DRAFT, State.REVIEWED)
    if current.state == State.DRAFT:
        raise CannotDo(_("Have it reviewed first, by somebody who did not write it."))
    parts = list(current.parts.select_related("party__organisation"))
    without = [str(part.party) for part in parts if not part.owner]
    if not parts or without:
        told = _("Somebody in the line has to own the benefit before it is approved.")
        raise CannotDo(" ".join([told, *([_("Missing for: %(parties)s.") % {"parties": ", ".join(without)}] if without else [])]))
    return writes.change(
        profile, by=by, seen=seen, verb="approved", state=State.APPROVED, approved_date=on, approved_by=who, decision=decision
    )


@transaction.atomic
def settle_profile(profile, *, by, on, outcome, words, seen=None):
    """Say how it went: follow-up ends. Raises CannotDo, and NotRealised when `outcome` claims more than has been measured and confirmed."""
    current = _now(profile, State.DRAFT, State.REVIEWED, State.APPROVED)
    if outcome != BenefitProfile.Outcome.NOT_REALISED:
        facts = facts_of(current, on=on).parts
        if not facts:
            raise NotRealised({"value": [_("every party")]})
        reasons = rules.not_realised_because(facts)
        if reasons:
            raise NotRealised(reasons)
    return writes.change(
        profile, by=by, seen=seen, verb="settled", state=State.SETTLED, settled_date=on, outcome=outcome, settled_words=words
    )


@transaction.atomic
def reopen_profile(profile, *, by):
    """Follow it up again, or write on it again: it goes back to where it was before it was settled, else to a draft."""
    current = _now(profile, State.REVIEWED, State.APPROVED, State.SETTLED)
    if current.state == State.SETTLED:
        back = State.APPROVED if current.approved_date else State.REVIEWED if current.reviewed_date else State.DRAFT
        return writes.change(current, by=by, verb="reopened", state=back, settled_date=None, outcome="", settled_words="")
    return writes.change(
        current, by=by, verb="reopened", state=State.DRAFT, reviewed_date=None, reviewed_by="", approved_date=None, approved_by="", decision=None
    )  # fmt: skip


@transaction.atomic
def remove_profile(profile, *, by):
    """Take away a benefit entered by mistake, with its chain. Raises ProtectedError when a calculation rests on it, CannotDo when a party has
    confirmed a value: that is history."""
    if BenefitValue.objects.filter(part__profile=profile, value__isnull=False).exists():
        raise CannotDo(_("A party has confirmed a value of it, so it stays. Settle it instead."))
    for part in profile.parts.all():
        remove_part(part, by=by)
    for link in profile.chain.all():
        writes.remove(link, by=by)
    writes.remove(profile, by=by)


# A party's part, and its values ─────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def add_part(*, by, profile, **values):
    part = writes.create(BenefitPart, by=by, profile=profile, **values)
    writes.touch(profile, by=by)
    return part


def edit_part(part, *, by, seen=None, **values):
    """Change a party's part. Raises ValidationError when the baseline would come after a value that has been confirmed."""
    return writes.change(part, by=by, seen=seen, **values)


@transaction.atomic
def remove_part(part, *, by):
    """Take away a party's part with values that nobody has answered. Raises CannotDo when the party has confirmed one."""
    if part.values.filter(value__isnull=False).exists():
        raise CannotDo(_("The party has confirmed a value, so its part stays."))
    for value in part.values.all():
        writes.remove(value, by=by)
    writes.remove(part, by=by)


def _check_day(part, dated):
    party = part.party
    if party.until_date and dated >= party.until_date:
        last = party.until_date - rules.ONE_DAY
        raise ValidationError(
            {
                "dated": _("%(party)s was a party until %(day)s. Which value held by then? Give a day until then.")
                % {"party": party, "day": last.isoformat()}
            }
        )
    if party.from_date and dated < party.from_date:
        raise ValidationError({"dated": _("%(party)s was no party yet.") % {"party": party}})
    if part.baseline_date and dated <= part.baseline_date:
        raise ValidationError(
            {"dated": _("The baseline is measured on %(day)s: a value comes after it.") % {"day": part.baseline_date.isoformat()}}
        )


@transaction.atomic
def add_value(*, by, part, dated, **values):
    """A value of a party's part as somebody reports it, to be answered by the party. From a folder it may be answered already.

    Raises ValidationError for a day when the party was none, or before the baseline, and CannotDo when the benefit is settled.
    """
    _now(part.profile, State.DRAFT, State.REVIEWED, State.APPROVED, *([State.SETTLED] if values.get("value") is not None else []))
    _check_day(part, dated)
    return writes.create(BenefitValue, by=by, part=part, dated=dated, **values)


@transaction.atomic
def edit_value(value, /, *, by, seen=None, **values):
    """Change what was reported. Raises CannotDo when the party has answered: it then corrects the value itself."""
    if value.is_answered and any(getattr(value, name) != values[name] for name in ("dated", "reported") if name in values):
        raise CannotDo(_("The party has answered. It corrects the value itself."))
    if "dated" in values:
        _check_day(value.part, values["dated"])
    return writes.change(value, by=by, seen=seen, **values)


@transaction.atomic
def answer_value(value, *, by, party, on, own, answered_as, words="", seen=None):
    """`party` confirms the value (`own` is as reported) or corrects it. Raises WrongParty for anybody else's, CannotDo when the party left
    before the value, ValidationError when a correction has no reason."""
    if value.part.party_id != party.pk:
        raise WrongParty(value.part)
    _now(value.part.profile, State.DRAFT, State.REVIEWED, State.APPROVED)
    _check_day(value.part, value.dated)
    if own != value.reported and not words.strip():
        raise ValidationError({"words": _("Say why the value is another than the reported one.")})
    verb = "confirmed" if own == value.reported else "corrected"
    return writes.change(value, by=by, seen=seen, verb=verb, value=own, answered_date=on, answered_as=answered_as, answer_words=words)


def remove_value(value, *, by):
    """Take away a value reported by mistake. Raises CannotDo when the party has answered."""
    if value.is_answered:
        raise CannotDo(_("The party has answered, so the value stays."))
    writes.remove(value, by=by)
