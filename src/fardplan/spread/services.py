"""Writes about spread. A party's periods with a method are told together: each write sets how long the others hold."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from fardplan.audit import writes
from fardplan.kit.periods import ONE_DAY, day_in_words
from fardplan.parties.models import Party
from fardplan.parties.services import free_slug
from fardplan.spread.models import Adoption, MethodSheet, SpreadAmbition, SpreadProposal, TransferCheck
from fardplan.spread.rules import Backwards, Overlap, Phase, Told, periods

add_method_sheet, edit_method_sheet = writes.verbs(MethodSheet)
add_spread_ambition, edit_spread_ambition = writes.verbs(SpreadAmbition)
add_transfer_check, edit_transfer_check = writes.verbs(TransferCheck)
add_spread_proposal, edit_spread_proposal = writes.verbs(SpreadProposal)
#: An entry made by mistake.
remove_spread_ambition = remove_spread_proposal = remove_method_sheet = remove_transfer_check = writes.remove


@writes.told_once()
def add_adoption(*, by, method, party, **values):
    """A party enters a phase. Raises ValidationError: a phase that overlaps another, or a party that was none on that day."""
    held = _held(method, party)
    new = Told("new", values.get("began"), values.get("seen_date"), values.get("ended"))
    found = _periods([*map(_told, held), new], held, {"new": values["phase"]})
    _require_party(party, new, found["new"])
    _set_others(held, found, by=by)
    from_date, until_date = found["new"]
    return writes.create(Adoption, by=by, method=method, party=party, from_date=from_date, until_date=until_date, **values)


@writes.told_once()
def edit_adoption(adoption, *, by, seen=None, **values):
    """Change a period; it stays the party's and the method's. Raises as `add_adoption`, and Stale."""
    method, party = values.pop("method", adoption.method), values.pop("party", adoption.party)
    if (method.pk, party.pk) != (adoption.method_id, adoption.party_id):
        raise ValidationError(_("A period stays with its party and its method. Enter a new one, and take this away."))
    held = [row for row in _held(method, party) if row.pk != adoption.pk]
    told = Told(adoption.pk, *(values.get(name, getattr(adoption, name)) for name in ("began", "seen_date", "ended")))
    found = _periods([*map(_told, held), told], held, {adoption.pk: values.get("phase", adoption.phase)})
    _require_party(party, told, found[adoption.pk])
    from_date, until_date = found[adoption.pk]
    # First those that give way, then the one that moves: no two ever begin on the same day.
    _set_others(held, found, by=by)
    return writes.change(adoption, by=by, seen=seen, from_date=from_date, until_date=until_date, **values)


@writes.told_once()
def remove_adoption(adoption, *, by):
    """Take away a period that was entered by mistake: the one before it holds on."""
    held = [row for row in _held(adoption.method, adoption.party) if row.pk != adoption.pk]
    writes.remove(adoption, by=by)
    _set_others(held, periods(map(_told, held)), by=by)


def _held(method, party):
    # The party is locked, so that two who write at once do not both believe to be alone.
    Party.objects.select_for_update().get(pk=party.pk)
    return list(Adoption.objects.filter(method=method, party=party))


def _told(row):
    return Told(row.pk, row.began, row.seen_date, row.ended)


def _periods(told, held, named):
    """The periods, or a ValidationError in words. `named`: {key: phase} of what is being written."""
    if any(each.start is None for each in told):
        raise ValidationError({"began": _("Say when it began, or a day on which it was known to hold.")})
    names = {row.pk: row.phase for row in held} | named
    try:
        return periods(told)
    except Backwards:
        raise ValidationError({"ended": _("It ends before it begins.")}) from None
    except Overlap as overlap:
        first, second = (str(Phase(names[each.key]).label) for each in (overlap.first, overlap.second))
        words = _(
            "“%(first)s” and “%(second)s” would hold at the same time: the second begins %(day)s. End the first before that, or change a day."
        )
        raise ValidationError({"began": words % {"first": first, "second": second, "day": day_in_words(overlap.second.start)}}) from None


def _require_party(party, told, period):
    """Nobody adopts before it is a party, nor after it has left."""
    names = {"party": party.name}
    if party.from_date and period[0] < party.from_date:
        day = day_in_words(party.from_date)
        raise ValidationError({"began": _("%(party)s became a party on %(day)s.") % {**names, "day": day}})
    ends = told.ended.ends_latest if told.ended is not None else None
    if party.until_date and (period[0] >= party.until_date or (ends is not None and ends > party.until_date)):
        words = _("%(party)s was a party through %(day)s: the period ends no later.")
        name = "began" if period[0] >= party.until_date else "ended"
        raise ValidationError({name: words % {**names, "day": day_in_words(party.until_date - ONE_DAY)}})


def _set_others(held, found, *, by):
    for row in held:
        from_date, until_date = found[row.pk]
        writes.change(row, by=by, from_date=from_date, until_date=until_date)


def enter_adoption(*, by, method, party, **values):
    """From the pages: with a key of its own."""
    slug = free_slug(Adoption, f"{method.slug} {party.slug} {values['phase']}", programme=party.programme)
    return add_adoption(by=by, programme=party.programme, slug=slug, method=method, party=party, **values)


@transaction.atomic
def put_sheet(method, *, by, seen=None, **values):
    """What a method needs: entered, or changed."""
    held = MethodSheet.objects.select_for_update().filter(method=method).first()
    if held is None:
        slug = free_slug(MethodSheet, method.slug, programme=method.programme)
        return add_method_sheet(by=by, programme=method.programme, slug=slug, method=method, **values)
    return edit_method_sheet(held, by=by, seen=seen, **values)


@transaction.atomic
def tick(method, *, by, party, done=(), words="", seen=None):
    """A party says which points of the transfer check-list are done. `done`: the points, in words."""
    held = TransferCheck.objects.select_for_update().filter(method=method, party=party).first()
    values = {"done": "\n".join(done), "words": words}
    if held is None:
        slug = free_slug(TransferCheck, f"{method.slug} {party.slug}", programme=method.programme)
        return add_transfer_check(by=by, programme=method.programme, slug=slug, method=method, party=party, **values)
    return edit_transfer_check(held, by=by, seen=seen, **values)
