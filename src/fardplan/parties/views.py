from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.kit.editing import form_page
from fardplan.parties import services
from fardplan.parties.access import may_create_programme
from fardplan.parties.forms import ProgrammeForm
from fardplan.parties.web import in_programme, logged_in, require


@logged_in
def add_programme(request):
    """Start an empty programme; whoever starts it leads it until they let others in."""
    require(may_create_programme(request.user))
    return form_page(
        request,
        ProgrammeForm,
        title=_("Start a programme"),
        back=lambda programme: reverse("county", args=[programme.slug]),
        save=lambda form: services.add_programme(by=request.user, lead=request.user, from_date=timezone.localdate(), **form.cleaned_data),
        context={"cancel_url": reverse("programmes")},
    )


@in_programme(Permission.READ)
def parties(request):
    return render(request, "kit/base.html", {"title": "parties"})
