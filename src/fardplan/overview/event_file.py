"""The events that the page "Händelser" shows, as an Excel file: a row for each value that changed, the latest first."""

import io

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from fardplan.audit.models import Event
from fardplan.overview.events import EventFilter
from fardplan.overview.telling import saves_of

#: Events in one file: a longer log is taken a period at a time.
MOST = 10_000
#: Events put into words at a time.
AT_A_TIME = 500
WIDTHS = (18, 26, 26, 46, 18, 30, 50, 50)
#: What a cell of Excel holds.
LONGEST = 32_000


def as_xlsx(programme, asked: EventFilter) -> bytes:
    """Four queries for each 500 events. Text is text even when it looks like a formula."""
    found = asked.apply(Event.objects.filter(programme=programme.slug)).select_related("entry").order_by("-number")
    events = list(found[: MOST + 1])
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold, moment = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    sheet = book.add_worksheet(_("Events in the log"))
    sheet.freeze_panes(1, 0)
    headings = (_("When"), _("Who"), _("Kind"), _("Row"), _("What was done"), _("Value that changed"), _("Before"), _("After"))
    for column, (heading, width) in enumerate(zip(headings, WIDTHS, strict=True)):
        sheet.write_string(0, column, heading, bold)
        sheet.set_column(column, column, width)
    at = 0
    for at, (when, *words) in enumerate(_rows(programme, events[:MOST]), 1):
        sheet.write_datetime(at, 0, when, moment)
        for column, text in enumerate(words, 1):
            sheet.write_string(at, column, text[:LONGEST])
    sheet.autofilter(0, 0, max(at, 1), len(headings) - 1)
    if len(events) > MOST:
        sheet.write_string(at + 1, 0, _("There are more events than one file holds: choose days.")[:LONGEST])
    book.close()
    return out.getvalue()


def _rows(programme, events):
    for begin in range(0, len(events), AT_A_TIME):
        for save in saves_of(programme, events[begin : begin + AT_A_TIME]):
            when = timezone.localtime(save.at).replace(tzinfo=None, microsecond=0)
            for told in save.told:
                start = (when, save.who, str(told.kind), told.name, str(told.verb))
                yield from ((*start, str(each.label), each.before.text, each.after.text) for each in told.changes)
                if not told.changes:
                    yield (*start, "", "", "")
