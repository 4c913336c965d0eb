"""Governing documents as they are entered. The page that lists them is in `consultations`, which knows what became of each."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fardplan.governance import services
from fardplan.governance.forms import DocumentForm, PointForm, VersionForm
from fardplan.governance.models import Document, DocumentPoint, DocumentVersion
from fardplan.parties.registers import Register

DOCUMENTS = {"home": "documents", "home_label": _("Governing documents")}


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
