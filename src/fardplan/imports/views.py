import tempfile

from django.contrib import messages
from django.http import FileResponse, Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fardplan.accounts.permissions import Permission
from fardplan.imports import access, exports, measured, queries, services
from fardplan.imports.complaints import SHOWN
from fardplan.imports.context import Context
from fardplan.imports.forms import FiguresForm, FileForm, MappingForm
from fardplan.imports.kind_values import Refusal
from fardplan.imports.kinds import ALL, kind_of
from fardplan.imports.lists import ListKind
from fardplan.imports.models import ImportJob
from fardplan.parties.models import Party
from fardplan.parties.web import in_programme, require
from fardplan.tables.delimited import fold_header

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _context(request):
    """Who imports: somebody who may only answer for one party imports for that party."""
    parties = request.authority.parties_for(Permission.ANSWER_FOR_PARTY)
    party = None
    if len(parties) == 1 and not request.authority.may(Permission.EDIT_INDICATORS):
        party = Party.objects.visible_to(request.user).select_related("organisation").get(pk=next(iter(parties)))
    return Context(request.programme, request.user, request.authority, party, request.today)


def _kind(request, key):
    """The kind, or 404; 403 when its rows are not theirs to import."""
    try:
        kind = kind_of(key)
    except KeyError:
        raise Http404 from None
    return kind


def _crumbs(request, *more):
    return [(_("Excel in and out"), reverse("imports", args=[request.programme.slug])), *more]


@in_programme(Permission.READ)
def imports(request):
    """All registers: download, template, import; and what has been imported."""
    context = _context(request)
    slug = request.programme.slug
    lines = []
    for kind in ALL:
        may = kind.may(context)
        lines.append(
            {
                "title": kind.title,
                "page": _page_of(kind, slug),
                "excel": reverse("export", args=[slug, kind.key, "xlsx"]),
                "csv": reverse("export", args=[slug, kind.key, "csv"]),
                "is_only_out": isinstance(kind, ListKind),
                "template": reverse("import_template", args=[slug, kind.key]) if may else "",
                "read": reverse("import_file", args=[slug, kind.key]) if may else "",
            }
        )
    mine = {kind.key: kind for kind in ALL if kind.may(context)}
    page = {
        "lines": lines,
        "jobs": queries.jobs_of(context, mine),
        "may_any": bool(mine),
        "title": _("Excel in and out"),
    }
    return render(request, "imports/imports.html", page)


def _page_of(kind, slug):
    try:
        return reverse(kind.page, args=[slug])
    except NoReverseMatch:
        return ""


@in_programme(Permission.READ)
def read_file(request, kind):
    """Choose a file; it is read, and shown with its differences or with everything that is wrong with it."""
    kind, context = _kind(request, kind), _context(request)
    require(kind.may(context))
    form_of = FiguresForm if kind.key == "values" else FileForm
    form = form_of(request.POST or None, request.FILES or None)
    page = {
        "form": form,
        "kind": kind,
        "title": _("Read in from Excel: %(register)s") % {"register": kind.title},
        "crumbs": _crumbs(request),
        "template_url": reverse("import_template", args=[request.programme.slug, kind.key]),
        "excel_url": reverse("export", args=[request.programme.slug, kind.key, "xlsx"]),
        "cancel_url": _page_of(kind, request.programme.slug) or reverse("imports", args=[request.programme.slug]),
    }
    if request.method != "POST":
        return render(request, "imports/read.html", page)
    if not form.is_valid():
        return render(request, "imports/read.html", page, status=422)
    upload = form.cleaned_data["file"]
    with tempfile.NamedTemporaryFile(suffix=".upload") as file:
        for chunk in upload.chunks():
            file.write(chunk)
        file.flush()
        understood = kind.read(context, file.name, upload.name, services.mappings(kind, context))
        if manifest := form.cleaned_data.get("manifest"):
            if not measured.take_manifest(understood, manifest.read(measured.LARGEST + 1)):
                words = _("The manifest does not belong to the file. Choose the manifest.json that stands beside it.")
                understood.complaints.add(words)
        if understood.is_accepted:
            try:
                job = services.show(kind, context, understood, path=file.name, file_name=upload.name)
                return redirect("import_job", request.programme.slug, job.pk)
            except Refusal as refusal:
                understood.complaints.add(str(refusal))
    complaints = understood.complaints
    page |= {
        "form": form_of(),
        "complaints": complaints.sorted[:SHOWN],
        "count": complaints.count,
        "shown": min(SHOWN, complaints.count),
        "file_name": complaints.file,
        "warnings": complaints.warnings,
        "mapping": _mapping_form(request, kind, understood.table),
    }
    return render(request, "imports/read.html", page, status=422)


def _mapping_form(request, kind, table):
    """Fields to say what the headings mean, when headings are what the file fails on."""
    headings = table.candidate
    if table.headings or not headings:
        return None
    form = MappingForm(headings=headings, columns=table.columns, found=table.by_name)
    form.template = "\n".join(form.headings)
    form.all_headings = "\t".join(map(fold_header, headings))
    return form


