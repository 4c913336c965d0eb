"""What can be started, as the page shows it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from fardplan.kit.periods import ReportPeriod
from fardplan.reports import composers
from fardplan.reports.annual.draft import inside
from fardplan.reports.kinds import Kind
from fardplan.reports.subjects import SUBJECTS

#: Groups of kinds, in the order they are shown; what is of none of them stands under the last.
GROUPS = {
    "status": _("How things stand"),
    "steering": _("For meetings and decisions"),
    "programme": _("The programme's foundation"),
    "plans": _("Plans and initiatives"),
    "follow_up": _("Following up and answering for"),
    "presentation": _("Presentations"),
    "own": _("Our own templates"),
}


@dataclass(frozen=True)
class Offered:
    """A kind that can be started. `period` is the code of the one it is most likely about."""

    kind: Kind
    period: str

    @property
    def about(self):
        return _("the programme") if self.kind.is_about_programme else inside(str(SUBJECTS[self.kind.about].title))


def groups_of(programme, *, today) -> list[tuple[str, list[Offered]]]:
    """[(heading, kinds)], without empty groups. Two queries."""
    found = {name: [] for name in GROUPS}
    for kind in composers.kinds_of(programme, on=today):
        name = "own" if kind.is_own else kind.group if kind.group in GROUPS else "programme"
        found[name].append(Offered(kind, likely_period(kind.rhythm, today)))
    return [(GROUPS[name], offered) for name, offered in found.items() if offered]


def likely_period(rhythm, today) -> str:
    """The code of the period that a document is most likely about on a day: a half-year in the month it ends or the five after, this
    year for what looks ahead, last year until the summer for what looks back."""
    year = today.year
    if rhythm == "half_year":
        return f"{year}-H1" if 6 <= today.month < 12 else f"{year}-H2" if today.month == 12 else f"{year - 1}-H2"
    if rhythm == "year_after":
        return str(year - 1 if today.month < 7 else year)
    return ReportPeriod.of_year(year).code
