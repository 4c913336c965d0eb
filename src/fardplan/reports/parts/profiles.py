"""The benefit plan: what is to come out of it, for whom, who owns it in the line, and when and how each value is measured."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fardplan.benefits.counting import in_short
from fardplan.benefits.models import BenefitProfile
from fardplan.benefits.presenting import chain_list, facts, measured, register_row, unit_of
from fardplan.benefits.queries.calculations import of_programme as calculations_of
from fardplan.benefits.queries.profiles import row_of, with_all
from fardplan.documents import blocks
from fardplan.kit.text import swedish_sort_key
from fardplan.reports.annual.draft import given, listed, prose
from fardplan.reports.statuses import concerns, is_of_some
from fardplan.reports.told import noun_of

from .registry import part


class Profiles:
    """Benefits of a programme with parts, values and chains: `register.more(Profiles)`."""

    def __init__(self, register):
        rows = with_all(BenefitProfile.objects.filter(programme=register.programme))
        self.rows = sorted(rows, key=lambda row: (swedish_sort_key(row.title), row.pk))


def _rows(draft):
    rows = draft.register.more(Profiles).rows
    if noun_of(draft) == "benefitprofile":
        rows = [row for row in rows if row.pk == draft.subject.pk]
    elif noun_of(draft) == "party":
        rows = [row for row in rows if any(each.party_id == draft.subject.pk for each in row.parts.all())]
    elif is_of_some(draft):
        rows = [row for row in rows if row.initiative_id and concerns(draft, row.initiative)]
    return [row_of(row, on=draft.day) for row in rows]


def _parts(draft, row):
    return [each for each in row.parts if noun_of(draft) != "party" or each.part.party_id == draft.subject.pk]


def _none():
    return [blocks.text(_("No benefit has been described."))]


@part("benefits.register", gettext_lazy("Benefits: what changes, for whom, how far the planning has come"))
def register(draft):
    rows = _rows(draft)
    if not rows:
        return _none()
    columns = [
        blocks.column("title", _("Benefit")),
        blocks.column("whom", _("For whom")),
        blocks.column("kind", _("Kind")),
        blocks.column("parties", _("Parties")),
        blocks.column("step", _("Step")),
        blocks.column("lacks", _("Is lacking")),
    ]
    told = []
    for row in rows:
        shown = register_row(row, draft.day)
        profile = row.profile
        href = draft.address("benefit", profile.slug)
        draft.note(_("Benefit: %(title)s") % {"title": profile.title}, shown.step, href)
        told.append(
            {
                "id": profile.slug,
                "title": profile.title,
                "whom": given(profile.for_whom),
                "kind": str(profile.get_kind_display()) if profile.kind else blocks.nothing(),
                "parties": given(listed(shown.parties)),
                "step": shown.step,
                "lacks": shown.lacks.partition(": ")[2] or _("nothing"),
                "href": href,
            }
        )
    draft.mark([row.profile for row in rows])
    words = ngettext("The plan holds %(count)s benefit.", "The plan holds %(count)s benefits.", len(rows)) % {"count": len(rows)}
    return [blocks.text(words), blocks.table("benefit_register", _("Benefits"), columns, told)]


@part("benefits.owners", gettext_lazy("Who owns each benefit in the line, its baseline and target, party by party"))
def owners(draft):
    columns = [
        blocks.column("title", _("Benefit")),
        blocks.column("party", _("Party")),
        blocks.column("owner", _("Owner in the line")),
        blocks.column("baseline", _("Value before")),
        blocks.column("target", _("Target")),
        blocks.column("by", _("To be reached by"), "date"),
    ]
    told, marked = [], []
    for row in _rows(draft):
        unit = unit_of(row.profile)
        for each in _parts(draft, row):
            part_ = each.part
            marked.append(part_)
            told.append(
                {
                    "id": part_.slug,
                    "title": row.profile.title,
                    "party": str(part_.party),
                    "owner": given(part_.owner),
                    "baseline": given(measured(part_.baseline, unit)),
                    "target": given(measured(part_.target, unit)),
                    "by": part_.target_date.isoformat() if part_.target_date else blocks.nothing(),
                    "href": draft.address("benefit", row.profile.slug),
                }
            )
    if not told:
        return [blocks.text(_("No party has taken a part in any benefit: no owner, baseline or target is told."))]
    draft.mark(marked)
    note = _("Each benefit in its own unit: kronor, hours and quality are never added together.")
    return [blocks.table("benefit_parts", _("Owners, baselines and targets"), columns, told, note=note)]


@part("benefits.measuring", gettext_lazy("How and when each benefit is measured"))
def measuring(draft):
    rows = _rows(draft)
    if not rows:
        return _none()
    columns = [
        blocks.column("title", _("Benefit")),
        blocks.column("by", _("Measured by")),
        blocks.column("method", _("How")),
        blocks.column("often", _("How often")),
        blocks.column("due", _("Next value"), "date"),
    ]
    told = []
    for row in rows:
        profile = row.profile
        due = min((each.due for each in _parts(draft, row) if each.due), default=None)
        told.append(
            {
                "id": profile.slug,
                "title": profile.title,
                "by": given(profile.measured_by),
                "method": given(" ".join(profile.method.split())),
                "often": str(profile.get_frequency_display()) if profile.frequency else blocks.nothing(),
                "due": due.isoformat() if due else blocks.nothing("not_applicable" if profile.is_settled else "missing"),
            }
        )
    return [blocks.table("benefit_measuring", _("How the benefits are measured"), columns, told)]


@part("benefits.described", gettext_lazy("Each benefit described: change, effect chain, prerequisites, obstacles"))
def described(draft):
    rows = _rows(draft)
    if not rows:
        return _none()
    found = []
    for row in rows:
        profile = row.profile
        found += [blocks.heading(profile.title), *prose(profile.change, f"change-{profile.slug}")]
        found.append(blocks.bullets(*([blocks.run(f"{term}: ", strong=True), words] for term, words in _facts(profile))))
        for title, words in ((_("Prerequisites"), profile.prerequisites), (_("Obstacles"), profile.obstacles)):
            if words:
                found += [blocks.heading(title, 2), *prose(words, f"{profile.slug}-{len(found)}")]
        found += _chain(row.chain)
        draft.mark([profile, *row.chain])
    return found


def _facts(profile):
    """What the page tells of a benefit, without the cost that nobody has said: the page has markup in its place."""
    found = facts(profile)
    if profile.cost is None:
        found = [(term, words) for term, words in found if term != _("Cost to realise")]
    return [(term, str(words)) for term, words in found if words]


def _chain(chain):
    """The effect chain as a list: what leads to what."""
    if not chain:
        return []
    points = []
    for heading, boxes in chain_list(chain):
        for box in boxes:
            words = (
                _("%(text)s, which leads to %(what)s") % {"text": box.link.text, "what": box.leads_to} if box.leads_to else box.link.text
            )
            points.append([blocks.run(f"{heading}: ", strong=True), words])
    return [blocks.heading(_("Effect chain"), 2), blocks.bullets(*points)]


@part("benefits.calculations", gettext_lazy("Calculations: what they show, with low and high"))
def calculations(draft):
    keys = {row.profile.pk for row in _rows(draft)}
    pages = [page for page in calculations_of(draft.programme) if _belongs(draft, page.calculation, keys)]
    if not pages:
        return [blocks.text(_("No calculation has been made."))]
    columns = [
        blocks.column("title", _("Calculation")),
        blocks.column("years", _("Years")),
        blocks.column("present", _("Certain kronor, present value")),
        blocks.column("hours", _("Freed hours")),
        blocks.column("others", _("Other lines"), "number"),
    ]
    told = []
    for page in pages:
        short, row = in_short(page), page.calculation
        href = draft.address("calculation", row.slug)
        told.append(
            {
                "id": row.slug,
                "title": row.title,
                "years": short["years"],
                "present": given(short["present"]),
                "hours": given(short["hours"]),
                "others": short["others"],
                "href": href,
            }
        )
    draft.mark([page.calculation for page in pages])
    note = _("From low to high. Kronor and hours are never added together.")
    found = [blocks.table("calculations", _("Calculations"), columns, told, note=note)]
    for page in pages:
        if page.calculation.conclusion:
            found += [blocks.heading(page.calculation.title), *prose(page.calculation.conclusion, f"kalkyl-{page.calculation.slug}")]
    return found


def _belongs(draft, calculation, keys):
    if draft.subject is None:
        return True
    if calculation.profile_id:
        return calculation.profile_id in keys
    return bool(calculation.initiative_id) and noun_of(draft) == "initiative" and concerns(draft, calculation.initiative)
