"""More of the county of the matrix: the chain from idea to carried-out decision, imports, and what goes wrong; and which rows of it
addresses are about."""

from datetime import UTC, date, datetime
from decimal import Decimal

from fardplan.accounts.permissions import Role
from fardplan.attachments import services as attachments
from fardplan.attachments.models import Attachment
from fardplan.consultations.models import Consultation
from fardplan.governance import matters, meetings
from fardplan.governance.models import AgendaItem, Decision, Forum, Matter, RouteStep
from fardplan.imports.kinds import ALL as KINDS
from fardplan.imports.models import ImportJob
from fardplan.indicators import services as indicators
from fardplan.plan.models import Activity
from fardplan.portfolio.models import Initiative
from fardplan.reports.models import Report
from fardplan.status.models import Deviation, Friction, Risk
from fardplan.workflows.models import BulkChange
from tests.access.making import make_row
from tests.factories import (
    AgendaItemFactory,
    DecisionFactory,
    DeviationFactory,
    EscalationFactory,
    FollowUpFactory,
    ForumFactory,
    ForumMemberFactory,
    IndicatorFactory,
    MatterFactory,
    MeetingFactory,
)
from tests.templates_of_ours import template_in

DAY = date(2024, 3, 1)
NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)
#: How far a meeting has come: before its pack is sent, after, while the minutes are written, when they are closed.
MEETINGS = {"planned": {}, "sent": {}, "recording": {"minutes": "open"}, "closed": {"minutes": "closed", "minutes_closed_at": NOON}}


def build(world):
    _decisions(world)
    _meetings(world)
    _follow_ups(world)
    _imports(world)
    _bulk_changes(world)
    _what_goes_wrong(world)
    _documents(world)
    _figures(world)


def _figures(world):
    """An indicator with as many years as a control chart asks for."""
    indicator = IndicatorFactory(programme=world.programme, slug="nyckeltal")
    for year in range(2012, 2024):
        indicators.put_value(
            indicator, by=world.one(Role.ANALYST).user, at=NOON, organisation=world.parties[0].organisation, period=str(year), value=Decimal(year % 5)
        )  # fmt: skip


def _decisions(world):
    programme = world.programme
    forum = ForumFactory(programme=programme, slug="styrgruppen")
    for slug in ("prepared", "sent"):
        matter = MatterFactory(programme=programme, slug=slug, text="## Läget\n\nSom det är.")
        make_row(RouteStep, programme, matter=matter, role=RouteStep.Role.DECIDES, forum=forum)
    matters.send_on(matter, by=world.one(Role.OFFICE).user, at=NOON)
    DecisionFactory(programme=programme, slug="open", matter=matter, forum=forum)
    DecisionFactory(programme=programme, slug="closed", matter=matter, forum=forum, closed_at=NOON)
    EscalationFactory(programme=programme, slug="open")
    EscalationFactory(programme=programme, slug="settled", answer="Det går.", answered_date=DAY)


def _meetings(world):
    programme, office = world.programme, world.one(Role.OFFICE).user
    forum, matter = Forum.objects.get(programme=programme, slug="styrgruppen"), Matter.objects.get(programme=programme, slug="prepared")
    ForumMemberFactory(forum=forum, programme=programme, user=world.one(Role.STEERING, 0).user)
    for slug, how_far in MEETINGS.items():
        meeting = MeetingFactory(forum=forum, programme=programme, slug=slug, **how_far)
        AgendaItemFactory(meeting=meeting, matter=matter)
        if slug != "planned":
            meetings.send_pack(meeting, by=office, at=NOON, on=DAY, link="https://exempel.example/")


def _follow_ups(world):
    decision = Decision.objects.get(programme=world.programme, slug="open")
    FollowUpFactory(decision=decision, slug="programme")
    FollowUpFactory(decision=decision, slug="led", responsible=world.leader)
    FollowUpFactory(decision=decision, slug="ended", state="carried_out", done_date=DAY)
    for number, party in enumerate(world.parties):
        FollowUpFactory(decision=decision, slug=f"party-{number}", party=party)


def _imports(world):
    """Goals that the office reads in, and figures that each party reads in for itself: shown, and stored."""
    senders = [("goals", None, world.one(Role.OFFICE).user)]
    senders += [("values", party, world.one(Role.COORDINATOR, number).user) for number, party in enumerate(world.parties)]
    for register, party, sender in senders:
        for state, stored_at in (("shown", None), ("stored", NOON)):
            ImportJob.objects.create(
                programme=world.programme, register=register, party=party, state=state, stored_at=stored_at, file_name="Rader.csv", file_size=1,
                sha256="0" * 64, shown_at=NOON, shown_by=str(sender.pk),
            )  # fmt: skip


def _bulk_changes(world):
    """Several activities changed at once by the office: shown, and made."""
    for state, made_at in (("shown", None), ("done", NOON)):
        BulkChange.objects.create(
            programme=world.programme, kind="activities", change="state:done", label="Läge: Klar", state=state, shown_at=NOON, made_at=made_at,
            changed=1 if made_at else 0, made_by=world.one(Role.OFFICE).user,
        )  # fmt: skip


