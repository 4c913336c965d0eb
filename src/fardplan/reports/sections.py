"""The headings of a report, without composing it."""

from fardplan.reports import composers, subjects
from fardplan.reports.register import Register


def titles_of(report, register=None) -> dict[str, str]:
    """{section id: heading} of everything that may stand in the report, in its order."""
    composer, register = composers.of_report(report), register or Register(report.programme)
    about = subjects.find(composer.kind.about, report.programme, report.about)
    return {id: composer.title_of_section(id, report.report_period, about, register) for id in composer.ids}
