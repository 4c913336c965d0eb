"""Rows that documents other than the annual report read: governing documents' points, risks, dependencies. Part of `register.Register`."""

from collections import defaultdict
from functools import cached_property

from fardplan.benefits.models import BenefitProfile
from fardplan.governance.models import DocumentPoint, Meeting
from fardplan.kit.text import swedish_sort_key
from fardplan.plan.models import Dependency, Exclusion, OngoingWork, Plan
from fardplan.portfolio.models import TargetGroup
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

    @cached_property
    def profiles(self):
        """Every benefit that is meant, by its name."""
        rows = self._all(BenefitProfile, "initiative", "goal", "indicator", "benefit_object")
        return sorted(rows, key=lambda row: (swedish_sort_key(row.title), row.pk))

    @cached_property
    def meetings(self):
        return sorted(self._all(Meeting, "forum"), key=lambda row: (row.time.sort_key(), row.pk))

    @cached_property
    def plans(self):
        """Local plans and action plans, each with its parties."""
        rows = Plan.objects.filter(programme=self.programme).prefetch_related("parties__organisation")
        return sorted(rows, key=lambda row: (row.year, swedish_sort_key(row.title), row.pk))

    @cached_property
    def target_groups(self):
        return sorted(self._all(TargetGroup), key=lambda row: (swedish_sort_key(str(row)), row.pk))

    @cached_property
    def ongoing_works(self):
        return sorted(self._all(OngoingWork, "party__organisation"), key=lambda row: (swedish_sort_key(row.title), row.pk))
