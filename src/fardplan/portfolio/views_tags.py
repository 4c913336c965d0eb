"""Tags: which there are, what carries each, and two that were one."""

from django.db.models import Count
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.accounts.permissions import Permission
from fardplan.kit.collation import swedish
from fardplan.kit.editing import form_page
from fardplan.parties.registers import Register
from fardplan.parties.web import in_programme
from fardplan.portfolio import services
from fardplan.portfolio.forms_tags import MergeTagsForm, TagForm
from fardplan.portfolio.models import Tag
from fardplan.portfolio.views_registers import ended_last, register_page, rows_of
from fardplan.search import kinds

#: Rows of each kind that a tag's page shows.
SHOWN = 200

tag_register = Register(
    Tag,
    TagForm,
    add=services.add_tag,
    edit=services.edit_tag,
    end=services.end_tag,
    reopen=services.reopen_tag,
    remove=services.remove_tag,
    titles=(gettext_lazy("Add a tag"), gettext_lazy("Change the tag")),
    route="tag",
    named_by="name",
    reserved=frozenset({"ny"}),
    wants_programme=True,
    home="tags",
    home_label=gettext_lazy("Tags"),
    under=((gettext_lazy("Merge it with another tag"), "tag_merge"),),
    reopens=gettext_lazy("It can be put on things again."),
)


def _counted(request, tags):
    """[(name of a kind, {tag's key: how many rows carry it})]: one query for each kind."""
    found = []
    for model in services.tagged():
        carried = model.objects.visible_to(request.user).filter(tags__in=tags).order_by().values_list("tags").annotate(n=Count("pk"))
        found.append((kinds.KINDS[model._meta.label].name, dict(carried)))
    return found


@in_programme(Permission.READ)
def tags(request):
    rows = ended_last(rows_of(request, Tag).order_by(swedish("name")), request.today)
    counted = _counted(request, rows_of(request, Tag))
    for row in rows:
        row.counts = [(name, numbers.get(row.pk, 0)) for name, numbers in counted]
    return register_page(request, "tags", rows, kinds=[name for name, _numbers in counted])


@in_programme(Permission.READ)
def tag(request, slug):
    """What carries the tag, kind by kind: what the member may see, at most SHOWN of each."""
    row = get_object_or_404(rows_of(request, Tag), slug=slug)
    groups = []
    for model in services.tagged():
        kind = kinds.KINDS[model._meta.label]
        found = kind.visible_to(request.user, on=request.today).filter(tags=row).select_related("programme", *kind.related)
        shown = list(found.order_by(swedish("title"))[:SHOWN])
        total = found.count() if len(shown) == SHOWN else len(shown)
        groups.append((kind.name, [(str(each), kind.address(each)) for each in shown], total))
    page = {"tag": row, "groups": groups, "shown": SHOWN, "can_edit": request.authority.may(Permission.EDIT_FRAME)}
    return render(request, "portfolio/tag.html", page)


@in_programme(Permission.EDIT_FRAME)
def merge_tag(request, slug):
    """Two tags that mean the same become one."""
    row = get_object_or_404(rows_of(request, Tag), slug=slug)
    return form_page(
        request,
        MergeTagsForm,
        row=row,
        initial_from=lambda current: {},
        title=_("Merge “%(name)s” with another tag") % {"name": row},
        back=lambda into: reverse("tag", args=[request.programme.slug, into.slug]),
        save=lambda form: services.merge_tags(row, by=request.user, seen=form.version, into=form.cleaned_data["into"]),
        template="portfolio/tag_merge.html",
        context={
            "tag": row,
            "submit": _("Merge"),
            "counts": _counted(request, [row]),
            "cancel_url": reverse("tag", args=[request.programme.slug, row.slug]),
        },
        tag=row,
    )
