"""What the search knows of this room's rows."""

from django.utils.translation import gettext_lazy as _

from fardplan.reports.models import Report, ReportText
from fardplan.reports.rules import State
from fardplan.search import kinds


def texts(report):
    return "\n".join(row.text for row in report.texts.all())


def register():
    kinds.register(
        Report,
        name=_("Reports"),
        texts=("period", texts),
        page="report",
        state="state",
        states=State.choices,
        weight=1.4,
    )
    kinds.follow(ReportText, lambda row: row.report)
