"""What governing documents say, as the register keeps it: their roles, versions and points. The directive's, the plan's, the letter's."""

from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.documents import blocks
from fardplan.governance.models import Document, DocumentPoint
from fardplan.reports.annual.draft import given, one_line, prose, sentence

from .registry import add

Kind, Point = Document.Kind, DocumentPoint.Kind
#: Points of more letters than this, taken together, read better as paragraphs.
LONG = 220
#: How the parts of each document begin.
OF = {"directive": Kind.DIRECTIVE, "plan": Kind.PROGRAMME_PLAN, "intent": Kind.LETTER_OF_INTENT}


def documents(draft, kind):
    return [row for row in draft.register.documents if row.kind == kind]


def roles(draft, kind):
    """Who owns the document and who is informed."""
    rows = documents(draft, kind)
    columns = [blocks.column("role", _("Role")), blocks.column("who", _("Who"))]
    told = [
        {"id": f"{row.slug}-{name}", "role": label, "who": given(getattr(row, name))}
        for row in rows
        for name, label in (("owner", _("Owner")), ("informed", _("Informed")))
    ]
    draft.mark(rows)
    return [blocks.table(f"{kind}-roles", _("Responsibility for the document"), columns, told)] if told else []


def versions(draft, kind):
    """What has changed, version by version, until the day of the document."""
    keys = {row.pk for row in documents(draft, kind)}
    rows = [row for row in draft.register.versions if row.document_id in keys and _is_there(row, draft.day)]
    columns = [
        blocks.column("number", _("Version")),
        blocks.column("dated", _("Date")),
        blocks.column("summary", _("What changed since the version before")),
        blocks.column("marked", _("Changes marked")),
    ]
    told = [
        {
            "id": row.slug,
            "number": row.number,
            "dated": given(row.dated.words if row.dated else ""),
            "summary": given(row.summary),
            "marked": row.changes_marked or "",
        }
        for row in rows
    ]
    draft.mark(rows)
    return [blocks.table(f"{kind}-versions", _("Versions"), columns, told)] if told else []


def _is_there(row, day):
    return not (row.dated and row.dated.starts_latest) or row.dated.starts_latest <= day


def points(draft, kind, of):
    """The points of some kinds: short ones are a list, one alone and long ones are paragraphs."""
    found = [row for document in documents(draft, kind) for row in draft.register.points[document.pk] if row.kind in of]
    draft.mark(found)
    if len(found) == 1 or sum(len(row.text) for row in found) > LONG * len(found):
        return [block for row in found for block in prose(row.text, row.slug)]
    return [blocks.bullets(*(sentence(one_line(row.text)) for row in found))] if found else []


#: What each document's points are called as parts: name -> (title, kinds of points).
POINTS = {
    "background": (gettext_lazy("background"), {Point.BACKGROUND}),
    "reasons": (gettext_lazy("reasons"), {Point.REASON}),
    "idea": (gettext_lazy("idea"), {Point.IDEA}),
    "purpose": (gettext_lazy("purpose"), {Point.PURPOSE}),
    "frames": (gettext_lazy("strategies and agreements it works within"), {Point.FRAME}),
    "effects": (gettext_lazy("expected effects"), {Point.EFFECT}),
    "deliverables": (gettext_lazy("deliverables"), {Point.DELIVERABLE}),
    "results": (gettext_lazy("expected results"), {Point.RESULT}),
    "requirements": (gettext_lazy("requirements"), {Point.REQUIREMENT}),
    "financing": (gettext_lazy("rules of financing"), {Point.FINANCING}),
    "reporting": (gettext_lazy("rules of reporting"), {Point.REPORTING}),
    "steering": (gettext_lazy("rules of steering"), {Point.STEERING}),
    "outline": (gettext_lazy("outline"), {Point.OUTLINE}),
}


class Titled:
    """“Programme directive: requirements”, in the language of whoever reads."""

    def __init__(self, *words):
        self.words = words

    def __str__(self):
        return ": ".join(map(str, self.words))


for _prefix, _kind in OF.items():
    _label = _kind.label
    add(f"{_prefix}.roles", Titled(_label, gettext_lazy("owner and who is informed")), partial(roles, kind=_kind))
    add(f"{_prefix}.versions", Titled(_label, gettext_lazy("versions")), partial(versions, kind=_kind))
    for _name, (_words, _of) in POINTS.items():
        add(f"{_prefix}.{_name}", Titled(_label, _words), partial(points, kind=_kind, of=_of))
