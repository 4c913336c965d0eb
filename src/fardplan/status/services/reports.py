from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from fardplan.audit import writes
from fardplan.governance import services as governance
from fardplan.governance.models import Matter
from fardplan.kit.periods import ReportPeriod
from fardplan.parties.services import free_slug
from fardplan.status.models import StatusReport, StatusSetup
from fardplan.status.rules import PARTS, TEXTS, needs_reason

#: What a report says: copied into its correction.
SAID = (*(f"{part}{kind}" for part in PARTS for kind in ("", "_trend", "_words")), "reason", *TEXTS)


def add_status_report(*, by, **values):
    """As a folder tells it: a draft, or one that was sent on its day."""
    return writes.create(StatusReport, by=by, **values)


def edit_status_report(report, *, by, seen=None, **values):
    """As a folder tells it. Raises ValidationError when it would say something else than what was sent."""
    if report.is_sent and any(getattr(report, name) != value for name, value in values.items()):
        raise ValidationError(_("The report has been sent, and what was said stays said. Write a correction with the next number instead."))
    return writes.change(report, by=by, seen=seen, **values)


class AlreadySent(Exception):
    def __init__(self):
        super().__init__(_("The report has been sent, and what was said stays said. Write a correction instead."))


class CannotSend(Exception):
    """Something is missing before the report can be sent; the text is for people."""


class AlreadyRaised(Exception):
    def __init__(self):
        super().__init__(_("This has been made a matter already."))


def _locked(report):
    return StatusReport.objects.select_for_update().get(pk=report.pk)


@transaction.atomic
def start_status_report(*, by, programme, period, initiative=None, programme_area=None, **values):
    """Begin a draft for a period; the number follows on what has been written of it. Raises AlreadySent where one was sent."""
    about = {"initiative": initiative, "programme_area": programme_area}
    if StatusReport.objects.filter(period=period, **about).sent().exists():
        raise AlreadySent
    name = f"{(initiative or programme_area).slug[:56]} {period}"
    slug = free_slug(StatusReport, name, programme=programme)
    return writes.create(StatusReport, by=by, programme=programme, slug=slug, period=period, **about, **values)


@transaction.atomic
def revise_status_report(report, *, by, seen=None, **values):
    """Change a draft. Raises AlreadySent."""
    if _locked(report).is_sent:
        raise AlreadySent
    return writes.change(report, by=by, seen=seen, **values)


@transaction.atomic
def send_status_report(report, *, by, on, seen=None):
    """From now on it stays as it is. Raises AlreadySent and CannotSend."""
    report = _locked(report)
    if report.is_sent:
        raise AlreadySent
    if not report.overall:
        raise CannotSend(_("Judge the whole before you send."))
    if needs_reason(report.overall, [getattr(report, part) for part in PARTS[1:]]) and not report.reason:
        raise CannotSend(_("The whole is better than its worst part. Write why."))
    return writes.change(report, by=by, seen=seen, verb="sent", sent_date=on, sent_by=by)


@writes.told_once()
def start_and_send(*, by, on, **values):
    """Written and sent at once: see `start_status_report` and `send_status_report`."""
    return send_status_report(start_status_report(by=by, **values), by=by, on=on)


@writes.told_once()
def revise_and_send(report, *, by, on, seen=None, **values):
    """Changed a last time and sent: see `revise_status_report` and `send_status_report`."""
    return send_status_report(revise_status_report(report, by=by, seen=seen, **values), by=by, on=on)


@transaction.atomic
def correct_status_report(report, *, by):
    """A new draft that says what the sent one says, with the next number; a draft that is there already is taken. Raises CannotSend."""
    report = _locked(report)
    same = StatusReport.objects.filter(initiative=report.initiative, programme_area=report.programme_area, period=report.period)
    if not report.is_sent:
        raise CannotSend(_("It has not been sent: change it as it is."))
    if draft := same.filter(sent_date__isnull=True).first():
        return draft
    number = same.order_by("-number").values_list("number", flat=True).first() + 1
    slug = free_slug(StatusReport, f"{report.about.slug[:50]} {report.period} v{number}", programme=report.programme)
    said = {name: getattr(report, name) for name in SAID}
    return writes.create(
        StatusReport,
        by=by,
        programme=report.programme,
        slug=slug,
        initiative=report.initiative,
        programme_area=report.programme_area,
        period=report.period,
        number=number,
        matter=report.matter,
        **said,
    )


@transaction.atomic
def remove_status_report(report, *, by):
    """Take away a draft. Raises AlreadySent."""
    if _locked(report).is_sent:
        raise AlreadySent
    writes.remove(report, by=by)


@transaction.atomic
def raise_ask(report, *, by):
    """What is asked of the steering group becomes a matter that can be prepared and decided. Raises AlreadyRaised."""
    report = _locked(report)
    if report.matter_id:
        raise AlreadyRaised
    period = ReportPeriod.parse(report.period).label
    title = _("Asked of the steering group: %(about)s, %(period)s") % {"about": report.about, "period": period}
    title = str(title)[:200]
    matter = governance.add_matter(
        by=by,
        programme=report.programme,
        slug=free_slug(Matter, title, programme=report.programme),
        title=title,
        text=report.asks,
        initiative=report.initiative,
    )
    writes.change(report, by=by, verb="raised", matter=matter)
    return matter


@transaction.atomic
def put_setup(*, by, programme, seen=None, links=None, **values):
    """How the programme wants to hear how things stand: written, or changed."""
    held = StatusSetup.objects.select_for_update().filter(programme=programme).first()
    if held is None:
        return writes.create(StatusSetup, by=by, programme=programme, slug="lagesrapportering", links=links, **values)
    return writes.change(held, by=by, seen=seen, links=links, **values)
