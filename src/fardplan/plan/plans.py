"""Writes about plans: their activities, the versions that the parties approve, the baseline, the next year, the inventory."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.audit import writes
from fardplan.documents import canonical_text, sha256
from fardplan.governance import decisions, matters
from fardplan.governance.meetings import midday
from fardplan.governance.models import Matter
from fardplan.parties.models import Party
from fardplan.parties.services import free_slug
from fardplan.plan import copying, progress
from fardplan.plan.models import RESERVED_PLANS, OngoingWork, OperationalPlanEntry, Plan, PlanItem, PlanVersion, Scan

add_ongoing_work, edit_ongoing_work = writes.verbs(OngoingWork)
add_scan, edit_scan = writes.verbs(Scan)
remove_ongoing_work = remove_scan = writes.remove


class NothingNew(Exception):
    def __init__(self):
        super().__init__(_("The plan stands as it was sent to the parties."))


class NothingIn(Exception):
    def __init__(self):
        super().__init__(_("There is no activity in the plan yet."))


class Approved(Exception):
    """A plan that has been sent to its parties stays."""

    def __init__(self):
        super().__init__(_("The plan has been sent to its parties, so it stays. Take its activities out of it, or close them."))


@transaction.atomic
def add_plan(*, by, links=None, items=(), versions=(), operational_plans=(), **values):
    """Enter a plan. `links`: parties; `items`: dicts of PlanItem's fields; `versions` and `operational_plans`: from a folder."""
    plan = writes.create(Plan, by=by, links=links, **values)
    _put_rows(plan, items, versions, operational_plans, by=by)
    return plan


def _put_rows(plan, items, versions, operational_plans, *, by):
    """`versions`: dicts with sent_at and approvals, first first: each is frozen once, as the plan stands then, and stays as it was."""
    for number, item in enumerate(items or ()):
        put_item(plan, by=by, **{"position": number, **item})
    for entry in operational_plans or ():
        place(by=by, **entry)
    for version in list(versions or ())[plan.versions.count() :]:
        sent = version["sent_at"]
        made = send_version(plan, by=by, at=midday(sent), today=sent)
        decisions.set_outcomes(made.decision, by=by, outcomes=version.get("approvals") or ())


def enter_plan(*, by, programme, title, **values):
    """From the pages: a plan with a key of its own."""
    slug = free_slug(Plan, title, programme=programme)
    if slug in RESERVED_PLANS:
        slug = free_slug(Plan, f"plan {slug}", programme=programme)
    return add_plan(by=by, programme=programme, slug=slug, title=title, **values)


@transaction.atomic
def edit_plan(plan, *, by, seen=None, links=None, items=None, versions=None, operational_plans=None, **values):
    plan = writes.change(plan, by=by, seen=seen, links=links, **values)
    _put_rows(plan, items, versions, operational_plans, by=by)
    return plan


@transaction.atomic
def remove_plan(plan, *, by):
    """Take away a plan entered by mistake; its activities stay. Raises Approved when it has been sent to its parties."""
    if plan.versions.exists():
        raise Approved
    writes.remove_with("items")(plan, by=by)


@transaction.atomic
def put_item(plan, *, activity, by, seen=None, **values):
    """Put an activity in the plan, or change how it is done and followed up. Raises Stale and kit.locking.Locked."""
    plan.check_links({"activity": [activity]})
    Plan.objects.select_for_update().get(pk=plan.pk)
    held = plan.items.filter(activity=activity).first()
    with writes.touching(plan, "items", by=by):
        if held is not None:
            return writes.change(held, by=by, seen=seen, **values)
        values.setdefault("position", plan.items.count())
        return writes.create(PlanItem, by=by, plan=plan, activity=activity, **values)


@transaction.atomic
def take_out(item, *, by):
    """Take an activity out of the plan. The activity stays, and so do the versions that name it."""
    with writes.touching(item.plan, "items", by=by):
        writes.remove(item, by=by)


# Versions, approved party by party


def document_of(plan):
    """The plan as a version keeps it: what, when, how, who, how followed up. Activities by key, so that later ones can be compared."""
    items = plan.items.select_related("activity__responsible__organisation", "activity").prefetch_related("activity__goals")
    return {
        "schema": "plan-1",
        "plan": plan.slug,
        "title": plan.title,
        "year": plan.year,
        "about": plan.about,
        "parties": [party.slug for party in plan.parties.in_order()],
        "activities": [
            {
                "id": item.activity.slug,
                "title": item.activity.title,
                "when": item.activity.time_words,
                "ends": progress.last_day(item.activity.time_ends_latest),
                "state": item.activity.state,
                "who": item.activity.executing,
                "party": item.activity.responsible.slug if item.activity.responsible else "",
                "how": item.how,
                "followed_up": item.followed_up,
                "goals": [goal.slug for goal in item.activity.goals.all()],
            }
            for item in items
        ],
    }