@in_programme(Permission.READ)
@require_POST
def map_columns(request, kind):
    """Remember what the headings of a template mean, and ask for the file again."""
    kind, context = _kind(request, kind), _context(request)
    require(kind.may(context))
    headings = request.POST.get("headings", "")[:8_000].split("\n")
    template = request.POST.get("template", "")[:8_000]
    form = MappingForm(
        request.POST, headings=[heading.strip("\r") for heading in headings], columns=kind.columns_for(request.programme), found={}
    )
    if form.is_valid() and template:
        services.remember(kind, context, template, form.decided())
        messages.success(request, _("The columns are remembered for this template. Choose the file again."))
    return redirect("import_file", request.programme.slug, kind.key)


def _job(request, pk):
    """The import, its kind and context. One that is not theirs to see, and none at all: same 404."""
    job = get_object_or_404(ImportJob.objects.visible_to(request.user).filter(programme=request.programme), pk=pk)
    context, kind = _context(request), _kind(request, job.register)
    if not access.may_see(context, kind, job):
        raise Http404
    require(kind.may(context))
    return job, kind, context


@in_programme(Permission.READ)
def job(request, pk):
    """A file that was read: what it changes, and afterwards the receipt."""
    job, kind, context = _job(request, pk)
    asked = request.GET.get("sida", "1")
    everything = request.GET.get("visa") == "alla"
    rows = queries.rows_of(job, kind, context, number=int(asked) if asked.isdecimal() and len(asked) < 8 else 1, everything=everything)
    names = queries.names_of({job.shown_by, job.stored_by, job.undone_by} - {""})
    page = {
        "job": job,
        "kind": kind,
        "rows": rows,
        "everything": everything,
        "headings": kind.shown_headings,
        "title": job.file_name,
        "crumbs": _crumbs(request),
        "shown_by": names.get(job.shown_by, job.shown_by),
        "stored_by": names.get(job.stored_by, job.stored_by),
        "undone_by": names.get(job.undone_by, job.undone_by),
        "page_url": _page_of(kind, request.programme.slug),
        "again_url": reverse("import_file", args=[request.programme.slug, kind.key]),
    }
    return render(request, "imports/job.html", page)


@in_programme(Permission.READ)
@require_POST
def store(request, pk):
    """The yes."""
    job, kind, context = _job(request, pk)
    try:
        done = services.store(job, kind, context)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("import_job", request.programme.slug, job.pk)
    if done.is_shown:
        messages.warning(request, _("Something has been stored since the file was read. Look at the differences again before you say yes."))
    elif not job.is_stored:
        number = done.new + done.changed
        messages.success(request, ngettext("%(n)s row is stored.", "%(n)s rows are stored.", number) % {"n": number})
    return redirect("import_job", request.programme.slug, job.pk)


@in_programme(Permission.READ)
@require_POST
def undo(request, pk):
    """Take back what an import stored."""
    job, kind, context = _job(request, pk)
    try:
        services.undo(job, kind, context)
        messages.success(request, _("The import is taken back. What was there before holds again."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("import_job", request.programme.slug, job.pk)


@in_programme(Permission.READ)
@require_POST
def put_away(request, pk):
    """No: nothing of the file is kept."""
    job, kind, _context = _job(request, pk)
    services.put_away(job, by=request.user)
    return redirect("import_file", request.programme.slug, kind.key)


@in_programme(Permission.READ)
def original(request, pk):
    """The file as it was sent."""
    job, _kind, _context = _job(request, pk)
    answer = StreamingHttpResponse(services.file_of(job), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{_safe(job.file_name)}"'
    return answer


def _safe(name):
    stem, _dot, suffix = name.rpartition(".")
    return f"{slugify(stem) or 'fil'}.{slugify(suffix) or 'bin'}"


@in_programme(Permission.READ)
def template(request, kind):
    """The register's template: headings, help, choices, and an example row."""
    kind, context = _kind(request, kind), _context(request)
    require(kind.may(context))
    columns = kind.columns_for(request.programme)
    file = exports.workbook(columns, [], sheet=str(kind.title), lists=kind.lists(context), example=kind.example(context))
    return FileResponse(file, as_attachment=True, filename=f"mall-{slugify(str(kind.title))}.xlsx", content_type=XLSX)


@in_programme(Permission.READ)
def export(request, kind, form):
    """The register as a file that the import takes back."""
    kind, context = _kind(request, kind), _context(request)
    columns = kind.columns_for(request.programme)
    name = f"{request.programme.slug}-{slugify(str(kind.title))}-{request.today:%Y-%m-%d}"
    if form == "csv":
        answer = StreamingHttpResponse(exports.csv_lines(columns, kind.export(context)), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return answer
    lists = kind.lists(context) if kind.may(context) else {}
    file = exports.workbook(columns, kind.export(context), sheet=str(kind.title), lists=lists)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)
