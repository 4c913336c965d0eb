"""What a form asks the server while somebody is typing: how words are read, and to keep a draft. Everything works without."""

from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fardplan.kit import forms, keeping
from fardplan.kit.templatetags.fardplan import clock

#: Kinds of fields that tell how they read, by the word in the address.
READERS = {
    "tid": forms.TimingField,
    "dag": forms.DateField,
    "belopp": forms.MoneyField,
}
NOTHING = {"before": "", "reads": "", "after": ""}
#: Longer words are nobody's time or amount.
MOST_WORDS = 200


@require_GET
def read(request):
    """How the words `ord` are read in a field of the kind `slag` (see READERS; `enhet` and `ar` as the field has them).

    JSON: {"before", "reads", "after"}, the line that stands under the field after a save; all empty when there is nothing to tell. `error`
    says why the words cannot be read.
    """
    kind, words = READERS.get(request.GET.get("slag", "")), request.GET.get("ord", "").strip()
    if kind is None or not words or len(words) > MOST_WORDS:
        return JsonResponse({**NOTHING, "error": ""})
    year = request.GET.get("ar", "")
    asked = {"year": int(year)} if kind is forms.TimingField and year.isdigit() and len(year) == 4 else {}
    if kind is forms.MoneyField and request.GET.get("enhet") == "tkr":
        asked["unit"] = "tkr"
    field = kind(required=False, label="", **asked)
    try:
        value = field.clean(words)
    except ValidationError as error:
        return JsonResponse({**NOTHING, "error": " ".join(error.messages)})
    if not (reads := str(field.reads(words))):
        return JsonResponse({**NOTHING, "error": ""})
    shown = str(value) if kind is forms.TimingField else ""
    span = field.span(value)
    after = _("Shown as “%(words)s”.") % {"words": shown} if shown and shown != reads else ""
    return JsonResponse(
        {"before": _("Reads as"), "reads": reads, "after": " ".join(filter(None, [after, span and f"{span}."])), "error": ""}
    )


@require_POST
def keep_draft(request):
    """Keep what stands in the form at the address `utkast_vag`, for the one who is logged in and to whom the form was shown.

    JSON: {"said": "Utkast sparat 14.32"}; 409 when the form is somebody else's, 413 when it is too large.
    """
    path = request.POST.get("utkast_vag", "")
    if keeping.owner_of(request.POST) != request.user.pk or not _is_ours(request, path):
        return JsonResponse({"said": _("The draft could not be kept.")}, status=409)
    at = keeping.keep(request.user.pk, path, request.POST, at=timezone.now())
    if at is None:
        return JsonResponse({"said": _("The draft is too large to be kept. Save the form.")}, status=413)
    return JsonResponse({"said": _("Draft kept %(time)s") % {"time": clock(at)}})


@require_POST
def discard_draft(request):
    """Throw away what was kept of the form at `vag`, and show the form."""
    path = request.POST.get("vag", "")
    keeping.forget(request.user.pk, path)
    return redirect(path if _is_ours(request, path) else "start")


def _is_ours(request, path):
    if not path.startswith("/") or not url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return False
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
