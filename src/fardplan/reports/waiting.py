"""What reports on their way expect of whom: a text that somebody is asked to write, a report to look through, a comment to answer."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fardplan.kit.waiting import Waiting
from fardplan.reports.models import ReportComment, ReportReviewer, SectionWriter
from fardplan.reports.register import Register
from fardplan.reports.rules import State
from fardplan.reports.sections import titles_of


def waiting_for(authority, *, today) -> list[Waiting]:
    """Three queries, and one for each report about some row; what is written in a section that is not ready is answered by those who write it."""
    programme, user, register = authority.programme, authority.user, Register(authority.programme)
    on_its_way = {"report__programme": programme, "report__state": State.DRAFT}
    asked = list(SectionWriter.objects.filter(writer=user, **on_its_way).select_related("report"))
    reviews = ReportReviewer.objects.filter(reviewer=user, done_at=None, **on_its_way).select_related("report")
    comments = ReportComment.objects.filter(answered_at=None, report__in={row.report_id for row in asked}).values_list("report", "section")
    waiting, titles = [], {}
    for row in asked:
        report = row.report
        report.programme = programme
        if report.pk not in titles:
            titles[report.pk] = titles_of(report, register)
        title = titles[report.pk].get(row.section, row.section)
        count = sum(1 for pair in comments if pair == (report.pk, row.section))
        if row.ready_at is None:
            waiting.append(
                Waiting(
                    kind="report",
                    key=f"report-section:{row.pk}",
                    title=_("Write “%(section)s” in %(report)s") % {"section": title, "report": report.title},
                    url=reverse("report_text", args=[programme.slug, report.slug, row.section]),
                    last_day=row.due_date,
                )
            )
        if count:
            said = ngettext(
                "Answer a comment on “%(section)s” in %(report)s", "Answer %(count)s comments on “%(section)s” in %(report)s", count
            )
            waiting.append(
                Waiting(
                    kind="report",
                    key=f"report-comments:{row.pk}",
                    title=said % {"section": title, "report": report.title, "count": count},
                    url=reverse("report_work", args=[programme.slug, report.slug]) + "#kommentarer",
                )
            )
    for row in reviews:
        waiting.append(
            Waiting(
                kind="report",
                key=f"report-review:{row.pk}",
                title=_("Look through %(report)s") % {"report": row.report.title},
                url=reverse("report_work", args=[programme.slug, row.report.slug]),
                last_day=row.due_date,
                detail=_("You are named as a reviewer."),
            )
        )
    return waiting
