"""Reads about what binds the programme: governing documents."""

from dataclasses import dataclass

from fardplan.attachments.queries import files_of
from fardplan.governance.models import Document, DocumentPoint, DocumentVersion


@dataclass(frozen=True)
class PointGroup:
    """The statements of one kind in a document."""

    label: str
    points: list[DocumentPoint]

    @property
    def is_restated(self) -> bool:
        """Said once for the group: every statement is prose written anew."""
        return all(point.is_restated for point in self.points)

    @property
    def is_invented(self) -> bool:
        return all(point.is_invented for point in self.points)


@dataclass(frozen=True)
class DocumentCard:
    document: Document
    versions: list[DocumentVersion]
    groups: list[PointGroup]
    #: What was sent to the parties out of it, a line each: filled in by the room that knows.
    lines: tuple = ()
    files: tuple = ()

    @property
    def latest(self) -> DocumentVersion | None:
        return self.versions[-1] if self.versions else None

    @property
    def point_count(self) -> int:
        return sum(len(group.points) for group in self.groups)


def document_cards(programme) -> list[DocumentCard]:
    """Governing documents with their versions and statements by kind. Four queries."""
    versions, points = {}, {}
    for row in DocumentVersion.objects.filter(programme=programme).order_by("position", "pk"):
        versions.setdefault(row.document_id, []).append(row)
    for row in DocumentPoint.objects.filter(programme=programme).order_by("position", "pk"):
        points.setdefault(row.document_id, {}).setdefault(row.kind, []).append(row)
    files = files_of(Document, programme)
    return [
        DocumentCard(document, versions.get(document.pk, []), _groups(points.get(document.pk, {})), files=tuple(files.get(document.pk, ())))
        for document in Document.objects.filter(programme=programme).order_by("pk")
    ]


def _groups(points):
    return [PointGroup(kind.label, points[kind]) for kind in DocumentPoint.Kind if kind in points]
