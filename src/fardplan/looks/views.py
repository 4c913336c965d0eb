from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.documents import FILES
from fardplan.documents.sample_page import sample_page
from fardplan.kit.editing import form_page
from fardplan.looks import queries, services
from fardplan.looks.forms import LookForm, StepForm
from fardplan.parties.web import in_programme


def _look(request, slug):
    return get_object_or_404(queries.looks_page(request.programme, request.user), slug=slug)


def _home(request):
    return reverse("looks", args=[request.programme.slug])


@in_programme(Permission.READ)
def looks(request):
    rows = queries.looks_page(request.programme, request.user)
    return render(request, "looks/looks.html", {"looks": rows, "may_edit": request.authority.may(Permission.EDIT_FRAME)})


@in_programme(Permission.EDIT_FRAME)
def add(request):
    return form_page(
        request,
        LookForm,
        programme=request.programme,
        title=_("Add a template"),
        back=_home(request),
        save=lambda form: services.add_look(
            by=request.user,
            at=timezone.now(),
            programme=request.programme,
            name=form.cleaned_data["file"].name,
            content=form.cleaned_data["file"].read(),
            organisation=form.cleaned_data["organisation"],
        ),
        template="looks/add.html",
        context={"crumbs": [(_("Templates"), _home(request))], "submit": _("Judge and keep")},
    )


def _step(request, slug, verb, *, title, what, submit, danger=False):
    found = _look(request, slug)
    return form_page(
        request,
        StepForm,
        title=title % {"look": found},
        back=_home(request),
        save=lambda form: verb(found),
        speaks=(services.Withdrawn,),
        template="looks/step.html",
        context={"crumbs": [(_("Templates"), _home(request))], "what": what, "submit": submit, "danger": danger},
    )


@in_programme(Permission.EDIT_FRAME)
def use(request, slug):
    return _step(
        request,
        slug,
        lambda look: services.use(look, by=request.user, at=timezone.now()),
        title=_("Take “%(look)s” into use"),
        what=_("It is offered wherever a document is fetched, instead of the one that its organisation had."),
        submit=_("Take into use"),
    )


@in_programme(Permission.EDIT_FRAME)
def rest(request, slug):
    return _step(
        request,
        slug,
        lambda look: services.rest(look, by=request.user),
        title=_("Take “%(look)s” out of use"),
        what=_("It is no longer offered where documents are fetched. It can be taken into use again."),
        submit=_("Take out of use"),
    )


@in_programme(Permission.EDIT_FRAME)
def withdraw(request, slug):
    return _step(
        request,
        slug,
        lambda look: services.withdraw(look, by=request.user, at=timezone.now()),
        title=_("Withdraw “%(look)s”?"),
        what=_("It is no longer here. Documents that were made with it are as they were."),
        submit=_("Withdraw"),
        danger=True,
    )


@in_programme(Permission.READ)
def sample(request, slug):
    """The sample page, drawn with the template as it is now."""
    found = _look(request, slug)
    render_file, content_type = FILES[found.kind]
    try:
        made = render_file(sample_page(request.programme.name), template=services.content_of(found))
    except FileNotFoundError as error:
        raise Http404 from error
    return HttpResponse(made, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="provsida.{found.kind}"'})