def _what_goes_wrong(world):
    led = Initiative.objects.get(programme=world.programme, slug="lett")
    given = {"programme": world.programme, "reported_date": DAY}
    DeviationFactory(slug="programme", **given)
    DeviationFactory(slug="led", initiative=led, **given)
    DeviationFactory(slug="closed", closed_date=DAY, closed_words="Det löste sig.", **given)
    for number, party in enumerate(world.parties):
        DeviationFactory(slug=f"reported-{number}", party=party, reported_by=world.one(Role.COORDINATOR, number).user, **given)
    make_row(Risk, world.programme, slug="programme", likelihood=3, impact=3)
    make_row(Risk, world.programme, slug="led", likelihood=3, impact=3, initiative=led)


def carriers(world):
    """(label, party, led, row) of rows that carry a document."""

    def the(model, slug):
        return model.objects.get(programme=world.programme, slug=slug)

    yield "decision", None, False, the(Decision, "open")
    yield "led", None, True, the(Initiative, "lett")
    yield "risk", None, False, the(Risk, "programme")
    yield "draft_report", None, False, the(Report, "draft")
    yield "prepared_consultation", None, False, the(Consultation, "preparing")
    yield "draft_friction", 0, False, the(Friction, "draft-0")
    for number in range(8):
        yield "party", number, False, the(Initiative, f"arbete-{number}")
        yield "activity", number, False, the(Activity, f"aktivitet-{number}-planned")
        yield "deviation", number, False, the(Deviation, f"reported-{number}")
        yield "shared_friction", number, False, the(Friction, f"shared-{number}")


def _documents(world):
    for label, party, _led, row in carriers(world):
        content = f"Bara ett exempel, {label} {party}.\n".encode()
        attachments.attach(row, by=world.one(Role.LEAD).user, name="Anteckning.txt", chunks=[content], size=len(content))


# What addresses are about ───────────────────────────────────────────────────────────────────────────────────────────


def _named(*labels, **more):
    def found(world):
        for label in labels:
            yield label, None, False, {"slug": label, **more}

    return found


def _decision_answers(world):
    for state in ("open", "closed"):
        for number, party in enumerate(world.parties):
            yield state, number, False, {"slug": state, "party": party.slug}


def _handlings(world):
    for number, party in enumerate(world.parties):
        yield "party", number, False, {"slug": "sent", "party": party.slug}


def _route_steps(world):
    for label in ("prepared", "sent"):
        yield label, None, False, {"slug": label, "pk": RouteStep.objects.get(matter__programme=world.programme, matter__slug=label).pk}


def _agenda_items(world):
    for label in MEETINGS:
        item = AgendaItem.objects.get(meeting__programme=world.programme, meeting__slug=label)
        yield label, None, False, {"slug": label, "pk": item.pk}


def _own_and_parties(prefix, *labels):
    """Rows of the programme's, one of the work that "leader" leads, and one of each party's."""

    def found(world):
        for label in labels:
            yield label, None, label == "led", {"slug": label}
        for number in range(8) if prefix else ():
            yield prefix, number, False, {"slug": f"{prefix}-{number}"}

    return found


def _jobs(world):
    for job in ImportJob.objects.filter(programme=world.programme).order_by("pk"):
        yield f"{job.register}_{job.state}", world.parties.index(job.party) if job.party else None, False, {"pk": job.pk}


def _changes(world):
    for bulk in BulkChange.objects.filter(programme=world.programme).order_by("pk"):
        yield bulk.state, None, False, {"pk": bulk.pk}


def _kinds(**more):
    def found(world):
        for kind in KINDS:
            yield kind.key, None, False, {"kind": kind.key, **more}

    return found


def _files(*kinds):
    def found(world):
        for kind in kinds:
            yield kind, None, False, {"slug": "nyckeltal", "kind": kind}

    return found


def _attached(world):
    for label, party, led, row in carriers(world):
        yield label, party, led, {"slug": Attachment.objects.there().of(row).earliest("pk").slug}


def _looks(world):
    """A template of the programme's own."""
    yield "", None, False, {"slug": template_in(world.programme).slug}


ABOUT = {
    "decision": _named("open", "closed"),
    "decision_answer": _decision_answers,
    "follow_up_add": _named("open", "closed"),
    "matter": _named("prepared", "sent"),
    "matter_version": _named("prepared", "sent", number=1),
    "matter_step": _route_steps,
    "matter_handling": _handlings,
    "meeting": _named(*MEETINGS),
    "agenda_item_add": _named(*MEETINGS),
    "agenda_item": _agenda_items,
    "follow_up": _own_and_parties("party", "programme", "led", "ended"),
    "escalation": _named("open", "settled"),
    "deviation": _own_and_parties("reported", "programme", "led", "closed"),
    "risk": _own_and_parties("", "programme", "led"),
    **dict.fromkeys(["import_job", "import_store", "import_undo", "import_put_away", "import_original"], _jobs),
    **dict.fromkeys(["import_file", "import_columns", "import_template"], _kinds()),
    **dict.fromkeys(["bulk_change", "bulk_change_make", "bulk_change_undo"], _changes),
    "export": _kinds(form="csv"),
    "indicator_file": _files("csv", "xlsx"),
    "control_chart_file": _files("csv", "svg"),
    **dict.fromkeys(["look_use", "look_rest", "look_withdraw", "look_sample"], _looks),
    "attachment": _attached,
    "attachment_withdraw": _attached,
}
WITH_ALL_BELOW = {"decision", "matter", "meeting", "agenda_item", "follow_up", "escalation", "deviation", "risk"}
