from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.attachments import registry, services, store
from fardplan.attachments.forms import AttachForm, WithdrawForm
from fardplan.attachments.kinds import CONTENT_TYPES, Kind
from fardplan.attachments.models import Attachment
from fardplan.kit.editing import form_page
from fardplan.parties.web import in_programme, require


@in_programme(Permission.READ)
def attach(request):
    """Hang a document on the row in `?rad=governance.Decision:4`."""
    label, _colon, pk = request.GET.get("rad", "").partition(":")
    owner, row = registry.find(request.authority, label, int(pk) if pk.isdecimal() and len(pk) < 19 else 0)
    require(owner.may_write(request.authority, row))
    back = owner.shown_at(row)
    return form_page(
        request,
        AttachForm,
        title=_("Attach a file"),
        back=back,
        save=lambda form: _attach(form, row, request.user),
        template="attachments/attach.html",
        context={"crumbs": [(str(row), owner.url(row))], "submit": _("Attach"), "belongs_to": row},
    )


def _attach(form, row, user):
    file = form.cleaned_data["file"]
    return services.attach(row, by=user, name=file.name, chunks=file.chunks(), size=file.size, note=form.cleaned_data["note"])


@in_programme(Permission.READ)
def attachment(request, slug):
    """The file itself: always a download, in a sandbox, and only while whoever asks may read the row it hangs on."""
    found, _owner, _row = _find(request, slug)
    try:
        content = store.path_of(found.stored_as).open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    answer = FileResponse(content, as_attachment=True, filename=found.name, content_type=CONTENT_TYPES[Kind(found.kind)])
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@in_programme(Permission.READ)
def withdraw(request, slug):
    found, owner, row = _find(request, slug)
    require(owner.may_write(request.authority, row))
    back = owner.shown_at(row)
    return form_page(
        request,
        WithdrawForm,
        title=_("Withdraw “%(name)s”?") % {"name": found.label},
        back=back,
        save=lambda form: services.withdraw(found, by=request.user, reason=form.cleaned_data["reason"]),
        speaks=(services.Withdrawn,),
        template="attachments/withdraw.html",
        context={"crumbs": [(str(row), owner.url(row))], "submit": _("Withdraw"), "danger": True},
    )


def _find(request, slug):
    """(attachment, its owner, its row), as far as the user may read the row."""
    visible = Attachment.objects.visible_to(request.user).filter(programme=request.programme).there()
    found = get_object_or_404(visible, slug=slug)
    owner, row = registry.find(request.authority, found.row_model, found.row_id)
    return found, owner, row
