"""A local plan or an action plan on paper, and what several plans say together: each activity and each piece of work once."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fardplan.documents import blocks
from fardplan.plan.models import PlanItem
from fardplan.plan.progress import Against, counted_once
from fardplan.plan.queries_plans import plan_page
from fardplan.plan.rules import State
from fardplan.reports.annual.draft import given, listed, one_line, prose
from fardplan.reports.statuses import concerns

from .registry import part

ABOUT = {"plan"}


def _read(register, plan, day):
    return plan_page(plan, on=day)


def _page(draft):
    return draft.register.more(_read, draft.subject, draft.day)


@part("plan.facts", gettext_lazy("Whose plan it is, for which year"), ABOUT)
def facts(draft):
    plan, page = draft.subject, _page(draft)
    told = [
        (_("Kind"), str(plan.get_kind_display())),
        (_("Year"), str(plan.year)),
        (_("Parties"), listed(party.name for party in page.parties)),
        (_("Goes on from"), plan.previous.title if plan.previous_id else ""),
    ]
    words = ngettext(
        "%(done)s of %(total)s activity has been carried out.", "%(done)s of %(total)s activities have been carried out.", page.total
    )
    draft.mark([plan])
    draft.note(_("Plan: %(title)s") % {"title": plan.title}, str(plan.year), draft.address("plan", plan.slug))
    found = [blocks.bullets(*([blocks.run(f"{term}: ", strong=True), words] for term, words in told if words))]
    found += [blocks.text(words % {"done": page.done, "total": page.total})] if page.total else []
    return found + prose(plan.about, f"about-{plan.slug}")


@part("plan.activities", gettext_lazy("What, when, how, who and how it is followed up"), ABOUT)
def activities(draft):
    rows = [row for row in _page(draft).items if row.item is not None]
    if not rows:
        return [blocks.text(_("No activity has been put into the plan."))]
    columns = [
        blocks.column("title", _("What")),
        blocks.column("when", _("When")),
        blocks.column("how", _("How")),
        blocks.column("who", _("Who")),
        blocks.column("followed", _("How it is followed up")),
        blocks.column("state", _("State")),
    ]
    told = []
    for row in rows:
        activity, item = row.activity, row.item
        party = activity.responsible.name if activity.responsible_id else ""
        told.append(
            {
                "id": activity.slug,
                "title": activity.title,
                "when": given(activity.time_words),
                "how": given(one_line(item.how)),
                "who": given(", ".join(filter(None, [party, activity.executing]))),
                "followed": given(one_line(item.followed_up)),
                "state": str(State(activity.state).label),
                "goals": [goal.number for goal in activity.goals.all()],
                "href": draft.address("activity", activity.slug),
            }
        )
    draft.mark([row.activity for row in rows])
    return [blocks.table("plan_activities", _("Activities of the plan"), columns, told), *_also_elsewhere(rows)]


def _also_elsewhere(rows):
    shared = [row for row in rows if row.others]
    if not shared:
        return []
    points = [_("%(activity)s: %(plans)s") % {"activity": row.title, "plans": listed(plan.title for plan in row.others)} for row in shared]
    words = ngettext(
        "One activity stands in another plan too: where plans are put together it is counted once.",
        "%(count)s activities stand in other plans too: where plans are put together each is counted once.",
        len(shared),
    )
    return [blocks.text(words % {"count": len(shared)}), blocks.bullets(*points)]


@part("plan.by_goal", gettext_lazy("The plan's activities by goal"), ABOUT)
def by_goal(draft):
    rows = [row for row in _page(draft).items if row.item is not None]
    found = []
    for goal in draft.register.goals:
        named = [row.title for row in rows if goal in row.activity.goals.all()]
        if named:
            found += [
                blocks.heading(_("Goal %(number)s: %(title)s") % {"number": goal.number, "title": goal.title}),
                blocks.bullets(*named),
            ]
    without = [row.title for row in rows if not row.activity.goals.all()]
    if without and found:
        found += [blocks.heading(_("Towards no goal that is told")), blocks.bullets(*without)]
    return found or [blocks.text(_("No activity of the plan is tied to a goal."))]


@part("plan.baseline", gettext_lazy("How the activities stand against the baseline"), ABOUT)
def baseline(draft):
    page = _page(draft)
    if page.baseline is None:
        return [blocks.text(_("No version has been made the plan's baseline: nothing to compare with."))]
    counted = Counter(row.against for row in page.items)
    columns = [
        blocks.column("title", _("Activity")),
        blocks.column("against", _("Against the baseline")),
        blocks.column("moved", _("Moved, days")),
    ]
    told = [
        {
            "id": f"against-{place}",
            "title": row.title,
            "against": str(row.against.label),
            "moved": row.moved_words or blocks.nothing("not_applicable"),
        }
        for place, row in enumerate(page.items, 1)
    ]
    caption = _("Against version %(number)s") % {"number": page.baseline.number}
    points = [f"{each.label}: {counted[each]}" for each in Against if counted[each]]
    return [blocks.bullets(*points), blocks.table("against", caption, columns, told)]


@part("plan.approvals", gettext_lazy("Which parties have approved the plan"), ABOUT)
def approvals(draft):
    latest = _page(draft).latest
    if latest is None:
        return [blocks.text(_("No version has been sent to the parties, so none of them has approved the plan."))]
    columns = [blocks.column("title", _("Party")), blocks.column("answer", _("Answer")), blocks.column("day", _("Decided"), "date")]
    told = [
        {
            "id": row.party.slug,
            "title": row.party.name,
            "answer": row.label,
            "day": row.day.isoformat() if row.day else blocks.nothing("missing" if row.outcome else "not_applicable"),
        }
        for row in latest.approvals
    ]
    return [blocks.table("approvals", _("Version %(number)s and the parties") % {"number": latest.version.number}, columns, told)]


@part("plan.operational", gettext_lazy("Where the activities stand in the parties' own plans"), ABOUT)
def operational(draft):
    told = []
    for row in _page(draft).items:
        for entry in row.operational:
            told.append({"id": f"entry-{entry.pk}", "title": row.title, "party": entry.party.name, "where": entry.words})
    if not told:
        return [blocks.text(_("No party has told where the activities stand in its own operational plan."))]
    columns = [blocks.column("title", _("Activity")), blocks.column("party", _("Party")), blocks.column("where", _("Operational plan"))]
    return [blocks.table("operational", _("In the parties' own plans"), columns, told)]


# Several plans together ─────────────────────────────────────────────────────────────────────────────────────────────


class Placed:
    """Which plans each activity stands in: `register.more(Placed)`. Two queries."""

    def __init__(self, register):
        items = PlanItem.objects.filter(plan__programme=register.programme).select_related("plan", "activity")
        self.items = list(items.order_by("plan__year", "plan__title", "plan", "position", "pk"))
        self.plans = {item.plan_id: item.plan for item in self.items}
        self.activities = {item.activity_id: item.activity for item in self.items}

    def work(self, year):
        """{initiative: (its activities, the plans it stands in)} of a year's plans: an initiative in two plans is one initiative, and an
        activity in two plans one activity."""
        items = [item for item in self.items if item.plan.year == year and item.activity.initiative_id]
        plans = counted_once((item.plan_id, item.activity.initiative_id) for item in items)
        activities = counted_once((item.activity.initiative_id, item.activity_id) for item in items)
        return {
            initiative: (
                tuple(self.activities[key] for key, owners in activities.items() if initiative in owners),
                tuple(self.plans[key] for key in keys),
            )
            for initiative, keys in plans.items()
        }


@part("plans.work", gettext_lazy("Development work in the year's plans, each once"))
def work(draft):
    found = draft.register.more(Placed).work(draft.period.year)
    rows = [row for row in draft.register.initiatives if row.pk in found and concerns(draft, row)]
    if not rows:
        return [
            blocks.text(_("No plan of %(year)s has an activity that belongs to a piece of development work.") % {"year": draft.period.year})
        ]
    several = sum(len(found[row.pk][1]) > 1 for row in rows)
    words = ngettext(
        "%(count)s piece of development work stands in the plans of %(year)s.",
        "%(count)s pieces of development work stand in the plans of %(year)s.",
        len(rows),
    ) % {"count": len(rows), "year": draft.period.year}
    if several:
        words += " " + ngettext(
            "%(count)s of them stands in more than one plan and is counted once.",
            "%(count)s of them stand in more than one plan and are counted once.",
            several,
        ) % {"count": several}
    columns = [
        blocks.column("title", _("Development work")),
        blocks.column("activities", _("Activities"), "number"),
        blocks.column("plans", _("Plans")),
    ]
    told = []
    for row in rows:
        activities, plans = found[row.pk]
        for plan in plans:
            draft.note(_("Plan: %(title)s") % {"title": plan.title}, str(plan.year), draft.address("plan", plan.slug))
        told.append(
            {
                "id": row.slug,
                "title": row.label,
                "activities": len(activities),
                "plans": listed(plan.title for plan in plans),
                "href": draft.address("initiative", row.slug),
            }
        )
    draft.mark(rows)
    return [blocks.text(words), blocks.table("plans_work", _("Development work in the plans"), columns, told)]
