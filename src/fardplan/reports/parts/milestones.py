"""Milestones: what came, what is late, what comes next."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.documents import blocks
from fardplan.kit.periods import ONE_DAY, day_in_words
from fardplan.plan.queries import milestone_rows
from fardplan.reports.annual.draft import given
from fardplan.reports.statuses import concerns, is_of_some
from fardplan.reports.told import noun_of, quoted, when

from .registry import part

MOST = 15  # of those to come: the rest are on the page of the register


def _rows(draft):
    """As they stood on the day. What has been done since is not known in the words that say when: it stands as done."""
    found = milestone_rows(draft.programme, on=draft.day + ONE_DAY)
    if not is_of_some(draft):
        return found
    own = {row.pk for row in draft.register.initiatives if concerns(draft, row)}
    party = draft.subject.pk if noun_of(draft) == "party" else None
    return [row for row in found if row.initiative_id in own or (party and row.party_id == party)]


@part("milestones.late", gettext_lazy("Milestones that are late"))
def late(draft):
    rows = sorted((row for row in _rows(draft) if row.is_late), key=lambda row: -row.days_late)
    if not rows:
        return [blocks.text(_("No milestone was late on %(day)s.") % {"day": day_in_words(draft.day)})]
    return _table(draft, rows, "milestones_late", _("Late milestones"))


@part("milestones.next", gettext_lazy("The nearest milestones to come"))
def coming(draft):
    rows = [row for row in _rows(draft) if not (row.is_done or row.is_late or row.is_outcome_unknown)][:MOST]
    if not rows:
        return [blocks.text(_("The register has no milestone to come."))]
    return _table(draft, rows, "milestones_next", _("Next milestones"))


@part("milestones.done", gettext_lazy("Milestones that were to come in the period, with how it went"))
def passed(draft):
    """Those that are late have a part of their own, and are not told again here."""
    found = [row for row in _rows(draft) if row.ends and draft.period.contains(row.ends)]
    rows = [row for row in found if not row.is_late]
    if found and not rows:
        return []
    if not rows:
        return [blocks.text(_("No milestone was to be reached in %(period)s.") % {"period": draft.period.label})]
    return _table(draft, rows, "milestones", _("Milestones, %(period)s") % {"period": draft.period.label})


def _table(draft, rows, id, caption):
    columns = [
        blocks.column("title", _("Milestone")),
        blocks.column("when", _("When")),
        blocks.column("who", _("Waits for")),
        blocks.column("initiative", _("Development work")),
        blocks.column("state", _("State")),
    ]
    href = draft.address("milestones")
    told = [
        {
            "id": row.slug,
            "title": row.title,
            "when": given(when(row.time)),
            "who": given(row.waits_for),
            "initiative": row.initiative or blocks.nothing("not_applicable"),
            "state": f"{row.state_label}, {row.done}" if row.is_done else row.state_label,
            "href": href,
        }
        for row in rows
    ]
    draft.mark(quoted(rows))
    return [blocks.table(id, caption, columns, told)]
