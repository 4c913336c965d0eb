"""A county's own templates of documents, from the pages: made from a kind, their sections changed, ended when they are no longer used."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fardplan.accounts.permissions import Permission
from fardplan.parties.registers import Register
from fardplan.parties.web import in_programme
from fardplan.reports import access, own_kinds
from fardplan.reports.forms_templates import NewTemplateForm, TemplateForm, TemplateSectionForm
from fardplan.reports.kinds import shipped
from fardplan.reports.models import ReportTemplate, TemplateSection
from fardplan.reports.parts import PARTS


@in_programme(Permission.READ)
def templates(request):
    rows = ReportTemplate.objects.visible_to(request.user).filter(programme=request.programme)
    page = [(row, own_kinds.made_from(row), row.holds_on(request.today)) for row in rows]
    return render(request, "reports/templates.html", {"rows": page, "can_edit": access.can_start(request.authority)})


@in_programme(Permission.READ)
def template(request, slug):
    rows = ReportTemplate.objects.visible_to(request.user).filter(programme=request.programme)
    row = get_object_or_404(rows.prefetch_related("sections"), slug=slug)
    sections = [(each, [PARTS[name].title for name in each.parts if name in PARTS]) for each in row.sections.all()]
    page = {
        "row": row,
        "sections": sections,
        "made_from": own_kinds.made_from(row),
        "holds": row.holds_on(request.today),
        "can_edit": access.can_start(request.authority),
    }
    return render(request, "reports/template.html", page)


def _page_of(request, row):
    found = getattr(row, "report_template", row)
    return reverse("report_template", args=[request.programme.slug, found.slug])


report_template = Register.of(
    own_kinds,
    "report_template",
    ReportTemplate,
    NewTemplateForm,
    edit_form=TemplateForm,
    titles=(_("Make a template of our own"), _("Change the template")),
    permission=Permission.WRITE_REPORT,
    home="report_templates",
    home_label=_("Our own kinds of documents"),
    initial=lambda request: {"based_on": request.GET.get("slag", ""), "cover": True},
    reserved=frozenset({"ny", "avsnitt", *shipped()}),
    back=_page_of,
)
template_section = Register.of(
    own_kinds,
    "template_section",
    TemplateSection,
    TemplateSectionForm,
    titles=(_("Add a section"), _("Change the section")),
    permission=Permission.WRITE_REPORT,
    home="report_templates",
    home_label=_("Our own kinds of documents"),
    parent=("report_template", ReportTemplate),
    wants_programme=True,
    initial=lambda request: {"is_numbered": True},
    back=_page_of,
)
