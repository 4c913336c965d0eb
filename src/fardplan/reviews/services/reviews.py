from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from fardplan.audit import writes
from fardplan.reviews.models import ActivityReview, Factor, FactorTag, ProgressStep, Tip, TipUse


def ends(model):
    """`end` and `reopen` of a kind of rows with a period."""

    def end(row, *, by, until_date, seen=None):
        return writes.change(row, by=by, seen=seen, verb="ended", until_date=until_date)

    def reopen(row, *, by):
        return writes.change(row, by=by, verb="reopened", until_date=None)

    return end, reopen


add_progress_step, edit_progress_step = writes.verbs(ProgressStep)
end_progress_step, reopen_progress_step = ends(ProgressStep)
add_factor_tag, edit_factor_tag = writes.verbs(FactorTag)
end_factor_tag, reopen_factor_tag = ends(FactorTag)
#: An entry made by mistake. Raises ProtectedError when a review has it.
remove_progress_step = remove_factor_tag = writes.remove


@transaction.atomic
def add_activity_review(*, by, activity, links=None, factors=(), **values):
    """Review an activity for a period.

    `factors`: dicts with tag and kind and optionally words. Without `links["goals"]` the judgement is about the activity's own goals.
    Raises ValidationError, also for an activity of another programme.
    """
    links = dict(links or {})
    if links.get("goals") is None:
        links["goals"] = list(activity.goals.all())
    review = writes.create(ActivityReview, by=by, activity=activity, links=links, **values)
    set_factors(review, by=by, factors=factors)
    return review


@transaction.atomic
def edit_activity_review(review, *, by, seen=None, links=None, factors=None, **values):
    """Change a review; `factors` are left alone when None. Raises audit.writes.Stale, and ValidationError as `add` does."""
    review = writes.change(review, by=by, seen=seen, links=links, **values)
    with writes.touching(review, "factors", by=by):
        if factors is not None:
            set_factors(review, by=by, factors=factors)
    return review


def set_factors(review, *, by, factors):
    """The review's coded factors, exactly these."""
    held = {(row.tag_id, row.kind): row for row in review.factors.all()}
    for values in factors:
        row = held.pop((values["tag"].pk, values["kind"]), None)
        if row is not None:
            writes.change(row, by=by, **values)
        else:
            writes.create(Factor, by=by, review=review, **values)
    for row in held.values():
        writes.remove(row, by=by)


def set_tip_uses(tip, *, by, uses):
    held = {row.party_id: row for row in tip.uses.all()}
    for values in uses:
        row = held.pop(values["party"].pk, None)
        if row is not None:
            writes.change(row, by=by, **values)
        else:
            writes.create(TipUse, by=by, tip=tip, **values)
    for row in held.values():
        writes.remove(row, by=by)


@transaction.atomic
def remove_activity_review(review, *, by):
    """An entry made by mistake, with what was coded and taught in it. Raises StillTaken when another party has taken up a tip of it."""
    for row in review.tips.all():
        remove_tip(row, by=by)
    for row in review.factors.all():
        writes.remove(row, by=by)
    writes.remove(review, by=by)


@transaction.atomic
def add_tip(*, by, review, uses=(), **values):
    """Something that `review` teaches others. `uses`: dicts with party and taken_date, and optionally where, words and initiative."""
    values.setdefault("programme", review.programme)
    last = Tip.objects.filter(review=review).aggregate(last=Max("position"))["last"]
    values.setdefault("position", 0 if last is None else last + 1)
    tip = writes.create(Tip, by=by, review=review, **values)
    set_tip_uses(tip, by=by, uses=uses)
    return tip


@transaction.atomic
def edit_tip(tip, *, by, seen=None, uses=None, **values):
    """Change a tip; who has taken it up is left alone when `uses` is None."""
    tip = writes.change(tip, by=by, seen=seen, **values)
    if uses is not None:
        with writes.touching(tip, "uses", by=by):
            set_tip_uses(tip, by=by, uses=uses)
    return tip


class StillTaken(Exception):
    """Another party has taken up the tip; the text is for people."""


@transaction.atomic
def remove_tip(tip, *, by):
    """Raises StillTaken when a party has taken it up: what it uses stays findable."""
    if tip.uses.exists():
        raise StillTaken(_("“%(tip)s” has been taken up by others, so it stays. Reword it instead.") % {"tip": tip})
    writes.remove(tip, by=by)


@transaction.atomic
def use_tip(tip, *, by, party, taken_date, where="", words="", initiative=None):
    """`party` takes the tip up, or says anew where and how it goes."""
    told = {"taken_date": taken_date, "where": where, "words": words, "initiative": initiative}
    row = Tip.objects.select_for_update().get(pk=tip.pk).uses.filter(party=party).first()
    if row is not None:
        return writes.change(row, by=by, **told)
    return writes.create(TipUse, by=by, tip=tip, party=party, **told)


def stop_using_tip(use, *, by):
    """It was said by mistake."""
    writes.remove(use, by=by)
