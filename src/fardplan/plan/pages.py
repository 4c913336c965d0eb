"""How rows become what the pages of activities show. Reads only what hangs on the row it is given."""

from dataclasses import dataclass

from django.db.models import Case, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fardplan.kit.templatetags.fardplan import figure
from fardplan.plan.models import Activity
from fardplan.plan.queries import lecturer_words
from fardplan.plan.rules import HAS_TAKEN_PLACE, SHAPES, State, participants

#: Of such an activity somebody can ask who lectured; of others the question does not arise.
TAUGHT = frozenset({Activity.Kind.LEARNING_SEMINAR, Activity.Kind.CONFERENCE, Activity.Kind.TRAINING, Activity.Kind.WORKSHOP})


def order_of_kinds():
    """Kinds in the order the model lists them, so that a page turned over keeps its groups together."""
    return Case(*[When(kind=kind, then=Value(place)) for place, kind in enumerate(Activity.Kind.values)])


def counts(reach) -> list[str]:
    """“25 activities”, then what is only planned and what was cancelled."""
    total = reach.activities + reach.planned + reach.cancelled
    found = [ngettext("%(n)s activity %(year)s", "%(n)s activities %(year)s", total) % {"n": figure(total), "year": reach.year}]
    if reach.planned:
        found.append(ngettext("%(n)s planned", "%(n)s planned", reach.planned) % {"n": figure(reach.planned)})
    if reach.cancelled:
        found.append(ngettext("%(n)s cancelled", "%(n)s cancelled", reach.cancelled) % {"n": figure(reach.cancelled)})
    return found


def reach_words(reach) -> str:
    """What stands beside the number of participants: “participants in 3 of 24 activities. Figure missing for 21.”

    What nobody has counted is never nought. Empty when nothing has taken place.
    """
    if not reach.activities:
        return ""
    if reach.participants is None:
        return ngettext(
            "Nobody has counted the participants of the %(n)s activity.",
            "Nobody has counted the participants of any of the %(n)s activities.",
            reach.activities,
        ) % {"n": figure(reach.activities)}
    said = ngettext(
        "participant in %(counted)s of %(all)s activities.", "participants in %(counted)s of %(all)s activities.", reach.participants
    )
    said %= {"counted": figure(reach.counted), "all": figure(reach.activities)}
    if not reach.missing:
        return said
    missing = ngettext("Figure missing for %(n)s.", "Figure missing for %(n)s.", reach.missing) % {"n": figure(reach.missing)}
    return f"{said} {missing}"


@dataclass(frozen=True)
class Counted:
    name: str
    number: int


@dataclass(frozen=True)
class ActivityPage:
    """An activity's own page: its lecturers, who came, and how it stands."""

    lecturers: list[str]
    is_taught: bool
    total: int | None  # how many are known to have come; None: nobody has said
    has_taken_place: bool
    parties: list[Counted]
    groups: list[Counted]
    shape: str
    state_label: str
    days_late: int


def activity_page(activity, *, on) -> ActivityPage:
    """Two queries: lecturers and counts."""
    lecturers = activity.lecturers.values_list("organisation__short_name", "unit_words", "role")
    counted = list(activity.attendances.select_related("party__organisation", "target_group"))
    total = participants([(row.party_id, row.target_group_id, row.number) for row in counted])
    late = activity.time.days_late(on) if activity.state == State.PLANNED else 0
    return ActivityPage(
        lecturers=[lecturer_words(*row) for row in lecturers],
        is_taught=activity.kind in TAUGHT,
        total=total,
        has_taken_place=activity.state in HAS_TAKEN_PLACE,
        parties=[Counted(row.party.name, row.number) for row in counted if row.party_id and not row.target_group_id],
        groups=[
            Counted(f"{row.target_group.name}, {row.party.name}" if row.party_id else row.target_group.name, row.number)
            for row in counted
            if row.target_group_id
        ],
        shape="warn" if late else SHAPES[State(activity.state)],
        state_label=_("Late") if late else activity.get_state_display(),
        days_late=late,
    )


def initial_of_closing(activity):
    """The close form's values: how it stands, and the number for all together when it has been given."""
    counted = activity.attendances.filter(party=None, target_group=None).values_list("number", flat=True).first()
    return {"state": activity.state, "participants": counted}
