"""What the pages of a period's follow-up show of its reports: the county's, and each party's own as files."""

from django.template.loader import render_to_string

from fardplan.accounts.permissions import Permission
from fardplan.followup.models import HandIn
from fardplan.reports.models import Report


def of_compilation(context, compilation):
    """HTML for kit.beside: on the period's page the county report, on a party's page its own follow-up as files. One query at most."""
    authority = context.get("authority")
    if authority is None:
        return ""
    page = {"programme": authority.programme, "compilation": compilation, "party": context.get("party")}
    if page["party"] is not None:
        copies = HandIn.objects.filter(year__compilation=compilation, year__party=page["party"]).defer("document_text")
        page["copies"] = list(copies.order_by("-number"))
        return render_to_string("reports/_local.html", page)
    rows = Report.objects.visible_to(authority.user).filter(
        programme=authority.programme, kind=Report.Kind.COUNTY, period=compilation.period
    )
    rows = rows.defer("document_text", "approved_sections").order_by("-number")
    return render_to_string("reports/_county.html", {**page, "reports": list(rows), "can_start": authority.may(Permission.WRITE_REPORT)})