def text_of(document):
    """The version as a matter's text: a heading for each activity, so that the parties' bodies read it whole."""
    lines = [document["about"], ""] if document["about"] else []
    for row in document["activities"]:
        lines += [f"# {row['title']}", "", _("When: %(when)s") % {"when": row["when"]}]
        lines += [_("How: %(how)s") % {"how": row["how"]}] if row["how"] else []
        lines += [_("Who: %(who)s") % {"who": row["who"]}] if row["who"] else []
        lines += [_("How it is followed up: %(how)s") % {"how": row["followed_up"]}] if row["followed_up"] else []
        lines.append("")
    return "\n".join(lines).strip()


@writes.told_once()
def send_version(plan, *, by, at, today):
    """Freeze the plan and ask its parties, each for itself: a version with a decision of its own in the plan's matter.

    The first version becomes the baseline. Raises NothingIn and NothingNew.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    document = document_of(plan)
    if not document["activities"]:
        raise NothingIn
    latest = plan.versions.last()
    digest = sha256(document)
    if latest is not None and latest.sha256 == digest:
        raise NothingNew
    number = latest.number + 1 if latest else 1
    parties = list(plan.parties.all())
    if plan.matter_id is None:
        matter = matters.enter_matter(
            by=by,
            programme=plan.programme,
            title=plan.title,
            text=text_of(document),
            kind=Matter.Kind.PLAN,
            parties=parties,
            route=[{"role": "parties"}],
        )
        plan = writes.change(plan, by=by, matter=matter)
    else:
        matter = matters.edit_matter(plan.matter, by=by, text=text_of(document))
    title = _("%(plan)s, version %(number)s") % {"plan": plan.title[:170], "number": number}
    decision = decisions.enter_decision(by=by, programme=plan.programme, title=title, today=today, matter=matter, kind="approves")
    writes.touch(plan, by=by)
    return writes.create(
        PlanVersion,
        by=by,
        plan=plan,
        number=number,
        document_text=canonical_text(document),
        sha256=digest,
        sent_at=at,
        sent_by=None if isinstance(by, str) else by,
        decision=decision,
        is_baseline=latest is None,
    )


@transaction.atomic
def set_baseline(version, *, by):
    """Progress is shown against this version from now on."""
    for held in version.plan.versions.filter(is_baseline=True).exclude(pk=version.pk):
        writes.change(held, by=by, is_baseline=False)
    return writes.change(version, by=by, is_baseline=True)


# The next year


def carried(plan):
    """What goes on to the next year and what stays: a progress.Carried over the keys of the activities."""
    next_first = f"{plan.year + 1}-01-01"
    parties = frozenset(Party.objects.filter(programme=plan.programme_id).holding_on(next_first).values_list("pk", flat=True))
    already = PlanItem.objects.filter(plan__previous=plan, carried_from__isnull=False).values_list("carried_from", flat=True)
    rows = plan.items.values_list("activity", "activity__state", "activity__responsible")
    return progress.to_carry(rows, parties=parties, already=frozenset(already))


@writes.told_once()
def carry_over(plan, *, by):
    """The plan of the next year, with what is not ended, planned anew. Returns that plan; carried again, only what is new is added.

    What a party that has left answers for stays in the year it was done: `carried` says so. Nothing of this year is changed.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    ahead = plan.carried_on.filter(year=plan.year + 1).first()
    found = carried(plan)
    next_first = f"{plan.year + 1}-01-01"
    if ahead is None:
        title = plan.title.replace(str(plan.year), str(plan.year + 1))
        parties = list(plan.parties.filter(pk__in=Party.objects.holding_on(next_first).values("pk")))
        ahead = enter_plan(
            by=by, programme=plan.programme, title=title, kind=plan.kind, year=plan.year + 1, about=plan.about, previous=plan,
            links={"parties": parties},
        )  # fmt: skip
    for item in plan.items.select_related("activity__programme").filter(activity__in=found.over):
        moved = copying.moved(item.activity, years=1)
        copy = copying.copy_activity(item.activity, moved.time, by=by, years=1)
        put_item(ahead, activity=copy, by=by, how=item.how, followed_up=item.followed_up, carried_from=item.activity)
    return ahead


# In a party's own operational plan


@transaction.atomic
def place(activity, party, *, by, words):
    """Say in which of the party's operational plans the activity stands; without words it stands in none."""
    activity.check_links({"party": [party]})
    held = OperationalPlanEntry.objects.select_for_update().filter(activity=activity, party=party).first()
    if not words:
        if held is not None:
            writes.remove(held, by=by)
        return None
    if held is not None:
        return writes.change(held, by=by, words=words)
    return writes.create(OperationalPlanEntry, by=by, activity=activity, party=party, words=words)


UNTIL_SENT = gettext_lazy("Only a plan that has not been sent to its parties can be taken away. Its activities stay.")
