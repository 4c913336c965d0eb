"""A report in a folder is a draft: its texts, ready to be reviewed on the pages."""

from fardplan.reports import services
from fardplan.reports.models import Report


def add_report(*, by, programme, period, title, texts=(), slug="", **_ignored):
    report = services.start_draft(by=by, programme=programme, kind=Report.Kind.ANNUAL, period=period, title=title, slug=slug)
    return edit_report(report, by=by, texts=texts)


def edit_report(report, *, by, texts=None, **_ignored):
    """Texts of a draft follow the folder; a report that has been frozen is left as it was said."""
    if report.is_frozen:
        return report
    for text in texts or ():
        services.write_text(report, by=by, **text)
    return report
