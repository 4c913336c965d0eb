"""Reads for the pages of imports."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db.models import Count

from fardplan.imports.access import may_see
from fardplan.imports.kinds import KINDS
from fardplan.imports.models import ImportJob
from fardplan.imports.packing import unpacked

IN_A_PAGE = 100


@dataclass(frozen=True)
class JobLine:
    """One import in the list."""

    pk: int
    file_name: str
    register: str
    at: object
    who: str
    state: str
    state_label: str
    new: int
    changed: int
    same: int


def jobs_of(context, kinds, *, most=50):
    """Earlier imports that may be seen of `kinds` ({key: kind} that the user may import), newest first. Two queries."""
    jobs = ImportJob.objects.filter(programme=context.programme, register__in=kinds).order_by("-pk")
    rows = [job for job in jobs[: most * 4] if may_see(context, kinds[job.register], job)][:most]
    names = names_of({job.stored_by or job.shown_by for job in rows})
    return [
        JobLine(
            job.pk, job.file_name, str(KINDS[job.register].title) if job.register in KINDS else job.register, job.stored_at or job.shown_at,
            names.get(job.stored_by or job.shown_by, ""), job.state, job.get_state_display(), job.new, job.changed, job.same,
        )
        for job in rows
    ]  # fmt: skip


def names_of(keys):
    """{user key: name shown}; words of commands have none."""
    users = get_user_model().objects.filter(pk__in=[int(key) for key in keys if key.isdecimal()])
    return {str(user.pk): str(user) for user in users}


@dataclass
class RowPage:
    """Some rows of an import, those that change something first unless all are asked for."""

    rows: list
    number: int
    last: int

    @property
    def previous(self):
        return self.number - 1 if self.number > 1 else None

    @property
    def following(self):
        return self.number + 1 if self.number < self.last else None


def rows_of(job, kind, context, *, number=1, everything=False):
    """The rows on a page of the preview. Reads the parts up to it, never all of a large file at once."""
    total = job.rows if everything else job.new + job.changed
    last = max(1, -(-total // IN_A_PAGE))
    number = min(max(number, 1), last)
    skip, found = (number - 1) * IN_A_PAGE, []
    for part in job.parts.filter(kind="rows").order_by("number").iterator(chunk_size=1):
        for row in unpacked(part.content):
            if not everything and row[-3] == "same":
                continue
            if skip:
                skip -= 1
                continue
            found.append(row)
            if len(found) == IN_A_PAGE:
                break
        if len(found) == IN_A_PAGE:
            break
    return RowPage(list(kind.shown(context, found)), number, last)


def counts_by_register(programme):
    return dict(ImportJob.objects.filter(programme=programme, state="stored").values_list("register").annotate(n=Count("pk")))
