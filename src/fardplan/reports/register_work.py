"""Rows that documents other than the annual report read: governing documents' points, risks, dependencies. Part of `register.Register`."""

from collections import defaultdict
from functools import cached_property

from fardplan.governance.models import DocumentPoint
from fardplan.plan.models import Dependency, Exclusion
from fardplan.status.models import Checklist, ChecklistQuestion, Risk


class WorkRows:
    """Asks through `self._all` of the Register that it is a part of."""

    @cached_property
    def points(self):
        """{document: its points, in order}."""
        found = defaultdict(list)
        for row in sorted(self._all(DocumentPoint), key=lambda row: (row.position, row.pk)):
            found[row.document_id].append(row)
        return found

    @cached_property
    def risks(self):
        return sorted(self._all(Risk, "initiative"), key=lambda row: (row.position, row.pk))

    @cached_property
    def exclusions(self):
        return sorted(self._all(Exclusion), key=lambda row: (row.position, row.pk))

    @cached_property
    def dependencies(self):
        return sorted(self._all(Dependency, "initiative", "on_initiative"), key=lambda row: (row.position, row.pk))

    @cached_property
    def checklists(self):
        """[(checklist, its questions)]."""
        questions = defaultdict(list)
        for row in sorted(self._all(ChecklistQuestion), key=lambda row: (row.position, row.pk)):
            questions[row.checklist_id].append(row)
        return [(row, questions[row.pk]) for row in self._all(Checklist)]
