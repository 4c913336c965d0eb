"""What binds the programme and what may go wrong: governing documents, risks, checklists."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fardplan.accounts.permissions import Permission
from fardplan.governance import binding, services
from fardplan.governance.forms import ChecklistForm, DocumentForm, PointForm, QuestionForm, RiskForm, VersionForm, initial_of_question
from fardplan.governance.models import Checklist, ChecklistQuestion, Document, DocumentPoint, DocumentVersion, Risk
from fardplan.parties.registers import Register
from fardplan.parties.web import in_programme

DOCUMENTS = {"home": "documents", "home_label": _("Governing documents")}
RISKS = {"home": "risks", "home_label": _("Risks")}


@in_programme(Permission.READ)
def documents(request):
    context = {"cards": binding.document_cards(request.programme), "can_edit": request.authority.may(Permission.EDIT_FRAME)}
    return render(request, "governance/documents.html", context)


@in_programme(Permission.READ)
def risks(request):
    context = {
        "groups": binding.risks_of(request.programme),
        "checklists": binding.checklists_of(request.programme),
        "can_edit": request.authority.may(Permission.EDIT_FRAME),
    }
    return render(request, "governance/risks.html", context)


def _at(route, request, row):
    return f"{reverse(route, args=[request.programme.slug])}#{row.slug}"


document = Register(
    Document,
    DocumentForm,
    add=services.add_document,
    edit=services.edit_document,
    remove=services.remove_document,
    titles=(_("Add a document"), _("Change the document")),
    route="document",
    back=lambda request, row: _at("documents", request, row),
    goes_with=lambda row: [_("Its versions and statements go with it.")],
    **DOCUMENTS,
)

document_version = Register(
    DocumentVersion,
    VersionForm,
    add=services.add_document_version,
    edit=services.edit_document_version,
    remove=services.remove_document_version,
    titles=(_("Add a version"), _("Change the version")),
    route="document_version",
    named_by=lambda form: f"version {form.cleaned_data['number']}",
    parent=("document", Document),
    back=lambda request, row: _at("documents", request, row.document),
    **DOCUMENTS,
)

document_point = Register(
    DocumentPoint,
    PointForm,
    add=services.add_document_point,
    edit=services.edit_document_point,
    remove=services.remove_document_point,
    titles=(_("Add a statement"), _("Change the statement")),
    route="document_point",
    named_by="text",
    parent=("document", Document),
    back=lambda request, row: _at("documents", request, row.document),
    **DOCUMENTS,
)

risk = Register(
    Risk,
    RiskForm,
    add=services.add_risk,
    edit=services.edit_risk,
    remove=services.remove_risk,
    titles=(_("Add a risk"), _("Change the risk")),
    route="risk",
    wants_programme=True,
    **RISKS,
)

checklist = Register(
    Checklist,
    ChecklistForm,
    add=services.add_checklist,
    edit=services.edit_checklist,
    remove=services.remove_checklist,
    titles=(_("Add a checklist"), _("Change the checklist")),
    route="checklist",
    wants_programme=True,
    back=lambda request, row: _at("risks", request, row),
    goes_with=lambda row: [_("Its questions go with it.")],
    **RISKS,
)

checklist_question = Register(
    ChecklistQuestion,
    QuestionForm,
    add=services.add_checklist_question,
    edit=services.edit_checklist_question,
    remove=services.remove_checklist_question,
    titles=(_("Add a question"), _("Change the question")),
    route="checklist_question",
    named_by="text",
    initial_from=initial_of_question,
    parent=("checklist", Checklist),
    back=lambda request, row: _at("risks", request, row.checklist),
    **RISKS,
)
