"""Rows that are entered, changed, ended, opened again and taken away from the pages by one pattern.

    post = Register(
        Post, PostForm, add=services.add_post, edit=services.edit_post, remove=services.remove_post, named_by="role",
        titles=(_("Add a post"), _("Change the post")), home="staffing", home_label=_("Staffing"), route="post",
    )

    urlpatterns = [*post.urls("roll/", new="roll/ny/")]    # post_add, post_edit and, where there are such verbs, post_end, post_reopen, post_remove

The views are those of `kit.editing`: errors beside the fields, two editors told, a form posted twice makes one row. A page with moves of
its own is a view of its own; a choice that several registers need becomes an argument here.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace

from django.db.models import Max
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.accounts.permissions import GRANTS, Permission, Role
from fardplan.audit import writes
from fardplan.kit import forms
from fardplan.kit.editing import confirm_page, form_page
from fardplan.parties.services import free_slug
from fardplan.parties.web import in_programme, require

VERBS = ("add", "edit", "end", "reopen", "remove")


class EndForm(forms.Form):
    until_date = forms.EndDateField(
        label=gettext_lazy("Last day"), hint=gettext_lazy("The row stays in earlier reports and in the history.")
    )


@dataclass(frozen=True)
class Register:
    """`route` begins the names of its addresses; `home` is the route of the page that lists the rows, and `back(request, row)` another
    address to go on to."""

    model: type
    form: type
    add: Callable
    edit: Callable
    titles: tuple  # of the pages that add and that change
    route: str
    home: str
    home_label: object  # for the crumbs
    end: Callable | None = None
    reopen: Callable | None = None
    remove: Callable | None = None
    #: Another form for rows that exist.
    edit_form: type | None = None
    #: One, or several of which one is enough.
    permission: Permission | tuple = Permission.EDIT_FRAME
    #: Who may write this very row, besides the permission: (authority, row).
    allows: Callable | None = None
    #: The value that the row's key is made from, or a function of the form that gives it.
    named_by: str | Callable = "title"
    #: Keys that would be taken for other words of the addresses.
    reserved: frozenset = frozenset()
    #: ("forum", Forum): rows are added under a row of another kind, whose key stands in the address.
    parent: tuple | None = None
    #: The form wants `programme=`, `held=` (the row, None when it is new) and the parent by its name.
    wants_programme: bool = False
    initial: Callable = field(default=lambda request: {})
    #: What the form shows of a row, when it is more than its attributes.
    initial_from: Callable | None = None
    back: Callable | None = None
    #: What is added under a row, as (label, route): links beside its form.
    under: tuple = ()
    #: What opening a row again means.
    reopens: object = gettext_lazy("Its last day is taken away: it holds until further notice.")
    #: Sentences about what goes with a row that is taken away.
    goes_with: Callable = field(default=lambda row: [])
    template: str = "parties/register_form.html"

    @classmethod
    def of(cls, services, noun, model, form, **rest):
        """A register whose verbs are called after its noun in a room's `services`: add_vision, edit_vision, and where there are such
        end_, reopen_ and remove_vision. The routes too, unless `route` is told."""
        verbs = {verb: found for verb in VERBS if (found := getattr(services, f"{verb}_{noun}", None)) is not None}
        return cls(model, form, **verbs, **{"route": noun, **rest})

    # The views

    def add_view(self):
        @in_programme(*self.permissions)
        def view(request, **kwargs):
            parent = self._parent(request, **kwargs)
            return form_page(
                request,
                self.form,
                title=self.titles[0],
                back=lambda row: self._back(request, row),
                initial=self.initial(request),
                save=lambda form: self._add(request.programme, parent, form, by=request.user),
                template=self.template,
                context={
                    **self.page(request),
                    "cancel_url": self._back(request, SimpleNamespace(**parent)) if parent else self._home(request),
                    "belongs_to": next(iter(parent.values()), None),
                },
                **self._form_kwargs(request, None, parent),
            )

        return view

    def _add(self, programme, parent, form, *, by):
        values = for_service(form)
        if any(each.name == "position" for each in self.model._meta.fields):
            values.setdefault("position", self._last(programme))
        name = self.named_by(form) if callable(self.named_by) else str(form.cleaned_data[self.named_by])
        slug = free_slug(self.model, name, programme=programme)
        if slug in self.reserved:
            slug = free_slug(self.model, f"{name} {self.model._meta.model_name}", programme=programme)
        return self.add(by=by, programme=programme, slug=slug, **parent, **values)

    def edit_view(self):
        @in_programme(*self.permissions)
        def view(request, slug):
            row = self._row(request, slug)
            parent = {self.parent[0]: getattr(row, self.parent[0])} if self.parent else {}
            return form_page(
                request,
                self.edit_form or self.form,
                row=row,
                title=self.titles[1],
                back=lambda saved: self._back(request, saved),
                initial_from=self.initial_from,
                save=lambda form: self.edit(row, by=request.user, seen=form.version, **for_service(form)),
                template=self.template,
                context={**self.page(request), **self.beside(request, row), "cancel_url": self._back(request, row)},
                **self._form_kwargs(request, row, parent),
            )

        return view

    def end_view(self):
        @in_programme(*self.permissions)
        def view(request, slug):
            row = self._row(request, slug)
            return form_page(
                request,
                EndForm,
                row=row,
                title=_("End “%(name)s”") % {"name": row},
                back=self._back(request, row),
                save=lambda form: self.end(row, by=request.user, seen=form.version, **form.cleaned_data),
                template=self.template,
                context={**self.page(request), "submit": _("End")},
            )

        return view

    def reopen_view(self):
        @in_programme(*self.permissions)
        def view(request, slug):
            row = self._row(request, slug)
            return confirm_page(
                request,
                do=lambda: self.reopen(row, by=request.user),
                title=_("Open “%(name)s” again?") % {"name": row},
                what=[self.reopens],
                submit=_("Open again"),
                danger=False,
                back=self._back(request, row),
                context=self.page(request),
            )

        return view

    def remove_view(self):
        @in_programme(*self.permissions)
        def view(request, slug):
            row = self._row(request, slug)
            return confirm_page(
                request,
                do=lambda: self.remove(row, by=request.user),
                title=_("Take away “%(name)s”?") % {"name": row},
                what=[*self.goes_with(row), _("It disappears from the pages. The history keeps what it said.")],
                submit=_("Take away"),
                back=self._back(request, row),
                context=self.page(request),
            )

        return view

    def urls(self, prefix, *, new):
        """The register's addresses: `new` is where a row is added, the others stand under `prefix` and the row's key."""
        verbs = [
            (new, self.add_view, "add", True),
            (f"{prefix}<slug:slug>/redigera/", self.edit_view, "edit", True),
            (f"{prefix}<slug:slug>/avsluta/", self.end_view, "end", self.end),
            (f"{prefix}<slug:slug>/oppna-igen/", self.reopen_view, "reopen", self.reopen),
            (f"{prefix}<slug:slug>/ta-bort/", self.remove_view, "remove", self.remove),
        ]
        return [path(route, make(), name=f"{self.route}_{verb}") for route, make, verb, has in verbs if has]

    # What they stand on

    @property
    def permissions(self):
        return self.permission if isinstance(self.permission, tuple) else (self.permission,)

    def _rows(self, request, model):
        return model.objects.visible_to(request.user).filter(programme=request.programme)

    def _row(self, request, slug):
        row = get_object_or_404(self._rows(request, self.model), slug=slug)
        require(self.allows is None or self.allows(request.authority, row))
        return row

    def _parent(self, request, slug=None):
        if self.parent is None:
            return {}
        name, model = self.parent
        return {name: get_object_or_404(self._rows(request, model), slug=slug)}

    def _last(self, programme):
        last = self.model.objects.filter(programme=programme).aggregate(last=Max("position"))["last"]
        return 0 if last is None else last + 1

    def _form_kwargs(self, request, row, parent):
        return {"programme": request.programme, "held": row, **parent} if self.wants_programme else {}

    def _home(self, request):
        return reverse(self.home, args=[request.programme.slug])

    def _back(self, request, row):
        return self.back(request, row) if self.back else self._home(request)

    def page(self, request):
        return {
            "crumbs": [(self.home_label, self._home(request))],
            "who_may": [role.label for role in Role if GRANTS[role].intersection(self.permissions)],
        }

    def beside(self, request, row):
        """What else can be done with the row, and who changed it last."""
        ended = getattr(row, "until_date", None) is not None

        def address(verb, service, asked=True):
            return reverse(f"{self.route}_{verb}", args=[request.programme.slug, row.slug]) if service and asked else ""

        return {
            "end_url": address("end", self.end, not ended),
            "reopen_url": address("reopen", self.reopen, ended),
            "remove_url": address("remove", self.remove),
            "under": [(label, reverse(route, args=[request.programme.slug, row.slug])) for label, route in self.under],
            "latest": writes.latest_writer(row),
        }


def for_service(form):
    """What the service takes: the form's own way of saying it, or its values as they are."""
    return form.for_service() if hasattr(form, "for_service") else dict(form.cleaned_data)
