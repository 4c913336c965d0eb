"""What a document can be about besides the programme itself: a row, named by its noun and its key."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from fardplan.benefits.models import BenefitProfile
from fardplan.consultations.models import Consultation
from fardplan.governance.models import Matter, Meeting
from fardplan.kit.text import swedish_sort_key
from fardplan.parties.models import Party
from fardplan.plan.models import Plan
from fardplan.portfolio.models import Initiative

PROGRAMME = "programme"


@dataclass(frozen=True)
class Subject:
    """`related` are read along with the row, which tells its name; `newest_first` for those that are many of one name."""

    noun: str
    title: str
    model: type
    related: tuple[str, ...] = ()
    key: Callable = lambda row: swedish_sort_key(str(row))
    newest_first: bool = False

    def rows(self, programme, user=None):
        """Those of a programme that `user` may read, in the order they are offered; all of them when a command asks. A query."""
        found = self.model.objects.filter(programme=programme) if user is None else self.model.objects.visible_to(user)
        found = found.filter(programme=programme).select_related(*self.related)
        return sorted(found, key=self.key, reverse=self.newest_first)

    def find(self, programme, slug, user=None):
        """The row with this key, or None. A query."""
        found = self.model.objects.all() if user is None else self.model.objects.visible_to(user)
        return found.filter(programme=programme, slug=slug).select_related(*self.related).first()


SUBJECTS = {
    found.noun: found
    for found in (
        Subject("initiative", _("Piece of development work"), Initiative, ("leader_organisation",)),
        Subject("party", _("Party"), Party, ("organisation",)),
        Subject("plan", _("Plan"), Plan, key=lambda row: (-row.year, swedish_sort_key(row.title))),
        Subject("meeting", _("Meeting"), Meeting, ("forum",), key=lambda row: (row.time.sort_key(), row.pk), newest_first=True),
        Subject("matter", _("Matter"), Matter),
        Subject("consultation", _("Consultation"), Consultation),
        Subject("profile", _("Benefit profile"), BenefitProfile),
    )
}


def find(about, programme, slug, user=None):
    """The row that a document about `about` is about: None for the programme itself, and when there is no such row."""
    return SUBJECTS[about].find(programme, slug, user) if about in SUBJECTS and slug else None
