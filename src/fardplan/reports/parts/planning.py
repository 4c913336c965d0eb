"""What a programme plan says of the years ahead: two in detail, four in outline. The plan of the next year rolls by one."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.benefits.models import BenefitProfile
from fardplan.documents import blocks
from fardplan.plan.models import Activity
from fardplan.plan.rules import State
from fardplan.reports.annual.draft import given, listed, opening
from fardplan.reports.figures.portfolio import in_portfolio

from .money import budget_table
from .registry import part

#: How far a programme plan looks, and how much of it in detail: what a directive asks for.
YEARS, IN_DETAIL = 6, 2


def years_of(draft):
    return range(draft.period.year, draft.period.year + YEARS)


def _planned(draft, year):
    return [row for row in draft.register.activities if row.year == year and row.state != State.CANCELLED]


def _year_of(milestone):
    return milestone.time.starts_latest.year if milestone.time and milestone.time.starts_latest else None


@part("planning.six_years", gettext_lazy("Six years in outline, the first two marked"))
def six_years(draft):
    columns = [
        blocks.column("year", _("Year")),
        blocks.column("milestones", _("Milestones")),
        blocks.column("activities", _("Activities"), "number"),
        blocks.column("detail", _("Described")),
    ]
    told, quoted = [], []
    for place, year in enumerate(years_of(draft)):
        milestones = [row for row in draft.register.milestones if _year_of(row) == year]
        quoted += milestones
        told.append(
            {
                "id": f"year-{year}",
                "year": str(year),
                "milestones": opening(listed(row.title for row in milestones)) or _("none in the register yet"),
                "activities": len(_planned(draft, year)),
                "detail": _("in detail") if place < IN_DETAIL else _("in outline"),
            }
        )
    draft.mark(quoted)
    caption = _("The years %(first)s–%(last)s") % {"first": told[0]["year"], "last": told[-1]["year"]}
    note = _("The plan is rolled each year: the first year goes, and a sixth comes.")
    return [blocks.table("six-years", caption, columns, told, note=note)]


@part("planning.detail", gettext_lazy("Milestones of the first two years"))
def detail(draft):
    found = []
    for year in years_of(draft)[:IN_DETAIL]:
        milestones = [row for row in draft.register.milestones if _year_of(row) == year]
        if not milestones:
            continue
        columns = [blocks.column("title", _("What")), blocks.column("who", _("Who")), blocks.column("when", _("When"))]
        told = [{"id": row.slug, "title": row.title, "who": given(row.responsible), "when": row.time.words} for row in milestones]
        draft.mark(milestones)
        found.append(blocks.table(f"milestones-{year}", _("Milestones %(year)s") % {"year": year}, columns, told))
    return found


@part("planning.activities", gettext_lazy("Activities of the first two years"))
def activities(draft):
    found = []
    for year in years_of(draft)[:IN_DETAIL]:
        rows = _planned(draft, year)
        if not rows:
            continue
        columns = [
            blocks.column("title", _("Activity")),
            blocks.column("kind", _("Kind")),
            blocks.column("when", _("When")),
            blocks.column("who", _("Carried out by")),
        ]
        told = [
            {
                "id": row.slug,
                "title": row.title,
                "kind": str(Activity.Kind(row.kind).label),
                "when": row.time.words,
                "who": given(row.executing or _party_name(draft, row.responsible_id)),
            }
            for row in rows
        ]
        draft.mark(rows)
        found.append(blocks.table(f"planned-{year}", _("Activities %(year)s") % {"year": year}, columns, told))
    return found


def _party_name(draft, key):
    return next((party.name for party in draft.register.parties if party.pk == key), "")


@part("planning.portfolio", gettext_lazy("Development work in the portfolio, in short"))
def portfolio(draft):
    rows = [row for row in draft.register.initiatives if in_portfolio(draft.register.phases.get(row.pk, []), draft.period)]
    if not rows:
        return []
    columns = [blocks.column("title", _("Development work")), blocks.column("about", _("What it is about"))]
    told = [{"id": row.slug, "title": row.title, "about": given(_first_sentence(row.description))} for row in rows]
    draft.mark(rows)
    return [blocks.table("work", _("Development work in the portfolio"), columns, told)]


def _first_sentence(text):
    line = " ".join(text.split())
    end = line.find(". ")
    return line if end < 0 else line[: end + 1]


@part("planning.now", gettext_lazy("Current state: the portfolio and what the inventory found, party by party"))
def current_state(draft):
    found = []
    rows = [row for row in draft.register.ongoing_works if row.year <= draft.period.year]
    latest = max((row.year for row in rows), default=None)
    rows = [row for row in rows if row.year == latest]
    if draft.figure("initiatives.included").value:
        words = {"period": draft.period.label}
        found.append(
            draft.say(_("The portfolio of %(period)s holds %(count)s pieces of development work."), words, count="initiatives.included")
        )
    if rows:
        columns = [
            blocks.column("party", _("Party")),
            blocks.column("title", _("Work")),
            blocks.column("together", _("Run by")),
            blocks.column("since", _("Since")),
        ]
        told = [
            {
                "id": row.slug,
                "party": row.party.name,
                "title": row.title,
                "together": str(row.get_together_display()),
                "since": given(row.time.words if row.time else ""),
            }
            for row in sorted(rows, key=lambda row: row.party.name)
        ]
        caption = _("Work that goes on at the parties, inventory of %(year)s") % {"year": latest}
        found.append(blocks.table("ongoing", caption, columns, told))
        draft.mark(rows)
    return found


@part("planning.benefits", gettext_lazy("Plan of benefits: what is meant, how it is measured, when it is followed up"))
def benefits(draft):
    rows = draft.register.profiles
    if not rows:
        return []
    columns = [
        blocks.column("title", _("Benefit")),
        blocks.column("for_whom", _("For whom")),
        blocks.column("measured", _("Measured with")),
        blocks.column("first", _("First follow-up"), "date"),
        blocks.column("state", _("State")),
    ]
    told = [
        {
            "id": row.slug,
            "title": row.title,
            "for_whom": given(row.for_whom),
            "measured": given(row.indicator.title if row.indicator_id else row.measurement),
            "first": row.first_date.isoformat() if row.first_date else None,
            "state": opening(str(BenefitProfile.State(row.state).label)),
        }
        for row in rows
    ]
    draft.mark(rows)
    note = _("The line organisations realise the benefits. Certain kronor, freed time and quality are never added together.")
    return [blocks.table("benefit-plan", _("Benefits that are meant"), columns, told, note=note)]


@part("planning.meetings", gettext_lazy("Meetings of the first two years, by forum"))
def meetings(draft):
    years = years_of(draft)[:IN_DETAIL]
    rows = [row for row in draft.register.meetings if row.time.starts_latest and row.time.starts_latest.year in years]
    if not rows:
        return []
    columns = [blocks.column("when", _("When")), blocks.column("forum", _("Forum")), blocks.column("title", _("Meeting"))]
    told = [{"id": row.slug, "when": row.time.words, "forum": row.forum.name, "title": row.title} for row in rows]
    draft.mark(rows)
    return [blocks.table("meetings", _("Meetings where decisions can be made"), columns, told)]


@part("planning.budget", gettext_lazy("The programme's budget of the first two years"))
def budget(draft):
    found = []
    for year in years_of(draft)[:IN_DETAIL]:
        own = draft.register.programme_budget(year)
        if own is not None:
            found += budget_table(draft, own)
    return found


@part("planning.annexes", gettext_lazy("Local plans and action plans, as annexes"))
def annexes(draft):
    rows = [row for row in draft.register.plans if row.year in years_of(draft)[:IN_DETAIL]]
    if not rows:
        return []
    columns = [
        blocks.column("title", _("Plan")),
        blocks.column("kind", _("Kind")),
        blocks.column("year", _("Year")),
        blocks.column("parties", _("Parties")),
    ]
    told = [
        {
            "id": row.slug,
            "title": row.title,
            "kind": str(row.get_kind_display()),
            "year": str(row.year),
            "parties": given(listed(party.name for party in row.parties.all())),
        }
        for row in rows
    ]
    draft.mark(rows)
    return [blocks.table("plans", _("Plans of the parties"), columns, told)]
